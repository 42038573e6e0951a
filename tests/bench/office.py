"""A data folder with an engine's settings for benchmarks and the storm: no pause, no limits."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import Kaspi, Sending, Settings, Shop, Waha
from kaspi_notifier.domain.template import Template
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.options import Options, utc_now
from kaspi_notifier.engine.status import Change
from kaspi_notifier.kaspi import KaspiClient
from kaspi_notifier.store import FileSecrets, Store
from kaspi_notifier.waha import WahaClient

UNPACED = Sending(
    gap_seconds=(0, 0),
    hourly_limit=None,
    daily_limit=None,
    warm_up=False,
    quiet_hours=None,
    typing=False,
    settle_seconds=1,
    burst_limit=None,
)
QUICK = Options(kaspi_requests_per_second=None)
TEMPLATE = Template(name="new", event=Event.NEW_ORDER, text="{shop_name}: {order_num}")


def shop_settings(addresses: dict[str, Any], *, poll_seconds: int = 1, **sending: object) -> Settings:
    """Settings of one shop on the simulator's addresses."""
    return Settings(
        shops=(
            Shop(
                name="Арман Техно",
                kaspi=Kaspi(poll_seconds=poll_seconds, **addresses["kaspi"]),
                waha=Waha(**addresses["waha"]),
                sending=msgspec.structs.replace(UNPACED, **sending),
            ),
        )
    )


def open_store(folder: Path, settings: Settings | None = None) -> Store:
    """The store in a folder; `settings` are written into a new one."""
    store = Store.open(folder / "shop.db", FileSecrets(folder / "secrets.json"), utc_now())
    if settings is not None:
        store.settings.save(settings)
        store.templates.seed([TEMPLATE])
    return store


@asynccontextmanager
async def data_folder(
    folder: Path, settings: Settings | None = None
) -> AsyncIterator[tuple[Store, DatabaseThread]]:
    """The store on its thread."""
    async with DatabaseThread() as db:
        store = await db(open_store, folder, settings)
        try:
            yield store, db
        finally:
            await db(store.close)


@asynccontextmanager
async def shop_on(folder: Path, settings: Settings | None = None) -> AsyncIterator[ShopContext]:
    """The shop's parts without its loops, so that one of them can be timed alone."""
    async with data_folder(folder, settings) as (store, db):
        stored = (await db(store.settings.shops))[0]
        async with (
            KaspiClient(stored.shop.kaspi, requests_per_second=None) as kaspi,
            WahaClient(stored.shop.waha) as waha,
        ):
            yield ShopContext(
                stored,
                store=store,
                db=db,
                kaspi=kaspi,
                waha=waha,
                language="ru",
                memory=await db(store.sessions.get, stored.id),
                changed=nothing,
                options=QUICK,
            )


def nothing(_: Change) -> None:
    """Nobody looks."""
