"""What stands in a place with nothing to list: a drawing, a sentence and, where one helps, a button."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kaspi_notifier.ui.theme import room, shown_colors
from kaspi_notifier.ui.widgets.basics import button, is_look_change, label
from kaspi_notifier.ui.widgets.icons import pixmap

_DRAWING, _SENTENCE = 40, 340


class Emptiness(QWidget):
    """In the middle of its place."""

    acted = Signal()

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 18, 18, 18)
        box.setSpacing(10)
        self._drawing = label()
        self._sentence = label("", "muted", wraps=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setMaximumWidth(room(_SENTENCE))
        self.action = button("")
        self.action.clicked.connect(self.acted)
        self.action.hide()
        box.addStretch(1)
        box.addWidget(self._drawing, 0, Qt.AlignmentFlag.AlignHCenter)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._sentence, 100)
        line.addStretch(1)
        box.addLayout(line)
        box.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        self._draw()

    def say(self, sentence: str, action: str = "") -> None:
        """Why there is nothing, and the words on the button; no button without them."""
        self._sentence.setText(sentence)
        self.action.setText(action)
        self.action.setVisible(bool(action))

    def text(self) -> str:
        """The sentence."""
        return self._sentence.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event):
            self._draw()

    def _draw(self) -> None:
        size, color = room(_DRAWING), shown_colors().switch_off
        self._drawing.setPixmap(pixmap(self._icon, color, size, self.devicePixelRatioF()))
