"""The demo, twenty and more times faster than life."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import trustme

from kaspi_notifier.simulator import Simulator, WahaOptions
from kaspi_notifier.simulator.people import buyer
from tests.simulator.clients import kaspi_client, send, until, waha_client, window


@asynccontextmanager
async def running(simulator: Simulator, pace: float) -> AsyncIterator[None]:
    """The demo beside the test."""
    task = asyncio.create_task(simulator.demo(pace=pace))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()


async def test_addresses_open_both_servers() -> None:
    async with Simulator() as simulator:
        addresses = simulator.addresses()
        assert addresses["kaspi"]["base_url"].endswith("/shop/api/v2")
        assert set(addresses["kaspi"]) == {"base_url", "token"}
        assert addresses["waha"]["session"] == "default"
        async with kaspi_client(simulator) as kaspi, waha_client(simulator) as waha:
            assert (await kaspi.get("/orders", params=window())).status_code == 200
            assert (await waha.get("/api/sessions")).status_code == 200


async def test_the_servers_can_speak_tls() -> None:
    authority = trustme.CA()
    server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(server_context)
    client_context = ssl.create_default_context()
    authority.configure_trust(client_context)
    async with (
        Simulator(ssl_context=server_context) as simulator,
        httpx.AsyncClient(verify=client_context, trust_env=False) as client,
    ):
        assert simulator.waha.url.startswith("https://")
        assert (await client.get(f"{simulator.waha.url}/ping")).status_code == 200


async def test_a_taken_port_leaves_nothing_open() -> None:
    async with Simulator() as simulator:
        port = int(simulator.waha.url.rpartition(":")[2])
        second = Simulator(waha_port=port)
        with pytest.raises(OSError, match="in use"):
            async with second:
                pass
        async with httpx.AsyncClient(trust_env=False) as client:
            with pytest.raises(httpx.ConnectError):
                await client.get(second.kaspi.base_url)


@pytest.mark.parametrize("by_code", [False, True])
async def test_the_phone_scans_by_itself(by_code: bool) -> None:
    async with Simulator() as simulator, running(simulator, 20), waha_client(simulator) as client:
        await client.post("/api/sessions", json={"name": "default", "start": True})
        await until(lambda: simulator.waha.status() == "SCAN_QR_CODE")
        if by_code:
            await client.post("/api/default/auth/request-code", json={"phoneNumber": "77000000009"})
        await until(lambda: simulator.waha.status() == "WORKING")
        me = (await client.get("/api/sessions/default/me")).json()
        assert me["id"] == ("77000000009@c.us" if by_code else "77000000000@c.us")


async def test_the_phone_comes_too_late() -> None:
    async with Simulator(waha=WahaOptions(qr_first=0.02, qr_next=0.01)) as simulator, running(simulator, 10):
        simulator.waha.new_session("default").start()
        await until(lambda: simulator.waha.status() == "FAILED")
        await until(lambda: len(simulator.kaspi.orders) >= 1)
        assert simulator.waha.status() == "FAILED"


async def test_orders_come_and_live() -> None:
    async with Simulator(orders=3) as simulator, running(simulator, 600):
        orders = simulator.kaspi.orders
        started_at = simulator.kaspi.now()
        await until(lambda: len(orders) >= 45, 10)
        new = list(orders.values())[3:]
        assert all(order.created_at > started_at for order in new)

        def count(status: str) -> int:
            return sum(order.document()["attributes"]["status"] == status for order in new)

        await until(lambda: count("COMPLETED") > 5 and count("CANCELLED") and count("SOME_FUTURE_STATUS"), 10)
        assert any(order.handed_over_at for order in new)
        assert any(order.phone == "0000000000" for order in new)
        assert any(len(order.entries) == 2 for order in new)


async def test_buyers_read_and_answer() -> None:
    async with Simulator() as simulator, running(simulator, 300):
        simulator.waha.pair()
        for number in range(1, 21):
            await send(simulator, chat=f"770000000{number:02d}@c.us")
        bubbles = simulator.waha.bubbles
        await until(lambda: sum(bubble.ack == 3 for bubble in bubbles) > 12)
        records = simulator.waha.chats.newest_first

        def replies() -> list[str]:
            return [record.text for record in records("default", float("inf")) if not record.from_me]

        await until(lambda: len(replies()) > 3)
        await until(lambda: replies().count("стоп") == 1)
    assert simulator.waha.on_bubble is None


async def test_nobody_answers_a_shop_that_is_gone() -> None:
    async with Simulator() as simulator, running(simulator, 100):
        simulator.waha.pair()
        for number in range(1, 7):
            await send(simulator, chat=f"770000000{number:02d}@c.us")
        simulator.waha.set_status("FAILED")
        orders = simulator.kaspi.orders
        await until(lambda: len(orders) > 6)
        records = simulator.waha.chats.newest_first("default", float("inf"))
        assert "стоп" not in [record.text for record in records]


def test_every_number_is_one_person() -> None:
    people = {buyer(number) for number in range(300)}
    assert len(people) == 98
    assert len({name for name, _ in people}) > 60
    women = [name for name, _ in people if name.endswith(("ова", "ева"))]
    assert not any(name.startswith(("Данияр", "Ерлан", "Тимур")) for name in women)
    assert all(phone.startswith("70000000") and len(phone) == 10 for _, phone in people)
