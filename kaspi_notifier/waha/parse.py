"""Reads what WAHA answers when all is well: acceptances, sessions and messages in every engine's shape."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from kaspi_notifier.waha import errors, values
from kaspi_notifier.waha.link import Reply
from kaspi_notifier.waha.refusals import success
from kaspi_notifier.waha.values import Engine, SessionStatus
from kaspi_notifier.waha.wire import convert, dig

_BARE_ID = re.compile(r"[A-Za-z0-9.:=-]{4,80}")
_FULL_ID = re.compile(r"(true|false)_([^_]+)_([^_]+)(?:_.+)?")
_OUR_ID = re.compile(r"[A-Za-z0-9]{8,64}")
_JID = re.compile(r"(\d{5,20})(?::\d+)?@(?:c\.us|s\.whatsapp\.net)")
_NOWEB_ACKS = {"ERROR": -1, "PENDING": 0, "SERVER_ACK": 1, "DELIVERY_ACK": 2, "READ": 3, "PLAYED": 4}


class _Version(msgspec.Struct):
    version: str
    engine: str
    tier: str = ""


def version(value: Any) -> values.ServerVersion:
    """The server's version. Raises `BadReply`."""
    wire = convert(value, _Version)
    return values.ServerVersion(version=wire.version, engine=Engine(wire.engine), tier=wire.tier)


def text(value: Any, key: str) -> str:
    """A string the answer must hold. Raises `BadReply`."""
    found = dig(value, key)
    if isinstance(found, str) and found:
        return found
    raise errors.BadReply(f"the answer has no {key}")


def items(value: Any) -> list[Any]:
    """A list the answer must be. Raises `BadReply`."""
    return convert(value, list[Any])


# --- ids --------------------------------------------------------------------------------------------


def bare_id(value: Any) -> str | None:
    """The bare message id in a full id (`true_<chat>_<id>[_<participant>]`), a bare one or WEBJS's object."""
    if isinstance(value, dict):
        return bare_id(value.get("id")) or bare_id(value.get("_serialized"))
    if not isinstance(value, str):
        return None
    full = _FULL_ID.fullmatch(value)
    bare = full[3] if full else value
    return bare if _BARE_ID.fullmatch(bare) else None


def chat_of(value: Any) -> Any:
    """The chat in a full id, or what WEBJS's object says it is."""
    if isinstance(value, dict):
        return chat_of(value.get("_serialized")) or value.get("remote")
    full = _FULL_ID.fullmatch(value) if isinstance(value, str) else None
    return full[2] if full else None


def digits_of(jid: Any) -> str | None:
    """The digits of a phone's address; None for a lid, a group or anything else."""
    found = _JID.fullmatch(jid) if isinstance(jid, str) else None
    return found[1] if found else None


def lid_of(jid: Any) -> str | None:
    """A lid without its device part, or None when it is none."""
    found = re.fullmatch(r"(\d{1,32})(?::\d+)?@lid", jid) if isinstance(jid, str) else None
    return f"{found[1]}@lid" if found else None


def new_id(value: Any) -> str | None:
    """The id of a `new-message-id` answer; None when it is no id that could be sent."""
    found = dig(value, "id")
    return found if isinstance(found, str) and _OUR_ID.fullmatch(found) else None


# --- sending ----------------------------------------------------------------------------------------


def accepted(reply: Reply) -> values.Accepted:
    """What a send's answer says in any engine's shape; raises its error, `BadReply` without an id."""
    value = success(reply)
    for found in (dig(value, "id"), dig(value, "key", "id"), dig(value, "_data", "Info", "ID")):
        if wa_id := bare_id(found):
            return values.Accepted(wa_id=wa_id, ack=_ack_of_send(value))
    raise errors.BadReply("the answer names no message")


