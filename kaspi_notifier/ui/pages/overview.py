"""The first page: how everything is, what needs a person, what waits for what, and the latest messages."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.skew import ClockProblem
from kaspi_notifier.engine.status import ASKING, Change, PauseReason, SessionProblem, ShopStatus
from kaspi_notifier.ui import bridge, dialogs, formats, labels, message_labels, number_labels
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.pages.page import Page, scrolled
from kaspi_notifier.ui.theme import Tone, shown_colors
from kaspi_notifier.ui.widgets.basics import (
    Banner,
    Card,
    StateCard,
    button,
    caption,
    clear,
    label,
    pill,
    set_pill,
)
from kaspi_notifier.ui.widgets.days import DayBars
from kaspi_notifier.ui.widgets.icons import pixmap

if TYPE_CHECKING:
    from kaspi_notifier.store import Message

LATEST = 8
DAYS = 14
_NOT_SENT = (MessageState.FAILED, MessageState.SKIPPED)
_REALLY = (MessageState.ACCEPTED, MessageState.SENT, MessageState.DELIVERED, MessageState.READ)


class Numbers(Card):
    """What became of the messages of the last two weeks."""

    def __init__(self) -> None:
        super().__init__(self.tr("Last 14 days"))
        self.days = DayBars()
        self.box.addWidget(self.days, 1)
        row = QHBoxLayout()
        self.sent, self.delivered, self.read, self.not_sent = (label("0", "number") for _ in range(4))
        for number, text in (
            (self.sent, self.tr("sent")),
            (self.delivered, self.tr("delivered")),
            (self.read, self.tr("read")),
            (self.not_sent, self.tr("not sent")),
        ):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(number)
            column.addWidget(label(text, "muted"))
            row.addLayout(column, 1)
        self.box.addLayout(row)

    def say(self, counts: Mapping[MessageState, int]) -> None:
        """Show these numbers; a read message was delivered and sent as well."""
        read = counts.get(MessageState.READ, 0)
        delivered = read + counts.get(MessageState.DELIVERED, 0)
        self.read.setText(str(read))
        self.delivered.setText(str(delivered))
        self.sent.setText(str(sum(counts.get(state, 0) for state in _REALLY)))
        self.not_sent.setText(str(sum(counts.get(state, 0) for state in _NOT_SENT)))


class Latest(Card):
    """The newest messages, one line each."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(self.tr("Latest messages"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(9)
        self.box.addSpacing(2)
        self.box.addLayout(self._rows)
        self.box.addStretch(1)

    def say(self, messages: "list[Message]") -> None:
        """Show these messages."""
        clear(self._rows)
        if not messages:
            self._rows.addWidget(
                label(self.tr("No messages yet. The first order brings the first one."), "muted", wraps=True)
            )
        for message in messages:
            self._rows.addWidget(self._line(message))

    def _line(self, message: "Message") -> QWidget:
        now = bridge.now()
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        tone, icon_name = labels.LOOKS[message.state]
        mark = QLabel()
        mark.setPixmap(pixmap(icon_name, shown_colors().tone(tone)[0], 16, self.devicePixelRatioF()))
        mark.setFixedSize(16, 18)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        title = message_labels.title(message)
        details = f"{formats.clock_or_date(message.created_at, now)} · {message_labels.why(message, now)}"
        texts.addWidget(label(title, "strong"))
        texts.addWidget(label(details, "muted", wraps=True))
        state = pill()
        set_pill(state, tone, labels.state(message.state))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(state, 0, Qt.AlignmentFlag.AlignVCenter)
        return made


