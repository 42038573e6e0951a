"""From an order as Kaspi shows it now to what is recorded of it and which message is planned."""

from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

import msgspec

from kaspi_notifier.domain import rules
from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.order import Order
from kaspi_notifier.domain.phone import NoChat, mobile
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Language, Template, choose

_PLACE = {event: place for place, event in enumerate(Event)}


class Note(StrEnum):
    """What became of an event."""

    MESSAGE = "message"
    """There is a message row for it."""
    BASELINE = "baseline"
    """It happened before the shop was first read; nobody old is ever messaged."""
    NO_TEMPLATE = "no_template"
    """No template is switched on for it."""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One event to record, and the message row that goes with it (`state` None: none does)."""

    event: Event
    happened_at: datetime
    note: Note
    template: Template | None = None
    state: MessageState | None = None
    reason: Reason | None = None
    phone: str | None = None
    due_at: datetime | None = None
    expires_at: datetime | None = None


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the store knew of an order before this look at it."""

    last_seen_at: datetime
    planned_at: datetime | None


def decide(
    order: Order,
    *,
    recorded: Set[Event],
    known: Known | None,
    baseline: bool,
    templates: Sequence[Template],
    language: Language,
    now: datetime,
) -> list[Decision]:
    """The events that are new in this look at the order, each with its message or its reason for none.

    `known` is None for an order seen for the first time. In a baseline look events are recorded and
    nothing more. Of several stages reached since the last look only the newest that has a template is
    queued; the others are superseded by it. Follow-ups are planned with the event they follow, unless
    the order has already gone past it.
    """
    planned_before = known.planned_at if known else None
    new = _in_order(rules.unrecorded(order, recorded, planned_before))
    if not new:
        return []
    at = {
        event: rules.happened_at(
            order, event, first_seen=known is None, last_seen_at=known.last_seen_at if known else None
        )
        for event in new
    }
    if baseline:
        return [Decision(event=e, happened_at=at[e], note=Note.BASELINE) for e in new]
    chosen = {event: choose(templates, event, order.delivery, language) for event in new}
    winner = rules.newest_stage(event for event, template in chosen.items() if template)
    return [
        _with_message(order, event, at[event], template, event_wins=_wins(event, winner), now=now)
        if (template := chosen[event])
        else Decision(event=event, happened_at=at[event], note=Note.NO_TEMPLATE)
        for event in new
    ]


def before_baseline(order: Order) -> tuple[Event, ...]:
    """What had happened to an order when its shop was first read: recorded, never messaged."""
    return _in_order(rules.facts(order))


@lru_cache(maxsize=256)
def _in_order(events: frozenset[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=_PLACE.__getitem__))


def _wins(event: Event, winner: Event | None) -> bool:
    if event in rules.FOLLOW_UPS.values() or event is Event.DELAYED:
        return True
    return event is winner


def _with_message(
    order: Order, event: Event, at: datetime, template: Template, *, event_wins: bool, now: datetime
) -> Decision:
    delay = timedelta(minutes=template.delay_minutes)
    # Follow-ups are counted from the event itself, so that a PC that was off doesn't move them;
    # other messages from when we saw it, because the delay is there to let the order settle.
    due_at = max(now, at + delay) if event in rules.FOLLOW_UPS.values() else now + delay
    expires_at = at + delay + rules.FRESH_FOR[event]
    phone = mobile(order.buyer_phone)
    reason: Reason | None = None
    if not event_wins or rules.why_not(event, order, something_sent=True) is Reason.SUPERSEDED:
        reason = Reason.SUPERSEDED
    elif isinstance(phone, NoChat):
        reason = phone.reason
    elif expires_at <= due_at:
        reason = Reason.EXPIRED
    return Decision(
        event=event,
        happened_at=at,
        note=Note.MESSAGE,
        template=template,
        state=MessageState.SKIPPED if reason else MessageState.QUEUED,
        reason=reason,
        phone=None if isinstance(phone, NoChat) else phone,
        due_at=due_at,
        expires_at=expires_at,
    )
