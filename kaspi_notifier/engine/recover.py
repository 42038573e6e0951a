"""Finds out what became of sends whose outcome is unknown; resends only under the same id, else asks."""

import logging
from datetime import datetime, timedelta

from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.options import Step
from kaspi_notifier.engine.status import Change
from kaspi_notifier.store import Message
from kaspi_notifier.waha import FoundMessage, LookupUnavailable, WahaError

log = logging.getLogger(__name__)

# Message stores lag and file chats under other ids, so one "not there" proves nothing.
LOOKS = 3
RESENDS = 2
_BETWEEN_LOOKS = timedelta(seconds=30)
_AFTER_ERROR = timedelta(seconds=30)
_DAY = timedelta(days=1)
_CLOCKS_DIFFER = timedelta(minutes=5)
# How often, beyond the three looks, it is waited for whether a look-up finds anything at all.
_PROOF_AWAITED = 60
_BETWEEN_PROOFS = timedelta(seconds=5)
_CONTROL_FROM = timedelta(days=7)
_RESTART_SEEN_EVERY = timedelta(seconds=15)
_SURELY_LATER = timedelta(seconds=2)


_NOT_FOUND = "not found among the sent messages"


class Recovery:
    """The loop that resolves one shop's doubtful messages, oldest first."""

    def __init__(self, context: ShopContext) -> None:
        self._context = context
        self._first_looks: dict[int, datetime] = {}

    async def step(self) -> None:
        """Resolve what can be resolved now, then wait for the next doubtful message to settle."""
        context = self._context
        if self._may_look and (await self.look_once() or await self.mind_restart()):
            return
        until = await context.db(context.store.outbox.doubtful_at, context.shop_id)
        if not self._may_look:
            # A look-up says "absent" only while the session is open; the open session rings.
            until = None
        elif until is not None:
            until = min(until, context.now() + _RESTART_SEEN_EVERY)
        await context.recover_bell.wait(until, context.now())

    @property
    def _may_look(self) -> bool:
        """After a jump of the clock no settling time is over before a server has told the time."""
        context = self._context
        return context.session_is_open and (context.knows_time or not context.must_read_first)

    async def mind_restart(self) -> bool:
        """A server that was started after a send holds it no longer: look at once. Whether there was such."""
        context = self._context
        unsettled = await context.db(context.store.outbox.unsettled, context.shop_id, context.now())
        if not unsettled:
            return False
        try:
            started_at = await context.waha.started_at()
        except WahaError:
            return False
        if started_at is None:
            return False
        started_at -= context.waha.clock_skew or timedelta()
        ended = [m for m in unsettled if started_at > (m.attempt_at or m.created_at) + _SURELY_LATER]
        for message in ended:
            settled = context.store.outbox.looked
            await context.db(settled, message.id, absences=0, settle_until=context.now())
        return bool(ended)

    async def look_once(self) -> bool:
        """Look one settled message up; False when there is none."""
        context = self._context
        message = await context.db(context.store.outbox.doubtful, context.shop_id, context.now())
        if message is None:
            return False
        try:
            found = await self._find(message)
            context.options.reached(Step.LOOKED_UP)
            await self._conclude(message, found)
        except LookupUnavailable as error:
            await context.proved(finds_messages=False)
            await self._ask(message, error.detail)
        except WahaError as error:
            again = context.now() + _AFTER_ERROR
            log.info("shop %d: a look-up failed: %s", context.shop_id, error.detail)
            await context.db(
                context.store.outbox.looked, message.id, absences=message.absences, settle_until=again
            )
        context.changed(Change.MESSAGES)
        return True

    async def _find(self, message: Message) -> FoundMessage | None:
        context = self._context
        assert message.chat_id is not None and message.text is not None, "a doubtful message is frozen"
        if message.wa_id is not None:
            found = await context.waha.message(message.wa_id, message.chat_id)
            if found is not None or context.memory.ids_honoured:
                return found
        # Without an id of ours the text is the only mark; it holds the order's number.
        since = message.created_at - _CLOCKS_DIFFER
        same = [
            candidate
            for candidate in await context.waha.sent_since(message.chat_id, since)
            if candidate.from_me and candidate.body == message.text
        ]
        return await context.db(self._not_of_another, message, same)

    def _not_of_another(self, message: Message, same: list[FoundMessage]) -> FoundMessage | None:
        """The first that is not known to be another row's: a buyer may get the same words twice."""
        outbox, shop_id = self._context.store.outbox, self._context.shop_id
        for candidate in same:
            owner = outbox.by_wa_id(shop_id, candidate.wa_id)
            if owner is None or owner.id == message.id:
                return candidate
        return None

    def _absences(self, message: Message) -> int:
        """How often in a row, with this one, the message was absent while the session stood open."""
        context = self._context
        first, opened_at = self._first_looks.get(message.id), context.session_health.since
        if message.absences == 0 or first is None or (opened_at is not None and opened_at > first):
            now = context.now()
            # A look of yesterday counts no more, and nobody takes out what was settled meanwhile.
            recent = {number: at for number, at in self._first_looks.items() if now - at < _DAY}
            self._first_looks = recent | {message.id: now}
            return 1
        return message.absences + 1

    async def _conclude(self, message: Message, found: FoundMessage | None) -> None:
        context = self._context
        if found is not None:
            await context.db(self._accept, message, found)
            context.ack_bell.ring()
            if found.wa_id == message.wa_id:
                await context.proved(finds_messages=True)
            return
        absences = self._absences(message)
        if absences < LOOKS:
            await self._look_again(message, absences, min(_BETWEEN_LOOKS, context.settle / 4))
            return
        if message.wa_id is None or message.resends >= RESENDS or message.kind is Kind.TEST:
            await self._ask(message, _NOT_FOUND)
            return
        match await self._is_proved(message):
            case True:
                await context.db(self._resend, message)
                context.options.reached(Step.RESENT)
                context.send_bell.ring()
            case None if absences < LOOKS + _PROOF_AWAITED:
                await self._look_again(message, absences, _BETWEEN_PROOFS)
            case _:
                await self._ask(message, _NOT_FOUND)

    async def _look_again(self, message: Message, absences: int, pause: timedelta) -> None:
        context = self._context
        again = context.now() + pause
        await context.db(context.store.outbox.looked, message.id, absences=absences, settle_until=again)

    async def _is_proved(self, message: Message) -> bool | None:
        """Whether "absent" means absent: the server keeps our ids, and finds what it surely has sent.

        None while that is not known; a canary is asked for then.
        """
        context, memory = self._context, self._context.memory
        if memory.ids_honoured is False or not context.server_takes_ids:
            return False
        control = await context.db(self._control, message)
        if control is None or memory.ids_honoured is None:
            context.wants_proof = True
            context.proof_bell.ring()
            return None
        assert control.wa_id is not None and control.chat_id is not None, "it was accepted under our id"
        is_found = await context.waha.message(control.wa_id, control.chat_id) is not None
        await context.proved(finds_messages=is_found)
        return is_found

    def _control(self, message: Message) -> Message | None:
        """A message that was sent before this one, so that a store lost since has lost it too."""
        context, now = self._context, self._context.now()
        control = context.store.outbox.control
        since, tried_at = now - _CONTROL_FROM, message.attempt_at or now
        earlier = control(context.shop_id, since=since, before=tried_at)
        return earlier or control(context.shop_id, since=since, before=now)

    def _accept(self, message: Message, found: FoundMessage) -> None:
        outbox, now = self._context.store.outbox, self._context.now()
        if self._still_unknown(message):
            outbox.accept(message.id, wa_id=found.wa_id, ack=found.ack, now=now, ask_at=now)

    def _resend(self, message: Message) -> None:
        if self._still_unknown(message):
            self._context.store.outbox.resend(message.id, self._context.now())

    async def _ask(self, message: Message, error: str) -> None:
        await self._context.db(self._ask_now, message, error)

    def _ask_now(self, message: Message, error: str) -> None:
        if self._still_unknown(message):
            outbox, now = self._context.store.outbox, self._context.now()
            outbox.ask(message.id, error=error, now=now)
            if message.kind is Kind.TEST:
                # A test has told what it could; nobody needs to decide about it.
                outbox.skip(message.id, reason=Reason.EXPIRED, now=now, error=error)

    def _still_unknown(self, message: Message) -> bool:
        """An ack or a person may have decided while we looked."""
        current = self._context.store.outbox.get(message.id)
        return current is not None and current.state is MessageState.UNKNOWN
