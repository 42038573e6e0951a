"""Waiting for a request, and giving it up so that the connections stay usable."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import anyio

T = TypeVar("T")


async def answer_in_time(request: Coroutine[Any, Any, T], seconds: float) -> T:
    """What the request gives; raises `TimeoutError` when that takes longer.

    httpcore loses a connection's place in its pool for good when asyncio cancels the task in which that
    connection is being opened (https://github.com/encode/httpcore/issues/1093); with all places lost a server
    can't be reached until the program is started anew. A cancelled scope of anyio it can bear, so whoever
    cancels this call cancels such a scope.
    """
    scope = anyio.CancelScope()

    async def asked() -> T:
        with scope, anyio.fail_after(seconds):
            return await request
        raise asyncio.CancelledError

    asking = asyncio.ensure_future(asked())
    try:
        return await asyncio.shield(asking)
    except asyncio.CancelledError:
        scope.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        raise
