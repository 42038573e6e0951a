"""Tells the owner once a day how the day went."""

from datetime import datetime, time, timedelta

from kaspi_notifier.domain import digest
from kaspi_notifier.domain.clock import almaty_day, at_almaty
from kaspi_notifier.domain.message import Kind
from kaspi_notifier.domain.phone import chat_id as chat_id_of
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.status import Change, DayDigest
from kaspi_notifier.engine.waiting import Bell
from kaspi_notifier.store import Draft

_DAY = timedelta(days=1)
WORTH_TELLING = timedelta(hours=3)
"""How late the program may be started and still tell; after that the day is left to the statistics."""


class Digests:
    """The digest loop of one shop."""

    def __init__(self, context: ShopContext) -> None:
        self._context = context
        self._bell = Bell()

    async def step(self) -> None:
        """Tell if it is time and today's was not told yet, then wait for the next time."""
        context = self._context
        await self.tell_due()
        await self._bell.wait(self._next_at(context.now()), context.now())

    def _at(self, day_of: datetime) -> datetime:
        return at_almaty(almaty_day(day_of), time.fromisoformat(self._context.shop.digest.at))

    def _next_at(self, now: datetime) -> datetime:
        today = self._at(now)
        return today if today > now else self._at(now + _DAY)

    async def tell_due(self) -> bool:
        """Tell about today, once; whether it was done now."""
        context, now = self._context, self._context.now()
        if not self._at(now) <= now < self._at(now) + WORTH_TELLING:
            return False
        text = await context.db(self._take, now, context.session_health.phone)
        if text is None:
            return False
        if context.shop.digest.notification:
            context.show_digest(DayDigest(at=now, text=text))
        context.changed(Change.MESSAGES)
        context.send_bell.ring()
        return True

    def _take(self, now: datetime, own_phone: str | None) -> str | None:
        """The text, noted as told and queued where it is wanted; None when today's was told."""
        context, store = self._context, self._context.store
        day = almaty_day(now)
        if not store.settings.note_digest(context.shop_id, day):
            return None
        figures = store.reports.figures(context.shop_id, day)
        text = digest.text(figures, context.shop.name, context.language)
        own_phone = own_phone or context.memory.pinned_phone
        if context.shop.digest.whatsapp and own_phone is not None:
            draft = Draft(
                kind=Kind.DIGEST,
                text=text,
                phone=own_phone,
                chat_id=chat_id_of(own_phone),
                expires_at=now + WORTH_TELLING,
            )
            store.outbox.write(context.shop_id, draft, now)
        return text
