"""Events over the WebSocket: what is read, what is dropped, and how a connection ends."""

import asyncio
import json
import ssl
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any, cast

import pytest
import trustme
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from kaspi_notifier.domain.settings import Waha
from kaspi_notifier.waha import (
    AckReceived,
    BadReply,
    Forbidden,
    KeyRefused,
    MessageSeen,
    NotFound,
    Redirected,
    SessionChanged,
    SessionStatus,
    Unreachable,
    WahaClient,
    WahaError,
)
from kaspi_notifier.waha.events import read
from tests.waha.openapi import DATA
from tests.waha.server import Answer, Server, nest, raw_server, serving, until_closed
from tests.waha.test_link import assert_tells_nothing, free_port, silent, trusting

FRAMES: dict[str, list[str]] = {
    item["title"]: item["lines"] for item in json.loads((DATA / "frames.json").read_bytes())
}
OURS = "3EB036A7FFE7BF681BAD22"


def envelope(event: str, payload: object, **more: Any) -> str:
    """An event as WAHA wraps it."""
    whole = {"id": "evt_1", "timestamp": 1795397323600, "event": event, "session": "default", **more}
    return json.dumps({**whole, "payload": payload})


async def collected(client: WahaClient) -> list[Any]:
    """All events until the connection ends."""
    return [event async for event in client.events()]


async def serve_lines(server: Server, *lines: str | bytes) -> None:
    """Let the server say these frames and close in order."""

    async def script(socket: web.WebSocketResponse) -> None:
        for line in lines:
            await (socket.send_bytes(line) if isinstance(line, bytes) else socket.send_str(line))
        await socket.close()

    server.events = script


async def test_the_request(server: Server, client: WahaClient) -> None:
    await serve_lines(server)
    assert await collected(client) == []
    assert server.event_queries == [
        [
            ("session", "default"),
            ("events", "session.status"),
            ("events", "message.any"),
            ("events", "message.ack"),
            ("x-api-key", "key-of-the-tests"),
        ]
    ]


def events_in(title: str) -> list[str]:
    """The whole frames of a transcript; a bare payload is put into the envelope it came in."""
    (lines,) = (lines for name, lines in FRAMES.items() if name.startswith(title))
    found = []
    for line in lines:
        if line.startswith("+") and "session.status" in line:
            line = json.dumps({"name": "default", "status": line.split()[-1]})
        if not line.startswith("{"):
            continue
        frame = json.loads(line)
        frame = frame.get("message", frame)
        if "statuses" in frame or frame.keys() == {"name", "status"}:
            frame = {"payload": frame}
        if "ackName" in frame:
            frame = {"payload": frame, "event": "message.ack"}
        if "payload" in frame:
            whole = {"id": "evt_0", "event": "session.status", "session": "default", **frame}
            found.append(json.dumps(whole))
    return found


def status(word: str) -> SessionChanged:
    return SessionChanged(session="default", status=SessionStatus(word))


def seen(wa_id: str, event_id: str, body: str, at: int, **more: Any) -> MessageSeen:
    values = {
        "event_id": event_id,
        "event": "message.any",
        "from_me": True,
        "wa_id": wa_id,
        "chat_id": "77000000002@c.us",
        "phone": "77000000002",
        "body": body,
        "at": datetime.fromtimestamp(at, UTC),
        "ack": 0,
        "is_from_api": more.get("from_me", True),
    }
    return MessageSeen(**{**values, **more})


def receipt(wa_id: str, event_id: str, ack: int, chat_id: str = "77000000002@c.us") -> AckReceived:
    return AckReceived(event_id=event_id, wa_id=wa_id, ack=ack, chat_id=chat_id)


def acks(wa_id: str, *event_ids: str, chat_id: str = "77000000002@c.us") -> list[AckReceived]:
    return [receipt(wa_id, event_id, n, chat_id) for n, event_id in enumerate(event_ids, 1)]


