"""The engine alone in a process, on a prepared folder, until it is killed or stdin closes.

    python -m tests.harness.worker FOLDER
    python -m tests.harness.worker FOLDER --nursery [BUG]

The nursery imports everything once and forks an engine for every line it reads, so that a kill storm spends
its time on what it is about; what is forked has opened nothing yet. It answers with the process's number, and
with `dead` when that process has ended.
"""

import asyncio
import gc
import os
import sys
from pathlib import Path

from kaspi_notifier.engine.engine import Engine
from tests.bench.office import QUICK, data_folder, nothing
from tests.harness.planted import planted


async def _work(folder: Path) -> None:
    async with data_folder(folder) as (store, db), Engine(store, db, on_change=nothing, options=QUICK):
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


async def _live(folder: Path) -> None:
    async with data_folder(folder) as (store, db), Engine(store, db, on_change=nothing, options=QUICK):
        await asyncio.Event().wait()


def _nursery(folder: Path) -> None:
    gc.freeze()
    while sys.stdin.readline():
        child = os.fork()
        if child == 0:
            # What the engine logs would fill the pipe of the answers.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            asyncio.run(_live(folder))
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("dead", flush=True)


if __name__ == "__main__":
    where = Path(sys.argv[1])
    if "--nursery" in sys.argv:
        with planted(sys.argv[3] if len(sys.argv) > 3 else ""):
            _nursery(where)
    else:
        asyncio.run(_work(where))
