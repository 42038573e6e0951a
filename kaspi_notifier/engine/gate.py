"""Whether a message may leave right now, and if not, what it waits for and until when."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from kaspi_notifier.domain.message import Kind, MessageState
from kaspi_notifier.domain.pacing import gap_between, next_slot, quiet_until
from kaspi_notifier.domain.restriction import Restriction
from kaspi_notifier.domain.settings import Sending
from kaspi_notifier.domain.skew import BLOCKS_FROM
from kaspi_notifier.engine.status import ASKING, Pause, QueueHealth, Wait

_DISK_AGAIN = timedelta(minutes=1)


class Attempts(Struct, frozen=True, kw_only=True):
    """What the log says about the attempts so far. A limit's time: the attempt that must grow old first."""

    last_at: datetime | None
    hour_full_since: datetime | None
    day_full_since: datetime | None


class Gate(Struct, frozen=True, kw_only=True):
    """`wait` NOTHING and a message means: send it. `until` None means only news can open the gate."""

    wait: Wait
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether a message may pass."""
        return self.wait is Wait.NOTHING


OPEN = Gate(wait=Wait.NOTHING)


class Conditions(Struct, frozen=True, kw_only=True):
    """What the engine knows, beside the log, that decides whether anything may leave.

    `gap_share` (0 to 1) was drawn for the next gap; `is_rest`: it is the long one after a row of messages.
    `knows_time`: a server has told it; without, nothing is taken for too old.
    `new_chats_allowed`: chats that may be begun in 24 hours. `is_warned`: WhatsApp's first warning.
    """

    sending: Sending
    pause: Pause | None
    session_is_open: bool
    orders_are_read: bool
    clock_skew: timedelta | None
    knows_time: bool
    refused_until: datetime | None
    disk_is_full: bool = False
    gap_share: float = 0.0
    is_rest: bool = False
    is_warned: bool = False
    replies_are_read: bool = True
    reopened_at: datetime | None = None
    restriction: Restriction | None = None
    new_chats_allowed: int | None = None

    @property
    def hourly_limit(self) -> int | None:
        """Messages allowed in any hour."""
        return self._slowed(self.sending.hourly_limit)

    @property
    def daily_limit(self) -> int | None:
        """Messages allowed in any 24 hours."""
        return self._slowed(self.sending.daily_limit)

    @property
    def clock_is_wrong(self) -> bool:
        """Whether this computer's clock is so wrong that nothing may leave."""
        return self.clock_skew is not None and abs(self.clock_skew) > BLOCKS_FROM

    def _slowed(self, limit: int | None) -> int | None:
        return limit if limit is None or not self.is_warned else -(-limit // 2)

    def stop(self, kind: Kind) -> Gate | None:
        """What a person or the program stopped: all but tests; where it asks, only what events bring."""
        if kind is Kind.TEST:
            return None
        if not self.sending.enabled:
            return Gate(wait=Wait.SENDING_OFF)
        if self.pause is not None and (kind is Kind.EVENT or self.pause.reason not in ASKING):
            return Gate(wait=Wait.PAUSED, until=self.pause.until)
        return None


def gate(kind: Kind, attempts: Attempts, conditions: Conditions, now: datetime, *, has_replied: bool) -> Gate:
    """The first thing that keeps a message back, the ones a person can end before the others.

    Quiet hours, limits and a look at Kaspi are for what Kaspi's events bring; a person's own words and
    answers to a buyer wait for the gap alone, and a test for nothing but an open session.
    """
    if stop := conditions.stop(kind):
        return stop
    if not conditions.session_is_open:
        return Gate(wait=Wait.SESSION)
    if kind is Kind.EVENT and not conditions.orders_are_read:
        return Gate(wait=Wait.KASPI)
    if kind is Kind.EVENT and not conditions.replies_are_read:
        return Gate(wait=Wait.SESSION)
    if conditions.clock_is_wrong:
        return Gate(wait=Wait.CLOCK)
    if conditions.disk_is_full:
        return Gate(wait=Wait.DISK, until=now + _DISK_AGAIN)
    if conditions.refused_until is not None and conditions.refused_until > now:
        return Gate(wait=Wait.SESSION, until=conditions.refused_until)
    if kind is Kind.TEST:
        return OPEN
    if kind is not Kind.EVENT:
        return _gap(attempts, conditions, now, has_replied=has_replied, is_rest=False)
    if quiet_end := quiet_until(now, conditions.sending.quiet):
        return Gate(wait=Wait.QUIET_HOURS, until=quiet_end)
    return _pace(attempts, conditions, now, has_replied=has_replied)


def _pace(attempts: Attempts, conditions: Conditions, now: datetime, *, has_replied: bool) -> Gate:
    waits = (
        (Wait.DAILY_LIMIT, None, attempts.day_full_since),
        (Wait.HOURLY_LIMIT, attempts.hour_full_since, None),
    )
    for wait, hour, day in waits:
        slot = next_slot(now, last_attempt_at=None, gap=timedelta(), hour_full_since=hour, day_full_since=day)
        if slot > now:
            return Gate(wait=wait, until=slot)
    return _gap(attempts, conditions, now, has_replied=has_replied, is_rest=conditions.is_rest)


def _gap(
    attempts: Attempts, conditions: Conditions, now: datetime, *, has_replied: bool, is_rest: bool
) -> Gate:
    gap = gap_between(
        conditions.sending,
        conditions.gap_share,
        has_replied=has_replied,
        is_rest=is_rest,
        is_warned=conditions.is_warned,
    )
    # After a reconnect the first message waits as if one had just left: the queue doesn't rush out.
    begun = max(filter(None, (attempts.last_at, conditions.reopened_at)), default=None)
    slot = next_slot(now, last_attempt_at=begun, gap=gap, hour_full_since=None, day_full_since=None)
    if slot <= now:
        return OPEN
    return Gate(wait=Wait.REST if is_rest else Wait.GAP, until=slot)


def first_to_open(gates: Iterable[Gate]) -> Gate | None:
    """The gate that opens first; of those that only news can open the first one."""
    never = datetime.max.replace(tzinfo=UTC)
    return min(gates, key=lambda gate: gate.until or never, default=None)


class Counted(Struct, frozen=True, kw_only=True):
    """The queue and the last 24 hours in figures; `burst`: what arrived at once and is asked about."""

    open_states: Mapping[MessageState, int]
    sent_in_day: int
    new_chats_in_day: int
    burst: int


def queue_health(counted: Counted, conditions: Conditions, gate: Gate) -> QueueHealth:
    """The queue for a person to see."""
    counts = counted.open_states
    return QueueHealth(
        waiting=counts[MessageState.QUEUED] + counts[MessageState.SENDING],
        needs_decision=counts[MessageState.NEEDS_DECISION],
        unknown=counts[MessageState.UNKNOWN],
        held=counts[MessageState.HELD],
        sent_in_day=counted.sent_in_day,
        daily_limit=conditions.daily_limit,
        hourly_limit=conditions.hourly_limit,
        new_chats_in_day=counted.new_chats_in_day,
        new_chats_limit=conditions.new_chats_allowed,
        burst=counted.burst,
        wait=gate.wait,
        next_send_at=gate.until,
    )
