"""Ticks: what WAHA's WebSocket tells, and what is asked beside it because it forgets."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import aclosing
from datetime import timedelta

from kaspi_notifier.domain.message import Ack, MessageState
from kaspi_notifier.engine.backoff import full_jitter
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.new_chats import NewChats
from kaspi_notifier.engine.replies import Replies
from kaspi_notifier.engine.status import Change
from kaspi_notifier.engine.waiting import Bell
from kaspi_notifier.store import Message
from kaspi_notifier.waha import (
    AckReceived,
    LookupUnavailable,
    MessageSeen,
    SessionChanged,
    WahaError,
)

log = logging.getLogger(__name__)

# Counted from the acceptance; after the last nothing more is asked, events may still come.
ASKED_AFTER = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
)
_AT_ONCE = 10
_AFTER_ERROR = timedelta(minutes=1)
_RECONNECT_FIRST = timedelta(seconds=1)
_RECONNECT_LONGEST = timedelta(seconds=60)
# What is forgotten is learnt once more, at the price of a write.
_LIDS_KEPT = 2000
# Seconds. Ticks come three to a message, and each write of them stands before the next message's.
_TICKS_GATHERED = 0.2
_MOMENT = 0.05
_ANSWER_LOOKS = 20


class Acks:
    """Brings every tick home to its message, and hands every reply on."""

    def __init__(self, context: ShopContext, replies: Replies) -> None:
        self._context = context
        self._replies = replies
        self._lids: dict[str, str] = {}
        self._known_lids: set[str] = set()
        self._new_chats = NewChats(context)
        self._drops = 0
        self._ticks: dict[str, int] = {}
        self._tick_bell = Bell()

    async def listen(self) -> None:
        """One WebSocket connection until it drops, then a pause before the next."""
        context = self._context
        # What was said while nobody listened is not repeated, so it is asked for.
        now = context.now()
        hurry = context.store.outbox.hurry_acks
        await context.db(hurry, context.shop_id, accepted_since=now - ASKED_AFTER[-1], now=now)
        context.ack_bell.ring()
        self._replies.missed_some()
        try:
            async with aclosing(context.waha.events()) as events:
                async for event in events:
                    context.hears_events = True
                    self._drops = 0
                    await self.heard(event)
        except WahaError as error:
            if not self._drops:
                log.info("shop %d: the event stream ended: %s", context.shop_id, error.detail)
        finally:
            context.hears_events = False
        self._drops += 1
        pause = full_jitter(
            self._drops, first=_RECONNECT_FIRST, longest=_RECONNECT_LONGEST, dice=context.dice
        )
        context.session_bell.ring()
        await context.listen_bell.wait(context.now() + pause, context.now())

    async def heard(self, event: SessionChanged | MessageSeen | AckReceived) -> None:
        """Take in one event."""
        context = self._context
        match event:
            case SessionChanged():
                context.session_bell.ring()
            case AckReceived():
                self._mind_lid(event.wa_id, event.chat_id)
                await self._tick(event.wa_id, event.ack)
            case MessageSeen(from_me=True):
                self._mind_lid(event.wa_id, event.chat_id)
                await self._tick(event.wa_id, event.ack)
                await self._replies.take(event)
            case _:
                await self._replies.take(event)

    def _mind_lid(self, wa_id: str, chat_id: str | None) -> None:
        if chat_id is not None and chat_id.endswith("@lid") and chat_id not in self._known_lids:
            self._lids[chat_id] = wa_id

    async def _tick(self, wa_id: str, ack: int) -> None:
        """Keep a tick for the next write; of several for one message the highest counts."""
        if ack == Ack.ERROR:
            await self.write()
            await self.take(wa_id, ack)
            return
        self._ticks[wa_id] = max(ack, self._ticks.get(wa_id, Ack.PENDING))
        self._tick_bell.ring()

    async def gather(self) -> None:
        """Wait for ticks, then write those of a moment together: each commit waits for the disk."""
        await self._tick_bell.wait(None, self._context.now())
        await asyncio.sleep(_TICKS_GATHERED)
        await self.write()

    async def write(self) -> None:
        """Write the ticks that were kept."""
        ticks, self._ticks = self._ticks, {}
        lids, self._lids = self._lids, {}
        if not ticks:
            return
        if len(self._known_lids) >= _LIDS_KEPT:
            self._known_lids.clear()
        self._known_lids.update(lids)
        if await self._context.db(self._write, ticks, lids):
            self._context.changed(Change.MESSAGES)

    def _write(self, ticks: Mapping[str, int], lids: Mapping[str, str]) -> bool:
        context, outbox, now = self._context, self._context.store.outbox, self._context.now()
        with context.store.transaction():
            moved = [
                outbox.ack(context.shop_id, wa_id, ack, now) is not None
                if ack > Ack.PENDING
                else self._write_echo(wa_id)
                for wa_id, ack in ticks.items()
            ]
            self._replies.learn(lids)
        return any(moved)

    def _write_echo(self, wa_id: str) -> bool:
        """Our own message seen in the chat: proof for one whose outcome was unknown."""
        context, outbox = self._context, self._context.store.outbox
        message = outbox.by_wa_id(context.shop_id, wa_id)
        if message is None or message.state is not MessageState.UNKNOWN:
            return False
        return outbox.accept(message.id, wa_id=wa_id, ack=Ack.PENDING, now=context.now())

    async def take(self, wa_id: str, ack: int) -> None:
        """Move the message this ack belongs to, if it is ours and the ack is news."""
        context = self._context
        if ack == Ack.ERROR and await self._is_restriction(wa_id):
            return
        moved = await context.db(context.store.outbox.ack, context.shop_id, wa_id, ack, context.now())
        if moved is None:
            return
        context.changed(Change.MESSAGES)
        if ack == Ack.ERROR:
            log.warning("shop %d: WhatsApp did not take a message", context.shop_id)

    async def _is_restriction(self, wa_id: str) -> bool:
        """On NOWEB a restriction (463) looks like any refusal; more than the ack must tell them apart."""
        message = await self._answered(wa_id)
        if message is None or message.state is not MessageState.ACCEPTED or message.is_doubted:
            return False
        return await self._new_chats.rejected(message)

    async def _answered(self, wa_id: str) -> Message | None:
        """The message with this id; an event may overtake the answer to its send by a moment."""
        context = self._context
        for _ in range(_ANSWER_LOOKS):
            message = await context.db(context.store.outbox.by_wa_id, context.shop_id, wa_id)
            if message is None or message.state is not MessageState.SENDING:
                return message
            await asyncio.sleep(_MOMENT)
        return message

    async def ask(self) -> None:
        """Ask for the ticks that are due to be asked for, then wait for the next."""
        context = self._context
        if context.session_is_open:
            await self.ask_due()
        until = await context.db(context.store.outbox.next_ack_at, context.shop_id)
        if not context.session_is_open:
            until = None
        await context.ack_bell.wait(until, context.now())

    async def ask_due(self, ahead: timedelta = timedelta()) -> None:
        """One round of questions, about messages whose turn is now or `ahead` of now."""
        context, outbox = self._context, self._context.store.outbox
        due = await context.db(outbox.due_for_ack, context.shop_id, context.now() + ahead, _AT_ONCE)
        for message in due:
            wa_id = message.reply_wa_id or message.wa_id
            if wa_id is None or message.chat_id is None:
                # A person said that it arrived; WAHA never told under which id.
                await context.db(outbox.schedule_ack, message.id, None)
                continue
            try:
                found = await context.waha.message(wa_id, message.chat_id)
            except LookupUnavailable:
                await context.proved(finds_messages=False)
                await context.db(outbox.schedule_ack, message.id, None)
                continue
            except WahaError:
                await context.db(outbox.schedule_ack, message.id, context.now() + _AFTER_ERROR)
                continue
            if found is not None:
                await context.proved(finds_messages=True)
                await self.take(wa_id, found.ack)
            await self._next_question(message)

    async def _next_question(self, message: Message) -> None:
        context, now = self._context, self._context.now()
        start = message.accepted_at or now
        later = (start + after for after in ASKED_AFTER if start + after > now)
        await context.db(context.store.outbox.schedule_ack, message.id, next(later, None))
