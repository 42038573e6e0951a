"""What both servers share: a loopback port, a log of requests, cutting connections, silence."""

import asyncio
import ssl
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from aiohttp import web

from kaspi_notifier.simulator.waiting import happened

_LONGEST_LOG = 200_000

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Seen(NamedTuple):
    """A request as it arrived."""

    method: str
    path: str
    query: dict[str, str]


class CutConnection(web.HTTPException):
    """Raised in a handler after the connection was cut; the answer it stands for reaches nobody."""

    status_code = 500


def abort(request: web.Request) -> None:
    """Reset a request's connection, if it is still there."""
    if request.transport is not None:
        request.transport.abort()


class LoopbackServer(ABC):
    """An HTTP server on 127.0.0.1. The port stays the same when it is stopped and started again."""

    def __init__(self, port: int, ssl_context: ssl.SSLContext | None) -> None:
        self._port = port
        self._ssl_context = ssl_context
        self._runner: web.AppRunner | None = None
        self._closing = asyncio.Event()
        self._switch = asyncio.Lock()
        self.lives = 0
        """How often the server was stopped or restarted: what began in an earlier life ends with it."""
        self.clock_offset = timedelta()
        """How far this server's clock is ahead of the computer's."""
        self.requests: list[Seen] = []
        self.request_times: list[float] = []
        """Event loop times of `requests`, in the same order."""

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        scheme = "https" if self._ssl_context else "http"
        return f"{scheme}://127.0.0.1:{self._port}"

    def now(self) -> datetime:
        """The server's own time, aware UTC."""
        return datetime.now(UTC) + self.clock_offset

    @abstractmethod
    def application(self) -> web.Application:
        """The routes; made anew at each start."""

    async def start_server(self) -> None:
        """Open the port; nothing happens when it is open."""
        async with self._switch:
            if self._runner is None:
                await self._start()

    async def _start(self) -> None:
        self._closing = asyncio.Event()
        application = self.application()
        application.on_response_prepare.append(self._stamp)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0, handler_cancellation=False)
        await runner.setup()
        self._runner = runner
        site = web.TCPSite(runner, "127.0.0.1", self._port, ssl_context=self._ssl_context, backlog=512)
        await site.start()
        self._port = runner.addresses[0][1]

    async def stop_server(self) -> None:
        """Cut every connection and close the port: clients are refused until it is started again."""
        async with self._switch:
            runner, self._runner = self._runner, None
            if runner is None:
                return
            self.lives += 1
            self._closing.set()
            self._abort_connections(runner)
            await runner.cleanup()

    def cut_connections(self) -> None:
        """Reset every open connection; what handlers answer afterwards reaches nobody."""
        self.lives += 1
        self._closing.set()
        self._closing = asyncio.Event()
        if self._runner is not None:
            self._abort_connections(self._runner)

    @staticmethod
    def _abort_connections(runner: web.AppRunner) -> None:
        server = runner.server
        for handler in list(server.connections) if server else ():
            if isinstance(handler.transport, asyncio.Transport):
                handler.transport.abort()

    def note(self, request: web.Request) -> None:
        """Log the request."""
        if len(self.requests) >= _LONGEST_LOG:
            del self.requests[: _LONGEST_LOG // 2]
            del self.request_times[: _LONGEST_LOG // 2]
        self.requests.append(Seen(request.method, request.path, dict(request.query)))
        self.request_times.append(asyncio.get_running_loop().time())

    def cut(self, request: web.Request) -> CutConnection:
        """Reset the request's connection. Raise what this returns."""
        abort(request)
        return CutConnection()

    async def silence(self, request: web.Request) -> CutConnection:
        """Never answer: return only when the server stops or cuts its connections."""
        await self._closing.wait()
        return self.cut(request)

    async def rest(self, seconds: float) -> bool:
        """Wait; False when the server was stopped or restarted meanwhile."""
        return not await happened(self._closing, seconds)

    async def _stamp(self, _: web.Request, response: web.StreamResponse) -> None:
        if self.clock_offset:
            response.headers["Date"] = self.now().strftime("%a, %d %b %Y %H:%M:%S GMT")