def _ack_of_send(value: Any) -> int | None:
    ack = dig(value, "ack")
    if type(ack) is int and -1 <= ack <= 4:
        return ack
    status = dig(value, "status")
    return _NOWEB_ACKS.get(status) if isinstance(status, str) else None


# --- times ------------------------------------------------------------------------------------------


def moment(value: Any) -> datetime | None:
    """A time in seconds or milliseconds, as a number or its digits; None when it is none."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,15}", value):
        value = int(value)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < 1e14:
        return None
    return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)


# --- sessions ---------------------------------------------------------------------------------------


class _Me(msgspec.Struct):
    id: str
    push_name: str | None = msgspec.field(default=None, name="pushName")
    lid: str | None = None


class _Session(msgspec.Struct):
    name: str
    status: str
    config: Any = None
    me: Any = None
    engine: Any = None


def me(value: Any) -> values.Me | None:
    """The account, or None when the answer names none."""
    try:
        wire = convert(value, _Me)
    except errors.BadReply:
        return None
    phone = digits_of(wire.id)
    if phone is None:
        return None
    return values.Me(phone=phone, push_name=wire.push_name or "", lid=lid_of(wire.lid))


def session(value: Any, engine: Engine | None) -> values.Session:
    """A session; `engine` is the server's, used where the answer does not name it. Raises `BadReply`."""
    wire = convert(value, _Session)
    named = dig(wire.engine, "engine")
    return values.Session(
        name=wire.name,
        status=SessionStatus(wire.status),
        me=me(wire.me),
        has_store=_has_store(wire.config, Engine(named) if isinstance(named, str) else engine),
        timelock=timelock(dig(wire.me, "reachoutTimelock")),
        capping=capping(dig(wire.me, "messageCapping")),
    )


def _has_store(config: Any, engine: Engine | None) -> bool | None:
    match engine:
        case Engine.NOWEB:
            return dig(config, "noweb", "store", "enabled") is True
        case Engine.GOWS:
            return dig(config, "gows", "storage", "messages") is not False
        case Engine.WEBJS | Engine.WPP:
            return True
    return None


def _count(value: Any) -> int | None:
    return value if type(value) is int and value >= 0 else None


def timelock(value: Any) -> values.Timelock | None:
    """The ban on new chats; None when the answer holds none that can be read."""
    is_active = dig(value, "isActive")
    if not isinstance(is_active, bool):
        return None
    return values.Timelock(is_active=is_active, ends_at=moment(dig(value, "timeEnforcementEnds")))


def capping(value: Any) -> values.Capping | None:
    """The quota of new chats; None when the answer holds none that can be read."""
    status = dig(value, "cappingStatus")
    if not isinstance(status, str):
        return None
    return values.Capping(
        status=values.CappingStatus(status),
        total_quota=_count(dig(value, "totalQuota")),
        used_quota=_count(dig(value, "usedQuota")),
        cycle_ends_at=moment(dig(value, "cycleEnd")),
    )


# --- messages ---------------------------------------------------------------------------------------


def ack_number(value: Any) -> int:
    """An ack as a number; what is missing or unknown counts as PENDING, which proves nothing."""
    return value if type(value) is int and -1 <= value <= 4 else 0


def found_message(value: Any) -> values.FoundMessage | None:
    """A message out of WAHA's memory, or None when it lacks an id, a side or a time."""
    wa_id = bare_id(dig(value, "id"))
    from_me = dig(value, "fromMe")
    at = moment(dig(value, "timestamp"))
    if wa_id is None or not isinstance(from_me, bool) or at is None:
        return None
    body = dig(value, "body")
    return values.FoundMessage(
        wa_id=wa_id,
        from_me=from_me,
        body=body if isinstance(body, str) else "",
        ack=ack_number(dig(value, "ack")),
        at=at,
    )


