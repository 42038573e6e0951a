"""One HTTP exchange with WAHA: limits, deadlines, and whether bytes may have left when it fails."""

import logging
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Self

import httpx

from kaspi_notifier.certificates import trusted
from kaspi_notifier.connections import Connections
from kaspi_notifier.domain.settings import Waha
from kaspi_notifier.waha.errors import Unreachable
from kaspi_notifier.waha.pin import OTHER_CERTIFICATE, pinned
from kaspi_notifier.waha.values import Private

BIGGEST_REPLY = 2_000_000
UNTRUSTED = "the server's certificate is not trusted"
_CONNECT = 5.0
_WRITE = 10.0
_POOL = 5.0

# Raised before a connection stands, so no byte of the request was written.
_NOTHING_WRITTEN = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


class Reply(Private, frozen=True, kw_only=True):
    """An HTTP answer. `body` None: it was cut, longer than the limit or encoded."""

    status: int
    body: bytes | None
    retry_after: str | None = None
    date: datetime | None = None


def tls_context(settings: Waha, shared: ssl.SSLContext | None = None) -> ssl.SSLContext:
    """What trusts the server; `shared` spares reading the usual certificates, which costs some 45 ms."""
    url = settings.url
    if settings.certificate:
        return pinned(settings.certificate)
    if shared is not None:
        return shared
    if url.startswith("https:"):
        return trusted()
    # Plain HTTP needs none; this one trusts nobody.
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Link:
    """The HTTP connections to one server. Repeats nothing, follows no redirect, asks no environment."""

    def __init__(
        self, settings: Waha, ssl_context: ssl.SSLContext, transport: httpx.AsyncBaseTransport | None
    ) -> None:
        # Both log addresses and headers: buyers' phones and the key.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self.clock_skew: timedelta | None = None
        self._base = settings.url.rstrip("/")
        self._headers = httpx.Headers(
            {
                "X-Api-Key": settings.api_key,
                "Accept": "application/json",
                # A small gzip can unfold to any size.
                "Accept-Encoding": "identity",
                "User-Agent": "kaspi-notifier",
            }
        )
        # What a client of httpx adds, redirects, cookies and logins, is not wanted here, and takes its time.
        make: Callable[[], httpx.AsyncBaseTransport] = partial(
            httpx.AsyncHTTPTransport,
            verify=ssl_context,
            # WAHA drops idle connections after 5 s; a POST must not meet that moment.
            limits=httpx.Limits(max_connections=8, keepalive_expiry=2.0),
            trust_env=False,
        )
        self._connections = Connections(make if transport is None else lambda: transport)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._connections.aclose()

    async def renew(self) -> None:
        """After sleep: connections are dead and the clock may be another; a request on its way breaks off."""
        self.clock_skew = None
        await self._connections.renew()

    async def exchange(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        content: bytes | None = None,
        read_timeout: float,
    ) -> Reply:
        """Send one request and read its answer; raises `Unreachable` when there is none."""
        timeout = httpx.Timeout(connect=_CONNECT, write=_WRITE, pool=_POOL, read=read_timeout)
        request = httpx.Request(
            method,
            self._base + path,
            params=params,
            headers=self._headers,
            content=content,
            extensions={"timeout": timeout.as_dict()},
        )
        if content is not None:
            request.headers["Content-Type"] = "application/json"
        try:
            # The read timeout starts anew with every byte; a server that drips must not hold us.
            async with self._connections.within(2 * read_timeout) as transport:
                return await self._answer(transport, request)
        except _NOTHING_WRITTEN as error:
            fault = Unreachable(_why(error))
        except (httpx.HTTPError, TimeoutError) as error:
            fault = Unreachable(_why(error), surely_not_sent=False)
        # Outside of `except`, so that httpx's error, which holds the request, is not its context.
        raise fault

    async def _answer(self, transport: httpx.AsyncBaseTransport, request: httpx.Request) -> Reply:
        response = await transport.handle_async_request(request)
        try:
            date = _http_date(response.headers.get("Date"))
            if date is not None:
                self.clock_skew = date - datetime.now(UTC)
            return Reply(
                status=response.status_code,
                body=await _body(response),
                retry_after=response.headers.get("Retry-After"),
                date=date,
            )
        finally:
            await response.aclose()


async def _body(response: httpx.Response) -> bytes | None:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        return None
    body = bytearray()
    try:
        async for piece in response.aiter_raw():
            body += piece
            if len(body) > BIGGEST_REPLY:
                return None
    except httpx.HTTPError:
        return None
    return bytes(body)


def _http_date(text: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(text or "")
        return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def retry_after(reply: Reply) -> timedelta | None:
    """How long a 429 asks to wait, 1 s to 1 h, given in seconds or as a date; None when it says nothing."""
    text = (reply.retry_after or "").strip()
    if text.isascii() and text.isdigit():
        # More digits than any clock has would overflow.
        wait = timedelta(seconds=min(int(text[:9]), 3600))
    else:
        until = _http_date(text)
        if until is None:
            return None
        wait = until - (reply.date or datetime.now(UTC))
    return min(max(wait, timedelta(seconds=1)), timedelta(hours=1))


def _why(error: Exception) -> str:
    text = str(error)
    if isinstance(error, httpx.ConnectError):
        if OTHER_CERTIFICATE in text:
            return text[text.index(OTHER_CERTIFICATE) :]
        if "CERTIFICATE_VERIFY_FAILED" in text:
            return UNTRUSTED
        return "the secure connection failed" if "SSL" in text else "no connection"
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return "no connection in time"
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return "no answer in time"
    return "the connection broke off"
