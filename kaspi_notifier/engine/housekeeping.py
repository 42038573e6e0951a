"""What is done once a night: old data is wiped, days are counted, a copy is made, and the copies forget."""

import asyncio
import logging
from datetime import timedelta

from kaspi_notifier import logs
from kaspi_notifier.domain.settings import Retention
from kaspi_notifier.domain.skew import agreed
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.options import Options
from kaspi_notifier.store import Store, StoreError, nightly

log = logging.getLogger(__name__)

_LOGS_KEPT = timedelta(days=30)
_LOOKS_EVERY = timedelta(minutes=10)


class Housekeeping:
    """The engine's night watch. A night that the computer slept through is made up for in the morning."""

    def __init__(self, store: Store, db: DatabaseThread, options: Options) -> None:
        self._store = store
        self._db = db
        self._options = options
        self.wait = options.housekeeping_after

    async def step(self) -> None:
        """Wait a while, then do what is due; after a failure again in an hour."""
        await asyncio.sleep(self.wait.total_seconds())
        self.wait = _LOOKS_EVERY
        await self._db(self._store.ballast.fill)
        now = self._options.now()
        if agreed(None, None, now) is not None or not nightly.is_due(self._store.path, now):
            return
        try:
            await self.night()
        except StoreError as error:
            log.warning("the nightly work was not finished: %s", error)
            self.wait = timedelta(hours=1)

    async def night(self) -> None:
        """Wipe, count the days, copy, and let the copies forget. Raises `StoreError`."""
        now, store = self._options.now(), self._store
        kept: Retention = (await self._db(store.settings.load)).app.retention
        messages = now - timedelta(days=kept.messages_days)
        orders = now - timedelta(days=kept.orders_days)
        for steps in (store.privacy.wipe(messages, orders, now), store.statistics.keep_up(now)):
            while await self._db(next, steps, self) is not self:
                pass
        await self._db(nightly.make, store, now)
        # Files of their own, which nobody else has open.
        await asyncio.to_thread(
            nightly.forget_in_copies, store.path, store.secrets, messages=messages, orders=orders, now=now
        )
        logs.drop_older(now - _LOGS_KEPT)
        log.info("old data is wiped and the database copied")
