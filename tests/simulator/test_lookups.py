"""Looking up messages and numbers in the simulated WAHA."""

from typing import Any

import httpx
import pytest

from kaspi_notifier.simulator import Simulator, WahaOptions
from tests.simulator.clients import BUYER, CHAT, CHOSEN, send, until, waha_client

MESSAGES = f"/api/default/chats/{CHAT}/messages"


async def test_messages_of_a_chat(simulator: Simulator, waha: httpx.AsyncClient) -> None:
    for number in range(3):
        await send(simulator, text=f"текст {number}")
    await send(simulator, chat="77000000002@c.us")
    simulator.waha.reply(BUYER, "Спасибо!")

    async def bodies(path: str = MESSAGES, **query: Any) -> list[str]:
        names = {name.replace("__", "."): value for name, value in query.items()}
        return [item["body"] for item in (await waha.get(path, params=names)).json()]

    assert await bodies() == ["Спасибо!", "текст 2", "текст 1", "текст 0"]
    assert await bodies(sortOrder="asc", limit=2) == ["текст 0", "текст 1"]
    assert await bodies(limit=1, offset=1) == ["текст 2"]
    assert await bodies(filter__fromMe="true", limit=1) == ["текст 2"]
    assert await bodies(filter__fromMe="false") == ["Спасибо!"]
    assert await bodies(filter__timestamp__gte=4_000_000_000) == []
    assert await bodies(filter__timestamp__lte=1) == []
    assert await bodies(filter__ack="READ") == []
    assert len(await bodies("/api/default/chats/all/messages")) == 5
    for _ in range(2):
        simulator.waha.read_all()
    assert len(await bodies(filter__ack="READ")) == 3


async def test_wrong_parameters(waha: httpx.AsyncClient) -> None:
    ack = await waha.get(MESSAGES, params={"filter.ack": "3"})
    assert ack.json()["message"] == [
        "filter.ack must be one of the following values: ERROR, PENDING, SERVER, DEVICE, READ, PLAYED"
    ]
    limit = await waha.get(MESSAGES, params={"limit": "abc"})
    assert limit.json()["message"] == ["limit must be a number conforming to the specified constraints"]


async def test_one_message_by_its_id(simulator: Simulator, waha: httpx.AsyncClient) -> None:
    await send(simulator, id=CHOSEN)
    for path in (
        f"{MESSAGES}/{CHOSEN}",
        f"{MESSAGES}/true_{CHAT}_{CHOSEN}",
        f"/api/default/chats/all/messages/{CHOSEN}",
    ):
        found = (await waha.get(path)).json()
        assert found["id"] == f"true_{CHAT}_{CHOSEN}"
        assert found["body"] == "Ваш заказ принят"
    for path in (
        f"{MESSAGES}/3EB0FFFFFFFFFFFFFFFFFF",
        f"/api/default/chats/77000000002@c.us/messages/{CHOSEN}",
    ):
        missing = await waha.get(path)
        assert missing.json() == {"message": "Message not found", "error": "Not Found", "statusCode": 404}
    assert (await waha.get(f"{MESSAGES}/a_b")).status_code == 500
    simulator.waha.forget_messages()
    assert (await waha.get(f"{MESSAGES}/{CHOSEN}")).status_code == 404


@pytest.mark.parametrize("engine", ["NOWEB", "GOWS", "WEBJS", "WPP"])
async def test_a_message_looks_as_its_engine_makes_it(engine: str) -> None:
    async with Simulator(waha=WahaOptions(engine=engine)) as simulator, waha_client(simulator) as client:
        simulator.waha.pair()
        await send(simulator, id=CHOSEN)
        wa_id = simulator.waha.bubbles[0].wa_id
        found = (await client.get(f"{MESSAGES}/true_{CHAT}_{wa_id}")).json()
        assert found["fromMe"] is True
        assert found["source"] == "api"
        common = {
            "id",
            "timestamp",
            "from",
            "fromMe",
            "source",
            "body",
            "hasMedia",
            "media",
            "ack",
            "ackName",
        }
        common |= {"location", "vCards", "replyTo", "_data"}
        assert set(found) == common | (set() if engine == "NOWEB" else {"to", "participant"})
        is_browser = engine in ("WEBJS", "WPP")
        everywhere = await client.get("/api/default/chats/all/messages")
        assert everywhere.status_code == (501 if is_browser else 200)
        bare = await client.get(f"{MESSAGES}/{wa_id}")
        assert bare.status_code == (500 if is_browser else 200)


