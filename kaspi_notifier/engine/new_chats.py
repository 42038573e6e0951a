"""WhatsApp's restriction of new chats: noticed, waited out, and tried with one message before the rest."""

import logging
from datetime import datetime, timedelta

from msgspec.structs import replace

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.restriction import Restriction, Why, after_announcement, after_refusal
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.status import Change
from kaspi_notifier.store import Message
from kaspi_notifier.waha import CappingStatus, Session, Timelock, WahaError

log = logging.getLogger(__name__)

_S = MessageState
_LATELY = timedelta(hours=1)
# A refusal comes within seconds; a buyer whose phone is off may never confirm.
_NO_REFUSAL_CAME = timedelta(minutes=10)
_SOON = timedelta(minutes=1)
# Where the server can't tell of a ban, so many refusals with nothing between them are one.
_REJECTIONS = 2
_ANOTHER_PROBE = timedelta(hours=1)
_REFUSED = "WhatsApp does not let this number write first"
_QUOTAS = {CappingStatus.CAPPED: Why.CAPPED, CappingStatus.SECOND_WARNING: Why.WARNED}


class NewChats:
    """What one shop does about WhatsApp's restriction of new chats.

    While it lasts, chats that are known go on and nothing new is tried: WhatsApp punishes that. Known is a
    chat where something of ours arrived, until WhatsApp refuses one; from then on only where the buyer wrote.
    """

    def __init__(self, context: ShopContext) -> None:
        self._context = context
        self._rejections = 0

    async def refused(self, message: Message) -> None:
        """WhatsApp refused to send a message that is held now (error 463).

        A missing mark of one buyer looks like a ban on all new chats: where WhatsApp names no ban and
        just let another chat begin, only this buyer is asked about.
        """
        context, now = self._context, self._context.now()
        lock = await self._timelock()
        is_ban = lock is not None and lock.is_active_at(now)
        is_restricted = is_ban or context.memory.restriction is not None
        is_known = await self._is_known(message, replied_only=is_restricted)
        if is_known or (not is_ban and await self._begun_lately(now)):
            # One that may have arrived before is looked up first.
            if not message.is_doubted:
                await context.db(context.store.outbox.ask, message.id, error=_REFUSED, now=now)
                context.changed(Change.MESSAGES)
            return
        await self._restrict(lock, now, was_known=await self._is_known(message))

    async def rejected(self, message: Message) -> bool:
        """WhatsApp did not take a message that WAHA took; whether that is a restriction.

        Then the message is held: it surely was not sent, and may leave when the restriction ends.
        """
        context, now = self._context, self._context.now()
        lock = await self._timelock()
        is_ban = (lock is not None and lock.is_active_at(now)) or context.memory.restriction is not None
        if await self._is_known(message, replied_only=is_ban):
            return False
        self._rejections = 0 if await self._begun_lately(now) else self._rejections + 1
        if not is_ban and self._rejections < _REJECTIONS:
            return False
        self._rejections = 0
        # In this order: what is held without a restriction would wait for ever after a crash.
        await self._restrict(lock, now, was_known=await self._is_known(message))
        await context.db(context.store.outbox.hold, message.id, error=_REFUSED, now=now)
        context.changed(Change.MESSAGES)
        return True

    async def _is_known(self, message: Message, *, replied_only: bool = False) -> bool:
        context = self._context
        return await context.db(context.store.new_chats.is_known, message.id, replied_only=replied_only)

    async def _timelock(self) -> Timelock | None:
        try:
            return await self._context.waha.timelock()
        except WahaError:
            return None

    async def _begun_lately(self, now: datetime) -> bool:
        context = self._context
        begun = context.store.new_chats.begun
        return await context.db(
            begun, context.shop_id, now - _LATELY, unrefused_before=now - self._refusal_takes(_SOON)
        )

    def _refusal_takes(self, elsewhere: timedelta) -> timedelta:
        """How long WhatsApp may refuse what WAHA took; GOWS answers only when WhatsApp has."""
        return timedelta() if self._context.session_health.engine == "GOWS" else elsewhere

    async def _restrict(self, lock: Timelock | None, now: datetime, *, was_known: bool = False) -> None:
        context, memory = self._context, self._context.memory
        after = after_refusal(
            memory.restriction,
            struck_at=memory.struck_at,
            ends_at=lock.ends_at if lock is not None and lock.is_active else None,
            now=now,
            rest=context.rest_after_lock(),
            was_known=was_known,
        )
        if after != memory.restriction:
            await context.remember(struck_at=now)
            await self._set(after)

    async def after_start(self, now: datetime) -> None:
        """The program may have ended between a refusal and the restriction that follows from it."""
        context = self._context
        if context.memory.restriction is None:
            counts = await context.db(context.store.outbox.counts, context.shop_id)
            if counts[_S.HELD]:
                await self._restrict(None, now)

    async def announced(self, session: Session) -> None:
        """What WhatsApp says of the number by itself: stop before it refuses anything."""
        context, now = self._context, self._context.now()
        context.show_quota(session.capping)
        before = context.memory.restriction
        if session.timelock is not None and session.timelock.is_active_at(now):
            why, ends_at = Why.TIMELOCK, session.timelock.ends_at
        elif session.capping is not None and session.capping.status in _QUOTAS:
            why, ends_at = _QUOTAS[session.capping.status], session.capping.cycle_ends_at
        else:
            if before is not None and before.why in _QUOTAS.values() and session.capping is not None:
                await self._try_again(before, now)
            return
        after = after_announcement(before, why, ends_at=ends_at, now=now, rest=context.rest_after_lock())
        if after != before:
            await self._set(after)

    async def _try_again(self, before: Restriction, now: datetime) -> None:
        if not before.is_over(now):
            await self._set(replace(before, until=now))

    async def go_on(self) -> bool:
        """A person lets new chats begin again; False when WhatsApp's own time is not over."""
        context, before = self._context, self._context.memory.restriction
        if before is None or before.until is not None:
            return False
        await self._set(before.tried_at(context.now()))
        context.send_bell.ring()
        return True

    async def mind(self, now: datetime) -> None:
        """When the time is over: choose the one message that tries, and judge what became of it."""
        context, limit = self._context, self._context.memory.restriction
        if limit is None or not limit.is_over(now) or not context.session_is_open:
            return
        outbox = context.store.outbox
        probe = await context.db(outbox.get, limit.probe_id) if limit.probe_id is not None else None
        if probe is None or probe.state in (_S.HELD, _S.FAILED, _S.SKIPPED):
            await self._choose(limit, now)
        elif probe.state in (_S.SENT, _S.DELIVERED, _S.READ):
            await self._lift(now)
        elif probe.state is _S.ACCEPTED:
            if now - (probe.accepted_at or now) >= self._refusal_takes(_NO_REFUSAL_CAME):
                await self._lift(now)
        elif probe.state is _S.NEEDS_DECISION:
            # Nobody knows what became of it, and that says nothing about the restriction.
            await self._set(limit.tried_at(now + _ANOTHER_PROBE))

    async def _choose(self, limit: Restriction, now: datetime) -> None:
        context = self._context
        probe_id = await context.db(context.store.new_chats.probe, context.shop_id, now)
        if probe_id != limit.probe_id:
            await self._set(replace(limit, probe_id=probe_id))
            context.changed(Change.MESSAGES)

    async def _lift(self, now: datetime) -> None:
        context = self._context
        await context.db(context.store.outbox.release_held, context.shop_id, now)
        await self._set(None)
        context.changed(Change.MESSAGES)

    async def _set(self, limit: Restriction | None) -> None:
        context = self._context
        if limit is None:
            log.info("shop %d: new chats begin again", context.shop_id)
        elif limit.probe_id is None:
            end = limit.until.isoformat() if limit.until else "a person goes on"
            log.warning("shop %d: no new chats (%s) until %s", context.shop_id, limit.why, end)
        await context.remember(restriction=limit)
        context.send_bell.ring()
