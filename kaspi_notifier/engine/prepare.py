"""Makes a waiting message ready to leave: looks at the order again, finds the chat, writes the text."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from kaspi_notifier.domain import rules
from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.domain.order import Entry, Order
from kaspi_notifier.domain.pacing import is_free
from kaspi_notifier.domain.phone import chat_id as chat_id_of
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template, choose
from kaspi_notifier.engine import poll
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.options import Step
from kaspi_notifier.engine.status import Change
from kaspi_notifier.kaspi import KaspiError
from kaspi_notifier.store import Contact, Message, StoredOrder
from kaspi_notifier.waha import WahaError

# Checking numbers in masses is what gets a number blocked: each is asked about once in 30 days.
_CHECK_HOLDS = timedelta(days=30)
# Kaspi shows an order's lines a little after the order itself.
_ENTRIES_LATE = timedelta(minutes=15)
_ENTRIES_AGAIN = timedelta(minutes=1)
_ORDER_AGAIN = timedelta(minutes=2)
# Long enough for a rest between two batches; an engine started anew meanwhile may want other ids.
_ID_HOLDS = timedelta(minutes=10)


class Facts(Struct, frozen=True, kw_only=True):
    """What the store knows of a message that is due: its order, its buyer, its template.

    `stored` is None for a message that is about no event. `something_sent` is only asked where it matters,
    for a cancellation. `uses_entries`: the template tells the order's lines. `companions` are those that
    the message may speak for.
    """

    message: Message
    stored: StoredOrder | None
    contact: Contact | None
    template: Template | None
    something_sent: bool
    uses_entries: bool = False
    companions: "tuple[Facts, ...]" = ()


class Ready(Struct, frozen=True, kw_only=True):
    """A message with its chat, text and id, and those it speaks for."""

    message: Message
    speaks_for: tuple[Message, ...] = ()


class Preparation:
    """Prepares one shop's messages."""

    def __init__(self, context: ShopContext) -> None:
        self._context = context
        self._reserved: tuple[str, datetime] | None = None

    @asynccontextmanager
    async def reserving(self, wa_id: str | None) -> AsyncIterator[None]:
        """Ask for the next message's id while the one before, sent under `wa_id`, is on its way."""
        if wa_id is None:
            yield
            return
        asking = asyncio.ensure_future(self._reserve())
        try:
            yield
        except BaseException:
            asking.cancel()
            raise
        finally:
            await asyncio.wait([asking])

    async def _reserve(self) -> None:
        context = self._context
        # Without one nothing is lost: the message asks for itself, and tells what is wrong.
        with suppress(WahaError):
            wa_id = await context.waha.new_message_id()
            self._reserved = None if wa_id is None else (wa_id, context.now())

    async def _new_id(self) -> str | None:
        context = self._context
        reserved, self._reserved = self._reserved, None
        if not context.chooses_ids:
            return None
        if reserved is not None and timedelta() <= context.now() - reserved[1] < _ID_HOLDS:
            return reserved[0]
        return await context.waha.new_message_id()

    async def make_ready(self, facts: Facts) -> Ready | None:
        """The message with its chat, text and id, or None when it moved on or was put off.

        What was frozen before stays; what is new here is frozen by the claim. Raises `WahaError` when
        WAHA can't be asked about the number or for an id.
        """
        context = self._context
        stored = facts.stored
        if stored is not None and context.now() - stored.last_seen_at > context.sending.recheck:
            if not await self._read_again(facts.message, stored.order.code):
                return None
            facts = await context.db(self.facts_again, facts.message.id)
        message = facts.message
        if message.state is not MessageState.QUEUED:
            return None
        reason = _why_not(message, facts)
        if reason is not None:
            await self._skip(message, reason)
            return None
        if message.text is not None:
            return Ready(message=message)
        return await self._written(message, facts)

    def facts_again(self, message_id: int) -> Facts:
        """The facts about the message as it is by now; on the database's thread."""
        message = self._context.store.outbox.get(message_id)
        assert message is not None, "messages are never deleted while the engine runs"
        return self.facts(message)

    def facts(self, message: Message) -> Facts:
        """Read on the database's thread."""
        context, store = self._context, self._context.store
        contact = store.contacts.get(context.shop_id, message.phone) if message.phone else None
        facts = self._facts(message, contact)
        if facts.template is None or is_free(context.sending):
            return facts
        now = context.now()
        others = [self._facts(other, contact) for other in store.outbox.companions(message, now)]
        return replace(facts, companions=tuple(other for other in others if self._is_sayable(other, now)))

    def _is_sayable(self, facts: Facts, now: datetime) -> bool:
        """Whether a message can be said together with another right now."""
        template, stored = facts.template, facts.stored
        return (
            template is not None
            and stored is not None
            and now - stored.last_seen_at <= self._context.sending.recheck
            and (bool(stored.entries) or not facts.uses_entries)
            and not is_stale(facts.message, now)
            and _why_not(facts.message, facts) is None
        )

    def _facts(self, message: Message, contact: Contact | None) -> Facts:
        context, store = self._context, self._context.store
        if message.kind is not Kind.EVENT or message.order_code is None:
            return Facts(message=message, stored=None, contact=contact, template=None, something_sent=False)
        stored = store.orders.get(context.shop_id, message.order_code)
        assert stored is not None, "a message is written together with its order"
        template = _template(context, message, stored.order) if message.text is None else None
        return Facts(
            message=message,
            stored=stored,
            contact=contact,
            template=template,
            uses_entries=template is not None and _uses_entries(template),
            something_sent=message.event is Event.CANCELLED
            and store.outbox.sent_anything(context.shop_id, message.order_code),
        )

    async def _read_again(self, message: Message, code: str) -> bool:
        """Look at the order before speaking of it; False when that failed and the message waits."""
        context = self._context
        try:
            order = await context.kaspi.order(code)
        except KaspiError as error:
            context.poll_bell.ring()
            await self._put_off(message, _ORDER_AGAIN, f"the order can't be read again: {error.detail}")
            return False
        if order is None:
            await self._put_off(message, _ORDER_AGAIN, "Kaspi doesn't find the order just now")
            return False
        await poll.record(context, [order])
        return True

    async def _put_off(self, message: Message, pause: timedelta, error: str) -> None:
        context = self._context
        await context.db(context.store.outbox.postpone, message.id, context.now() + pause, error)

    async def _skip(self, message: Message, reason: Reason) -> None:
        context = self._context
        await context.db(context.store.outbox.skip, message.id, reason=reason, now=context.now())
        context.changed(Change.MESSAGES)

    async def _fail(self, message: Message, reason: Reason, error: str) -> None:
        context = self._context
        await context.db(context.store.outbox.fail, message.id, reason=reason, error=error, now=context.now())
        context.changed(Change.MESSAGES)

    async def _written(self, message: Message, facts: Facts) -> Ready | None:
        if facts.stored is None:
            return await self._addressed(message, message.draft or "", facts.contact)
        template, stored = facts.template, facts.stored
        if template is None:
            # The template was switched off or deleted after the message was planned.
            await self._skip(message, Reason.BY_PERSON)
            return None
        entries = await self._entries(facts, stored)
        if entries is None:
            return None
        # It brings jinja2 along, and a start has no use for that.
        from kaspi_notifier.engine import wording

        try:
            text = wording.text_of(self._context, template, stored, entries)
        except wording.RenderError as error:
            await self._fail(message, Reason.TEMPLATE_ERROR, str(error))
            return None
        text, spoken_for = wording.together(self._context, text, facts.companions)
        return await self._addressed(message, text, facts.contact, spoken_for)

    async def _addressed(
        self,
        message: Message,
        text: str,
        contact: Contact | None,
        speaks_for: tuple[Message, ...] = (),
    ) -> Ready | None:
        """The message with its text, a chat and an id; None when there is nobody to write to."""
        context = self._context
        chat_id = message.chat_id
        if chat_id is None:
            if not await has_whatsapp(context, _phone(message), contact):
                await self._fail(message, Reason.NO_WHATSAPP, "")
                return None
            chat_id = chat_id_of(_phone(message))
        wa_id = await self._new_id()
        context.options.reached(Step.PREPARED)
        ready = replace(message, chat_id=chat_id, text=text, wa_id=wa_id)
        return Ready(message=ready, speaks_for=speaks_for)

    async def _entries(self, facts: Facts, stored: StoredOrder) -> Sequence[Entry] | None:
        """The order's lines, () when Kaspi has none to show, None when the message waits for them."""
        context, message = self._context, facts.message
        if stored.entries or not facts.uses_entries:
            return stored.entries
        try:
            entries = await context.kaspi.entries(stored.order.kaspi_id)
        except KaspiError as error:
            await self._put_off(message, _ENTRIES_AGAIN, f"the order's lines can't be read: {error.detail}")
            return None
        if not entries:
            if context.now() - stored.first_seen_at < _ENTRIES_LATE:
                await self._put_off(message, _ENTRIES_AGAIN, "Kaspi doesn't show the order's lines yet")
                return None
            return ()
        await context.db(context.store.orders.set_entries, context.shop_id, stored.order.code, entries)
        return entries