RAHMET = seen(
    "3AA35AF607318171C550", "evt_01m830a6qk3wbrf1b0211ymk1p", "rahmet", 1795397327, from_me=False, ack=2
)
LINES = [status("STARTING"), *[status("SCAN_QR_CODE")] * 6, status("FAILED")]
EXPECTED: dict[str, list[Any]] = {
    "4: server-side rejection": [receipt("3EB07C89F8DFF049875F5F", "evt_01m8309wsbmjm18sytb79hg12a", -1)],
    "7: delivery 1": [seen(OURS, "evt_01m830a2tg8j0xmphzxbwc430y", "webhook demo", 1795397323)],
    "7: delivery 2": [receipt(OURS, "evt_01m830a3gb3amh9wwr5y5s04tz", 1)],
    "7: delivery 3": [receipt(OURS, "evt_01m830a467ascvsyc5w14n3hsx", 2)],
    "7: delivery 4": [receipt(OURS, "evt_01m830a4w4v3a5y3jzh9jfspft", 3)],
    "7: the session.status sequence": [
        status(word) for word in ("STARTING", "SCAN_QR_CODE", "STARTING", "WORKING")
    ],
    "7: full session.status body": [status("WORKING")],
    "7: incoming message": [
        seen(RAHMET.wa_id, RAHMET.event_id, "rahmet", 1795397327, from_me=False, ack=2, event="message"),
        RAHMET,
    ],
    "7: retries": [],
    "7: receipts addressed by LID": acks(
        "3EB07645B856376AE106D7", "evt_0", "evt_0", "evt_0", chat_id="200077000000002@lid"
    ),
    "8: ws://": [
        seen("3EB05227E5C34AE0AADEDB", "evt_01m830ah6nd5hjsp1br369kxxg", "ws demo", 1795397338),
        *acks(
            "3EB05227E5C34AE0AADEDB",
            "evt_01m830ahwkjzwtrtp4qh69d44s",
            "evt_01m830ajjdqht1w01wfw5nert0",
            "evt_01m830ak886ag2ayk1nhdjk3ax",
        ),
    ],
    "8: comma list": [],
    "8: wrong key": [],
    "8: correct key sent only": [],
    "8: unknown event names": [],
    "8: unknown session name": [],
    "9: three concurrent restarts": [],
    "10: a WebSocket opened BEFORE": [status("STARTING"), status("WORKING")],
    "11: QR life cycle": LINES,
}


def test_no_transcript_is_missing() -> None:
    assert len(EXPECTED) == len(FRAMES)


@pytest.mark.parametrize("title", EXPECTED)
async def test_transcript(server: Server, client: WahaClient, title: str) -> None:
    await serve_lines(server, *events_in(title))
    assert await collected(client) == EXPECTED[title]


@pytest.mark.parametrize(
    "frame",
    [
        b"\x00\x01",
        b"",
        "",
        "null",
        "[]",
        "[" * 10_000,
        '{"id": ',
        envelope("session.status", {"status": "WORKING"}, session="another"),
        envelope("session.status", {"status": 5}),
        envelope("session.status", None),
        envelope("session.status", {"status": "WORKING"}, id=None),
        envelope("group.v2.join", {}),
        envelope("message.ack", {"id": f"true_77000000002@c.us_{OURS}", "fromMe": True, "ack": "READ"}),
        envelope("message.ack", {"id": f"false_77000000002@c.us_{OURS}", "fromMe": False, "ack": 3}),
        envelope("message.ack", {"id": None, "fromMe": True, "ack": 3}),
        envelope("message.any", {"id": "true_77000000002@c.us_3EB0AA", "fromMe": None}),
        envelope("message.any", {"id": "false_120363000000000000@g.us_3EB0AA_1@lid", "fromMe": False}),
        envelope("message.any", {"id": "3EB0AA", "from": "status@broadcast", "fromMe": False}),
        envelope("message.any", {"id": {"id": "3EB0AA", "remote": {"user": "x"}}, "fromMe": False}),
        envelope("message.any", {"id": 7, "from": "77000000002@c.us", "fromMe": False}),
    ],
)
async def test_what_can_not_be_read_is_passed_over(
    server: Server, client: WahaClient, frame: str | bytes
) -> None:
    await serve_lines(server, frame, envelope("session.status", {"status": "WORKING"}))
    assert await collected(client) == [status("WORKING")]


@pytest.mark.parametrize(
    ("payload", "chat_id", "phone"),
    [
        ({"id": "false_77000000002@c.us_3AAA"}, "77000000002@c.us", "77000000002"),
        ({"id": "3AAA", "from": "77000000002:7@s.whatsapp.net"}, "77000000002@c.us", "77000000002"),
        ({"id": "3AAA", "fromMe": True, "to": "77000000002@c.us"}, "77000000002@c.us", "77000000002"),
        ({"id": {"id": "3AAA", "remote": "77000000002@c.us"}}, "77000000002@c.us", "77000000002"),
        ({"id": "false_200@lid_3AAA"}, "200@lid", None),
        (
            {"id": "false_200:3@lid_3AAA", "_data": {"key": {"remoteJidAlt": "77000000002@s.whatsapp.net"}}},
            "200@lid",
            "77000000002",
        ),
        (
            {"id": "false_200@lid_3AAA", "_data": {"key": {"senderPn": "77000000002@s.whatsapp.net"}}},
            "200@lid",
            "77000000002",
        ),
        (
            {"id": "false_200@lid_3AAA", "_data": {"Info": {"SenderAlt": "77000000002:1@s.whatsapp.net"}}},
            "200@lid",
            "77000000002",
        ),
        (
            {
                "id": "true_200@lid_3AAA",
                "fromMe": True,
                # GOWS: the sender of our own message is the shop.
                "_data": {
                    "Info": {
                        "SenderAlt": "77000000001@s.whatsapp.net",
                        "RecipientAlt": "77000000002@s.whatsapp.net",
                    }
                },
            },
            "200@lid",
            "77000000002",
        ),
    ],
)
def test_whose_message(payload: dict[str, Any], chat_id: str, phone: str | None) -> None:
    found = read(envelope("message.any", {"fromMe": False, **payload}), "default")
    assert isinstance(found, MessageSeen)
    assert (found.wa_id, found.chat_id, found.phone) == ("3AAA", chat_id, phone)
    assert found.at == datetime(2026, 11, 23, 1, 28, 43, 600000, UTC)
    assert chat_id not in repr(found)


