"""A WAHA that answers what a test tells it to, byte for byte, over real HTTP and WebSocket."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from kaspi_notifier.domain.settings import Waha
from tests.waha.openapi import problems

KEY = "key-of-the-tests"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What to answer; `body` goes out as it is."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def as_json(value: object, status: int = 200, **headers: str) -> Answer:
    """An answer of WAHA's own kind."""
    return Answer(
        status=status,
        body=json.dumps(value, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", **headers},
    )


def nest(status: int, message: str | list[str]) -> Answer:
    """Error shape (a)."""
    return as_json({"message": message, "error": "Error", "statusCode": status}, status)


def thrown(message: str, text: str = "") -> Answer:
    """Error shape (d): a 500 that repeats the request."""
    return as_json(
        {
            "statusCode": 500,
            "timestamp": "2026-11-23T01:28:36.708Z",
            "exception": {"message": message, "name": "Error", "stack": "…"},
            "request": {"path": "/api/sendText", "method": "POST", "body": {"text": text}, "query": {}},
        },
        500,
    )


def gate(status: str) -> Answer:
    """Error shape (c): the session gate."""
    error = "Session status is not as expected. Try again later or restart the session"
    return as_json({"error": error, "session": "default", "status": status, "expected": ["WORKING"]}, 422)


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request that arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


WebSocketScript = Callable[[web.WebSocketResponse], Awaitable[None]]


class Server:
    """Answers by `METHOD /path`; the last answer of a list repeats; unknown paths get WAHA's 404."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[Request] = []
        self.problems: list[str] = []
        self.events: WebSocketScript | Answer | None = None
        self.event_queries: list[list[tuple[str, str]]] = []
        self._answers: dict[str, list[Answer]] = {}

    def on(self, route: str, *answers: Answer) -> None:
        """Answer a route, one answer after the other."""
        self._answers[route] = list(answers)

    def settings(self, session: str = "default") -> Waha:
        """Settings of a client of this server."""
        return Waha(url=self.url, api_key=KEY, session=session)

    def bodies(self, path: str) -> list[Any]:
        """The JSON bodies that arrived at a path."""
        return [request.body for request in self.requests if request.path == path]

    def calls(self) -> list[str]:
        """`METHOD /path` of everything that arrived."""
        return [f"{request.method} {request.path}" for request in self.requests]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Record the request, check it, answer it."""
        body = await request.read()
        # The path as it was sent: an escaped @ stays escaped.
        path = request.rel_url.raw_path
        if path == "/ws":
            return await self._handle_events(request)
        self.problems += problems(request.method, path, request.query, body)
        self.requests.append(
            Request(
                method=request.method,
                path=path,
                query=dict(request.query),
                headers=dict(request.headers),
                body=json.loads(body) if body else None,
            )
        )
        answers = self._answers.get(f"{request.method} {path}")
        if not answers:
            answer = nest(404, f"Cannot {request.method} {path}")
        else:
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return web.Response(status=answer.status, body=answer.body, headers=answer.headers)

    async def _handle_events(self, request: web.Request) -> web.StreamResponse:
        self.event_queries.append(list(request.query.items()))
        if isinstance(self.events, Answer):
            return web.Response(status=self.events.status, body=self.events.body, headers=self.events.headers)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if request.query.get("x-api-key") != KEY:
            # As WAHA does it: the upgrade succeeds, then the door closes.
            await socket.close(code=WSCloseCode.POLICY_VIOLATION, message=b"Unauthorized")
            return socket
        assert self.events is not None
        await self.events(socket)
        return socket


@asynccontextmanager
async def serving(tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """A server on loopback; fails the test when a request was none that WAHA describes."""
    server = Server()
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    server.url = f"http{'s' if tls else ''}://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
    if server.problems:
        raise AssertionError("; ".join(server.problems))


async def until_closed(socket: web.WebSocketResponse) -> None:
    """Hold a WebSocket until the client leaves."""
    async for message in socket:
        assert message.type is WSMsgType.TEXT


Connection = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def raw_server(connection: Connection) -> AsyncIterator[str]:
    """A bare TCP server for answers no HTTP library would give; yields its address."""

    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await connection(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(guarded, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def whole_request(reader: asyncio.StreamReader) -> bytes:
    """One HTTP request with its body."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    return head + await reader.readexactly(length)
