"""Sending: every answer is a surely not, an acceptance or an unknown outcome; nothing goes out twice."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from kaspi_notifier.waha import (
    Accepted,
    BadRequest,
    Forbidden,
    KeyRefused,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Redirected,
    Restricted,
    SessionNotReady,
    SessionStatus,
    Unprocessable,
    Unsupported,
    WahaClient,
    WahaError,
)
from tests.waha.server import Answer, Server, as_json, gate, nest, thrown

CHAT = "77000000002@c.us"
OURS = "3EB02CAE75B6B049B19117"
TEXT = "Сәлем! Тапсырыс №15 дайын 🙂"
SEND = "POST /api/sendText"


async def test_the_request(server: Server, client: WahaClient) -> None:
    server.on(SEND, as_json({"id": f"true_{CHAT}_{OURS}"}, 201))
    await client.send_text(CHAT, TEXT, OURS)
    await client.send_text(CHAT, TEXT, None)
    message = {"session": "default", "chatId": CHAT, "text": TEXT, "linkPreview": False}
    assert server.bodies("/api/sendText") == [{**message, "id": OURS}, message]
    headers = server.requests[0].headers
    assert headers["X-Api-Key"] == "key-of-the-tests"
    # A small compressed answer can unfold to any size; none is asked for.
    assert headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        # NOWEB: Baileys' own message; a pending status is not yet sent.
        ({"key": {"id": OURS, "fromMe": True}, "status": "PENDING"}, Accepted(wa_id=OURS, ack=0)),
        ({"key": {"id": OURS}, "status": "SERVER_ACK"}, Accepted(wa_id=OURS, ack=1)),
        ({"key": {"id": OURS}, "status": "SOMETHING"}, Accepted(wa_id=OURS)),
        ({"key": {"id": OURS}, "status": 1}, Accepted(wa_id=OURS)),
        # GOWS: a full id, its chat perhaps a lid.
        ({"id": f"true_{CHAT}_{OURS}", "_data": {}}, Accepted(wa_id=OURS)),
        ({"id": f"true_200077000000002@lid_{OURS}"}, Accepted(wa_id=OURS)),
        ({"id": None, "_data": {"Info": {"ID": OURS}}}, Accepted(wa_id=OURS)),
        # WEBJS: an object; `_serialized` alone, or gone.
        ({"id": {"id": OURS, "_serialized": f"true_{CHAT}_{OURS}"}, "ack": 0}, Accepted(wa_id=OURS, ack=0)),
        ({"id": {"_serialized": f"true_{CHAT}_{OURS}"}, "ack": 1}, Accepted(wa_id=OURS, ack=1)),
        # WPP: a WAMessage; a group's id ends with the participant.
        ({"id": f"true_{CHAT}_{OURS}_77000000001@c.us", "ack": 7}, Accepted(wa_id=OURS)),
        ({"id": OURS, "ack": True}, Accepted(wa_id=OURS)),
        # An old server ignores our id and answers its own: the caller compares.
        ({"key": {"id": "3EB016BC6EE5155D027316"}}, Accepted(wa_id="3EB016BC6EE5155D027316")),
    ],
)
async def test_accepted(server: Server, client: WahaClient, reply: Any, expected: Accepted) -> None:
    for status in (200, 201):
        server.on(SEND, as_json(reply, status))
        assert await client.send_text(CHAT, TEXT, OURS) == expected


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (as_json({"message": "Unauthorized", "statusCode": 401}, 401), KeyRefused),
        (Answer(status=401), KeyRefused),
        (nest(403, "Forbidden"), Forbidden),
        (Answer(status=403, body=b"<html>blocked</html>"), Forbidden),
        (nest(404, "Session not found"), NotFound),
        (Answer(status=404, body=b"<html>404</html>"), NotFound),
        (nest(400, "Session name is required"), BadRequest),
        (nest(400, ["one", "two"]), BadRequest),
        (Answer(status=400), BadRequest),
        (gate("STARTING"), SessionNotReady),
        (gate("SOMETHING_NEW"), SessionNotReady),
        (nest(422, "Strict number check failed"), Unprocessable),
        (nest(422, 'Session "shop" does not exist'), NotFound),
        (nest(422, "WAHA Core support only 'default' session… get WAHA PLUS version"), Unsupported),
        (Answer(status=422, body=b"not JSON"), Unprocessable),
        (nest(501, "Not implemented"), Unsupported),
        (nest(429, "Too many"), RateLimited),
        (Answer(status=301, headers={"Location": "https://127.0.0.1/"}), Redirected),
        (Answer(status=307, headers={"Location": "/api/sendText"}), Redirected),
        (thrown("2 UNKNOWN: server returned error 463"), Restricted),
        (nest(500, "server returned error 463"), Restricted),
        (thrown("no LID found for 7… from server"), Unprocessable),
    ],
)
async def test_surely_not_sent(
    server: Server, client: WahaClient, answer: Answer, error: type[WahaError]
) -> None:
    server.on(SEND, answer)
    with pytest.raises(WahaError) as caught:
        await client.send_text(CHAT, TEXT, OURS)
    assert type(caught.value) is error
    assert caught.value.surely_not_sent
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        thrown("Timed Out"),
        thrown("Connection Closed"),
        thrown("server returned error 4630"),
        # The echo of the buyer's text is no word of the server's.
        thrown("Timed Out", text="server returned error 463, no LID found"),
        thrown("rate-overlimit"),
        as_json({"statusCode": 500, "exception": None, "request": {"message": "no LID found"}}, 500),
        as_json(["server returned error 463"], 500),
        Answer(status=500),
        Answer(status=500, body=b"<html>server returned error 463</html>"),
        Answer(status=502, body=b"<html>Bad Gateway</html>"),
        nest(503, "Service Unavailable"),
        Answer(status=504),
        Answer(status=405),
        Answer(status=408),
        Answer(status=413),
        Answer(status=202, body=b'{"id": "3EB02CAE75B6B049B19117"}'),
        Answer(status=204),
        Answer(status=201),
        Answer(status=201, body=b"<html>ok</html>"),
        Answer(status=201, body=b'{"id": "3EB0'),
        Answer(status=201, body=b"\xff\xfe"),
        Answer(status=201, body=b"[" * 100_000),
        as_json(None, 201),
        as_json([], 201),
        as_json({}, 201),
        as_json({"id": ""}, 201),
        as_json({"id": 5, "key": {"id": None}}, 201),
        as_json({"id": {"id": {"id": []}}}, 201),
        as_json({"id": "an id/with ? odd signs"}, 201),
        as_json({"success": True}, 200),
        as_json({"pad": "x" * 2_000_001, "id": OURS}, 201),
        Answer(status=201, body=b"whatever", headers={"Content-Encoding": "br"}),
    ],
)
async def test_outcome_unknown(server: Server, client: WahaClient, answer: Answer) -> None:
    server.on(SEND, answer)
    with pytest.raises(OutcomeUnknown) as caught:
        await client.send_text(CHAT, TEXT, OURS)
    assert not caught.value.surely_not_sent
    assert len(server.requests) == 1


async def test_a_session_gate_names_the_status(server: Server, client: WahaClient) -> None:
    server.on(SEND, gate("SCAN_QR_CODE"), gate("NEW_WORD"))
    with pytest.raises(SessionNotReady, match="SCAN_QR_CODE") as caught:
        await client.send_text(CHAT, TEXT, OURS)
    assert caught.value.status is SessionStatus.SCAN_QR_CODE
    with pytest.raises(SessionNotReady) as caught:
        await client.send_text(CHAT, TEXT, OURS)
    assert not caught.value.status.is_known
    assert "NEW_WORD" not in str(caught.value)


async def test_text_that_is_no_unicode_never_leaves(server: Server, client: WahaClient) -> None:
    with pytest.raises(BadRequest) as caught:
        await client.send_text(CHAT, "half of a pair \ud83d", OURS)
    assert caught.value.surely_not_sent
    assert server.requests == []


NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("5", timedelta(seconds=5)),
        ("0", timedelta(seconds=1)),
        ("7200", timedelta(hours=1)),
        ("9" * 400, timedelta(hours=1)),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), timedelta(seconds=90)),
        (format_datetime(NOW - timedelta(seconds=90), usegmt=True), timedelta(seconds=1)),
        ("Mon, 23 Nov 2026 10:00:30 -0000", timedelta(seconds=30)),
        ("soon", None),
        ("Mon, 23 Nov 2026 10:2828282828282828282828:00 GMT", None),
        ("Fri, 31 Dec 9999 23:00:00 -1200", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
async def test_retry_after(
    server: Server, client: WahaClient, value: str | None, expected: timedelta | None
) -> None:
    headers = {"Date": format_datetime(NOW, usegmt=True)}
    if value is not None:
        headers["Retry-After"] = value
    server.on(SEND, Answer(status=429, headers=headers))
    with pytest.raises(RateLimited) as caught:
        await client.send_text(CHAT, TEXT, OURS)
    assert caught.value.retry_after == expected


async def test_retry_after_a_date_of_a_server_without_a_clock(server: Server, client: WahaClient) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    server.on(SEND, Answer(status=429, headers={"Date": "no date", "Retry-After": later}))
    with pytest.raises(RateLimited) as caught:
        await client.send_text(CHAT, TEXT, OURS)
    assert caught.value.retry_after is not None
    assert timedelta(minutes=9) < caught.value.retry_after <= timedelta(minutes=10)


async def test_two_sends_run_side_by_side(server: Server, client: WahaClient) -> None:
    server.on(SEND, as_json({"id": OURS}, 201))
    both = await asyncio.gather(client.send_text(CHAT, "a", None), client.send_text(CHAT, "b", None))
    assert list(both) == [Accepted(wa_id=OURS), Accepted(wa_id=OURS)]


async def test_typing(server: Server, client: WahaClient) -> None:
    server.on("POST /api/startTyping", as_json({"result": True}, 201))
    server.on("POST /api/stopTyping", Answer(status=201))
    await client.start_typing(CHAT)
    await client.stop_typing(CHAT)
    assert [request.body for request in server.requests] == [{"session": "default", "chatId": CHAT}] * 2


async def test_new_message_id(server: Server, client: WahaClient) -> None:
    path = "GET /api/default/new-message-id"
    odd: list[object] = [{"id": "../x"}, {"id": 5}, {}, [], {"id": "3EB"}]
    rubbish = [as_json(value) for value in odd]
    server.on(path, as_json({"id": OURS}), nest(501, "no"), nest(404, "no"), Answer(), *rubbish)
    assert await client.new_message_id() == OURS
    for _ in range(8):
        assert await client.new_message_id() is None
    server.on(path, gate("STARTING"))
    with pytest.raises(SessionNotReady):
        await client.new_message_id()
