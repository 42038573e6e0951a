"""A scripted server and a client of it."""

from collections.abc import AsyncIterator

import pytest

from kaspi_notifier.waha import WahaClient
from tests.waha.server import Server, serving


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """A server that answers what the test tells it to."""
    async with serving() as server:
        yield server


@pytest.fixture
async def client(server: Server) -> AsyncIterator[WahaClient]:
    """A client of the scripted server."""
    async with WahaClient(server.settings()) as client:
        yield client
