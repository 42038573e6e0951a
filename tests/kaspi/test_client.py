"""The client's requests, windows, pages, names and memory, against a server of exact bytes."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kaspi_notifier.domain.settings import Kaspi
from kaspi_notifier.kaspi import BadReply, KaspiClient, NotFound, OrdersPage, TokenRejected
from kaspi_notifier.kaspi.connection import USER_AGENT
from tests.kaspi.bodies import order, page
from tests.kaspi.server import Answer, Request, Server, reply, serve

SINCE = datetime(2026, 3, 1, tzinfo=UTC)
UNTIL = datetime(2026, 3, 14, tzinfo=UTC)
TOKEN = "c2VjcmV0LXRva2Vu="
GE = "filter[orders][creationDate][$ge]"
LE = "filter[orders][creationDate][$le]"
STATE = "filter[orders][state]"


def client(server: Server, **options: Any) -> KaspiClient:
    """A client of the server without a pace, unless the test asks for one."""
    settings = Kaspi(token=TOKEN, base_url=server.base_url, **options.pop("settings", {}))
    return KaspiClient(settings, **{"requests_per_second": None} | options)


async def walk(
    kaspi: KaspiClient, since: datetime = SINCE, until: datetime | None = UNTIL
) -> list[OrdersPage]:
    """All pages."""
    return [found async for found in kaspi.orders(since, until)]


def paged(*sizes: int, total: int | None = None) -> Callable[[Request], Answer]:
    """A server with so many orders on each page."""

    def answer(request: Request) -> Answer:
        number = int(request.query["page[number]"])
        rows = range(sizes[number]) if number < len(sizes) else ()
        items = [order(1000 * number + row) for row in rows]
        return reply(body=page(*items, pages=len(sizes), total=sum(sizes) if total is None else total))

    return answer


async def test_a_request_looks_as_kaspi_wants_it() -> None:
    """Headers and query of the very first page, and nothing but GET."""
    async with serve(paged(1)) as server, client(server) as kaspi:
        await walk(kaspi)
    [request] = server.requests
    assert (request.method, request.path) == ("GET", "/shop/api/v2/orders")
    assert request.query == {
        "page[number]": "0",
        "page[size]": "100",
        GE: "1772323200000",
        LE: "1773446400000",
    }
    expected = {
        "x-auth-token": TOKEN,
        "content-type": "application/vnd.api+json",
        "accept": "application/vnd.api+json",
        "accept-encoding": "gzip",
        "user-agent": USER_AGENT,
    }
    assert expected.items() <= request.headers.items()
    assert "x-merchant-uid" not in request.headers
    assert "cookie" not in request.headers


async def test_a_merchant_uid_is_sent_when_there_is_one() -> None:
    """One login may own several shops."""
    async with serve(paged(1)) as server, client(server, settings={"merchant_uid": "99999999"}) as kaspi:
        await kaspi.check()
    assert server.requests[0].headers["x-merchant-uid"] == "99999999"


async def test_no_token_no_request() -> None:
    """An empty token is not shown to anybody."""
    async with serve(paged(1)) as server, KaspiClient(Kaspi(base_url=server.base_url)) as kaspi:
        with pytest.raises(TokenRejected):
            await kaspi.check()
    assert server.requests == []


async def test_pages_until_the_last() -> None:
    """Zero-based pages on one connection, each with its place."""
    async with serve(paged(100, 100, 50)) as server, client(server) as kaspi:
        pages = await walk(kaspi)
    assert [(p.number, len(p.orders), p.skipped, p.page_count, p.total_count) for p in pages] == [
        (0, 100, 0, 3, 250),
        (1, 100, 0, 3, 250),
        (2, 50, 0, 3, 250),
    ]
    assert server.connections == 1


async def test_an_empty_page_ends_the_walk_whatever_the_count_says() -> None:
    """`pageCount` may lag behind, or be 0 or 1 for nothing."""

    def answer(request: Request) -> Answer:
        items = [order()] if request.query["page[number]"] == "0" else []
        return reply(body=page(*items, pages=9))

    async with serve(answer) as server, client(server) as kaspi:
        assert len(await walk(kaspi)) == 1
    assert len(server.requests) == 2


async def test_without_counts_a_full_page_may_have_another() -> None:
    """Bodies without `meta` are walked to the first page that is not full."""

    def answer(request: Request) -> Answer:
        number = int(request.query["page[number]"])
        rows = range(100) if number == 0 else range(3)
        return reply(body=page(*(order(1000 * number + row) for row in rows), pages=None))

    async with serve(answer) as server, client(server) as kaspi:
        pages = await walk(kaspi)
    assert [(p.page_count, p.total_count) for p in pages] == [(2, 100), (2, 103)]


async def test_unreadable_orders_are_counted_not_fatal() -> None:
    """A page of nothing but broken orders is not an empty page."""

    def answer(request: Request) -> Answer:
        items = ([None] * 100, [order(code="no"), order(7)])[int(request.query["page[number]"])]
        return reply(body=page(*items, pages=2))

    async with serve(answer) as server, client(server) as kaspi:
        pages = await walk(kaspi)
    assert [(len(p.orders), p.skipped) for p in pages] == [(0, 100), (1, 1)]


@pytest.mark.parametrize("drifts", [False, True])
async def test_a_repeated_page_ends_the_walk(drifts: bool) -> None:
    """A server that ignores the page number would be walked for ever."""

    def answer(request: Request) -> Answer:
        body = page(order(1), order(2), pages=50)
        if drifts:
            body["meta"]["pageNumber"] = request.query["page[number]"]
        return reply(body=body)

    async with serve(answer) as server, client(server) as kaspi:
        seen = []
        with pytest.raises(BadReply, match="again and again"):
            async for found in kaspi.orders(SINCE, UNTIL):
                seen.append(found)  # noqa: PERF401
    assert len(seen) == 1
    assert len(server.requests) == 2


async def test_pages_without_end_end_at_two_hundred() -> None:
    """However many there are said to be."""

    def answer(request: Request) -> Answer:
        return reply(body=page(order(int(request.query["page[number]"])), pages=10**9))

    async with serve(answer) as server, client(server) as kaspi:
        with pytest.raises(BadReply, match="200 pages"):
            await walk(kaspi)
    assert len(server.requests) == 200


def windows(server: Server) -> list[tuple[float, float | None]]:
    """Each asked window as days after SINCE."""
    day = 86_400_000
    start = int(SINCE.timestamp() * 1000)
    return [
        ((int(r.query[GE]) - start) / day, (int(r.query[LE]) - start) / day if LE in r.query else None)
        for r in server.requests
    ]


async def test_a_long_time_is_read_in_windows_oldest_first() -> None:
    """No window is longer than 13 days, and none is left out between."""
    async with serve(paged(1)) as server, client(server) as kaspi:
        await walk(kaspi, SINCE, SINCE + timedelta(days=30))
    assert windows(server) == [(0, 13), (13, 26), (26, 30)]


async def test_the_newest_window_has_no_end() -> None:
    """A slow clock of ours must not cut the newest orders."""
    async with serve(paged(1)) as server, client(server) as kaspi:
        since = datetime.now(UTC) - timedelta(days=20)
        await walk(kaspi, since, None)
    assert [LE in request.query for request in server.requests] == [True, False]


@pytest.mark.parametrize(("days", "asked"), [(-1, 0), (0, 1), (13, 1)])
async def test_short_and_backward_times(days: int, asked: int) -> None:
    """A moment is a window; a time that runs backwards is none."""
    async with serve(paged(1)) as server, client(server) as kaspi:
        await walk(kaspi, SINCE, SINCE + timedelta(days=days))
    assert len(server.requests) == asked


async def test_a_start_in_the_future_still_asks_kaspi() -> None:
    """With a clock that is ahead the start may lie after Kaspi's now; Kaspi decides."""
    async with serve(paged(1)) as server, client(server) as kaspi:
        await walk(kaspi, datetime.now(UTC) + timedelta(hours=1), None)
    assert len(server.requests) == 1


