"""Sleep, jumps of the clock, a wrong clock, a lost network, a long absence: nothing stale leaves."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kaspi_notifier.domain.clock import almaty
from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import Sending
from kaspi_notifier.domain.skew import ClockProblem
from kaspi_notifier.domain.template import Template
from kaspi_notifier.engine import time_watch
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.engine import ActionRefused, Engine
from kaspi_notifier.engine.network import is_reachable
from kaspi_notifier.engine.options import Options
from kaspi_notifier.engine.status import KaspiProblem, PauseReason, Wait
from kaspi_notifier.engine.time_watch import TimeWatch
from kaspi_notifier.simulator import Simulator
from kaspi_notifier.store import FileSecrets, Store
from tests.engine.desk import (
    FREE,
    TEMPLATES,
    Clock,
    Desk,
    desk_on,
    manners,
    settings_for,
    until,
    working_desk,
)

S = MessageState
HOUR = timedelta(hours=1)


def both_clocks(desk: Desk, offset: timedelta) -> None:
    """Both servers say that this computer's clock is off by so much."""
    desk.simulator.kaspi.clock_offset = desk.simulator.waha.clock_offset = offset


@asynccontextmanager
async def running(
    path: Path, simulator: Simulator, clock: Clock, tick: float = 0.2
) -> AsyncIterator[tuple[Engine, Store]]:
    """An engine at work on a folder, which looks at its clock often."""

    def open_store() -> Store:
        store = Store.open(path / "shop.db", FileSecrets(path / "secrets.json"), clock())
        store.settings.save(settings_for(simulator, FREE))
        store.templates.seed(TEMPLATES)
        return store

    async with DatabaseThread() as db:
        store = await db(open_store)
        options = Options(now=clock, kaspi_requests_per_second=None, tick=timedelta(seconds=tick))
        try:
            async with Engine(store, db, on_change=lambda _change: None, options=options) as engine:
                yield engine, store
        finally:
            await db(store.close)


def is_ready(engine: Engine) -> bool:
    """Whether orders are read and the session is open."""
    (status,) = engine.statuses
    return status.kaspi.last_poll_at is not None and status.session.problem is None


