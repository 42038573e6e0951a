"""How long a message is in doubt, in virtual time: from the broken answer until its fate is known.

python -m tests.bench.doubt
"""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kaspi_notifier.domain.message import REALLY_SENT, MessageState
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.options import Options
from kaspi_notifier.simulator import Simulator
from kaspi_notifier.store import Message, Store
from tests.bench.office import data_folder, nothing, shop_settings
from tests.harness.virtual_time import virtual_time

SETTLE = timedelta(seconds=120)
BAR = SETTLE + timedelta(seconds=90)
FAULTS = ("drop_after", "error_500_after", "drop_before", "error_500_before")
"""The first two left the server, the others did not and are sent again."""
_START = datetime(2026, 3, 2, 6, tzinfo=UTC)
_PATIENCE = 3600


def doubts(folder: Path) -> dict[str, timedelta]:
    """For each fault, how long the engine took with its usual settling time."""
    with virtual_time(_START) as (runner, _):
        return runner.run(_in_doubt(folder))


async def _in_doubt(folder: Path) -> dict[str, timedelta]:
    async with Simulator() as simulator:
        simulator.waha.pair()
        # Else an event tells within a moment what left the server.
        simulator.waha.events_muted = True
        settings = shop_settings(
            simulator.addresses(), poll_seconds=60, settle_seconds=int(SETTLE.total_seconds())
        )
        options = Options(kaspi_requests_per_second=None)
        async with (
            data_folder(folder, settings) as (store, db),
            Engine(store, db, on_change=nothing, options=options) as engine,
        ):
            async with asyncio.timeout(_PATIENCE):
                while not engine.statuses[0].kaspi.has_baseline:  # noqa: ASYNC110 - virtual time
                    await asyncio.sleep(1)
            return {fault: await _resolved(simulator, store, db, fault) for fault in FAULTS}


async def _resolved(simulator: Simulator, store: Store, db: DatabaseThread, fault: str) -> timedelta:
    simulator.waha.faults.next("sendText", fault)
    order = simulator.kaspi.add_order(delivery="own_delivery")
    await _when(store, db, order.code, frozenset({MessageState.UNKNOWN}))
    began = datetime.now(UTC)
    await _when(store, db, order.code, REALLY_SENT)
    return datetime.now(UTC) - began


async def _when(store: Store, db: DatabaseThread, code: str, states: frozenset[MessageState]) -> None:
    def state() -> MessageState | None:
        found: list[Message] = store.outbox.of_order(1, code)
        return found[0].state if found else None

    async with asyncio.timeout(_PATIENCE):
        while await db(state) not in states:  # noqa: ASYNC110 - virtual time
            await asyncio.sleep(0.5)


def told(found: dict[str, timedelta]) -> str:
    """One line."""
    parts = (f"{name} {took.total_seconds():.0f} s" for name, took in found.items())
    return f"{', '.join(parts)} (each under {BAR.total_seconds():.0f})"


async def doubt(_folder: Path) -> str:
    """In a process of its own, whose clock runs ahead."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.doubt",
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    out, _ = await process.communicate()
    return out.decode().strip()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(told(doubts(Path(place))))
