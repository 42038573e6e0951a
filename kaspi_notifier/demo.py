"""The demo: Kaspi and WAHA played by the simulator, with settings that show something every few seconds."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from kaspi_notifier.domain.settings import Kaspi, Pickup, Sending, Settings, Shop, Waha
from kaspi_notifier.signals import stop_event
from kaspi_notifier.simulator import Simulator

_log = logging.getLogger(__name__)

SHOP_NAME = "Арман Техно"
_OLDER_ORDERS = 40


@asynccontextmanager
async def demo_servers() -> AsyncIterator[Settings]:
    """Run both servers with a life of their own; gives the settings of a shop that uses them."""
    async with Simulator(orders=_OLDER_ORDERS) as simulator, _life(simulator):
        yield demo_settings(simulator.addresses())


def demo_settings(addresses: dict[str, dict[str, str]]) -> Settings:
    """Settings of the demo's shop: the servers at these addresses, and a pace that can be watched."""
    return Settings(
        shops=(
            Shop(
                name=SHOP_NAME,
                kaspi=Kaspi(poll_seconds=3, **addresses["kaspi"]),
                waha=Waha(**addresses["waha"]),
                sending=Sending(
                    gap_seconds=(2, 4),
                    hourly_limit=None,
                    daily_limit=None,
                    burst_limit=None,
                    warm_up=False,
                    quiet_hours=None,
                    typing=False,
                    settle_seconds=5,
                ),
                pickup=Pickup(
                    address="Алматы, ул. Примерная, 1", hours="10:00-20:00", phone="+7 700 000 00 00"
                ),
            ),
        ),
    )


def serve(*, kaspi_port: int, waha_port: int, orders: int) -> int:
    """Run the servers alone until SIGINT or SIGTERM; the first line on stdout says where they are.

    Raises OSError when a port is taken.
    """
    return asyncio.run(_serve(kaspi_port, waha_port, orders))


async def _serve(kaspi_port: int, waha_port: int, orders: int) -> int:
    with stop_event() as stop:
        async with Simulator(kaspi_port=kaspi_port, waha_port=waha_port, orders=orders) as simulator:
            print(json.dumps(simulator.addresses()), flush=True)  # noqa: T201 - the contract's first line
            async with _life(simulator):
                await stop.wait()
    return 0


@asynccontextmanager
async def _life(simulator: Simulator) -> AsyncIterator[None]:
    life = asyncio.create_task(simulator.demo())
    life.add_done_callback(note_end)
    try:
        yield
    finally:
        life.cancel()
        with suppress(asyncio.CancelledError):
            await life


def note_end(life: asyncio.Task[None]) -> None:
    """Log why the demo's life ended, unless it was told to."""
    if not life.cancelled() and (error := life.exception()) is not None:
        _log.error("the demo's life ended", exc_info=error)
