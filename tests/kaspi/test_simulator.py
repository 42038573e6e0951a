"""The client walks the shared simulator: weeks of orders, by number, lines, faults."""

from datetime import UTC, datetime, timedelta

import pytest

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.settings import Kaspi
from kaspi_notifier.kaspi import BadReply, Blocked, KaspiClient, ServerFault, TokenRejected, Unreachable
from kaspi_notifier.simulator import Simulator


def client(simulator: Simulator, token: str | None = None, read_timeout: float = 5.0) -> KaspiClient:
    """A client of the simulator without a pace."""
    settings = Kaspi(token=token or simulator.kaspi.token, base_url=simulator.kaspi.base_url)
    return KaspiClient(settings, requests_per_second=None, read_timeout=read_timeout)


async def test_two_hundred_and_fifty_orders_of_three_weeks() -> None:
    """Every order is met, across pages and windows, without a write and without a repeat of a window."""
    now = datetime.now(UTC)
    async with Simulator() as simulator, client(simulator) as kaspi:
        for number in range(250):
            simulator.kaspi.add_order(created_at=now - timedelta(hours=2 * number + 1))
        pages = [page async for page in kaspi.orders(now - timedelta(days=21))]
        found = {order.code for page in pages for order in page.orders}
        assert found == set(simulator.kaspi.orders)
        assert sum(page.skipped for page in pages) == 0
        older, newer = timedelta(days=21), timedelta(days=8)
        assert sum(len(page.orders) for page in pages) == 250
        assert max(page.page_count for page in pages) == 2
        starts = {request[2]["filter[orders][creationDate][$ge]"] for request in simulator.kaspi.requests}
        assert starts == {str(int((now - age).timestamp() * 1000)) for age in (older, newer)}
        assert simulator.kaspi.writes == []


async def test_every_delivery_kind_by_number_with_its_lines() -> None:
    """An order asked by its number is the order that was put in."""
    kinds = {
        "pickup": Delivery.PICKUP,
        "own_delivery": Delivery.OWN_DELIVERY,
        "kaspi_delivery": Delivery.KASPI_DELIVERY,
        "express": Delivery.EXPRESS,
        "postomat": Delivery.POSTOMAT,
        "regional_pickup": Delivery.KASPI_DELIVERY,
        "unknown": Delivery.UNKNOWN,
    }
    async with Simulator() as simulator, client(simulator) as kaspi:
        for kind, delivery in kinds.items():
            old = datetime.now(UTC) - timedelta(days=40)
            made = simulator.kaspi.add_order(
                delivery=kind, entries=[("Чайник", 2), ("Сыр", 1.35)], created_at=old, phone="7000000005"
            )
            order = await kaspi.order(made.code)
            assert order is not None
            assert (order.code, order.kaspi_id, order.delivery) == (made.code, made.kaspi_id, delivery)
            assert abs(order.created_at - old) < timedelta(seconds=1)
            assert order.buyer_phone == "7000000005"
            lines = await kaspi.entries(order.kaspi_id)
            assert [(line.name, str(line.quantity)) for line in lines] == [("Чайник", "2"), ("Сыр", "1.35")]


async def test_an_order_changes_before_our_eyes() -> None:
    """Hand-over and completion are seen, lines that come later too."""
    async with Simulator() as simulator, client(simulator) as kaspi:
        made = simulator.kaspi.add_order(delivery="kaspi_delivery", entries=[])
        assert await kaspi.entries(made.kaspi_id) == ()
        made.entries = [("Чайник", 1)]
        assert len(await kaspi.entries(made.kaspi_id)) == 1
        made.assemble()
        made.hand_over()
        handed = await kaspi.order(made.code)
        assert handed is not None
        assert handed.is_assembled
        assert handed.handed_over_at is not None
        made.complete()
        done = await kaspi.order(made.code)
        assert done is not None
        assert done.is_final


async def test_broken_orders_among_good_ones() -> None:
    """Whatever stands in a page, the good orders come."""
    async with Simulator() as simulator, client(simulator) as kaspi:
        simulator.kaspi.add_order()
        for broken in (None, 5, "x", {}, {"id": "x", "attributes": {"code": "7"}}):
            simulator.kaspi.add_broken(broken)
        pages = [page async for page in kaspi.orders(datetime.now(UTC) - timedelta(days=1))]
    assert [(len(page.orders), page.skipped) for page in pages] == [(1, 5)]


async def test_a_simulator_that_demands_the_state() -> None:
    """The client falls back to one query per state and still meets everything."""
    async with Simulator() as simulator, client(simulator) as kaspi:
        simulator.kaspi.state_required = True
        for status in ("APPROVED_BY_BANK", "ACCEPTED_BY_MERCHANT"):
            simulator.kaspi.add_order(status=status)
        simulator.kaspi.add_order().complete()
        await kaspi.check()
        pages = [page async for page in kaspi.orders(datetime.now(UTC) - timedelta(days=1))]
    assert sum(len(page.orders) for page in pages) == 3


async def test_faults_and_recovery() -> None:
    """Each fault has its error, and the next request is well again."""
    async with Simulator() as simulator, client(simulator, read_timeout=0.3) as kaspi:
        for fault, kind in {
            "error_500_html": ServerFault,
            "captive_200_html": BadReply,
            "truncated_json": BadReply,
            "huge": BadReply,
            "forbidden_html": Blocked,
            "hang": Blocked,
            "unauthorized": TokenRejected,
        }.items():
            simulator.kaspi.faults.next("orders", fault)
            with pytest.raises(kind):
                await kaspi.check()
            await kaspi.check()
        await simulator.kaspi.stop_server()
        with pytest.raises(Unreachable):
            await kaspi.check()
        await simulator.kaspi.start_server()
        await kaspi.check()


async def test_another_shops_token_and_clock() -> None:
    """A wrong token is told at once; the difference of the clocks is measured."""
    async with Simulator() as simulator:
        async with client(simulator, token="d3Jvbmc=") as stranger:
            with pytest.raises(TokenRejected):
                await stranger.check()
        simulator.kaspi.clock_offset = timedelta(hours=2)
        async with client(simulator) as kaspi:
            await kaspi.check()
            assert kaspi.clock_skew is not None
            assert abs(kaspi.clock_skew - timedelta(hours=2)) < timedelta(seconds=5)
