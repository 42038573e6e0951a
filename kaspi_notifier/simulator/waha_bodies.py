"""Bodies in WAHA's own shapes: refusals, messages and what each engine answers to a send."""

import json
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from kaspi_notifier.simulator.chats import ACK_NAMES, Record
from kaspi_notifier.simulator.options import WahaOptions

_NAMES = {400: "Bad Request", 404: "Not Found", 422: "Unprocessable Entity", 501: "Not Implemented"}
_JSON = "application/json; charset=utf-8"
_STACK = "Error\n    at processTicksAndRejections (node:internal/process/task_queues:95:5)"


class Refusal(Exception):
    """Raised anywhere in a handler; carries the answer."""

    def __init__(self, response: web.Response) -> None:
        super().__init__(response.status)
        self.response = response


def answer(status: int, body: object, headers: dict[str, str] | None = None) -> web.Response:
    """JSON as WAHA writes it."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return web.Response(status=status, body=text.encode(), headers={"Content-Type": _JSON} | (headers or {}))


def empty(status: int) -> web.Response:
    """Several successes have no body at all."""
    return web.Response(status=status)


def nest(status: int, message: str | list[str], headers: dict[str, str] | None = None) -> web.Response:
    """Shape (a)."""
    name = _NAMES.get(status, "Error")
    return answer(status, {"message": message, "error": name, "statusCode": status}, headers)


def short(status: int, message: str) -> web.Response:
    """Shape (b): no `error`."""
    return answer(status, {"message": message, "statusCode": status})


def gate(session: str, status: str, expected: str) -> web.Response:
    """Shape (c): the session is not in the status the request needs."""
    text = "Session status is not as expected. Try again later or restart the session"
    return answer(422, {"error": text, "session": session, "status": status, "expected": [expected]})


def exception(
    options: WahaOptions, request: web.Request, message: str, *, body: object = None, is_boom: bool = False
) -> web.Response:
    """Shape (d): a 500 that echoes the whole request."""
    thrown: dict[str, Any] = {"message": message}
    if is_boom:
        thrown |= {"isBoom": True, "output": {}}
    thrown |= {"name": "TypeError" if "undefined" in message else "Error", "stack": _STACK}
    return answer(
        500,
        {
            "statusCode": 500,
            "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "exception": thrown,
            "request": {
                "path": request.path,
                "method": request.method,
                "body": body,
                "query": dict(request.query),
            },
            "version": options.environment,
        },
    )


def full_id(record: Record, chat: str) -> str:
    """`true_77000000001@c.us_3EB0…`."""
    return f"{'true' if record.from_me else 'false'}_{chat}_{record.wa_id}"


def _jid(chat: str) -> str:
    return chat.replace("@c.us", "@s.whatsapp.net")


def _seconds(record: Record) -> int:
    return int(record.at.timestamp())


def _baileys(record: Record, chat: str) -> dict[str, Any]:
    content: dict[str, Any] = {"conversation": record.text}
    if record.media:
        content = {f"{record.media}Message": {"caption": record.text}}
    elif record.from_me:
        secret = {"messageSecret": record.secret}
        content = {"extendedTextMessage": {"text": record.text}, "messageContextInfo": secret}
    data: dict[str, Any] = {
        "key": {"remoteJid": _jid(chat), "fromMe": record.from_me, "id": record.wa_id},
        "message": content,
        "messageTimestamp": str(_seconds(record)),
        "status": "PENDING" if record.from_me else "DELIVERY_ACK",
    }
    if chat.endswith("@lid"):
        data["key"]["remoteJidAlt"] = _jid(record.chat_id)
    if not record.from_me:
        data["pushName"] = "Customer"
    return data


def _whatsmeow(record: Record, chat: str) -> dict[str, Any]:
    return {
        "Info": {
            "Chat": _jid(chat),
            "Sender": _jid(chat),
            "SenderAlt": _jid(record.chat_id) if chat.endswith("@lid") else "",
            "IsFromMe": record.from_me,
            "IsGroup": False,
            "ID": record.wa_id,
            "PushName": "" if record.from_me else "Customer",
            "Timestamp": record.at.isoformat(timespec="seconds"),
        },
        "Message": {f"{record.media}Message": {"caption": record.text}}
        if record.media
        else {"extendedTextMessage": {"text": record.text}},
    }


def _webjs(record: Record, chat: str, me: str) -> dict[str, Any]:
    sender, receiver = (me, chat) if record.from_me else (chat, me)
    identifier = {
        "fromMe": record.from_me,
        "remote": chat,
        "id": record.wa_id,
        "_serialized": full_id(record, chat),
    }
    return {
        "_data": {
            "id": identifier,
            "body": record.text,
            "type": record.media or "chat",
            "t": _seconds(record),
        },
        "id": identifier,
        "ack": record.ack,
        "hasMedia": False,
        "body": record.text,
        "type": "chat",
        "timestamp": _seconds(record),
        "from": sender,
        "to": receiver,
        "fromMe": record.from_me,
        "links": [],
    }


def message(options: WahaOptions, record: Record, chat: str, me: str, *, is_event: bool) -> dict[str, Any]:
    """A WAMessage: what look-ups and events show."""
    match options.engine:
        case "NOWEB":
            data = _baileys(record, chat)
            if not is_event:
                data |= {"messageTimestamp": _seconds(record), "status": record.ack + 1}
        case "GOWS":
            data = _whatsmeow(record, chat)
        case _:
            data = _webjs(record, chat, me)["_data"]
    body: dict[str, Any] = {
        "id": full_id(record, chat),
        "timestamp": _seconds(record),
        "from": me if record.from_me and options.is_browser else chat,
        "fromMe": record.from_me,
        "source": record.source,
    }
    if options.engine != "NOWEB":
        body |= {"to": chat if record.from_me else me, "participant": None}
    return body | {
        "body": record.text,
        "hasMedia": bool(record.media),
        "media": None,
        "ack": record.ack,
        "ackName": ACK_NAMES[record.ack],
        "location": None,
        "vCards": None,
        "replyTo": None,
        "_data": data,
    }


def sent(options: WahaOptions, record: Record, chat: str, me: str) -> dict[str, Any]:
    """The body of a 201 to sendText."""
    match options.engine:
        case "NOWEB":
            return _baileys(record, chat)
        case "GOWS":
            return {"id": full_id(record, chat), "_data": _whatsmeow(record, chat)}
        case "WEBJS":
            return _webjs(record, chat, me)
        case _:
            return message(options, record, chat, me, is_event=False)


def ack(options: WahaOptions, record: Record, number: int, chat: str, me: str) -> dict[str, Any]:
    """The payload of message.ack."""
    if options.is_browser:
        shown = message(options, record, chat, me, is_event=True)
        return shown | {"ack": number, "ackName": ACK_NAMES[number]}
    payload: dict[str, Any] = {
        "id": full_id(record, chat),
        "from": chat,
        "fromMe": True,
        "ack": number,
        "ackName": ACK_NAMES[number],
    }
    if options.engine == "GOWS":
        receipt = {"Chat": _jid(chat), "MessageIDs": [record.wa_id], "Type": ACK_NAMES[number].lower()}
        payload |= {"to": me, "participant": None, "_data": receipt}
    return payload
