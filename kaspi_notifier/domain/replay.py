"""What a template would have sent: the recorded events of an order, decided once more by the same rules."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

import msgspec

from kaspi_notifier.domain import rules
from kaspi_notifier.domain.decide import Known, Note, decide
from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.order import Order, State, Status
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Language, Template

_DAY = timedelta(days=1)
_DATED = frozenset({Event.HANDED_TO_DELIVERY, Event.COMPLETED, Event.REVIEW_REQUEST})
# From the latest that can have happened to the first; the first one found is the order's status then.
_STATUSES = (
    (Event.RETURNED, Status.RETURNED),
    (Event.RETURN_REQUESTED, Status.KASPI_DELIVERY_RETURN_REQUESTED),
    (Event.CANCELLED, Status.CANCELLED),
    (Event.COMPLETED, Status.COMPLETED),
    (Event.ACCEPTED, Status.ACCEPTED_BY_MERCHANT),
)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A recorded event of an order."""

    event: Event
    happened_at: datetime
    observed_at: datetime
    note: Note

    @property
    def looked_at(self) -> datetime:
        """When a running program would have seen it: what a first reading found had happened before."""
        return self.happened_at if self.note is Note.BASELINE else self.observed_at


class WouldSend(msgspec.Struct, frozen=True, kw_only=True):
    """A message that would have left at `at`."""

    event: Event
    template: Template
    phone: str
    at: datetime


def order_then(order: Order, happened: Iterable[Event]) -> Order:
    """The order as it was when these events, and no others, had happened to it."""
    events = frozenset(happened)
    status = next((status for event, status in _STATUSES if event in events), Status.APPROVED_BY_BANK)
    return msgspec.structs.replace(
        order,
        status=status,
        state=_state_then(order, events, status),
        is_assembled=Event.ASSEMBLED in events,
        handed_over_at=order.handed_over_at if Event.HANDED_TO_DELIVERY in events else None,
    )


def _state_then(order: Order, events: frozenset[Event], status: Status) -> State:
    if status is Status.APPROVED_BY_BANK:
        return State.NEW
    if status is not Status.ACCEPTED_BY_MERCHANT:
        return State.ARCHIVE
    if Event.READY_FOR_PICKUP in events:
        return State.PICKUP
    return State.KASPI_DELIVERY if order.is_kaspi_delivery else State.DELIVERY


def replay(
    order: Order,
    seen: Sequence[Seen],
    *,
    templates: Sequence[Template],
    language: Language,
    until: datetime,
) -> Iterator[WouldSend]:
    """Every message that would have left by `until` had these templates been switched on all along.

    Each look at the order is decided again by `decide`, and each message looked at once more at its due
    time by `rules.why_not`, as the program does; quiet hours and limits, which only delay, are left out.
    """
    looks = [
        list(items)
        for _, items in groupby(sorted(seen, key=attrgetter("looked_at")), key=attrgetter("looked_at"))
    ]
    happened: frozenset[Event] = frozenset()
    waiting: list[WouldSend] = []
    has_sent = False
    for number, look in enumerate(looks):
        recorded, happened = happened, happened | {item.event for item in look}
        then = order_then(order, happened)
        for message in _decided(then, look, recorded, templates, language):
            replaced = rules.superseded_by(message.event) if recorded else frozenset()
            waiting = [other for other in waiting if other.event not in replaced]
            waiting.append(message)
        end = looks[number + 1][0].looked_at if number + 1 < len(looks) else None
        leaving = [m for m in waiting if m.at <= until and (end is None or m.at < end)]
        waiting = [message for message in waiting if message not in leaving]
        for message in sorted(leaving, key=attrgetter("at")):
            if rules.why_not(message.event, then, something_sent=has_sent) is None:
                has_sent = True
                yield message


def _decided(
    then: Order,
    look: Sequence[Seen],
    recorded: frozenset[Event],
    templates: Sequence[Template],
    language: Language,
) -> Iterator[WouldSend]:
    """What one look queues."""
    is_delayed = any(item.event is Event.DELAYED for item in look)
    planned_before = then.planned_at - _DAY if then.planned_at and is_delayed else then.planned_at
    # What Kaspi doesn't date is recorded with the time of the last look without it.
    last_seen_at = next((item.happened_at for item in look if item.event not in _DATED), look[0].happened_at)
    for decision in decide(
        then,
        recorded=recorded,
        known=Known(last_seen_at=last_seen_at, planned_at=planned_before) if recorded else None,
        baseline=False,
        templates=templates,
        language=language,
        now=look[0].looked_at,
    ):
        if decision.state is MessageState.QUEUED and decision.template and decision.phone and decision.due_at:
            yield WouldSend(
                event=decision.event, template=decision.template, phone=decision.phone, at=decision.due_at
            )
