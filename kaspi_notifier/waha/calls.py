"""Calls to one session of one WAHA server: connections, paths, bodies, refusals as errors."""

import ssl
from datetime import timedelta
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import httpx
import msgspec

from kaspi_notifier.domain.settings import Waha
from kaspi_notifier.waha import errors
from kaspi_notifier.waha.link import Link, Reply, tls_context
from kaspi_notifier.waha.refusals import success
from kaspi_notifier.waha.values import Engine

# WAHA waits up to 10 s for a session's status and 4 s for an engine to stop before it answers.
READ = 30.0
"""Seconds."""


class Calls:
    """An async context manager over the connections to the server. Nothing is ever tried twice."""

    def __init__(
        self,
        settings: Waha,
        *,
        ssl_context: ssl.SSLContext | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        send_read_timeout: float = 100.0,
    ) -> None:
        """`send_read_timeout` in seconds; WAHA may hold a send for 15 s and the engine's own 75 s."""
        self._settings = settings
        self._tls = tls_context(settings, ssl_context)
        self._link = Link(settings, self._tls, transport)
        self._send_read_timeout = send_read_timeout
        self._engine: Engine | None = None

    async def __aenter__(self) -> Self:
        await self._link.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._link.__aexit__(kind, error, trace)

    async def renew(self) -> None:
        """Let go of every connection, and of what is known of the server's clock."""
        await self._link.renew()

    @property
    def clock_skew(self) -> timedelta | None:
        """The server's clock minus this computer's, from the last answer with a date."""
        return self._link.clock_skew

    def _session_path(self, rest: str = "") -> str:
        return f"/api/sessions/{self._settings.session}{rest}"

    async def _exchange(self, method: str, path: str, body: Any, read_timeout: float) -> Reply:
        content = None if body is None else _encoded(body)
        return await self._link.exchange(method, path, content=content, read_timeout=read_timeout)

    async def _call(self, method: str, path: str, *, body: Any = None) -> Any:
        return success(await self._exchange(method, path, body, READ))

    async def _post(self, path: str, body: Any = None) -> Any:
        return await self._call("POST", path, body=body)

    async def _get(self, path: str, params: dict[str, str] | None = None) -> Any:
        reply = await self._link.exchange("GET", path, params=params, read_timeout=READ)
        return success(reply)

    async def _optional(self, path: str) -> Any:
        """The answer of a GET that older versions and other engines do not have."""
        try:
            return await self._get(path)
        except (errors.NotFound, errors.Unsupported):
            return None


def quoted(part: str) -> str:
    return quote(part, safe="")


def _encoded(body: Any) -> bytes:
    try:
        return msgspec.json.encode(body)
    except UnicodeEncodeError:
        # Half of a surrogate pair in the text.
        pass
    raise errors.BadRequest("the text is not valid Unicode")
