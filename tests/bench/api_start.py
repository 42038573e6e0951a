"""What the local API adds to the time from the beginning of a process until its engine runs."""

import asyncio
import os
import socket
import statistics
import sys
import time
from pathlib import Path

from kaspi_notifier.domain.settings import Api, App
from tests.bench.office import data_folder

_TURNS = 7
_PROGRAM = """
import asyncio, sys
from pathlib import Path
from kaspi_notifier.datafolder import DataFolder
from kaspi_notifier.engine.engine import Engine

async def main():
    async with DataFolder(Path(sys.argv[1])) as data:
        settings = await data.db(data.store.settings.load)
        if sys.argv[2] != "floor":
            from kaspi_notifier.api.door import Door
            door = Door(data.store, data.db, lambda _: None)
        async with Engine(data.store, data.db, on_change=lambda _: None) as engine:
            if sys.argv[2] == "floor":
                print("ready", flush=True)
            else:
                async with door.open_to(engine, settings.app):
                    print("ready", flush=True)
                await door.close()

asyncio.run(main())
"""


async def api_start(folder: Path) -> str:
    """Seconds of a start, the median of several turns taken one after the other."""
    times: dict[str, list[float]] = {"floor": [], "off": [], "on": []}
    for kind in times:
        (folder / kind).mkdir()
        await _prepare(folder / kind, is_on=kind == "on")
    for _ in range(_TURNS):
        for kind, found in times.items():
            found.append(await _one(folder / kind, kind))
    middle = {kind: statistics.median(found) for kind, found in times.items()}
    shares = {kind: 100 * (middle[kind] / middle["floor"] - 1) for kind in ("off", "on")}
    return (
        f"without the door {middle['floor']:.3f} s, off {middle['off']:.3f} s ({shares['off']:+.1f} %), "
        f"on {middle['on']:.3f} s ({shares['on']:+.1f} %)"
    )


async def _prepare(folder: Path, *, is_on: bool) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    async with data_folder(folder) as (store, db):
        settings = await db(store.settings.load)
        from msgspec.structs import replace

        await db(store.settings.save, replace(settings, app=App(api=Api(enabled=is_on, port=port))))


async def _one(folder: Path, kind: str) -> float:
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _PROGRAM, str(folder), kind, stdout=asyncio.subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    line = await process.stdout.readline()
    took = time.perf_counter() - begun
    await process.wait()
    assert line.strip() == b"ready", "the program did not start"
    return took
