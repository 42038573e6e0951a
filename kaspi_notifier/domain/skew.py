"""How wrong this computer's clock is, judged by the clocks of the servers it talks to."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

EARLIEST = datetime(2025, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""A clock that shows a time outside these years lost its battery, not its precision."""

WARNS_FROM = timedelta(minutes=2)
BLOCKS_FROM = timedelta(hours=1)
# `Date` has whole seconds and travels; less than this is noise.
_NOISE = timedelta(seconds=30)


class ClockProblem(StrEnum):
    """What is wrong with this computer's clock."""

    DIFFERS = "differs"
    """By minutes; the servers' time is used."""
    WRONG = "wrong"
    """By over an hour; nothing is sent."""


def agreed(one: timedelta | None, other: timedelta | None, now: datetime) -> timedelta | None:
    """The true time minus this computer's `now`, from what two servers say; None when nobody says anything.

    A server that stands alone against this clock and the other server is wrong itself. Two that contradict
    each other and this clock: the smaller difference is taken, and is large enough to warn. Without a server,
    a clock in an absurd year is off by at least the time to a sensible one.
    """
    known = [skew for skew in (one, other) if skew is not None]
    if known:
        return min(known, key=abs)
    if now < EARLIEST:
        return EARLIEST - now
    return LATEST - now if now > LATEST else None


def correction(skew: timedelta | None) -> timedelta:
    """What to add to this computer's time; nothing for a difference that may be noise."""
    return skew if skew is not None and abs(skew) > _NOISE else timedelta()


def problem_of(skew: timedelta | None) -> ClockProblem | None:
    """Whether the difference is worth a word, or stops sending."""
    if skew is None or abs(skew) <= WARNS_FROM:
        return None
    return ClockProblem.DIFFERS if abs(skew) <= BLOCKS_FROM else ClockProblem.WRONG
