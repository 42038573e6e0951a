"""A running engine with its API open on loopback, over real HTTP."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from kaspi_notifier.api.application import application
from kaspi_notifier.api.behind import Behind
from kaspi_notifier.api.receiver import Receiver
from kaspi_notifier.api.server import serving
from kaspi_notifier.domain.settings import Settings
from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.simulator import Simulator
from tests.engine.desk import until
from tests.engine.test_engine import Office, running

KEY = "key-of-the-tests"


@dataclass(kw_only=True)
class Place:
    """What a test of the API has at hand. `client` has the key."""

    simulator: Simulator
    office: Office
    engine: Engine
    behind: Behind
    url: str
    client: httpx.AsyncClient
    saved: list[Settings] = field(default_factory=list)

    @property
    def shop_id(self) -> int:
        """The only shop."""
        return self.engine.statuses[0].shop_id


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Place]:
    """One shop, connected and past its baseline, and the API in front of it."""
    async with AsyncExitStack() as stack:
        simulator, office, engine = await stack.enter_async_context(running(path))
        saved: list[Settings] = []
        behind = Behind(office.store, office.db, saved.append)
        stack.enter_context(behind.through(engine))
        app = application(behind, Receiver(behind), KEY)
        port = await stack.enter_async_context(serving(app, "127.0.0.1", 0, connections=32))
        url = f"http://127.0.0.1:{port}"
        client = httpx.AsyncClient(
            base_url=f"{url}/waha", headers={"Authorization": f"Bearer {KEY}"}, trust_env=False
        )
        await stack.enter_async_context(client)
        await until(lambda: engine.statuses[0].session.problem is None)
        yield Place(
            simulator=simulator,
            office=office,
            engine=engine,
            behind=behind,
            url=url,
            client=client,
            saved=saved,
        )
