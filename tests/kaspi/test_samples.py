"""All 56 reference samples, each served as it is and read the way the program would read it."""

from typing import Any

import pytest

from kaspi_notifier.domain.order import Delivery, Order
from kaspi_notifier.domain.phone import NoChat, mobile
from kaspi_notifier.domain.rules import Event, facts
from kaspi_notifier.kaspi import (
    BadReply,
    Blocked,
    KaspiClient,
    KaspiError,
    NoRights,
    NotFound,
    RateLimited,
    ServerFault,
    TokenRejected,
    Unreachable,
)
from tests.kaspi.bodies import SAMPLES
from tests.kaspi.server import SILENCE, Answer, Request, reply, serve
from tests.kaspi.test_client import SINCE, UNTIL, client

PAGES = {
    "orders_new": "900000001 900000002 900000003 900000004 900000005",
    "orders_sign_required": "900000006",
    "orders_pickup": "900000007 900000008",
    "orders_delivery_own": "900000009 900000010",
    "orders_kaspi_delivery": "900000011 900000012 900000013 900000014 900000015 900000016 900000017",
    "orders_archive": "900000018 900000019 900000020 900000021 900000022 900000023 900000024 900000025",
    "orders_stateless_window": "900000003 900000011 900000007 900000009 900000018 900000020",
    "orders_empty": "",
    "orders_oddities": "900000030 900000031 900000032 900000033 900000034 900000035 900000036 900000037 "
    "900000038 900000039",
    "orders_no_included_key": "900000001",
    "orders_include_entries": "900000001",
    "order_by_id": "900000011",
}
ENTRIES = {
    "entries_single": [("Чехол тестовый прозрачный для смартфона X, 1 шт", "1")],
    "entries_multi": [("Диван образцовый «Макет», 230 см", "1"), None],
    "entries_weight": [("Сыр вымышленный", "1.35")],
    "entries_no_offer": [("Наушники Вымышленные One белые", "1")],
    "entries_empty": [],
    "entries_404": [],
}
ERRORS: dict[str, type[KaspiError]] = {
    "error_400_no_creation_date": BadReply,
    "error_400_no_page": BadReply,
    "error_400_range": BadReply,
    "error_400_state_required": BadReply,
    "error_401": TokenRejected,
    "error_401_empty": TokenRejected,
    "error_403_json": NoRights,
    "error_403_waf_html": Blocked,
    "error_404_json": NotFound,
    "error_404_html": NotFound,
    "error_406": BadReply,
    "error_415": BadReply,
    "error_429": RateLimited,
    "error_429_html": RateLimited,
    "error_500_json": ServerFault,
    "error_500_html": ServerFault,
    "error_502_html": ServerFault,
    "error_503_html": ServerFault,
    "error_200_html": BadReply,
    "error_200_truncated_json": BadReply,
    "error_302_redirect": BadReply,
    "error_detail_only": BadReply,
    "transport_hang": Blocked,
    "accept_already_cancelled": BadReply,
    "complete_step2_wrong_code": BadReply,
}
# Answers to requests this program never makes; met in place of a page they hold no order.
STRANGERS = [
    *("accept_ok", "assemble_ok", "complete_step1", "cancel_ok"),
    *("merchant_product", "delivery_point_of_service", "product_of_entry"),
]
OTHERS = {
    *("orders_paging_0", "orders_paging_1", "order_by_code_found", "order_by_code_not_found"),
    *("product_404", "transport_ipv6"),
}


def sample(name: str) -> Answer:
    """The sample's response as bytes of HTTP."""
    response: dict[str, Any] = SAMPLES[name]["response"]
    if "simulate" in response:
        return SILENCE
    body = response["body"] if "body" in response else response["body_text"].encode()
    headers = {key.replace("-", "_"): value for key, value in response["headers"].items()}
    return reply(response["status"], body, **headers)


async def orders_of(name: str) -> list[Order]:
    """The orders of one page."""
    async with serve(lambda _: sample(name)) as server, client(server) as kaspi:
        pages = [page async for page in kaspi.orders(SINCE, UNTIL)]
    assert sum(page.skipped for page in pages) == 0
    return [order for page in pages for order in page.orders]


def test_no_sample_is_forgotten() -> None:
    """Each of the 56 has its place below."""
    named = [*PAGES, *ENTRIES, *ERRORS, *STRANGERS, *OTHERS]
    assert sorted(named) == sorted(SAMPLES)
    assert len(named) == 56


@pytest.mark.parametrize(("name", "codes"), PAGES.items())
async def test_pages(name: str, codes: str) -> None:
    """Every order of every page is there and whole."""
    orders = await orders_of(name)
    assert [order.code for order in orders] == codes.split()
    for order in orders:
        source = next(o for o in _items(name) if o["attributes"]["code"] == order.code)
        assert order.kaspi_id == source["id"]
        assert (order.state, order.status) == (source["attributes"]["state"], source["attributes"]["status"])
        assert order.created_at.timestamp() * 1000 == source["attributes"]["creationDate"]
        assert order.total_price == source["attributes"]["totalPrice"]


def _items(name: str) -> list[dict[str, Any]]:
    data = SAMPLES[name]["response"]["body"]["data"]
    return data if isinstance(data, list) else [data]


