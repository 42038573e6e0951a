"""What only a person can decide, message by message, with the buttons right there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kaspi_notifier.ui import bridge, formats, message_labels
from kaspi_notifier.ui.pages.order_dialogs import FromPhoneDialog, open_chat
from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.basics import button, clear, label

if TYPE_CHECKING:
    from kaspi_notifier.store import Message

SHOWN = 3
_WIDE_FROM = 780


class DecisionBanner(QFrame):
    """One message whose outcome nobody knows, or that WhatsApp refused."""

    decided = Signal(int, str)

    def __init__(self, message: "Message") -> None:
        super().__init__()
        self.message = message
        self.setObjectName("banner")
        self.setProperty("tone", "amber")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(14, 10, 14, 10)
        self._box.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(message_labels.decision_text(message), "strong", wraps=True))
        subject = message_labels.subject(message)
        time = formats.clock_or_date(message.attempt_at or message.created_at, bridge.now())
        texts.addWidget(label(f"{subject} · {time}", wraps=True))
        self._box.addLayout(texts, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(6)
        self.buttons: dict[str, QPushButton] = {}
        if message.accepted_at is None:
            self._add("chat", self.tr("Open chat")).clicked.connect(self._open_chat)
            self._add("arrived", self.tr("It arrived"))
        else:
            self._add("phone", self.tr("Send from my phone…")).clicked.connect(self._from_phone)
        self._add("send_again", self.tr("Send again"))
        self._add("drop", self.tr("Don't send"))
        self._actions.addStretch(1)
        self._box.addLayout(self._actions)

    def _add(self, key: str, text: str) -> QPushButton:
        made = button(text)
        if key in ("arrived", "send_again", "drop"):
            made.clicked.connect(lambda: self.decided.emit(self.message.id, key))
        self.buttons[key] = made
        self._actions.addWidget(made)
        return made

    def _open_chat(self) -> None:
        if self.message.phone:
            open_chat(self.message.phone)

    def _from_phone(self) -> None:
        if self.message.phone:
            FromPhoneDialog(self, self.message.phone, self.message.text or "").open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = event.size().width() >= room(_WIDE_FROM)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() is not direction:
            self._box.setDirection(direction)


class Decisions(QWidget):
    """The newest few; the others are a click away."""

    decided = Signal(int, str)
    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Message, ...] = ()
        self._in_all = 0
        self.banners: list[DecisionBanner] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)

    def say(self, messages: "list[Message]", in_all: int) -> None:
        """Show these, of so many in all."""
        shown = tuple(messages[:SHOWN])
        self.setVisible(bool(shown))
        if shown == self._shown and in_all == self._in_all:
            return
        self._shown, self._in_all = shown, in_all
        clear(self._rows)
        self.banners = [DecisionBanner(message) for message in shown]
        for banner in self.banners:
            banner.decided.connect(self.decided)
            self._rows.addWidget(banner)
        if in_all > len(shown):
            more = button(
                self.tr("%n more message(s) wait for your decision", "", in_all - len(shown)), "link"
            )
            more.clicked.connect(self.all_wanted)
            self._rows.addWidget(more)
