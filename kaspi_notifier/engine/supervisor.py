"""Keeps a loop alive: logs its first failure and its recovery, and nothing between."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

_SHORTEST = 1.0
_LONGEST = 60.0


def where(error: BaseException) -> str:
    """The kind of an error and the lines it came through; never its text, which may hold personal data."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    lines = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} in {lines}"


async def keep_running(
    name: str, step: Callable[[], Awaitable[None]], *, on_trouble: Callable[[str, bool], None]
) -> None:
    """Call `step` for ever; after an unforeseen failure wait 1 to 60 s and go on.

    `on_trouble(name, True)` tells of the first failure and `on_trouble(name, False)` of the recovery, so
    that a loop that can't work is seen. This is the one broad `except` of the program.
    """
    delay = 0.0
    while True:
        try:
            await step()
        except Exception as error:  # noqa: BLE001 - the one place that may not let a loop die
            if not delay:
                # Not log.exception: the error's own text may hold personal data.
                log.error("%s failed: %s", name, where(error))  # noqa: TRY400
                on_trouble(name, True)
            delay = min(_LONGEST, max(_SHORTEST, delay * 2))
            await asyncio.sleep(delay)
        else:
            if delay:
                log.info("%s works again", name)
                on_trouble(name, False)
                delay = 0.0
