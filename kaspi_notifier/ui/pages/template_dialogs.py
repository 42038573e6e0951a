"""The small windows of the page of templates: earlier texts, and the list of what would have been sent."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kaspi_notifier.ui import bridge, formats, order_labels
from kaspi_notifier.ui.pages.order_dialogs import shown_phone
from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.basics import Card, button, label

if TYPE_CHECKING:
    from kaspi_notifier.store import TemplateVersion
    from kaspi_notifier.store.what_if import Imagined

MOST_ROWS = 500
_LANGUAGES = {"ru": "Русский", "kk": "Қазақша", "both": "ҚАЗ + РУС"}


class VersionsDialog(QDialog):
    """Earlier texts on the left, the chosen one on the right."""

    wanted = Signal(object)
    """The `TemplateVersion` that is to be brought back into the editor."""

    def __init__(self, parent: QWidget, versions: "Sequence[TemplateVersion]") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Earlier versions"))
        self.resize(room(720), 420)
        self._versions = list(versions)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 18)
        box.setSpacing(12)
        text = self.tr("Each was replaced at the time shown. Bringing one back can be undone.")
        box.addWidget(label(text, "muted", wraps=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Earlier versions"))
        now = bridge.now()
        for version in self._versions:
            time = formats.clock_or_date(version.replaced_at, now)
            self.list.addItem(f"{time} · {_LANGUAGES[version.language]}")
        self.list.currentRowChanged.connect(self._show)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Text"))
        row.addWidget(self.list, 2)
        row.addWidget(self.text, 3)
        box.addLayout(row, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.cancel = button(self.tr("Close"))
        self.cancel.clicked.connect(self.reject)
        self.bring = button(self.tr("Bring back"), "primary")
        self.bring.clicked.connect(self._bring)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.bring)
        box.addLayout(buttons)
        self.list.setCurrentRow(0)

    def _show(self, row: int) -> None:
        self.text.setPlainText(self._versions[row].text)

    def _bring(self) -> None:
        self.wanted.emit(self._versions[self.list.currentRow()])
        self.accept()


class ImaginedDialog(QDialog):
    """Who would have got the message and when."""

    def __init__(
        self, parent: QWidget, summary: str, found: "Sequence[Imagined]", *, shows_phones: bool
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What it would have sent"))
        self.resize(room(640), 460)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 18)
        box.setSpacing(12)
        box.addWidget(label(summary, wraps=True))
        shown = sorted(found, key=lambda item: item.message.at, reverse=True)[:MOST_ROWS]
        self.table = QTableWidget(len(shown), 4)
        self.table.setAccessibleName(self.tr("Messages"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Time"), self.tr("Order"), self.tr("Buyer"), self.tr("Phone")]
        )
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(room(34))
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        now = bridge.now()
        for row, item in enumerate(shown):
            order = item.stored.order
            buyer = order_labels.buyer(order)
            new = " · " + self.tr("new") if item.is_new_person else ""
            cells = (
                formats.clock_or_date(item.message.at, now),
                order.code,
                buyer + new,
                shown_phone(item.message.phone, is_whole=shows_phones),
            )
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))
        # What they hold is measured with the letters of the sheet, which nothing has been told of yet.
        self.table.ensurePolished()
        for column in (0, 1, 3):
            self.table.resizeColumnToContents(column)
        frame = Card()
        frame.box.setContentsMargins(1, 4, 1, 8)
        frame.box.addWidget(self.table)
        box.addWidget(frame, 1)
        if len(found) > MOST_ROWS:
            box.addWidget(label(self.tr("The latest {n} are shown.").format(n=MOST_ROWS), "muted"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.closing = button(self.tr("Close"), "primary")
        self.closing.clicked.connect(self.accept)
        buttons.addWidget(self.closing)
        box.addLayout(buttons)
