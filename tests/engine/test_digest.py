"""The day in figures: once a day, at its hour, to where the owner wants it."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from kaspi_notifier.domain.clock import almaty
from kaspi_notifier.domain.message import Kind
from kaspi_notifier.domain.settings import Digest
from kaspi_notifier.simulator import Simulator
from kaspi_notifier.store import Message
from tests.engine.desk import Clock, Desk, desk_on, settings_for, until, working_desk
from tests.engine.test_engine import office


def clock_at_noon() -> Clock:
    """A clock that shows some seconds past noon in Almaty."""
    clock = Clock()
    local = almaty(clock())
    clock.ahead = local.replace(hour=12, minute=0, second=5) - local
    return clock


async def digests(desk: Desk) -> list[Message]:
    """The digests in the log, newest first."""
    ids = await desk.db(desk.store.reports.message_ids, None)
    return [m for m in await desk.db(desk.store.reports.messages, ids) if m.kind is Kind.DIGEST]


async def test_the_owner_is_told_once_a_day(tmp_path: Path) -> None:
    digest = Digest(at="12:00", whatsapp=True, notification=True)
    async with working_desk(tmp_path, clock=clock_at_noon(), digest=digest) as desk:
        await desk.sent_message()
        assert await desk.digests.tell_due()
        assert not await desk.digests.tell_due()
        (message,) = await digests(desk)
        assert message.phone == "77000000000"
        assert message.draft is not None
        assert "Магазин «Арман Техно»" in message.draft
        assert "Отправлено сообщений: 1" in message.draft
        shown = desk.context.status().digest
        assert shown is not None
        assert shown.text == message.draft
        assert "Арман" not in repr(shown)
        await desk.send_all()
        assert desk.bubbles()[-1] == message.draft
        desk.clock.forward(days=1)
        assert await desk.digests.tell_due()
        assert len(await digests(desk)) == 2


@pytest.mark.parametrize(("at", "told"), [("12:01", False), ("11:00", True), ("08:59", False)])
async def test_not_before_its_hour_and_not_long_after(tmp_path: Path, at: str, told: bool) -> None:
    digest = Digest(at=at, whatsapp=True)
    async with working_desk(tmp_path, clock=clock_at_noon(), digest=digest) as desk:
        assert await desk.digests.tell_due() is told
        assert len(await digests(desk)) == told
        assert desk.context.status().digest is None


async def test_a_notification_alone_sends_nothing(tmp_path: Path) -> None:
    digest = Digest(at="12:00", notification=True)
    async with working_desk(tmp_path, clock=clock_at_noon(), digest=digest) as desk:
        assert await desk.digests.tell_due()
        assert await digests(desk) == []
        assert desk.context.status().digest is not None


async def test_a_number_that_is_not_known_yet_gets_nothing(tmp_path: Path) -> None:
    digest = Digest(at="12:00", whatsapp=True)
    async with (
        Simulator() as simulator,
        desk_on(simulator, tmp_path, clock=clock_at_noon(), digest=digest) as desk,
    ):
        assert await desk.digests.tell_due()
        assert await digests(desk) == []


async def test_the_loop_sleeps_until_its_hour(tmp_path: Path) -> None:
    for at in ("12:00", "13:00"):
        folder = tmp_path / at.replace(":", "")
        folder.mkdir()
        async with working_desk(folder, clock=clock_at_noon(), digest=Digest(at=at)) as desk:
            loop = asyncio.create_task(desk.digests.step())
            done, _ = await asyncio.wait([loop], timeout=0.1)
            assert not done
            loop.cancel()
            with pytest.raises(asyncio.CancelledError):
                await loop


async def test_the_engine_runs_it_where_it_is_wanted(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        at = (almaty(Clock()()) - timedelta(minutes=1)).strftime("%H:%M")
        settings = settings_for(simulator, digest=Digest(at=at, notification=True))
        async with office(tmp_path, settings) as place, place.engine() as engine:
            await until(lambda: engine.statuses[0].digest is not None)
