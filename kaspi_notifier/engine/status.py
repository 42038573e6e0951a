"""What the engine is doing right now, as values that a window, a tray or a terminal can show."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from kaspi_notifier.domain.restriction import Restriction
from kaspi_notifier.domain.skew import ClockProblem


class Change(StrEnum):
    """What kind of thing changed; whoever shows that kind reads it again."""

    ORDERS = "orders"
    MESSAGES = "messages"
    REPLIES = "replies"
    STATUS = "status"
    SETTINGS = "settings"
    TEMPLATES = "templates"


class KaspiProblem(StrEnum):
    """Why orders can't be read."""

    NO_TOKEN = "no_token"  # noqa: S105 - the name of a problem, no secret
    TOKEN_REJECTED = "token_rejected"  # noqa: S105 - the name of a problem, no secret
    NO_RIGHTS = "no_rights"
    BLOCKED = "blocked"
    RATE_LIMITED = "rate_limited"
    UNREACHABLE = "unreachable"
    BAD_REPLY = "bad_reply"
    SERVER_FAULT = "server_fault"


class SessionProblem(StrEnum):
    """Why nothing can be sent through WhatsApp."""

    UNREACHABLE = "unreachable"
    KEY_REFUSED = "key_refused"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    SERVER_FAULT = "server_fault"
    STOPPED = "stopped"
    STARTING = "starting"
    NEEDS_SCAN = "needs_scan"
    NEEDS_PASSKEY = "needs_passkey"
    FAILED = "failed"
    UNKNOWN_STATUS = "unknown_status"
    OTHER_NUMBER = "other_number"


class PauseReason(StrEnum):
    """Why sending was stopped until a person goes on."""

    BY_PERSON = "by_person"
    BURST = "burst"
    """Unusually many events at once: a person looks at them first. Only their messages wait."""
    SEND_REFUSED = "send_refused"
    CATCH_UP = "catch_up"
    """The program was off for hours: what waits is asked about."""
    RESTORED = "restored"
    """The data came from a backup."""
    OTHER_COMPUTER = "other_computer"
    """The data folder was copied here; the other program may be sending too."""
    OTHER_SHOP = "other_shop"
    """The token belongs to another shop."""
    ZOMBIE = "zombie"
    """WhatsApp is connected, takes messages, and lets none out."""


ASKING = frozenset({PauseReason.BURST, PauseReason.CATCH_UP})
"""Pauses that ask about the messages that wait; what a person writes meanwhile goes out."""


class Wait(StrEnum):
    """What the next message waits for."""

    NOTHING = "nothing"
    """The queue is empty, or the next message leaves right now."""
    SENDING_OFF = "sending_off"
    PAUSED = "paused"
    SESSION = "session"
    KASPI = "kaspi"
    CLOCK = "clock"
    DISK = "disk"
    """Too little space to write down what becomes of a message."""
    DUE_TIME = "due_time"
    GAP = "gap"
    REST = "rest"
    """The longer break after a row of messages."""
    NEW_CHATS = "new_chats"
    """As many new chats as the number's age or WhatsApp's quota allows; known buyers are written to."""
    QUIET_HOURS = "quiet_hours"
    HOURLY_LIMIT = "hourly_limit"
    DAILY_LIMIT = "daily_limit"


class Pause(Struct, frozen=True, kw_only=True):
    """A pause: why, since when, and until when (None: until a person goes on)."""

    reason: PauseReason
    since: datetime
    until: datetime | None = None


class KaspiHealth(Struct, frozen=True, kw_only=True):
    """How reading orders goes. `since` is when the problem began, or the first good pass."""

    problem: KaspiProblem | None = None
    since: datetime | None = None
    last_poll_at: datetime | None = None
    next_poll_at: datetime | None = None
    has_baseline: bool = False


class SessionHealth(Struct, frozen=True, kw_only=True):
    """How the WhatsApp session is. `qr` is secret: it is shown, never stored or logged."""

    status: str | None = None
    problem: SessionProblem | None = SessionProblem.STARTING
    since: datetime | None = None
    phone: str | None = None
    push_name: str = ""
    engine: str = ""
    version: str = ""
    qr: str | None = None
    qr_number: int = 0
    qr_expires_at: datetime | None = None
    pairing_code: str | None = None

    def __repr__(self) -> str:
        return f"SessionHealth(status={self.status!r}, problem={self.problem!r})"


class QueueHealth(Struct, frozen=True, kw_only=True):
    """What waits, what it waits for, and what was sent in the last 24 hours."""

    waiting: int = 0
    needs_decision: int = 0
    unknown: int = 0
    held: int = 0
    burst: int = 0
    """Of those that wait: what came at once and is asked about."""
    sent_in_day: int = 0
    daily_limit: int | None = None
    hourly_limit: int | None = None
    new_chats_in_day: int = 0
    new_chats_limit: int | None = None
    """Chats that may be begun in 24 hours; None while nothing limits them beyond the daily limit."""
    wait: Wait = Wait.NOTHING
    next_send_at: datetime | None = None


class Capability(StrEnum):
    """What becomes of a message whose outcome is unknown, as this server has proved it."""

    UNPROVEN = "unproven"
    RESENDS = "resends"
    """It is looked up, and sent again under its own id when it surely is not there."""
    LOOKS_UP = "looks_up"
    """It is looked up; when it is not found a person is asked."""
    ASKS = "asks"
    """It can't be looked up: a person is asked."""


class Quota(StrEnum):
    """How near the number is to WhatsApp's own quota of new chats."""

    FREE = "free"
    FIRST_WARNING = "first_warning"
    SECOND_WARNING = "second_warning"
    CAPPED = "capped"


