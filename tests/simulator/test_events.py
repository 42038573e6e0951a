"""The simulated WAHA's WebSocket: who hears what, receipts, and broken lines."""

import pytest

from kaspi_notifier.simulator import AckDelays, Simulator, WahaOptions
from tests.simulator.clients import BUYER, CHAT, CHOSEN, Listener, send, until, waha_client

NOWEB = WahaOptions(engine="NOWEB", ack_delays=AckDelays(server=0.01, device=0.02, read=0.03))


async def test_the_life_of_a_message_in_events() -> None:
    async with Simulator(waha=NOWEB) as simulator:
        simulator.waha.pair()
        async with Listener(simulator, events="message.any,message.ack") as listener:
            await until(lambda: simulator.waha.connected_events)
            await send(simulator, id=CHOSEN)
            await until(lambda: len(listener.heard) == 4)
        first, *acks = listener.heard
        assert set(first) == {"id", "timestamp", "event", "session", "me", "payload", "engine", "environment"}
        assert first["id"].startswith("evt_")
        assert len(first["id"]) == 30
        assert first["payload"]["_data"]["messageTimestamp"] == str(first["payload"]["timestamp"])
        assert (first["event"], first["payload"]["ackName"]) == ("message.any", "PENDING")
        assert [event["payload"] for event in acks] == [
            {"id": f"true_{CHAT}_{CHOSEN}", "from": CHAT, "fromMe": True, "ack": number, "ackName": name}
            for number, name in ((1, "SERVER"), (2, "DEVICE"), (3, "READ"))
        ]
        assert simulator.waha.bubbles[0].ack == 3


@pytest.mark.parametrize(("engine", "numbers"), [("GOWS", [2, 3]), ("WEBJS", [2, 3]), ("WPP", [2, 3])])
async def test_engines_that_have_the_servers_ack_at_once(engine: str, numbers: list[int]) -> None:
    options = WahaOptions(engine=engine, ack_delays=AckDelays(server=0.01, device=0.02, read=0.03))
    async with Simulator(waha=options) as simulator:
        simulator.waha.pair()
        async with Listener(simulator) as listener:
            await until(lambda: simulator.waha.connected_events)
            await send(simulator)
            await until(lambda: listener.names().count("message.ack") == 2)
        assert listener.heard[0]["payload"]["ackName"] == "SERVER"
        acks = [event["payload"] for event in listener.heard[1:]]
        assert [payload["ack"] for payload in acks] == numbers
        assert all(payload["id"].endswith(simulator.waha.bubbles[0].wa_id) for payload in acks)
        assert all("_data" in payload for payload in acks)


async def test_silent_servers_give_no_receipts() -> None:
    async with Simulator(waha=WahaOptions(engine="GOWS", acks=False)) as simulator:
        simulator.waha.pair()
        async with Listener(simulator) as listener:
            await until(lambda: simulator.waha.connected_events)
            await send(simulator)
            simulator.waha.ack(simulator.waha.bubbles[0].wa_id, 2)
            simulator.waha.ack(simulator.waha.bubbles[0].wa_id, 1)
            simulator.waha.ack("3EB0UNKNOWN", 3)
            await until(lambda: len(listener.heard) == 3)
        assert [event["payload"]["ack"] for event in listener.heard] == [0, 2, 3]
        assert simulator.waha.bubbles[0].ack == 2


async def test_replies_are_two_events_with_one_id(simulator: Simulator) -> None:
    async with Listener(simulator) as listener:
        await until(lambda: simulator.waha.connected_events)
        wa_id = simulator.waha.reply(BUYER, "стоп")
        await until(lambda: len(listener.heard) == 2)
    one, other = listener.heard
    assert {one["event"], other["event"]} == {"message", "message.any"}
    assert one["id"] == other["id"]
    assert one["payload"] == other["payload"]
    assert one["payload"]["id"] == f"false_{CHAT}_{wa_id}"
    assert (one["payload"]["body"], one["payload"]["fromMe"]) == ("стоп", False)


