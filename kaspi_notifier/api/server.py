"""uvicorn in the loop that is there: no signals of its own, limits for slow and many clients, a clean end."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

_SLOW = 2.5
"""Seconds between two looks at a connection; one that sent no whole request head by the second is closed."""
_FAREWELL = 3
_LONGEST_HEAD = 16 * 1024

# Both would log addresses and errors with buyers' data in them.
for _name in ("uvicorn.error", "uvicorn.access", "uvicorn.asgi"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


class PortTaken(OSError):
    """Another program listens on this port, or the address is none of this computer's."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is taken")
        self.port = port


class _Protocol(H11Protocol):
    """Closes a connection whose client takes its time with the head of a request."""

    _look: asyncio.TimerHandle | None = None
    _was_waiting = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._look = self.loop.call_later(_SLOW, self._mind)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._look is not None:
            self._look.cancel()
        super().connection_lost(exc)

    def _mind(self) -> None:
        is_waiting = self.cycle is None or self.cycle.response_complete
        if is_waiting and self._was_waiting:
            self.transport.close()
            return
        self._was_waiting = is_waiting
        self._look = self.loop.call_later(_SLOW, self._mind)


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the program's business."""
        yield


@asynccontextmanager
async def serving(app: Any, host: str, port: int, *, connections: int) -> AsyncIterator[int]:
    """Serve an ASGI app on this address until left; gives the port. Raises `PortTaken`."""
    listener = _bound(host, port)
    server = _Server(
        uvicorn.Config(
            app,
            interface="asgi3",
            http=_Protocol,
            ws="none",
            loop="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=connections,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=_FAREWELL,
            h11_max_incomplete_event_size=_LONGEST_HEAD,
        )
    )
    work = asyncio.create_task(server.serve(sockets=[listener]), name=f"listener {port}")
    try:
        while not server.started and not work.done():  # noqa: ASYNC110 - uvicorn says it by a flag
            await asyncio.sleep(0.005)
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await work
        listener.close()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    try:
        # Not SO_REUSEADDR on Windows: there it lets two programs listen on one port.
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise PortTaken(port) from None
    return listener
