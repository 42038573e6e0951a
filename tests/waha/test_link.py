"""Connections that fail: cut, silent, dripping, untrusted; and what may have left by then."""

import asyncio
import gc
import logging
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest
import trustme
from aiohttp import web

from kaspi_notifier.domain.settings import Waha
from kaspi_notifier.waha import (
    BadReply,
    KeyRefused,
    OutcomeUnknown,
    Redirected,
    Unreachable,
    WahaClient,
    WahaError,
)
from tests.waha.server import KEY, Answer, Connection, Server, as_json, raw_server, serving, whole_request

CHAT = "77000000002@c.us"
TEXT = "Ваш заказ 15 готов"
OURS = "3EB02CAE75B6B049B19117"


def settings(url: str) -> Waha:
    """Settings of a client of this address."""
    return Waha(url=url, api_key=KEY)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def send_error(url: str, *, patience: float = 10.0, **options: Any) -> WahaError:
    """The error that sending to this address ends in; `patience` is the read timeout in seconds."""
    async with WahaClient(settings(url), send_read_timeout=patience, **options) as client:
        with pytest.raises(WahaError) as caught:
            await client.send_text(CHAT, TEXT, OURS)
    assert_tells_nothing(caught.value)
    return caught.value


def assert_tells_nothing(error: WahaError) -> None:
    """No key, phone or text in an error or in what Python would print with it."""
    seen: BaseException | None = error
    while seen is not None:
        for secret in (KEY, "77000000002", TEXT):
            assert secret not in f"{seen!s}{seen!r}{vars(seen)}"
        assert seen is error or not isinstance(seen, httpx.HTTPError)
        seen = seen.__cause__ or seen.__context__


def answering(*pieces: bytes) -> Connection:
    """Reads a whole request, writes these bytes, cuts the connection."""

    async def connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await whole_request(reader)
        for piece in pieces:
            writer.write(piece)
            await writer.drain()

    return connection


