"""The lines of an order: asked once, named, all or none, and remembered within bounds."""

import httpx
import pytest

from kaspi_notifier.domain.settings import Kaspi
from kaspi_notifier.kaspi import KaspiClient
from kaspi_notifier.kaspi.lines import parse_entries
from tests.kaspi.bodies import line, raw
from tests.kaspi.server import Answer, Request, reply, serve
from tests.kaspi.test_client import TOKEN, client


async def test_lines_of_an_order_are_asked_once() -> None:
    """The id goes into the path encoded; what was found is remembered."""
    async with (
        serve(lambda _: reply(body={"data": [line(), line(1, "Сыр", 1.35)]})) as server,
        client(server) as kaspi,
    ):
        first = await kaspi.entries("a/b#?=")
        assert [(entry.name, str(entry.quantity)) for entry in first] == [("Чайник", "1"), ("Сыр", "1.35")]
        assert await kaspi.entries("a/b#?=") == first
    assert [request.path for request in server.requests] == ["/shop/api/v2/orders/a%2Fb%23%3F%3D/entries"]


@pytest.mark.parametrize(
    "nothing",
    [
        reply(body={"data": []}),
        reply(404, {"errors": [{"title": "Resource not found"}]}),
        reply(404, b"<html>", Content_Type="text/html"),
    ],
)
async def test_lines_that_are_not_there_yet_are_asked_again(nothing: Answer) -> None:
    """Right after an order is made Kaspi has no lines of it."""
    answers = [nothing, reply(body={"data": [line()]})]
    async with serve(lambda _: answers.pop(0)) as server, client(server) as kaspi:
        assert await kaspi.entries("x") == ()
        assert len(await kaspi.entries("x")) == 1
        assert await kaspi.entries("..") == ()


async def test_a_line_without_a_name_has_the_products() -> None:
    """The official sample has no `offer`; the public product name takes its place."""

    def answer(request: Request) -> Answer:
        if request.path.endswith("/entries"):
            return reply(body={"data": [line(0, None, 2), line(1)]})
        return reply(body={"data": {"attributes": {"name": "Наушники"}}})

    async with serve(answer) as server, client(server) as kaspi:
        names = [entry.name for entry in await kaspi.entries("x")]
    assert names == ["Наушники", "Чайник"]
    assert server.requests[1].path == "/shop/api/v2/orderentries/bGluZQ%23%230/product"


@pytest.mark.parametrize(
    ("lines", "product", "asked"),
    [
        ([line(), line(1, None)], reply(404, {"errors": []}), 2),
        ([line(), line(1, None)], reply(body={"data": {}}), 2),
        ([line(), line(1, None) | {"id": ""}], reply(500), 1),
        ([line(n, None) for n in range(21)], reply(500), 1),
    ],
)
async def test_half_a_list_is_no_list(lines: list[object], product: Answer, asked: int) -> None:
    """A line whose name can't be found makes the whole list unknown, at a bounded price."""

    def answer(request: Request) -> Answer:
        return reply(body={"data": lines}) if request.path.endswith("/entries") else product

    async with serve(answer) as server, client(server) as kaspi:
        assert await kaspi.entries("x") == ()
    assert len(server.requests) == asked


async def test_the_memory_of_lines_is_bounded() -> None:
    """Of 2,001 orders the one asked longest ago is forgotten."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path.split("/")[-2])
        return httpx.Response(200, stream=httpx.ByteStream(raw({"data": [line()]})))

    transport = httpx.MockTransport(answer)
    async with KaspiClient(Kaspi(token=TOKEN), transport=transport, requests_per_second=None) as kaspi:
        for number in range(2000):
            await kaspi.entries(f"x{number}")
        await kaspi.entries("x0")
        await kaspi.entries("y")
        await kaspi.entries("x0")
        assert len(asked) == 2001
        await kaspi.entries("x1")
    assert asked[-2:] == ["y", "x1"]


@pytest.mark.parametrize(
    ("relationships", "code"),
    [
        ({"product": {"data": {"type": "masterproducts", "id": "MTAwMDAwMDAx"}}}, "100000001"),
        ({"product": {"data": {"type": "masterproducts", "id": "MTAwMDAwMDAwMg"}}}, "1000000002"),
        ({"product": {"data": {"id": "U0tVLTAwMDU"}}}, ""),
        ({"product": {"data": {"id": "no base64!"}}}, ""),
        ({"product": {"data": {"id": 5}}}, ""),
        ({"product": {"data": None}}, ""),
        ({"product": []}, ""),
        ([1], ""),
        (None, ""),
    ],
)
def test_a_line_knows_its_product_where_kaspi_links_it(relationships: object, code: str) -> None:
    """A link of another shape costs the code, not the line."""
    [parsed] = parse_entries(raw({"data": [{**line(), "relationships": relationships}]}))
    assert (parsed.name, parsed.product_code) == ("Чайник", code)
    assert parsed.named("Чайник").product_code == code
