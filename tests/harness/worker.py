"""The engine alone in a process, on a prepared folder, until it is killed or stdin closes."""

import asyncio
import sys
from pathlib import Path

from kaspi_notifier.engine.engine import Engine
from tests.bench.office import QUICK, data_folder, nothing


async def _work(folder: Path) -> None:
    async with data_folder(folder) as (store, db), Engine(store, db, on_change=nothing, options=QUICK):
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_work(Path(sys.argv[1])))
