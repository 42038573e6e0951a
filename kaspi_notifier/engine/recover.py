"""Finds out what became of sends whose outcome is unknown; resends only under the same id, else asks."""

import logging
from datetime import timedelta

from kaspi_notifier.domain.message import MessageState
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
_CLOCKS_DIFFER = timedelta(minutes=5)


class Recovery:
    """The loop that resolves one shop's doubtful messages, oldest first."""

    def __init__(self, context: ShopContext) -> None:
        self._context = context

    async def step(self) -> None:
        """Resolve what can be resolved now, then wait for the next doubtful message to settle."""
        context = self._context
        if context.session_is_open and await self.look_once():
            return
        until = await context.db(context.store.outbox.doubtful_at, context.shop_id)
        if not context.session_is_open:
            # A look-up says "absent" only while the session is open; the open session rings.
            until = None
        await context.recover_bell.wait(until, context.now())

    async def look_once(self) -> bool:
        """Look one settled message up; False when there is none."""
        context = self._context
        message = await context.db(context.store.outbox.doubtful, context.shop_id, context.now())
        if message is None:
            return False
        try:
            found = await self._find(message)
        except LookupUnavailable as error:
            await self._ask(message, error.detail)
        except WahaError as error:
            again = context.now() + _AFTER_ERROR
            log.info("shop %d: a look-up failed: %s", context.shop_id, error.detail)
            await context.db(
                context.store.outbox.looked, message.id, absences=message.absences, settle_until=again
            )
        else:
            context.options.reached(Step.LOOKED_UP)
            await self._conclude(message, found)
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
        for candidate in await context.waha.sent_since(message.chat_id, since):
            if candidate.from_me and candidate.body == message.text:
                return candidate
        return None

    async def _conclude(self, message: Message, found: FoundMessage | None) -> None:
        context, outbox, now = self._context, self._context.store.outbox, self._context.now()
        if found is not None:
            await context.db(self._accept, message, found)
            context.ack_bell.ring()
        elif message.absences + 1 < LOOKS:
            again = now + min(_BETWEEN_LOOKS, context.settle / 4)
            await context.db(outbox.looked, message.id, absences=message.absences + 1, settle_until=again)
        elif message.wa_id is not None and context.memory.ids_honoured and message.resends < RESENDS:
            await context.db(self._resend, message)
            context.options.reached(Step.RESENT)
            context.send_bell.ring()
        else:
            await self._ask(message, "not found among the sent messages")

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
            self._context.store.outbox.ask(message.id, error=error, now=self._context.now())

    def _still_unknown(self, message: Message) -> bool:
        """An ack or a person may have decided while we looked."""
        current = self._context.store.outbox.get(message.id)
        return current is not None and current.state is MessageState.UNKNOWN