async def test_delivery_kinds() -> None:
    """Pickup, own delivery, to the door, express, postomat, and one of the future."""
    new = [order.delivery for order in await orders_of("orders_new")]
    kinds = (
        Delivery.PICKUP,
        Delivery.OWN_DELIVERY,
        Delivery.KASPI_DELIVERY,
        Delivery.EXPRESS,
        Delivery.POSTOMAT,
    )
    assert new == list(kinds)
    odd = {order.code: order for order in await orders_of("orders_oddities")}
    assert odd["900000038"].delivery is Delivery.UNKNOWN
    assert facts(odd["900000038"]) == frozenset()


async def test_what_the_samples_mean() -> None:
    """Pre-orders, hand-over by flags, finished and returned orders."""
    ready, preorder = await orders_of("orders_pickup")
    assert Event.READY_FOR_PICKUP in facts(ready)
    assert Event.READY_FOR_PICKUP not in facts(preorder)
    assert preorder.is_preorder
    assert ready.pickup_address == "Алматы, ул. Вымышленная, 1"
    to_pack, packed, handed, *_ = await orders_of("orders_kaspi_delivery")
    assert [o.is_assembled for o in (to_pack, packed, handed)] == [False, True, True]
    assert [o.handed_over_at is None for o in (to_pack, packed, handed)] == [True, True, False]
    assert [o.is_final for o in await orders_of("orders_archive")] == [True] * 5 + [False] * 2 + [True]


async def test_phones_of_the_oddities() -> None:
    """Masks, a missing customer and a phone's stand-in lead to no chat."""
    odd = {order.code[-2:]: order for order in await orders_of("orders_oddities")}
    hidden = {key: mobile(odd[key].buyer_phone) for key in ("30", "31", "32", "33")}
    assert all(isinstance(result, NoChat) for result in hidden.values())
    assert odd["32"].has_phone_alias
    assert mobile(odd["34"].buyer_phone) == "77000000034"
    assert mobile(odd["35"].buyer_phone) == "77000000035"
    assert odd["37"].buyer_first_name == ""
    assert (odd["39"].approved_at, odd["39"].delivery_address) == (None, "")


async def test_paging_with_drift() -> None:
    """The row that slid to the next page comes twice; the store knows it by its number."""

    def answer(request: Request) -> Answer:
        return sample(f"orders_paging_{request.query['page[number]']}")

    async with serve(answer) as server, client(server) as kaspi:
        codes = [order.code async for page in kaspi.orders(SINCE, UNTIL) for order in page.orders]
    assert codes == ["900000001", "900000012", "900000012", "900000018"]


async def test_by_number() -> None:
    """Found at any age, or not there."""
    async with serve(lambda _: sample("order_by_code_found")) as server, client(server) as kaspi:
        found = await kaspi.order("900000040")
    assert found is not None
    assert found.code == "900000040"
    async with serve(lambda _: sample("order_by_code_not_found")) as server, client(server) as kaspi:
        assert await kaspi.order("900009999") is None


@pytest.mark.parametrize(("name", "expected"), ENTRIES.items())
async def test_entries(name: str, expected: list[tuple[str, str] | None]) -> None:
    """Lines with their names and quantities; no lines while there are none."""

    def answer(request: Request) -> Answer:
        return sample("product_of_entry" if request.path.endswith("/product") else name)

    async with serve(answer) as server, client(server) as kaspi:
        found = await kaspi.entries("OTAwMDAwMDAx")
    assert len(found) == len(expected)
    for entry, wanted in zip(found, expected, strict=True):
        assert wanted is None or (entry.name, str(entry.quantity)) == wanted


async def test_a_product_card_that_is_gone() -> None:
    """Then the line has no name, and the text stays neutral."""

    def answer(request: Request) -> Answer:
        return sample("product_404" if request.path.endswith("/product") else "entries_no_offer")

    async with serve(answer) as server, client(server) as kaspi:
        assert await kaspi.entries("OTAwMDAwMDEx") == ()


@pytest.mark.parametrize(("name", "kind"), ERRORS.items())
async def test_errors(name: str, kind: type[KaspiError]) -> None:
    """Each has its own meaning."""
    async with serve(lambda _: sample(name)) as server, client(server, read_timeout=0.2) as kaspi:
        with pytest.raises(KaspiError) as raised:
            await read_all(kaspi)
    assert type(raised.value) is kind


async def read_all(kaspi: KaspiClient) -> None:
    """Read all pages for their errors."""
    async for _ in kaspi.orders(SINCE, UNTIL):
        pass


@pytest.mark.parametrize("name", STRANGERS)
async def test_answers_to_what_is_never_asked(name: str) -> None:
    """Nothing in them is taken for an order."""
    assert SAMPLES[name]["request"]["method"] == "POST" or "/product" in name or "_" in name
    async with serve(lambda _: sample(name)) as server, client(server) as kaspi:
        try:
            pages = [page async for page in kaspi.orders(SINCE, UNTIL)]
        except BadReply:
            return
    assert all(page.orders == [] for page in pages)


async def test_ipv6_that_does_not_connect() -> None:
    """The sample `transport_ipv6`: the name has a dead IPv6 address, the IPv4 one answers."""
    async with serve(lambda _: sample("orders_new"), host="localhost") as server, client(server) as kaspi:
        await kaspi.check()
    async with client(server) as kaspi:
        with pytest.raises(Unreachable):
            await kaspi.check()
