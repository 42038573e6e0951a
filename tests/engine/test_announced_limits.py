"""What WhatsApp says of new chats before it refuses any: a lock with an end, a quota and its cycle."""

from datetime import timedelta
from pathlib import Path

import pytest

from kaspi_notifier.domain.restriction import Why
from kaspi_notifier.engine.status import Quota, Wait
from tests.engine.desk import working_desk
from tests.engine.test_new_chats import S, limit, state_of


async def test_an_announced_lock_stops_before_anything_is_refused(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        end = desk.clock() + timedelta(hours=3)
        desk.simulator.waha.set_timelock(True, end)
        await desk.session.look()
        assert limit(desk).why is Why.TIMELOCK
        first = limit(desk)
        await desk.session.look()
        assert limit(desk) == first
        order = await desk.new_order()
        await desk.send_all()
        assert await state_of(desk, order) is S.HELD
        assert desk.simulator.waha.sends == []
        desk.simulator.waha.set_timelock(True, end + timedelta(hours=2))
        await desk.session.look()
        assert (limit(desk).until or end) > end + timedelta(hours=2)


async def test_a_lock_that_is_over_is_none(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.waha.set_timelock(True, desk.clock() - timedelta(hours=1))
        await desk.session.look()
        assert desk.context.memory.restriction is None


@pytest.mark.parametrize(
    ("status", "why", "quota"),
    [("CAPPED", Why.CAPPED, Quota.CAPPED), ("SECOND_WARNING", Why.WARNED, Quota.SECOND_WARNING)],
)
async def test_a_quota_stops_new_chats_until_it_is_free_again(
    tmp_path: Path, status: str, why: Why, quota: Quota
) -> None:
    async with working_desk(tmp_path) as desk:
        desk.simulator.waha.set_capping(status, 100, 100)
        await desk.session.look()
        assert limit(desk).why is why
        number = desk.context.status().number
        assert (number.quota, number.quota_used, number.quota_total) == (quota, 100, 100)
        order = await desk.new_order()
        await desk.send_all()
        assert await state_of(desk, order) is S.HELD
        desk.simulator.waha.set_capping("NONE", 0, 100)
        await desk.session.look()
        await desk.session.look()
        await desk.send_all()
        assert await state_of(desk, order) in (S.ACCEPTED, S.SENT)


async def test_the_quota_is_spread_over_its_cycle(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        end = desk.clock() + timedelta(days=10)
        desk.simulator.waha.set_capping("FIRST_WARNING", 70, 100, ends_at=end)
        await desk.session.look()
        assert desk.context.is_warned
        for _ in range(4):
            await desk.new_order()
        gate = await desk.send_all()
        assert gate.wait is Wait.NEW_CHATS
        assert len(desk.bubbles()) == 2
        desk.simulator.waha.set_capping("FIRST_WARNING", 95, 100, ends_at=end)
        await desk.session.look()
        assert (await desk.send_all()).wait is Wait.NEW_CHATS
