"""What WAHA answers, as values; private fields are kept out of every repr."""

import re
from datetime import datetime

from msgspec import Struct

from kaspi_notifier.domain.openenum import OpenEnum


class Engine(OpenEnum):
    """What runs WhatsApp inside WAHA; one engine per server."""

    NOWEB = "NOWEB"
    GOWS = "GOWS"
    WEBJS = "WEBJS"
    WPP = "WPP"


class SessionStatus(OpenEnum):
    """WAHA's word for a session's state; only WORKING can send."""

    STOPPED = "STOPPED"
    STARTING = "STARTING"
    SCAN_QR_CODE = "SCAN_QR_CODE"
    PASSKEY_REQUIRED = "PASSKEY_REQUIRED"
    PASSKEY_CONFIRMATION_REQUIRED = "PASSKEY_CONFIRMATION_REQUIRED"
    WORKING = "WORKING"
    FAILED = "FAILED"


class CappingStatus(OpenEnum):
    """How near the account is to WhatsApp's limit of new chats."""

    NONE = "NONE"
    FIRST_WARNING = "FIRST_WARNING"
    SECOND_WARNING = "SECOND_WARNING"
    CAPPED = "CAPPED"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d{1,9}", version)[:3])


class Private(Struct, frozen=True, kw_only=True):
    """A value with something of a person in it: a log or an error that names it shows none of its fields."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class ServerVersion(Struct, frozen=True, kw_only=True):
    """Which WAHA this is. `tier` is CORE or PLUS; the version decides what it can, not the tier."""

    version: str
    engine: Engine
    tier: str

    def at_least(self, version: str) -> bool:
        """Whether the server is this version (`2026.4.3`) or newer; an unreadable version is older."""
        return _numbers(self.version) >= _numbers(version)

    @property
    def chooses_ids(self) -> bool:
        """Whether `send_text` may name the message's id beforehand."""
        return self.engine in (Engine.NOWEB, Engine.GOWS) and self.at_least("2026.4.3")


class Me(Private, frozen=True, kw_only=True):
    """The WhatsApp account. Set as soon as a pairing code is asked for: only the status says paired."""

    phone: str
    """Digits only."""
    push_name: str = ""
    lid: str | None = None
    """`…@lid`, or None."""


class Timelock(Struct, frozen=True, kw_only=True):
    """WhatsApp's ban on new chats (error 463). `ends_at` None: unknown."""

    is_active: bool
    ends_at: datetime | None = None

    def is_active_at(self, now: datetime) -> bool:
        """Whether it holds then; servers go on telling of a ban that has ended."""
        return self.is_active and (self.ends_at is None or self.ends_at > now)


class Capping(Struct, frozen=True, kw_only=True):
    """WhatsApp's quota of new chats per cycle. `total_quota` None: no cap or unknown."""

    status: CappingStatus
    total_quota: int | None = None
    used_quota: int | None = None
    cycle_ends_at: datetime | None = None


class Session(Struct, frozen=True, kw_only=True):
    """A WAHA session. `has_store`: whether messages can be looked up; None when it can't be told."""

    name: str
    status: SessionStatus
    me: Me | None = None
    has_store: bool | None = None
    timelock: Timelock | None = None
    capping: Capping | None = None


class Existence(Private, frozen=True, kw_only=True):
    """Whether a number has WhatsApp. `pn` is the digits WhatsApp knows the account by, None: unknown."""

    exists: bool
    chat_id: str | None = None
    pn: str | None = None


class Accepted(Struct, frozen=True, kw_only=True):
    """WAHA took the message. `wa_id` is the bare id it answered, perhaps another than was asked for."""

    wa_id: str
    ack: int | None = None
    """As in the answer (-1 to 4); None when the engine does not say."""


class FoundMessage(Private, frozen=True, kw_only=True):
    """A message in WAHA's own memory. `wa_id` is the bare id, `ack` -1 to 4."""

    wa_id: str
    from_me: bool
    body: str
    ack: int
    at: datetime


class SessionChanged(Struct, frozen=True, kw_only=True):
    """The session's status, also when it is repeated (a new QR, a changed timelock)."""

    session: str
    status: SessionStatus


class MessageSeen(Private, frozen=True, kw_only=True):
    """A message of a one-to-one chat, in or out. An event is told apart by (event_id, event)."""

    event_id: str
    event: str
    from_me: bool
    wa_id: str
    chat_id: str
    phone: str | None
    """The other side's digits; None when only a lid is known."""
    body: str
    at: datetime
    ack: int
    media: str | None = None
    """What kind of thing came (`photo`, `voice`, …); None for a text."""
    is_from_api: bool = False
    """WAHA says that a program sent it, not the phone. A hint: it forgets after ten minutes."""


class AckReceived(Private, frozen=True, kw_only=True):
    """WhatsApp's receipt for a message of ours; late, twice and out of order."""

    event_id: str
    wa_id: str
    ack: int
    chat_id: str | None = None
    """The chat it speaks of, which may bear a lid although the message went to a phone."""


class Delivery(Private, frozen=True, kw_only=True):
    """What one webhook brought. `event` is None for what concerns nobody here, as a group chat."""

    event_id: str
    name: str
    at: datetime
    session: str
    phone: str | None
    """The digits of the account it happened to, where WAHA says so."""
    event: SessionChanged | MessageSeen | AckReceived | None
