"""Looking a message up: found, surely absent, or not to be told; never a guess."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kaspi_notifier.waha import (
    BadReply,
    FoundMessage,
    LookupUnavailable,
    NotFound,
    ServerFault,
    SessionNotReady,
    WahaClient,
)
from tests.waha.server import Answer, Server, as_json, gate, nest, thrown

CHAT = "77000000002@c.us"
LID = "200077000000002@lid"
OURS = "3EB02CAE75B6B049B19117"
AT = datetime(2026, 11, 23, 1, 36, 21, tzinfo=UTC)
SINCE = datetime(2026, 11, 23, 1, 30, 0, 700000, UTC)
ALL = f"GET /api/default/chats/all/messages/{OURS}"
BY_PHONE = f"GET /api/default/chats/77000000002%40c.us/messages/true_77000000002%40c.us_{OURS}"
BY_LID = f"GET /api/default/chats/200077000000002%40lid/messages/true_200077000000002%40lid_{OURS}"
LID_OF_PHONE = "GET /api/default/lids/pn/77000000002"
PHONE_OF_LID = "GET /api/default/lids/200077000000002%40lid"
LIST = "GET /api/default/chats/77000000002%40c.us/messages"
LIST_OF_LID = "GET /api/default/chats/200077000000002%40lid/messages"
ABSENT = nest(404, "Message not found")
NO_STORE = nest(400, 'Enable NOWEB store "config.noweb.store.enabled=True" when starting a new session.')


def stored(wa_id: str = OURS, chat: str = CHAT, **more: Any) -> dict[str, Any]:
    """A message as WAHA keeps it."""
    message = {"id": f"true_{chat}_{wa_id}", "fromMe": True, "timestamp": 1795397781, "body": "#77", "ack": 1}
    return {**message, **more}


FOUND = FoundMessage(wa_id=OURS, from_me=True, body="#77", ack=1, at=AT)


async def test_found_among_all(server: Server, client: WahaClient) -> None:
    server.on(ALL, as_json(stored()))
    assert await client.message(OURS, CHAT) == FOUND
    assert server.requests[0].query == {"downloadMedia": "false"}
    assert len(server.requests) == 1


async def test_found_in_the_chat(server: Server, client: WahaClient) -> None:
    server.on(ALL, ABSENT)
    server.on(BY_PHONE, as_json(stored()))
    assert await client.message(OURS, CHAT) == FOUND


async def test_found_under_the_lid(server: Server, client: WahaClient) -> None:
    server.on(ALL, ABSENT)
    server.on(BY_PHONE, ABSENT)
    server.on(LID_OF_PHONE, as_json({"lid": LID, "pn": CHAT}))
    server.on(BY_LID, as_json(stored(chat=LID, ack=None, body=None)))
    assert await client.message(OURS, CHAT) == FoundMessage(wa_id=OURS, from_me=True, body="", ack=0, at=AT)


async def test_sent_to_a_lid_and_found_under_the_phone(server: Server, client: WahaClient) -> None:
    server.on(ALL, ABSENT)
    server.on(BY_LID, ABSENT)
    server.on(PHONE_OF_LID, as_json({"lid": LID, "pn": CHAT}))
    server.on(BY_PHONE, as_json(stored()))
    assert await client.message(OURS, LID) == FOUND


async def test_absent_everywhere(server: Server, client: WahaClient) -> None:
    server.on(ALL, ABSENT)
    server.on(BY_PHONE, ABSENT)
    server.on(BY_LID, ABSENT)
    server.on(LID_OF_PHONE, as_json({"lid": LID}))
    assert await client.message(OURS, CHAT) is None
    assert [f"{r.method} {r.path}" for r in server.requests] == [ALL, LID_OF_PHONE, BY_PHONE, BY_LID]


@pytest.mark.parametrize(
    "no_lid", [as_json({"lid": None}), nest(404, "no"), nest(501, "no"), nest(422, "no"), NO_STORE]
)
async def test_absent_where_no_lid_is_known(server: Server, client: WahaClient, no_lid: Answer) -> None:
    server.on(ALL, ABSENT)
    server.on(BY_PHONE, ABSENT)
    server.on(LID_OF_PHONE, no_lid)
    assert await client.message(OURS, CHAT) is None


async def test_an_engine_without_a_list_of_all(server: Server, client: WahaClient) -> None:
    server.on(ALL, nest(501, "no"))
    server.on(BY_PHONE, as_json(stored()), ABSENT, nest(501, "no"))
    assert await client.message(OURS, CHAT) == FOUND
    assert await client.message(OURS, CHAT) is None
    with pytest.raises(LookupUnavailable):
        await client.message(OURS, CHAT)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (NO_STORE, LookupUnavailable),
        # Only WAHA's own word counts as absent.
        (nest(404, "Session not found"), NotFound),
        (nest(404, "Cannot GET /api/default/chats/all/messages/1"), NotFound),
        (nest(404, "Cannot GET /Message not found"), NotFound),
        (Answer(status=404, body=b"<html>nginx</html>"), NotFound),
        (Answer(), BadReply),
        (as_json([]), BadReply),
        (thrown("Message id be in format…"), ServerFault),
        (gate("STARTING"), SessionNotReady),
        (as_json(stored("3EB0000000000000000000")), BadReply),
        (as_json(stored(timestamp=None)), BadReply),
        (as_json(stored(timestamp="soon")), BadReply),
        (as_json(stored(fromMe="yes")), BadReply),
        (as_json(stored(fromMe=False)), BadReply),
    ],
)
async def test_not_to_be_told(
    server: Server, client: WahaClient, answer: Answer, error: type[Exception]
) -> None:
    server.on(ALL, answer)
    with pytest.raises(error):
        await client.message(OURS, CHAT)
    server.on(ALL, ABSENT)
    server.on(BY_PHONE, answer)
    with pytest.raises(error):
        await client.message(OURS, CHAT)


async def test_sent_since(server: Server, client: WahaClient) -> None:
    first = [stored("3EB0AA"), stored("3EB0BB", timestamp="1795397790"), stored("3AAA", fromMe=False), {}]
    server.on(LIST, as_json(first), as_json([]))
    server.on(LID_OF_PHONE, as_json({"lid": LID}))
    server.on(LIST_OF_LID, as_json([stored("3EB0BB", LID), stored("3EB0CC", LID)]), as_json([]))
    found = await client.sent_since(CHAT, SINCE)
    assert [message.wa_id for message in found] == ["3EB0AA", "3EB0BB", "3EB0CC"]
    query = dict(server.requests[1].query)
    # The Date header has whole seconds, so the server seems up to one behind.
    assert query.pop("filter.timestamp.gte") in ("1795397399", "1795397400")
    assert query == {
        "limit": "50",
        "offset": "0",
        "downloadMedia": "false",
        "sortOrder": "desc",
        "filter.fromMe": "true",
    }
    assert server.requests[2].query["offset"] == "50"


async def test_sent_since_newest_first_and_no_more_than_asked(server: Server, client: WahaClient) -> None:
    messages = [stored(f"3EB0{n}", timestamp=1795397781 + n) for n in (1, 3, 2)]
    server.on(LIST, as_json(messages))
    found = await client.sent_since(CHAT, SINCE, limit=2)
    assert [message.wa_id for message in found] == ["3EB03", "3EB02"]


async def test_sent_since_does_not_page_for_ever(server: Server, client: WahaClient) -> None:
    server.on(LIST, as_json([stored("3AAA", fromMe=False)]))
    assert await client.sent_since(CHAT, SINCE) == []
    assert [r.query["offset"] for r in server.requests if "offset" in r.query] == ["0", "50", "100", "150"]


async def test_sent_since_by_a_slow_server_clock(server: Server, client: WahaClient) -> None:
    server.on("GET /api/server/status", Answer(headers={"Date": "Mon, 23 Nov 2020 10:00:00 GMT"}))
    await client.started_at()
    assert client.clock_skew is not None
    # The look-up of the lid brings a date as well, one of today's.
    slow = {"Date": "Mon, 23 Nov 2020 10:00:00 GMT"}
    server.on(LID_OF_PHONE, Answer(status=404, headers=slow))
    server.on(LIST, Answer(body=b"[]", headers=slow))
    await client.sent_since(CHAT, SINCE)
    asked = datetime.fromtimestamp(int(server.requests[-1].query["filter.timestamp.gte"]), UTC)
    assert abs(asked - (SINCE + client.clock_skew)) < timedelta(seconds=10)


async def test_sent_since_unavailable(server: Server, client: WahaClient) -> None:
    server.on(LIST, nest(501, "no"), NO_STORE)
    for _ in range(2):
        with pytest.raises(LookupUnavailable):
            await client.sent_since(CHAT, SINCE)


async def test_lid_of(server: Server, client: WahaClient) -> None:
    odd = as_json({"lid": "not a lid"})
    server.on(LID_OF_PHONE, as_json({"lid": LID, "pn": CHAT}), as_json({"lid": None}), odd)
    assert await client.lid_of("77000000002") == LID
    assert await client.lid_of("77000000002") is None
    assert await client.lid_of("77000000002") is None
