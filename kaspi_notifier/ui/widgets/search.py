"""The line one searches with: it asks a moment after the last letter."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QLineEdit

from kaspi_notifier.ui.theme import room, shown_colors
from kaspi_notifier.ui.widgets.icons import icon


class SearchLine(QLineEdit):
    """Between `narrow` and `wide` units of room; `asked` comes `pause_ms` after the last letter."""

    asked = Signal()

    def __init__(self, hint: str, name: str, *, narrow: int, wide: int, pause_ms: int) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setProperty("kind", "search")
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(room(narrow))
        self.setMaximumWidth(room(wide))
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(self.asked)
        self.textChanged.connect(self._pause.start)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)

    def words(self) -> str:
        """What is looked for."""
        return self.text().strip()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._glass.setIcon(icon("search", shown_colors().muted))
