"""Sees that this computer slept, its clock was set, the program stood still, or the network is back."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from kaspi_notifier import logs
from kaspi_notifier.engine.options import Options
from kaspi_notifier.engine.shop_engine import ShopEngine

log = logging.getLogger(__name__)

GAP = timedelta(seconds=30)
"""A tick that comes later than this, or a clock that moved by more: the computer slept, or was set."""
STILL = timedelta(seconds=10)
"""A tick that comes so much later: something kept this program from its work."""


class TimeWatch:
    """One tick every few seconds for the whole engine.

    Both clocks are compared: the monotonic one stops in sleep on Linux and goes on in it on Windows.
    """

    def __init__(self, shops: Callable[[], Iterable[ShopEngine]], options: Options) -> None:
        self._shops = shops
        self._options = options

    async def step(self) -> None:
        """Wait for a tick, and look what happened meanwhile."""
        tick, loop = self._options.tick, asyncio.get_running_loop()
        wall, monotonic = self._options.now(), loop.time()
        with logs.watched((tick + STILL).total_seconds()):
            await asyncio.sleep(tick.total_seconds())
        moved = self._options.now() - wall
        passed = timedelta(seconds=loop.time() - monotonic)
        if abs(moved - tick) > GAP or passed - tick > GAP:
            log.info("the clock moved by %d s in a tick of %d s", moved.total_seconds(), tick.total_seconds())
            await self.resumed()
        elif passed - tick > STILL:
            log.warning("the program stood still for %d s", passed.total_seconds())
        for shop in self._shops():
            await shop.look_around()

    async def resumed(self) -> None:
        """Begin anew with everything that sleep makes untrue."""
        for shop in self._shops():
            await shop.resumed()
