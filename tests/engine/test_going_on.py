"""What waits for a person goes on by a person's word, and nothing else does."""

from datetime import timedelta
from pathlib import Path

import pytest

from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.engine.going_on import go_on
from kaspi_notifier.engine.status import PauseReason
from tests.engine.desk import Desk, desk_on, working_desk


async def gone_on(desk: Desk) -> list[tuple[str, str]]:
    """What went on."""
    return await desk.db(go_on, desk.store, desk.clock())


@pytest.mark.parametrize("reason", [PauseReason.RESTORED, PauseReason.OTHER_COMPUTER])
async def test_a_pause_is_lifted_for_the_next_start(tmp_path: Path, reason: PauseReason) -> None:
    async with working_desk(tmp_path) as desk:
        await desk.context.pause_for(reason)
        assert await gone_on(desk) == [("Арман Техно", reason.value)]
        assert await gone_on(desk) == []
        async with desk_on(desk.simulator, tmp_path) as again:
            assert again.context.pause is None
            await again.session.look()
            await again.new_order()
            await again.send_all()
            assert len(again.bubbles()) == 1


async def test_new_chats_that_wait_for_a_person_are_tried(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        now = desk.clock()
        waits = Restriction(why=Why.REFUSED, since=now, until=None)
        await desk.context.remember(restriction=waits)
        assert await gone_on(desk) == [("Арман Техно", "no new chats, refused")]
        memory = await desk.db(desk.store.sessions.get, desk.context.shop_id)
        assert memory.restriction is not None
        assert memory.restriction.is_over(desk.clock())


async def test_whatsapps_own_time_is_not_cut_short(tmp_path: Path) -> None:
    async with working_desk(tmp_path) as desk:
        lasts = Restriction(why=Why.TIMELOCK, since=desk.clock(), until=desk.clock() + timedelta(hours=5))
        await desk.context.remember(restriction=lasts)
        assert await gone_on(desk) == []
        memory = await desk.db(desk.store.sessions.get, desk.context.shop_id)
        assert memory.restriction is not None
        assert not memory.restriction.is_over(desk.clock())
