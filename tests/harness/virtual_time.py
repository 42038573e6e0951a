"""An event loop whose clock runs ahead whenever nothing is going on, and a wall clock that follows it.

Sockets stay real: time is moved on only when no connection has anything to read or write and no thread works
for the loop. Both ends of every connection live in this process, and the kernel is given a moment of real
time to hand over what one end has sent before time leaps.
"""

import asyncio
import math
import os
import selectors
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

import time_machine

_T = TypeVar("_T")

# Real seconds that a wait for a thread may last; it is woken earlier.
_THREAD = 1.0
# A leap that is shorter than this may be a little too early without harm.
_SHORT_LEAP = 0.5


class _Selector(selectors.DefaultSelector):
    """Asks the real one, and when there is nothing lets the time pass instead of waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.busy: Callable[[], bool] = lambda: False
        self.advance: Callable[[float], None] = lambda seconds: None

    def select(self, timeout: float | None = None) -> list[Any]:
        ready: list[Any] = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if self.busy() or timeout is None:
            return list(super().select(_THREAD))
        if timeout > _SHORT_LEAP:
            # Should the kernel have been about to hand something over.
            os.sched_yield()
            ready = list(super().select(0))
        if not ready:
            self.advance(timeout)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """The loop; `advanced` hears of every leap, in seconds."""

    def __init__(self, advanced: Callable[[float], None]) -> None:
        self._virtual = 1000.0
        self._jobs = 0
        self._advanced = advanced
        selector = _Selector()
        super().__init__(selector)
        # Sums of small steps must not miss a timer by a rounding error.
        self._clock_resolution = 1e-6
        selector.busy = lambda: self._jobs > 0
        selector.advance = self._leap

    def time(self) -> float:
        """Seconds of the virtual clock."""
        return self._virtual

    def _leap(self, seconds: float) -> None:
        # Whole microseconds, as wall clocks have: a smaller step would not move them, and whoever waits for
        # a moment would wait for ever.
        seconds = math.ceil(seconds * 1e6) / 1e6
        self._virtual += seconds
        self._advanced(seconds)

    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, func: Callable[..., _T], *args: Any
    ) -> "asyncio.Future[_T]":
        """As ever, but the clock stands still meanwhile."""
        future = super().run_in_executor(executor, func, *args)
        self._jobs += 1
        future.add_done_callback(self._job_done)
        return future

    def _job_done(self, _: object) -> None:
        self._jobs -= 1


class WallClock:
    """What this computer's clock says; it can be set and it goes on while the computer sleeps."""

    def __init__(self, traveller: Any) -> None:
        self._traveller = traveller

    def move(self, seconds: float) -> None:
        """Time passes, or the clock is set: the loop does not notice."""
        self._traveller.shift(timedelta(seconds=seconds))


@contextmanager
def virtual_time(start: datetime) -> Iterator[tuple[asyncio.Runner, WallClock]]:
    """A runner whose loop lives in virtual time from this moment on."""
    with time_machine.travel(start, tick=False) as traveller:
        clock = WallClock(traveller)
        with asyncio.Runner(loop_factory=lambda: VirtualLoop(clock.move)) as runner:
            yield runner, clock
