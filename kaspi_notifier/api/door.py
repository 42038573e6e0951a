"""Opens and shuts the API and the webhook receiver as the settings say, while engines come and go."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kaspi_notifier.api.behind import Behind

if TYPE_CHECKING:
    from kaspi_notifier.domain.settings import Api, App, Settings, Webhook
    from kaspi_notifier.engine.database_thread import DatabaseThread
    from kaspi_notifier.engine.engine import Engine
    from kaspi_notifier.store import Store

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
"""The API itself is never reached from another computer."""


class Door:
    """For each engine `async with door.open_to(engine, app)`; at the very end `close`.

    A listener goes on over a change of engines and is opened anew only when its own settings change. It is
    opened beside everything else, and what it is made of is imported in a thread: no start waits for it.
    """

    def __init__(self, store: "Store", db: "DatabaseThread", on_saved: "Callable[[Settings], None]") -> None:
        self._behind = Behind(store, db, on_saved)
        self._stack = AsyncExitStack()
        self._wanted: tuple[Api, Webhook] | None = None
        self._opening: asyncio.Task[None] | None = None
        self.problem: str | None = None
        """Why something that is switched on is not open, in one English sentence."""

    @asynccontextmanager
    async def open_to(self, engine: "Engine", app: "App") -> AsyncIterator[None]:
        """Let other programs act through this engine, as far as the settings let them in at all."""
        if self._wanted != (app.api, app.webhook):
            await self.close()
            self._wanted = (app.api, app.webhook)
            if app.api.enabled or app.webhook.enabled:
                self._opening = asyncio.create_task(self._open(app), name="opening the local API")
        with self._behind.through(engine):
            yield

    async def opened(self) -> None:
        """Wait until everything that is switched on is open, or could not be opened."""
        if self._opening is not None:
            await self._opening

    async def close(self) -> None:
        """Shut everything."""
        opening, self._opening, self._wanted = self._opening, None, None
        if opening is not None:
            opening.cancel()
            await asyncio.wait({opening})
        await self._stack.aclose()
        self.problem = None

    async def _open(self, app: "App") -> None:
        try:
            for made, host, port, connections in await self._made(app):
                from kaspi_notifier.api.server import serving

                await self._stack.enter_async_context(serving(made, host, port, connections=connections))
        except OSError as error:
            self.problem = str(error)
            log.warning("the local API is not open: %s", self.problem)

    async def _made(self, app: "App") -> "list[tuple[Any, str, int, int]]":
        """What is to be served where: application, host, port and the most connections at once."""
        receiver_module = await asyncio.to_thread(import_module, "kaspi_notifier.api.receiver")
        await asyncio.to_thread(import_module, "kaspi_notifier.api.server")
        receiver = receiver_module.Receiver(self._behind)
        listed: list[tuple[Any, str, int, int]] = []
        if app.api.enabled:
            api = await asyncio.to_thread(import_module, "kaspi_notifier.api.application")
            key = await self._behind.db(self._behind.store.settings.api_key)
            made = await asyncio.to_thread(api.application, self._behind, receiver, key)
            listed.append((made, LOOPBACK, app.api.port, 32))
        if app.webhook.enabled:
            listed.append((receiver.app, app.webhook.host, app.webhook.port, 8))
        return listed