async def has_whatsapp(context: ShopContext, phone: str, contact: Contact | None) -> bool:
    """Whether the number has WhatsApp, asked at most once in 30 days. Raises `WahaError`."""
    now = context.now()
    if contact is not None and contact.checked_at and now - contact.checked_at < _CHECK_HOLDS:
        return bool(contact.has_whatsapp)
    found = await context.waha.exists(phone)
    # An account under another number is another person's: what was ordered is no stranger's business.
    exists = found.exists and found.pn in (None, phone)
    await context.db(
        context.store.contacts.checked, context.shop_id, phone, exists=exists, chat_id=found.chat_id, now=now
    )
    return exists


def _phone(message: Message) -> str:
    assert message.phone is not None, "only a mobile number is ever queued"
    return message.phone


def _template(context: ShopContext, message: Message, order: Order) -> Template | None:
    """The template planned with the message as it reads now; another fitting one if it is gone."""
    assert message.event is not None, "only an event has a template"
    templates = context.store.templates
    planned = None if message.template_id is None else templates.get(message.template_id)
    if planned is not None and planned.enabled and planned.event is message.event:
        return planned
    return choose(templates.list(), message.event, order.delivery, context.language)


def _uses_entries(template: Template) -> bool:
    # Loaded here, on the database's thread, jinja2 keeps nobody waiting.
    from kaspi_notifier.domain.template_text import uses_entries

    return uses_entries(template)


def _why_not(message: Message, facts: Facts) -> Reason | None:
    if facts.stored is None or message.event is None:
        # A person may answer somebody who wants no notices.
        return None
    if facts.contact is not None and facts.contact.opted_out_at is not None:
        return Reason.OPTED_OUT
    return rules.why_not(message.event, facts.stored.order, something_sent=facts.something_sent)


def is_stale(message: Message, now: datetime) -> bool:
    """Whether the message is past its time; checked once more right before it leaves."""
    return message.expires_at is not None and message.expires_at <= now
