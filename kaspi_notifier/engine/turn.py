"""Whose turn it is: the message that may leave now, found in one visit to the database."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from kaspi_notifier.domain.message import Kind
from kaspi_notifier.domain.pacing import DAY, HOUR, PER_BUYER, PER_BUYER_A_DAY
from kaspi_notifier.engine.gate import (
    OPEN,
    Attempts,
    Conditions,
    Counted,
    Gate,
    first_to_open,
    gate,
    queue_health,
)
from kaspi_notifier.engine.prepare import is_stale
from kaspi_notifier.engine.status import PauseReason, QueueHealth, Wait
from kaspi_notifier.store import Message, Store

TOO_MANY = f"the buyer got {PER_BUYER_A_DAY} messages in 24 hours"
_PASSED_OVER_AT_ONCE = 50
_EXPIRED_EVERY = timedelta(seconds=1)


class Look(Struct, frozen=True, kw_only=True):
    """`message` only when one may leave now; `moved` others were expired, held or asked about."""

    gate: Gate
    message: Message | None
    moved: int


class Turn:
    """Finds the next message of one shop. Everything here runs on the database's thread."""

    def __init__(self, store: Store, shop_id: int) -> None:
        self._store = store
        self._outbox = store.outbox
        self._shop_id = shop_id
        self._expired_at = datetime.min.replace(tzinfo=UTC)
        self._moved = 0

    def look(self, now: datetime, conditions: Conditions) -> Look:
        """The message whose turn it is, or what the next one waits for."""
        self._moved = 0
        # In a run of messages once a second is enough, as long as the next one itself is fresh.
        may_expire = conditions.knows_time
        is_tidy = not may_expire or (now - self._expired_at >= _EXPIRED_EVERY and self._expire(now))
        found = self._find(now, conditions)
        if not is_tidy and (isinstance(found, Gate) or is_stale(found, now)) and self._expire(now):
            found = self._find(now, conditions)
        if isinstance(found, Gate):
            return Look(gate=found, message=None, moved=self._moved)
        return Look(gate=OPEN, message=found, moved=self._moved)

    def _expire(self, now: datetime) -> bool:
        self._expired_at = now
        self._moved += self._outbox.expire(self._shop_id, now)
        return True

    def _find(self, now: datetime, conditions: Conditions) -> Message | Gate:
        limit = conditions.restriction
        if limit is not None:
            self._moved += self._store.new_chats.hold(self._shop_id, now, limit)
        attempts = self._attempts(now, conditions)
        closed: list[Gate] = []
        for find in (self._personal, self._event):
            found = find(now, conditions, attempts)
            if isinstance(found, Message):
                return found
            if found is not None:
                closed.append(found)
        return first_to_open(closed) or self._later(now, conditions)

    def health(self, now: datetime, conditions: Conditions, reached: Gate) -> QueueHealth:
        """The queue for a person to see."""
        pause, since = conditions.pause, now - DAY
        counts_chats = conditions.new_chats_allowed is not None
        is_burst = pause is not None and pause.reason is PauseReason.BURST
        counted = Counted(
            open_states=self._outbox.counts(self._shop_id),
            sent_in_day=self._outbox.sent_since(self._shop_id, since),
            new_chats_in_day=len(self._store.new_chats.starts(self._shop_id, since)) if counts_chats else 0,
            burst=self._outbox.queued_since(self._shop_id, pause.since) if pause and is_burst else 0,
        )
        return queue_health(counted, conditions, reached)

    def _attempts(self, now: datetime, conditions: Conditions) -> Attempts:
        nth, shop_id = self._outbox.nth_newest_attempt_at, self._shop_id
        day, hour = conditions.daily_limit, conditions.hourly_limit
        return Attempts(
            last_at=self._outbox.last_attempt_at(shop_id) if conditions.sending.gap_seconds[1] else None,
            hour_full_since=nth(shop_id, hour, now - HOUR) if hour is not None else None,
            day_full_since=nth(shop_id, day, now - DAY) if day is not None else None,
        )

    def _later(self, now: datetime, conditions: Conditions) -> Gate:
        """What to say when nothing is due that might pass."""
        due_at = self._outbox.next_due_at(self._shop_id)
        if due_at is None:
            return OPEN
        if conditions.clock_is_wrong:
            return Gate(wait=Wait.CLOCK)
        if due_at > now:
            return Gate(wait=Wait.DUE_TIME, until=due_at)
        return conditions.stop(Kind.EVENT) or Gate(wait=Wait.NOTHING, until=now)

    def _personal(self, now: datetime, conditions: Conditions, attempts: Attempts) -> Message | Gate | None:
        is_stopped = conditions.stop(Kind.BY_HAND) is not None
        message = self._outbox.next_personal(self._shop_id, now, tests_only=is_stopped)
        return None if message is None else self._passing(message, now, conditions, attempts)

    def _event(self, now: datetime, conditions: Conditions, attempts: Attempts) -> Message | Gate | None:
        if conditions.stop(Kind.EVENT) is not None:
            return None
        for _ in range(_PASSED_OVER_AT_ONCE):
            message = self._next_event(now, conditions)
            if not isinstance(message, Message):
                return message
            found = self._passing(message, now, conditions, attempts)
            if isinstance(found, Gate) or not self._has_had_enough(message, now, conditions):
                return found
        return Gate(wait=Wait.NOTHING, until=now)

    def _passing(
        self, message: Message, now: datetime, conditions: Conditions, attempts: Attempts
    ) -> Message | Gate:
        has_replied = False
        if message.phone is not None and conditions.sending.gap_seconds[1]:
            contact = self._store.contacts.get(self._shop_id, message.phone)
            has_replied = contact is not None and contact.has_replied
        reached = gate(message.kind, attempts, conditions, now, has_replied=has_replied)
        return message if reached.is_open else reached

    def _next_event(self, now: datetime, conditions: Conditions) -> Message | Gate | None:
        """The event's message that is due longest; where no new chats may begin, of a known buyer."""
        shop_id, chats, allowed = self._shop_id, self._store.new_chats, conditions.new_chats_allowed
        if conditions.restriction is not None:
            return chats.next_known(shop_id, now, conditions.restriction)
        first = self._outbox.next_due(shop_id, now)
        if first is None or allowed is None:
            return first
        starts = [at for at in chats.starts(shop_id, now - DAY) if at + DAY > now]
        if len(starts) < allowed:
            return first
        until = starts[allowed - 1] + DAY if allowed else now + HOUR
        return chats.next_known(shop_id, now) or Gate(wait=Wait.NEW_CHATS, until=until)

    def _has_had_enough(self, message: Message, now: datetime, conditions: Conditions) -> bool:
        """Whether the buyer just got a message: then this one waits; or many: then a person is asked."""
        if message.phone is None or not conditions.sending.gap_seconds[1] or message.is_doubted:
            return False
        times = self._outbox.attempts_to(self._shop_id, message.phone, now - DAY, but=message.id)
        if times and times[0] > now - PER_BUYER:
            self._outbox.postpone(message.id, min(times[0], now) + PER_BUYER, message.error)
            return True
        if len(times) < PER_BUYER_A_DAY or self._outbox.was_wanted(message.id):
            return False
        self._moved += 1
        return self._outbox.ask(message.id, error=TOO_MANY, now=now)


def longest_wait(reached: Gate, now: datetime, at_most: timedelta) -> datetime:
    """The end of a wait at a gate that other things than its own time may open."""
    latest = now + at_most
    return latest if reached.until is None else min(reached.until, latest)
