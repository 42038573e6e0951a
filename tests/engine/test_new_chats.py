"""WhatsApp's restriction of new chats: known chats go on, new ones wait, then one message tries."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.simulator import SimulatedOrder, Simulator, WahaOptions
from tests.engine.desk import Desk, desk_on, until, until_so, working_desk

S = MessageState


NOWEB = WahaOptions(engine="NOWEB")


DAY = timedelta(days=1)


async def state_of(desk: Desk, order: SimulatedOrder) -> MessageState:
    """The state of the order's first message."""
    return (await desk.message(order, Event.NEW_ORDER)).state


def limit(desk: Desk) -> Restriction:
    """The restriction, which is there."""
    found = desk.context.memory.restriction
    assert found is not None
    return found


async def strike(desk: Desk, ends_at: datetime | None = None) -> SimulatedOrder:
    """A new order whose chat WhatsApp refuses to begin."""
    desk.simulator.waha.set_timelock(ends_at is not None, ends_at)
    order = await desk.new_order()
    desk.simulator.waha.faults.next("sendText", "restricted_463")
    await desk.send_all()
    return order


async def pass_time(desk: Desk, to: datetime) -> None:
    """Let time pass until then, and read the orders again."""
    desk.clock.ahead += to - desk.clock() + timedelta(seconds=1)
    await desk.session.look()
    await desk.poll.read()


async def known_buyer(desk: Desk) -> SimulatedOrder:
    """An order whose buyer got a message."""
    order, message = await desk.sent_message()
    assert message.wa_id is not None
    await until(lambda: desk.simulator.waha.bubbles[-1].ack >= 2)
    await desk.db(desk.store.outbox.ack, desk.context.shop_id, message.wa_id, 2, desk.clock())
    return order


