"""One shop's loops: orders in, messages out, doubts resolved, ticks home."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from kaspi_notifier.domain.skew import ClockProblem, problem_of
from kaspi_notifier.engine.acks import Acks
from kaspi_notifier.engine.by_hand import ByHand
from kaspi_notifier.engine.canary import Canary
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.digest import Digests
from kaspi_notifier.engine.network import is_reachable
from kaspi_notifier.engine.new_chats import NewChats
from kaspi_notifier.engine.pairing import Pairing
from kaspi_notifier.engine.poll import LONG_AGO, Poll, record
from kaspi_notifier.engine.recover import Recovery
from kaspi_notifier.engine.refused import ActionRefused, refusals
from kaspi_notifier.engine.replies import TRIES, Replies
from kaspi_notifier.engine.send import Sender
from kaspi_notifier.engine.session import SessionWatch
from kaspi_notifier.engine.status import (
    ASKING,
    Change,
    KaspiProblem,
    OnceResult,
    OrdersTaken,
    Pause,
    PauseReason,
    SessionProblem,
    Wait,
)
from kaspi_notifier.engine.supervisor import keep_running
from kaspi_notifier.engine.webhooks import Webhooks
from kaspi_notifier.kaspi import BadReply, KaspiError, orders_of

log = logging.getLogger(__name__)

_ONCE_LOOKS_EVERY = timedelta(seconds=1)
_NO_HURRY = (Wait.GAP, Wait.REST)


class ShopEngine:
    """The loops of one shop and what a person may ask of them."""

    def __init__(self, context: ShopContext) -> None:
        self.context = context
        self._poll = Poll(context)
        self._sender = Sender(context)
        self._recovery = Recovery(context)
        self._replies = Replies(context)
        self._acks = Acks(context, self._replies)
        self.webhooks = Webhooks(context, self._acks)
        self.by_hand = ByHand(context)
        self.pairing = Pairing(context)
        self._session = SessionWatch(context)
        self._canary = Canary(context)
        self._new_chats = NewChats(context)
        self._is_cut_off = False
        self._clock: ClockProblem | None = None

    async def sweep(self) -> None:
        """Before anything is sent: what was on the wire when the program ended has an unknown outcome."""
        context = self.context
        context.must_hear_first = True
        swept = await context.db(
            context.store.outbox.sweep, context.shop_id, now=context.now(), settle=context.settle
        )
        await self._new_chats.after_start(context.now())
        if swept:
            context.changed(Change.MESSAGES)

    def start(self, group: asyncio.TaskGroup) -> list[asyncio.Task[None]]:
        """Start every loop; each goes on until it is cancelled."""
        context = self.context
        loops = {
            "session watch": self._session.step,
            "sender": self._sender.step,
            "recovery": self._recovery.step,
            "event stream": self._acks.listen,
            "ticks": self._acks.gather,
            "tick questions": self._acks.ask,
            "replies": self._replies.step,
            "canary": self._canary.step,
        }
        if context.shop.digest.whatsapp or context.shop.digest.notification:
            loops["digest"] = Digests(context).step
        if context.shop.kaspi.token:
            loops["order poll"] = self._poll.step
        else:
            context.show_kaspi(problem=KaspiProblem.NO_TOKEN, since=context.now())
        return [
            group.create_task(
                keep_running(name, step, on_trouble=context.show_trouble), name=f"{name} {context.shop_id}"
            )
            for name, step in loops.items()
        ]

    async def run_once(self) -> OnceResult:
        """Session check, one full poll, everything that is due now; then the first ticks."""
        context = self.context
        await self._wait_for_session()
        kaspi_error = await self._poll.read()
        if kaspi_error is not None:
            return OnceResult(problem=f"{context.shop.name}: orders can't be read: {kaspi_error.detail}")
        is_in_doubt = True
        while is_in_doubt:
            is_in_doubt = context.session_is_open and await self._recovery.look_once()
        for _ in range(TRIES):
            if context.session_is_open and context.must_hear_first:
                await self._replies.catch_up()
        gate = await self._sender.send_next()
        while (gate.wait is Wait.NOTHING and gate.until is not None) or gate.wait in _NO_HURRY:
            if gate.wait in _NO_HURRY and gate.until is not None:
                await asyncio.sleep(max(0.0, (gate.until - context.now()).total_seconds()))
            gate = await self._sender.send_next()
        if context.session_is_open:
            await self._acks.ask_due(ahead=timedelta(minutes=2))
        return self._how_it_ended(gate.wait)

    async def _wait_for_session(self) -> None:
        context = self.context
        deadline = context.now() + context.options.once_patience
        await self._session.look()
        while context.session_health.problem is SessionProblem.STARTING and context.now() < deadline:
            await asyncio.sleep(_ONCE_LOOKS_EVERY.total_seconds())
            await self._session.look()

    def _how_it_ended(self, wait: Wait) -> OnceResult:
        context = self.context
        problem = context.session_health.problem
        if problem is not None:
            waiting = f"messages waiting: {context.queue_health.waiting}"
            return OnceResult(
                problem=f"{context.shop.name}: WhatsApp is not connected ({problem}); {waiting}"
            )
        if wait is Wait.PAUSED and context.pause is not None:
            return OnceResult(
                problem=f"{context.shop.name}: sending is paused ({context.pause.reason})"
                " until a person goes on in the window or with 'resume'"
            )
        if wait is Wait.CLOCK:
            return OnceResult(problem=f"{context.shop.name}: this computer's clock is wrong by over an hour")
        return OnceResult()

    async def take_orders(self, document: object) -> OrdersTaken:
        """Take in orders in Kaspi's own JSON as if they had been read there.

        Before the shop's old orders are known they count as old, like those. Raises `ActionRefused`.
        """
        try:
            page = orders_of(document)
        except BadReply:
            raise ActionRefused("this is no list of orders as Kaspi writes it") from None
        context = self.context
        queued = await record(context, page.orders, baseline=not context.kaspi_health.has_baseline)
        return OrdersTaken(orders=len(page.orders), unreadable=page.skipped, queued=queued)

    async def set_up_webhook(self, addresses: Sequence[str], patience: timedelta) -> str:
        """Have WAHA bring its events to this computer; the address that it reached."""
        if not self.context.session_is_open:
            raise ActionRefused("WhatsApp is not connected")
        async with refusals():
            address = await self.webhooks.set_up(addresses, patience)
        if address is None:
            raise ActionRefused("the WAHA server does not reach this computer")
        return address

    async def take_away_webhook(self) -> None:
        """WAHA brings no more events; the program hears of them as before, over its own connection."""
        async with refusals():
            await self.webhooks.take_away()

    async def pause(self, until: datetime | None = None) -> None:
        """Stop sending until then, or until the person goes on."""
        now = self.context.now()
        await self.context.set_pause(Pause(reason=PauseReason.BY_PERSON, since=now, until=until))

    async def resume(self) -> None:
        """Go on sending; new chats only where WhatsApp's own time is over and a person was waited for."""
        await self.context.set_pause(None)
        await self._new_chats.go_on()

    async def skip_burst(self) -> int:
        """Drop what came all at once, or what waited while the program was off, and go on; how many."""
        context, pause = self.context, self.context.pause
        if pause is None or pause.reason not in ASKING:
            raise ActionRefused("nothing is asked about")
        skip = context.store.outbox.skip_events
        since = pause.since if pause.reason is PauseReason.BURST else LONG_AGO
        skipped = await context.db(skip, context.shop_id, since=since, now=context.now())
        await context.set_pause(None)
        context.changed(Change.MESSAGES)
        return skipped

    async def resumed(self) -> None:
        """The computer slept or its clock was set: look at everything anew before anything leaves."""
        context = self.context
        context.must_read_first = True
        await context.kaspi.renew()
        await context.waha.renew()
        self._replies.missed_some()
        for bell in (context.poll_bell, context.session_bell, context.listen_bell, context.ack_bell):
            bell.ring()

    async def _cannot_reach_kaspi(self) -> bool:
        context = self.context
        is_in_trouble = context.kaspi_health.problem is KaspiProblem.UNREACHABLE
        return is_in_trouble and not await is_reachable(context.shop.kaspi.base_url)

    async def look_around(self) -> None:
        """While Kaspi can't be reached, notice within seconds that the network is back."""
        context, was_cut_off = self.context, self._is_cut_off
        self._is_cut_off = await self._cannot_reach_kaspi()
        if was_cut_off and not self._is_cut_off:
            context.poll_bell.ring()
            context.session_bell.ring()
        if (clock := problem_of(context.clock_skew)) is not self._clock:
            self._clock = clock
            if clock is not None:
                log.warning("shop %d: this computer's clock %s", context.shop_id, clock)
            context.changed(Change.STATUS)

    async def begin_chats(self) -> None:
        """Try new chats again after WhatsApp refused them twice; one message first."""
        if not await self._new_chats.go_on():
            raise ActionRefused("WhatsApp's own time is not over")

    def check_now(self) -> None:
        """Poll, and look at the session, at once."""
        self.context.poll_bell.ring()
        self.context.session_bell.ring()

    async def see_session(self) -> None:
        """Look at the session now, so that what is shown is true."""
        await self._session.look()

    async def read_entries(self, code: str) -> None:
        """Ask Kaspi for the order's products and remember them."""
        context = self.context
        stored = await context.db(context.store.orders.get, context.shop_id, code)
        if stored is None:
            raise ActionRefused("there is no such order")
        try:
            entries = await context.kaspi.entries(stored.order.kaspi_id)
        except KaspiError as error:
            raise ActionRefused(error.detail) from error
        if entries:
            await context.db(context.store.orders.set_entries, context.shop_id, code, entries)
            context.changed(Change.ORDERS)

    def wake(self) -> None:
        """A person decided about a message: look at the queue again."""
        self.context.send_bell.ring()
        self.context.ack_bell.ring()
