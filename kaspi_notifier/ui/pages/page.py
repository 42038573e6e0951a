"""What every page has: a title, a line under it, its buttons on the right, and how it learns of changes."""

from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kaspi_notifier.engine.status import Change
from kaspi_notifier.ui import tasks
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.widgets.basics import label


class Page(QWidget):
    """A page reads what it shows when it is shown, and again when the engine says that it changed."""

    SHOWS: frozenset[Change] = frozenset()
    go_to = Signal(str)
    """The key of the page that helps; `key/part` for a part of it."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.desk = desk
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(28, 24, 28, 22)
        self.box.setSpacing(16)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addStretch(1)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self.subtitle = label("", "muted")
        texts.addWidget(label(title, "title"))
        texts.addWidget(self.subtitle)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(10)
        self._top.addLayout(texts)
        self._top.addLayout(self.head, 1)
        self._texts = texts
        self.box.addLayout(self._top)
        desk.changed.connect(self._changed)

    def add_tools(self, *tools: QWidget) -> None:
        """Put controls beside the title, under it if need be; the first one takes what room is left."""
        for stretch, tool in zip((20, *[0] * len(tools)), tools, strict=False):
            self.head.addWidget(tool, stretch)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.refresh(frozenset(Change))
        self.tick()
        self._fit_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """The controls beside the title, or under it where they would cut it off."""
        wanted = self._texts.sizeHint().width() + self.head.sizeHint().width() + 2 * self._top.spacing()
        room = self.contentsRect().width() - 56
        is_wide = wanted <= room
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._top.direction() is not direction:
            self._top.setDirection(direction)

    def _changed(self, kinds: frozenset[Change]) -> None:
        if self.isVisible() and kinds & self.SHOWS:
            self.refresh(kinds)

    def refresh(self, kinds: frozenset[Change]) -> None:
        """Read again what the page shows; called while it is visible."""

    def show_part(self, part: str) -> None:
        """Show one part of the page, named as in `go_to("page/part")`."""

    def tick(self) -> None:
        """Once a second while the page is visible, for times that run."""

    def start(self, coro: Coroutine[Any, Any, object]) -> None:
        """Run a coroutine that ends with the page and whose failure is shown on it."""
        tasks.start(coro, self)


def scrolled(content: QWidget) -> QScrollArea:
    """The content in a scroll area without a frame; small screens need it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setObjectName("scrolled")
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    return area
