"""Rows T: clocks that are wrong, jump, or stand in other countries; a computer that sleeps."""

import asyncio
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from msgspec.structs import replace

from kaspi_notifier import logs
from kaspi_notifier.domain.clock import almaty
from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.pacing import quiet_until
from kaspi_notifier.engine import time_watch
from kaspi_notifier.engine.status import Wait
from kaspi_notifier.engine.time_watch import TimeWatch
from kaspi_notifier.kaspi.parse import parse_orders
from kaspi_notifier.simulator import Simulator
from kaspi_notifier.waha import parse as waha_parse
from tests.engine.desk import desk_on, manners
from tests.engine.test_acks import Listening, until_state
from tests.faults.ground import NEW, copies, judge, live, row, shop
from tests.kaspi.bodies import order as order_body
from tests.kaspi.bodies import page, raw

_NIGHT = datetime(2026, 3, 3, 18, 59, tzinfo=UTC)


@row("T2", "T3")
@pytest.mark.parametrize("days", [1, -1, -365, -20_000, 29_000])
async def test_nothing_leaves_by_a_wrong_clock(tmp_path: Path, days: int) -> None:
    """Neither a day nor a century off; with the right clock again it goes on, and nothing twice."""
    async with shop(tmp_path) as desk:
        told = await desk.new_order()
        await desk.send_all()
        order = await desk.new_order()
        for server in (desk.simulator.kaspi, desk.simulator.waha):
            server.clock_offset = timedelta(days=days)
        await desk.session.look()
        await desk.poll.read()
        before = len(desk.simulator.waha.sends)
        gate = await desk.send_all()
        assert gate.wait is Wait.CLOCK
        assert len(desk.simulator.waha.sends) == before
        assert copies(desk, told) == 1
        for server in (desk.simulator.kaspi, desk.simulator.waha):
            server.clock_offset = timedelta()
        await live(desk, rounds=1)
        assert copies(desk, told) == copies(desk, order) == 1


@row("T4")
async def test_the_clock_is_corrected_during_a_request(tmp_path: Path) -> None:
    """The outcome does not care."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", "hold", seconds=0.05)
        sending = asyncio.ensure_future(desk.sender.send_next())
        await asyncio.sleep(0.02)
        desk.clock.forward(minutes=3)
        await sending
        await judge(desk, order, arrived=1)


@pytest.fixture(params=["Europe/Moscow", "UTC", "America/New_York", "Asia/Almaty"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The computer's own zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@row("T6", "T7")
def test_quiet_hours_are_almatys_in_any_zone(zone: str) -> None:
    """Also in the hours that a summer time leaves out or repeats."""
    quiet = manners(quiet_hours=("21:00", "09:00")).quiet
    moment = datetime(2026, 3, 7, tzinfo=UTC)
    while moment < datetime(2026, 3, 10, tzinfo=UTC):
        is_quiet = not 9 <= almaty(moment).hour < 21
        assert (quiet_until(moment, quiet) is not None) == is_quiet, zone
        moment += timedelta(minutes=20)


@row("T9")
async def test_the_computer_sleeps_in_the_middle_of_a_request(tmp_path: Path) -> None:
    """The request's end is lost in the sleep; it is looked up."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", "drop_after")
        sending = asyncio.ensure_future(desk.sender.send_next())
        desk.clock.forward(hours=9)
        await sending
        assert (await desk.message(order, NEW)).state is MessageState.UNKNOWN
        await live(desk)
        await judge(desk, order, arrived=1)


@row("T10")
async def test_an_order_of_the_night_is_told_in_the_morning(tmp_path: Path) -> None:
    """23:59 in Almaty: it waits until 9 o'clock, and is still fresh then."""
    quiet = manners(quiet_hours=("21:00", "09:00"))
    with time_machine.travel(_NIGHT) as traveller:
        async with Simulator() as simulator, desk_on(simulator, tmp_path, sending=quiet) as desk:
            await desk.work()
            order = await desk.new_order()
            gate = await desk.send_all()
            assert gate.wait is Wait.QUIET_HOURS
            assert gate.until == datetime(2026, 3, 4, 4, tzinfo=UTC)
            traveller.shift(timedelta(hours=9, minutes=2))
            await desk.poll.read()
            await desk.send_all()
            assert copies(desk, order) == 1


@row("T11", "A16")
@pytest.mark.parametrize(
    ("created", "is_taken"),
    [
        (1_773_288_300_000, True),
        (1_773_288_300, False),
        (0, False),
        (-1, False),
        (2**31 * 1000, False),
        (2**63, False),
        ("1773288300000", True),
        ("2026-03-12T04:05:60Z", False),
        (None, False),
        (1_483_228_800_000, True),
    ],
)
def test_times_that_are_none(created: object, is_taken: bool) -> None:
    """Seconds, zero, 2038, a leap second, text: an order is taken with a sensible time, or skipped."""
    got = parse_orders(raw(page(order_body(creationDate=created))), datetime(2026, 3, 20, tzinfo=UTC))
    assert (len(got.orders), got.skipped) == ((1, 0) if is_taken else (0, 1))


@row("T11")
def test_moments_of_waha_beyond_any_calendar() -> None:
    """Seconds and milliseconds are told apart; what no calendar has is no time."""
    assert waha_parse.moment(2**31) == datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC)
    assert waha_parse.moment(2**31 * 1000) == datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC)
    for odd in (0, -1, 1e300, float("nan"), "x", "9" * 15 + "9", True, None):
        assert waha_parse.moment(odd) is None


@row("P4")
async def test_the_event_loop_stands_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it stood is in the crash file, without anybody's data, and no tick is lost."""
    monkeypatch.setattr(time_watch, "STILL", timedelta(seconds=0.3))
    logs.catch_crashes(tmp_path / "logs")
    try:
        async with shop(tmp_path) as desk, Listening(desk):
            order, message = await desk.sent_message()
            watch = TimeWatch(lambda: (), replace(desk.context.options, tick=timedelta(seconds=0.05)))
            watching = asyncio.ensure_future(watch.step())
            await asyncio.sleep(0)
            assert message.wa_id is not None
            desk.simulator.waha.ack(message.wa_id, 3)
            _busy_with_something_else(0.8)
            await watching
            await until_state(desk, message, MessageState.READ)
    finally:
        logs.stop()
    told = (tmp_path / "logs/crash.log").read_text("utf-8")
    assert "_busy_with_something_else" in told
    assert order.code not in told and str(message.phone) not in told


def _busy_with_something_else(seconds: float) -> None:
    time.sleep(seconds)