@pytest.mark.parametrize("engine", ["NOWEB", "GOWS", "WEBJS"])
async def test_replies_by_lid_carry_the_number_beside(engine: str) -> None:
    async with Simulator(waha=WahaOptions(engine=engine, answers_lid=True)) as simulator:
        simulator.waha.pair()
        async with Listener(simulator) as listener:
            await until(lambda: simulator.waha.connected_events)
            simulator.waha.reply(BUYER, "Рахмет!")
            await until(lambda: listener.heard)
        payload = listener.heard[0]["payload"]
        assert payload["from"] == f"2000{BUYER}@lid"
        if engine != "WEBJS":
            assert f"{BUYER}@s.whatsapp.net" in str(payload["_data"])


async def test_listeners_choose_session_and_events(simulator: Simulator) -> None:
    async with (
        Listener(simulator, events="session.status") as statuses,
        Listener(simulator, session="other") as elsewhere,
        Listener(simulator, events="no.such.event") as deaf,
    ):
        await until(lambda: simulator.waha.connected_events == 3)
        simulator.waha.reply(BUYER, "Спасибо!")
        simulator.waha.sessions["default"].config = {"metadata": {"shop": "1"}}
        simulator.waha.set_status("FAILED")
        await until(lambda: statuses.heard)
        assert statuses.names() == ["session.status"]
        assert statuses.heard[0]["metadata"] == {"shop": "1"}
        kept = statuses.heard[0]["payload"]["statuses"]
        assert [item["status"] for item in kept] == ["WORKING", "FAILED"]
        assert (elsewhere.heard, deaf.heard) == ([], [])
    await until(lambda: simulator.waha.connected_events == 0)


async def test_a_wrong_key_is_told_after_the_upgrade(simulator: Simulator) -> None:
    async with Listener(simulator, **{"x-api-key": "wrong"}) as listener:
        await until(lambda: listener.is_over)
    assert listener.close_code == 1008
    assert simulator.waha.connected_events == 0


async def test_lines_break_and_go_silent(simulator: Simulator) -> None:
    async with Listener(simulator) as listener:
        await until(lambda: simulator.waha.connected_events)
        await listener.say("nobody listens to clients")
        simulator.waha.events_muted = True
        assert simulator.waha.events_muted
        simulator.waha.reply(BUYER, "Спасибо!")
        simulator.waha.events_muted = False
        simulator.waha.gateway.publish_raw('{"event": "rubbish"}')
        await until(lambda: listener.heard)
        assert listener.names() == ["rubbish"]
        simulator.waha.cut_events()
        simulator.waha.reply(BUYER, "Рахмет!")
        await until(lambda: listener.is_over)
    await until(lambda: simulator.waha.connected_events == 0)


async def test_receipts_of_a_stopped_session_are_not_told(simulator: Simulator) -> None:
    await send(simulator)
    wa_id = simulator.waha.bubbles[0].wa_id
    async with Listener(simulator, events="message.ack") as listener:
        await until(lambda: simulator.waha.connected_events)
        simulator.waha.set_status("STARTING")
        simulator.waha.ack(wa_id, 3)
        simulator.waha.sessions.clear()
        simulator.waha.ack(wa_id, 4)
        assert listener.heard == []
    assert simulator.waha.bubbles[0].ack == 4


async def test_servers_of_old_say_less() -> None:
    async with Simulator(waha=WahaOptions(engine="NOWEB", version="2024.9.1")) as simulator:
        async with Listener(simulator) as listener:
            await until(lambda: simulator.waha.connected_events)
            simulator.waha.pair()
            await until(lambda: listener.heard)
        assert listener.heard[0]["payload"] == {"name": "default", "status": "WORKING"}
        async with waha_client(simulator) as client:
            assert (await client.get(f"/api/default/lids/pn/{BUYER}")).status_code == 404