def found(reply: Reply, wa_id: str) -> values.FoundMessage | None:
    """Our message in the answer of a look-up by id; None only when WAHA says that there is none."""
    try:
        value = success(reply)
    except errors.NotFound as error:
        if not error.is_about_message:
            raise
        return None
    message = found_message(value)
    if message is None or message.wa_id != wa_id or not message.from_me:
        raise errors.BadReply("the answer is not the message that was asked for")
    return message


def existence(value: Any) -> values.Existence:
    """The answer of check-exists. Raises `BadReply`."""
    exists = dig(value, "numberExists")
    if not isinstance(exists, bool):
        raise errors.BadReply("the answer does not say whether the number has WhatsApp")
    chat_id = dig(value, "chatId")
    if not isinstance(chat_id, str) or not re.fullmatch(r"\d{5,32}@(c\.us|lid)", chat_id):
        chat_id = None
    pn = dig(value, "pn")
    digits = digits_of(pn) or (pn if isinstance(pn, str) and re.fullmatch(r"\d{5,20}", pn) else None)
    return values.Existence(exists=exists, chat_id=chat_id, pn=digits or digits_of(chat_id))


def address(value: Any, key: str) -> str | None:
    """A chat's address in an answer of the lids API; None when the other one is not known."""
    found = dig(value, key)
    digits = digits_of(found)
    return f"{digits}@c.us" if digits else lid_of(found)


def chat_of_message(value: Any) -> str | None:
    """The one-to-one chat of a message event, as a phone's address or a lid; None for any other chat."""
    # Engines disagree on `from` of our own messages; the id names the chat in all of them.
    chat = chat_of(dig(value, "id")) or dig(value, "to" if dig(value, "fromMe") else "from")
    digits = digits_of(chat)
    return f"{digits}@c.us" if digits else lid_of(chat)


def phone_of_message(value: Any, chat_id: str) -> str | None:
    """The other side's digits, from the address or from what the engine knows besides a lid."""
    other = "RecipientAlt" if dig(value, "fromMe") else "SenderAlt"
    candidates = (
        chat_id,
        dig(value, "_data", "key", "remoteJidAlt"),
        dig(value, "_data", "key", "senderPn"),
        dig(value, "_data", "Info", other),
    )
    return next((digits for jid in candidates if (digits := digits_of(jid))), None)


# WhatsApp's own names: of the phone protocol (NOWEB, GOWS) and of the browser's (WEBJS, WPP).
_MEDIA = {
    "imageMessage": "photo",
    "videoMessage": "video",
    "ptvMessage": "video",
    "audioMessage": "voice",
    "documentMessage": "document",
    "documentWithCaptionMessage": "document",
    "stickerMessage": "sticker",
    "locationMessage": "location",
    "liveLocationMessage": "location",
    "contactMessage": "contact",
    "contactsArrayMessage": "contact",
    "image": "photo",
    "video": "video",
    "ptt": "voice",
    "audio": "voice",
    "document": "document",
    "sticker": "sticker",
    "location": "location",
    "vcard": "contact",
    "multi_vcard": "contact",
}


def media_of_message(value: Any) -> str | None:
    """What kind of thing a message is besides text; `file` for one that can't be named."""
    for content in (dig(value, "_data", "message"), dig(value, "_data", "Message")):
        if isinstance(content, dict):
            for name in content:
                if name in _MEDIA:
                    return _MEDIA[name]
    named = dig(value, "_data", "type")
    if isinstance(named, str) and named in _MEDIA:
        return _MEDIA[named]
    if dig(value, "location"):
        return "location"
    if dig(value, "vCards"):
        return "contact"
    return "file" if dig(value, "hasMedia") is True else None


def merged(theirs: Any, ours: Mapping[str, Any]) -> dict[str, Any]:
    """The session's config with our keys put in; what the owner set besides is kept."""
    whole: dict[str, Any] = dict(theirs) if isinstance(theirs, dict) else {}
    for key, value in ours.items():
        whole[key] = merged(whole.get(key), value) if isinstance(value, Mapping) else value
    return whole
