"""The simulator in a process of its own, told what to do by lines of JSON on stdin."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from kaspi_notifier.simulator import Simulator, WahaOptions

# An order's number is never used again, although the simulator forgets orders.
_codes = count(900_000_000)


class Servers:
    """The simulator's process from the outside."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, **command: object) -> Any:
        """Send a command; the answer."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(command).encode() + b"\n")
        await self._process.stdin.drain()
        return json.loads(await self._process.stdout.readline())


@asynccontextmanager
async def servers() -> AsyncIterator[Servers]:
    """A fresh simulator, paired, without orders."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.servers",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=1 << 26,
    )
    try:
        yield Servers(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 26)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with Simulator(waha=WahaOptions()) as simulator:
        simulator.waha.pair()
        while line := await reader.readline():
            print(json.dumps(_obey(simulator, json.loads(line))), flush=True)


def _obey(simulator: Simulator, command: dict[str, Any]) -> object:
    match command:
        case {"add": int(orders)}:
            for _ in range(orders):
                simulator.kaspi.add_order(str(next(_codes)), delivery="own_delivery")
            return len(simulator.kaspi.orders)
        case {"forget": True}:
            simulator.kaspi.forget_orders()
            simulator.kaspi.requests.clear()
            return 0
        case {"bubbles": True}:
            return len(simulator.waha.bubbles)
        case {"sends": True}:
            found = [list(request[:2]) for request in simulator.waha.requests]
            simulator.waha.requests.clear()
            return found
        case _:
            return simulator.addresses()


if __name__ == "__main__":
    asyncio.run(_serve())
