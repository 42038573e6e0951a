"""What happened, one under the other along a line: a title, and under it when and how, with a mark."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kaspi_notifier.ui.theme import Tone, room, shown_colors
from kaspi_notifier.ui.widgets.basics import button, clear, label
from kaspi_notifier.ui.widgets.icons import pixmap

_INDENT = 16


class Moment(NamedTuple):
    """One thing that happened, or that is planned. `actions` are words of buttons and what they stand for."""

    title: str
    text: str
    icon: str = ""
    tone: Tone = "grey"
    is_planned: bool = False
    actions: tuple[tuple[str, str], ...] = ()


class Timeline(QWidget):
    """Shows moments; it is built anew only when they differ."""

    acted = Signal(str)
    """What the pressed button stands for."""

    def __init__(self) -> None:
        super().__init__()
        self.moments: tuple[Moment, ...] = ()
        self._look = ""
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(_INDENT, 0, 0, 0)
        self._rows.setSpacing(12)

    def say(self, moments: Sequence[Moment]) -> None:
        """Show these moments."""
        look = shown_colors().card
        if tuple(moments) == self.moments and look == self._look:
            return
        self.moments, self._look = tuple(moments), look
        clear(self._rows)
        for moment in self.moments:
            self._rows.addWidget(self._row(moment))

    def _row(self, moment: Moment) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        title = label(moment.title, "planned" if moment.is_planned else "strong", wraps=True)
        box.addWidget(title)
        line = QHBoxLayout()
        line.setSpacing(5)
        text = label(moment.text, "muted", wraps=True)
        line.addWidget(text, 1)
        if moment.icon:
            mark = QLabel()
            color = shown_colors().tone(moment.tone)[0]
            mark.setPixmap(pixmap(moment.icon, color, room(15), self.devicePixelRatioF()))
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(line)
        if moment.actions:
            row = QHBoxLayout()
            row.setSpacing(4)
            for words, meaning in moment.actions:
                pressed = button(words, "link")
                pressed.clicked.connect(lambda _checked, meaning=meaning: self.acted.emit(meaning))
                row.addWidget(pressed)
            row.addStretch(1)
            box.addLayout(row)
        return made

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, 2, self.height(), QColor(shown_colors().border))
        painter.end()
