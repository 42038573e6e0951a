"""One careful GET at a time to Kaspi: pace, deadline, size limit, and errors told apart."""

import asyncio
import re
import ssl
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Self

import httpx

from kaspi_notifier.certificates import trusted
from kaspi_notifier.connections import Connections
from kaspi_notifier.domain.settings import Kaspi
from kaspi_notifier.kaspi.errors import (
    BadReply,
    Blocked,
    KaspiError,
    NoRights,
    NotFound,
    RateLimited,
    ServerFault,
    TokenRejected,
    Unreachable,
)
from kaspi_notifier.kaspi.parse import error_text

# Kaspi's edge lets requests with a library's own User-Agent hang for ever.
USER_AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/141.0.0.0 Safari/537.36"
)
JSON_API = "application/vnd.api+json"
LARGEST_REPLY = 5 * 1024 * 1024
CONNECT_TIMEOUT = 10.0
_LARGEST_ERROR = 64 * 1024
_SHORTEST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(hours=1)
_LONG_NUMBER = re.compile(r"[+\d][\d()\- ]{5,}\d")


class Connection:
    """An async context manager over one HTTP/1.1 connection on which one request is in flight."""

    def __init__(
        self,
        settings: Kaspi,
        *,
        ssl_context: ssl.SSLContext | None,
        transport: httpx.AsyncBaseTransport | None,
        requests_per_second: float | None,
        read_timeout: float,
    ) -> None:
        self.clock_skew: timedelta | None = None
        self._token = settings.token.strip()
        self._base_url = settings.base_url.rstrip("/")
        self._gap = 0.0 if requests_per_second is None else 1 / requests_per_second
        self._next_start = 0.0
        self._deadline = 2 * read_timeout
        self._one_at_a_time = asyncio.Lock()
        self._headers = httpx.Headers(
            {
                "X-Auth-Token": self._token,
                "Content-Type": JSON_API,
                "Accept": JSON_API,
                "Accept-Encoding": "gzip",
                "User-Agent": USER_AGENT,
            }
        )
        if settings.merchant_uid:
            self._headers["X-Merchant-Uid"] = settings.merchant_uid
        timeout = httpx.Timeout(read_timeout, connect=min(CONNECT_TIMEOUT, read_timeout), pool=None)
        self._timeout = timeout.as_dict()
        # What a client of httpx adds, redirects, cookies and logins, is not wanted here.
        make: Callable[[], httpx.AsyncBaseTransport] = partial(
            httpx.AsyncHTTPTransport,
            verify=_trust(ssl_context, self._base_url),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=5.0),
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

    def server_now(self) -> datetime:
        """Kaspi's clock as far as it is known, else this computer's."""
        return datetime.now(UTC) + (self.clock_skew or timedelta())

    async def get(self, path: str) -> bytes:
        """The body of a 200 answer to `GET base_url + path`; raises `KaspiError` for anything else.

        A connection that breaks is tried once more at once: the first one after a pause often is stale.
        """
        if not self._token:
            raise TokenRejected("no token is set")
        async with self._one_at_a_time:
            try:
                return await self._attempt(path)
            except _Broken:
                pass
            try:
                return await self._attempt(path)
            except _Broken as broken:
                raise Unreachable(broken.detail) from None

    async def _attempt(self, path: str) -> bytes:
        await self._wait_for_turn()
        try:
            async with self._connections.within(self._deadline) as transport:
                return await self._fetch(transport, path)
        except TimeoutError:
            raise Unreachable("Kaspi's answer came too slowly to wait for its end") from None
        except httpx.ReadError as error:
            raise _Broken(f"the connection broke ({type(error).__name__})") from None

    async def _wait_for_turn(self) -> None:
        now = time.monotonic()
        if now < self._next_start:
            await asyncio.sleep(self._next_start - now)
        self._next_start = max(now, self._next_start) + self._gap

    async def _fetch(self, transport: httpx.AsyncBaseTransport, path: str) -> bytes:
        request = httpx.Request(
            "GET", self._base_url + path, headers=self._headers, extensions={"timeout": self._timeout}
        )
        response = await self._headers_of(transport, request)
        try:
            self._note_clock(response)
            if response.status_code == 200:
                return await _body(response, LARGEST_REPLY)
            raise self._refusal(response, await _start_of_body(response))
        except httpx.TimeoutException:
            raise Unreachable("Kaspi stopped in the middle of an answer") from None
        except (httpx.HTTPError, OSError) as error:
            raise _Broken(f"the connection broke inside an answer ({type(error).__name__})") from None
        finally:
            await response.aclose()

    async def _headers_of(
        self, transport: httpx.AsyncBaseTransport, request: httpx.Request
    ) -> httpx.Response:
        try:
            return await transport.handle_async_request(request)
        except httpx.ReadTimeout:
            # A refused User-Agent, a VPN or a foreign address: the connection is made and nothing comes.
            raise Blocked("connected, but Kaspi does not answer") from None
        except (httpx.TimeoutException, httpx.ConnectError) as error:
            raise Unreachable(_why_no_connection(error)) from None
        except (httpx.HTTPError, OSError) as error:
            raise _Broken(f"the connection broke ({type(error).__name__})") from None

    def _note_clock(self, response: httpx.Response) -> None:
        date = _http_date(response.headers.get("Date", ""))
        if date is not None:
            self.clock_skew = date - datetime.now(UTC)

    def _refusal(self, response: httpx.Response, body: bytes) -> KaspiError:
        status = response.status_code
        title = error_text(body)
        said = f": {self._scrubbed(title)}" if title else ""
        match status:
            case 401:
                return TokenRejected("Kaspi does not accept the token")
            case 403 if title is not None:
                return NoRights(f"the token has no rights for this{said}")
            case 403 | 405 if title is None:
                return Blocked(f"Kaspi's protection refuses us ({status})")
            case 404:
                return NotFound(f"not found (404){said}" if title is not None else _headers_wrong(404))
            case 406 | 415:
                return BadReply(_headers_wrong(status))
            case 429:
                return RateLimited("too many requests", self._retry_after(response))
            case _ if status >= 500:
                return ServerFault(f"Kaspi's server failed ({status})")
            case _ if 300 <= status < 400:
                return BadReply(f"Kaspi's address answers with a redirect ({status})")
            case _:
                return BadReply(f"Kaspi refused the request ({status}){said}")

    def _scrubbed(self, text: str) -> str:
        # A server may quote what it was sent; neither the token nor a phone may reach a log.
        return _LONG_NUMBER.sub("#", text.replace(self._token, "#"))

    def _retry_after(self, response: httpx.Response) -> timedelta | None:
        text = response.headers.get("Retry-After", "").strip()
        if text.isascii() and text.isdigit():
            wait = timedelta(seconds=min(int(text[:9]), 3600))
        else:
            date = _http_date(text)
            if date is None:
                return None
            wait = date - self.server_now()
        return min(max(wait, _SHORTEST_WAIT), _LONGEST_WAIT)


