"""From an order to a bubble: what leaves, and what stays back because of the order, its buyer or its text."""

from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template
from kaspi_notifier.engine.prepare import Facts, Preparation
from kaspi_notifier.simulator import WahaOptions
from kaspi_notifier.store import Message
from tests.engine.desk import TEMPLATES, Desk, working_desk

S = MessageState


@pytest.mark.parametrize("engine", ["GOWS", "NOWEB", "WEBJS", "WPP"])
async def test_new_order_reaches_the_buyer_once(tmp_path: Path, engine: str) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(engine=engine)) as desk:
        order, message = await desk.sent_message()
        assert desk.bubbles() == [f"new_order {order.code} Арман Техно"]
        assert message.state in (S.ACCEPTED, S.SENT)
        assert message.attempts == 1
        assert message.wa_id == desk.simulator.waha.bubbles[0].wa_id
        await desk.poll.read()
        await desk.send_all()
        assert len(desk.bubbles()) == 1
        assert desk.simulator.kaspi.writes == []


async def test_orders_seen_before_the_start_are_never_messaged(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.db(desk.store.settings.set_baseline, desk.context.shop_id, None)
        desk.context.show_kaspi(has_baseline=False)
        order = desk.simulator.kaspi.add_order()
        await desk.poll.read()
        await desk.send_all()
        assert await desk.messages(order) == []
        assert desk.bubbles() == []


async def test_pickup_order_gets_the_newest_stage_only(tmp_path: Path) -> None:
    templates = [t for t in TEMPLATES if t.event in (Event.NEW_ORDER, Event.READY_FOR_PICKUP)]
    async with working_desk(tmp_path, templates=templates) as desk:
        order = await desk.new_order(delivery="pickup")
        await desk.send_all()
        assert desk.bubbles() == [f"ready_for_pickup {order.code} Арман Техно"]
        first = await desk.message(order, Event.NEW_ORDER)
        assert (first.state, first.reason) == (S.SKIPPED, Reason.SUPERSEDED)


@pytest.mark.parametrize(
    ("phone", "reason"),
    [
        ("0000000000", Reason.PHONE_HIDDEN),
        ("7172000001", Reason.NO_PHONE),
        ("9000000001", Reason.NO_PHONE),
        (None, Reason.NO_PHONE),
    ],
)
async def test_a_phone_that_leads_to_no_chat_is_a_reason(
    tmp_path: Path, phone: str | None, reason: Reason
) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order(delivery="own_delivery", phone=phone)
        await desk.send_all()
        message = await desk.message(order, Event.NEW_ORDER)
        assert (message.state, message.reason) == (S.SKIPPED, reason)
        assert desk.simulator.waha.sends == []


async def test_a_cancelled_order_is_not_messaged(tmp_path: Path) -> None:
    templates = [template for template in TEMPLATES if template.event is Event.NEW_ORDER]
    async with working_desk(tmp_path, templates=templates) as desk:
        order = await desk.new_order(delivery="own_delivery")
        order.cancel()
        desk.clock.forward(minutes=11)
        await desk.send_all()
        message = await desk.message(order, Event.NEW_ORDER)
        assert (message.state, message.reason) == (S.SKIPPED, Reason.CANCELLED)
        assert desk.bubbles() == []


async def test_the_cancellation_is_told_only_to_who_heard_of_the_order(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        told, _ = await desk.sent_message()
        untold = await desk.new_order()
        told.cancel()
        untold.cancel()
        await desk.poll.read()
        await desk.send_all()
        assert (await desk.message(told, Event.CANCELLED)).state is not S.SKIPPED
        silent = await desk.message(untold, Event.CANCELLED)
        assert (silent.state, silent.reason) == (S.SKIPPED, Reason.SUPERSEDED)


async def test_order_that_cannot_be_read_again_waits(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order(delivery="own_delivery")
        desk.clock.forward(minutes=11)
        desk.simulator.kaspi.faults.next("code", "error_500_html")
        await desk.send_all()
        waiting = await desk.message(order, Event.NEW_ORDER)
        assert waiting.state is S.QUEUED
        assert waiting.error
        desk.clock.forward(minutes=3)
        await desk.send_all()
        assert len(desk.bubbles()) == 1


async def test_order_that_kaspi_does_not_find_waits(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order(delivery="own_delivery")
        desk.clock.forward(minutes=11)
        gone = desk.simulator.kaspi.orders.pop(order.code)
        await desk.send_all()
        assert (await desk.message(order, Event.NEW_ORDER)).state is S.QUEUED
        assert desk.bubbles() == []
        desk.simulator.kaspi.orders[order.code] = gone


async def test_stale_message_expires(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order(delivery="own_delivery")
        desk.clock.forward(hours=25)
        await desk.send_all()
        message = await desk.message(order, Event.NEW_ORDER)
        assert (message.state, message.reason) == (S.SKIPPED, Reason.EXPIRED)


async def test_opted_out_buyer_gets_nothing_more(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order, message = await desk.sent_message()
        assert message.phone is not None
        await desk.db(desk.store.contacts.opt_out, desk.context.shop_id, message.phone, desk.clock())
        order.complete()
        await desk.poll.read()
        await desk.send_all()
        last = await desk.message(order, Event.COMPLETED)
        assert (last.state, last.reason) == (S.SKIPPED, Reason.OPTED_OUT)


async def test_entries_that_are_late_are_waited_for_then_done_without(tmp_path: Path) -> None:
    text = "{order_num}{% if items_list %}: {items_list}{% endif %}"
    templates = [Template(name="new", event=Event.NEW_ORDER, text=text)]
    async with working_desk(tmp_path, templates=templates) as desk:
        late = await desk.new_order(delivery="own_delivery", entries=[])
        never = await desk.new_order(delivery="own_delivery", entries=[])
        await desk.send_all()
        assert desk.bubbles() == []
        late.entries = [("Чайник", 2)]
        desk.clock.forward(minutes=2)
        await desk.send_all()
        assert desk.bubbles() == [f"{late.code}: Чайник\u00a0×2"]
        desk.clock.forward(minutes=20)
        await desk.send_all()
        assert desk.bubbles()[1] == never.code


async def test_entries_that_cannot_be_read_are_tried_again(tmp_path: Path) -> None:
    templates = [Template(name="new", event=Event.NEW_ORDER, text="{order_num}: {items_list}")]
    async with working_desk(tmp_path, templates=templates) as desk:
        order = await desk.new_order(delivery="own_delivery")
        desk.simulator.kaspi.faults.next("entries", "error_500_html")
        await desk.send_all()
        assert (await desk.message(order, Event.NEW_ORDER)).state is S.QUEUED
        desk.clock.forward(minutes=2)
        await desk.send_all()
        assert len(desk.bubbles()) == 1


async def test_missing_value_stops_the_message_with_its_name(tmp_path: Path) -> None:
    templates = [Template(name="new", event=Event.NEW_ORDER, text="{order_num} {shop_phone}")]
    async with working_desk(tmp_path, templates=templates) as desk:
        order, message = await desk.sent_message()
        assert (message.state, message.reason) == (S.FAILED, Reason.TEMPLATE_ERROR)
        assert "shop_phone" in message.error
        assert order.code not in "".join(desk.bubbles())


async def test_template_that_was_deleted_is_replaced_or_the_message_dropped(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order(delivery="own_delivery")
        await desk.db(
            desk.store.templates.replace,
            [Template(name="other", event=Event.NEW_ORDER, text="other {order_num}")],
        )
        await desk.send_all()
        assert desk.bubbles() == [f"other {order.code}"]
        dropped = await desk.new_order(delivery="own_delivery")
        await desk.db(desk.store.templates.replace, [])
        await desk.send_all()
        message = await desk.message(dropped, Event.NEW_ORDER)
        assert (message.state, message.reason) == (S.SKIPPED, Reason.BY_PERSON)


async def test_a_message_that_moved_on_is_left_alone(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order()
        message = await desk.message(order, Event.NEW_ORDER)
        await desk.db(desk.store.outbox.skip, message.id, reason=Reason.BY_PERSON, now=desk.clock())
        await desk.sender._deliver(await facts_of(desk, message))
        assert (await desk.message(order, Event.NEW_ORDER)).reason is Reason.BY_PERSON


async def test_the_loop_sends_and_waits(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        desk.context.send_bell.ring()
        for _ in range(3):
            desk.context.send_bell.ring()
            await desk.sender.step()
        assert len(desk.bubbles()) == 1


async def facts_of(desk: Desk, message: Message) -> Facts:
    """What the store knows of a message, as the sender reads it."""
    return await desk.db(Preparation(desk.context).facts_again, message.id)


async def test_a_row_that_is_claimed_already_is_not_sent_again(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order()
        message = await desk.message(order, Event.NEW_ORDER)
        desk.simulator.waha.faults.next("sendText", "refuse_422")
        await desk.send_all()
        facts = await facts_of(desk, message)
        assert await desk.db(desk.store.outbox.claim, message.id, desk.clock())
        desk.context.show_session(problem=None)
        await desk.sender._deliver(facts)
        assert len(desk.simulator.waha.sends) == 1
