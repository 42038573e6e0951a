"""The program dies at each named step, under each answer of the server, with each kind of ids."""

from contextlib import suppress
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import OPEN_STATES, REALLY_SENT, MessageState
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.options import Step
from kaspi_notifier.simulator import SimulatedOrder, Simulator, WahaOptions
from tests.engine.desk import Clock, Desk, Killed, desk_on
from tests.engine.test_recover import NOT_SENT, SENT_ANYHOW, TIER_1, TIER_2, TIER_3

STEPS = [
    Step.PAGE_RECORDED,
    Step.PREPARED,
    Step.TYPED,
    Step.CLAIMED,
    Step.ANSWERED,
    Step.RECORDED,
    Step.LOOKED_UP,
    Step.RESENT,
]
OUTCOMES = ["fine", *SENT_ANYHOW, *NOT_SENT, "refuse_422", "timed_out"]


async def die_somewhere(simulator: Simulator, path: Path, clock: Clock, step: Step, outcome: str) -> str:
    """One order whose message is on its way when the program ends; its code."""
    async with desk_on(simulator, path, clock=clock) as desk:
        await desk.work()
        await desk.sent_message()
        if outcome != "fine":
            simulator.waha.faults.next("sendText", outcome)
        order = simulator.kaspi.add_order(delivery="own_delivery")
        desk.die_at = step
        with suppress(Killed):
            await live(desk)
        return order.code


async def live(desk: Desk) -> None:
    """A stretch of the engine's life, with time passing."""
    for _ in range(3):
        await desk.session.look()
        await desk.poll.read()
        await desk.send_all()
        desk.clock.forward(minutes=6)
        for _ in range(4):
            await desk.recovery.look_once()
            desk.clock.forward(minutes=1)


@pytest.mark.parametrize("tier", [TIER_1, TIER_2, TIER_3], ids=["tier1", "tier2", "tier3"])
@pytest.mark.parametrize("step", STEPS)
async def test_no_message_is_lost_or_doubled(tmp_path: Path, tier: WahaOptions, step: Step) -> None:
    for outcome in OUTCOMES:
        path = tmp_path / outcome
        path.mkdir()
        clock = Clock()
        async with Simulator(waha=tier) as simulator:
            code = await die_somewhere(simulator, path, clock, step, outcome)
            async with desk_on(simulator, path, clock=clock) as desk:
                await desk.db(
                    desk.store.outbox.sweep, desk.context.shop_id, now=clock(), settle=desk.context.settle
                )
                await live(desk)
                await judge(desk, simulator.kaspi.orders[code], outcome, is_tier_1=tier is TIER_1)


async def judge(desk: Desk, order: SimulatedOrder, outcome: str, *, is_tier_1: bool) -> None:
    """The oracle: the truth is what buyers got, not what the file says."""
    bubbles = sum(order.code in text for text in desk.bubbles())
    message = await desk.message(order, Event.NEW_ORDER)
    assert bubbles <= 1, outcome
    if message.state in REALLY_SENT:
        assert bubbles == 1, outcome
    else:
        assert message.state in OPEN_STATES, outcome
        assert message.state is MessageState.NEEDS_DECISION, outcome
        assert not is_tier_1, outcome
