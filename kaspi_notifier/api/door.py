"""Opens and shuts the API and the webhook receiver as the settings say, while engines come and go."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

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

    A listener goes on over a change of engines and is opened anew only when its own settings change.
    FastAPI and uvicorn are imported when something is to be opened, and not before.
    """

    def __init__(self, store: "Store", db: "DatabaseThread", on_saved: "Callable[[Settings], None]") -> None:
        self._behind = Behind(store, db, on_saved)
        self._stack = AsyncExitStack()
        self._opened: tuple[Api, Webhook] | None = None
        self.problem: str | None = None
        """Why something that is switched on is not open, in one English sentence."""

    async def close(self) -> None:
        """Shut everything."""
        await self._stack.aclose()

    @asynccontextmanager
    async def open_to(self, engine: "Engine", app: "App") -> AsyncIterator[None]:
        """Let other programs act through this engine, as far as the settings let them in at all."""
        if self._opened != (app.api, app.webhook):
            await self._stack.aclose()
            self.problem = None
            await self._open(app)
            self._opened = (app.api, app.webhook)
        with self._behind.through(engine):
            yield

    async def _open(self, app: "App") -> None:
        if not (app.api.enabled or app.webhook.enabled):
            return
        from kaspi_notifier.api.receiver import Receiver
        from kaspi_notifier.api.server import PortTaken, serving

        receiver = Receiver(self._behind)
        try:
            if app.api.enabled:
                from kaspi_notifier.api.application import application

                key = await self._behind.db(self._behind.store.settings.api_key)
                made = application(self._behind, receiver, key)
                await self._stack.enter_async_context(serving(made, LOOPBACK, app.api.port, connections=32))
            if app.webhook.enabled:
                hook = app.webhook
                await self._stack.enter_async_context(
                    serving(receiver.app, hook.host, hook.port, connections=8)
                )
        except PortTaken as taken:
            self.problem = f"port {taken.port} is taken by another program"
            log.warning("the local API is not open: %s", self.problem)
