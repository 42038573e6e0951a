"""One shop's loops: orders in, messages out, doubts resolved, ticks home."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from kaspi_notifier.domain.message import Kind
from kaspi_notifier.domain.phone import NoChat, mobile
from kaspi_notifier.domain.phone import chat_id as chat_id_of
from kaspi_notifier.domain.skew import ClockProblem, problem_of
from kaspi_notifier.domain.template import Template
from kaspi_notifier.domain.template_language import MAX_OUTPUT
from kaspi_notifier.engine.acks import Acks
from kaspi_notifier.engine.canary import Canary
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.digest import Digests
from kaspi_notifier.engine.network import is_reachable
from kaspi_notifier.engine.new_chats import NewChats
from kaspi_notifier.engine.poll import LONG_AGO, Poll, record
from kaspi_notifier.engine.prepare import CHECK_HOLDS
from kaspi_notifier.engine.recover import Recovery
from kaspi_notifier.engine.replies import TRIES, Replies
from kaspi_notifier.engine.send import Sender
from kaspi_notifier.engine.session import SessionWatch, note
from kaspi_notifier.engine.status import (
    ASKING,
    Change,
    KaspiProblem,
    OnceResult,
    OrdersTaken,
    Pause,
    PauseReason,
    PhoneCheck,
    SessionProblem,
    Wait,
)
from kaspi_notifier.engine.supervisor import keep_running
from kaspi_notifier.engine.webhooks import Webhooks
from kaspi_notifier.kaspi import BadReply, KaspiError, orders_of
from kaspi_notifier.store import Draft
from kaspi_notifier.waha import WahaError

log = logging.getLogger(__name__)

_ONCE_LOOKS_EVERY = timedelta(seconds=1)
_NO_HURRY = (Wait.GAP, Wait.REST)


class ActionRefused(Exception):
    """An action that can't be done now; `str()` is a short reason."""


