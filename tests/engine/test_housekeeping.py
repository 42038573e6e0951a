"""The nightly work, a buyer who is forgotten, and a disk without room."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from kaspi_notifier.domain.message import REALLY_SENT, MessageState
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.engine import ActionRefused, Engine
from kaspi_notifier.engine.housekeeping import Housekeeping
from kaspi_notifier.engine.status import Wait
from kaspi_notifier.simulator import Simulator
from kaspi_notifier.store import nightly
from tests.engine.desk import Clock, Desk, until, until_so, working_desk
from tests.engine.test_time import is_ready, running

S = MessageState


@asynccontextmanager
async def house(path: Path) -> AsyncIterator[tuple[Desk, Housekeeping]]:
    """A shop with one sent message, and its night watch."""
    async with working_desk(path) as desk:
        await desk.sent_message()
        options = replace(desk.context.options, housekeeping_after=timedelta(0))
        yield desk, Housekeeping(desk.store, desk.db, options)


async def test_the_night_wipes_copies_and_forgets(tmp_path: Path) -> None:
    async with house(tmp_path) as (desk, keeping):
        await keeping.step()
        assert len(nightly.copies(desk.store.path)) == 1
        assert (tmp_path / "ballast").exists()
        assert keeping.wait == timedelta(minutes=10)
        desk.clock.forward(days=31)
        keeping.wait = timedelta(0)
        await keeping.night()
        (message,) = await desk.db(desk.store.reports.messages, [1])
        assert message.text is None and message.phone is None
        assert len(nightly.copies(desk.store.path)) == 2


async def test_nothing_is_done_twice_a_day_or_by_an_absurd_clock(tmp_path: Path) -> None:
    async with house(tmp_path) as (desk, keeping):
        desk.clock.ahead = datetime(2106, 2, 7, tzinfo=UTC) - datetime.now(UTC)
        await keeping.step()
        assert nightly.copies(desk.store.path) == []
        desk.clock.ahead = timedelta()
        keeping.wait = timedelta(0)
        await keeping.step()
        (copy,) = nightly.copies(desk.store.path)
        made = copy[1].stat().st_mtime_ns
        keeping.wait = timedelta(0)
        await keeping.step()
        assert copy[1].stat().st_mtime_ns == made


async def test_a_night_that_failed_is_tried_again_in_an_hour(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(tmp_path) as (_desk, keeping):
        (tmp_path / "backups").write_bytes(b"a file where a folder has to be")
        await keeping.step()
        assert keeping.wait == timedelta(hours=1)
    assert [r.levelno for r in caplog.records if "nightly" in r.message] == [logging.WARNING]


async def test_a_buyer_is_forgotten_when_nothing_is_on_its_way(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        simulator.waha.pair()
        async with running(tmp_path, simulator, Clock()) as (engine, store):
            await until(lambda: is_ready(engine))
            simulator.kaspi.add_order(delivery="own_delivery", phone="7000000042")
            await until(lambda: len(simulator.waha.bubbles) == 1)
            context = engine._shops[engine.statuses[0].shop_id].context

            async def is_taken() -> bool:
                found = await context.db(store.outbox.get, 1)
                return found is not None and found.state in REALLY_SENT

            await until_so(is_taken)
            with pytest.raises(ActionRefused, match="landline"):
                await engine.forget_buyer("+7 727 250 00 01")
            await engine.forget_buyer("8 700 000 00 42")
            (message,) = await context.db(store.reports.messages, [1])
            assert message.phone is None
            with pytest.raises(ActionRefused, match="on its way"):
                await refused_while_sending(engine, simulator)


async def refused_while_sending(engine: Engine, simulator: Simulator) -> None:
    """Ask to forget a buyer whose message is with the server at this moment."""
    simulator.waha.faults.next("sendText", "hold", seconds=2)
    before = len(simulator.waha.sends)
    simulator.kaspi.add_order(delivery="own_delivery", phone="7000000043")
    await until(lambda: len(simulator.waha.sends) > before)
    await engine.forget_buyer("77000000043")


async def test_with_too_little_space_nothing_is_claimed(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        order = await desk.new_order()
        desk.context.options = replace(desk.context.options, least_free=10**18)
        gate = await desk.send_all()
        assert gate.wait is Wait.DISK
        assert gate.until is not None
        assert (await desk.message(order, Event.NEW_ORDER)).state is S.QUEUED
        desk.context.options = replace(desk.context.options, least_free=0)
        await desk.send_all()
        assert len(desk.bubbles()) == 1
