"""A real process is really killed at each named step; the next one finishes the work, once."""

import asyncio
import sys
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.engine.options import Step, utc_now
from kaspi_notifier.simulator import Simulator
from kaspi_notifier.store import FileSecrets, Store
from tests.engine.desk import TEMPLATES, manners, settings_for, until

# Seconds; each life is a process that has to start first, on whatever else the machine does.
PATIENCE = 60


def prepare(simulator: Simulator, folder: Path) -> None:
    """A data folder past its baseline, whose server has proved that it keeps our ids."""
    store = Store.open(folder / "shop.db", FileSecrets(folder / "secrets.json"), utc_now())
    store.settings.save(settings_for(simulator, manners(settle_seconds=0)))
    store.templates.seed(TEMPLATES)
    store.settings.set_baseline(1, utc_now())
    store.close()


async def life(folder: Path, step: str) -> asyncio.subprocess.Process:
    """Start the engine in a process that kills itself with SIGKILL at the step; `-` is no step."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.engine.mortal",
        str(folder),
        step,
        stdin=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )


@pytest.mark.parametrize("step", list(Step))
async def test_killed_at_a_step_and_started_again(tmp_path: Path, step: Step) -> None:
    async with Simulator() as simulator:
        simulator.waha.pair()
        prepare(simulator, tmp_path)
        proven = simulator.kaspi.add_order(delivery="own_delivery")
        first = await life(tmp_path, "-")
        await until(lambda: has_proved_its_ids(tmp_path), patience=PATIENCE)
        first.kill()
        await first.wait()
        if step in (Step.LOOKED_UP, Step.RESENT):
            simulator.waha.faults.next("sendText", "drop_before")
        order = simulator.kaspi.add_order(delivery="own_delivery")
        killed = await life(tmp_path, step.value)
        assert await asyncio.wait_for(killed.wait(), PATIENCE) == -9
        last = await life(tmp_path, "-")
        await until(lambda: len(simulator.waha.bubbles) == 2, patience=PATIENCE)
        await until(
            lambda: state_of(tmp_path, order.code) in (MessageState.SENT, MessageState.DELIVERED), PATIENCE
        )
        last.kill()
        await last.wait()
        assert sorted(b.text.split()[1] for b in simulator.waha.bubbles) == sorted([proven.code, order.code])


def has_proved_its_ids(folder: Path) -> bool:
    """Whether the program knows that the server keeps the ids it is given."""
    store = Store.open(folder / "shop.db", FileSecrets(folder / "secrets.json"), utc_now())
    try:
        return store.sessions.get(1).ids_honoured is True
    finally:
        store.close()


def state_of(folder: Path, code: str) -> MessageState:
    """The state of the order's first message, read beside the running program."""
    store = Store.open(folder / "shop.db", FileSecrets(folder / "secrets.json"), utc_now())
    try:
        return next(m.state for m in store.outbox.of_order(1, code) if m.event == "new_order")
    finally:
        store.close()
