"""The kill storm: the program is killed again and again while orders arrive; the buyers are counted.

    python -m tests.harness.storm [--orders 10000] [--kills 500] [--seed 1] [--engine GOWS] [--tier 1]

The truth is what buyers got in the simulator, not what the program's file says. The server refuses,
drops, holds and loses answers meanwhile. Exit code 1 if a message was lost or doubled.
"""

import argparse
import asyncio
import logging
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.simulator import Simulator, WahaOptions
from kaspi_notifier.store import Store
from tests.bench.office import open_store, shop_settings
from tests.harness.report import finish, table
from tests.harness.verdict import Judge, Verdict

RATES = {
    "refuse_422": 0.002,
    "drop_before": 0.01,
    "drop_after": 0.05,
    "hold": 0.03,
    "error_500_after": 0.03,
    "error_500_before": 0.005,
    "reply_garbage": 0.01,
}
_OLD_ORDERS = 20
_IN_THE_WINDOW = 300
# Seconds.
_PATIENCE = 300.0
_SHORTEST_LIFE_SPAN, _LONGEST_LIFE_SPAN = 1.0, 8.0
# Longer than an engine needs to come up again, shorter than the settling time.
_LONG_HOLD = 0.8


def server(engine: str, tier: int) -> WahaOptions:
    """A WAHA of this engine as far as it can be told what became of a message."""
    match tier:
        case 1:
            return WahaOptions(engine=engine)
        case 2:
            return WahaOptions(engine=engine, honours_ids=False)
        case _:
            return WahaOptions(engine=engine, honours_ids=False, has_store=False)


class Nursery:
    """Processes of the engine, one at a time, each to be killed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._child = 0

    async def start(self) -> None:
        """Let an engine begin."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        self._child = int(await self._line())

    async def kill(self) -> None:
        """SIGKILL; come back when it is dead."""
        os.kill(self._child, signal.SIGKILL)
        assert await self._line() == b"dead\n"

    async def _line(self) -> bytes:
        assert self._process.stdout is not None
        return await self._process.stdout.readline()


@asynccontextmanager
async def nursery(folder: Path, bug: str) -> AsyncIterator[Nursery]:
    """A nursery on a prepared folder; `bug` is the name of a planted one."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.harness.worker", str(folder), "--nursery", bug),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Nursery(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


class Storm:
    """One storm over a folder."""

    def __init__(
        self, simulator: Simulator, store: Store, engines: Nursery, *, seed: int, standstill: float
    ) -> None:
        self._simulator = simulator
        self._store = store
        self._engines = engines
        self._dice = random.Random(seed)
        self._standstill = standstill
        self._number = 0
        self._span = _SHORTEST_LIFE_SPAN
        """Within this an engine is killed. A busy computer needs longer to come up and send anything."""
        self.judge = Judge(simulator, store)

    async def run(self, *, orders: int, kills: int) -> Verdict:
        """Baseline, storm, calm; then the verdict."""
        began = time.monotonic()
        self._add(_OLD_ORDERS)
        self.judge.old_orders()
        await self._until_baseline()
        self._simulator.waha.faults.rates = dict(RATES)
        for number in range(kills):
            self._add(_OLD_ORDERS + orders * (number + 1) // kills - self._number)
            await self._life()
            self._leave_the_window()
        self._simulator.waha.faults.rates = {}
        await self._to_the_end()
        return self.judge.verdict(kills=kills, seconds=time.monotonic() - began)

    def _add(self, count: int) -> None:
        for _ in range(count):
            self._number += 1
            code = str(500_000_000 + self._number)
            phone = f"7000{self._number:06d}"
            self._simulator.kaspi.add_order(code, delivery="own_delivery", phone=phone)
            self.judge.expects(code)

    def _leave_the_window(self) -> None:
        """What was sent and is older than some hundreds of others is no longer read again at every start."""
        done = self.judge.arrived()
        old = list(self._simulator.kaspi.orders)[:-_IN_THE_WINDOW]
        self._simulator.kaspi.forget_orders([code for code in old if code in done])

    async def _life(self) -> None:
        """Kills come at any moment, within a moment of a message's arrival, or while the server holds one."""
        await self._engines.start()
        how = self._dice.random()
        if how < 0.5:
            await asyncio.sleep(self._dice.uniform(0.05, self._span))
        else:
            if how < 0.65:
                self._simulator.waha.faults.next("sendText", "hold", seconds=_LONG_HOLD)
            await self._sends(self._dice.randint(1, 40) if how >= 0.65 else 1)
            await asyncio.sleep(self._dice.uniform(0.0, 0.006))
        await self._engines.kill()
        self.judge.killed()

    async def _sends(self, count: int) -> None:
        sends = self._simulator.waha.sends
        before, deadline = len(sends), time.monotonic() + self._span
        while len(sends) < before + count and time.monotonic() < deadline:  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0.001)
        factor = 1.25 if len(sends) == before else 0.95
        self._span = min(max(self._span * factor, _SHORTEST_LIFE_SPAN), _LONGEST_LIFE_SPAN)

    async def _until_baseline(self) -> None:
        await self._engines.start()
        async with asyncio.timeout(_PATIENCE):
            while self._store.settings.shops()[0].baseline_at is None:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)
        await self._engines.kill()

    async def _to_the_end(self) -> None:
        """Let the program run undisturbed until no message waits for anything but a person, or none moves."""
        await self._engines.start()
        last, since = self._waiting(), time.monotonic()
        while last and time.monotonic() - since < self._standstill:
            await asyncio.sleep(0.2)
            now = self._waiting()
            if now != last:
                last, since = now, time.monotonic()
        await self._engines.kill()

    def _waiting(self) -> int:
        counts = self._store.outbox.counts(1)
        states = (MessageState.QUEUED, MessageState.SENDING, MessageState.UNKNOWN)
        return self._number - self._store.orders.count(1) + sum(counts[state] for state in states)


