"""SIGINT and SIGTERM as an event that a coroutine can wait for, on every system."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stop_event() -> Iterator[asyncio.Event]:
    """An event that the first SIGINT or SIGTERM sets; outside the block signals do what they did before."""
    loop = asyncio.get_running_loop()
    event = asyncio.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        # Windows has no loop.add_signal_handler, so plain handlers are used everywhere.
        loop.call_soon_threadsafe(event.set)

    before = {number: signal.signal(number, stop) for number in _SIGNALS}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
