"""WAHA's events over one WebSocket; its address holds the key and so is never logged or raised."""

import logging
import ssl
from collections.abc import AsyncGenerator
from urllib.parse import urlencode

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError, InvalidStatus, WebSocketException

from kaspi_notifier.domain.settings import Waha
from kaspi_notifier.waha import errors
from kaspi_notifier.waha.events import EVENTS, Event, read
from kaspi_notifier.waha.link import BIGGEST_REPLY, Reply
from kaspi_notifier.waha.refusals import refusal

_KEEPALIVE = 30.0

# websockets logs the request line, and so the key; this logger belongs to no tree and says nothing.
_SILENT = logging.Logger("kaspi_notifier.waha.silent")  # noqa: LOG001
_SILENT.disabled = True


class _Connect(connect):
    def process_redirect(self, exc: Exception) -> Exception:
        """Follow no redirect: the key would go with it."""
        return exc


async def listen(settings: Waha, tls: ssl.SSLContext) -> AsyncGenerator[Event, None]:
    """Events of the session until the connection drops.

    Raises `KeyRefused`, `Forbidden` or another refusal of the server, and `Unreachable` when there is no
    connection or it breaks; ends when the server closes it in order.
    """
    fault: errors.WahaError
    try:
        async with _Connect(
            _address(settings),
            ssl=tls if settings.url.startswith("https:") else None,
            logger=_SILENT,
            proxy=None,
            compression=None,
            max_size=BIGGEST_REPLY,
            open_timeout=10,
            close_timeout=2,
            ping_interval=_KEEPALIVE,
            ping_timeout=_KEEPALIVE,
        ) as socket:
            async for frame in socket:
                if (event := read(frame, settings.session)) is not None:
                    yield event
            return
    except ConnectionClosedError as error:
        fault = _why_closed(error)
    except InvalidStatus as error:
        reply = Reply(status=error.response.status_code, body=None)
        fault = refusal(reply) or errors.BadReply("the address has no WebSocket")
    except (OSError, TimeoutError, WebSocketException):
        fault = errors.Unreachable("no connection for events")
    # Outside of `except`: the library's errors hold the address.
    raise fault


def _address(settings: Waha) -> str:
    # WAHA takes the key of a WebSocket in the address and nowhere else.
    query = [("session", settings.session), *(("events", name) for name in EVENTS)]
    query.append(("x-api-key", settings.api_key))
    return f"ws{settings.url.removeprefix('http').rstrip('/')}/ws?{urlencode(query)}"


def _why_closed(error: ConnectionClosedError) -> errors.WahaError:
    if error.rcvd is not None and error.rcvd.code == 1008:
        if error.rcvd.reason == "Forbidden":
            return errors.Forbidden("the API key may not listen to events")
        return errors.KeyRefused("the API key was refused for events")
    return errors.Unreachable("the connection for events broke off")