@asynccontextmanager
async def _refusals() -> AsyncIterator[None]:
    try:
        yield
    except WahaError as error:
        raise ActionRefused(error.detail) from error


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
        self._session = SessionWatch(context)
        self._canary = Canary(context)
        self._new_chats = NewChats(context)
        self._was_cut_off = False
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
        while context.session_is_open and await self._recovery.look_once():
            pass
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

    async def write_by_hand(
        self,
        text: str,
        *,
        phone: str | None,
        chat_id: str | None,
        order_code: str | None,
        template: Template | None,
    ) -> int:
        """Queue what a person wrote to a buyer; its message id."""
        digits = None
        if phone is not None:
            found = mobile(phone)
            if isinstance(found, NoChat):
                raise ActionRefused(found.detail)
            digits = found
        if digits is None and chat_id is None:
            raise ActionRefused("there is no phone and no chat to write to")
        return await self._queue(
            Draft(
                kind=Kind.BY_HAND,
                text=text,
                phone=digits,
                chat_id=chat_id,
                order_code=order_code,
                template_id=template.id if template else None,
                template_name=template.name if template else "",
                by="person",
            )
        )

    async def type_phone(self, code: str, phone: str) -> int:
        """Use this phone for an order whose phone Kaspi hides; how many waiting messages it let go."""
        digits = mobile(phone)
        if isinstance(digits, NoChat):
            raise ActionRefused(digits.detail)
        context = self.context
        freed = await context.db(self._give_phone, code, digits)
        context.changed(Change.ORDERS)
        context.changed(Change.MESSAGES)
        context.send_bell.ring()
        return freed

    def _give_phone(self, code: str, digits: str) -> int:
        store = self.context.store
        stored = store.orders.get(self.context.shop_id, code)
        if stored is None:
            raise ActionRefused("there is no such order")
        return store.outbox.give_phone(stored, digits, self.context.now())

    async def send_test(self, text: str) -> int:
        """Queue a message to the shop's own number; its message id."""
        phone = self.context.session_health.phone
        if phone is None:
            raise ActionRefused("WhatsApp is not connected")
        return await self._queue(
            Draft(kind=Kind.TEST, text=text, phone=phone, chat_id=chat_id_of(phone), by="person")
        )

    async def send_test_to(self, phone: str, text: str) -> int:
        """Queue a test message to any number, in any spelling; its message id."""
        digits = mobile(phone)
        if isinstance(digits, NoChat):
            raise ActionRefused(digits.detail)
        return await self._queue(Draft(kind=Kind.TEST, text=text, phone=digits, by="person"))

    async def answer(self, text: str, phone: str) -> int:
        """Queue an answer to a buyer who wrote; with it everything in the chat is read. Its message id."""
        message_id = await self.write_by_hand(text, phone=phone, chat_id=None, order_code=None, template=None)
        await self.mark_read(phone)
        return message_id

    async def mark_read(self, phone: str) -> None:
        """A person saw what this buyer wrote."""
        context = self.context
        if await context.db(context.store.conversations.mark_read, context.shop_id, phone):
            context.changed(Change.REPLIES)
            context.reply_bell.ring()

    async def check_phone(self, phone: str) -> PhoneCheck:
        """Whether a number, in any spelling, is a mobile one and has WhatsApp; asked once in 30 days."""
        context, digits = self.context, mobile(phone)
        if isinstance(digits, NoChat):
            return PhoneCheck(phone=None, has_whatsapp=False, detail=digits.detail)
        contact = await context.db(context.store.contacts.get, context.shop_id, digits)
        now = context.now()
        if contact is not None and contact.checked_at and now - contact.checked_at < CHECK_HOLDS:
            return PhoneCheck(phone=digits, has_whatsapp=bool(contact.has_whatsapp), detail="")
        async with _refusals():
            found = await context.waha.exists(digits)
        exists = found.exists and found.pn in (None, digits)
        await context.db(
            context.store.contacts.checked,
            context.shop_id,
            digits,
            exists=exists,
            chat_id=found.chat_id,
            now=now,
        )
        return PhoneCheck(phone=digits, has_whatsapp=exists, detail="")

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
        async with _refusals():
            address = await self.webhooks.set_up(addresses, patience)
        if address is None:
            raise ActionRefused("the WAHA server does not reach this computer")
        return address

    async def take_away_webhook(self) -> None:
        """WAHA brings no more events; the program hears of them as before, over its own connection."""
        async with _refusals():
            await self.webhooks.take_away()

    async def _queue(self, draft: Draft) -> int:
        if not draft.text.strip():
            raise ActionRefused("the message is empty")
        if len(draft.text) > MAX_OUTPUT:
            raise ActionRefused(f"the message is longer than {MAX_OUTPUT} characters")
        context = self.context
        message_id = await context.db(context.store.outbox.write, context.shop_id, draft, context.now())
        context.changed(Change.MESSAGES)
        context.send_bell.ring()
        return message_id

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

    async def look_around(self) -> None:
        """While Kaspi can't be reached, notice within seconds that the network is back."""
        context = self.context
        if context.kaspi_health.problem is not KaspiProblem.UNREACHABLE:
            self._was_cut_off = False
        elif not await is_reachable(context.shop.kaspi.base_url):
            self._was_cut_off = True
        elif self._was_cut_off:
            self._was_cut_off = False
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

    async def start_session(self) -> None:
        """Create or start the session, and keep it so from now on."""
        context = self.context
        await context.remember(stopped_by_person=False)
        async with _refusals():
            session = await context.waha.session()
            await (context.waha.create_session() if session is None else context.waha.start())
        await note(context, "start_asked")
        context.session_bell.ring()

    async def restart_session(self) -> None:
        """Restart the session; the pairing stays."""
        await self._session_action("restart_asked", self.context.waha.restart, stopped=False)

    async def stop_session(self) -> None:
        """Stop the session and leave it stopped."""
        await self._session_action("stop_asked", self.context.waha.stop, stopped=True)

    async def logout_session(self) -> None:
        """Unpair the phone; a new QR follows."""
        await self._session_action("unlink_asked", self.context.waha.logout, stopped=False)

    async def _session_action(
        self, name: str, action: Callable[[], Awaitable[None]], *, stopped: bool
    ) -> None:
        await self.context.remember(stopped_by_person=stopped)
        await note(self.context, name)
        async with _refusals():
            await action()
        self.context.session_bell.ring()

    async def accept_number(self) -> None:
        """Send from the number that is paired now; its warm-up begins."""
        context = self.context
        phone = context.session_health.phone
        if context.session_health.problem is not SessionProblem.OTHER_NUMBER or not phone:
            raise ActionRefused("no other number is paired")
        await context.remember(pinned_phone=phone, paired_at=context.now())
        await note(context, "number_accepted")
        context.session_bell.ring()

    async def request_pairing_code(self, phone: str) -> str:
        """A code to type into WhatsApp on the phone with this number, instead of scanning the QR."""
        context = self.context
        digits = mobile(phone)
        if isinstance(digits, NoChat):
            raise ActionRefused("this is not a Kazakh mobile number")
        if context.session_health.problem is not SessionProblem.NEEDS_SCAN:
            raise ActionRefused("the session is not waiting to be paired")
        async with _refusals():
            code = await context.waha.pairing_code(digits)
        context.show_session(pairing_code=code)
        return code

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
