"""Passes over Kaspi's orders: the baseline, the windows, the burst, and each way it may fail."""

from datetime import timedelta
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine import poll
from kaspi_notifier.engine.poll import FULL_WINDOW
from kaspi_notifier.engine.status import Change, KaspiProblem, Pause, PauseReason
from kaspi_notifier.simulator import Simulator
from tests.engine.desk import FREE, Clock, Desk, desk_on, manners, working_desk


def windows(desk: Desk) -> list[timedelta]:
    """How far back each request for a page looked, oldest request first."""
    key = "filter[orders][creationDate][$ge]"
    now_ms = desk.clock().timestamp() * 1000
    queries = [query for _, path, query in desk.simulator.kaspi.requests if path.endswith("/orders")]
    return [timedelta(milliseconds=now_ms - int(query[key])) for query in queries if key in query]


async def test_first_pass_is_the_baseline_and_changes_after_it_are_news(tmp_path: Path) -> None:
    async with Simulator() as simulator, desk_on(simulator, tmp_path) as desk:
        order = simulator.kaspi.add_order(delivery="kaspi_delivery")
        await desk.work()
        assert desk.has_baseline()
        assert await desk.messages(order) == []
        order.assemble()
        await desk.poll.read()
        assert [m.event for m in await desk.messages(order)] == [Event.ASSEMBLED]
        assert Change.ORDERS in desk.changes
        assert Change.MESSAGES in desk.changes


async def test_full_window_first_then_three_days_then_full_hourly(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.poll.read()
        desk.clock.forward(minutes=61)
        await desk.poll.read()
        days = [round(window / timedelta(days=1)) for window in windows(desk)]
        assert days == [13, 3, 13]


async def test_open_orders_older_than_the_window_are_followed_by_code(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order(delivery="kaspi_delivery")
        gone = await desk.new_order(delivery="kaspi_delivery")
        await desk.send_all()
        desk.clock.forward(days=14)
        order.set(creationDate=int((desk.clock() - timedelta(days=15)).timestamp() * 1000))
        del desk.simulator.kaspi.orders[gone.code]
        order.hand_over()
        # Both clocks move on together, as they would.
        desk.simulator.kaspi.clock_offset = timedelta(days=14)
        await desk.poll.read()
        events = [m.event for m in await desk.messages(order)]
        assert Event.HANDED_TO_DELIVERY in events
        codes = [query for _, _, query in desk.simulator.kaspi.requests if "filter[orders][code]" in query]
        assert len(codes) >= 2


async def test_a_crash_inside_the_baseline_begins_it_again(tmp_path: Path) -> None:
    async with Simulator() as simulator, desk_on(simulator, tmp_path) as desk:
        for _ in range(150):
            simulator.kaspi.add_order()
        simulator.kaspi.faults.next("orders", "drop", times=2)
        assert await desk.poll.read() is not None
        assert not desk.has_baseline()
        assert await desk.poll.read() is None
        assert desk.has_baseline()
        simulator.waha.pair()
        await desk.session.look()
        await desk.send_all()
        assert desk.bubbles() == []


async def test_the_token_of_another_shop_begins_anew(tmp_path: Path) -> None:
    clock = Clock()
    async with working_desk(tmp_path, clock=clock) as desk:
        await desk.new_order()
    async with Simulator() as other:
        strangers = [other.kaspi.add_order(code=f"77000{n}") for n in range(3)]
        async with desk_on(other, tmp_path, clock=clock, save=True) as desk:
            assert await desk.poll.read() is None
            assert desk.has_baseline()
            for order in strangers:
                assert await desk.messages(order) == []


async def test_the_same_shop_after_a_restart_goes_on(tmp_path: Path) -> None:
    clock = Clock()
    async with Simulator() as simulator:
        async with desk_on(simulator, tmp_path, clock=clock) as desk:
            await desk.work()
            await desk.new_order()
        news = simulator.kaspi.add_order(delivery="own_delivery")
        async with desk_on(simulator, tmp_path, clock=clock) as desk:
            await desk.poll.read()
            row = await desk.message(news, Event.NEW_ORDER)
            assert row.state is MessageState.QUEUED


async def test_too_many_messages_at_once_pause_the_sending(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=manners(burst_limit=3)) as desk:
        for _ in range(4):
            desk.simulator.kaspi.add_order(delivery="own_delivery")
        await desk.poll.read()
        assert desk.context.pause is not None
        assert desk.context.pause.reason is PauseReason.BURST
        await desk.send_all()
        assert desk.bubbles() == []
        desk.context.pause = Pause(reason=PauseReason.BY_PERSON, since=desk.clock())
        for _ in range(4):
            desk.simulator.kaspi.add_order(delivery="own_delivery")
        await desk.poll.read()
        assert desk.context.pause.reason is PauseReason.BY_PERSON


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("forbidden_json", KaspiProblem.NO_RIGHTS),
        ("forbidden_html", KaspiProblem.BLOCKED),
        ("rate_limited_429", KaspiProblem.RATE_LIMITED),
        ("error_500_html", KaspiProblem.SERVER_FAULT),
        ("bad_json", KaspiProblem.BAD_REPLY),
        ("hang", KaspiProblem.BLOCKED),
    ],
)
async def test_each_failure_is_shown_and_its_end_too(
    tmp_path: Path, fault: str, problem: KaspiProblem
) -> None:
    async with working_desk(tmp_path) as desk:
        since = desk.context.kaspi_health.since
        desk.simulator.kaspi.faults.always("orders", fault)
        assert await desk.poll.read() is not None
        health = desk.context.kaspi_health
        assert health.problem is problem
        assert health.since is not None
        assert since is not None
        assert health.since > since
        await desk.poll.read()
        assert desk.context.kaspi_health.since == health.since
        desk.simulator.kaspi.faults.clear()
        assert await desk.poll.read() is None
        assert desk.kaspi_problem() is None


