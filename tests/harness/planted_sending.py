"""Planted bugs of sending and recovery, each of which people have shipped."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from kaspi_notifier.engine import poll, recover
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.recover import Recovery
from kaspi_notifier.engine.send import Sender
from kaspi_notifier.engine.shop_engine import ShopEngine
from kaspi_notifier.store import Message
from kaspi_notifier.waha import Accepted, OutcomeUnknown, WahaClient, WahaError

_post = Sender._post_and_record
_record = Sender._record
_send_text = WahaClient.send_text


def put(stack: ExitStack, owner: Any, name: str, value: object) -> None:
    """Set an attribute until the stack is closed."""
    stack.enter_context(patch.object(owner, name, value))


def new_id_on_retry(stack: ExitStack) -> None:
    """The second attempt at a message is made under an id of its own."""

    async def post(self: Sender, message: Message) -> None:
        if message.attempts and message.wa_id is not None:
            message = replace(message, wa_id=await self._context.waha.new_message_id())
        await _post(self, message)

    put(stack, Sender, "_post_and_record", post)


def resend_without_settling(stack: ExitStack) -> None:
    """A doubtful message is looked up at once, once, and sent again by itself where ids are not honoured."""

    async def resend(self: Recovery, message: Message, error: str) -> None:
        await self._context.db(self._resend, message)
        self._context.send_bell.ring()

    put(stack, recover, "LOOKS", 1)
    put(stack, ShopContext, "settle", property(lambda self: timedelta()))
    put(stack, Recovery, "_ask", resend)


def ask_without_settling(stack: ExitStack) -> None:
    """A doubtful message is looked up at once, once; a person is asked about what would have been found."""
    put(stack, recover, "LOOKS", 1)
    put(stack, ShopContext, "settle", property(lambda self: timedelta()))


def mark_before_send(stack: ExitStack) -> None:
    """A message is called sent, and then sent."""

    async def post(self: Sender, message: Message) -> None:
        context = self._context
        assert message.chat_id is not None and message.text is not None
        wa_id = message.wa_id or f"MARK{message.id:08d}"
        await context.db(context.store.outbox.accept, message.id, wa_id=wa_id, ack=1, now=context.now())
        try:
            await context.waha.send_text(message.chat_id, message.text, message.wa_id)
        except WahaError:
            return

    put(stack, Sender, "_post_and_record", post)


def mark_after_send(stack: ExitStack) -> None:
    """Nothing is committed before the request leaves."""

    def record(self: Sender, message: Message, answer: Accepted | WahaError) -> None:
        store = self._context.store
        with store.transaction():
            current = store.outbox.get(message.id)
            assert current is not None and message.chat_id is not None and message.text is not None
            if current.text is None:
                store.outbox.freeze(
                    message.id, chat_id=message.chat_id, text=message.text, wa_id=message.wa_id
                )
            store.outbox.claim(message.id, self._context.now())
            _record(self, message, answer)

    put(stack, Sender, "_claim", lambda self, ready, was_frozen: True)
    put(stack, Sender, "_record", record)


def no_sweep(stack: ExitStack) -> None:
    """After a start nobody asks what became of the message that was on the wire."""

    async def sweep(self: ShopEngine) -> None:
        return

    put(stack, ShopEngine, "sweep", sweep)


def retry_in_client(stack: ExitStack) -> None:
    """The HTTP layer tries a failed POST again, as many libraries do by default."""

    async def send_text(self: WahaClient, *given: Any, **named: Any) -> Accepted:
        for _ in range(2):
            try:
                return await _send_text(self, *given, **named)
            except OutcomeUnknown:
                await asyncio.sleep(0.01)
        return await _send_text(self, *given, **named)

    put(stack, WahaClient, "send_text", send_text)


def no_baseline(stack: ExitStack) -> None:
    """Orders from before the first start count as new."""
    ingest: Callable[..., Any] = poll._ingest
    put(stack, poll, "_ingest", lambda context, orders, baseline: ingest(context, orders, False))
