"""A running simulator with a paired session, and clients of both servers."""

from collections.abc import AsyncIterator

import httpx
import pytest

from kaspi_notifier.simulator import Simulator
from tests.simulator.clients import kaspi_client, waha_client


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """GOWS, newest version, paired."""
    async with Simulator() as simulator:
        simulator.waha.pair()
        yield simulator


@pytest.fixture
async def kaspi(simulator: Simulator) -> AsyncIterator[httpx.AsyncClient]:
    """A client of Kaspi."""
    async with kaspi_client(simulator) as client:
        yield client


@pytest.fixture
async def waha(simulator: Simulator) -> AsyncIterator[httpx.AsyncClient]:
    """A client of WAHA."""
    async with waha_client(simulator) as client:
        yield client
