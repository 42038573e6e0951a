"""The first page: how everything is, what needs a person, two weeks in figures, and what happened lately."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kaspi_notifier.domain.clock import almaty_day, at_almaty
from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.skew import ClockProblem
from kaspi_notifier.engine.status import Change, SessionProblem, ShopStatus, Wait
from kaspi_notifier.ui import bridge, dialogs, formats, labels, sending_labels
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.happenings import moment_of
from kaspi_notifier.ui.pages.decisions import SHOWN, Decisions
from kaspi_notifier.ui.pages.page import Page, scrolled
from kaspi_notifier.ui.tasks import Reread
from kaspi_notifier.ui.theme import Tone, room
from kaspi_notifier.ui.widgets.basics import Banner, Card, StateCard, button, caption, label
from kaspi_notifier.ui.widgets.days import DayBars, Legend
from kaspi_notifier.ui.widgets.stopped import StoppedBanner
from kaspi_notifier.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from kaspi_notifier.store import Happening, LogFilter, Message
    from kaspi_notifier.store.statistics import DayCount

LATEST = 6
DAYS = 14
_REREAD_PAUSE = 1.0
_ORDINARY = (Wait.NOTHING, Wait.GAP, Wait.DUE_TIME)
_TWO_COLUMNS = 700


class Numbers(Card):
    """What became of the messages of the last two weeks."""

    def __init__(self) -> None:
        super().__init__()
        head = QHBoxLayout()
        head.addWidget(caption(self.tr("Last 14 days")), 1)
        head.addWidget(Legend())
        self.box.addLayout(head)
        self.days = DayBars()
        self.box.addWidget(self.days, 1)
        row = QHBoxLayout()
        self.sent, self.delivered, self.read, self.not_sent = (label("0", "number") for _ in range(4))
        for number, text in (
            (self.sent, self.tr("sent")),
            (self.delivered, self.tr("delivered")),
            (self.read, self.tr("read")),
            (self.not_sent, self.tr("failed")),
        ):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(number)
            column.addWidget(label(text, "muted"))
            row.addLayout(column, 1)
        self.box.addLayout(row)

    def say(self, days: "Sequence[DayCount]") -> None:
        """Show the days and what they come to."""
        self.days.say(days)
        sent = sum(day.count.sent for day in days)
        self.sent.setText(formats.number(sent))
        self.delivered.setText(formats.share(sum(day.count.delivered for day in days), sent))
        self.read.setText(formats.share(sum(day.count.read for day in days), sent))
        self.not_sent.setText(formats.number(sum(day.not_sent for day in days)))


class Latest(Card):
    """The newest happenings."""

    def __init__(self) -> None:
        super().__init__(self.tr("Latest events"))
        self.setMinimumWidth(room(190))
        self.nothing = label(
            self.tr("Nothing yet. The first order appears here by itself."), "muted", wraps=True
        )
        self.timeline = Timeline()
        self.box.addSpacing(4)
        self.box.addWidget(self.nothing)
        self.box.addWidget(self.timeline)
        self.box.addStretch(1)

    def say(self, happenings: "list[Happening]") -> None:
        """Show these."""
        now = bridge.now()
        self.nothing.setVisible(not happenings)
        self.timeline.setVisible(bool(happenings))
        self.timeline.say([moment_of(happening, now) for happening in happenings])


class OverviewPage(Page):
    """Everything at a glance."""

    SHOWS = frozenset(Change)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Overview"))
        self._reread = Reread(self, self._read, _REREAD_PAUSE)
        self._orders_today = 0
        self.check = button(self.tr("Check orders now"))
        self.check.clicked.connect(self._check_clicked)
        self.head.addWidget(self.check)
        content = QWidget()
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(16)
        self.box.addWidget(scrolled(content), 1)
        self._banners = QVBoxLayout()
        self._banners.setSpacing(8)
        self._body.addLayout(self._banners)
        self.decisions = Decisions()
        self.decisions.hide()
        self.decisions.decided.connect(self._decided)
        self.decisions.all_wanted.connect(lambda: self.go_to.emit("messages/decisions"))
        self._banners.addWidget(self.decisions)
        self.stopped = StoppedBanner()
        self.stopped.gone_on.connect(self._toggle_clicked)
        self.stopped.skipped.connect(self._skip_clicked)
        self.stopped.wanted.connect(self.go_to)
        self._banners.addWidget(self.stopped)
        self.clock = Banner()
        self.clock.hide()
        self._banners.addWidget(self.clock)
        self.kaspi_help = self._banner(self.tr("Open settings"), "settings")
        self.session_help = self._banner(self.tr("Open WhatsApp"), "whatsapp")
        self._add_cards()

    def _banner(self, action: str, target: str) -> Banner:
        made = Banner()
        made.add_button(action).clicked.connect(lambda: self.go_to.emit(target))
        made.hide()
        self._banners.addWidget(made)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= room(_TWO_COLUMNS)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._cards.setDirection(direction)
        self._lower.setDirection(direction)

    def _add_cards(self) -> None:
        self._cards = cards = QHBoxLayout()
        cards.setSpacing(16)
        self.kaspi = StateCard("Kaspi")
        self.session = StateCard("WhatsApp")
        self.queue = StateCard(self.tr("Queue"))
        for card in (self.kaspi, self.session, self.queue):
            cards.addWidget(card, 1)
        self._body.addLayout(cards)
        self._lower = lower = QHBoxLayout()
        lower.setSpacing(16)
        self.numbers = Numbers()
        self.latest = Latest()
        lower.addWidget(self.numbers, 6)
        lower.addWidget(self.latest, 4)
        self._body.addLayout(lower, 1)

    def refresh(self, kinds: frozenset[Change]) -> None:
        self._show_status()
        if kinds & {Change.MESSAGES, Change.ORDERS}:
            self._reread.ask()

    async def _read(self) -> None:
        from kaspi_notifier.store import LogFilter

        status = self.desk.status
        if status is None:
            return
        shop_id, now, store = status.shop_id, bridge.now(), self.desk.store
        asking = LogFilter(shop_id=shop_id, states=frozenset({MessageState.NEEDS_DECISION}))
        messages, in_all = await self.desk.read(self._asking, asking)
        self.decisions.say(messages, in_all)
        self.latest.say(await self.desk.read(store.feed.latest, shop_id, LATEST))
        midnight = at_almaty(almaty_day(now), now.min.time())
        self._orders_today = await self.desk.read(store.feed.orders_since, shop_id, midnight)
        today = almaty_day(now)
        first = today - timedelta(days=DAYS - 1)
        self.numbers.say(await self.desk.read(store.statistics.days, shop_id, first, today))
        self._show_status()

    def _asking(self, wanted: "LogFilter") -> "tuple[list[Message], int]":
        """The newest messages that wait for a decision, and how many do; on the database's thread."""
        log = self.desk.store.message_log
        return log.newest(wanted, SHOWN), log.view(wanted).counts[MessageState.NEEDS_DECISION]

    def _decided(self, message_id: int, decision: str) -> None:
        self.start(self._decide(message_id, decision))

    async def _decide(self, message_id: int, decision: str) -> None:
        if await dialogs.decide(self, self.desk, message_id, decision, MessageState.NEEDS_DECISION):
            self._reread.ask(hurry=True)

    def tick(self) -> None:
        self._show_status()

    def _show_status(self) -> None:
        now = bridge.now()
        self.subtitle.setText(formats.weekday(now))
        status = self.desk.status
        self.check.setEnabled(status is not None)
        if status is None:
            return
        tone, headline, text = labels.kaspi(status.kaspi, now)
        if status.kaspi.problem is None and self._orders_today:
            text += " · " + formats.kept(self.tr("%n order(s) today", "", self._orders_today))
        self.kaspi.say(tone, headline, text)
        self.session.say(*labels.session(status.session, now))
        self._show_queue(status)
        self._show_banners(status)

    def _show_queue(self, status: ShopStatus) -> None:
        now, queue = bridge.now(), status.queue
        if queue.wait in _ORDINARY and queue.next_send_at is not None and queue.next_send_at > now:
            time = formats.clock_or_date(queue.next_send_at, now)
            parts = [self.tr("Next at {time}").format(time=time)]
        else:
            parts = [sending_labels.waiting(queue, now).removesuffix(".")]
        if queue.unknown:
            parts.append(formats.kept(self.tr("%n being checked", "", queue.unknown)))
        if queue.held:
            parts.append(formats.kept(self.tr("%n on hold", "", queue.held)))
        parts.append(formats.kept(sending_labels.sent_in_day(queue)))
        tone: Tone = "blue" if queue.waiting else "green"
        self.queue.say(tone, sending_labels.queue_title(queue), " · ".join(parts))

    def _show_banners(self, status: ShopStatus) -> None:
        now, waiting = bridge.now(), status.queue.waiting
        self.stopped.show_status(status, now)
        self.clock.setVisible(status.clock is not None)
        if status.clock is not None:
            mood: Tone = "red" if status.clock is ClockProblem.WRONG else "amber"
            self.clock.say(mood, self.tr("Check the clock"), sending_labels.clock(status.clock))
        self.kaspi_help.setVisible(status.kaspi.problem is not None)
        if status.kaspi.problem is not None:
            _tone, title, text = labels.kaspi(status.kaspi, now)
            self.kaspi_help.say("red", f"Kaspi: {formats.after_colon(title)}", text)
        problem = status.session.problem
        self.session_help.setVisible(problem not in (None, SessionProblem.STARTING))
        if problem is not None:
            tone, title, text = labels.session(status.session, now)
            if waiting:
                text += f" {sending_labels.queue_title(status.queue)}."
            self.session_help.say(tone, f"WhatsApp: {formats.after_colon(title)}", text)

    def _check_clicked(self) -> None:
        self.start(self._check())

    async def _check(self) -> None:
        status = self.desk.status
        if status is not None:
            await self.desk.engine.check_now(status.shop_id)

    def _skip_clicked(self) -> None:
        self.start(self._skip())

    async def _skip(self) -> None:
        status = self.desk.status
        if status is None:
            return
        sure = await dialogs.ask(
            self,
            self.tr("Skip %n message(s)?", "", status.asked),
            self.tr("Buyers won't get them. Each stays in the log and can be sent from there."),
            self.tr("Skip these"),
            is_danger=True,
        )
        if sure:
            await self.desk.engine.skip_burst(status.shop_id)

    def _toggle_clicked(self) -> None:
        self.start(self.desk.go_on())
