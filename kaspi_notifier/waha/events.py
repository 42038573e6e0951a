"""What is in WAHA's events, whichever way they come."""

from datetime import UTC, datetime
from typing import Any

from kaspi_notifier.waha import errors, parse
from kaspi_notifier.waha.values import AckReceived, MessageSeen, SessionChanged, SessionStatus
from kaspi_notifier.waha.wire import document

# `message.any` covers `message`; with both every incoming message would come twice under one id.
EVENTS = ("session.status", "message.any", "message.ack")
Event = SessionChanged | MessageSeen | AckReceived


def read(frame: str | bytes, session: str) -> Event | None:
    """The event in a frame; None for other sessions, group chats, and whatever can't be read."""
    try:
        envelope: Any = document(frame.encode() if isinstance(frame, str) else frame)
    except errors.BadReply:
        return None
    if not isinstance(envelope, dict) or envelope.get("session") != session:
        return None
    return in_envelope(envelope)


def in_envelope(envelope: dict[str, Any]) -> Event | None:
    """The event in an envelope that was unpacked."""
    event_id, payload = envelope.get("id"), envelope.get("payload")
    if not isinstance(event_id, str) or not isinstance(payload, dict):
        return None
    match envelope.get("event"):
        case "session.status":
            return _session_changed(str(envelope.get("session")), payload)
        case "message.ack":
            return _ack_received(event_id, payload)
        case "message" | "message.any" as name:
            return message_seen(event_id, name, payload, parse.moment(envelope.get("timestamp")))
    return None


def _session_changed(session: str, payload: dict[str, Any]) -> SessionChanged | None:
    status = payload.get("status")
    return SessionChanged(session=session, status=SessionStatus(status)) if isinstance(status, str) else None


def _ack_received(event_id: str, payload: dict[str, Any]) -> AckReceived | None:
    wa_id, ack = parse.bare_id(payload.get("id")), payload.get("ack")
    if wa_id is None or payload.get("fromMe") is not True or type(ack) is not int:
        return None
    return AckReceived(event_id=event_id, wa_id=wa_id, ack=ack, chat_id=parse.chat_of_message(payload))


def message_seen(event_id: str, name: str, payload: Any, sent_at: datetime | None) -> MessageSeen | None:
    """A message of a one-to-one chat, as events and look-ups show it; None for any other thing."""
    if not isinstance(payload, dict):
        return None
    wa_id, from_me = parse.bare_id(payload.get("id")), payload.get("fromMe")
    chat_id = parse.chat_of_message(payload)
    if wa_id is None or chat_id is None or not isinstance(from_me, bool):
        return None
    body = payload.get("body")
    return MessageSeen(
        event_id=event_id,
        event=name,
        from_me=from_me,
        wa_id=wa_id,
        chat_id=chat_id,
        phone=parse.phone_of_message(payload, chat_id),
        body=body if isinstance(body, str) else "",
        at=parse.moment(payload.get("timestamp")) or sent_at or datetime.now(UTC),
        ack=parse.ack_number(payload.get("ack")),
        media=parse.media_of_message(payload),
        is_from_api=payload.get("source") == "api",
    )
