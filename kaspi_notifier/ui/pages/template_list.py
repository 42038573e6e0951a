"""The templates by event, each with its switch."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kaspi_notifier.domain.template import Language
from kaspi_notifier.domain.template_pair import Pair
from kaspi_notifier.ui import template_labels
from kaspi_notifier.ui.pages.page import scrolled
from kaspi_notifier.ui.theme import restyle
from kaspi_notifier.ui.widgets.basics import Card, Switch, clear, label


class TemplateRow(QFrame):
    """One pair: its name, when and for what it is sent, and whether it is."""

    chosen = Signal()

    def __init__(self, pair: Pair, language: Language) -> None:
        super().__init__()
        self.setObjectName("row")
        self.setProperty("chosen", "false")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        shown = pair.sent(language)
        details = [template_labels.delay(shown.delay_minutes)]
        if pair.delivery is not None:
            details.append(template_labels.in_line(template_labels.delivery(pair.delivery)))
        if shown.language == "both":
            details.append("ҚАЗ + РУС")
        self.name = label(shown.name, "strong", wraps=True)
        self.details = label(" · ".join(details), "muted", wraps=True)
        texts.addWidget(self.name)
        texts.addWidget(self.details)
        row.addLayout(texts, 1)
        self.switch = Switch()
        self.switch.setChecked(pair.is_on)
        self.switch.setAccessibleName(shown.name)
        self.switch.setToolTip(self.tr("Whether buyers get this message"))
        row.addWidget(self.switch)
        self.setAccessibleName(f"{shown.name}, {self.details.text()}")

    def mark(self, is_chosen: bool) -> None:
        """Show whether this is the one in the editor."""
        restyle(self, chosen="true" if is_chosen else "false")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class TemplateList(Card):
    """Rows in the order in which things happen to an order."""

    chosen = Signal(int)
    """The place of a pair in the list."""
    switched = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.box.setContentsMargins(6, 6, 4, 6)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(2, 2, 6, 2)
        column.setSpacing(2)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        column.addStretch(1)
        self.rows: list[TemplateRow] = []
        self.area = scrolled(content)
        self.box.addWidget(self.area, 1)

    def say(self, pairs: Sequence[Pair], language: Language) -> None:
        """Show these templates."""
        place = self.area.verticalScrollBar().value()
        clear(self._rows)
        self.rows = []
        for number, pair in enumerate(pairs):
            made = TemplateRow(pair, language)
            made.chosen.connect(partial(self.chosen.emit, number))
            made.switch.clicked.connect(partial(self._switched, number))
            self.rows.append(made)
            self._rows.addWidget(made)
        self.area.verticalScrollBar().setValue(place)

    def _switched(self, number: int, *_checked: object) -> None:
        self.switched.emit(number, self.rows[number].switch.isChecked())

    def mark(self, number: int | None) -> None:
        """Show which one is in the editor."""
        for place, row in enumerate(self.rows):
            row.mark(place == number)
