"""Sends the messages that are due, one by one: gates, claim, one POST, and what became of it."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from kaspi_notifier.domain.message import Kind, MessageState
from kaspi_notifier.domain.pacing import BATCH, quiet_until
from kaspi_notifier.engine.backoff import after_waha
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.gate import Conditions, Gate
from kaspi_notifier.engine.new_chats import NewChats
from kaspi_notifier.engine.options import Step
from kaspi_notifier.engine.prepare import Facts, Preparation, Ready, is_stale
from kaspi_notifier.engine.status import Change, PauseReason, SessionProblem, Wait
from kaspi_notifier.engine.turn import Turn, longest_wait
from kaspi_notifier.store import Message
from kaspi_notifier.waha import (
    Accepted,
    BadRequest,
    Forbidden,
    KeyRefused,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Restricted,
    SessionNotReady,
    Unprocessable,
    Unreachable,
    WahaError,
)

log = logging.getLogger(__name__)

_HOUR = timedelta(hours=1)
# One number that WAHA can't judge doesn't hold up the others.
_ANOTHER_TIME = timedelta(minutes=5)
_REFUSALS_BEFORE_PAUSE = 5
_BAD_REQUESTS_BEFORE_PAUSE = 2
_ODD_NUMBER_ATTEMPTS = 3
_FIRST_ACK_ASKED = timedelta(seconds=5)
_FIRST_ACK_ASKED_WHEN_HEARD = timedelta(minutes=2)

# The server may have been slow meanwhile; then the queue is looked at once more.
_AHEAD_HOLDS = timedelta(seconds=1)
_RESTRICTION_MINDED_EVERY = timedelta(seconds=30)

# Counting is for the eye; in a run of messages once a second is enough.
_SHOWN_EVERY = timedelta(seconds=1)

_SESSION_PROBLEMS: tuple[tuple[type[WahaError], SessionProblem], ...] = (
    (Unreachable, SessionProblem.UNREACHABLE),
    (KeyRefused, SessionProblem.KEY_REFUSED),
    (Forbidden, SessionProblem.FORBIDDEN),
    (NotFound, SessionProblem.NOT_FOUND),
    (SessionNotReady, SessionProblem.STARTING),
)


def session_problem(error: WahaError) -> SessionProblem | None:
    """What an error says of the session as a whole; None when it concerns one request."""
    return next((problem for kind, problem in _SESSION_PROBLEMS if isinstance(error, kind)), None)


class _Look(Struct, frozen=True, kw_only=True):
    """What was seen at a moment; `facts` only when the message may leave now."""

    at: datetime
    gate: Gate
    facts: Facts | None
    moved: int


class Sender:
    """The send loop of one shop. At most one message is ever on the wire."""

    def __init__(self, context: ShopContext) -> None:
        self._context = context
        self._preparation = Preparation(context)
        self._new_chats = NewChats(context)
        self._turn = Turn(context.store, context.shop_id)
        self._gap_share = context.dice.random()
        self._left_in_batch = context.dice.randint(*BATCH)
        self._rests = False
        self._refused_until: datetime | None = None
        self._refusals = 0
        self._bad_requests = 0
        self._shown_at = datetime.min.replace(tzinfo=UTC)
        self._ahead: _Look | None = None

    async def step(self) -> None:
        """Send at most one message, then wait until another may leave."""
        context = self._context
        ahead, self._ahead = self._ahead, None
        reached = await self._send(ahead)
        if reached.wait is Wait.NOTHING and reached.until is not None:
            return
        until, now = reached.until, context.now()
        if context.memory.restriction is not None:
            until = longest_wait(reached, now, _RESTRICTION_MINDED_EVERY)
        await context.send_bell.wait(until, now)

    async def send_next(self) -> Gate:
        """Send the next message if it may leave. The gate found; NOTHING with a time means: try again."""
        self._ahead = None
        return await self._send(None)

    async def _send(self, ahead: _Look | None) -> Gate:
        """`ahead` is whose turn it was when the outcome before this one was written, a moment ago."""
        context, now = self._context, self._context.now()
        await self._end_pause(now)
        if context.memory.restriction is not None:
            await self._new_chats.mind(now)
        look = ahead
        if look is None or context.memory.restriction is not None or now - look.at > _AHEAD_HOLDS:
            look = await context.db(self._look)
        if look.moved:
            context.changed(Change.MESSAGES)
        if look.facts is None or now - self._shown_at >= _SHOWN_EVERY:
            self._shown_at = now
            health = await context.db(self._turn.health, now, self._conditions(), look.gate)
            context.show_queue(health)
        if look.facts is None:
            return look.gate
        try:
            await self._deliver(look.facts)
        except WahaError as error:
            await self._not_prepared(look.facts.message, error)
        return Gate(wait=Wait.NOTHING, until=context.now())

    async def _end_pause(self, now: datetime) -> None:
        context = self._context
        if context.pause is not None and context.pause.until is not None and context.pause.until <= now:
            await context.set_pause(None)

    def _conditions(self) -> Conditions:
        context = self._context
        return Conditions(
            sending=context.sending,
            pause=context.pause,
            session_is_open=context.session_is_open,
            orders_are_read=context.orders_are_read,
            replies_are_read=not context.must_hear_first,
            clock_skew=context.clock_skew,
            knows_time=context.knows_time,
            disk_is_full=context.disk_is_full,
            refused_until=self._refused_until,
            gap_share=self._gap_share,
            is_rest=self._rests,
            is_warned=context.is_warned,
            reopened_at=context.reopened_at,
            restriction=context.memory.restriction,
            new_chats_allowed=context.new_chats_allowed(),
        )

    def _look(self) -> _Look:
        """The next message with all that is known of it, in one visit to the database."""
        now = self._context.now()
        look = self._turn.look(now, self._conditions())
        facts = None if look.message is None else self._preparation.facts(look.message)
        return _Look(at=now, gate=look.gate, facts=facts, moved=look.moved)

    def _draw_gap(self) -> None:
        """Never the same gap twice, and after a row of messages a rest."""
        dice = self._context.dice
        self._gap_share = dice.random()
        self._left_in_batch -= 1
        self._rests = self._left_in_batch == 0
        if self._rests:
            self._left_in_batch = dice.randint(*BATCH)

    async def _deliver(self, facts: Facts) -> None:
        context = self._context
        prepared = await self._preparation.make_ready(facts)
        if prepared is None:
            return
        ready = prepared.message
        await self._type(ready)
        if not self._may_still_leave(ready):
            return
        context.options.reached(Step.TYPED)
        if not await context.db(self._claim, prepared, facts.message.text is not None):
            return
        self._draw_gap()
        context.options.reached(Step.CLAIMED)
        await self._to_the_end(ready)

    def _may_still_leave(self, message: Message) -> bool:
        """Whether the gate is still open: a look at the order and typing take their time.

        Meanwhile the person may have paused, the session dropped, the message grown stale, the night begun.
        """
        context, now = self._context, self._context.now()
        return (
            self._conditions().stop(message.kind) is None
            and context.session_is_open
            and not is_stale(message, now)
            and (message.kind is not Kind.EVENT or quiet_until(now, context.sending.quiet) is None)
        )

    def _claim(self, prepared: Ready, was_frozen: bool) -> bool:
        """Chat, text and id are fixed for good in the same commit that claims the message.

        What the text says of other orders is said with this commit, too.
        """
        outbox, now, ready = self._context.store.outbox, self._context.now(), prepared.message
        with self._context.store.transaction():
            # Somebody may have skipped it while it was being prepared; `freeze` sees that by itself.
            if (was_frozen or prepared.speaks_for) and not outbox.is_queued(ready.id):
                return False
            if prepared.speaks_for and not outbox.join(prepared.speaks_for, ready, now):
                return False
            if not was_frozen:
                assert ready.chat_id is not None and ready.text is not None, "it was just written"
                if not outbox.freeze(ready.id, chat_id=ready.chat_id, text=ready.text, wa_id=ready.wa_id):
                    return False
            return outbox.claim(ready.id, now)

    async def _type(self, message: Message) -> None:
        """Let the buyer see that somebody is writing; best effort, never an obstacle."""
        context = self._context
        if not context.sending.typing or message.chat_id is None or message.text is None:
            return
        seconds = min(8.0, max(2.0, len(message.text) / 8)) * context.dice.uniform(0.8, 1.2)
        try:
            await context.waha.start_typing(message.chat_id)
            await asyncio.sleep(seconds)
            await context.waha.stop_typing(message.chat_id)
        except WahaError as error:
            log.debug("shop %d: typing was not shown: %s", context.shop_id, error.detail)

    async def _to_the_end(self, message: Message) -> None:
        """Send and record as one; cancelling the loop doesn't tear them apart.

        A request that outlives the farewell stays SENDING on disk, and the next start looks it up.
        """
        sending = asyncio.ensure_future(self._post_and_record(message))
        try:
            await asyncio.shield(sending)
        except asyncio.CancelledError:
            await asyncio.wait([sending], timeout=self._context.options.farewell.total_seconds())
            if not sending.done():
                sending.cancel()
                await asyncio.wait([sending])
            raise

    async def _post_and_record(self, message: Message) -> None:
        context = self._context
        assert message.chat_id is not None and message.text is not None, "a claimed message is frozen"
        answer: Accepted | WahaError
        async with self._preparation.reserving(message.wa_id):
            try:
                answer = await context.waha.send_text(message.chat_id, message.text, message.wa_id)
            except WahaError as error:
                answer = error
            context.options.reached(Step.ANSWERED)
            await self._write_down(message, answer)
        if isinstance(answer, Accepted):
            await self._accepted(message, answer)
        else:
            await self._refused(message, answer)

    async def _write_down(self, message: Message, answer: Accepted | WahaError) -> None:
        context = self._context
        self._ahead = await context.db(self._record_and_look, message, answer)
        context.options.reached(Step.RECORDED)
        context.changed(Change.MESSAGES)

    @property
    def _first_question(self) -> timedelta:
        """How soon a receipt that did not come by itself is asked for."""
        return _FIRST_ACK_ASKED_WHEN_HEARD if self._context.hears_events else _FIRST_ACK_ASKED

    def _record_and_look(self, message: Message, answer: Accepted | WahaError) -> _Look | None:
        """Write the outcome down and, in the same visit, see whose turn is next; a refusal may change it."""
        self._context.store.ballast.spend(self._record, message, answer)
        return self._look() if isinstance(answer, Accepted) else None

    def _record(self, message: Message, answer: Accepted | WahaError) -> None:
        """Write the outcome, unless an event told of the message's fate while the answer was on its way."""
        context = self._context
        outbox, now = context.store.outbox, context.now()
        if isinstance(answer, Accepted):
            outbox.accept(
                message.id, wa_id=answer.wa_id, ack=answer.ack, now=now, ask_at=now + self._first_question
            )
            return
        current = outbox.get(message.id)
        assert current is not None, "messages are never deleted while the engine runs"
        if current.state is not MessageState.SENDING:
            return
        match answer:
            case OutcomeUnknown():
                outbox.doubt(message.id, settle_until=now + context.settle, error=answer.detail, now=now)
            case Restricted() if not current.is_doubted:
                outbox.hold(message.id, error=answer.detail, now=now)
            case Unprocessable() if current.attempts >= _ODD_NUMBER_ATTEMPTS and not current.is_doubted:
                outbox.requeue(message.id, due_at=now, error=answer.detail, now=now)
                outbox.ask(message.id, error=answer.detail, now=now)
            case Unprocessable():
                outbox.requeue(message.id, due_at=now + _ANOTHER_TIME, error=answer.detail, now=now)
            case _:
                outbox.requeue(message.id, due_at=now, error=answer.detail, now=now)

    async def _accepted(self, message: Message, answer: Accepted) -> None:
        context = self._context
        self._refusals = self._bad_requests = 0
        self._refused_until = None
        context.ack_bell.ring_by(context.now() + self._first_question)
        if message.wa_id is None:
            return
        honoured = answer.wa_id == message.wa_id
        if context.memory.ids_honoured is not honoured:
            await context.remember(ids_honoured=honoured)
            if not honoured:
                log.warning("shop %d: WAHA sends under ids of its own", context.shop_id)

    async def _refused(self, message: Message, error: WahaError) -> None:
        """What a refusal means for the messages behind this one."""
        context = self._context
        if isinstance(error, OutcomeUnknown):
            log.warning("shop %d: outcome of a send unknown: %s", context.shop_id, error.detail)
            context.recover_bell.ring()
            return
        self._refusals += 1
        log.warning("shop %d: a message was refused: %s", context.shop_id, error.detail)
        problem = session_problem(error)
        if problem is not None:
            context.session_lost(problem)
        if isinstance(error, Restricted):
            await self._new_chats.refused(message)
            return
        self._bad_requests = self._bad_requests + 1 if isinstance(error, BadRequest) else 0
        if self._bad_requests >= _BAD_REQUESTS_BEFORE_PAUSE or (
            problem is None and self._refusals >= _REFUSALS_BEFORE_PAUSE
        ):
            await context.pause_for(PauseReason.SEND_REFUSED)
            self._refusals = self._bad_requests = 0
        if not isinstance(error, Unprocessable):
            self._keep_off(error)

    def _keep_off(self, error: WahaError) -> None:
        context = self._context
        pause = after_waha(max(1, self._refusals), context.dice)
        if isinstance(error, RateLimited) and error.retry_after is not None:
            pause = error.retry_after
        self._refused_until = context.now() + pause

    async def _not_prepared(self, message: Message, error: WahaError) -> None:
        """WAHA could not be asked about the number or for an id; nothing was sent."""
        context = self._context
        problem = session_problem(error)
        log.info("shop %d: a message could not be prepared: %s", context.shop_id, error.detail)
        if problem is not None:
            context.session_lost(problem)
            self._refusals += 1
            self._keep_off(error)
        elif isinstance(error, RateLimited):
            self._keep_off(error)
            if error.retry_after is None:
                self._refused_until = context.now() + _HOUR
        else:
            due_at = context.now() + _ANOTHER_TIME
            await context.db(context.store.outbox.postpone, message.id, due_at, error.detail)
