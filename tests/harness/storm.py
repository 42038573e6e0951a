"""The kill storm: the program is killed again and again while orders arrive; the buyers are counted.

    python -m tests.harness.storm [--orders 10000] [--kills 100] [--seed 1]

The truth is what buyers got in the simulator, not what the program's file says. The server refuses,
drops, holds and loses answers meanwhile. Exit code 1 if a message was lost or doubled.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kaspi_notifier.domain.message import REALLY_SENT, MessageState
from kaspi_notifier.simulator import Simulator, WahaOptions
from kaspi_notifier.store import Message, Store
from tests.bench.office import open_store, shop_settings

RATES = {
    "refuse_422": 0.001,
    "drop_before": 0.02,
    "drop_after": 0.03,
    "hold": 0.05,
    "error_500_after": 0.02,
    "error_500_before": 0.01,
    "reply_garbage": 0.01,
}
_PATIENCE = 600.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What the storm left behind."""

    orders: int
    kills: int
    bubbles: int
    lost: int
    doubled: int
    asked: int
    wrongly_sent: int
    repeated_sends: int
    seconds: float

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, doubled or called sent without being so."""
        return self.lost == self.doubled == self.wrongly_sent == 0

    def __str__(self) -> str:
        return (
            f"{self.orders} orders, {self.kills} kills, {self.seconds:.0f} s: {self.lost} lost, "
            f"{self.doubled} doubled, {self.wrongly_sent} called sent that were not, {self.asked} asked of "
            f"the person, {self.bubbles} bubbles, {self.repeated_sends} repeats under the same id"
        )


async def storm(folder: Path, *, orders: int, kills: int, seed: int, waha: WahaOptions) -> Verdict:
    """Run the storm in a folder and judge what buyers got."""
    began = time.monotonic()
    dice = random.Random(seed)
    async with Simulator(seed=seed, waha=waha) as simulator:
        simulator.waha.pair()
        store = open_store(folder, shop_settings(simulator.addresses(), poll_seconds=5))
        await _until_baseline(folder, store)
        simulator.waha.faults.rates = dict(RATES)
        for number in range(kills):
            while len(simulator.kaspi.orders) < orders * (number + 1) // kills:
                simulator.kaspi.add_order(delivery="own_delivery")
            await _life(folder, dice.uniform(0.5, 2.5))
        await _to_the_end(folder, store, orders)
        verdict = _judge(simulator, store, kills=kills, seconds=time.monotonic() - began)
        store.close()
        return verdict


async def _start(folder: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.harness.worker",
        str(folder),
        stdin=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def _life(folder: Path, seconds: float) -> None:
    worker = await _start(folder)
    await asyncio.sleep(seconds)
    worker.kill()
    await worker.wait()


async def _until_baseline(folder: Path, store: Store) -> None:
    worker = await _start(folder)
    async with asyncio.timeout(_PATIENCE):
        while store.settings.shops()[0].baseline_at is None:  # noqa: ASYNC110 - another process sets it
            await asyncio.sleep(0.05)
    worker.kill()
    await worker.wait()


async def _to_the_end(folder: Path, store: Store, orders: int) -> None:
    """Let the program run undisturbed until no message waits for anything but a person."""
    worker = await _start(folder)
    async with asyncio.timeout(_PATIENCE):
        while not _is_done(store, orders):  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.2)
    worker.kill()
    await worker.wait()


def _is_done(store: Store, orders: int) -> bool:
    counts = store.outbox.counts(1)
    waiting = (MessageState.QUEUED, MessageState.SENDING, MessageState.UNKNOWN)
    return store.orders.count(1) >= orders and not any(counts[state] for state in waiting)


def _rows(store: Store) -> dict[str, Message]:
    ids = store.reports.message_ids(1)
    return {message.order_code: message for message in store.reports.messages(ids)}


def _judge(simulator: Simulator, store: Store, *, kills: int, seconds: float) -> Verdict:
    rows = _rows(store)
    got = Counter(bubble.text.rsplit(" ", 1)[1] for bubble in simulator.waha.bubbles)
    asked = {code for code, row in rows.items() if row.state is MessageState.NEEDS_DECISION}
    sent = {code for code, row in rows.items() if row.state in REALLY_SENT}
    return Verdict(
        orders=len(simulator.kaspi.orders),
        kills=kills,
        bubbles=sum(got.values()),
        lost=sum(got[code] == 0 and code not in asked for code in simulator.kaspi.orders),
        doubled=sum(count > 1 for count in got.values()),
        asked=len(asked),
        wrongly_sent=sum(got[code] == 0 for code in sent),
        repeated_sends=sum(bubble.deliveries - 1 for bubble in simulator.waha.bubbles),
        seconds=seconds,
    )


def main() -> int:
    """Parse the command line, run, print the verdict."""
    # A killed client is what this is about; the server need not report each.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    parser = argparse.ArgumentParser(description="kill storm")
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="GOWS")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        verdict = asyncio.run(
            storm(
                Path(folder),
                orders=chosen.orders,
                kills=chosen.kills,
                seed=chosen.seed,
                waha=WahaOptions(engine=chosen.engine),
            )
        )
    print(f"seed {chosen.seed}, {chosen.engine}: {verdict}")
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    raise SystemExit(main())