async def storm(
    folder: Path,
    *,
    orders: int,
    kills: int,
    seed: int,
    waha: WahaOptions,
    bug: str = "",
    standstill: float = 60.0,
) -> Verdict:
    """Run the storm in a folder and judge what buyers got; it ends when nothing moves for `standstill` s."""
    async with Simulator(seed=seed, waha=waha) as simulator:
        simulator.waha.pair()
        store = open_store(folder, shop_settings(simulator.addresses(), poll_seconds=5))
        try:
            async with nursery(folder, bug) as engines:
                run = Storm(simulator, store, engines, seed=seed, standstill=standstill)
                return await run.run(orders=orders, kills=kills)
        finally:
            store.close()


def main() -> int:
    """Parse the command line, run, print the verdict."""
    # A killed client is what this is about; the server need not report each.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    parser = argparse.ArgumentParser(description="kill storm")
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tier", type=int, default=1, choices=(1, 2, 3))
    parser.add_argument(
        "--engine", choices=("GOWS", "NOWEB", "WEBJS", "WPP"), help="else one fit for the tier"
    )
    parser.add_argument("--standstill", type=float, default=60.0, help="seconds until it counts as stuck")
    parser.add_argument("--planted", default="")
    chosen = parser.parse_args()
    chosen.engine = chosen.engine or {1: "GOWS", 2: "WEBJS", 3: "NOWEB"}[chosen.tier]
    if chosen.tier == 1 and chosen.engine not in ("GOWS", "NOWEB"):
        parser.error("tier 1 needs an engine that takes ids: GOWS or NOWEB")
    with tempfile.TemporaryDirectory() as folder:
        verdict = asyncio.run(
            storm(
                Path(folder),
                orders=chosen.orders,
                kills=chosen.kills,
                seed=chosen.seed,
                waha=server(chosen.engine, chosen.tier),
                bug=chosen.planted,
                standstill=chosen.standstill,
            )
        )
    head = f"storm, seed {chosen.seed}, {chosen.engine}, tier {chosen.tier}"
    print(table((head, ""), verdict.rows()))
    result: dict[str, object] = {
        "ok": verdict.is_good(chosen.tier),
        "seed": chosen.seed,
        "engine": chosen.engine,
        "tier": chosen.tier,
        "planted": chosen.planted or None,
        **verdict.figures(),
    }
    name = f"storm-{chosen.planted or chosen.engine}-{chosen.tier}-{chosen.seed}"
    return finish("storm", name, result)


if __name__ == "__main__":
    raise SystemExit(main())
