"""What the simulated Kaspi gives, demands and refuses."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from kaspi_notifier.simulator import KaspiOptions, Simulator
from kaspi_notifier.simulator.kaspi_refusals import FAULT_ANSWERS
from tests.simulator.clients import DAY_MS, SAMPLES, kaspi_client, shape, until, window


def codes(reply: httpx.Response) -> list[str]:
    """Order codes of a page."""
    return [item["attributes"]["code"] for item in reply.json()["data"]]


def title(reply: httpx.Response) -> str:
    """The text of a refusal."""
    text: str = reply.json()["errors"][0]["title"]
    return text


def sample_order(sample: str, position: int) -> dict[str, Any]:
    """One order of the samples."""
    order: dict[str, Any] = SAMPLES[sample]["response"]["body"]["data"][position]
    return order


async def test_pages_are_counted_from_zero_and_newest_first(
    simulator: Simulator, kaspi: httpx.AsyncClient
) -> None:
    now = datetime.now(UTC)
    made = [simulator.kaspi.add_order(created_at=now - timedelta(hours=hours)) for hours in (5, 1, 3)]
    first = await kaspi.get("/orders", params=window(size=2))
    second = await kaspi.get("/orders", params=window(page=1, size=2))
    third = await kaspi.get("/orders", params=window(page=2, size=2))
    assert codes(first) == [made[1].code, made[2].code]
    assert codes(second) == [made[0].code]
    assert codes(third) == []
    assert first.json()["meta"] == {"pageCount": 2, "totalCount": 3}
    assert first.json()["included"] == []
    assert first.headers["content-type"] == "application/vnd.api+json;charset=UTF-8"
    made[1].complete()
    again = await kaspi.get("/orders", params=window(size=2))
    assert again.json()["data"][0]["attributes"]["status"] == "COMPLETED"


async def test_an_empty_shop_looks_like_the_sample(kaspi: httpx.AsyncClient) -> None:
    reply = await kaspi.get("/orders", params=window())
    assert reply.json() == SAMPLES["orders_empty"]["response"]["body"]


@pytest.mark.parametrize(
    ("sample", "position", "delivery", "steps"),
    [
        ("orders_new", 0, "pickup", []),
        ("orders_pickup", 0, "pickup", ["accept"]),
        ("orders_delivery_own", 0, "own_delivery", ["accept"]),
        ("orders_kaspi_delivery", 1, "kaspi_delivery", ["accept", "assemble"]),
        ("orders_kaspi_delivery", 2, "kaspi_delivery", ["accept", "assemble", "hand_over"]),
        ("orders_archive", 1, "kaspi_delivery", ["accept", "hand_over", "complete"]),
        ("orders_archive", 3, "pickup", ["accept", "cancel"]),
    ],
)
async def test_orders_have_the_shape_of_the_samples(
    simulator: Simulator,
    kaspi: httpx.AsyncClient,
    sample: str,
    position: int,
    delivery: str,
    steps: list[str],
) -> None:
    order = simulator.kaspi.add_order(delivery=delivery, status="APPROVED_BY_BANK")
    for step in steps:
        getattr(order, step)()
    got = (await kaspi.get("/orders", params=window())).json()["data"][0]
    wanted = sample_order(sample, position)
    assert got["attributes"]["state"] == wanted["attributes"]["state"]
    assert got["attributes"]["status"] == wanted["attributes"]["status"]
    # Kaspi itself leaves out the promised day and the address at times.
    for optional in ("plannedDeliveryDate", "deliveryAddress"):
        got["attributes"].pop(optional, None)
        wanted["attributes"].pop(optional, None)
    assert shape(got) == shape(wanted)


async def test_lines_and_products_have_the_shape_of_the_samples(
    simulator: Simulator, kaspi: httpx.AsyncClient
) -> None:
    order = simulator.kaspi.add_order(entries=[("Чайник", 2), ("Сыр", 1.35)])
    lines = (await kaspi.get(f"/orders/{order.kaspi_id}/entries")).json()
    samples = SAMPLES
    assert shape(lines) == shape(samples["entries_single"]["response"]["body"])
    assert [line["attributes"]["quantity"] for line in lines["data"]] == [2, 1.35]
    assert [line["attributes"]["unitType"] for line in lines["data"]] == ["PIECES", "MEASURABLE"]
    assert lines["data"][1]["attributes"]["offer"]["name"] == "Сыр"
    product = (await kaspi.get(f"/orderentries/{lines['data'][1]['id']}/product")).json()
    assert product["data"]["attributes"]["name"] == "Сыр"
    assert shape(product) == shape(samples["product_of_entry"]["response"]["body"])
    for wrong in ("!", "NDIwMDAwMDAx", "NDIwMDAwMDAxIyM5", "NDIwMDAwMDAxIyN4"):
        assert (await kaspi.get(f"/orderentries/{wrong}/product")).status_code == 404
    order.entries = ()
    empty = (await kaspi.get(f"/orders/{order.kaspi_id}/entries")).json()
    assert empty == samples["entries_empty"]["response"]["body"]
    assert order.entries == ()


async def test_orders_are_found_by_id_and_by_code(simulator: Simulator, kaspi: httpx.AsyncClient) -> None:
    old = simulator.kaspi.add_order("900000040", created_at=datetime.now(UTC) - timedelta(days=50))
    by_code = await kaspi.get("/orders", params={"filter[orders][code]": old.code})
    assert codes(by_code) == [old.code]
    assert by_code.json()["meta"] == {"pageCount": 1, "totalCount": 1}
    none = await kaspi.get("/orders", params={"filter[orders][code]": "1"})
    assert none.json() == SAMPLES["order_by_code_not_found"]["response"]["body"]
    by_id = await kaspi.get(f"/orders/{old.kaspi_id}")
    assert by_id.json()["data"]["attributes"]["code"] == old.code
    for path in (f"/orders/{old.code}", f"/orders/{old.code}/entries"):
        reply = await kaspi.get(path)
        assert (reply.status_code, title(reply)) == (404, "Resource not found")


async def test_filters_and_included(simulator: Simulator, kaspi: httpx.AsyncClient) -> None:
    new = simulator.kaspi.add_order(status="APPROVED_BY_BANK")
    picked = simulator.kaspi.add_order()
    done = simulator.kaspi.add_order()
    done.complete()
    assert codes(await kaspi.get("/orders", params=window(state="NEW"))) == [new.code]
    assert codes(await kaspi.get("/orders", params=window(status="ACCEPTED_BY_MERCHANT"))) == [picked.code]
    assert codes(await kaspi.get("/orders", params=window(state="ARCHIVE", status="COMPLETED"))) == [
        done.code
    ]
    users = await kaspi.get("/orders", params=window() | {"include[orders]": "user"})
    sample = SAMPLES["orders_new"]["response"]["body"]["included"]
    assert shape(users.json()["included"]) == shape(sample)
    lines = await kaspi.get("/orders", params=window() | {"include[orders]": "entries"})
    assert {item["type"] for item in lines.json()["included"]} == {"orderentries"}


@pytest.mark.parametrize(
    ("without", "changed", "text"),
    [
        ("page[number]", {}, "Required pagination value [number] is empty."),
        ("page[size]", {}, "Required pagination value [size] is empty."),
        (
            "filter[orders][creationDate][$ge]",
            {},
            "Required filter [orders][creationDate][$ge] is empty.",
        ),
        ("", {"page[size]": "101"}, "Page size must be between 1 and 100"),
        ("", {"page[number]": "-1"}, "Required pagination value [number] is empty."),
        (
            "",
            {"filter[orders][creationDate][$le]": "now"},
            "Filter [orders][creationDate][$le] is invalid.",
        ),
    ],
)
async def test_missing_and_wrong_parameters(
    kaspi: httpx.AsyncClient, without: str, changed: dict[str, str], text: str
) -> None:
    query = {name: value for name, value in window().items() if name != without} | changed
    reply = await kaspi.get("/orders", params=query)
    assert (reply.status_code, title(reply)) == (400, text)


async def test_a_window_is_at_most_fourteen_days(kaspi: httpx.AsyncClient) -> None:
    reply = await kaspi.get("/orders", params=window(days=14.1))
    assert (reply.status_code, title(reply)) == (400, "Date range must not exceed 14 days")
    month_ago = int(time.time() * 1000) - 30 * DAY_MS
    until_then = {"filter[orders][creationDate][$le]": str(month_ago + 13 * DAY_MS)}
    assert (await kaspi.get("/orders", params=window(days=30) | until_then)).status_code == 200


async def test_a_state_can_be_demanded(simulator: Simulator, kaspi: httpx.AsyncClient) -> None:
    simulator.kaspi.state_required = True
    reply = await kaspi.get("/orders", params=window())
    assert (reply.status_code, title(reply)) == (400, "Required filter [orders][state] is empty.")
    assert (await kaspi.get("/orders", params=window(state="NEW"))).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Auth-Token": "wrong"}, 401),
        ({"Content-Type": "application/json"}, 415),
        ({"Accept": "application/json"}, 406),
        ({"Accept": "text/html"}, 404),
        ({"Accept": "*/*"}, 200),
    ],
)
async def test_headers(simulator: Simulator, headers: dict[str, str], status: int) -> None:
    async with kaspi_client(simulator, **headers) as client:
        reply = await client.get("/orders", params=window())
    assert reply.status_code == status
    assert reply.headers["content-type"].startswith("text/html") == (status == 404)


async def test_python_clients_are_left_waiting() -> None:
    own = "python-httpx/0.28.1"
    for user_agents, error in (("refuse", httpx.RemoteProtocolError), ("hang", httpx.ReadTimeout)):
        options = KaspiOptions(user_agents=user_agents, silence_seconds=0.02)  # type: ignore[arg-type]
        async with (
            Simulator(kaspi=options) as simulator,
            kaspi_client(simulator, **{"User-Agent": own}) as client,
        ):
            with pytest.raises(error):
                await client.get("/orders", params=window(), timeout=0.2)
    async with (
        Simulator(kaspi=KaspiOptions(user_agents="allow")) as simulator,
        kaspi_client(simulator, **{"User-Agent": own}) as client,
    ):
        assert (await client.get("/orders", params=window())).status_code == 200


async def test_nothing_can_be_written(simulator: Simulator, kaspi: httpx.AsyncClient) -> None:
    reply = await kaspi.post("/orders", json={})
    assert (reply.status_code, title(reply)) == (403, "Access denied")
    assert simulator.kaspi.writes == [("POST", "/shop/api/v2/orders")]
    unknown = await kaspi.get("/offers")
    assert unknown.status_code == 404
    assert unknown.text == SAMPLES["error_404_html"]["response"]["body_text"]
    assert [seen.method for seen in simulator.kaspi.requests] == ["POST", "GET"]
    assert len(simulator.kaspi.request_times) == 2


SAMPLE_OF_FAULT = {
    "unauthorized": "error_401",
    "empty_401": "error_401_empty",
    "forbidden_json": "error_403_json",
    "forbidden_html": "error_403_waf_html",
    "rate_limited_429": "error_429",
    "rate_limited_html": "error_429_html",
    "error_500_json": "error_500_json",
    "maintenance_503": "error_503_html",
    "captive_200_html": "error_200_html",
    "truncated_json": "error_200_truncated_json",
    "redirect": "error_302_redirect",
    "detail_only": "error_detail_only",
    "not_found": "error_404_json",
}


@pytest.mark.parametrize("kind", sorted(FAULT_ANSWERS))
async def test_every_refusal_on_demand(simulator: Simulator, kaspi: httpx.AsyncClient, kind: str) -> None:
    simulator.kaspi.faults.next("orders", kind, retry_after="30")
    reply = await kaspi.get("/orders", params=window())
    if kind in SAMPLE_OF_FAULT:
        sample = SAMPLES[SAMPLE_OF_FAULT[kind]]["response"]
        assert reply.status_code == sample["status"]
        assert reply.headers.get("retry-after") == sample["headers"].get("Retry-After")
        assert reply.json() == sample["body"] if "body" in sample else reply.text == sample["body_text"]
    assert simulator.kaspi.faults.taken == [("orders", kind)]
    assert (await kaspi.get("/orders", params=window())).status_code == 200


async def test_rate_limits_may_be_silent_about_their_end(
    simulator: Simulator, kaspi: httpx.AsyncClient
) -> None:
    simulator.kaspi.faults.next("*", "rate_limited_429", retry_after=None)
    reply = await kaspi.get("/orders", params=window())
    assert "retry-after" not in reply.headers


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("hang", httpx.ReadTimeout),
        ("drop", httpx.RemoteProtocolError),
        ("truncated", httpx.RemoteProtocolError),
    ],
)
async def test_faults_below_http(
    simulator: Simulator, kaspi: httpx.AsyncClient, kind: str, error: type[Exception]
) -> None:
    paths = {"order": "/orders/x", "entries": "/orders/x/entries", "product": "/orderentries/x/product"}
    for route, path in paths.items():
        simulator.kaspi.faults.next(route, "unauthorized")
        assert (await kaspi.get(path)).status_code == 401
        simulator.kaspi.faults.next(route, kind)
        with pytest.raises((error, httpx.ReadError)):
            await kaspi.get(path, timeout=0.2)
    simulator.kaspi.faults.next("code", "hold", seconds=0.01)
    assert (await kaspi.get("/orders", params={"filter[orders][code]": "1"})).status_code == 200


async def test_broken_orders_come_with_every_page(simulator: Simulator, kaspi: httpx.AsyncClient) -> None:
    simulator.kaspi.add_broken({"type": "orders", "attributes": "none"})
    simulator.kaspi.add_order()
    data = (await kaspi.get("/orders", params=window())).json()["data"]
    assert [type(item["attributes"]) for item in data] == [dict, str]


async def test_the_server_has_its_own_clock(simulator: Simulator, kaspi: httpx.AsyncClient) -> None:
    simulator.kaspi.clock_offset = timedelta(hours=3)
    reply = await kaspi.get("/orders", params=window())
    ahead = parsedate_to_datetime(reply.headers["date"]) - datetime.now(UTC)
    assert timedelta(hours=2, minutes=59) < ahead < timedelta(hours=3, minutes=1)


async def test_a_stopped_server_refuses_and_comes_back_on_its_port(
    simulator: Simulator, kaspi: httpx.AsyncClient
) -> None:
    simulator.kaspi.faults.next("orders", "hang")
    hanging = asyncio.create_task(kaspi.get("/orders", params=window()))
    await until(lambda: simulator.kaspi.requests)
    await simulator.kaspi.stop_server()
    await simulator.kaspi.stop_server()
    with pytest.raises(httpx.TransportError):
        await hanging
    simulator.kaspi.cut_connections()
    with pytest.raises(httpx.ConnectError):
        await kaspi.get("/orders", params=window())
    await simulator.kaspi.start_server()
    await simulator.kaspi.start_server()
    assert (await kaspi.get("/orders", params=window())).status_code == 200


async def test_tens_of_thousands_of_orders_are_no_trouble() -> None:
    async with Simulator(orders=30_000) as simulator, kaspi_client(simulator) as client:
        page = await client.get("/orders", params=window(page=299))
        assert page.json()["meta"] == {"pageCount": 300, "totalCount": 30_000}
        assert len(page.json()["data"]) == 100


async def test_the_log_of_requests_does_not_grow_for_ever(
    simulator: Simulator, kaspi: httpx.AsyncClient
) -> None:
    await kaspi.get("/orders", params=window())
    simulator.kaspi.requests *= 200_000
    simulator.kaspi.request_times *= 200_000
    await kaspi.get("/orders", params={"filter[orders][code]": "1"})
    assert len(simulator.kaspi.requests) == len(simulator.kaspi.request_times) == 100_001
    assert simulator.kaspi.requests[-1].query == {"filter[orders][code]": "1"}


async def test_forgotten_orders_are_in_no_window() -> None:
    async with Simulator() as simulator, kaspi_client(simulator) as client:
        simulator.kaspi.add_order()
        assert len(codes(await client.get("/orders", params=window()))) == 1
        simulator.kaspi.forget_orders()
        assert codes(await client.get("/orders", params=window())) == []