class OverviewPage(Page):
    """Everything at a glance."""

    SHOWS = frozenset(Change)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Overview"))
        self.check = button(self.tr("Check orders now"))
        self.toggle = button(self.tr("Pause"), "primary")
        self.check.clicked.connect(self._check_clicked)
        self.toggle.clicked.connect(self._toggle_clicked)
        self.head.addWidget(self.check)
        self.head.addWidget(self.toggle)
        content = QWidget()
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(16)
        self.box.addWidget(scrolled(content), 1)
        self._banners = QVBoxLayout()
        self._banners.setSpacing(8)
        self._body.addLayout(self._banners)
        self.decision = self._banner(self.tr("Show"), "messages/decisions")
        self.asked = self._banner(self.tr("Send them"), None)
        self.leave_out = self.asked.add_button(self.tr("Leave them out"))
        self.leave_out.clicked.connect(self._leave_out_clicked)
        self.stopped = self._banner(self.tr("Go on"), None)
        self.clock = Banner()
        self._banners.addWidget(self.clock)
        self.kaspi_help = self._banner(self.tr("Open settings"), "settings")
        self.session_help = self._banner(self.tr("Open WhatsApp"), "whatsapp")
        self._add_cards()

    def _banner(self, action: str, target: str | None) -> Banner:
        made = Banner()
        pressed = made.add_button(action)
        if target is None:
            pressed.clicked.connect(self._toggle_clicked)
        else:
            pressed.clicked.connect(lambda: self.go_to.emit(target))
        made.hide()
        self._banners.addWidget(made)
        return made

    def _add_cards(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(16)
        self.kaspi = StateCard("Kaspi")
        self.session = StateCard("WhatsApp")
        self.queue = StateCard(self.tr("Queue"))
        for card in (self.kaspi, self.session, self.queue):
            cards.addWidget(card, 1)
        self._body.addLayout(cards)
        lower = QHBoxLayout()
        lower.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(16)
        self.waits = Card()
        self.waits.box.addWidget(caption(self.tr("What it waits for")))
        self.wait = label("", wraps=True)
        self.limits = label("", "muted", wraps=True)
        self.waits.box.addWidget(self.wait)
        self.waits.box.addWidget(self.limits)
        self.numbers = Numbers()
        left.addWidget(self.waits)
        left.addWidget(self.numbers, 1)
        self.latest = Latest()
        lower.addLayout(left, 4)
        lower.addWidget(self.latest, 5)
        self._body.addLayout(lower, 1)

    def refresh(self, kinds: frozenset[Change]) -> None:
        self._show_status()
        if kinds & {Change.MESSAGES, Change.ORDERS}:
            self.start(self._read())

    async def _read(self) -> None:
        status = self.desk.status
        shop_id = None if status is None else status.shop_id
        reports = self.desk.store.reports
        ids = await self.desk.read(reports.message_ids, shop_id)
        self.latest.say(await self.desk.read(reports.messages, ids[:LATEST]))
        days = await self.desk.read(reports.per_day, shop_id, DAYS, bridge.now())
        self.numbers.days.say(days)
        totals: Counter[MessageState] = Counter()
        for day in days:
            totals.update(day.counts)
        self.numbers.say(totals)

    def tick(self) -> None:
        self._show_status()

    def _show_status(self) -> None:
        now = bridge.now()
        self.subtitle.setText(formats.weekday(now))
        status = self.desk.status
        for control in (self.check, self.toggle):
            control.setEnabled(status is not None)
        if status is None:
            return
        self.kaspi.say(*labels.kaspi(status.kaspi, now))
        self.session.say(*labels.session(status.session, now))
        self._show_queue(status)
        self.toggle.setText(self.tr("Start") if status.waits_for_start else self.tr("Pause"))
        self._show_banners(status)

    def _show_queue(self, status: ShopStatus) -> None:
        now, queue = bridge.now(), status.queue
        self.wait.setText(labels.waiting(queue, now))
        self.limits.setText(labels.sent_in_day(queue))
        parts = []
        if queue.next_send_at is not None and queue.next_send_at > now:
            time = formats.clock_or_date(queue.next_send_at, now)
            parts.append(self.tr("Next at {time}").format(time=time))
        if queue.unknown:
            parts.append(self.tr("%n being checked", "", queue.unknown))
        if queue.held:
            parts.append(self.tr("%n on hold", "", queue.held))
        text = " · ".join(parts) or labels.sent_in_day(queue)
        self.queue.say("blue" if queue.waiting else "green", labels.queue_title(queue), text)

    def _show_banners(self, status: ShopStatus) -> None:
        now, waiting = bridge.now(), status.queue.waiting
        self.decision.setVisible(status.queue.needs_decision > 0)
        self.decision.say(
            "amber",
            self.tr("%n message(s) need your decision", "", status.queue.needs_decision),
            self.tr("It is not known whether they arrived. Nothing is sent twice without you."),
        )
        self.clock.setVisible(status.clock is not None)
        if status.clock is not None:
            tone: Tone = "red" if status.clock is ClockProblem.WRONG else "amber"
            self.clock.say(tone, self.tr("Check the clock"), labels.clock(status.clock))
        restriction = status.number.restriction
        is_asked = status.pause is not None and status.pause.reason in ASKING
        self._show_question(status)
        self.stopped.setVisible(not is_asked and (status.pause is not None or restriction is not None))
        if status.pause is not None:
            is_own = status.pause.reason is PauseReason.BY_PERSON
            title = self.tr("Sending is paused") if is_own else self.tr("Sending stopped by itself")
            self.stopped.say("amber", title, labels.pause(status.pause, now))
        elif restriction is not None:
            title = self.tr("New buyers wait")
            self.stopped.say("amber", title, number_labels.restriction(restriction, now))
        self.kaspi_help.setVisible(status.kaspi.problem is not None)
        if status.kaspi.problem is not None:
            _tone, title, text = labels.kaspi(status.kaspi, now)
            self.kaspi_help.say("red", f"Kaspi: {title}", text)
        problem = status.session.problem
        self.session_help.setVisible(problem not in (None, SessionProblem.STARTING))
        if problem is not None:
            tone, title, text = labels.session(status.session, now)
            if waiting:
                text += " · " + labels.queue_title(status.queue)
            self.session_help.say(tone, f"WhatsApp: {title}", text)

    def _show_question(self, status: ShopStatus) -> None:
        """Many messages at once, or a long absence: what is still worth sending?"""
        pause, queue = status.pause, status.queue
        self.asked.setVisible(pause is not None and pause.reason in ASKING)
        if pause is None or pause.reason not in ASKING:
            return
        count = queue.burst if pause.reason is PauseReason.BURST else queue.waiting
        text = labels.pause(pause, bridge.now())
        if status.not_worth:
            text += " " + self.tr("%n more came too late and will not be sent.", "", status.not_worth)
        self.asked.say("amber", self.tr("Send %n message(s) now?", "", count), text)

    def _leave_out_clicked(self) -> None:
        self.start(self._leave_out())

    async def _leave_out(self) -> None:
        status = self.desk.status
        if status is None:
            return
        title = self.tr("Leave these messages out?")
        text = self.tr("The buyers will not hear of these orders from the program.")
        if await dialogs.ask(self, title, text, self.tr("Leave them out"), is_danger=True):
            await self.desk.engine.skip_burst(status.shop_id)

    def _check_clicked(self) -> None:
        self.start(self._check())

    async def _check(self) -> None:
        status = self.desk.status
        if status is not None:
            await self.desk.engine.check_now(status.shop_id)

    def _toggle_clicked(self) -> None:
        self.start(self.desk.toggle_sending())
