"""SIGINT and SIGTERM as an event that a coroutine can wait for, on every system."""

import asyncio
import signal
import sys
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
        loop.call_soon_threadsafe(event.set)

    before = {number: signal.signal(number, stop) for number in _SIGNALS}
    if sys.platform != "win32":
        # A plain handler waits until Python runs again, which in Qt's loop may take as long as it likes.
        for number in _SIGNALS:
            loop.add_signal_handler(number, event.set)
    try:
        yield event
    finally:
        for number, handler in before.items():
            if sys.platform != "win32":
                loop.remove_signal_handler(number)
            signal.signal(number, handler)
