"""Several orders of one buyer told in one message, and every way in which that can fall apart."""

from pathlib import Path

import msgspec
from msgspec.structs import replace

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template
from kaspi_notifier.engine import wording
from kaspi_notifier.simulator import SimulatedOrder, WahaOptions
from kaspi_notifier.store import Decision
from tests.engine.desk import FREE, Desk, working_desk

S = MessageState
SLOW = msgspec.structs.replace(FREE, gap_seconds=(1, 1))
PHONE = "7000000021"
TEXT = "Здравствуйте! Это магазин {shop_name}. Заказ №{order_num} принят. Ждите вестей."


def templates(text: str = TEXT) -> list[Template]:
    """A template for new orders and one for cancellations."""
    return [
        Template(name=event.value, event=event, text=text) for event in (Event.NEW_ORDER, Event.CANCELLED)
    ]


async def two(desk: Desk, phone: str = PHONE) -> list[SimulatedOrder]:
    """Two new orders of a buyer in one pass, in the order of their messages: Kaspi lists the newest first."""
    orders = [desk.simulator.kaspi.add_order(delivery="own_delivery", phone=phone) for _ in range(2)]
    assert await desk.poll.read() is None
    return orders[::-1]


async def states(desk: Desk, orders: list[SimulatedOrder]) -> list[MessageState]:
    """The states of their first messages."""
    return [(await desk.message(order, Event.NEW_ORDER)).state for order in orders]


async def test_two_orders_are_one_message(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=SLOW, templates=templates()) as desk:
        first, second = await two(desk)
        await desk.send_all()
        assert desk.bubbles() == [
            "Здравствуйте! Это магазин Арман Техно.\n"
            f"• Заказ №{first.code} принят.\n• Заказ №{second.code} принят.\nЖдите вестей."
        ]
        carrier = await desk.message(first, Event.NEW_ORDER)
        told = await desk.message(second, Event.NEW_ORDER)
        assert (told.state, told.reason, told.joined_to) == (S.SKIPPED, Reason.SUPERSEDED, carrier.id)
        history = await desk.db(desk.store.reports.history, told.id)
        assert [row.after for row in history] == [S.QUEUED, S.SKIPPED]
        assert first.code in history[-1].detail
        second.cancel()
        await desk.poll.read()
        desk.clock.forward(minutes=2)
        await desk.send_all()
        assert (await desk.message(second, Event.CANCELLED)).state in (S.ACCEPTED, S.SENT)


async def test_a_person_may_still_send_it_alone(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=SLOW, templates=templates()) as desk:
        _, second = await two(desk)
        await desk.send_all()
        told = await desk.message(second, Event.NEW_ORDER)
        await desk.db(desk.store.outbox.decide, told.id, Decision.SEND_AGAIN, desk.clock())
        assert (await desk.message(second, Event.NEW_ORDER)).joined_to is None
        desk.clock.forward(minutes=2)
        await desk.send_all()
        assert len(desk.bubbles()) == 2


async def test_a_carrier_that_fails_lets_the_others_go(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=SLOW, templates=templates()) as desk:
        orders = await two(desk)
        desk.simulator.waha.faults.next("sendText", "rate_limited_429")
        await desk.send_all()
        assert await states(desk, orders) == [S.QUEUED, S.SKIPPED]
        carrier = await desk.message(orders[0], Event.NEW_ORDER)
        await desk.db(desk.store.outbox.skip, carrier.id, reason=Reason.CANCELLED, now=desk.clock())
        assert await states(desk, orders) == [S.SKIPPED, S.QUEUED]
        assert (await desk.message(orders[1], Event.NEW_ORDER)).joined_to is None


async def test_a_carrier_in_doubt_keeps_them(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=SLOW, templates=templates()) as desk:
        orders = await two(desk)
        desk.simulator.waha.faults.next("sendText", "drop_after")
        await desk.send_all()
        carrier = await desk.message(orders[0], Event.NEW_ORDER)
        assert carrier.state is S.UNKNOWN
        await desk.db(desk.store.outbox.ask, carrier.id, error="unknown", now=desk.clock())
        await desk.db(desk.store.outbox.decide, carrier.id, Decision.DROP, desk.clock())
        assert await states(desk, orders) == [S.SKIPPED, S.SKIPPED]


async def test_what_is_cancelled_while_the_message_is_typed_is_not_said(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=SLOW, templates=templates()) as desk:
        first, second = await two(desk)
        message = await desk.message(first, Event.NEW_ORDER)
        facts = await desk.db(desk.sender._preparation.facts, message)
        assert len(facts.companions) == 1
        told = await desk.message(second, Event.NEW_ORDER)
        await desk.db(desk.store.outbox.skip, told.id, reason=Reason.CANCELLED, now=desk.clock())
        await desk.sender._deliver(facts)
        assert desk.bubbles() == []
        await desk.send_all()
        assert desk.bubbles() == [
            f"Здравствуйте! Это магазин Арман Техно. Заказ №{first.code} принят. Ждите вестей."
        ]


async def test_each_alone_where_nothing_is_paced(tmp_path: Path) -> None:
    async with working_desk(tmp_path, templates=templates()) as desk:
        await two(desk)
        await desk.send_all()
        assert len(desk.bubbles()) == 2


async def test_only_what_fits_into_a_message_is_said_in_it(tmp_path: Path) -> None:
    long = "Заказ №{order_num} принят: " + "очень " * 120 + "хорошо"
    async with working_desk(tmp_path, sending=SLOW, templates=templates(long)) as desk:
        for _ in range(7):
            desk.simulator.kaspi.add_order(delivery="own_delivery", phone=PHONE)
        await desk.poll.read()
        await desk.send_all()
        (bubble,) = desk.bubbles()
        assert 1 < bubble.count("Заказ") < 7


async def test_a_text_that_can_not_be_written_fails_by_itself(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=SLOW, templates=templates()) as desk:
        first, _ = await two(desk)
        message = await desk.message(first, Event.NEW_ORDER)
        facts = await desk.db(desk.sender._preparation.facts, message)
        (other,) = facts.companions
        assert other.template is not None
        broken = replace(other, template=replace(other.template, text="{no_such_field}"))
        text, said = wording.together(desk.context, "Заказ 1", [broken])
        assert (text, said) == ("Заказ 1", ())


async def test_orders_whose_lines_are_not_read_yet_wait_for_their_own_turn(tmp_path: Path) -> None:
    text = "Здравствуйте! Заказ №{order_num}: {items_list}."
    async with working_desk(tmp_path, sending=SLOW, templates=templates(text)) as desk:
        await two(desk)
        await desk.send_all()
        assert len(desk.bubbles()) == 1
        desk.clock.forward(minutes=2)
        await desk.send_all()
        assert len(desk.bubbles()) == 2


async def test_a_number_without_whatsapp_is_the_reason_of_each(tmp_path: Path) -> None:
    options = WahaOptions(without_whatsapp=frozenset({"77000000021"}))
    async with working_desk(tmp_path, sending=SLOW, waha=options, templates=templates()) as desk:
        orders = await two(desk)
        await desk.send_all()
        assert await states(desk, orders) == [S.FAILED, S.FAILED]