async def test_noweb_stores_only_when_it_is_told_to() -> None:
    async with (
        Simulator(waha=WahaOptions(engine="NOWEB")) as simulator,
        waha_client(simulator) as client,
    ):
        simulator.waha.pair()
        assert (await client.get(MESSAGES)).status_code == 200
        await client.put("/api/sessions/default", json={"config": {"noweb": {"markOnline": True}}})
        await until(lambda: simulator.waha.status() == "WORKING")
        refused = await client.get(MESSAGES)
        assert refused.json()["message"].startswith('Enable NOWEB store "config.noweb.store.enabled=True"')
        assert (await client.get(f"/api/default/lids/pn/{BUYER}")).status_code == 400


async def test_gows_can_be_told_not_to_store(simulator: Simulator, waha: httpx.AsyncClient) -> None:
    await waha.put("/api/sessions/default", json={"config": {"gows": {"storage": {"messages": False}}}})
    await until(lambda: simulator.waha.status() == "WORKING")
    assert (await waha.get(MESSAGES)).status_code == 400


async def test_a_server_without_a_store() -> None:
    async with Simulator(waha=WahaOptions(has_store=False)) as simulator, waha_client(simulator) as client:
        simulator.waha.pair()
        assert (await client.get(MESSAGES)).status_code == 400


async def test_a_store_that_lags() -> None:
    async with Simulator(waha=WahaOptions(lookup_lag=0.15)) as simulator, waha_client(simulator) as client:
        simulator.waha.pair()
        await send(simulator, id=CHOSEN)
        assert (await client.get(f"{MESSAGES}/{CHOSEN}")).status_code == 404
        assert (await client.get(MESSAGES)).json() == []
        found: list[int] = []
        while 200 not in found:
            found.append((await client.get(f"{MESSAGES}/{CHOSEN}")).status_code)


async def test_numbers_with_and_without_whatsapp() -> None:
    options = WahaOptions(without_whatsapp={"77000000002"})
    path = "/api/contacts/check-exists"
    async with Simulator(waha=options) as simulator, waha_client(simulator) as client:
        simulator.waha.pair()

        async def check(**query: str) -> httpx.Response:
            return await client.get(path, params=query)

        yes = await check(session="default", phone=f"+{BUYER}")
        assert yes.json() == {"numberExists": True, "chatId": CHAT, "pn": CHAT}
        no = await check(session="default", phone="77000000002")
        assert no.json() == {"numberExists": False, "chatId": None}
        assert (await check(phone=BUYER)).json()["message"] == "Session name is required"
        assert (await check(session="default")).status_code == 500
        lid = (await client.get(f"/api/default/lids/pn/{BUYER}")).json()
        assert lid == {"lid": f"2000{BUYER}@lid", "pn": CHAT}
        assert (await client.get("/api/default/lids/pn/77000000002")).json()["lid"] is None
        assert (await client.get(f"/api/default/lids/2000{BUYER}@lid")).json() == lid
        assert (await client.get("/api/default/lids/5")).json() == {"lid": "5@lid", "pn": None}
    old = WahaOptions(engine="NOWEB", version="2026.4.1", without_whatsapp={"77000000002"})
    async with Simulator(waha=old) as simulator, waha_client(simulator) as client:
        simulator.waha.pair()
        for phone, body in (
            (BUYER, {"numberExists": True, "chatId": CHAT}),
            ("77000000002", {"numberExists": False}),
        ):
            reply = await client.get(path, params={"session": "default", "phone": phone})
            assert reply.json() == body


@pytest.mark.parametrize("engine", ["NOWEB", "GOWS"])
async def test_chats_named_by_lid(engine: str) -> None:
    options = WahaOptions(engine=engine, answers_lid=True, acks=False)
    lid = f"2000{BUYER}@lid"
    async with Simulator(waha=options) as simulator, waha_client(simulator) as client:
        simulator.waha.pair()
        reply = (await send(simulator, id=CHOSEN)).json()
        assert lid in str(reply.get("id", reply.get("key")))
        assert simulator.waha.bubbles[0].chat_id == CHAT
        query = {"session": "default", "phone": BUYER}
        exists = (await client.get("/api/contacts/check-exists", params=query)).json()
        assert (exists["chatId"], exists["pn"]) == (lid, CHAT)
        assert (await client.get(MESSAGES)).json() == []
        merged = (await client.get(MESSAGES, params={"merge": "true"})).json()
        assert [item["id"] for item in merged] == [f"true_{lid}_{CHOSEN}"]
        by_lid = (await client.get(f"/api/default/chats/{lid}/messages")).json()
        assert by_lid == merged
