"""What the local API adds to a start: until the engine runs, and until the window is shown."""

import asyncio
import os
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from kaspi_notifier.domain.settings import Api, App
from tests.bench.delivery import start_window
from tests.bench.office import data_folder

_TURNS = 9
_WINDOW_TURNS = 5
_PROGRAM = """
import asyncio, sys, time
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
                print(time.process_time(), flush=True)
            else:
                async with door.open_to(engine, settings.app):
                    print(time.process_time(), flush=True)
                await door.close()

asyncio.run(main())
"""


async def api_start(folder: Path) -> str:
    """The quickest start of several, turn and turn about: what disturbs a start only makes it longer.

    The engine's is processor time, which says most on a busy machine too; the window's is by the clock.
    """
    kinds = ("floor", "off", "on")
    for kind in kinds:
        (folder / kind).mkdir()
        await _prepare(folder / kind, is_on=kind == "on")
    engine = await _quickest(_TURNS, kinds, lambda kind: _one(folder / kind, kind))
    window = await _quickest(_WINDOW_TURNS, ("off", "on"), lambda kind: _window(folder / kind))
    return (
        f"engine runs (processor time): without the door {engine['floor']:.3f} s,"
        f" off {_share(engine, 'off', 'floor')}, on {_share(engine, 'on', 'floor')};"
        f" window is shown: off {window['off']:.3f} s,"
        f" on {_share(window, 'on', 'off')} (at most 10 % longer on, nothing off)"
    )


def _share(found: dict[str, float], kind: str, base: str) -> str:
    return f"{found[kind]:.3f} s ({100 * (found[kind] / found[base] - 1):+.1f} %)"


async def _quickest(
    turns: int, kinds: Sequence[str], start: Callable[[str], Awaitable[float]]
) -> dict[str, float]:
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for turn in range(turns + 1):
        # Each comes first as often as the others.
        for place in range(len(kinds)):
            kind = kinds[(turn + place) % len(kinds)]
            took = await start(kind)
            if turn:  # the first fills the disk's cache
                times[kind].append(took)
    return {kind: min(found) for kind, found in times.items()}


async def _window(folder: Path) -> float:
    (folder / "logs/kaspi-notifier.log").unlink(missing_ok=True)
    return await asyncio.to_thread(start_window, [sys.executable, "-m", "kaspi_notifier"], folder)


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
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _PROGRAM, str(folder), kind, stdout=asyncio.subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    line = await process.stdout.readline()
    await process.wait()
    assert line.strip(), "the program did not start"
    return float(line)
