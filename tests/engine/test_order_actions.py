"""What a person does about one order: types in a phone, asks what was ordered, sends a template or again."""

from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template
from kaspi_notifier.engine.engine import ActionRefused
from kaspi_notifier.engine.options import utc_now
from kaspi_notifier.engine.status import Change
from kaspi_notifier.store import Message, StoredOrder
from tests.engine.desk import until, until_so
from tests.engine.test_engine import Office, running

S = MessageState


async def message_of(place: Office, code: str, state: S) -> Message:
    """The order's first message, as soon as it is in this state."""
    found: list[Message] = []

    async def look() -> bool:
        found[:] = await place.db(place.store.outbox.of_order, 1, code)
        return bool(found) and found[0].state is state

    await until_so(look)
    return found[0]


async def order_of(place: Office, code: str) -> StoredOrder:
    """The order as stored."""
    found = await place.db(place.store.orders.get, 1, code)
    assert found is not None
    return found


async def test_a_typed_phone_sends_what_waited_for_one(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, place, engine):
        order = simulator.kaspi.add_order(delivery="own_delivery", phone="0000000000")
        await message_of(place, order.code, S.SKIPPED)
        place.changes.clear()

        assert await engine.type_phone(1, order.code, "8 (700) 000-00-55") == 1

        assert {Change.ORDERS, Change.MESSAGES} <= set(place.changes)
        await until(lambda: len(simulator.waha.bubbles) == 1)
        assert simulator.waha.bubbles[0].chat_id == "77000000055@c.us"
        for code, phone, why in (
            (order.code, "+7 495 000 00 01", "not a Kazakh mobile number"),
            ("999", "+7 700 000 00 55", "no such order"),
        ):
            with pytest.raises(ActionRefused, match=why):
                await engine.type_phone(1, code, phone)


async def test_what_was_ordered_is_asked_of_kaspi(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, place, engine):
        order = simulator.kaspi.add_order(delivery="own_delivery", phone="7000000001")
        await until(lambda: len(simulator.waha.bubbles) == 1)
        assert (await order_of(place, order.code)).entries == ()

        await engine.read_entries(1, order.code)

        assert (await order_of(place, order.code)).entries
        with pytest.raises(ActionRefused):
            await engine.read_entries(1, "999")
        other = simulator.kaspi.add_order(delivery="own_delivery", phone="7000000002", entries=[])
        await until(lambda: len(simulator.waha.bubbles) == 2)
        place.changes.clear()
        await engine.read_entries(1, other.code)
        assert (await order_of(place, other.code)).entries == ()
        assert Change.ORDERS not in place.changes
        simulator.kaspi.faults.always("*", "unauthorized")
        with pytest.raises(ActionRefused):
            await engine.read_entries(1, other.code)


async def test_a_text_from_a_template_names_it_in_the_log(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, place, engine):
        template = Template(id=7, name="Готов", event=Event.READY_FOR_PICKUP, text="{order_num}")
        number = await engine.write_by_hand(1, "Заказ готов", phone="7000000001", template=template)
        await until(lambda: len(simulator.waha.bubbles) == 1)
        message = await place.db(place.store.outbox.get, number)
        assert message is not None
        assert (message.template_id, message.template_name) == (7, "Готов")


async def test_failed_messages_are_sent_again_together(tmp_path: Path) -> None:
    async with running(tmp_path) as (simulator, place, engine):
        codes = []
        for number in range(3):
            order = simulator.kaspi.add_order(delivery="own_delivery", phone="0000000000")
            failed = await message_of(place, order.code, S.SKIPPED)
            codes.append(failed.id)
            if number < 2:
                await engine.type_phone(1, order.code, f"700000001{number}")
        await until(lambda: len(simulator.waha.bubbles) == 2)
        await engine.pause(1)
        hand = await engine.write_by_hand(1, "Да", phone="7000000001")
        await place.db(place.store.outbox.fail, hand, reason=Reason.NO_WHATSAPP, error="", now=utc_now())
        await engine.resume(1)

        assert await engine.send_again([hand, codes[0], 999]) == 1

        await until(lambda: len(simulator.waha.bubbles) == 3)
