"""Seconds from a start, from a sleep and from a lost network to orders that are read again."""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.bench.servers import servers

ASLEEP = 36.0
"""Longer than a slow computer can be mistaken for one that sleeps."""
CUT_OFF = 45.0
"""Long enough for the program to ask again only every few minutes by itself."""
BARS = {"start": 3.0, "wake": 20.0, "network": 15.0}


class Program:
    """`kaspi-notifier run` as a process; its lines are read as they come."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def until(self, condition: Callable[[dict[str, Any]], bool]) -> float:
        """The moment at which a line like this came."""
        assert self.process.stdout is not None
        async with asyncio.timeout(180):
            while not condition(json.loads(await self.process.stdout.readline())):
                pass
        return time.perf_counter()


class Cable:
    """A forwarder to one address that can be pulled out."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._there = (str(parts.hostname), int(parts.port or 80))
        self._server: asyncio.Server | None = None
        self._port = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def plug(self) -> int:
        """Let everything through; the port on this side."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self._port)
        self._port = int(self._server.sockets[0].getsockname()[1])
        return self._port

    async def pull(self) -> None:
        """Nothing goes through any more."""
        assert self._server is not None
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _carry(self, here: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        there, onward = await asyncio.open_connection(*self._there)
        try:
            # Pulling it out is no fault of the forwarder.
            with suppress(asyncio.CancelledError, OSError):
                await asyncio.gather(_pour(here, onward), _pour(there, back))
        finally:
            for writer in (onward, back):
                writer.close()
            self._tasks.discard(task)


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        target.write(data)
        await target.drain()
    target.close()


async def coming_back(folder: Path) -> str:
    """One line: each time against its bar."""
    figures = await times(folder)
    return ", ".join(f"{name} {figures[name]:.1f} s (under {bar:.0f})" for name, bar in BARS.items())


async def times(folder: Path) -> dict[str, float]:
    """Three times in the life of a real process, in seconds."""
    async with servers() as simulator:
        addresses = await simulator.ask()
        cable = Cable(addresses["kaspi"]["base_url"])
        port = await cable.plug()
        path = urlsplit(addresses["kaspi"]["base_url"]).path
        addresses["kaspi"]["base_url"] = f"http://127.0.0.1:{port}{path}"
        await _set_up(folder, addresses, poll_seconds=900)
        await _compiled(folder)
        began = time.perf_counter()
        async with _running(folder) as program:
            start = await program.until(_is_ready) - began
            wake = await _sleep(program, simulator)
        await _set_up(folder, addresses, poll_seconds=1)
        async with _running(folder) as program:
            await program.until(_is_ready)
            await cable.pull()
            await program.until(lambda line: line.get("kaspi") == "unreachable")
            await asyncio.sleep(CUT_OFF)
            back = time.perf_counter()
            await cable.plug()
            network = await program.until(_is_ready) - back
        await cable.pull()
    return {"start": start, "wake": wake, "network": network}


def _is_ready(line: dict[str, Any]) -> bool:
    return line["kind"] == "status" and line["kaspi"] is line["session"] is None and line["wait"] != "kaspi"


async def _sleep(program: Program, simulator: Any) -> float:
    os.kill(program.process.pid, signal.SIGSTOP)
    await asyncio.sleep(ASLEEP)
    await simulator.ask(add=1)
    woke = time.perf_counter()
    os.kill(program.process.pid, signal.SIGCONT)
    # Without orders it said so at its start.
    return await program.until(lambda line: line["kind"] == "order_count" and line["count"] > 0) - woke


async def _set_up(folder: Path, addresses: dict[str, Any], *, poll_seconds: int) -> None:
    pace = {"gap_seconds": [0, 0], "quiet_hours": None, "warm_up": False, "typing": False}
    shop = {
        "name": "Арман Техно",
        "kaspi": {**addresses["kaspi"], "poll_seconds": poll_seconds},
        "waha": addresses["waha"],
        "sending": pace,
    }
    target = folder / "settings.json"
    target.write_text(json.dumps({"shops": [shop]}))
    process = await _start(folder, "settings", "import", str(target))
    await process.communicate()


@asynccontextmanager
async def _running(folder: Path) -> AsyncIterator[Program]:
    process = await _start(folder, "run")
    try:
        yield Program(process)
    finally:
        process.terminate()
        await process.communicate()


async def _start(folder: Path, *command: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "kaspi_notifier",
        "--data-dir",
        str(folder / "data"),
        *command,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=_environment(folder),
    )


def _environment(folder: Path) -> dict[str, str]:
    """An installed program has its bytecode, whatever this checkout has."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **inherited,
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


async def _compiled(folder: Path) -> None:
    """Make the bytecode of everything that a start reads."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import kaspi_notifier.headless, keyring", env=_environment(folder)
    )
    await process.communicate()
