"""Planted bugs of time, of ticks, of connections and of parsers."""

from contextlib import ExitStack
from datetime import datetime, time, timedelta

import httpx
import msgspec

from kaspi_notifier.domain import pacing
from kaspi_notifier.domain.clock import almaty_day, at_almaty
from kaspi_notifier.domain.message import state_of_ack
from kaspi_notifier.engine import send, turn
from kaspi_notifier.kaspi import lines
from kaspi_notifier.kaspi import parse as kaspi_parse
from kaspi_notifier.store import moves, new_chats, outbox
from tests.harness.planted_sending import put


def cap_by_midnight(stack: ExitStack) -> None:
    """The day's new chats are counted from midnight instead of over any 24 hours."""
    starts = new_chats.NewChats.starts

    def since_midnight(self: new_chats.NewChats, shop_id: int, since: datetime) -> list[datetime]:
        return starts(self, shop_id, at_almaty(almaty_day(since + timedelta(days=1)), time(0)))

    put(stack, new_chats.NewChats, "starts", since_midnight)


def never_stale(stack: ExitStack) -> None:
    """Nobody asks whether a message is still worth sending."""
    put(stack, outbox.Outbox, "expire", lambda self, shop_id, now: 0)
    for module in (send, turn):
        put(stack, module, "is_stale", lambda message, now: False)


def quiet_hours_by_utc(stack: ExitStack) -> None:
    """Quiet hours begin and end five hours late."""
    put(stack, pacing, "almaty", lambda moment: moment)


def ticks_go_back(stack: ExitStack) -> None:
    """The last tick counts, not the highest."""
    put(stack, outbox, "state_after_ack", lambda state, ack: state_of_ack(ack))
    put(stack, moves, "check_move", lambda before, after: None)


def redirects_followed(stack: ExitStack) -> None:
    """The HTTP client goes wherever an answer sends it, with the key."""
    handle = httpx.AsyncHTTPTransport.handle_async_request

    async def following(self: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        answer = await handle(self, request)
        if not answer.has_redirect_location:
            return answer
        await answer.aclose()
        there = httpx.Request(
            request.method,
            request.url.join(answer.headers["Location"]),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        return await following(self, there)

    put(stack, httpx.AsyncHTTPTransport, "handle_async_request", following)


def parser_raises(stack: ExitStack) -> None:
    """Broken UTF-8 and deep nesting were forgotten among the things a decoder raises."""
    for module in (kaspi_parse, lines):
        put(stack, module, "UNREADABLE", (msgspec.ValidationError,))
