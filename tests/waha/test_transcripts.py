"""Every transcript recorded from WAHA's own code, replayed byte for byte.

`data/transcripts.json` holds what WAHA answered (phones replaced by ones of the same length; `completed`
marks bodies that the recording had shortened) and `outcome`, what the client makes of it. An answer to a
request that the client never makes is given to the call that is nearest to it.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from kaspi_notifier.waha import WahaClient, WahaError
from tests.waha.openapi import DATA
from tests.waha.server import Answer, Server, as_json, nest, serving

TRANSCRIPTS: list[dict[str, Any]] = json.loads((DATA / "transcripts.json").read_bytes())
SINCE = datetime(2026, 11, 23, tzinfo=UTC)
CHAT = "77000000002@c.us"
QR_PNG = b"\x89PNG\r\n\x1a\n" + bytes(5307)

Call = tuple[str, Callable[[WahaClient, dict[str, Any]], Awaitable[Any]]]


def _id(transcript: dict[str, Any]) -> str:
    path = transcript["request"].split(" ")[1].split("?")[0]
    return str(path.rsplit("/", 1)[1].rsplit("_", 1)[-1])


CALLS: dict[str, Call] = {
    "version": ("GET /api/server/version", lambda c, t: c.version()),
    "started_at": ("GET /api/server/status", lambda c, t: c.started_at()),
    "sessions": ("GET /api/sessions", lambda c, t: c.sessions()),
    "session": ("GET /api/sessions/default", lambda c, t: c.session()),
    "create_session": ("POST /api/sessions", lambda c, t: c.create_session()),
    "configure": ("PUT /api/sessions/default", lambda c, t: c.create_session()),
    "start": ("POST /api/sessions/default/start", lambda c, t: c.start()),
    "stop": ("POST /api/sessions/default/stop", lambda c, t: c.stop()),
    "restart": ("POST /api/sessions/default/restart", lambda c, t: c.restart()),
    "logout": ("POST /api/sessions/default/logout", lambda c, t: c.logout()),
    "me": ("GET /api/sessions/default/me", lambda c, t: c.me()),
    "qr": ("GET /api/default/auth/qr", lambda c, t: c.qr()),
    "pairing_code": ("POST /api/default/auth/request-code", lambda c, t: c.pairing_code("77000000001")),
    "send_text": ("POST /api/sendText", lambda c, t: c.send_text(CHAT, "ws demo", None)),
    "start_typing": ("POST /api/startTyping", lambda c, t: c.start_typing(CHAT)),
    "stop_typing": ("POST /api/stopTyping", lambda c, t: c.stop_typing(CHAT)),
    "exists": ("GET /api/contacts/check-exists", lambda c, t: c.exists("77000000002")),
    "new_message_id": ("GET /api/default/new-message-id", lambda c, t: c.new_message_id()),
    "lid_of": ("GET /api/default/lids/pn/77000000002", lambda c, t: c.lid_of("77000000002")),
    "message": ("", lambda c, t: c.message(_id(t), CHAT)),
    "sent_since": (
        "GET /api/default/chats/77000000002%40c.us/messages",
        lambda c, t: c.sent_since(CHAT, SINCE),
    ),
}


def _script(server: Server, transcript: dict[str, Any]) -> None:
    """The recorded answer where the call expects it, and a plain WAHA around it."""
    body = QR_PNG if transcript["body"] is None else transcript["body"].encode()
    answer = Answer(status=transcript["status"], body=body, headers=transcript["headers"])
    ready = as_json({"name": "default", "status": "SCAN_QR_CODE", "config": None})
    server.on("GET /api/sessions/default", ready)
    server.on("POST /api/sessions/default/start", as_json({"name": "default", "status": "STARTING"}, 201))
    server.on("POST /api/sessions/default/restart", as_json({"name": "default", "status": "STARTING"}, 201))
    server.on("PUT /api/sessions/default", ready)
    if transcript["call"] == "configure":
        server.on("POST /api/sessions", nest(422, "Session 'default' already exists. Use PUT to update it."))
    absent = nest(404, "Message not found")
    server.on(f"GET /api/default/chats/all/messages/{_id(transcript)}", absent)
    chat = "/api/default/chats/77000000002%40c.us/messages"
    server.on(f"GET {chat}/true_77000000002%40c.us_{_id(transcript)}", absent)
    route = CALLS[transcript["call"]][0] or transcript["request"].split("?")[0]
    if route == f"GET {chat}/a_b":
        route = f"GET {chat}/true_77000000002%40c.us_b"
    if transcript["call"] == "sent_since" and transcript["status"] == 200:
        server.on(route, answer, Answer(body=b"[]"))
    else:
        server.on(route, answer)


async def outcome_of(transcript: dict[str, Any]) -> Any:
    """What the client makes of a recorded answer, as JSON."""
    async with serving() as server:
        _script(server, transcript)
        async with WahaClient(server.settings()) as client:
            try:
                result = await CALLS[transcript["call"]][1](client, transcript)
            except WahaError as error:
                return {"error": type(error).__name__, "surely_not_sent": error.surely_not_sent}
            return {"result": msgspec.to_builtins(result)}


def test_none_is_missing() -> None:
    assert len(TRANSCRIPTS) == 129
    assert {transcript["call"] for transcript in TRANSCRIPTS} == set(CALLS)


@pytest.mark.parametrize(
    "transcript", TRANSCRIPTS, ids=[f"{n}-{t['call']}" for n, t in enumerate(TRANSCRIPTS)]
)
async def test_transcript(transcript: dict[str, Any]) -> None:
    assert await outcome_of(transcript) == transcript["outcome"], transcript["title"]
