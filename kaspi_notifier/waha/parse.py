"""Reads what WAHA answers: refusals, acceptances, sessions and messages in every engine's shape."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from kaspi_notifier.waha import errors, values
from kaspi_notifier.waha.link import Reply, retry_after
from kaspi_notifier.waha.values import Engine, SessionStatus

_BARE_ID = re.compile(r"[A-Za-z0-9.:=-]{4,80}")
_FULL_ID = re.compile(r"(true|false)_([^_]+)_([^_]+)(?:_.+)?")
_OUR_ID = re.compile(r"[A-Za-z0-9]{8,64}")
_JID = re.compile(r"(\d{5,20})(?::\d+)?@(?:c\.us|s\.whatsapp\.net)")
_NOWEB_ACKS = {"ERROR": -1, "PENDING": 0, "SERVER_ACK": 1, "DELIVERY_ACK": 2, "READ": 3, "PLAYED": 4}

T = TypeVar("T")


def document(body: bytes | None) -> Any:
    """The JSON of a body; None for an empty one, which is WAHA's way to answer null. Raises `BadReply`."""
    if body is None:
        raise errors.BadReply("the answer was cut, encoded or longer than 2 MB")
    if not body.strip():
        return None
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    raise errors.BadReply("the answer is not JSON")


def convert(value: Any, kind: type[T]) -> T:
    """The value as one of the wire shapes below. Raises `BadReply`."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        pass
    raise errors.BadReply("the answer has another shape than WAHA's")


def _dig(value: Any, *keys: str) -> Any:
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


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
    found = _dig(value, key)
    if isinstance(found, str) and found:
        return found
    raise errors.BadReply(f"the answer has no {key}")


def items(value: Any) -> list[Any]:
    """A list the answer must be. Raises `BadReply`."""
    return convert(value, list[Any])


# --- refusals ---------------------------------------------------------------------------------------


def refusal(reply: Reply) -> errors.WahaError | None:
    """The error an answer stands for, or None when it is a success (200, 201)."""
    status = reply.status
    match status:
        case 200 | 201:
            return None
        case 401:
            return errors.KeyRefused("HTTP 401: the API key was refused")
        case 403:
            return errors.Forbidden("HTTP 403: the API key may not do this")
        case 429:
            return errors.RateLimited("HTTP 429: too many requests", retry_after(reply))
        case 501:
            return errors.Unsupported("HTTP 501: this engine can't do it")
    if 300 <= status < 400:
        return errors.Redirected(f"HTTP {status}: the server points to another address")
    if status < 400:
        return errors.BadReply(f"HTTP {status} is not an answer WAHA gives")
    return _refusal_by_words(reply)


def _refusal_by_words(reply: Reply) -> errors.WahaError:
    error: Any
    try:
        error = document(reply.body)
    except errors.BadReply:
        error = None
    words = own_words(error)
    if reply.status == 400:
        if "Enable NOWEB store" in words:
            return errors.LookupUnavailable("HTTP 400: the session keeps no messages")
        return errors.BadRequest("HTTP 400: the server found the request wrong")
    if reply.status == 404:
        return _not_found(words)
    if reply.status == 422 and reply.body is not None:
        return _unprocessable(error, words)
    if reply.status == 500:
        if re.search(r"server returned error 463\b", words):
            return errors.Restricted("WhatsApp's error 463: no new chats for now")
        if "no LID found" in words:
            return errors.Unprocessable("WhatsApp does not know the number")
        if "rate-overlimit" in words:
            # It comes from the engine: a send may have begun.
            return errors.RateLimited("WhatsApp's rate-overlimit", surely_not_sent=False)
    return errors.ServerFault(f"HTTP {reply.status}: the server failed")


def own_words(error: Any) -> str:
    """The server's own message in any of WAHA's error shapes; never the request it echoes."""
    found = _dig(error, "exception", "message") or _dig(error, "message") or _dig(error, "error")
    if isinstance(found, list):
        return "\n".join(part for part in found if isinstance(part, str))
    return found if isinstance(found, str) else ""


def _not_found(words: str) -> errors.NotFound:
    # "Cannot GET /api/…/messages/…" is a server without that path, and no word about a message.
    if words.startswith("Cannot "):
        return errors.NotFound("HTTP 404: the server has no such path")
    return errors.NotFound(
        "HTTP 404: no such session or address",
        is_about_session="session" in words.lower(),
        is_about_message=words == "Message not found",
    )


def _unprocessable(error: Any, words: str) -> errors.WahaError:
    status = _dig(error, "status")
    if isinstance(status, str) and _dig(error, "expected") is not None:
        return errors.SessionNotReady(SessionStatus(status))
    if found := re.search(r"The current status is (\w+)", words):
        return errors.SessionNotReady(SessionStatus(found[1]))
    if re.search(r"plus version", words, re.IGNORECASE):
        return errors.Unsupported("HTTP 422: this edition of WAHA can't do it")
    if re.search(r"Session .* does not exist", words):
        return errors.NotFound("HTTP 422: no such session", is_about_session=True)
    return errors.Unprocessable("HTTP 422: the server can't do it")


def success(reply: Reply) -> Any:
    """The JSON of a success, None for an empty body; raises the error of anything else."""
    error = refusal(reply)
    if error is not None:
        raise error
    return document(reply.body)


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


def chat_of(value: Any) -> str | None:
    """The chat in a full id."""
    if isinstance(value, dict):
        value = value.get("_serialized")
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
    found = _dig(value, "id")
    return found if isinstance(found, str) and _OUR_ID.fullmatch(found) else None


# --- sending ----------------------------------------------------------------------------------------


def accepted(reply: Reply) -> values.Accepted:
    """What a send's answer says in any engine's shape; raises its error, `BadReply` without an id."""
    value = success(reply)
    for found in (_dig(value, "id"), _dig(value, "key", "id"), _dig(value, "_data", "Info", "ID")):
        if wa_id := bare_id(found):
            return values.Accepted(wa_id=wa_id, ack=_ack_of_send(value))
    raise errors.BadReply("the answer names no message")


def _ack_of_send(value: Any) -> int | None:
    ack = _dig(value, "ack")
    if type(ack) is int and -1 <= ack <= 4:
        return ack
    status = _dig(value, "status")
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
    named = _dig(wire.engine, "engine")
    return values.Session(
        name=wire.name,
        status=SessionStatus(wire.status),
        me=me(wire.me),
        has_store=_has_store(wire.config, Engine(named) if isinstance(named, str) else engine),
        timelock=timelock(_dig(wire.me, "reachoutTimelock")),
        capping=capping(_dig(wire.me, "messageCapping")),
    )


def _has_store(config: Any, engine: Engine | None) -> bool | None:
    match engine:
        case Engine.NOWEB:
            return _dig(config, "noweb", "store", "enabled") is True
        case Engine.GOWS:
            return _dig(config, "gows", "storage", "messages") is not False
        case Engine.WEBJS | Engine.WPP:
            return True
    return None


def _count(value: Any) -> int | None:
    return value if type(value) is int and value >= 0 else None


def timelock(value: Any) -> values.Timelock | None:
    """The ban on new chats; None when the answer holds none that can be read."""
    is_active = _dig(value, "isActive")
    if not isinstance(is_active, bool):
        return None
    return values.Timelock(is_active=is_active, ends_at=moment(_dig(value, "timeEnforcementEnds")))


def capping(value: Any) -> values.Capping | None:
    """The quota of new chats; None when the answer holds none that can be read."""
    status = _dig(value, "cappingStatus")
    if not isinstance(status, str):
        return None
    return values.Capping(
        status=values.CappingStatus(status),
        total_quota=_count(_dig(value, "totalQuota")),
        used_quota=_count(_dig(value, "usedQuota")),
        cycle_ends_at=moment(_dig(value, "cycleEnd")),
    )


# --- messages ---------------------------------------------------------------------------------------


def ack_number(value: Any) -> int:
    """An ack as a number; what is missing or unknown counts as PENDING, which proves nothing."""
    return value if type(value) is int and -1 <= value <= 4 else 0


def found_message(value: Any) -> values.FoundMessage | None:
    """A message out of WAHA's memory, or None when it lacks an id, a side or a time."""
    wa_id = bare_id(_dig(value, "id"))
    from_me = _dig(value, "fromMe")
    at = moment(_dig(value, "timestamp"))
    if wa_id is None or not isinstance(from_me, bool) or at is None:
        return None
    body = _dig(value, "body")
    return values.FoundMessage(
        wa_id=wa_id,
        from_me=from_me,
        body=body if isinstance(body, str) else "",
        ack=ack_number(_dig(value, "ack")),
        at=at,
    )


