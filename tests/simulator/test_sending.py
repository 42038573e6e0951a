"""Sending through the simulated WAHA, and what buyers get when it goes wrong."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from kaspi_notifier.simulator import Simulator, WahaOptions
from tests.simulator.clients import BUYER, CHAT, CHOSEN, Listener, send, shape, text_to, transcript, until


async def test_each_engine_answers_in_its_own_way() -> None:
    found: dict[str, Any] = {}
    for engine in ("NOWEB", "GOWS", "WEBJS", "WPP"):
        async with Simulator(waha=WahaOptions(engine=engine)) as simulator:
            simulator.waha.pair()
            reply = await send(simulator, id=CHOSEN)
            assert reply.status_code == 201
            found[engine] = reply.json()
            assert len(simulator.waha.bubbles) == 1
    assert shape(found["NOWEB"]) == shape(transcript("OK → 201")["body"])
    assert found["NOWEB"]["key"] == {
        "remoteJid": f"{BUYER}@s.whatsapp.net",
        "fromMe": True,
        "id": CHOSEN,
    }
    assert found["GOWS"]["id"] == f"true_{CHAT}_{CHOSEN}"
    assert found["GOWS"]["_data"]["Info"]["ID"] == CHOSEN
    # Browser engines choose the id themselves.
    assert found["WEBJS"]["id"]["id"] not in (CHOSEN, "")
    assert found["WEBJS"]["id"]["_serialized"] == f"true_{CHAT}_{found['WEBJS']['id']['id']}"
    assert found["WPP"]["id"].startswith(f"true_{CHAT}_3EB0")


async def test_equal_ids_are_one_bubble(simulator: Simulator, waha: httpx.AsyncClient) -> None:
    fresh = (await waha.get("/api/default/new-message-id")).json()["id"]
    assert (len(fresh), fresh[:4]) == (22, "3EB0")
    for _ in range(2):
        assert (await send(simulator, id=fresh)).status_code == 201
    await send(simulator, text="другой")
    assert [(bubble.text, bubble.deliveries) for bubble in simulator.waha.bubbles_to(BUYER)] == [
        ("Ваш заказ принят", 2),
        ("другой", 1),
    ]
    assert simulator.waha.bubbles[0].wa_id == fresh
    assert simulator.waha.bubbles[1].wa_id.startswith("3EB0")
    assert [body.get("id") for body in simulator.waha.sends] == [fresh, fresh, None]
    simulator.waha.forget_messages()
    await send(simulator, id=fresh)
    assert simulator.waha.bubbles[0].deliveries == 3


@pytest.mark.parametrize(
    ("engine", "version", "status"),
    [("GOWS", "2026.4.1", 404), ("NOWEB", "2026.4.3", 200), ("WEBJS", "2026.9.2", 501)],
)
async def test_new_message_ids(engine: str, version: str, status: int) -> None:
    async with Simulator(waha=WahaOptions(engine=engine, version=version)) as simulator:
        simulator.waha.pair()
        headers = {"X-Api-Key": simulator.waha.api_key}
        async with httpx.AsyncClient(base_url=simulator.waha.url, headers=headers, trust_env=False) as client:
            assert (await client.get("/api/default/new-message-id")).status_code == status


async def test_chat_ids_in_every_form(simulator: Simulator) -> None:
    for chat in (CHAT, BUYER, f"{BUYER}@s.whatsapp.net", f"2000{BUYER}@lid"):
        await send(simulator, chat=chat)
    assert len(simulator.waha.bubbles_to(BUYER)) == 4
    for nobody in ("+7 700 000-00-01", "12345@lid", "12345@g.us"):
        assert (await send(simulator, chat=nobody)).status_code == 201
    assert len(simulator.waha.bubbles) == 4


async def test_a_number_without_whatsapp_is_accepted_all_the_same() -> None:
    async with Simulator(waha=WahaOptions(without_whatsapp={BUYER})) as simulator:
        simulator.waha.pair()
        assert (await send(simulator)).status_code == 201
        assert simulator.waha.bubbles == []


async def test_incomplete_requests(simulator: Simulator, waha: httpx.AsyncClient) -> None:
    without_text = {"session": "default", "chatId": CHAT}
    reply = await waha.post("/api/sendText", json=without_text)
    assert reply.json()["exception"]["message"] == "Invalid media type"
    assert reply.json()["request"]["body"] == without_text
    reply = await waha.post("/api/sendText", json={"session": "default", "text": "x"})
    assert reply.json()["exception"]["name"] == "TypeError"
    assert (await waha.post("/api/sendText", content=b"[]")).status_code == 400
    assert (
        await waha.post("/api/sendText", data={"session": "default", "chatId": CHAT, "text": "x"})
    ).is_success
    assert len(simulator.waha.bubbles) == 1


async def test_the_session_gate(simulator: Simulator, waha: httpx.AsyncClient) -> None:
    await waha.post("/api/sessions/default/stop")
    reply = await send(simulator)
    assert reply.status_code == 422
    assert reply.json() == {
        "error": "Session status is not as expected. Try again later or restart the session",
        "session": "default",
        "status": "STOPPED",
        "expected": ["WORKING"],
    }
    await waha.post("/api/sessions/default/start")
    assert (await send(simulator)).status_code == 201


async def test_a_lost_socket(simulator: Simulator) -> None:
    simulator.waha.lose_connection(1)  # long enough for a busy machine to send meanwhile
    assert simulator.waha.status() == "WORKING"
    reply = await send(simulator)
    assert reply.json()["exception"]["message"] == "Connection Closed"
    assert reply.json()["exception"]["isBoom"] is True
    await until(lambda: simulator.waha.status() == "STARTING")
    await until(lambda: simulator.waha.status() == "WORKING")
    assert (await send(simulator)).status_code == 201


async def test_typing(waha: httpx.AsyncClient) -> None:
    for name in ("startTyping", "stopTyping"):
        reply = await waha.post(f"/api/{name}", json={"session": "default", "chatId": CHAT})
        assert (reply.status_code, reply.json()) == (201, {"result": True})


# (kind, status or None for a cut connection, bubbles)
REFUSED_OR_NOT = [
    ("refuse_422", 422, 0),
    ("drop_before", None, 0),
    ("drop_after", None, 1),
    ("hold", 201, 1),
    ("delay_reply", 201, 1),
    ("error_500_before", 500, 0),
    ("error_500_after", 500, 1),
    ("connection_closed", 500, 0),
    ("reply_garbage", 201, 1),
    ("reply_other_id", 201, 1),
    ("reply_no_id", 201, 1),
    ("empty_201", 201, 1),
    ("restricted_463", 500, 0),
    ("ack_error", 201, 0),
    ("rate_limited_429", 429, 0),
    ("unauthorized", 401, 0),
    ("forbidden", 403, 0),
    ("bad_request", 400, 0),
    ("not_found", 404, 0),
    ("redirect", 307, 0),
    ("double", 201, 2),
]


@pytest.mark.parametrize(("kind", "status", "bubbles"), REFUSED_OR_NOT)
async def test_faults_and_the_truth(
    simulator: Simulator, kind: str, status: int | None, bubbles: int
) -> None:
    simulator.waha.faults.next("sendText", kind, seconds=0.01)
    try:
        reply = await send(simulator, id=CHOSEN)
        assert reply.status_code == status
    except httpx.TransportError:
        assert status is None
    assert len(simulator.waha.bubbles) == bubbles
    if kind == "reply_other_id":
        assert simulator.waha.bubbles[0].wa_id != CHOSEN
        assert simulator.waha.bubbles[0].wa_id in reply.json()["id"]
    assert (await send(simulator, id=CHOSEN)).status_code == 201
    chosen = [bubble for bubble in simulator.waha.bubbles if bubble.wa_id == CHOSEN]
    assert len(chosen) == 1


async def test_timed_out_says_nothing_about_the_truth(simulator: Simulator) -> None:
    simulator.waha.faults.next("sendText", "timed_out", times=12)
    texts = {(await send(simulator)).json()["exception"]["message"] for _ in range(12)}
    assert texts == {"Timed Out"}
    assert 0 < len(simulator.waha.bubbles) < 12


async def test_rate_limits_name_their_end_or_do_not(simulator: Simulator) -> None:
    simulator.waha.faults.next("sendText", "rate_limited_429", retry_after="5")
    assert (await send(simulator)).headers["retry-after"] == "5"
    simulator.waha.faults.next("sendText", "rate_limited_429", retry_after=None)
    assert "retry-after" not in (await send(simulator)).headers


async def test_a_held_message_leaves_although_the_client_has_gone(simulator: Simulator) -> None:
    simulator.waha.faults.next("sendText", "hold", seconds=0.2)
    headers = {"X-Api-Key": simulator.waha.api_key}
    async with httpx.AsyncClient(base_url=simulator.waha.url, headers=headers, trust_env=False) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.post("/api/sendText", json=text_to(), timeout=0.05)
    assert simulator.waha.bubbles == []
    await until(lambda: simulator.waha.bubbles)


@pytest.mark.parametrize("kind", ["hold", "hang"])
async def test_a_restart_ends_what_was_under_way(simulator: Simulator, kind: str) -> None:
    simulator.waha.faults.next("sendText", kind, seconds=30)
    sending = asyncio.create_task(send(simulator))
    await until(lambda: simulator.waha.sends)
    simulator.waha.restart_server()
    with pytest.raises(httpx.TransportError):
        await sending
    assert simulator.waha.bubbles == []


async def test_a_restart_cuts_a_reply_short(simulator: Simulator) -> None:
    simulator.waha.faults.next("sendText", "delay_reply", seconds=30)
    sending = asyncio.create_task(send(simulator))
    await until(lambda: simulator.waha.bubbles)
    simulator.waha.restart_server()
    with pytest.raises(httpx.TransportError):
        await sending


async def test_a_restart_forgets_a_request_that_waits_for_the_session() -> None:
    async with Simulator(waha=WahaOptions(gate_wait=2)) as simulator:
        simulator.waha.pair()
        simulator.waha.set_status("STARTING")
        sending = asyncio.create_task(send(simulator))
        await until(lambda: simulator.waha.sends)
        simulator.waha.restart_server()
        with pytest.raises(httpx.TransportError):
            await sending
        await until(lambda: simulator.waha.status() == "WORKING")
        assert simulator.waha.bubbles == []


async def test_a_restriction_on_noweb_comes_as_an_ack() -> None:
    async with Simulator(waha=WahaOptions(engine="NOWEB")) as simulator, Listener(simulator) as listener:
        simulator.waha.pair()
        await until(lambda: simulator.waha.connected_events)
        simulator.waha.faults.next("sendText", "restricted_463")
        assert (await send(simulator, id=CHOSEN)).status_code == 201
        await until(lambda: "message.ack" in listener.names())
        assert listener.heard[-1]["payload"] == {
            "id": f"true_{CHAT}_{CHOSEN}",
            "from": CHAT,
            "fromMe": True,
            "ack": -1,
            "ackName": "ERROR",
        }
        assert simulator.waha.bubbles == []


async def test_faults_of_other_endpoints(simulator: Simulator, waha: httpx.AsyncClient) -> None:
    path = "/api/sessions"
    for kind, status in (
        ("unauthorized", 401),
        ("error_500", 500),
        ("refuse_422", 422),
        ("reply_garbage", 200),
    ):
        simulator.waha.faults.next("sessions", kind)
        assert (await waha.get(path)).status_code == status
    simulator.waha.faults.next("sessions", "hold", seconds=0.01)
    assert (await waha.get(path)).json()[0]["status"] == "WORKING"
    simulator.waha.faults.next("*", "drop")
    with pytest.raises(httpx.RemoteProtocolError):
        await waha.get(path)
    simulator.waha.faults.next("sessions", "hang")
    with pytest.raises(httpx.ReadTimeout):
        await waha.get(path, timeout=0.05)


async def test_random_faults_never_lose_count(simulator: Simulator) -> None:
    simulator.waha.faults.rates = {"drop_after": 0.3, "drop_before": 0.3}
    arrived = 0
    for _ in range(30):
        try:
            await send(simulator)
        except httpx.TransportError:
            arrived += simulator.waha.faults.taken[-1][1] == "drop_after"
        else:
            arrived += 1
    assert len(simulator.waha.bubbles) == arrived


async def test_what_is_long_past_is_forgotten_and_replies_are_kept() -> None:
    """A simulated month does not grow with its messages."""
    async with Simulator() as simulator:
        waha = simulator.waha
        waha.pair()
        waha.reply("77000000002", "Спасибо")
        await send(simulator)
        await until(lambda: waha.bubbles[0].ack >= 2)
        waha.chats.forget_before(waha.now() + timedelta(days=1))
        assert waha.bubbles == []
        assert waha.chats.is_known("default", "77000000002@c.us")
        assert waha.chats.is_known("default", CHAT)
        assert not waha.chats.is_known("default", CHAT, replied_only=True)
