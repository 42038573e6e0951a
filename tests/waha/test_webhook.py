"""Webhooks: the entry in a session's config, the signature, and what a body says."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from kaspi_notifier.waha import AckReceived, LookupUnavailable, MessageSeen, NotFound, WahaClient, webhook
from tests.waha.server import Server, as_json, nest

URL = "http://host.docker.internal:8766/waha/webhook"
KEY = "a-key-of-ours"
SESSION = "GET /api/sessions/default"
UPDATE = "PUT /api/sessions/default"
ALL = "GET /api/default/chats/all/messages"
LID = "GET /api/default/lids/200077000000002%40lid"
FOREIGN = {"url": "http://crm.local/hook", "events": ["*"]}


def with_config(config: object) -> Any:
    """A session with this config."""
    return as_json({"name": "default", "status": "WORKING", "config": config})


@pytest.mark.parametrize("config", [None, {}, {"webhooks": None}, {"webhooks": [], "debug": True}])
async def test_the_entry_is_added_and_the_rest_kept(server: Server, client: WahaClient, config: Any) -> None:
    server.on(SESSION, with_config(config))
    server.on(UPDATE, with_config(None))
    await client.set_webhook(URL, KEY)
    (body,) = server.bodies("/api/sessions/default")[1:]
    sent = body["config"]
    (hook,) = sent.pop("webhooks")
    assert sent == {key: value for key, value in (config or {}).items() if key != "webhooks"}
    assert (hook["url"], hook["hmac"]) == (URL, {"key": KEY})
    assert hook["events"] == ["session.status", "message.any", "message.ack"]


async def test_others_are_left_alone(server: Server, client: WahaClient) -> None:
    ours = webhook.entry(URL, "an old key", ["message"])
    server.on(SESSION, with_config({"webhooks": [ours, FOREIGN]}))
    server.on(UPDATE, with_config(None))
    await client.set_webhook(URL, KEY)
    await client.remove_webhook(URL)
    added, removed = (body["config"]["webhooks"] for body in server.bodies("/api/sessions/default") if body)
    assert [hook["url"] for hook in added] == [FOREIGN["url"], URL]
    assert added[1]["hmac"]["key"] == KEY
    assert removed == [FOREIGN]


async def test_nothing_is_changed_without_need(server: Server, client: WahaClient) -> None:
    server.on(SESSION, with_config({"webhooks": [FOREIGN]}))
    await client.remove_webhook(URL)
    assert server.calls() == [SESSION]


async def test_no_session(server: Server, client: WahaClient) -> None:
    server.on(SESSION, nest(404, "Session not found"))
    with pytest.raises(NotFound):
        await client.set_webhook(URL, KEY)


def test_the_signature_is_wahas_own() -> None:
    body = '{"text":"Сәлем"}'.encode()
    right = hmac.new(KEY.encode(), body, hashlib.sha512).hexdigest()
    assert webhook.signature(body, KEY) == right
    assert webhook.is_signed(body, right, KEY)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "00" * 64,
        "ы",
        "\udcff",
        hmac.new(KEY.encode(), b"body", hashlib.sha256).hexdigest(),
        hmac.new(b"another", b"body", hashlib.sha512).hexdigest(),
        hmac.new(KEY.encode(), b"bodY", hashlib.sha512).hexdigest(),
        webhook.signature(b"body", KEY)[:-1],
        webhook.signature(b"body", KEY).upper(),
        " " + webhook.signature(b"body", KEY),
    ],
)
def test_any_other_signature_is_refused(given: str) -> None:
    assert not webhook.is_signed(b"body", given, KEY)


def envelope(**more: Any) -> bytes:
    """A body as WAHA brings it."""
    whole = {
        "id": "evt_1",
        "timestamp": 1795397323600,
        "event": "message.ack",
        "session": "default",
        "me": {"id": "77000000000@c.us"},
        "payload": {"id": "true_200077000000002@lid_3EB0AA", "fromMe": True, "ack": 2},
    }
    return json.dumps({**whole, **more}).encode()


def test_what_a_body_says() -> None:
    delivery = webhook.read(envelope())
    assert delivery is not None
    assert (delivery.event_id, delivery.name, delivery.session) == ("evt_1", "message.ack", "default")
    assert (delivery.phone, delivery.at.year) == ("77000000000", 2026)
    assert delivery.event == AckReceived(
        event_id="evt_1", wa_id="3EB0AA", ack=2, chat_id="200077000000002@lid"
    )
    assert "77000000000" not in repr(delivery)


def test_what_concerns_nobody_is_an_event_all_the_same() -> None:
    delivery = webhook.read(envelope(event="presence.update", me=None))
    assert delivery is not None
    assert (delivery.event, delivery.phone) == (None, None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        envelope(id=7),
        envelope(event=None),
        envelope(session=None),
        envelope(timestamp="yesterday"),
        envelope(timestamp=True),
    ],
)
def test_what_is_no_event(body: bytes) -> None:
    assert webhook.read(body) is None


def stored(number: int, *, from_me: bool = False, **more: Any) -> dict[str, Any]:
    """A message as WAHA lists it."""
    chat = f"{str(from_me).lower()}_77000000002@c.us_3A{number:08}"
    return {"id": chat, "fromMe": from_me, "timestamp": 1795397781, "body": "?", "source": "app", **more}


async def test_messages_of_all_chats(server: Server, client: WahaClient) -> None:
    first = [stored(number) for number in range(99)] + [{"id": "true_1@g.us_3A", "fromMe": False}]
    server.on(ALL, as_json(first), as_json([stored(100, from_me=True), "nonsense"]))
    found = await client.messages_since(datetime(2026, 11, 23, tzinfo=UTC))
    assert len(found) == 100
    assert isinstance(found[0], MessageSeen)
    assert found[-1].from_me
    assert [request.query["offset"] for request in server.requests] == ["0", "100"]
    assert "filter.fromMe" not in server.requests[0].query


async def test_what_came_in_alone(server: Server, client: WahaClient) -> None:
    server.on(ALL, as_json([stored(1)]))
    (found,) = await client.messages_since(datetime(2026, 11, 23, tzinfo=UTC), only_incoming=True)
    assert not found.from_me
    assert server.requests[0].query["filter.fromMe"] == "false"


async def test_no_more_than_the_limit_is_read(server: Server, client: WahaClient) -> None:
    server.on(ALL, as_json([stored(number) for number in range(100)]))
    await client.messages_since(datetime(2026, 11, 23, tzinfo=UTC), limit=200)
    assert len(server.requests) == 2


async def test_an_engine_that_lists_no_messages(server: Server, client: WahaClient) -> None:
    server.on(ALL, nest(501, "The method is not implemented by the engine"))
    with pytest.raises(LookupUnavailable):
        await client.messages_since(datetime(2026, 11, 23, tzinfo=UTC))


@pytest.mark.parametrize(("pn", "digits"), [("77000000002@c.us", "77000000002"), (None, None)])
async def test_the_phone_behind_a_lid(
    server: Server, client: WahaClient, pn: str | None, digits: str | None
) -> None:
    server.on(LID, as_json({"lid": "200077000000002@lid", "pn": pn}))
    assert await client.phone_of_lid("200077000000002@lid") == digits


@pytest.mark.parametrize(
    ("payload", "media"),
    [
        ({}, None),
        ({"_data": {"message": {"imageMessage": {}}}}, "photo"),
        ({"_data": {"message": {"messageContextInfo": {}, "audioMessage": {}}}}, "voice"),
        ({"_data": {"message": {"conversation": "?"}}}, None),
        ({"_data": {"Message": {"documentMessage": {}}}}, "document"),
        ({"_data": {"type": "sticker"}}, "sticker"),
        ({"_data": {"type": "chat"}}, None),
        ({"location": {"latitude": 1}}, "location"),
        ({"vCards": ["…"]}, "contact"),
        ({"hasMedia": True}, "file"),
    ],
)
def test_what_came_besides_text(payload: dict[str, Any], media: str | None) -> None:
    body = envelope(event="message", payload={**stored(1), **payload})
    delivery = webhook.read(body)
    assert delivery is not None
    assert isinstance(delivery.event, MessageSeen)
    assert delivery.event.media == media
    assert not delivery.event.is_from_api


def test_a_look_up_shows_messages_only() -> None:
    from kaspi_notifier.waha.events import message_seen

    assert message_seen("", "message", None, None) is None
