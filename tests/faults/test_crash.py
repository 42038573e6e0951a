"""Rows K: the program is killed, or the power fails."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.engine.options import Step
from kaspi_notifier.simulator import SimulatedOrder, Simulator, WahaOptions
from kaspi_notifier.store import Store
from tests.engine.desk import Desk, Killed, desk_on
from tests.faults.ground import (
    NEW,
    copies,
    die_at,
    die_at_statement,
    end_while_sending,
    judge,
    live,
    row,
    shop,
    started_again,
)
from tests.harness import powercut
from tests.harness.storm import server, storm


@row("K1", "K2")
async def test_killed_at_each_statement_of_an_ingest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Order, event and message are there together, or none of them."""
    async with shop(tmp_path) as desk:
        number = 0
        died = True
        while died:
            number += 1
            order = desk.simulator.kaspi.add_order(delivery="own_delivery")
            with monkeypatch.context() as patch, suppress(Killed):
                came_to_it = die_at_statement(desk, patch, number)
                await desk.poll.read()
            died = came_to_it()
            stored = await desk.db(desk.store.orders.get, 1, order.code)
            events = await desk.db(desk.store.reports.events, 1, order.code)
            assert (stored is None) == (not events) == (not await desk.messages(order))
            await desk.poll.read()
            assert (await desk.message(order, NEW)).state is MessageState.QUEUED
        assert number > 2
        await desk.send_all()
        assert all(copies(desk, order) == 1 for order in desk.simulator.kaspi.orders.values())


@row("K3")
async def test_killed_in_the_middle_of_the_pages(tmp_path: Path) -> None:
    """What was read stays read, the rest is read after the start; nobody is told twice."""
    async with shop(tmp_path) as desk:
        for _ in range(250):
            desk.simulator.kaspi.add_order(delivery="own_delivery")
        die_at(desk, Step.PAGE_RECORDED, time=2)
        with pytest.raises(Killed):
            await desk.poll.read()
        assert 0 < await desk.db(desk.store.orders.count, 1) < 251
        async with started_again(desk) as again:
            await again.session.look()
            await again.poll.read()
            assert await again.db(again.store.orders.count, 1) == 251
            await again.send_all()
            assert all(copies(again, order) == 1 for order in again.simulator.kaspi.orders.values())


@row("K4")
async def test_killed_inside_the_baseline(tmp_path: Path) -> None:
    """It begins again, and no old order is told of."""
    async with Simulator() as simulator:
        simulator.waha.pair()
        for _ in range(150):
            simulator.kaspi.add_order(delivery="own_delivery")
        async with desk_on(simulator, tmp_path) as desk:
            die_at(desk, Step.PAGE_RECORDED)
            with pytest.raises(Killed):
                await desk.poll.read()
            assert not desk.has_baseline()
            async with started_again(desk) as again:
                await live(again, rounds=1)
                assert again.has_baseline()
                assert again.bubbles() == []


@row("K5", "K6", "K14")
@pytest.mark.parametrize("step", [Step.PREPARED, Step.TYPED])
async def test_killed_before_the_claim(tmp_path: Path, step: Step) -> None:
    """At worst an id is wasted; a refused message keeps its id over a restart."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", "refuse_422")
        await desk.sender.send_next()
        fixed = (await desk.message(order, NEW)).wa_id
        assert fixed is not None
        desk.clock.forward(minutes=20)
        another = await desk.new_order()
        die_at(desk, step)
        await desk.session.look()
        with suppress(Killed):
            await desk.send_all()
        async with started_again(desk) as again:
            await live(again)
            await judge(again, order, arrived=1)
            await judge(again, another, arrived=1)
            assert (await again.message(order, NEW)).wa_id == fixed


@row("K7")
async def test_killed_in_the_claim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was claimed, so it is sent once."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()
        claim = desk.store.outbox.claim

        def dying(*given: object) -> bool:
            claim(*given)  # type: ignore[arg-type]
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(desk.store.outbox, "claim", dying)
            with pytest.raises(Killed):
                await desk.send_all()
        assert (await desk.message(order, NEW)).state is MessageState.QUEUED
        async with started_again(desk) as again:
            await live(again, rounds=1)
            await judge(again, order, arrived=1)


async def on_the_wire(desk: Desk, fault: str, seconds: float) -> SimulatedOrder:
    """A message that WAHA has when the program ends."""
    order = await desk.new_order()
    desk.simulator.waha.faults.next("sendText", fault, seconds=seconds)
    await end_while_sending(desk)
    assert (await desk.message(order, NEW)).state is MessageState.SENDING
    return order


@row("K9", "K10", "K11")
@pytest.mark.parametrize("tier", [1, 2, 3])
@pytest.mark.parametrize(("fault", "arrived"), [("hang", 0), ("hold", 1), ("delay_reply", 1)])
async def test_killed_with_a_request_on_the_wire(tmp_path: Path, tier: int, fault: str, arrived: int) -> None:
    """It is found, or sent again under its id, or a person is asked; never two bubbles."""
    engine = {1: "GOWS", 2: "WEBJS", 3: "NOWEB"}[tier]
    async with shop(tmp_path, waha=server(engine, tier)) as desk:
        order = await on_the_wire(desk, fault, 0.05)
        if arrived:
            async with asyncio.timeout(5):
                while not copies(desk, order):  # noqa: ASYNC110 - no event tells of it
                    await asyncio.sleep(0.005)
        async with started_again(desk) as again:
            await live(again)
            await judge(again, order, arrived=1 if tier == 1 else arrived)


@row("K13")
async def test_killed_in_the_recovery_five_times(tmp_path: Path) -> None:
    """Each start begins where the last one ended."""
    async with shop(tmp_path) as desk:
        order = await on_the_wire(desk, "hold", 0.02)
        for _ in range(5):
            async with started_again(desk) as again:
                again.die_at = Step.LOOKED_UP
                with suppress(Killed):
                    await live(again, rounds=1)
        async with started_again(desk) as last:
            await live(last)
            await judge(last, order, arrived=1)


@row("K16")
async def test_killed_at_random(tmp_path: Path) -> None:
    """A short kill storm over real processes; `make storm` is the long one."""
    verdict = await storm(tmp_path, orders=40, kills=4, seed=5, waha=WahaOptions(), standstill=20)
    assert verdict.is_good(1), verdict


@row("K17")
def test_power_cut_at_every_sync() -> None:
    """A short script; `make powercut` is the long one."""
    recording, found = powercut.run(cuts=40, seed=3, events=12)
    assert found.is_good, found.first_bad
    assert len(recording.disk.syncs) > 15


@row("K15")
def test_killed_at_any_write_of_the_first_start(tmp_path: Path) -> None:
    """A half-made file is made whole at the next start."""
    from tests.harness.disk import Disk, after_cut, below_the_store

    disk = Disk()
    (tmp_path / "shop.db").touch()
    with below_the_store(disk):
        powercut._open(tmp_path).close()
    for cut in range(0, len(disk.operations), 5):
        folder = tmp_path / str(cut)
        folder.mkdir()
        for name, content in after_cut(disk.operations, cut, None).items():
            (folder / name).write_bytes(content)
        store: Store = powercut._open(folder)
        assert store._db.rows("PRAGMA integrity_check") == [("ok",)]
        store.close()
