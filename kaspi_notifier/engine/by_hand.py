"""What a person does for a buyer: writes, answers, types in a phone, asks about a number, sends a test."""

from kaspi_notifier.domain.message import Kind
from kaspi_notifier.domain.phone import NoChat, mobile
from kaspi_notifier.domain.phone import chat_id as chat_id_of
from kaspi_notifier.domain.template import MAX_OUTPUT, Template
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.prepare import has_whatsapp
from kaspi_notifier.engine.refused import ActionRefused, refusals
from kaspi_notifier.engine.status import Change, PhoneCheck
from kaspi_notifier.store import Draft


class ByHand:
    """The messages that a person wants sent; raises `ActionRefused` for what can't be done now."""

    def __init__(self, context: ShopContext) -> None:
        self._context = context

    async def write(
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
        context = self._context
        freed = await context.db(self._give_phone, code, digits)
        context.changed(Change.ORDERS)
        context.changed(Change.MESSAGES)
        context.send_bell.ring()
        return freed

    def _give_phone(self, code: str, digits: str) -> int:
        store = self._context.store
        stored = store.orders.get(self._context.shop_id, code)
        if stored is None:
            raise ActionRefused("there is no such order")
        return store.outbox.give_phone(stored, digits, self._context.now())

    async def send_test(self, text: str) -> int:
        """Queue a message to the shop's own number; its message id."""
        phone = self._context.session_health.phone
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
        message_id = await self.write(text, phone=phone, chat_id=None, order_code=None, template=None)
        await self.mark_read(phone)
        return message_id

    async def mark_read(self, phone: str) -> None:
        """A person saw what this buyer wrote."""
        context = self._context
        if await context.db(context.store.conversations.mark_read, context.shop_id, phone):
            context.changed(Change.REPLIES)
            context.reply_bell.ring()

    async def check_phone(self, phone: str) -> PhoneCheck:
        """Whether a number, in any spelling, is a mobile one and has WhatsApp; asked once in 30 days."""
        context, digits = self._context, mobile(phone)
        if isinstance(digits, NoChat):
            return PhoneCheck(phone=None, has_whatsapp=False, detail=digits.detail)
        contact = await context.db(context.store.contacts.get, context.shop_id, digits)
        async with refusals():
            exists = await has_whatsapp(context, digits, contact)
        return PhoneCheck(phone=digits, has_whatsapp=exists, detail="")

    async def _queue(self, draft: Draft) -> int:
        if not draft.text.strip():
            raise ActionRefused("the message is empty")
        if len(draft.text) > MAX_OUTPUT:
            raise ActionRefused(f"the message is longer than {MAX_OUTPUT} characters")
        context = self._context
        message_id = await context.db(context.store.outbox.write, context.shop_id, draft, context.now())
        context.changed(Change.MESSAGES)
        context.send_bell.ring()
        return message_id
