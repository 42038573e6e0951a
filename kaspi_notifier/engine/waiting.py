"""Waiting for news or for a moment, whichever comes first."""

import asyncio
from datetime import datetime, timedelta

# qasync returns at once from sleeps over 24.8 days, and a clock may be set while we sleep.
_LONGEST = 3600.0


class Bell:
    """Somebody rings, one loop wakes; a ring while it works is not lost."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._until: datetime | None = None

    def ring(self) -> None:
        """Wake the loop that waits here, now or at its next wait."""
        self._event.set()

    def ring_by(self, moment: datetime) -> None:
        """Wake the loop that waits here unless it wakes by itself until then."""
        if self._until is None or self._until > moment:
            self.ring()

    async def wait(self, until: datetime | None, now: datetime) -> None:
        """Return at a ring, at the moment `until` (None: never) or after an hour.

        Timers may fire a little early: whoever has a deadline compares the time again.
        """
        self._until = until
        seconds = _LONGEST if until is None else min(_LONGEST, (until - now) / timedelta(seconds=1))
        if seconds > 0:
            try:
                async with asyncio.timeout(seconds):
                    await self._event.wait()
            except TimeoutError:
                pass
        else:
            # A loop that has work at once must still let the others run.
            await asyncio.sleep(0)
        self._event.clear()
