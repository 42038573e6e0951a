"""What the rows have in common: dying at a chosen moment, starting again, and counting what buyers got."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kaspi_notifier.domain.message import REALLY_SENT, MessageState
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.options import Step
from kaspi_notifier.simulator import SimulatedOrder, Simulator, WahaOptions
from tests.engine.desk import Desk, Killed, desk_on

row = pytest.mark.row

NEW = Event.NEW_ORDER


@asynccontextmanager
async def shop(path: Path, *, waha: WahaOptions | None = None, **options: Any) -> AsyncIterator[Desk]:
    """A shop past its baseline, whose server has proved that it keeps our ids."""
    async with (
        Simulator(waha=waha or WahaOptions()) as simulator,
        desk_on(simulator, path, **options) as desk,
    ):
        await desk.work()
        await desk.sent_message()
        yield desk


@asynccontextmanager
async def started_again(desk: Desk) -> AsyncIterator[Desk]:
    """The program after its end, on the same folder, servers and clock; what was on the wire is in doubt."""
    async with desk_on(desk.simulator, desk.path, clock=desk.clock) as again:
        context = again.context
        await again.db(again.store.outbox.sweep, context.shop_id, now=again.clock(), settle=context.settle)
        yield again


async def live(desk: Desk, *, rounds: int = 3) -> None:
    """A stretch of the program's life, in which everything settles."""
    for _ in range(rounds):
        await desk.session.look()
        await desk.poll.read()
        await desk.send_all()
        desk.clock.forward(minutes=6)
        for _ in range(4):
            await desk.recovery.look_once()
            desk.clock.forward(minutes=1)


async def end_while_sending(desk: Desk) -> None:
    """The program ends while its request is at the server."""
    desk.context.options = replace(desk.context.options, farewell=desk.context.options.farewell * 0)
    before = len(desk.simulator.waha.sends)
    sending = asyncio.ensure_future(desk.sender.send_next())
    while len(desk.simulator.waha.sends) == before:  # noqa: ASYNC110 - no event tells of it
        await asyncio.sleep(0.001)
    sending.cancel()
    with suppress(asyncio.CancelledError):
        await sending


def die_at(desk: Desk, step: Step, *, time: int = 1) -> None:
    """End the program when it comes to this step for the n-th time."""
    left = [time]

    def reached(now: Step) -> None:
        desk.steps.append(now)
        if now is step:
            left[0] -= 1
            if not left[0]:
                raise Killed

    desk.context.options = replace(desk.context.options, reached=reached)


def die_at_statement(desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int) -> Callable[[], bool]:
    """End the program instead of its n-th statement that writes; the answer tells whether it came to that."""
    database = desk.store._db
    left = [number]

    def guarded(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            return real(*given, **named)

        return call

    for name in ("write", "insert", "write_many"):
        monkeypatch.setattr(database, name, guarded(getattr(database, name)))
    return lambda: left[0] <= 0


def copies(desk: Desk, order: SimulatedOrder, event: Event = NEW) -> int:
    """How many bubbles the order's buyer has of this event."""
    return sum(text.split()[:2] == [event.value, order.code] for text in desk.bubbles())


async def judge(desk: Desk, order: SimulatedOrder, *, arrived: int | None = None) -> None:
    """The oracle: never two, never called sent without being so, never silent; `arrived` is exact."""
    count = copies(desk, order)
    message = await desk.message(order, NEW)
    assert count <= 1
    if arrived is not None:
        assert count == arrived
    if message.state in REALLY_SENT:
        assert count == 1
    else:
        assert message.state in (MessageState.NEEDS_DECISION, MessageState.UNKNOWN, MessageState.QUEUED)
        assert count == 0 or message.state is not MessageState.QUEUED
