"""One chat as people know it from their phones: bubbles on two sides, the newest at the bottom."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.store import Line
from kaspi_notifier.ui import bridge, conversation_labels, formats, labels
from kaspi_notifier.ui.pages.page import scrolled
from kaspi_notifier.ui.theme import room, shown_colors
from kaspi_notifier.ui.widgets.basics import clear, label
from kaspi_notifier.ui.widgets.bubble import bare
from kaspi_notifier.ui.widgets.icons import pixmap

_SHARE = 0.66
"""Of the view's width, for the widest bubble."""
_NARROWEST = 180
_TICK = 14
_TICKS = frozenset(
    {MessageState.ACCEPTED, MessageState.SENT, MessageState.DELIVERED, MessageState.READ, MessageState.QUEUED}
)


class ChatView(QFrame):
    """Shows the lines it is given; the same lines again change nothing, so that nobody is scrolled away."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chat")
        self._lines: list[Line] = []
        content = QWidget()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(18, 16, 18, 16)
        self._rows.setSpacing(10)
        self._area: QScrollArea = scrolled(content)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area)
        # The area knows its new height only after everything has been laid out.
        self._to_end = QTimer(self, singleShot=True, interval=0)
        self._to_end.timeout.connect(self._show_end)
        self._area.verticalScrollBar().rangeChanged.connect(self._to_end.start)

    def say(self, lines: list[Line]) -> None:
        """Show these lines."""
        if lines == self._lines:
            return
        self._lines = lines
        self._build()

    def _build(self) -> None:
        clear(self._rows)
        self._rows.addStretch(1)
        for line in self._lines:
            self._rows.addWidget(self._row(line))
        self._to_end.start()

    def _row(self, line: Line) -> QWidget:
        row = QWidget()
        sides = QHBoxLayout(row)
        sides.setContentsMargins(0, 0, 0, 0)
        bubble = _Bubble(line, max(_NARROWEST, int(self.width() * _SHARE)))
        if line.from_me:
            sides.addStretch(1)
        sides.addWidget(bubble)
        if not line.from_me:
            sides.addStretch(1)
        return row

    def _show_end(self) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._lines:
            self._build()


class _Bubble(QFrame):
    def __init__(self, line: Line, widest: int) -> None:
        super().__init__()
        self.setObjectName("bubble")
        self.setProperty("side", "ours" if line.from_me else "theirs")
        self.setMaximumWidth(widest)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 7)
        box.setSpacing(3)
        words = bare(conversation_labels.spoken(line))
        text = label(words, copies=True)
        # A label that wraps asks for a width of its own liking: it gets the one the words need.
        width = min(text.sizeHint().width(), widest - 24)
        text.setWordWrap(True)
        text.setMinimumWidth(width)
        if line.media is not None:
            text.setProperty("role", "muted")
        box.addWidget(text)
        box.addLayout(self._foot(line))

    def _foot(self, line: Line) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(5)
        foot.addStretch(1)
        if line.state is not None and line.state not in _TICKS:
            foot.addWidget(label(labels.state(line.state), "muted"))
        foot.addWidget(label(formats.clock_or_date(line.at, bridge.now()), "muted"))
        if line.state is not None:
            tone, icon_name = labels.LOOKS[line.state]
            tick = label()
            color = shown_colors().tone(tone)[0]
            tick.setPixmap(pixmap(icon_name, color, room(_TICK), self.devicePixelRatioF()))
            tick.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            tick.setToolTip(labels.state(line.state))
            tick.setAccessibleName(labels.state(line.state))
            foot.addWidget(tick)
        return foot
