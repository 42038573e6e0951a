"""Whether a message may leave right now, and if not, what it waits for and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.pacing import daily_limit, next_slot, quiet_until
from kaspi_notifier.domain.settings import Sending
from kaspi_notifier.engine.status import Pause, QueueHealth, Wait
from kaspi_notifier.store import Message

_WORST_CLOCK = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueView:
    """What the log says about the queue, read in one go."""

    message: Message | None
    next_due_at: datetime | None
    last_attempt_at: datetime | None
    hour_full_since: datetime | None
    day_full_since: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """`wait` NOTHING and a message means: send it. `until` None means only news can open the gate."""

    wait: Wait
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Conditions:
    """What the engine knows, beside the log, that decides whether anything may leave."""

    sending: Sending
    pause: Pause | None
    session_is_open: bool
    orders_are_read: bool
    clock_skew: timedelta | None
    gap: timedelta
    refused_until: datetime | None


def gate(view: QueueView, conditions: Conditions, now: datetime) -> Gate:
    """The first thing that keeps the next message back, the ones a person can end before the others."""
    sending = conditions.sending
    if view.message is None:
        if view.next_due_at is None:
            return Gate(wait=Wait.NOTHING)
        return Gate(wait=Wait.DUE_TIME, until=max(view.next_due_at, now))
    if not sending.enabled:
        return Gate(wait=Wait.SENDING_OFF)
    if conditions.pause is not None:
        return Gate(wait=Wait.PAUSED, until=conditions.pause.until)
    if not conditions.session_is_open:
        return Gate(wait=Wait.SESSION)
    if not conditions.orders_are_read:
        return Gate(wait=Wait.KASPI)
    if conditions.clock_skew is not None and abs(conditions.clock_skew) > _WORST_CLOCK:
        return Gate(wait=Wait.CLOCK)
    if conditions.refused_until is not None and conditions.refused_until > now:
        return Gate(wait=Wait.SESSION, until=conditions.refused_until)
    if quiet_end := quiet_until(now, sending.quiet):
        return Gate(wait=Wait.QUIET_HOURS, until=quiet_end)
    return _pace(view, conditions, now)


def _pace(view: QueueView, conditions: Conditions, now: datetime) -> Gate:
    waits = (
        (Wait.DAILY_LIMIT, None, view.day_full_since),
        (Wait.HOURLY_LIMIT, view.hour_full_since, None),
    )
    for wait, hour, day in waits:
        slot = next_slot(
            now, last_attempt_at=None, gap=conditions.gap, hour_full_since=hour, day_full_since=day
        )
        if slot > now:
            return Gate(wait=wait, until=slot)
    slot = next_slot(
        now,
        last_attempt_at=view.last_attempt_at,
        gap=conditions.gap,
        hour_full_since=None,
        day_full_since=None,
    )
    return Gate(wait=Wait.GAP, until=slot) if slot > now else Gate(wait=Wait.NOTHING)


def allowed_in_day(sending: Sending, paired_at: datetime | None, now: datetime) -> int | None:
    """The limit of any 24 hours, with the warm-up of a freshly paired number."""
    return daily_limit(sending.daily_limit, warm_up=sending.warm_up, paired_at=paired_at, now=now)


def queue_health(
    counts: Mapping[MessageState, int], *, sent_in_day: int, limit: int | None, gate: Gate
) -> QueueHealth:
    """The queue for a person to see; `counts` are of the open states."""
    return QueueHealth(
        waiting=counts[MessageState.QUEUED] + counts[MessageState.SENDING],
        needs_decision=counts[MessageState.NEEDS_DECISION],
        unknown=counts[MessageState.UNKNOWN],
        held=counts[MessageState.HELD],
        sent_in_day=sent_in_day,
        daily_limit=limit,
        wait=gate.wait,
        next_send_at=gate.until,
    )
