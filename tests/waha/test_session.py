"""The server and its sessions: versions, creating, starting, pairing, restrictions."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kaspi_notifier.waha import (
    BadReply,
    Capping,
    CappingStatus,
    Engine,
    Forbidden,
    Me,
    NotFound,
    RateLimited,
    ServerFault,
    Session,
    SessionNotReady,
    SessionStatus,
    Timelock,
    Unprocessable,
    Unsupported,
    WahaClient,
)
from tests.waha.server import Answer, Server, as_json, gate, nest, thrown

OURS = {
    "ignore": {"status": True, "groups": True, "channels": True, "broadcast": True},
    "noweb": {"markOnline": False, "store": {"enabled": True, "fullSync": False}},
}
SESSION = "GET /api/sessions/default"
EXISTS = nest(422, "Session 'default' already exists. Use PUT to update it.")
STARTED = nest(422, "Session 'default' is already started.")


def session(status: str, **more: Any) -> Answer:
    """A session as WAHA shows it."""
    return as_json({"name": "default", "status": status, "presence": None, "timestamps": {}, **more})


@pytest.mark.parametrize(
    ("version", "engine", "chooses_ids"),
    [
        ("2026.4.3", "NOWEB", True),
        ("2026.4.3", "GOWS", True),
        ("2026.10.1", "GOWS", True),
        ("2027.1", "GOWS", True),
        ("2026.4.2", "NOWEB", False),
        ("2025.12.9", "GOWS", False),
        ("2026.9.2", "WEBJS", False),
        ("2026.9.2", "WPP", False),
        ("2026.9.2", "FUTURE", False),
        ("", "NOWEB", False),
    ],
)
async def test_version(
    server: Server, client: WahaClient, version: str, engine: str, chooses_ids: bool
) -> None:
    server.on("GET /api/server/version", as_json({"version": version, "engine": engine, "tier": "CORE"}))
    found = await client.version()
    assert (found.version, found.engine, found.tier) == (version, Engine(engine), "CORE")
    assert found.chooses_ids is chooses_ids


async def test_version_under_its_old_name(server: Server, client: WahaClient) -> None:
    server.on("GET /api/version", as_json({"version": "2024.10.1", "engine": "NOWEB", "tier": "PLUS"}))
    assert (await client.version()).tier == "PLUS"


async def test_something_else_than_waha(server: Server, client: WahaClient) -> None:
    html = Answer(status=200, body=b"<html>router</html>", headers={"Content-Type": "text/html"})
    server.on("GET /api/server/version", html, as_json([]), as_json({"version": 3, "engine": "NOWEB"}))
    for _ in range(3):
        with pytest.raises(BadReply):
            await client.version()


async def test_started_at(server: Server, client: WahaClient) -> None:
    start = datetime(2026, 11, 23, 1, 28, 4, 329000, UTC)
    no = [nest(403, "Forbidden"), nest(501, "no"), as_json([]), as_json({"startTimestamp": "soon"})]
    no += [as_json({"startTimestamp": value}) for value in (True, -1, 1e300, None)]
    server.on("GET /api/server/status", as_json({"startTimestamp": 1795397284329}), *no)
    assert await client.started_at() == start
    for _ in no:
        assert await client.started_at() is None


async def test_sessions(server: Server, client: WahaClient) -> None:
    server.on("GET /api/sessions", as_json([{"name": "a", "status": "WORKING"}]), as_json({}))
    assert await client.sessions() == [Session(name="a", status=SessionStatus.WORKING)]
    assert server.requests[0].query == {"all": "true"}
    with pytest.raises(BadReply):
        await client.sessions()


async def test_session(server: Server, client: WahaClient) -> None:
    server.on(
        SESSION,
        session(
            "WORKING",
            engine={"engine": "GOWS"},
            me={
                "id": "77000000001:12@c.us",
                "pushName": "Shop",
                "lid": "100000000000001:3@lid",
                "reachoutTimelock": {"isActive": True, "timeEnforcementEnds": 1795397284},
                "messageCapping": {
                    "cappingStatus": "FIRST_WARNING",
                    "totalQuota": 250,
                    "usedQuota": 200,
                    "cycleEnd": 1795397284,
                },
            },
        ),
    )
    ends_at = datetime(2026, 11, 23, 1, 28, 4, tzinfo=UTC)
    assert await client.session() == Session(
        name="default",
        status=SessionStatus.WORKING,
        me=Me(phone="77000000001", push_name="Shop", lid="100000000000001@lid"),
        has_store=True,
        timelock=Timelock(is_active=True, ends_at=ends_at),
        capping=Capping(
            status=CappingStatus.FIRST_WARNING, total_quota=250, used_quota=200, cycle_ends_at=ends_at
        ),
    )


@pytest.mark.parametrize(
    ("engine", "config", "has_store"),
    [
        ("NOWEB", None, False),
        ("NOWEB", {"noweb": {"store": {"enabled": True}}}, True),
        ("NOWEB", {"noweb": {"store": {"enabled": "yes"}}}, False),
        ("GOWS", None, True),
        ("GOWS", {"gows": {"storage": {"messages": False}}}, False),
        ("WEBJS", None, True),
        ("WPP", None, True),
        ("FUTURE", None, None),
    ],
)
async def test_has_store(
    server: Server, client: WahaClient, engine: str, config: Any, has_store: bool | None
) -> None:
    server.on(SESSION, session("WORKING", engine={"engine": engine}, config=config))
    found = await client.session()
    assert found is not None
    assert found.has_store is has_store


async def test_a_stopped_session_has_the_servers_engine(server: Server, client: WahaClient) -> None:
    server.on("GET /api/server/version", as_json({"version": "2026.9.2", "engine": "GOWS"}))
    server.on(SESSION, session("STOPPED", engine={}))
    await client.version()
    found = await client.session()
    assert found is not None
    assert found.has_store is True


async def test_odd_sessions(server: Server, client: WahaClient) -> None:
    server.on(SESSION, session("BRAND_NEW", me={"id": "shop"}), session("WORKING", me=[1]), as_json({}))
    found = await client.session()
    assert found is not None
    assert not found.status.is_known
    assert found.me is None
    found = await client.session()
    assert found is not None
    assert found.me is None
    with pytest.raises(BadReply):
        await client.session()


async def test_no_session_is_something_else_than_a_wrong_address(server: Server, client: WahaClient) -> None:
    server.on(SESSION, nest(404, "Session not found"), nest(404, "Cannot GET /api/sessions/default"))
    assert await client.session() is None
    with pytest.raises(NotFound):
        await client.session()
    server.on(SESSION, Answer(status=404, body=b"<html>nginx</html>"))
    with pytest.raises(NotFound):
        await client.session()


async def test_create(server: Server, client: WahaClient) -> None:
    server.on("POST /api/sessions", as_json({"name": "default", "status": "STARTING"}, 201))
    await client.create_session()
    assert server.bodies("/api/sessions") == [{"name": "default", "start": True, "config": OURS}]


async def test_create_keeps_what_the_owner_configured(server: Server, client: WahaClient) -> None:
    theirs = {"metadata": {"app": "1"}, "debug": True, "noweb": {"markOnline": True}, "ignore": None}
    server.on("POST /api/sessions", EXISTS)
    server.on(SESSION, session("STOPPED", config=theirs))
    server.on("PUT /api/sessions/default", session("STOPPED"))
    server.on("POST /api/sessions/default/start", as_json({"status": "STARTING"}, 201))
    await client.create_session()
    assert server.requests[2].body == {"config": {"metadata": {"app": "1"}, "debug": True, **OURS}}
    assert server.calls() == [
        "POST /api/sessions",
        "GET /api/sessions/default",
        "PUT /api/sessions/default",
        "POST /api/sessions/default/start",
    ]


@pytest.mark.parametrize("present", [as_json([]), Answer()])
async def test_create_over_an_unreadable_session(server: Server, client: WahaClient, present: Answer) -> None:
    server.on("POST /api/sessions", EXISTS)
    server.on(SESSION, present)
    server.on("PUT /api/sessions/default", session("STOPPED"))
    server.on("POST /api/sessions/default/start", Answer(status=201))
    await client.create_session()
    assert server.requests[2].body == {"config": OURS}


async def test_create_leaves_a_good_config_alone(server: Server, client: WahaClient) -> None:
    # A PUT would stop the running session.
    server.on("POST /api/sessions", EXISTS)
    server.on(SESSION, session("WORKING", config=OURS))
    server.on("POST /api/sessions/default/start", STARTED)
    await client.create_session()
    assert "PUT /api/sessions/default" not in server.calls()


async def test_create_on_an_edition_with_one_session(server: Server) -> None:
    server.on("POST /api/sessions", nest(422, "WAHA Core support only 'default' … WAHA PLUS version."))
    async with WahaClient(server.settings("shop")) as client:
        with pytest.raises(Unsupported):
            await client.create_session()


@pytest.mark.parametrize("first", [STARTED, session("FAILED")])
async def test_start_restarts_a_failed_session(server: Server, client: WahaClient, first: Answer) -> None:
    server.on("POST /api/sessions/default/start", first)
    server.on(SESSION, session("FAILED"))
    server.on("POST /api/sessions/default/restart", session("STARTING"))
    await client.start()
    assert server.calls()[-1] == "POST /api/sessions/default/restart"


async def test_start(server: Server, client: WahaClient) -> None:
    server.on("POST /api/sessions/default/start", session("STARTING"), STARTED)
    server.on(SESSION, session("STOPPED", config={}), session("WORKING"))
    await client.start()
    await client.start()
    assert {call.split()[0] for call in server.calls()} == {"GET", "POST"}
    assert "POST /api/sessions/default/restart" not in server.calls()


async def test_start_gives_a_forgotten_config_back(server: Server, client: WahaClient) -> None:
    server.on(SESSION, session("STOPPED", config=None))
    server.on("PUT /api/sessions/default", session("STOPPED"))
    server.on("POST /api/sessions/default/start", session("STARTING"))
    await client.start()
    assert server.calls()[1:] == ["PUT /api/sessions/default", "POST /api/sessions/default/start"]
    assert server.requests[1].body == {"config": OURS}


async def test_start_of_a_session_that_is_not_there(server: Server, client: WahaClient) -> None:
    server.on(SESSION, nest(404, "Session not found"))
    with pytest.raises(NotFound) as caught:
        await client.start()
    assert caught.value.is_about_session


async def test_stop_restart_logout(server: Server, client: WahaClient) -> None:
    for name in ("stop", "restart", "logout"):
        server.on(f"POST /api/sessions/default/{name}", session("STARTING"))
    await client.stop()
    await client.restart()
    await client.logout()
    assert server.calls() == [f"POST /api/sessions/default/{n}" for n in ("stop", "restart", "logout")]


async def test_lifecycle_calls_at_once(server: Server, client: WahaClient) -> None:
    server.on("POST /api/sessions/default/restart", thrown("async-lock timed out in queue default"))
    with pytest.raises(ServerFault):
        await client.restart()


async def test_qr_is_not_asked_for_in_another_status(server: Server, client: WahaClient) -> None:
    server.on(SESSION, nest(404, "Session not found"), session("WORKING"), session("FAILED"))
    for _ in range(3):
        assert await client.qr() is None
    assert server.calls() == ["GET /api/sessions/default"] * 3


async def test_qr(server: Server, client: WahaClient) -> None:
    server.on(SESSION, session("SCAN_QR_CODE"))
    answers = [as_json({"value": "2@secret"}), gate("WORKING"), as_json({"value": ""}), as_json({})]
    server.on("GET /api/default/auth/qr", *answers)
    assert await client.qr() == "2@secret"
    assert server.requests[-1].query == {"format": "raw"}
    assert server.requests[-1].headers["Accept"] == "application/json"
    assert await client.qr() is None
    for _ in range(2):
        with pytest.raises(BadReply):
            await client.qr()


async def test_pairing_code(server: Server, client: WahaClient) -> None:
    late = nest(422, "Can request code only in SCAN_QR_CODE status. The current status is WORKING")
    path = "/api/default/auth/request-code"
    server.on(f"POST {path}", as_json({"code": "ABCD-1234"}, 201), late, nest(422, "no 'method'"))
    assert await client.pairing_code("77000000001") == "ABCD-1234"
    assert server.bodies(path) == [{"phoneNumber": "77000000001"}]
    with pytest.raises(SessionNotReady) as caught:
        await client.pairing_code("77000000001")
    assert caught.value.status is SessionStatus.WORKING
    with pytest.raises(Unprocessable):
        await client.pairing_code("77000000001")


async def test_me(server: Server, client: WahaClient) -> None:
    unpaired = as_json({"id": "77000000001@c.us", "pushName": "~", "lid": ""})
    path = "GET /api/sessions/default/me"
    server.on(path, unpaired, as_json({"id": "77000000001@s.whatsapp.net"}), Answer(), nest(404, "no"))
    assert await client.me() == Me(phone="77000000001", push_name="~")
    assert await client.me() == Me(phone="77000000001")
    assert await client.me() is None
    assert await client.me() is None


async def test_timelock(server: Server, client: WahaClient) -> None:
    path = "GET /api/sessions/default/timelock"
    none = [nest(404, "Cannot GET"), nest(501, "no"), as_json(None), Answer(), as_json({"isActive": 1})]
    until = {"enforcementType": "X", "isActive": True, "timeEnforcementEnds": "1795397284"}
    server.on(path, as_json(until), as_json({"isActive": False, "timeEnforcementEnds": None}), *none)
    at = datetime(2026, 11, 23, 1, 28, 4, tzinfo=UTC)
    assert await client.timelock() == Timelock(is_active=True, ends_at=at)
    assert await client.timelock() == Timelock(is_active=False)
    for _ in none:
        assert await client.timelock() is None


async def test_capping(server: Server, client: WahaClient) -> None:
    path = "GET /api/sessions/default/capping"
    odd = {"cappingStatus": "LATER", "totalQuota": -1, "usedQuota": "5", "cycleEnd": "x"}
    server.on(path, as_json({"cappingStatus": "CAPPED"}), as_json(odd), nest(404, "no"), as_json([]))
    assert await client.capping() == Capping(status=CappingStatus.CAPPED)
    assert await client.capping() == Capping(status=CappingStatus("LATER"))
    assert await client.capping() is None
    assert await client.capping() is None


async def test_exists(server: Server, client: WahaClient) -> None:
    path = "GET /api/contacts/check-exists"
    lid = {"numberExists": True, "chatId": "200077000000002@lid", "pn": "77000000002@c.us"}
    server.on(
        path,
        as_json(lid),
        as_json({**lid, "pn": "77000000003"}),
        as_json({**lid, "pn": None}),
        as_json({"numberExists": True, "chatId": "77000000002@c.us"}),
        as_json({"numberExists": False, "chatId": None}),
        as_json({"numberExists": True, "chatId": "status@broadcast", "pn": 5}),
    )
    found = [await client.exists("77000000002") for _ in range(6)]
    assert server.requests[0].query == {"phone": "77000000002", "session": "default"}
    assert [(e.exists, e.chat_id, e.pn) for e in found] == [
        (True, "200077000000002@lid", "77000000002"),
        # Another number than was asked for: the caller compares.
        (True, "200077000000002@lid", "77000000003"),
        (True, "200077000000002@lid", None),
        (True, "77000000002@c.us", "77000000002"),
        (False, None, None),
        (True, None, None),
    ]


async def test_exists_refused(server: Server, client: WahaClient) -> None:
    path = "GET /api/contacts/check-exists"
    server.on(path, thrown("rate-overlimit"), as_json({}), nest(403, "Forbidden"))
    with pytest.raises(RateLimited) as caught:
        await client.exists("77000000002")
    assert caught.value.retry_after is None
    with pytest.raises(BadReply):
        await client.exists("77000000002")
    with pytest.raises(Forbidden):
        await client.exists("77000000002")
