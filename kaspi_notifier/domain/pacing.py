"""When the next message may leave: quiet hours, gaps, rests, hourly and daily limits, warm-up, presets."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from kaspi_notifier.domain.clock import almaty, at_almaty
from kaspi_notifier.domain.settings import Sending

HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)

# New chats a day for a freshly paired number; each day 1.4 times the day before.
WARM_UP = (10, 14, 20, 27, 38, 54, 75, 105, 120)

BATCH = (12, 18)
"""So many messages, then a rest."""

# A rest is 10 to 20 minutes where the gap is 45 to 90 seconds, and grows and shrinks with the gap.
_REST = 40 / 3
# A buyer who has answered is written to after 20 to 40 seconds where a stranger waits 45 to 90.
_REPLIED = 4 / 9

PER_BUYER = timedelta(minutes=1)
"""Between two messages to one buyer."""
PER_BUYER_A_DAY = 4
"""After so many messages in 24 hours a person is asked before the next."""

# WhatsApp's own quota of new chats is never used up.
_SHARE_OF_QUOTA = 0.9

QUICK_FROM = timedelta(days=14)
"""How long a number has to be paired before the quick pace is offered."""


class Pace(StrEnum):
    """How fast messages leave, in words a shop owner chooses from."""

    GENTLE = "gentle"
    USUAL = "usual"
    QUICK = "quick"


class Preset(Struct, frozen=True, kw_only=True):
    """The numbers behind a pace: seconds between two messages, and messages in an hour and in a day."""

    gap_seconds: tuple[int, int]
    hourly_limit: int
    daily_limit: int


PRESETS: Mapping[Pace, Preset] = MappingProxyType(
    {
        Pace.GENTLE: Preset(gap_seconds=(75, 150), hourly_limit=15, daily_limit=60),
        Pace.USUAL: Preset(gap_seconds=(45, 90), hourly_limit=25, daily_limit=120),
        Pace.QUICK: Preset(gap_seconds=(30, 60), hourly_limit=40, daily_limit=200),
    }
)


def pace_of(sending: Sending) -> Pace | None:
    """The pace whose numbers these settings have; None for numbers of the shop's own."""
    numbers = (sending.gap_seconds, sending.hourly_limit, sending.daily_limit)
    for pace, preset in PRESETS.items():
        if numbers == (preset.gap_seconds, preset.hourly_limit, preset.daily_limit):
            return pace
    return None


def quick_is_open(paired_at: datetime | None, now: datetime) -> bool:
    """Whether the number has been paired long enough for the quick pace."""
    return paired_at is not None and now - paired_at >= QUICK_FROM


def is_free(sending: Sending) -> bool:
    """Whether nothing slows the messages down: no gaps and no limits, so no rests and no quotas of ours."""
    return sending.gap_seconds == (0, 0) and sending.hourly_limit is None and sending.daily_limit is None


def in_quiet_hours(clock: time, quiet: tuple[time, time]) -> bool:
    """Whether an Almaty wall clock lies in the quiet hours; they may span midnight."""
    start, end = quiet
    if start == end:
        return False
    if start < end:
        return start <= clock < end
    return clock >= start or clock < end


def wakeful(start: datetime, end: datetime, quiet: tuple[time, time] | None) -> timedelta:
    """How much of a span of time lies outside the quiet hours."""
    total = timedelta()
    while start < end:
        until = min(end, quiet_until(start, quiet) or start)
        if until == start:
            until = min(end, _next_quiet(start, quiet) or end)
            total += until - start
        start = until
    return total


def _next_quiet(now: datetime, quiet: tuple[time, time] | None) -> datetime | None:
    if quiet is None or quiet[0] == quiet[1]:
        return None
    day = almaty(now).date()
    begins = at_almaty(day, quiet[0])
    return begins if begins > now else at_almaty(day + timedelta(days=1), quiet[0])


def quiet_until(now: datetime, quiet: tuple[time, time] | None) -> datetime | None:
    """The end of the quiet hours that `now` lies in, or None when messages may leave."""
    if quiet is None:
        return None
    local = almaty(now)
    if not in_quiet_hours(local.timetz().replace(tzinfo=None), quiet):
        return None
    day: date = local.date()
    end = at_almaty(day, quiet[1])
    return end if end > now else at_almaty(day + timedelta(days=1), quiet[1])


def warm_up_day(paired_at: datetime | None, now: datetime) -> int:
    """The day of the number's life here, 1 for the first 24 hours."""
    return 1 if paired_at is None else max(0, (now - paired_at) // DAY) + 1


def new_chats_a_day(*, warm_up: bool, paired_at: datetime | None, now: datetime) -> int | None:
    """New chats allowed in any 24 hours by the age of the pairing; None when the number has warmed up."""
    day = warm_up_day(paired_at, now)
    return None if not warm_up or day > len(WARM_UP) else WARM_UP[day - 1]


def share_of_quota(*, total: int, used: int, cycle_ends_at: datetime | None, now: datetime) -> int:
    """New chats to begin in 24 hours so that nine tenths of WhatsApp's quota last to the end of its cycle."""
    left = int(total * _SHARE_OF_QUOTA) - used
    days = 1 if cycle_ends_at is None else max(1, -((now - cycle_ends_at) // DAY))
    return max(0, -(-left // days))


def gap_between(
    sending: Sending, share: float, *, has_replied: bool, is_rest: bool, is_warned: bool
) -> timedelta:
    """The gap before a message; `share` (0 to 1) places it between the shortest and the longest.

    After WhatsApp's first warning the pace is halved.
    """
    shortest, longest = sending.gap_seconds
    seconds = shortest + share * (longest - shortest)
    if is_rest:
        seconds *= _REST
    elif has_replied:
        seconds *= _REPLIED
    return timedelta(seconds=seconds * (2 if is_warned else 1))


def next_slot(
    now: datetime,
    *,
    last_attempt_at: datetime | None,
    gap: timedelta,
    hour_full_since: datetime | None,
    day_full_since: datetime | None,
) -> datetime:
    """The earliest moment the next message may leave; `now` when it may leave at once.

    `hour_full_since` and `day_full_since` are the attempt times that must leave their sliding window
    before another message fits, or None while there is room. Attempts count, not successes: a request
    whose outcome is unknown may have reached WhatsApp.
    """
    slots = [now]
    if last_attempt_at is not None:
        # A clock set back must not stop the queue for as long as it was set back.
        slots.append(min(last_attempt_at, now) + gap)
    if hour_full_since is not None:
        slots.append(min(hour_full_since, now) + HOUR)
    if day_full_since is not None:
        slots.append(min(day_full_since, now) + DAY)
    return max(slots)