def found(reply: Reply, wa_id: str) -> values.FoundMessage | None:
    """The answer of a look-up by id; None only when WAHA says that there is no such message."""
    try:
        value = success(reply)
    except errors.NotFound as error:
        if not error.is_about_message:
            raise
        return None
    message = found_message(value)
    if message is None or message.wa_id != wa_id:
        raise errors.BadReply("the answer is not the message that was asked for")
    return message


def existence(value: Any) -> values.Existence:
    """The answer of check-exists. Raises `BadReply`."""
    exists = _dig(value, "numberExists")
    if not isinstance(exists, bool):
        raise errors.BadReply("the answer does not say whether the number has WhatsApp")
    chat_id = _dig(value, "chatId")
    if not isinstance(chat_id, str) or not re.fullmatch(r"\d{5,32}@(c\.us|lid)", chat_id):
        chat_id = None
    pn = _dig(value, "pn")
    digits = digits_of(pn) or (pn if isinstance(pn, str) and re.fullmatch(r"\d{5,20}", pn) else None)
    return values.Existence(exists=exists, chat_id=chat_id, pn=digits or digits_of(chat_id))


def address(value: Any, key: str) -> str | None:
    """A chat's address in an answer of the lids API; None when the other one is not known."""
    found = _dig(value, key)
    digits = digits_of(found)
    return f"{digits}@c.us" if digits else lid_of(found)


def chat_of_message(value: Any) -> str | None:
    """The one-to-one chat of a message event, as a phone's address or a lid; None for any other chat."""
    # Engines disagree on `from` of our own messages; the id names the chat in all of them.
    chat = chat_of(_dig(value, "id")) or _dig(value, "to" if _dig(value, "fromMe") else "from")
    digits = digits_of(chat)
    return f"{digits}@c.us" if digits else lid_of(chat)


def phone_of_message(value: Any, chat_id: str) -> str | None:
    """The other side's digits, from the address or from what the engine knows besides a lid."""
    other = "RecipientAlt" if _dig(value, "fromMe") else "SenderAlt"
    candidates = (
        chat_id,
        _dig(value, "_data", "key", "remoteJidAlt"),
        _dig(value, "_data", "key", "senderPn"),
        _dig(value, "_data", "Info", other),
    )
    return next((digits for jid in candidates if (digits := digits_of(jid))), None)


def merged(theirs: Any, ours: Mapping[str, Any]) -> dict[str, Any]:
    """The session's config with our keys put in; what the owner set besides is kept."""
    whole: dict[str, Any] = dict(theirs) if isinstance(theirs, dict) else {}
    for key, value in ours.items():
        whole[key] = merged(whole.get(key), value) if isinstance(value, Mapping) else value
    return whole
