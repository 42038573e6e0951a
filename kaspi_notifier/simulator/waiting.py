"""Waiting for something to happen, but not for ever."""

import asyncio


async def happened(event: asyncio.Event, seconds: float) -> bool:
    """Whether the event is set before the time is over."""
    waiting = asyncio.ensure_future(event.wait())
    try:
        done, _ = await asyncio.wait({waiting}, timeout=max(seconds, 0))
    finally:
        waiting.cancel()
    return bool(done)