async def test_a_crowded_window_is_halved() -> None:
    """Near a ceiling of 10,000 rows the window shrinks until it fits, still oldest first."""

    def answer(request: Request) -> Answer:
        span = int(request.query[LE]) - int(request.query[GE])
        return reply(body=page(order(), total=5_000 if span <= 4 * 86_400_000 else 9_500))

    async with serve(answer) as server, client(server) as kaspi:
        pages = await walk(kaspi, SINCE, SINCE + timedelta(days=8))
    assert len(pages) == 2
    assert windows(server) == [(0, 8), (0, 4), (4, 8)]


async def test_an_hour_is_never_halved() -> None:
    """A shop with 9,500 orders in an hour is walked as it is."""
    async with serve(paged(1, total=9_500)) as server, client(server) as kaspi:
        assert len(await walk(kaspi, SINCE, SINCE + timedelta(hours=1))) == 1


def demands_state(request: Request) -> Answer:
    """Kaspi as its own table of parameters has it."""
    if STATE not in request.query:
        return reply(400, {"errors": [{"title": "Required filter [orders][state] is empty."}]})
    items = [order(1)] if request.query[STATE] == "PICKUP" else []
    return reply(body=page(*items))


async def test_state_by_state_when_kaspi_insists() -> None:
    """The same window is read again with each of the six states, and so is every later one."""
    async with serve(demands_state) as server, client(server) as kaspi:
        assert len(await walk(kaspi)) == 1
        assert len(await walk(kaspi)) == 1
        await kaspi.check()
    states = [request.query.get(STATE) for request in server.requests]
    six = ["NEW", "SIGN_REQUIRED", "PICKUP", "DELIVERY", "KASPI_DELIVERY", "ARCHIVE"]
    assert states == [None, *six, *six, "NEW"]


