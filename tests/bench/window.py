"""The window against a bare window of Qt: time to the first paint, to a running engine, memory, idleness."""

import asyncio
import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from kaspi_notifier.engine.options import utc_now
from kaspi_notifier.engine.poll import record
from tests.bench import flat
from tests.bench.office import shop_on, shop_settings
from tests.bench.servers import servers

MESSAGES = 100_000
IDLE_SECONDS = 200.0
"""Long enough for a poll to fall into it, which is made every three minutes."""
_RUNS = 9
_SETTLE = 4.0
# As an installed program runs: with its byte code on disk, which the first start of all writes.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
PAINT_BAR, RUNNING_BAR, MEMORY_BAR, IDLE_BAR = 1.4, 2.5, 1.6, 0.1


class Worker:
    """One window's process from the outside."""

    def __init__(self, process: asyncio.subprocess.Process, began: float) -> None:
        self.process = process
        self._began = began

    async def heard(self, what: str) -> float:
        """Milliseconds from the start of the process until it said this."""
        assert self.process.stdout is not None
        async with asyncio.timeout(60):
            while line := await self.process.stdout.readline():
                told = json.loads(line)
                if told["what"] == what:
                    return float(told["at"] - self._began) * 1000
        raise RuntimeError("the window ended by itself")

    async def tell(self, word: str) -> None:
        """Let the window do this."""
        assert self.process.stdin is not None
        self.process.stdin.write(word.encode() + b"\n")
        await self.process.stdin.drain()

    @property
    def megabytes(self) -> float:
        """The memory it holds."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20

    @property
    def seconds(self) -> float:
        """The time of a core it has used."""
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)


@asynccontextmanager
async def window(*arguments: str) -> AsyncIterator[Worker]:
    """A window's process, ended at the end."""
    began = time.time()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.window_worker",
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=_ENVIRONMENT,
    )
    try:
        yield Worker(process, began)
    finally:
        process.kill()
        await process.wait()


async def start(folder: Path) -> str:
    """Medians of nine starts each, one after the other in turn."""
    async with prepared(folder, rows=0) as data:
        bare, paint, running = [], [], []
        await _warm_up(data)
        for _ in range(_RUNS):
            async with window("bare") as floor:
                bare.append(await floor.heard("painted"))
            async with window("program", str(data)) as ours:
                paint.append(await ours.heard("painted"))
                running.append(await ours.heard("running"))
    floor_ms, paint_ms, running_ms = map(statistics.median, (bare, paint, running))
    return (
        f"first paint {paint_ms:.0f} ms, bare window {floor_ms:.0f} ms, ratio {paint_ms / floor_ms:.2f}"
        f" (at most {PAINT_BAR}); engine running {running_ms:.0f} ms, ratio {running_ms / floor_ms:.2f}"
        f" (at most {RUNNING_BAR})"
    )


async def _warm_up(data: Path) -> None:
    async with window("bare") as floor, window("program", str(data)) as ours:
        await floor.heard("painted")
        await ours.heard("running")


async def size(folder: Path) -> str:
    """Memory with the log of 100,000 messages shown, and hidden in the tray."""
    async with prepared(folder, rows=MESSAGES) as data:
        await _warm_up(data)
        async with window("bare") as floor:
            await floor.heard("painted")
            await asyncio.sleep(_SETTLE)
            bare = floor.megabytes
        shown, hidden = await _sizes(data)
    return (
        f"{shown:.0f} MB with {MESSAGES:,} messages shown, bare window {bare:.0f} MB, ratio"
        f" {shown / bare:.2f} (at most {MEMORY_BAR}); hidden {hidden:.0f} MB"
    )


async def _sizes(data: Path) -> tuple[float, float]:
    async with window("program", str(data)) as ours:
        await ours.heard("running")
        await ours.tell("page")
        await asyncio.sleep(_SETTLE)
        shown = ours.megabytes
        await ours.tell("hide")
        await asyncio.sleep(_SETTLE)
        return shown, ours.megabytes


async def idle(folder: Path) -> str:
    """The share of a core that the hidden program takes while it polls every three minutes."""
    async with prepared(folder, rows=0) as data, window("program", str(data)) as ours:
        await ours.heard("running")
        await ours.tell("hide")
        await asyncio.sleep(_SETTLE)
        before = ours.seconds
        await asyncio.sleep(IDLE_SECONDS)
        percent = (ours.seconds - before) / IDLE_SECONDS * 100
    return f"{percent:.2f} % of a core over {IDLE_SECONDS:.0f} s in the tray (under {IDLE_BAR} %)"


@asynccontextmanager
async def prepared(folder: Path, *, rows: int) -> AsyncIterator[Path]:
    """A data folder of the program with so many messages, and servers for its engine."""
    async with servers() as simulator:
        settings = shop_settings(await simulator.ask(), poll_seconds=180)
        async with shop_on(folder, settings) as context:
            await context.db(context.store.settings.set_baseline, context.shop_id, utc_now())
            await record(context, [flat.EXAMPLE])
        if rows:
            flat.fill(folder, rows)
        shutil.move(folder / "shop.db", folder / "kaspi-notifier.db")
        yield folder