async def test_known_chats_go_on_while_new_ones_wait(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        known = await known_buyer(desk)
        end = desk.clock() + timedelta(hours=5)
        struck = await strike(desk, end)
        message = await desk.message(struck, Event.NEW_ORDER)
        assert (message.state, message.reason) == (S.HELD, Reason.RESTRICTED)
        assert end + timedelta(minutes=10) <= (limit(desk).until or end) <= end + timedelta(minutes=60)
        assert desk.context.pause is None
        new = await desk.new_order()
        again = await desk.new_order(phone=known.phone)
        await desk.send_all()
        assert await state_of(desk, new) is S.HELD
        assert await state_of(desk, again) in (S.ACCEPTED, S.SENT)
        assert len(desk.simulator.waha.sends) == 3
        assert desk.context.status().number.restriction == limit(desk)


async def test_a_buyer_who_wrote_is_known_and_a_persons_own_words_are_held_too(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await strike(desk, desk.clock() + timedelta(hours=5))
        order = await desk.new_order()
        await desk.send_all()
        assert await state_of(desk, order) is S.HELD
        other = await desk.new_order()
        desk.simulator.waha.reply(f"7{other.phone}", "Когда привезёте?")
        await desk.db(desk.store.contacts.replied, desk.context.shop_id, f"7{other.phone}", desk.clock())
        await desk.send_all()
        assert await state_of(desk, other) in (S.ACCEPTED, S.SENT)


async def test_one_probe_and_then_the_others(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        struck = await strike(desk, desk.clock() + timedelta(hours=2))
        others = [await desk.new_order() for _ in range(3)]
        await desk.send_all()
        desk.simulator.waha.set_timelock(False)
        sends = len(desk.simulator.waha.sends)
        await pass_time(desk, limit(desk).until or desk.clock())
        desk.simulator.waha.faults.next("sendText", "hold", seconds=0.3)
        await desk.sender.send_next()
        assert len(desk.simulator.waha.sends) == sends + 1
        assert [await state_of(desk, order) for order in others] == [S.HELD] * 3
        await desk.send_all()
        assert desk.context.memory.restriction is None
        assert await state_of(desk, struck) in (S.ACCEPTED, S.SENT)
        assert len(desk.bubbles()) == 4


async def test_the_second_refusal_in_a_week_waits_for_a_person(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        struck = await strike(desk, desk.clock() + timedelta(hours=2))
        await pass_time(desk, limit(desk).until or desk.clock())
        desk.simulator.waha.faults.next("sendText", "restricted_463")
        await desk.send_all()
        assert limit(desk).until is None
        assert desk.context.status().needs_person
        sends = len(desk.simulator.waha.sends)
        desk.clock.forward(hours=12)
        await desk.session.look()
        await desk.poll.read()
        await desk.send_all()
        assert len(desk.simulator.waha.sends) == sends
        assert await state_of(desk, struck) is S.HELD
        desk.simulator.waha.set_timelock(False)
        assert await desk.sender._new_chats.go_on()
        assert not await desk.sender._new_chats.go_on()
        await desk.send_all()
        assert desk.context.memory.restriction is None
        assert await state_of(desk, struck) in (S.ACCEPTED, S.SENT)


async def test_a_restart_of_the_program_does_not_end_it(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        async with desk_on(simulator, tmp_path) as desk:
            await desk.work()
            await strike(desk, desk.clock() + timedelta(hours=5))
            before = limit(desk)
        async with desk_on(simulator, tmp_path) as desk:
            assert limit(desk).since == before.since.replace(microsecond=limit(desk).since.microsecond)
            await desk.session.look()
            await desk.poll.read()
            order = await desk.new_order()
            await desk.send_all()
            assert await state_of(desk, order) is S.HELD
            assert len(simulator.waha.sends) == 1


async def test_no_end_named_means_a_day(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.waha.faults.always("timelock", "error_500")
        await strike(desk)
        until = limit(desk).until
        assert until is not None
        assert DAY + timedelta(minutes=9) < until - desk.clock() < DAY + timedelta(minutes=61)


async def test_where_other_chats_begin_only_this_buyer_is_asked_about(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.sent_message()
        struck = await strike(desk)
        assert await state_of(desk, struck) is S.NEEDS_DECISION
        assert desk.context.memory.restriction is None
        _, after = await desk.sent_message()
        assert after.state in (S.ACCEPTED, S.SENT)


async def test_a_known_buyer_who_is_refused_is_asked_about(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        known = await known_buyer(desk)
        order = await desk.new_order(phone=known.phone)
        desk.simulator.waha.faults.next("sendText", "restricted_463")
        await desk.send_all()
        assert await state_of(desk, order) is S.NEEDS_DECISION
        assert desk.context.memory.restriction is None


async def test_a_refusal_after_a_doubt_is_looked_up_first(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.sent_message()
        desk.simulator.waha.faults.next("sendText", "drop_before")
        order, message = await desk.sent_message()
        assert message.state is S.UNKNOWN
        await desk.db(desk.store.outbox.resend, message.id, desk.clock())
        desk.simulator.waha.faults.next("sendText", "restricted_463")
        await desk.send_all()
        assert await state_of(desk, order) is S.UNKNOWN


async def rejected(desk: Desk) -> SimulatedOrder:
    """A new order that WAHA takes and WhatsApp refuses, and what the program makes of it."""
    order = await desk.new_order()
    desk.simulator.waha.faults.next("sendText", "restricted_463")
    await desk.send_all()
    message = await desk.message(order, Event.NEW_ORDER)
    assert message.wa_id is not None

    async def refused() -> bool:
        found = await desk.context.waha.message(message.wa_id or "", message.chat_id or "")
        return found is not None and found.ack == -1

    await until_so(refused)
    await desk.acks.take(message.wa_id, -1)
    return order


@pytest.mark.parametrize("ends_in", [timedelta(hours=3), None])
async def test_the_style_of_noweb(tmp_path: Path, ends_in: timedelta | None) -> None:
    async with working_desk(tmp_path, waha=NOWEB) as desk:
        ends_at = None if ends_in is None else desk.clock() + ends_in
        desk.simulator.waha.set_timelock(True, ends_at)
        order = await rejected(desk)
        message = await desk.message(order, Event.NEW_ORDER)
        assert (message.state, message.reason, message.accepted_at) == (S.HELD, Reason.RESTRICTED, None)
        assert limit(desk).until is not None


async def test_two_refusals_that_nobody_explains_are_a_restriction(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=NOWEB) as desk:
        first = await rejected(desk)
        assert await state_of(desk, first) is S.NEEDS_DECISION
        assert desk.context.memory.restriction is None
        second = await rejected(desk)
        assert await state_of(desk, second) is S.HELD
        assert limit(desk).until is not None


@pytest.mark.parametrize("engine", ["GOWS", "NOWEB"])
async def test_where_whatsapp_refuses_a_chat_we_know_only_who_wrote_is_known(
    tmp_path: Path, engine: str
) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(engine=engine)) as desk:
        buyers = [await known_buyer(desk) for _ in range(3)]
        waha = desk.simulator.waha
        waha.only_writers_are_known = True
        waha.set_timelock(True, desk.clock() + timedelta(hours=5))
        await desk.session.look()
        orders = [await desk.new_order(phone=buyer.phone) for buyer in buyers]
        wrote = f"7{buyers[2].phone}"
        waha.reply(wrote, "Спасибо!")
        await desk.db(desk.store.contacts.replied, desk.context.shop_id, wrote, desk.clock())
        await desk.sender.send_next()
        if engine == "NOWEB":
            message = await desk.message(orders[0], Event.NEW_ORDER)
            assert message.wa_id is not None
            await desk.acks.take(message.wa_id, -1)
        assert limit(desk).replied_only
        assert await state_of(desk, orders[0]) is S.HELD
        await desk.send_all()
        assert await state_of(desk, orders[1]) is S.HELD
        assert await state_of(desk, orders[2]) in (S.ACCEPTED, S.SENT)
        assert len(waha.refused_chats) == 1
        waha.set_timelock(False)
        await pass_time(desk, limit(desk).until or desk.clock())
        await desk.send_all()
        desk.clock.forward(minutes=11)
        await desk.send_all()
        assert desk.context.memory.restriction is None
        assert await state_of(desk, orders[0]) in (S.ACCEPTED, S.SENT)
        assert await state_of(desk, orders[1]) in (S.ACCEPTED, S.SENT)


async def test_a_known_buyer_whose_message_is_refused_later_is_asked_about(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=NOWEB) as desk:
        known = await known_buyer(desk)
        order = await desk.new_order(phone=known.phone)
        desk.simulator.waha.faults.next("sendText", "ack_error")
        await desk.send_all()
        message = await desk.message(order, Event.NEW_ORDER)
        assert message.wa_id is not None
        await desk.acks.take(message.wa_id, -1)
        assert await state_of(desk, order) is S.NEEDS_DECISION


async def test_the_next_probe_when_one_comes_to_nothing(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        chats, outbox = desk.sender._new_chats, desk.store.outbox
        struck = await strike(desk, desk.clock() + timedelta(hours=2))
        second = await desk.new_order()
        await desk.send_all()
        await pass_time(desk, limit(desk).until or desk.clock())
        desk.simulator.waha.set_timelock(False)
        await chats.mind(desk.clock())
        probe = await desk.message(struck, Event.NEW_ORDER)
        assert (probe.state, limit(desk).probe_id) == (S.QUEUED, probe.id)
        await chats.mind(desk.clock())
        assert limit(desk).probe_id == probe.id
        await desk.db(outbox.skip, probe.id, reason=Reason.BY_PERSON, now=desk.clock())
        await chats.mind(desk.clock())
        other = await desk.message(second, Event.NEW_ORDER)
        assert limit(desk).probe_id == other.id
        await desk.db(outbox.ask, other.id, error="unknown", now=desk.clock())
        await chats.mind(desk.clock())
        assert limit(desk).probe_id is None
        assert (limit(desk).until or desk.clock()) > desk.clock() + timedelta(minutes=59)
        await pass_time(desk, limit(desk).until or desk.clock())
        await chats.mind(desk.clock())
        assert limit(desk).probe_id is None
        _, third = await desk.sent_message()
        assert third.state in (S.ACCEPTED, S.SENT)


async def test_a_probe_nobody_confirms_passes_after_ten_minutes(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(engine="NOWEB", acks=False)) as desk:
        struck = await strike(desk, desk.clock() + timedelta(hours=2))
        await pass_time(desk, desk.clock())
        message = await desk.message(struck, Event.NEW_ORDER)
        assert message.wa_id is not None
        await desk.acks.take(message.wa_id, -1)
        desk.simulator.waha.set_timelock(False)
        await pass_time(desk, limit(desk).until or desk.clock())
        await desk.send_all()
        assert await state_of(desk, struck) is S.ACCEPTED
        assert desk.context.memory.restriction is not None
        desk.clock.forward(minutes=11)
        await desk.send_all()
        assert desk.context.memory.restriction is None


async def test_the_loop_looks_after_a_restriction(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await strike(desk, desk.clock() + timedelta(hours=2))
        desk.context.send_bell.ring()
        await desk.sender.step()
        assert len(desk.simulator.waha.sends) == 1


async def test_held_before_the_end_of_the_program_and_no_word_of_a_restriction(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        chats = desk.sender._new_chats
        await chats.after_start(desk.clock())
        assert desk.context.memory.restriction is None
        order = await desk.new_order()
        message = await desk.message(order, Event.NEW_ORDER)
        await desk.db(desk.store.outbox.hold, message.id, error="463", now=desk.clock())
        await chats.after_start(desk.clock())
        first = limit(desk)
        assert first.until is not None
        await chats.after_start(desk.clock())
        assert limit(desk) is first


async def test_a_probe_that_is_still_on_its_way_is_waited_for(tmp_path: Path) -> None:
    async with working_desk(tmp_path, waha=WahaOptions(engine="NOWEB", acks=False)) as desk:
        order, message = await desk.sent_message()
        over = Restriction(why=Why.REFUSED, since=desk.clock(), until=desk.clock(), probe_id=message.id)
        await desk.context.remember(restriction=over)
        desk.clock.forward(minutes=1)
        await desk.sender._new_chats.mind(desk.clock())
        assert limit(desk) == over
        assert message.wa_id is not None
        await desk.db(desk.store.outbox.ack, desk.context.shop_id, message.wa_id, 1, desk.clock())
        await desk.sender._new_chats.mind(desk.clock())
        assert desk.context.memory.restriction is None
        assert await state_of(desk, order) is S.SENT
