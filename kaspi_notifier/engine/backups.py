"""Writing everything into one file while the program works: nothing else has to wait for it for long."""

import asyncio
from datetime import datetime
from pathlib import Path

from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.store import Store, backup


async def back_up(
    store: Store,
    db: DatabaseThread,
    target: Path,
    password: str | None,
    now: datetime,
    progress: backup.Progress | None = None,
) -> None:
    """Write everything into one file; with a password also the token and the key, and all of it sealed.

    Only the copying is done on the database's thread. `progress` is called on other threads and may raise to
    stop. Raises `StoreError` and OSError; a file that was there stays as it was then.
    """
    with backup.scratch(store.path.parent) as folder:
        parts = await db(
            backup.collect, store, folder, now, with_secrets=password is not None, progress=progress
        )
        await asyncio.to_thread(backup.pack, parts, folder, target, password, progress)
