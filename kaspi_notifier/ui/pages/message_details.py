"""The pane beside the log: one message with its text, its history and what a person can decide about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.ui import bridge, formats, labels, message_labels
from kaspi_notifier.ui.help import Topic, show_help
from kaspi_notifier.ui.models.messages import buyer
from kaspi_notifier.ui.pages.order_dialogs import FromPhoneDialog, open_chat
from kaspi_notifier.ui.pages.page import scrolled
from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.basics import Card, button, caption, clear, label, pill, set_pill
from kaspi_notifier.ui.widgets.bubble import bare

if TYPE_CHECKING:
    from kaspi_notifier.store import HistoryRow, Message

_MAY_DROP = frozenset({MessageState.NEEDS_DECISION, MessageState.QUEUED, MessageState.HELD})
_MAY_SEND = frozenset(
    {MessageState.NEEDS_DECISION, MessageState.FAILED, MessageState.SKIPPED, MessageState.HELD}
)


class MessageDetails(Card):
    """One message, whole. Decisions go out as `decided(message id, decision name)`."""

    decided = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(room(322))
        self.box.setContentsMargins(4, 4, 4, 14)
        self.message: Message | None = None
        content = QWidget()
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(14, 12, 12, 8)
        self._content.setSpacing(8)
        self._add_head()
        self._content.addWidget(caption(self.tr("Text")))
        self.text = label("", "bubble", wraps=True, copies=True)
        self._content.addWidget(self.text)
        self._content.addSpacing(6)
        self._content.addWidget(caption(self.tr("History")))
        self._history = QVBoxLayout()
        self._history.setSpacing(8)
        self._content.addLayout(self._history)
        self._content.addStretch(1)
        self.box.addWidget(scrolled(content), 1)
        self._add_actions()

    def _add_head(self) -> None:
        row = QHBoxLayout()
        self.order = label("", "headline", copies=True)
        self.state = pill()
        row.addWidget(self.order, 1)
        row.addWidget(self.state)
        self._content.addLayout(row)
        self.event_name = label("", "strong", wraps=True)
        self.phone = label("", copies=True)
        self.why = label("", "muted", wraps=True)
        self.explain = button(self.tr("What does it mean?"), "link")
        self.explain.clicked.connect(self._explain)
        for part in (self.event_name, self.phone, self.why):
            self._content.addWidget(part)
        self._content.addWidget(self.explain, 0, Qt.AlignmentFlag.AlignLeft)
        self._content.addSpacing(6)

    def _add_actions(self) -> None:
        actions = QVBoxLayout()
        actions.setContentsMargins(14, 4, 12, 0)
        actions.setSpacing(8)
        self.chat = self._action(self.tr("Open chat in WhatsApp"), None)
        self.chat.setProperty("kind", "primary")
        self.chat.clicked.connect(self._open_chat)
        self.arrived = self._action(self.tr("It arrived"), "arrived")
        self.again = self._action(self.tr("Send again"), "send_again")
        self.drop = self._action(self.tr("Don't send"), "drop")
        self.from_phone = self._action(self.tr("From my phone"), None)
        self.from_phone.clicked.connect(self._from_phone)
        actions.addWidget(self.chat)
        for pair in ((self.arrived, self.again), (self.drop, self.from_phone)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for part in pair:
                row.addWidget(part, 1)
            actions.addLayout(row)
        self.box.addLayout(actions)

    def _action(self, text: str, decision: str | None) -> QPushButton:
        made = button(text)
        if decision is not None:
            made.clicked.connect(lambda: self._decide(decision))
        return made

    def _decide(self, decision: str) -> None:
        if self.message is not None:
            self.decided.emit(self.message.id, decision)

    def _explain(self) -> None:
        if self.message is not None and self.message.reason is not None:
            show_help(self, Topic.REASONS, labels.reason(self.message.reason))

    def _open_chat(self) -> None:
        if self.message is not None and self.message.phone:
            open_chat(self.message.phone)

    def _from_phone(self) -> None:
        message = self.message
        if message is not None and message.phone:
            FromPhoneDialog(self, message.phone, message.text or message.draft or "").open()

    def say(self, message: "Message", history: "list[HistoryRow]", *, shows_phone: bool = False) -> None:
        """Show this message; the phone whole only where the owner wants it."""
        now = bridge.now()
        self.message = message
        needs_person = message.state is MessageState.NEEDS_DECISION
        self.order.setText(f"№ {message.order_code}" if message.order_code else "")
        set_pill(self.state, labels.LOOKS[message.state][0], labels.state(message.state))
        self.event_name.setText(message_labels.subject(message))
        self.phone.setText(buyer(message, whole=shows_phone))
        why = message_labels.decision_text(message) if needs_person else message_labels.why(message, now)
        self.why.setText(why[:1].upper() + why[1:])
        text = bare(message.text or message.draft or "")
        self.text.setText(text or self.tr("The text is written when the message leaves."))
        self.explain.setVisible(message.reason is not None)
        self.chat.setVisible(bool(message.phone))
        has_text = bool(message.text or message.draft)
        self.from_phone.setVisible(message.state in _MAY_SEND and bool(message.phone) and has_text)
        self.arrived.setVisible(needs_person)
        self.again.setVisible(message.state in _MAY_SEND and bool(message.phone))
        self.drop.setVisible(message.state in _MAY_DROP)
        self._show_history(history)

    def _show_history(self, history: "list[HistoryRow]") -> None:
        clear(self._history)
        now = bridge.now()
        for step in history:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(10)
            time = label(formats.clock_or_date(step.at, now), "muted")
            time.setMinimumWidth(room(44))
            words = labels.state(step.after)
            if step.by == "person":
                words += " · " + self.tr("you")
            if step.reason is not None:
                words += " · " + labels.reason(step.reason)
            row.addWidget(time, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(words, wraps=True), 1)
            self._history.addWidget(line)
