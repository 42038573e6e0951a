"""The memory of the engine's process after 100,000 orders against its start."""

import asyncio
import sys
from pathlib import Path

import psutil

from tests.bench.office import open_store, shop_settings
from tests.bench.servers import servers

ORDERS = 100_000
BAR = 30
_AT_ONCE = 5_000


async def memory(folder: Path) -> str:
    """Orders come in twenty waves; each has left Kaspi's window before the next."""
    async with servers() as simulator:
        addresses = await simulator.ask()
        store = open_store(folder, shop_settings(addresses, enabled=False))
        worker = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.harness.worker", str(folder), stdin=asyncio.subprocess.PIPE
        )
        process = psutil.Process(worker.pid)
        async with asyncio.timeout(600):
            while store.settings.shops()[0].baseline_at is None:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.1)
            start = highest = process.memory_info().rss
            for count in range(_AT_ONCE, ORDERS + 1, _AT_ONCE):
                await simulator.ask(forget=True)
                await simulator.ask(add=_AT_ONCE)
                while store.orders.count(1) < count:  # noqa: ASYNC110 - another process
                    await asyncio.sleep(0.1)
                highest = max(highest, process.memory_info().rss)
        last = process.memory_info().rss
        worker.kill()
        await worker.wait()
        store.close()
    grown = (last - start) / 2**20
    return (
        f"{start / 2**20:.0f} MB at the start, {last / 2**20:.0f} MB after {ORDERS:,}, "
        f"grown by {grown:.0f} MB (at most {BAR}), highest {highest / 2**20:.0f} MB"
    )