class NumberStanding(Struct, frozen=True, kw_only=True):
    """How WhatsApp treats the shop's number, and what is done for its good.

    `quota_total` None: WhatsApp names none. `warm_up_day` None: the number has warmed up.
    """

    capability: Capability = Capability.UNPROVEN
    proved_at: datetime | None = None
    restriction: Restriction | None = None
    """New chats are held; buyers who have answered or got a message go on being written to."""
    quota: Quota = Quota.FREE
    quota_total: int | None = None
    quota_used: int | None = None
    quota_ends_at: datetime | None = None
    warm_up_day: int | None = None
    paired_at: datetime | None = None


class ReplyHealth(Struct, frozen=True, kw_only=True):
    """What buyers wrote and nobody has read. `is_overdue`: one waits longer than the shop wants."""

    unread: int = 0
    chats: int = 0
    waiting_since: datetime | None = None
    is_overdue: bool = False


class DayDigest(Struct, frozen=True, kw_only=True):
    """The day in figures, as a text to show once; `at` tells one from the next."""

    at: datetime
    text: str

    def __repr__(self) -> str:
        return f"DayDigest(at={self.at.isoformat()})"


class ShopStatus(Struct, frozen=True, kw_only=True):
    """Everything about one shop that a person may want to see at a glance."""

    shop_id: int
    shop_name: str
    sending_enabled: bool = True
    pause: Pause | None = None
    trouble: str | None = None
    """The name of a loop that fails again and again, for the log's reader."""
    kaspi: KaspiHealth = KaspiHealth()
    session: SessionHealth = SessionHealth()
    queue: QueueHealth = QueueHealth()
    replies: ReplyHealth = ReplyHealth()
    digest: DayDigest | None = None
    """The last one that is to be shown as a notification."""
    number: NumberStanding = NumberStanding()

    @property
    def waits_for_start(self) -> bool:
        """Whether something is stopped that a person may let go on."""
        limit = self.number.restriction
        return self.pause is not None or (limit is not None and limit.until is None)

    clock: ClockProblem | None = None
    """What is wrong with this computer's clock."""
    not_worth: int = 0
    """Messages that grew stale while the program was off; told together with the pause CATCH_UP."""

    @property
    def asked(self) -> int:
        """How many messages a pause asks about."""
        if self.pause is None or self.pause.reason not in ASKING:
            return 0
        return self.queue.burst if self.pause.reason is PauseReason.BURST else self.queue.waiting

    @property
    def needs_person(self) -> bool:
        """Whether something stands still until a person acts."""
        return (
            self.queue.needs_decision > 0
            or self.trouble is not None
            or self.clock is ClockProblem.WRONG
            or (self.number.restriction is not None and self.number.restriction.until is None)
            or (self.pause is not None and self.pause.reason is not PauseReason.BY_PERSON)
            or self.kaspi.problem
            in (KaspiProblem.NO_TOKEN, KaspiProblem.TOKEN_REJECTED, KaspiProblem.NO_RIGHTS)
            or self.session.problem not in (None, SessionProblem.STARTING, SessionProblem.UNREACHABLE)
        )


class Part(StrEnum):
    """What a health check looks at."""

    KASPI = "kaspi"
    WAHA = "waha"
    KEY = "key"
    VERSION = "version"
    ENGINE = "engine"
    SESSION = "session"
    NUMBER = "number"
    DATABASE = "database"
    DISK = "disk"
    CLOCK = "clock"


class Fault(StrEnum):
    """What a health check may find beside the problems of Kaspi and of the session."""

    NOT_ASKED = "not_asked"
    OPEN_TO_ALL = "open_to_all"
    OLD_VERSION = "old_version"
    UNKNOWN_ENGINE = "unknown_engine"
    NO_NUMBER = "no_number"
    DAMAGED = "damaged"
    DISK_LOW = "disk_low"
    CLOCK_WRONG = "clock_wrong"


REMEDIES: Mapping[Part, str] = MappingProxyType(
    {
        Part.KASPI: "make a new token in the Kaspi cabinet (Settings, API token) and enter it",
        Part.WAHA: "start the WAHA server, or correct its address",
        Part.KEY: "enter the key that the WAHA server was started with",
        Part.VERSION: "update the WAHA server",
        Part.ENGINE: "start the WAHA server with the engine GOWS or NOWEB",
        Part.SESSION: "open the WhatsApp page and link the phone, or restart the session",
        Part.NUMBER: "link the shop's own phone, or confirm the new number",
        Part.DATABASE: "restore the last backup",
        Part.DISK: "free some space on the disk with the data folder",
        Part.CLOCK: "let the system set its clock from the internet",
    }
)
"""What to do when a check fails, in one line each."""


class CheckItem(Struct, frozen=True, kw_only=True):
    """One finding of a health check; `shop` is empty for what belongs to no shop."""

    shop: str
    part: Part
    ok: bool
    detail: str
    problem: KaspiProblem | SessionProblem | Fault | None = None
    """The cause, where it has a name."""

    @property
    def remedy(self) -> str:
        """What to do about it; empty when all is well."""
        return "" if self.ok else REMEDIES[self.part]


class OnceResult(Struct, frozen=True, kw_only=True):
    """How a single run ended; `problem` is one line for the person, None when all went well."""

    problem: str | None = None


class PhoneCheck(Struct, frozen=True, kw_only=True):
    """What is known of a number; `phone` None: it is no Kazakh mobile number, `detail` says what it is."""

    phone: str | None
    has_whatsapp: bool
    detail: str

    def __repr__(self) -> str:
        return f"PhoneCheck(has_whatsapp={self.has_whatsapp})"


class OrdersTaken(Struct, frozen=True, kw_only=True):
    """What came of orders that were handed over: read, not readable, messages queued."""

    orders: int
    unreadable: int
    queued: int
