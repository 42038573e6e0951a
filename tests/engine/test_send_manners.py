"""What holds a message back: limits, quiet hours, a pause, a wrong clock, orders that were not read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import Sending
from kaspi_notifier.engine.status import Pause, PauseReason, Wait
from tests.engine.desk import QUIET_NOW, manners, working_desk
from tests.engine.test_send import S, facts_of


async def test_typing_is_shown_before_a_message_and_never_stops_it(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=manners(typing=True)) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("startTyping", "error_500")
        await desk.send_all()
        assert len(desk.bubbles()) == 1
        await desk.new_order(phone=order.phone)
        await desk.send_all()
        paths = [path for _, path, _ in desk.simulator.waha.requests]
        assert [p for p in paths if "yping" in p or "sendText" in p][-3:] == [
            "/api/startTyping",
            "/api/stopTyping",
            "/api/sendText",
        ]


@pytest.mark.parametrize(
    ("sending", "wait"),
    [
        (manners(enabled=False), Wait.SENDING_OFF),
        (manners(quiet_hours=QUIET_NOW), Wait.QUIET_HOURS),
    ],
)
async def test_manners_hold_back(tmp_path: Path, sending: Sending, wait: Wait) -> None:
    async with working_desk(tmp_path, sending=sending) as desk:
        await desk.new_order()
        gate = await desk.send_all()
        assert gate.wait is wait
        assert desk.context.queue_health.wait is wait
        assert desk.context.queue_health.waiting >= 1
        assert desk.bubbles() == []


async def test_pace_and_limits(tmp_path: Path) -> None:
    sending = manners(gap_seconds=(60, 60), hourly_limit=2, daily_limit=3)
    async with working_desk(tmp_path, sending=sending) as desk:
        for _ in range(5):
            await desk.new_order(delivery="own_delivery")
        assert (await desk.send_all()).wait is Wait.GAP
        assert len(desk.bubbles()) == 1
        desk.clock.forward(seconds=61)
        assert (await desk.send_all()).wait is Wait.HOURLY_LIMIT
        assert len(desk.bubbles()) == 2
        desk.clock.forward(hours=1)
        assert (await desk.send_all()).wait is Wait.DAILY_LIMIT
        assert len(desk.bubbles()) == 3


async def test_warm_up_counts_from_the_pairing(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=manners(daily_limit=120, warm_up=True)) as desk:
        for _ in range(11):
            desk.simulator.kaspi.add_order(delivery="own_delivery")
        await desk.poll.read()
        assert (await desk.send_all()).wait is Wait.NEW_CHATS
        assert len(desk.bubbles()) == 10


async def test_nothing_leaves_before_the_orders_were_read(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        desk.context.show_kaspi(last_poll_at=None)
        assert (await desk.send_all()).wait is Wait.KASPI


async def test_nothing_leaves_with_a_wrong_clock(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.kaspi.clock_offset = desk.simulator.waha.clock_offset = timedelta(hours=2)
        await desk.session.look()
        await desk.new_order()
        assert (await desk.send_all()).wait is Wait.CLOCK


async def test_pause_holds_back_until_its_end(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        end = desk.clock() + timedelta(hours=1)
        await desk.context.set_pause(Pause(reason=PauseReason.BY_PERSON, since=desk.clock(), until=end))
        gate = await desk.send_all()
        assert (gate.wait, gate.until) == (Wait.PAUSED, end)
        desk.clock.forward(minutes=61)
        await desk.send_all()
        assert desk.context.pause is None
        assert len(desk.bubbles()) == 1


async def test_pause_during_typing_keeps_the_message_back(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order()
        facts = await facts_of(desk, await desk.message(order, Event.NEW_ORDER))
        desk.context.pause = Pause(reason=PauseReason.BY_PERSON, since=desk.clock())
        await desk.sender._deliver(facts)
        assert (await desk.message(order, Event.NEW_ORDER)).state is S.QUEUED
        assert desk.bubbles() == []


async def test_quiet_hours_that_begin_during_typing_keep_the_message_back(tmp_path: Path) -> None:
    """Found by a simulated month: a look at the order took until after nine in the evening."""
    with time_machine.travel(datetime(2026, 3, 3, 15, 59, tzinfo=UTC)) as traveller:
        async with working_desk(tmp_path, sending=manners(quiet_hours=("21:00", "09:00"))) as desk:
            order = await desk.new_order()
            facts = await facts_of(desk, await desk.message(order, Event.NEW_ORDER))
            traveller.shift(timedelta(minutes=2))
            await desk.sender._deliver(facts)
            assert (await desk.message(order, Event.NEW_ORDER)).state is S.QUEUED
            assert desk.bubbles() == []


async def test_a_limit_without_a_time_rests_for_an_hour(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.new_order()
        desk.simulator.waha.faults.next("check-exists", "rate_limited_429", retry_after=None)
        gate = await desk.send_all()
        assert gate.until is not None
        assert gate.until > desk.clock() + timedelta(minutes=59)