def test_a_message_without_any_time_is_of_now() -> None:
    before = datetime.now(UTC)
    found = read(
        envelope("message", {"id": "false_200@lid_3AAA", "fromMe": False}, timestamp=None), "default"
    )
    assert isinstance(found, MessageSeen)
    assert before <= found.at <= datetime.now(UTC)


async def test_a_wrong_key(server: Server) -> None:
    settings = Waha(url=server.url, api_key="wrong")
    async with WahaClient(settings) as client:
        with pytest.raises(KeyRefused) as caught:
            await collected(client)
    assert_tells_nothing(caught.value)
    assert "wrong" not in str(caught.value)


@pytest.mark.parametrize(
    ("code", "reason", "error"),
    [
        (1008, b"Forbidden", Forbidden),
        (1008, b"Unauthorized", KeyRefused),
        (1011, b"Unexpected", Unreachable),
        (4000, b"", Unreachable),
    ],
)
async def test_closed_for_a_reason(
    server: Server, client: WahaClient, code: int, reason: bytes, error: type[WahaError]
) -> None:
    async def script(socket: web.WebSocketResponse) -> None:
        await socket.send_str(envelope("session.status", {"status": "WORKING"}))
        await socket.close(code=code, message=reason)

    server.events = script
    found = []
    with pytest.raises(WahaError) as caught:
        async for event in client.events():
            found.append(event)  # noqa: PERF401 - what came before the error counts
    assert type(caught.value) is error
    assert found == [status("WORKING")]


async def test_the_connection_is_cut(server: Server, client: WahaClient) -> None:
    async def script(socket: web.WebSocketResponse) -> None:
        await socket.send_str(envelope("session.status", {"status": "WORKING"}))
        request = cast("web.Request", socket._req)
        assert request.transport is not None
        request.transport.abort()

    server.events = script
    with pytest.raises(Unreachable) as caught:
        await collected(client)
    assert_tells_nothing(caught.value)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(status=401), KeyRefused),
        (Answer(status=403), Forbidden),
        (nest(404, "Cannot GET /ws"), NotFound),
        (Answer(status=302, headers={"Location": "/elsewhere"}), Redirected),
        (Answer(status=200, body=b"<html>"), BadReply),
    ],
)
async def test_no_websocket_there(
    server: Server, client: WahaClient, answer: Answer, error: type[WahaError]
) -> None:
    server.events = answer
    with pytest.raises(WahaError) as caught:
        await collected(client)
    assert type(caught.value) is error
    assert_tells_nothing(caught.value)
    assert len(server.event_queries) == 1


async def test_nobody_listens() -> None:
    async with WahaClient(Waha(url=f"http://127.0.0.1:{free_port()}")) as client:
        with pytest.raises(Unreachable):
            await collected(client)


async def test_over_tls() -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    async with serving(context) as server:
        await serve_lines(server, envelope("session.status", {"status": "WORKING"}))
        async with WahaClient(server.settings(), ssl_context=trusting(authority)) as client:
            assert await collected(client) == [status("WORKING")]
        async with WahaClient(server.settings()) as client:
            with pytest.raises(Unreachable) as caught:
                await collected(client)
    assert_tells_nothing(caught.value)
    assert len(server.event_queries) == 1


async def test_no_tls_where_it_should_be() -> None:
    async with raw_server(silent) as url, WahaClient(Waha(url=url.replace("http", "https"))) as client:
        listening = asyncio.create_task(collected(client))
        await asyncio.wait([listening], timeout=0.2)
        listening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listening


async def test_leaving_closes_the_connection(server: Server, client: WahaClient) -> None:
    gone = asyncio.Event()

    async def script(socket: web.WebSocketResponse) -> None:
        await socket.send_str(envelope("session.status", {"status": "STARTING"}))
        await until_closed(socket)
        gone.set()

    server.events = script
    async with aclosing(client.events()) as events:
        assert await anext(events) == status("STARTING")
    await asyncio.wait_for(gone.wait(), 5)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
PARTS = st.sampled_from(["id", "fromMe", "from", "to", "timestamp", "body", "ack", "status", "_data"])
NAMES = st.sampled_from(["session.status", "message.any", "message", "message.ack"])


@settings(max_examples=300, deadline=None)
@given(NAMES, st.dictionaries(PARTS, json_values))
def test_no_payload_breaks_the_reading(name: str, payload: dict[str, Any]) -> None:
    read(envelope(name, payload), "default")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_no_frame_breaks_the_reading(frame: str | bytes) -> None:
    assert read(frame, "default") is None