async def test_a_server_that_is_off_is_unreachable(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.simulator.kaspi.stop_server()
        await desk.poll.read()
        assert desk.kaspi_problem() is KaspiProblem.UNREACHABLE


async def test_one_401_is_not_yet_an_answer(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.kaspi.faults.always("orders", "unauthorized")
        await desk.poll.read()
        assert desk.kaspi_problem() is KaspiProblem.SERVER_FAULT
        await desk.poll.read()
        assert desk.kaspi_problem() is KaspiProblem.TOKEN_REJECTED


async def test_the_loop_waits_for_its_time_or_a_call(tmp_path: Path) -> None:
    async with working_desk(tmp_path, sending=FREE) as desk:
        desk.context.poll_bell.ring()
        await desk.poll.step()
        health = desk.context.kaspi_health
        assert health.next_poll_at is not None
        assert health.last_poll_at is not None
        assert timedelta(seconds=0.8) < health.next_poll_at - health.last_poll_at < timedelta(seconds=1.2)
        before = len(desk.simulator.kaspi.requests)
        await desk.poll.step()
        assert len(desk.simulator.kaspi.requests) == before + 1
        desk.simulator.kaspi.faults.next("orders", "error_500_html")
        desk.context.poll_bell.ring()
        await desk.poll.step()
        assert desk.kaspi_problem() is KaspiProblem.SERVER_FAULT
        assert timedelta(days=14) > FULL_WINDOW


async def test_many_old_orders_are_written_portion_by_portion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poll, "_BASELINE_PORTION", 100)
    async with Simulator(orders=250) as simulator, desk_on(simulator, tmp_path) as desk:
        await desk.work()
        assert desk.has_baseline()
        assert len(await desk.db(desk.store.reports.order_ids, desk.context.shop_id)) == 250
        assert len(await desk.db(desk.store.reports.message_ids, None)) == 0
