"""The engine in a process that kills itself at a named step; a part of the crash tests."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.options import Options, Step, utc_now
from kaspi_notifier.engine.status import Change
from kaspi_notifier.store import FileSecrets, Store


def _nothing(_: Change) -> None:
    return


async def _live(folder: Path, last: str) -> None:
    def reached(step: Step) -> None:
        if step.value == last:
            os.kill(os.getpid(), signal.SIGKILL)

    options = Options(reached=reached, kaspi_requests_per_second=None)
    async with DatabaseThread() as db:
        secrets = FileSecrets(folder / "secrets.json")
        store = await db(Store.open, folder / "shop.db", secrets, utc_now())
        async with Engine(store, db, on_change=_nothing, options=options):
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_live(Path(sys.argv[1]), sys.argv[2]))
