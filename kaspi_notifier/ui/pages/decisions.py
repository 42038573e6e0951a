"""What only a person can decide, message by message, with the buttons right there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kaspi_notifier.ui import bridge, formats, message_labels
from kaspi_notifier.ui.pages.order_dialogs import FromPhoneDialog, open_chat
from kaspi_notifier.ui.widgets.basics import Banner, button, clear

if TYPE_CHECKING:
    from kaspi_notifier.store import Message

SHOWN = 3
_WIDE_FROM = 780


class DecisionBanner(Banner):
    """One message whose outcome nobody knows, or that WhatsApp refused."""

    decided = Signal(int, str)

    def __init__(self, message: "Message") -> None:
        super().__init__("amber")
        self.message = message
        self.buttons: dict[str, QPushButton] = {}
        if message.accepted_at is None:
            self._add("chat", self.tr("Open chat")).clicked.connect(self._open_chat)
            self._add("arrived", self.tr("It arrived"))
        else:
            self._add("phone", self.tr("Send from my phone…")).clicked.connect(self._from_phone)
        self._add("send_again", self.tr("Send again"))
        self._add("drop", self.tr("Don't send"))
        subject = message_labels.subject(message)
        time = formats.clock_or_date(message.attempt_at or message.created_at, bridge.now())
        self.say("amber", message_labels.decision_text(message), f"{subject} · {time}")

    def _add(self, key: str, text: str) -> QPushButton:
        made = self.add_button(text)
        if key in ("arrived", "send_again", "drop"):
            made.clicked.connect(lambda: self.decided.emit(self.message.id, key))
        self.buttons[key] = made
        return made

    def _open_chat(self) -> None:
        if self.message.phone:
            open_chat(self.message.phone)

    def _from_phone(self) -> None:
        if self.message.phone:
            FromPhoneDialog(self, self.message.phone, self.message.text or "").open()


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
