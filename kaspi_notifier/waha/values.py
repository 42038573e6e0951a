"""What WAHA answers, as values; private fields are kept out of every repr."""

import re
from dataclasses import dataclass, field
from datetime import datetime

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


@dataclass(frozen=True, kw_only=True, slots=True)
class ServerVersion:
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Me:
    """The WhatsApp account. Set as soon as a pairing code is asked for: only the status says paired."""

    phone: str = field(repr=False)
    """Digits only."""
    push_name: str = field(repr=False, default="")
    lid: str | None = field(repr=False, default=None)
    """`…@lid`, or None."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Timelock:
    """WhatsApp's ban on new chats (error 463). `ends_at` None: unknown."""

    is_active: bool
    ends_at: datetime | None = None

    def is_active_at(self, now: datetime) -> bool:
        """Whether it holds then; servers go on telling of a ban that has ended."""
        return self.is_active and (self.ends_at is None or self.ends_at > now)


@dataclass(frozen=True, kw_only=True, slots=True)
class Capping:
    """WhatsApp's quota of new chats per cycle. `total_quota` None: no cap or unknown."""

    status: CappingStatus
    total_quota: int | None = None
    used_quota: int | None = None
    cycle_ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A WAHA session. `has_store`: whether messages can be looked up; None when it can't be told."""

    name: str
    status: SessionStatus
    me: Me | None = None
    has_store: bool | None = None
    timelock: Timelock | None = None
    capping: Capping | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Existence:
    """Whether a number has WhatsApp. `pn` is the digits WhatsApp knows the account by, None: unknown."""

    exists: bool
    chat_id: str | None = field(repr=False, default=None)
    pn: str | None = field(repr=False, default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """WAHA took the message. `wa_id` is the bare id it answered, perhaps another than was asked for."""

    wa_id: str
    ack: int | None = None
    """As in the answer (-1 to 4); None when the engine does not say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundMessage:
    """A message in WAHA's own memory. `wa_id` is the bare id, `ack` -1 to 4."""

    wa_id: str
    from_me: bool
    body: str = field(repr=False)
    ack: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionChanged:
    """The session's status, also when it is repeated (a new QR, a changed timelock)."""

    session: str
    status: SessionStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageSeen:
    """A message of a one-to-one chat, in or out. An event is told apart by (event_id, event)."""

    event_id: str
    event: str
    from_me: bool
    wa_id: str
    chat_id: str = field(repr=False)
    phone: str | None = field(repr=False)
    """The other side's digits; None when only a lid is known."""
    body: str = field(repr=False)
    at: datetime
    ack: int
    media: str | None = None
    """What kind of thing came (`photo`, `voice`, …); None for a text."""
    is_from_api: bool = False
    """WAHA says that a program sent it, not the phone. A hint: it forgets after ten minutes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AckReceived:
    """WhatsApp's receipt for a message of ours; late, twice and out of order."""

    event_id: str
    wa_id: str
    ack: int
    chat_id: str | None = field(repr=False, default=None)
    """The chat it speaks of, which may bear a lid although the message went to a phone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """What one webhook brought. `event` is None for what concerns nobody here, as a group chat."""

    event_id: str
    name: str
    at: datetime
    session: str
    phone: str | None = field(repr=False)
    """The digits of the account it happened to, where WAHA says so."""
    event: SessionChanged | MessageSeen | AckReceived | None
