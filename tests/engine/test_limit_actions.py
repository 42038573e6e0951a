"""What a person may do about a burst and about a restriction, in the whole engine."""

from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.engine.engine import ActionRefused
from kaspi_notifier.engine.options import utc_now
from kaspi_notifier.engine.status import Change
from kaspi_notifier.simulator import Simulator
from tests.engine.desk import manners, settings_for, until
from tests.engine.test_engine import office, running

S = MessageState


async def test_what_came_all_at_once_is_asked_about_and_dropped(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        simulator.waha.pair()
        settings = settings_for(simulator, manners(burst_limit=3))
        async with office(tmp_path, settings) as place, place.engine() as engine:
            await until(lambda: engine.statuses[0].kaspi.has_baseline)
            shop_id = engine.statuses[0].shop_id
            with pytest.raises(ActionRefused):
                await engine.skip_burst(shop_id)
            for _ in range(5):
                simulator.kaspi.add_order(delivery="own_delivery")
            await engine.check_now(shop_id)
            await until(lambda: engine.statuses[0].pause is not None and engine.statuses[0].queue.burst > 3)
            asked = engine.statuses[0].queue.burst
            assert await engine.skip_burst(shop_id) == asked
            await until(lambda: engine.statuses[0].queue.waiting == 0)
            assert engine.statuses[0].pause is None
            states = {m.reason for m in await place.messages() if m.state is S.SKIPPED}
            assert Reason.BY_PERSON in states


async def test_new_chats_are_begun_again_only_when_a_person_is_waited_for(tmp_path: Path) -> None:
    async with running(tmp_path) as (_simulator, place, engine):
        shop_id = engine.statuses[0].shop_id
        with pytest.raises(ActionRefused):
            await engine.begin_chats(shop_id)
        context = engine._shops[shop_id].context
        await context.remember(restriction=Restriction(why=Why.REFUSED, since=utc_now(), until=None))
        before = engine.statuses[0]
        await engine.begin_chats(shop_id)
        after = engine.statuses[0]
        assert (before.waits_for_start, after.waits_for_start) == (True, False)
        assert Change.STATUS in place.changes