async def test_time_is_put_right_where_both_servers_say_so(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        both_clocks(desk, timedelta(minutes=10))
        await desk.session.look()
        assert await desk.poll.read() is None
        ahead = desk.context.now() - datetime.now(UTC)
        assert timedelta(minutes=9) < ahead < timedelta(minutes=11)
        assert desk.context.status().clock is ClockProblem.DIFFERS
        await desk.new_order()
        await desk.send_all()
        assert len(desk.bubbles()) == 1


async def test_one_server_that_is_wrong_alone_is_ignored(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.kaspi.clock_offset = timedelta(days=1)
        await desk.new_order()
        assert desk.context.status().clock is None
        await desk.send_all()
        assert len(desk.bubbles()) == 1


async def test_a_clock_without_battery_sends_and_expires_nothing(tmp_path: Path) -> None:
    clock = Clock()
    async with working_desk(tmp_path, clock=clock) as desk:
        order = await desk.new_order()
        clock.ahead = datetime(2106, 2, 7, tzinfo=UTC) - datetime.now(UTC)
        await desk.context.kaspi.renew()
        await desk.context.waha.renew()
        assert (await desk.send_all()).wait is Wait.CLOCK
        assert (await desk.message(order, Event.NEW_ORDER)).state is S.QUEUED
        assert desk.context.status().clock is ClockProblem.WRONG


async def test_a_message_for_later_waits_for_the_clock_first(tmp_path: Path) -> None:
    later = Template(name="later", event=Event.NEW_ORDER, delay_minutes=600, text="{order_num}")
    async with working_desk(tmp_path, templates=(later,)) as desk:
        await desk.new_order()
        assert (await desk.send_all()).wait is Wait.DUE_TIME
        both_clocks(desk, timedelta(hours=2))
        await desk.session.look()
        assert await desk.poll.read() is None
        assert (await desk.send_all()).wait is Wait.CLOCK


async def test_a_clock_that_is_off_is_logged_and_told_until_it_is_right(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with Simulator() as simulator:
        simulator.waha.pair()
        async with running(tmp_path, simulator, Clock()) as (engine, _):
            await until(lambda: is_ready(engine))
            shop = engine._shops[engine.statuses[0].shop_id]
            for offset, problem in ((timedelta(minutes=10), ClockProblem.DIFFERS), (timedelta(), None)):
                simulator.kaspi.clock_offset = simulator.waha.clock_offset = offset
                shop.check_now()
                await until(lambda problem=problem: shop._clock is problem)  # type: ignore[misc]
                assert engine.statuses[0].clock is problem
    told = [record.message for record in caplog.records if "this computer's clock" in record.message]
    assert told == [f"shop {shop.context.shop_id}: this computer's clock differs"]


async def test_a_program_that_stood_still_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(time_watch, "STILL", timedelta(seconds=0.2))
    watching = asyncio.ensure_future(TimeWatch(lambda: (), Options(tick=timedelta(seconds=0.01))).step())
    await asyncio.sleep(0)
    busy_until = time.monotonic() + 0.4
    while time.monotonic() < busy_until:
        pass
    await watching
    assert [record.message for record in caplog.records] == ["the program stood still for 0 s"]


async def test_after_sleep_the_orders_are_read_before_anything_leaves(tmp_path: Path) -> None:
    clock = Clock()
    async with Simulator() as simulator:
        simulator.waha.pair()
        async with running(tmp_path, simulator, clock) as (engine, _):
            await until(lambda: is_ready(engine))
            order = simulator.kaspi.add_order(delivery="own_delivery")
            shop = engine._shops[engine.statuses[0].shop_id]
            await engine.resumed()
            assert not shop.context.orders_are_read
            began = time.monotonic()
            await until(lambda: len(simulator.waha.bubbles) == 1)
            assert time.monotonic() - began < 10
            assert simulator.waha.bubbles[0].text.split()[1] == order.code


@pytest.mark.parametrize("jump", [timedelta(minutes=10), -timedelta(hours=5)])
async def test_a_jump_of_the_clock_is_seen_within_a_tick(tmp_path: Path, jump: timedelta) -> None:
    clock = Clock()
    async with Simulator() as simulator:
        simulator.waha.pair()
        async with running(tmp_path, simulator, clock) as (engine, _):
            await until(lambda: is_ready(engine))
            context = engine._shops[engine.statuses[0].shop_id].context
            renewed: list[bool] = []
            original = context.kaspi.renew

            async def noting() -> None:
                renewed.append(context.must_read_first)
                await original()

            context.kaspi.renew = noting  # type: ignore[method-assign]
            clock.ahead += jump
            await until(lambda: renewed[:1] == [True])
            await until(lambda: context.orders_are_read)


async def test_sleep_in_the_middle_of_a_request_leaves_a_doubt_and_one_message(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.sent_message()
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", "delay_reply", seconds=2)
        desk.context.waha._send_read_timeout = 30.0
        sending = asyncio.create_task(desk.sender.send_next())
        await until(lambda: len(desk.bubbles()) == 2)
        await desk.context.waha.renew()
        await sending
        message = await desk.message(order, Event.NEW_ORDER)
        assert message.state is S.UNKNOWN
        desk.clock.forward(minutes=2)
        await desk.recovery.look_once()
        assert (await desk.message(order, Event.NEW_ORDER)).state in (S.SENT, S.DELIVERED, S.ACCEPTED)
        assert len(desk.bubbles()) == 2


async def test_after_a_jump_no_doubt_is_settled_before_a_server_told_the_time(tmp_path: Path) -> None:
    clock = Clock()
    async with working_desk(tmp_path, clock=clock) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", "drop_after")
        await desk.sender.send_next()
        assert (await desk.message(order, Event.NEW_ORDER)).state is S.UNKNOWN
        clock.forward(days=1)
        desk.context.must_read_first = True
        await desk.context.kaspi.renew()
        await desk.context.waha.renew()
        desk.context.recover_bell.ring()
        await desk.recovery.step()
        assert (await desk.message(order, Event.NEW_ORDER)).state is S.UNKNOWN
        await desk.session.look()
        desk.context.recover_bell.ring()
        await desk.recovery.step()
        assert (await desk.message(order, Event.NEW_ORDER)).state is not S.UNKNOWN


async def test_a_network_that_is_back_is_noticed_within_a_tick(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        simulator.waha.pair()
        async with running(tmp_path, simulator, Clock()) as (engine, _):
            await until(lambda: is_ready(engine))
            shop = engine._shops[engine.statuses[0].shop_id]
            await simulator.kaspi.stop_server()
            shop.check_now()
            await until(lambda: shop._is_cut_off)
            assert engine.statuses[0].kaspi.problem is KaspiProblem.UNREACHABLE
            await simulator.kaspi.start_server()
            await until(lambda: engine.statuses[0].kaspi.problem is None)
            await until(lambda: not shop._is_cut_off)


async def test_a_server_is_reachable_or_not(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        url = simulator.addresses()["kaspi"]["base_url"]
        assert await is_reachable(url)
    assert not await is_reachable(url)
    assert not await is_reachable("https://127.0.0.1")
    assert not await is_reachable("http://no-such-host.invalid")


@asynccontextmanager
async def after_absence(path: Path, sending: Sending = FREE, **away: float) -> AsyncIterator[Desk]:
    """A desk that was away so long, with one message waiting since before and orders that came meanwhile."""
    clock = Clock()
    async with Simulator() as simulator:
        async with desk_on(simulator, path, clock=clock, sending=sending) as desk:
            await desk.work()
            await desk.new_order(code="111000111")
        clock.forward(**away)
        simulator.kaspi.add_order(code="222000222", delivery="own_delivery")
        async with desk_on(simulator, path, clock=clock, sending=sending) as desk:
            await desk.session.look()
            assert await desk.poll.read() is None
            yield desk


async def test_after_hours_away_it_asks_what_is_still_worth_sending(tmp_path: Path) -> None:
    async with after_absence(tmp_path, hours=7) as desk:
        pause = desk.context.pause
        assert pause is not None and pause.reason is PauseReason.CATCH_UP
        assert desk.context.now() - pause.since > 6 * HOUR
        assert (await desk.send_all()).wait is Wait.PAUSED
        assert desk.bubbles() == []
        assert desk.context.queue_health.waiting == 2
        await desk.context.set_pause(None)
        await desk.send_all()
        assert len(desk.bubbles()) == 2
        assert await desk.poll.read() is None
        assert desk.context.pause is None


async def test_what_grew_stale_is_told_and_not_sent(tmp_path: Path) -> None:
    async with after_absence(tmp_path, hours=30) as desk:
        assert desk.context.pause is None, "nothing is left to ask about"
        assert desk.context.status().not_worth == 1
        old = (await desk.db(desk.store.outbox.of_order, desk.context.shop_id, "111000111"))[0]
        assert (old.state, old.reason) == (S.SKIPPED, Reason.EXPIRED)


async def test_a_short_absence_is_not_worth_a_question(tmp_path: Path) -> None:
    async with after_absence(tmp_path, hours=5) as desk:
        assert desk.context.pause is None
        await desk.send_all()
        assert len(desk.bubbles()) == 2


async def test_a_program_that_is_off_in_the_quiet_hours_asks_nothing(tmp_path: Path) -> None:
    night = tuple(f"{almaty(datetime.now(UTC) + timedelta(hours=hours)).hour:02}:00" for hours in (-1, 9))
    async with after_absence(tmp_path, sending=manners(quiet_hours=night), hours=7) as desk:
        assert desk.context.pause is None
        assert desk.context.status().not_worth == 0
        assert (await desk.send_all()).wait is Wait.QUIET_HOURS


async def test_after_two_weeks_everything_found_is_old(tmp_path: Path) -> None:
    async with after_absence(tmp_path, days=15) as desk:
        assert desk.context.pause is None
        await desk.send_all()
        assert desk.bubbles() == []


async def test_dropping_what_waited_goes_on_without_it(tmp_path: Path) -> None:
    clock = Clock()
    async with Simulator() as simulator:
        simulator.waha.pair()
        async with running(tmp_path, simulator, clock) as (engine, _):
            await until(lambda: is_ready(engine))
            shop = engine._shops[engine.statuses[0].shop_id]
            context = shop.context
            with pytest.raises(ActionRefused):
                await engine.skip_burst(context.shop_id)
            await context.pause_for(PauseReason.CATCH_UP)
            simulator.kaspi.add_order(delivery="own_delivery")
            await engine.check_now(context.shop_id)
            await until(lambda: context.queue_health.waiting == 1)
            await engine.write_by_hand(context.shop_id, "Мы на связи", phone="77000000009")
            await until(lambda: [b.text for b in simulator.waha.bubbles] == ["Мы на связи"])
            assert await engine.skip_burst(context.shop_id) == 1
            assert context.pause is None


async def test_another_shops_token_asks_before_anything_is_sent(tmp_path: Path) -> None:
    clock = Clock()
    async with working_desk(tmp_path, clock=clock) as desk:
        await desk.new_order()
    async with Simulator() as other:
        other.kaspi.add_order(code="770001")
        async with desk_on(other, tmp_path, clock=clock, save=True) as desk:
            assert await desk.poll.read() is None
            assert desk.context.pause is not None
            assert desk.context.pause.reason is PauseReason.OTHER_SHOP