async def test_a_check_learns_of_the_state_too() -> None:
    """The check must not fail where reading works."""
    async with serve(demands_state) as server, client(server) as kaspi:
        await kaspi.check()
    assert [request.query.get(STATE) for request in server.requests] == [None, "NEW"]


async def test_a_crowded_state_halves_the_window_for_all() -> None:
    """Halving and states work together."""

    def answer(request: Request) -> Answer:
        if STATE not in request.query:
            return demands_state(request)
        days = (int(request.query[LE]) - int(request.query[GE])) / 86_400_000
        crowded = request.query[STATE] == "ARCHIVE" and days > 4
        return reply(body=page(order(), total=9_500 if crowded else 1))

    async with serve(answer) as server, client(server) as kaspi:
        pages = await walk(kaspi, SINCE, SINCE + timedelta(days=8))
    assert len(pages) == 5 + 6 + 6


@pytest.mark.parametrize("title", ["status is wrong", "the estate is wrong"])
async def test_another_400_is_not_about_the_state(title: str) -> None:
    """Only the word itself counts; everything else is a refusal."""
    async with serve(lambda _: reply(400, {"errors": [{"title": title}]})) as server, client(server) as kaspi:
        with pytest.raises(BadReply):
            await walk(kaspi)
    assert len(server.requests) == 1


async def test_a_state_that_is_demanded_even_with_one_is_an_error() -> None:
    """No endless circle."""
    always = reply(400, {"errors": [{"title": "Required filter [orders][state] is empty."}]})
    async with serve(lambda _: always) as server, client(server) as kaspi:
        for call in (walk(kaspi), kaspi.check()):
            with pytest.raises(BadReply):
                await call
    assert len(server.requests) == 3


async def test_an_order_by_its_number() -> None:
    """Alone in the query, without dates; another order in the answer is not it."""

    def answer(request: Request) -> Answer:
        assert list(request.query) == ["filter[orders][code]"]
        items = {"900000007": [order(7)], "900000008": [order(7)]}.get(
            request.query["filter[orders][code]"], []
        )
        return reply(body=page(*items))

    async with serve(answer) as server, client(server) as kaspi:
        found = await kaspi.order("900000007")
        assert found is not None
        assert found.code == "900000007"
        assert await kaspi.order("900000008") is None
        assert await kaspi.order("900000009") is None
        assert await kaspi.order("900 or 1=1") is None
    assert len(server.requests) == 3


async def test_the_check_reads_real_rows_of_one_day() -> None:
    """Page size 1, the last 24 hours; a shop without orders is well too."""
    async with serve(paged(0)) as server, client(server) as kaspi:
        await kaspi.check()
    [request] = server.requests
    assert request.query["page[size]"] == "1"
    since = datetime.fromtimestamp(int(request.query[GE]) / 1000, UTC)
    assert abs(datetime.now(UTC) - timedelta(days=1) - since) < timedelta(seconds=10)
    assert LE not in request.query


async def test_a_missing_order_list_is_not_found() -> None:
    """404 for the list itself is an error of ours or theirs, never an empty shop."""
    async with (
        serve(lambda _: reply(404, {"errors": [{"title": "gone"}]})) as server,
        client(server) as kaspi,
    ):
        with pytest.raises(NotFound, match="gone"):
            await walk(kaspi)


async def test_the_pace_is_kept_on_loopback_too() -> None:
    """Five requests at 20 a second take four gaps, whoever asks, and never two at once."""
    loop = asyncio.get_running_loop()
    async with serve(paged(1)) as server, client(server, requests_per_second=20) as kaspi:
        began = loop.time()
        await asyncio.gather(*(kaspi.check() for _ in range(5)))
        took = loop.time() - began
    assert took > 0.19
    assert len(server.requests) == 5
    assert server.connections == 1
