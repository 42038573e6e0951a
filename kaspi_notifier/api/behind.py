"""What stands behind the API: a store to read, an engine to act through, and who hears of saved settings."""

import asyncio
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kaspi_notifier.domain.settings import Settings
    from kaspi_notifier.engine.database_thread import DatabaseThread
    from kaspi_notifier.engine.engine import Engine
    from kaspi_notifier.store import Store

_PATIENCE = 10.0
"""Seconds that a request waits while the engine is entered anew, as after saved settings."""


class NotRunning(Exception):
    """There is no engine to act through, and none came in time."""


class Behind:
    """Reads go to the store on the database's thread, actions to the engine of now."""

    def __init__(self, store: "Store", db: "DatabaseThread", on_saved: "Callable[[Settings], None]") -> None:
        self.store = store
        self.db = db
        self._on_saved = on_saved
        self._engine: Engine | None = None
        self._is_there = asyncio.Event()

    @contextmanager
    def through(self, engine: "Engine") -> "Iterator[None]":
        """Act through this engine until it is left."""
        self._engine = engine
        self._is_there.set()
        try:
            yield
        finally:
            self._is_there.clear()
            self._engine = None

    async def engine(self) -> "Engine":
        """The engine, waited for while it is being replaced. Raises `NotRunning`."""
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._is_there.wait()
        except TimeoutError:
            raise NotRunning from None
        assert self._engine is not None, "set together with the event"
        return self._engine

    async def save(self, settings: "Settings") -> None:
        """Store new settings and tell whoever runs the engine."""
        await self.db(self.store.settings.save, settings)
        self._on_saved(settings)