async def cut_at_once(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Cuts the connection before a byte is read."""
    writer.transport.abort()


async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Takes everything, answers nothing, until the client leaves."""
    while await reader.read(65536):
        pass


async def dripping(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A header line for ever, so that no single read ever times out."""
    await whole_request(reader)
    writer.write(b"HTTP/1.1 201 Created\r\n")
    left = asyncio.ensure_future(reader.read(1))
    while not left.done():
        writer.write(b"X-Drip: 1\r\n")
        await asyncio.wait([left], timeout=0.05)


async def test_nobody_listens() -> None:
    error = await send_error(f"http://127.0.0.1:{free_port()}")
    assert isinstance(error, Unreachable)
    assert error.surely_not_sent
    assert error.detail == "no connection"


@pytest.mark.parametrize(
    "connection",
    [
        cut_at_once,
        silent,
        dripping,
        answering(),
        answering(b"HTTP/1.1 2"),
        answering(b"HTTP/1.1 201 Created\r\nContent-Le"),
        answering(b'HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"id": "3EB02CAE75B6B049B19117"'),
        answering(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}   \r\n"),
        answering(b"HTTP/1.1 422 Unprocessable Entity\r\nContent-Length: 100\r\n\r\n{"),
        answering(b"SSH-2.0-OpenSSH_9.6\r\n"),
        answering(b"\x00\xff" * 5000),
    ],
    ids=lambda value: getattr(value, "__name__", "answer"),
)
async def test_bytes_may_have_left(connection: Connection) -> None:
    connections = 0

    async def counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await connection(reader, writer)

    # The read timeout is 0.3 s; no way of answering holds the client much longer.
    async with raw_server(counted) as url, asyncio.timeout(5):
        error = await send_error(url, patience=0.3)
    assert type(error) is OutcomeUnknown
    assert connections == 1


async def test_the_status_alone_can_say_no() -> None:
    cut = answering(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 100\r\n\r\n{")
    async with raw_server(cut) as url:
        error = await send_error(url)
    assert type(error) is KeyRefused


async def test_other_calls_do_not_know_either() -> None:
    async with raw_server(answering()) as url, WahaClient(settings(url)) as client:
        with pytest.raises(Unreachable) as caught:
            await client.version()
    assert not caught.value.surely_not_sent
    assert caught.value.detail == "the connection broke off"


async def test_a_silent_server_is_no_answer_in_time() -> None:
    async with raw_server(silent) as url:
        error = await send_error(url, patience=0.3)
    assert error.detail == "no answer in time"


async def test_an_answer_without_end_is_dropped() -> None:
    gulp = b"x" * 65536

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await whole_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while True:
                writer.write(gulp)
                await writer.drain()
        except ConnectionError:
            return

    async with raw_server(endless) as url, WahaClient(settings(url)) as client:
        with pytest.raises(BadReply):
            await client.version()


async def test_no_free_connection_is_surely_not_sent() -> None:
    def full(_request: httpx.Request) -> httpx.Response:
        raise httpx.PoolTimeout("")

    error = await send_error("http://127.0.0.1:1", transport=httpx.MockTransport(full))
    assert isinstance(error, Unreachable)
    assert error.surely_not_sent
    assert error.detail == "no connection in time"


async def test_cancelled_in_flight() -> None:
    arrived = asyncio.Event()
    gone = asyncio.Event()

    async def holding(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await whole_request(reader)
        arrived.set()
        assert await reader.read(1) == b""
        gone.set()

    async with raw_server(holding) as url, WahaClient(settings(url)) as client:
        sending = asyncio.create_task(client.send_text(CHAT, TEXT, OURS))
        await asyncio.wait_for(arrived.wait(), 5)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        await asyncio.wait_for(gone.wait(), 5)


async def test_a_redirect_is_not_followed() -> None:
    async with serving() as target, serving() as server:
        server.on("POST /api/sendText", Answer(status=307, headers={"Location": target.url}))
        error = await send_error(server.url)
        assert type(error) is Redirected
        assert error.surely_not_sent
        assert target.requests == []


async def test_the_environments_proxy_is_ignored(
    server: Server, client: WahaClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    server.on("POST /api/sendText", as_json({"id": OURS}, 201))
    async with WahaClient(server.settings()) as later:
        assert (await later.send_text(CHAT, TEXT, OURS)).wa_id == OURS


@asynccontextmanager
async def tls_server(authority: trustme.CA, host: str, body: bytes) -> AsyncIterator[str]:
    """An HTTPS server with a certificate of this authority for this host."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    head = f"HTTP/1.1 201 Created\r\nContent-Length: {len(body)}\r\n\r\n".encode()

    async def connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await answering(head + body)(reader, writer)
        writer.close()

    server = await asyncio.start_server(connection, "127.0.0.1", 0, ssl=context)
    try:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """A client's context that trusts this authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


async def test_a_trusted_certificate() -> None:
    authority = trustme.CA()
    async with (
        tls_server(authority, "127.0.0.1", b'{"id": "3EB02CAE75B6B049B19117"}') as url,
        WahaClient(settings(url), ssl_context=trusting(authority)) as client,
    ):
        assert (await client.send_text(CHAT, TEXT, OURS)).wa_id == OURS


async def test_an_untrusted_certificate() -> None:
    async with tls_server(trustme.CA(), "127.0.0.1", b"") as url:
        error = await send_error(url)
    assert isinstance(error, Unreachable)
    assert error.surely_not_sent
    assert error.detail == "the server's certificate is not trusted"


async def test_another_hosts_certificate() -> None:
    authority = trustme.CA()
    async with tls_server(authority, "waha.example", b"") as url:
        error = await send_error(url, ssl_context=trusting(authority))
    assert error.surely_not_sent
    assert error.detail == "the server's certificate is not trusted"


async def test_no_tls_at_all() -> None:
    async with raw_server(silent_after_reply) as url:
        error = await send_error(url.replace("http:", "https:"))
    assert isinstance(error, Unreachable)
    assert error.surely_not_sent
    assert error.detail == "the secure connection failed"


async def silent_after_reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers a TLS hello in plain HTTP."""
    await reader.read(100)
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    await writer.drain()


async def test_clock_skew(server: Server, client: WahaClient) -> None:
    unknown = client.clock_skew
    assert unknown is None
    server.on("GET /api/server/status", Answer(headers={"Date": "Mon, 23 Nov 2026 10:00:00 GMT"}))
    await client.started_at()
    first = client.clock_skew
    assert first is not None
    server.on("GET /api/server/status", Answer(headers={"Date": "Mon, 23 Nov 2026 12:00:00 GMT"}))
    await client.started_at()
    known = client.clock_skew
    assert known is not None
    assert abs(known - first - timedelta(hours=2)) < timedelta(seconds=10)
    # An answer whose date can't be read changes nothing.
    server.on("GET /api/server/status", Answer(headers={"Date": "never"}))
    await client.started_at()
    assert client.clock_skew == known


async def test_nothing_private_is_logged(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    answers = {
        "POST /api/sendText": as_json({"id": OURS}, 201),
        "GET /api/contacts/check-exists": as_json({"numberExists": True, "chatId": CHAT}),
    }
    for route, answer in answers.items():
        server.on(route, answer)
    frame = {
        "id": "evt_1",
        "event": "message.any",
        "session": "default",
        "payload": {"id": f"true_{CHAT}_{OURS}", "fromMe": True, "body": TEXT},
    }

    async def script(socket: web.WebSocketResponse) -> None:
        await socket.send_json(frame)
        await socket.close()

    async with WahaClient(server.settings()) as client:
        await client.send_text(CHAT, TEXT, OURS)
        found = await client.exists("77000000002")
        server.events = script
        seen = [event async for event in client.events()]
        server.events = Answer(status=403)
        with pytest.raises(WahaError) as caught:
            await anext(client.events())
        assert_tells_nothing(caught.value)
        printed = f"{client!r}{found!r}{seen!r}"
    assert len(seen) == 1
    for secret in (KEY, "77000000002", TEXT):
        assert secret not in caplog.text
        assert secret not in printed


async def test_requests_given_up_at_any_moment_leave_the_connections_usable() -> None:
    async with serving() as server, WahaClient(settings(server.url)) as client:
        server.on("GET /api/sessions", as_json([]))
        for turns in range(300):
            asking = [asyncio.ensure_future(client.sessions()) for _ in range(1 + turns % 2)]
            for _ in range(turns % 60):
                await asyncio.sleep(0)
            for request in asking:
                request.cancel()
            await asyncio.wait(asking)
        async with asyncio.timeout(4):  # a full pool would be waited for longer
            assert await client.sessions() == []


async def test_no_connection_stays_open_that_was_being_opened_when_the_computer_woke() -> None:
    async with serving() as server:
        server.on("GET /api/sessions", as_json([]))
        for turns in range(30):
            async with WahaClient(settings(server.url)) as client:
                asking = asyncio.ensure_future(client.sessions())
                for _ in range(turns):
                    await asyncio.sleep(0)
                await client.renew()
                await asyncio.wait([asking])
        del asking
        gc.collect()  # what is still open warns now
