"""HTTP connections to one server that stay usable when requests are given up at any moment."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio
import httpx


class _Pool:
    """The connections of a while, and the requests that use them now."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self.transport = transport
        self.requests: set[anyio.CancelScope] = set()
        self.is_broken_off = False


class Connections:
    """A pool of connections.

    httpcore loses a connection's place in its pool for good when asyncio cancels the task in which that
    connection is being opened (https://github.com/encode/httpcore/issues/1093); with all places lost a server
    can't be reached until the program is started anew. So a pool in which a task was cancelled is used no
    more. What is given up from here is given up by anyio, and that httpcore can bear.
    """

    def __init__(self, make: Callable[[], httpx.AsyncBaseTransport]) -> None:
        self._make = make
        self._used: _Pool | None = None

    @property
    def _pool(self) -> _Pool:
        # Made when it is first used: a start doesn't wait for httpcore.
        if self._used is None:
            self._used = _Pool(self._make())
        return self._used

    async def aclose(self) -> None:
        """Close every connection, for good."""
        if self._used is not None:
            await self._used.transport.aclose()

    async def renew(self) -> None:
        """Close every connection; a request on its way breaks off."""
        before, self._used = self._used, None
        if before is None:
            return
        before.is_broken_off = True
        for request in before.requests:
            request.cancel()
        if not before.requests:
            await before.transport.aclose()

    @asynccontextmanager
    async def within(self, seconds: float) -> AsyncIterator[httpx.AsyncBaseTransport]:
        """The transport for one request and its answer.

        Raises `TimeoutError` when both take longer, and `httpx.ReadError` when `renew` breaks them off.
        """
        pool, request = self._pool, anyio.CancelScope(deadline=anyio.current_time() + seconds)
        pool.requests.add(request)
        try:
            with request:
                yield pool.transport
        except asyncio.CancelledError:
            if pool is self._used:
                self._used = None
            raise
        finally:
            pool.requests.discard(request)
            if pool is not self._used and not pool.requests:
                await pool.transport.aclose()
        if request.cancelled_caught:
            raise httpx.ReadError("broken off") if pool.is_broken_off else TimeoutError
