"""A quiet message to the shop's own number, where nothing else has proved that messages go out."""

import logging
from datetime import datetime, timedelta

from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.domain.phone import chat_id
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.status import Change, PauseReason
from kaspi_notifier.store import Draft, Message
from kaspi_notifier.waha import LookupUnavailable, WahaError

log = logging.getLogger(__name__)

PROOF_HOLDS = timedelta(hours=24)
# Ordinary messages prove all that a canary does, so after a start they get the first chance.
_ORDINARY_FIRST = timedelta(minutes=10)
_DAILY_AGAIN = timedelta(hours=1)
_URGENT_AGAIN = timedelta(minutes=10)
_JUDGED_AFTER = timedelta(seconds=60)
_GIVEN_UP_AFTER = timedelta(minutes=10)
SILENT_MESSAGES = 3
SILENT_FOR = timedelta(minutes=5)
_LOOKS_EVERY = timedelta(seconds=60)
_JUDGES_EVERY = timedelta(seconds=5)

_TICKS = (MessageState.SENT, MessageState.DELIVERED, MessageState.READ)
_ENDED = (MessageState.FAILED, MessageState.SKIPPED, MessageState.NEEDS_DECISION)
TEXTS = {
    "ru": "Проверка связи: сообщения магазина уходят. Отвечать не нужно.",
    "kk": "Байланыс тексерісі: дүкеннің хабарламалары кетіп жатыр. Жауап берудің қажеті жоқ.",
}


class Canary:
    """The loop that knows what one shop's server can do, and whether its messages really leave.

    It goes through the queue like any message: its id is reserved, echoed, looked up and confirmed, or not.
    """

    def __init__(self, context: ShopContext) -> None:
        self._context = context
        self._green_at: datetime | None = None

    async def step(self) -> None:
        """Look once, then wait for the next time."""
        context = self._context
        await self.mind()
        pause = _LOOKS_EVERY if context.memory.canary_id is None else _JUDGES_EVERY
        await context.proof_bell.wait(context.now() + pause, context.now())

    async def mind(self) -> None:
        """Judge the canary that is on its way, or send one if one is due."""
        context, now = self._context, self._context.now()
        if not context.session_is_open:
            return
        silent_since = await context.db(self._silent_since, now)
        if context.memory.canary_id is not None:
            await self._mind_sent(context.memory.canary_id, silent_since, now)
        elif self._is_due(silent_since, now):
            await self._send(now)

    def _silent_since(self, now: datetime) -> datetime | None:
        """Since when WhatsApp has confirmed nothing, where that looks like a dead connection."""
        context = self._context
        if not context.hears_events and context.memory.finds_messages is False:
            # Nobody would tell of a receipt.
            return None
        outbox, shop_id = context.store.outbox, context.shop_id
        since = outbox.silent_since(shop_id, before=now - SILENT_FOR, many=SILENT_MESSAGES)
        if since is None or outbox.confirmed_since(shop_id, since):
            return None
        # Buyers' phones may be off; a canary that arrived meanwhile says that they are.
        return None if self._green_at is not None and self._green_at > since else since

    def _is_due(self, silent_since: datetime | None, now: datetime) -> bool:
        context, memory = self._context, self._context.memory
        age = None if memory.canary_at is None else now - memory.canary_at
        is_zombie = context.pause is not None and context.pause.reason is PauseReason.ZOMBIE
        if silent_since is not None or context.wants_proof or is_zombie:
            is_new_chance = context.reopened_at is not None and (
                memory.canary_at is None or context.reopened_at > memory.canary_at
            )
            return age is None or age >= _URGENT_AGAIN or is_new_chance
        opened_at, proved_at = context.session_health.since, memory.proved_at
        return (
            (proved_at is None or now - proved_at >= PROOF_HOLDS)
            and (age is None or age >= _DAILY_AGAIN)
            and opened_at is not None
            and now - opened_at >= _ORDINARY_FIRST
            and context.kaspi_health.has_baseline
            and context.sending.enabled
            and context.pause is None
        )

    async def _send(self, now: datetime) -> None:
        context = self._context
        phone = context.memory.pinned_phone
        assert phone is not None, "an open session has a number"
        draft = Draft(
            kind=Kind.TEST,
            text=TEXTS[context.language],
            phone=phone,
            chat_id=chat_id(phone),
            expires_at=now + _GIVEN_UP_AFTER,
        )
        message_id = await context.db(context.store.outbox.write, context.shop_id, draft, now)
        await context.remember(canary_id=message_id, canary_at=now)
        context.changed(Change.MESSAGES)
        context.send_bell.ring()

    async def _mind_sent(self, message_id: int, silent_since: datetime | None, now: datetime) -> None:
        context = self._context
        message = await context.db(context.store.outbox.get, message_id)
        if message is None or message.state in _ENDED:
            await context.remember(canary_id=None)
            return
        if message.accepted_at is None:
            await self._give_up_on(message, now)
            return
        is_acked, is_found = message.state in _TICKS, await self._is_found(message)
        if (is_acked and is_found) or now - message.accepted_at >= _JUDGED_AFTER:
            await self._judge(message, silent_since, now, is_acked=is_acked, is_found=is_found)

    async def _give_up_on(self, message: Message, now: datetime) -> None:
        context = self._context
        if message.state is MessageState.QUEUED and now - message.created_at >= _GIVEN_UP_AFTER:
            await context.db(context.store.outbox.skip, message.id, reason=Reason.EXPIRED, now=now)
            context.changed(Change.MESSAGES)

    async def _is_found(self, message: Message) -> bool:
        wa_id, chat = message.reply_wa_id or message.wa_id, message.chat_id
        if wa_id is None or chat is None:
            return False
        try:
            return await self._context.waha.message(wa_id, chat) is not None
        except LookupUnavailable:
            return False
        except WahaError as error:
            log.info("shop %d: the canary can't be looked up: %s", self._context.shop_id, error.detail)
            return False

    async def _judge(
        self,
        message: Message,
        silent_since: datetime | None,
        now: datetime,
        *,
        is_acked: bool,
        is_found: bool,
    ) -> None:
        context = self._context
        await context.remember(canary_id=None, finds_messages=is_found, proved_at=now)
        context.wants_proof = False
        context.recover_bell.ring()
        pause = context.pause
        if is_acked:
            self._green_at = now
            if pause is not None and pause.reason is PauseReason.ZOMBIE:
                log.info("shop %d: messages go out again", context.shop_id)
                await context.set_pause(None)
            return
        since = silent_since or message.accepted_at or now
        can_tell = is_found or context.hears_events
        if can_tell and not await context.db(context.store.outbox.confirmed_since, context.shop_id, since):
            log.warning("shop %d: WhatsApp is connected and lets nothing out", context.shop_id)
            await context.pause_for(PauseReason.ZOMBIE, since=since)
