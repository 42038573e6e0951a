"""A buyer who wants no more messages gets one more, which says so."""

from pathlib import Path

import msgspec
import pytest

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.opt_out import CONFIRMATIONS
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.status import Wait
from kaspi_notifier.store import Message
from kaspi_notifier.waha import MessageSeen
from tests.engine.desk import FREE, QUIET_NOW, Desk, working_desk

S = MessageState
NIGHT = msgspec.structs.replace(FREE, quiet_hours=QUIET_NOW)


async def hear(desk: Desk, message: Message, text: str, number: int = 1) -> None:
    """The buyer writes."""
    assert message.chat_id is not None
    await desk.acks.heard(
        MessageSeen(
            event_id=f"evt_{number}",
            event="message.any",
            from_me=False,
            wa_id=f"3A0{number}",
            chat_id=message.chat_id,
            phone=message.phone,
            body=text,
            at=desk.clock(),
            ack=0,
        )
    )


@pytest.mark.parametrize(
    ("said", "language"), [("СТОП", "ru"), ("Тоқта, рахмет", "kk"), ("stop, please", "ru")]
)
async def test_one_confirmation_in_the_buyers_language(tmp_path: Path, said: str, language: str) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        for number in range(3):
            await hear(desk, message, said, number)
        await desk.send_all()
        assert desk.bubbles()[1:] == [CONFIRMATIONS[language]]
        assert desk.simulator.waha.bubbles[1].chat_id == message.chat_id
        order = desk.simulator.kaspi.orders[message.order_code or ""]
        order.accept()
        order.complete()
        await desk.poll.read()
        await desk.send_all()
        later = await desk.message(order, Event.COMPLETED)
        assert (later.state, later.reason) == (S.SKIPPED, Reason.OPTED_OUT)
        assert len(desk.bubbles()) == 2


async def test_taken_back_and_asked_for_again(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        _, message = await desk.sent_message()
        assert message.phone is not None
        await hear(desk, message, "стоп", 1)
        await desk.db(desk.store.contacts.opt_in, desk.context.shop_id, message.phone)
        await hear(desk, message, "стоп", 2)
        await desk.send_all()
        assert len(desk.bubbles()) == 3


async def test_the_night_does_not_hold_the_confirmation(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=NIGHT) as desk:
        order = await desk.new_order()
        assert (await desk.send_all()).wait is Wait.QUIET_HOURS
        message = await desk.message(order, Event.NEW_ORDER)
        assert message.phone is not None
        now, shop_id = desk.clock(), desk.context.shop_id
        await desk.db(desk.store.contacts.checked, shop_id, message.phone, exists=True, chat_id=None, now=now)
        reply = MessageSeen(
            event_id="evt_1", event="message.any", from_me=False, wa_id="3A01",
            chat_id=f"{message.phone}@c.us", phone=message.phone, body="Не пишите мне, пожалуйста",
            at=now, ack=0,
        )  # fmt: skip
        await desk.acks.heard(reply)
        await desk.send_all()
        assert desk.bubbles() == [CONFIRMATIONS["ru"]]


async def test_a_word_that_comes_while_a_message_is_on_its_way_stops_the_next(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        first, message = await desk.sent_message()
        again = await desk.new_order(phone=first.phone)
        assert message.chat_id is not None
        row = await desk.message(again, Event.NEW_ORDER)
        await desk.db(desk.store.outbox.freeze, row.id, chat_id=message.chat_id, text="text", wa_id=None)
        assert await desk.db(desk.store.outbox.claim, row.id, desk.clock())
        await hear(desk, message, "стоп")
        await desk.db(desk.store.outbox.requeue, row.id, due_at=desk.clock(), error="422", now=desk.clock())
        await desk.send_all()
        stopped = await desk.message(again, Event.NEW_ORDER)
        assert (stopped.state, stopped.reason) == (S.SKIPPED, Reason.OPTED_OUT)
        assert desk.bubbles()[1:] == [CONFIRMATIONS["ru"]]