class _Broken(Exception):
    """The connection broke; worth one more attempt."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def _trust(ssl_context: ssl.SSLContext | None, base_url: str) -> ssl.SSLContext:
    if ssl_context is not None:
        return ssl_context
    # Loading the certificates takes 45 ms; plain HTTP on loopback needs none, and this trusts nobody.
    return trusted() if base_url.startswith("https:") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _headers_wrong(status: int) -> str:
    return f"our headers or our path are not what Kaspi expects ({status})"


def _why_no_connection(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "no connection to Kaspi in time"
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return "the certificate of Kaspi's address is not trusted; something may be listening in between"
    return "no connection to Kaspi"


def _http_date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


async def _body(response: httpx.Response, limit: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.aiter_raw():
        size += len(chunk)
        if size > limit:
            raise BadReply("the answer is larger than 5 MB")
        chunks.append(chunk)
    return _unpacked(b"".join(chunks), response.headers.get("Content-Encoding", "identity"), limit)


async def _start_of_body(response: httpx.Response) -> bytes:
    """As much of an error page as is worth reading; a broken one counts as empty."""
    body = b""
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > _LARGEST_ERROR:
            return b""
    try:
        return _unpacked(body, response.headers.get("Content-Encoding", "identity"), _LARGEST_ERROR)
    except BadReply:
        return b""


def _unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    match encoding.strip().lower():
        case "identity" | "":
            return body
        case "gzip":
            # Never httpx's own decoder: it would unpack a small bomb whole before its size is known.
            unpacker = zlib.decompressobj(wbits=31)
            try:
                plain = unpacker.decompress(body, limit)
            except zlib.error:
                raise BadReply("the answer is damaged gzip") from None
            if not unpacker.eof:
                raise BadReply("the answer is cut gzip, or larger than 5 MB")
            return plain
        case _:
            raise BadReply("the answer is packed in a way that was not asked for")
