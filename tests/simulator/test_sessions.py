"""Sessions of the simulated WAHA: names, life-cycle, pairing, restarts."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from kaspi_notifier.simulator import Simulator, WahaOptions
from tests.simulator.clients import Listener, send, shape, transcript, until, waha_client

OLD = WahaOptions(engine="NOWEB", version="2026.4.1", qr_first=0.05, qr_next=0.02)
CONFIG = {
    "metadata": {"app": "shop"},
    "noweb": {"markOnline": False, "store": {"enabled": True, "fullSync": False}},
}


@pytest.fixture
async def old() -> AsyncIterator[Simulator]:
    """The recorded server: NOWEB 2026.4.1 CORE."""
    async with Simulator(waha=OLD) as simulator:
        yield simulator


@pytest.fixture
async def old_waha(old: Simulator) -> AsyncIterator[httpx.AsyncClient]:
    """A client of it."""
    async with waha_client(old) as client:
        yield client


def same(reply: httpx.Response, title: str) -> None:
    """The reply is the recorded one, word for word."""
    recorded = transcript(title)
    assert reply.status_code == recorded["status"]
    assert (reply.json() if reply.content else None) == recorded["body"]


async def test_the_key_is_asked_before_the_path(old: Simulator, old_waha: httpx.AsyncClient) -> None:
    key = old.waha.api_key
    async with httpx.AsyncClient(base_url=old.waha.url, trust_env=False) as stranger:
        same(await stranger.get("/ping"), "/ping needs no key")
        same(await stranger.get("/api/sessions"), "1: no key")
        same(await stranger.get("/api/sessions", headers={"X-Api-Key": "wrong"}), "wrong key")
        same(await stranger.get("/api/sessions", headers={"Authorization": f"Bearer {key}"}), "Bearer")
        same(await stranger.get("/api/sessions", params={"x-api-key": key}), "query key: NOT accepted")
        same(await stranger.get("/api/nope"), "unknown path without key")
        outside = await stranger.get("/nope")
        assert (outside.status_code, outside.headers["www-authenticate"], outside.content) == (
            401,
            "Basic",
            b"",
        )
    same(await old_waha.get("/api/nope"), "unknown path with key")


async def test_newer_servers_take_the_key_from_the_query(simulator: Simulator) -> None:
    async with httpx.AsyncClient(base_url=simulator.waha.url, trust_env=False) as client:
        reply = await client.get("/api/sessions", params={"x-api-key": simulator.waha.api_key})
        assert reply.status_code == 200


async def test_version_and_start_time(old: Simulator, old_waha: httpx.AsyncClient) -> None:
    same(await old_waha.get("/api/server/version"), "/api/server/version")
    same(await old_waha.get("/api/version"), "/api/version")
    status = (await old_waha.get("/api/server/status")).json()
    assert shape(status) == shape(transcript("/api/server/status")["body"])
    old.waha.clock_offset = timedelta(minutes=1)
    old.waha.restart_server()
    async with waha_client(old) as client:
        later = (await client.get("/api/server/status")).json()
    assert later["startTimestamp"] - status["startTimestamp"] >= 60_000


async def test_the_recorded_walk_through_a_session(old: Simulator, old_waha: httpx.AsyncClient) -> None:
    one = "/api/sessions/default"
    same(await old_waha.get("/api/sessions"), "list hides STOPPED sessions")
    same(await old_waha.get("/api/sessions", params={"all": "true"}), "all=true shows them")
    same(await old_waha.get(one), "2: get one")
    same(await old_waha.get("/api/sessions/shop1"), "other names")
    same(await old_waha.post("/api/sessions", json={"name": "default"}), "create when it exists")
    same(await old_waha.get(f"{one}/me"), "me of a stopped session")
    same(await old_waha.delete(one), "delete (idempotent")
    same(await old_waha.delete(one), "delete (idempotent")
    same(await old_waha.get(one), "get after delete")
    same(await old_waha.post(f"{one}/start"), "start after delete")
    same(await old_waha.post("/api/sessions", json={"name": "default"}), "create after delete WITHOUT")
    same(await old_waha.put(one, json={"config": {}}), "PUT on a deleted session")
    same(await old_waha.put("/api/sessions/nosuch", json={"config": {}}), "PUT unknown")
    same(await old_waha.post("/api/sessions", json={"name": "bad name!"}), "bad session name")
    same(await old_waha.post("/api/sessions", content=b'{"name":'), "malformed JSON")
    hook = {"url": "nonsense", "events": ["message", "foo.bar"]}
    bad = await old_waha.post("/api/sessions", json={"name": "default", "config": {"webhooks": [hook]}})
    assert bad.status_code == 400
    assert len(bad.json()["message"]) == 2
    hook = {"url": "http://127.0.0.1/", "events": ["message"]}
    config = CONFIG | {"webhooks": [hook]}
    made = await old_waha.post("/api/sessions", json={"name": "default", "config": config, "start": True})
    assert made.status_code == 201
    recorded = transcript("create with start:true")["body"]
    assert shape(made.json()) | {"config": None} == shape(recorded) | {"config": None}
    same(await old_waha.post(f"{one}/start"), "start when already started")
    await until(lambda: old.waha.status() == "SCAN_QR_CODE")
    same(await old_waha.get(f"{one}/me"), "me before pairing")
    listed = (await old_waha.get("/api/sessions")).json()
    assert [session["status"] for session in listed] == ["SCAN_QR_CODE"]


async def test_qr_codes_rotate_and_run_out(old: Simulator, old_waha: httpx.AsyncClient) -> None:
    codes: set[str] = set()
    async with Listener(old, events="session.status") as listener:
        await until(lambda: old.waha.connected_events)
        await old_waha.post("/api/sessions/default/start")
        await until(lambda: old.waha.status() == "SCAN_QR_CODE")
        while (
            reply := await old_waha.get("/api/default/auth/qr", params={"format": "raw"})
        ).status_code == 200:
            codes.add(reply.json()["value"])
        assert reply.json()["status"] == "FAILED"
        await until(lambda: len(listener.heard) == 8)
    statuses = [event["payload"]["status"] for event in listener.heard]
    assert statuses == ["STARTING", *["SCAN_QR_CODE"] * 6, "FAILED"]
    assert len(codes) > 1
    assert all(code.startswith("2@") and code.count(",") == 3 and len(code) > 200 for code in codes)
    same(await old_waha.post("/api/sessions/default/start"), "start when already started")
    await old_waha.post("/api/sessions/default/restart")
    await until(lambda: old.waha.status() == "SCAN_QR_CODE")


async def test_scanning_makes_it_work(simulator: Simulator, waha: httpx.AsyncClient) -> None:
    made = await waha.post("/api/sessions", json={"name": "second", "start": True})
    assert made.json()["status"] == "STARTING"
    refused = await waha.post("/api/second/auth/request-code", json={"phoneNumber": "77000000002"})
    assert refused.status_code == 201
    assert simulator.waha.status("second") == "SCAN_QR_CODE"
    image = await waha.get("/api/second/auth/qr")
    assert image.content.startswith(b"\x89PNG")
    wrapped = await waha.get("/api/second/auth/qr", headers={"Accept": "application/json"})
    assert wrapped.json()["mimetype"] == "image/png"
    simulator.waha.scan_qr(session="second")
    assert simulator.waha.status("second") == "STARTING"
    await until(lambda: simulator.waha.status("second") == "WORKING")
    me = (await waha.get("/api/sessions/second/me")).json()
    assert me["id"] == "77000000000@c.us"
    assert me["jid"].startswith("77000000000:")
    with pytest.raises(ValueError, match="nothing to scan"):
        simulator.waha.scan_qr(session="second")
    gated = (await waha.get("/api/second/auth/qr")).json()
    assert (gated["status"], gated["expected"]) == ("WORKING", ["SCAN_QR_CODE"])


async def test_pairing_by_code(old: Simulator, old_waha: httpx.AsyncClient) -> None:
    path = "/api/default/auth/request-code"
    body = {"phoneNumber": "77000000000"}
    await old_waha.post("/api/sessions/default/start")
    await until(lambda: old.waha.status() == "SCAN_QR_CODE")
    assert (await old_waha.get("/api/sessions/default")).json()["me"] is None
    reply = await old_waha.post(path, json=body)
    assert reply.status_code == 201
    code = reply.json()["code"]
    assert (len(code), code[4]) == (9, "-")
    # The trap: `me` is set although nothing is paired.
    trap = (await old_waha.get("/api/sessions/default")).json()
    assert trap["me"] == {"id": "77000000000@c.us", "pushName": "~", "lid": ""}
    assert (await old_waha.post(path, json=body | {"method": "sms"})).status_code == 422
    old.waha.enter_code()
    await until(lambda: old.waha.status() == "WORKING")
    refused = await old_waha.post(path, json=body)
    assert "The current status is WORKING" in refused.json()["message"]
    me = (await old_waha.get("/api/sessions/default/me")).json()
    assert me == {"id": "77000000000@c.us", "pushName": "Арман Техно", "lid": "200077000000000@lid"}


async def test_stop_start_restart_logout(simulator: Simulator, waha: httpx.AsyncClient) -> None:
    one = "/api/sessions/default"
    assert (await waha.post(f"{one}/start")).json()["status"] == "WORKING"
    stopped = (await waha.post(f"{one}/stop")).json()
    assert (stopped["status"], stopped["engine"], stopped["timestamps"]) == (
        "STOPPED",
        {},
        {"activity": None},
    )
    assert stopped["me"]["id"] == "77000000000@c.us"
    assert (await waha.post(f"{one}/stop")).json()["status"] == "STOPPED"
    assert (await waha.put(one, json={"config": CONFIG})).json()["status"] == "STOPPED"
    assert (await waha.post(f"{one}/start")).json()["status"] == "STARTING"
    await until(lambda: simulator.waha.status() == "WORKING")
    assert (await waha.put(one, json={"config": {"debug": True}})).json()["status"] == "STARTING"
    await until(lambda: simulator.waha.status() == "WORKING")
    assert (await waha.get(one)).json()["config"] == {"debug": True}
    assert (await waha.post(f"{one}/restart")).json()["status"] == "STARTING"
    await until(lambda: simulator.waha.status() == "WORKING")
    assert (await waha.post(f"{one}/logout")).json()["me"] is None
    await until(lambda: simulator.waha.status() == "SCAN_QR_CODE")
    assert simulator.waha.status("nobody") is None
    made = await waha.post("/api/sessions", json={"name": "asleep", "config": None})
    assert made.json()["status"] == "STOPPED"


async def test_an_unlinked_session_fails_until_it_is_logged_out(
    simulator: Simulator, waha: httpx.AsyncClient
) -> None:
    simulator.waha.unlink()
    failed = (await waha.get("/api/sessions/default")).json()
    assert (failed["status"], failed["me"]["id"]) == ("FAILED", "77000000000@c.us")
    restarted = (await waha.post("/api/sessions/default/restart")).json()
    assert (restarted["status"], restarted["me"]) == ("STARTING", None)
    await until(lambda: simulator.waha.status() == "FAILED")
    await waha.post("/api/sessions/default/logout")
    await until(lambda: simulator.waha.status() == "SCAN_QR_CODE")
    simulator.waha.pair("77000000009")
    assert (await waha.get("/api/sessions/default/me")).json()["id"] == "77000000009@c.us"


async def test_life_cycle_calls_wait_for_each_other() -> None:
    options = WahaOptions(stop_seconds=0.3, lock_wait=0.05)
    async with Simulator(waha=options) as simulator, waha_client(simulator) as client:
        simulator.waha.pair()
        replies = await asyncio.gather(*(client.post("/api/sessions/default/restart") for _ in range(2)))
    codes = sorted(reply.status_code for reply in replies)
    assert codes == [201, 500]
    text = next(reply.json()["exception"]["message"] for reply in replies if reply.status_code == 500)
    assert text == "async-lock timed out in queue default"


async def test_old_free_servers_forget_everything_but_the_pairing(
    old: Simulator, old_waha: httpx.AsyncClient
) -> None:
    await old_waha.put("/api/sessions/default", json={"config": CONFIG})
    old.waha.pair()
    old.waha.restart_server()
    with pytest.raises(httpx.TransportError):
        await old_waha.get("/api/sessions")
    same(await old_waha.get("/api/sessions", params={"all": "true"}), "all=true shows them")
    await old_waha.post("/api/sessions/default/start")
    await until(lambda: old.waha.status() == "WORKING")
    assert (await old_waha.get("/api/sessions/default")).json()["config"] is None


async def test_newer_servers_start_their_sessions_again(
    simulator: Simulator, waha: httpx.AsyncClient
) -> None:
    await waha.post("/api/sessions", json={"name": "asleep"})
    simulator.waha.restart_server()
    await until(lambda: simulator.waha.status() == "WORKING")
    assert simulator.waha.status("asleep") == "STOPPED"


async def test_an_unknown_session(simulator: Simulator, waha: httpx.AsyncClient) -> None:
    reply = await send(simulator, session="nobody")
    assert (reply.status_code, reply.json()["message"]) == (422, 'Session "nobody" does not exist')
    for wrong in (None, 123):
        reply = await send(simulator, session=wrong)
        assert (reply.status_code, reply.json()["message"]) == (400, "Session name is required")


async def test_restrictions_of_the_account(simulator: Simulator, waha: httpx.AsyncClient) -> None:
    one = "/api/sessions/default"
    assert (await waha.get(f"{one}/timelock")).json()["isActive"] is False
    assert (await waha.get(f"{one}/capping")).json()["cappingStatus"] == "NONE"
    ends = datetime(2026, 12, 1, tzinfo=UTC)
    async with Listener(simulator) as listener:
        await until(lambda: simulator.waha.connected_events)
        simulator.waha.set_timelock(True, ends)
        await until(lambda: listener.heard)
    lock = {"enforcementType": "DEFAULT", "isActive": True, "timeEnforcementEnds": int(ends.timestamp())}
    assert listener.heard[0]["payload"]["data"] == {"reachoutTimelock": lock}
    simulator.waha.set_capping("FIRST_WARNING", 80, 100)
    me: dict[str, Any] = (await waha.get(f"{one}/me")).json()
    assert me["reachoutTimelock"] == lock
    assert me["messageCapping"]["usedQuota"] == 80
    assert (await waha.get(f"{one}/timelock")).json() == lock
    simulator.waha.set_timelock(False)
    assert (await waha.get(f"{one}/timelock")).json()["timeEnforcementEnds"] is None


async def test_older_servers_know_no_restrictions(old: Simulator, old_waha: httpx.AsyncClient) -> None:
    old.waha.pair()
    old.waha.set_timelock(True)
    old.waha.set_capping("CAPPED", 1, 1)
    assert (await old_waha.get("/api/sessions/default/timelock")).status_code == 404
    assert set((await old_waha.get("/api/sessions/default/me")).json()) == {"id", "pushName", "lid"}


async def test_statuses_from_the_future(simulator: Simulator, waha: httpx.AsyncClient) -> None:
    simulator.waha.set_status("PASSKEY_REQUIRED")
    assert (await waha.get("/api/sessions/default")).json()["status"] == "PASSKEY_REQUIRED"
    assert (await send(simulator)).json()["status"] == "PASSKEY_REQUIRED"


def test_engines_and_versions() -> None:
    with pytest.raises(ValueError, match="no such engine"):
        WahaOptions(engine="VENOM")
    assert WahaOptions(version="2026.10.1").at_least("2026.9.2")
    assert WahaOptions(version="2026.4.1", tier="PLUS").is_single is False
    assert WahaOptions(honours_ids=False).obeys_ids is False
    assert WahaOptions(engine="WEBJS").environment["browser"] == "/usr/bin/google-chrome-stable"
