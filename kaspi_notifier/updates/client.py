"""Asks the release server, and brings a file that is exactly the one announced."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from kaspi_notifier import __version__
from kaspi_notifier.certificates import trusted
from kaspi_notifier.updates.manifest import KEYS, File, Refusal, Refused, Release, UpdateError, read, version

_LARGEST_MANIFEST = 65_536
_CHUNK = 65_536
_TIMEOUT = 10.0
_REDIRECTS = 5


class Unreachable(UpdateError):
    """The release server can't be reached, or does not answer as one."""


class UpdateClient:
    """`async with UpdateClient(url)`: one look, and perhaps one download. Sends nothing but the request."""

    def __init__(
        self,
        url: str,
        *,
        keys: tuple[str, ...] = KEYS,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._url = url
        self._keys = keys
        self._now = now
        self._http: httpx.AsyncClient

    async def __aenter__(self) -> Self:
        self._http = httpx.AsyncClient(
            verify=await asyncio.to_thread(trusted),
            trust_env=False,
            timeout=_TIMEOUT,
            follow_redirects=True,
            max_redirects=_REDIRECTS,
            headers={"User-Agent": f"kaspi-notifier/{__version__}"},
            event_hooks={"request": [_only_safe]},
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def look(self, *, running: str, known: str) -> Release | None:
        """The release, when it is newer than the running one. Raises `Unreachable` and `Refused`.

        `known` is the newest version that was ever announced here.
        """
        document = bytearray()
        async with self._opened(self._url) as chunks:
            async for chunk in chunks:
                document += chunk
                if len(document) > _LARGEST_MANIFEST:
                    raise Refused(Refusal.DAMAGED)
        newest = max(running, known, key=version)
        release = read(bytes(document), keys=self._keys, now=self._now(), known=newest)
        return release if release.number > version(running) else None

    async def fetch(self, file: File, folder: Path) -> Path:
        """Put the announced file into the folder; nothing is there under its name unless it is whole.

        Raises `Unreachable`, `Refused` when it is another file, and `OSError` when it can't be written.
        """
        part = folder / f"{file.name}.part"
        try:
            digest, size = hashlib.sha256(), 0
            with part.open("wb") as stream:
                async with self._opened(file.url) as chunks:
                    async for chunk in chunks:
                        size += len(chunk)
                        if size > file.size:
                            raise Refused(Refusal.WRONG_FILE)
                        digest.update(chunk)
                        await asyncio.to_thread(stream.write, chunk)
            if (size, digest.hexdigest()) != (file.size, file.sha256):
                raise Refused(Refusal.WRONG_FILE)
            return part.replace(folder / file.name)
        finally:
            part.unlink(missing_ok=True)

    @asynccontextmanager
    async def _opened(self, url: str) -> AsyncIterator[AsyncIterator[bytes]]:
        try:
            async with self._http.stream("GET", url) as answer:
                if not answer.is_success:
                    raise Unreachable(f"the release server answered {answer.status_code}")
                yield answer.aiter_bytes(_CHUNK)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable(f"the release server can't be reached ({type(error).__name__})") from None


async def _only_safe(request: httpx.Request) -> None:
    # A redirect to plain HTTP would be followed as well; only this computer itself may be asked like that.
    if request.url.scheme != "https" and request.url.host not in ("127.0.0.1", "localhost"):
        raise Unreachable("the release server has no safe address")
