"""The receiver of WAHA's webhooks: how much, how long and how often, before a signature is even looked at."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from kaspi_notifier.api.behind import Behind, NotRunning
from kaspi_notifier.engine.webhooks import PATH, Receipt

SIGNATURE = "x-webhook-hmac"
BIGGEST_BODY = 256 * 1024
_READ_SECONDS = 5.0
_RATE = 100.0
"""Events a second in the long run; WAHA brings those again that come above it."""
_BURST = 500.0

_Message = dict[str, Any]


class Bucket:
    """Lets `rate` things a second through in the long run, and `burst` at once."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._left = burst
        self._at = clock()

    def takes(self) -> bool:
        """Whether one more may pass now."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Receiver:
    """Takes bodies in for every shop. Whoever has no key learns nothing but that it has none."""

    def __init__(self, behind: Behind, bucket: Bucket | None = None) -> None:
        self._behind = behind
        self._bucket = bucket or Bucket(_RATE, _BURST)

    async def answer(self, pieces: AsyncIterator[bytes], signature: str) -> int:
        """The HTTP status for a body and its signature; 2xx tells WAHA not to bring it again."""
        if not self._bucket.takes():
            return 429
        try:
            async with asyncio.timeout(_READ_SECONDS):
                body = await _whole(pieces)
        except TimeoutError:
            return 408
        if body is None:
            return 413
        try:
            receipt = await (await self._behind.engine()).receive(body, signature)
        except NotRunning:
            return 429
        return 401 if receipt is Receipt.REFUSED else 200

    async def app(
        self,
        scope: _Message,
        receive: Callable[[], Awaitable[_Message]],
        send: Callable[[_Message], Awaitable[None]],
    ) -> None:
        """The receiver alone, as an ASGI application: one path, one method, empty answers."""
        status = 404 if scope["path"] != PATH else 405 if scope["method"] != "POST" else 0
        if not status:
            headers = dict(scope["headers"])
            signature = headers.get(SIGNATURE.encode(), b"").decode("latin-1")
            status = await self.answer(_pieces(receive), signature)
        more = [(b"retry-after", b"2")] if status == 429 else [(b"allow", b"POST")] if status == 405 else []
        await send(
            {"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0"), *more]}
        )
        await send({"type": "http.response.body"})


async def _pieces(receive: Callable[[], Awaitable[_Message]]) -> AsyncIterator[bytes]:
    is_more = True
    while is_more:
        message = await receive()
        yield message.get("body", b"")
        is_more = message.get("more_body", False)


async def _whole(pieces: AsyncIterator[bytes]) -> bytes | None:
    body = bytearray()
    async for piece in pieces:
        body += piece
        if len(body) > BIGGEST_BODY:
            return None
    return bytes(body)
