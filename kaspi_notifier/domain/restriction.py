"""WhatsApp's own restriction of new chats: how long it lasts, and how it is tried whether it is over."""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

UNKNOWN_END = timedelta(hours=24)
"""How long new chats rest where WhatsApp names no end."""
SOON_AGAIN = timedelta(days=7)
"""A second refusal within this time stops new chats until a person goes on."""


class Why(StrEnum):
    """What stopped the new chats."""

    REFUSED = "refused"
    """WhatsApp refused a new chat (its error 463)."""
    TIMELOCK = "timelock"
    """WhatsApp says that new chats are locked for a time."""
    CAPPED = "capped"
    """WhatsApp's quota of new chats is used up."""
    WARNED = "warned"
    """WhatsApp's second warning that the quota nears its end."""


class Restriction(Struct, frozen=True, kw_only=True):
    """New chats are held since then, `until` (None: a person must go on).

    When the time is over one message is sent as a probe, `probe_id`; what becomes of it decides.
    `replied_only`: WhatsApp refused a chat in which a message had arrived, so known are those who wrote.
    """

    why: Why
    since: datetime
    until: datetime | None
    probe_id: int | None = None
    replied_only: bool = False

    def tried_at(self, at: datetime) -> "Restriction":
        """The same, but from then on a message is let try whether it is over."""
        return replace(self, until=at, probe_id=None)

    def is_over(self, now: datetime) -> bool:
        """Whether a probe may be sent."""
        return self.until is not None and self.until <= now


def after_refusal(
    before: Restriction | None,
    *,
    struck_at: datetime | None,
    ends_at: datetime | None,
    now: datetime,
    rest: timedelta,
    was_known: bool = False,
) -> Restriction:
    """The restriction that follows from a refused new chat, or from one that `was_known` to us.

    `struck_at` is the last refusal before this one, `ends_at` the end WhatsApp names, `rest` what is
    waited beyond it. What was on its way when the restriction began changes nothing.
    """
    replied_only = was_known or (before is not None and before.replied_only)
    if before is not None and not before.is_over(now):
        return replace(before, replied_only=replied_only)
    until: datetime | None = _end(ends_at, now) + rest
    if struck_at is not None and now - struck_at < SOON_AGAIN:
        until = None
    return Restriction(why=Why.REFUSED, since=now, until=until, replied_only=replied_only)


def after_announcement(
    before: Restriction | None, why: Why, *, ends_at: datetime | None, now: datetime, rest: timedelta
) -> Restriction:
    """The restriction that follows from what WhatsApp says of the number; a longer one stays."""
    if before is not None and (before.until is None or before.until > (ends_at or now)):
        return before
    since = now if before is None else before.since
    replied_only = before is not None and before.replied_only
    return Restriction(why=why, since=since, until=_end(ends_at, now) + rest, replied_only=replied_only)


def _end(ends_at: datetime | None, now: datetime) -> datetime:
    return ends_at if ends_at is not None and ends_at > now else now + UNKNOWN_END
