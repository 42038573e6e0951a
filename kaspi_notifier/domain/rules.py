"""What happened to an order, whether the buyer should still hear of it, and for how long."""

from collections.abc import Iterable, Set
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from kaspi_notifier.domain.clock import almaty_day
from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.order import Delivery, Order, State, Status


class Event(StrEnum):
    """What happened to an order. Each happens at most once per order."""

    NEW_ORDER = "new_order"
    ACCEPTED = "accepted"
    ASSEMBLED = "assembled"
    READY_FOR_PICKUP = "ready_for_pickup"
    HANDED_TO_DELIVERY = "handed_to_delivery"
    DELAYED = "delayed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    RETURN_REQUESTED = "return_requested"
    RETURNED = "returned"
    PICKUP_REMINDER = "pickup_reminder"
    REVIEW_REQUEST = "review_request"


FOLLOW_UPS = MappingProxyType(
    {Event.READY_FOR_PICKUP: Event.PICKUP_REMINDER, Event.COMPLETED: Event.REVIEW_REQUEST}
)
"""Events that time brings, not Kaspi: each is planned together with the event it follows."""

# An auto-accepted order is seen new and accepted at once, and what the buyer then gets is the "new
# order" message; so NEW_ORDER ranks above ACCEPTED although it happens first.
_STAGES = (
    Event.ACCEPTED,
    Event.NEW_ORDER,
    Event.ASSEMBLED,
    Event.READY_FOR_PICKUP,
    Event.HANDED_TO_DELIVERY,
    Event.COMPLETED,
    Event.CANCELLED,
    Event.RETURN_REQUESTED,
    Event.RETURNED,
)

FRESH_FOR = MappingProxyType(
    {
        Event.NEW_ORDER: timedelta(hours=24),
        Event.ACCEPTED: timedelta(hours=24),
        Event.ASSEMBLED: timedelta(hours=24),
        Event.READY_FOR_PICKUP: timedelta(hours=48),
        Event.HANDED_TO_DELIVERY: timedelta(hours=24),
        Event.DELAYED: timedelta(hours=24),
        Event.COMPLETED: timedelta(hours=72),
        Event.CANCELLED: timedelta(hours=12),
        Event.RETURN_REQUESTED: timedelta(hours=72),
        Event.RETURNED: timedelta(hours=72),
        Event.PICKUP_REMINDER: timedelta(hours=24),
        Event.REVIEW_REQUEST: timedelta(hours=72),
    }
)
"""How long after the event (for a follow-up: after its due time) its message is still worth sending."""

_RETURN_STATUSES = frozenset(
    {Status.KASPI_DELIVERY_RETURN_REQUESTED, Status.RETURN_ACCEPTED_BY_MERCHANT, Status.RETURNED}
)
_IN_HAND = frozenset({Status.APPROVED_BY_BANK, Status.ACCEPTED_BY_MERCHANT})


def facts(order: Order) -> frozenset[Event]:
    """Everything that has happened to the order as far as its present state tells.

    A state or status this program does not know tells nothing: stored, shown, never messaged. The same
    goes for an unknown delivery and for an order whose credit papers are still to be signed.
    """
    delivery = order.delivery
    return _facts(
        order.state,
        order.status,
        delivery,
        is_ready=delivery is Delivery.PICKUP and order.state is State.PICKUP and not order.is_preorder,
        is_assembled=order.is_kaspi_delivery and (order.is_assembled or order.handed_over_at is not None),
        is_handed_over=order.is_kaspi_delivery and order.handed_over_at is not None,
    )


@lru_cache(maxsize=256)
def _facts(
    state: State,
    status: Status,
    delivery: Delivery,
    *,
    is_ready: bool,
    is_assembled: bool,
    is_handed_over: bool,
) -> frozenset[Event]:
    if not (state.is_known and status.is_known) or delivery is Delivery.UNKNOWN:
        return frozenset()
    if state is State.SIGN_REQUIRED:
        return frozenset()
    on_the_way: set[Event] = set()
    if is_ready:
        on_the_way |= {Event.READY_FOR_PICKUP, Event.PICKUP_REMINDER}
    if is_assembled:
        on_the_way.add(Event.ASSEMBLED)
    if is_handed_over:
        on_the_way.add(Event.HANDED_TO_DELIVERY)
    match status:
        case Status.APPROVED_BY_BANK:
            return frozenset({Event.NEW_ORDER})
        case Status.ACCEPTED_BY_MERCHANT:
            return frozenset({Event.NEW_ORDER, Event.ACCEPTED} | on_the_way)
        case Status.COMPLETED:
            happened = {Event.NEW_ORDER, Event.ACCEPTED, Event.COMPLETED, Event.REVIEW_REQUEST}
            if delivery is Delivery.PICKUP:
                happened |= {Event.READY_FOR_PICKUP, Event.PICKUP_REMINDER}
            return frozenset(happened | on_the_way)
        case Status.CANCELLED:
            return frozenset({Event.CANCELLED})
        case Status.KASPI_DELIVERY_RETURN_REQUESTED | Status.RETURN_ACCEPTED_BY_MERCHANT:
            return frozenset({Event.RETURN_REQUESTED})
        case Status.RETURNED:
            return frozenset({Event.RETURN_REQUESTED, Event.RETURNED})
        case _:  # CANCELLING: the order may still come back
            return frozenset()


def is_delayed(order: Order, planned_before: datetime | None) -> bool:
    """Whether the promised day has moved to a later one since it was last seen (Almaty days)."""
    return (
        planned_before is not None
        and order.planned_at is not None
        and order.status in _IN_HAND
        and order.delivery is not Delivery.UNKNOWN
        and almaty_day(order.planned_at) > almaty_day(planned_before)
    )


def newest_stage(events: Iterable[Event]) -> Event | None:
    """The latest of several stages reached at once; follow-ups and delays are no stages."""
    reached = [event for event in events if event in _STAGES]
    return max(reached, key=_STAGES.index, default=None)


def superseded_by(event: Event) -> frozenset[Event]:
    """Earlier stages whose message, if it still waits, gives way to this event's message."""
    if event not in _STAGES:
        return frozenset()
    return frozenset(_STAGES[: _STAGES.index(event)])


def happened_at(order: Order, event: Event, *, first_seen: bool, last_seen_at: datetime | None) -> datetime:
    """The earliest moment the event can have happened: messages are called stale from it on.

    Kaspi gives no time of a status change. Where it dates the event itself, that date counts; otherwise
    it is the last pass that still saw the order without it, and for an order seen first, its approval.
    """
    if event is Event.HANDED_TO_DELIVERY and order.handed_over_at is not None:
        return order.handed_over_at
    if event in (Event.COMPLETED, Event.REVIEW_REQUEST) and order.completed_at is not None:
        return order.completed_at
    if first_seen or last_seen_at is None:
        return order.approved_at or order.created_at
    return last_seen_at


def why_not(event: Event, order: Order, *, something_sent: bool) -> Reason | None:
    """Why the buyer should no longer get this event's message, judged by the order as it is now.

    `something_sent` says whether any message about the order really left: a cancellation is told only
    to a buyer who had heard of the order.
    """
    if event is Event.CANCELLED:
        holds = order.status is Status.CANCELLED and something_sent
        return None if holds else Reason.SUPERSEDED
    if order.status in (Status.CANCELLED, Status.CANCELLING):
        return Reason.CANCELLED
    return None if _still_holds(event, order) else Reason.SUPERSEDED


def _still_holds(event: Event, order: Order) -> bool:
    match event:
        case Event.NEW_ORDER:
            return order.status in _IN_HAND and order.state is not State.SIGN_REQUIRED
        case Event.ACCEPTED | Event.DELAYED:
            return order.status is Status.ACCEPTED_BY_MERCHANT or (
                event is Event.DELAYED and order.status is Status.APPROVED_BY_BANK
            )
        case Event.READY_FOR_PICKUP | Event.PICKUP_REMINDER:
            return (
                order.state is State.PICKUP
                and order.status is Status.ACCEPTED_BY_MERCHANT
                and not order.is_preorder
            )
        case Event.ASSEMBLED:
            return order.status is Status.ACCEPTED_BY_MERCHANT and order.handed_over_at is None
        case Event.HANDED_TO_DELIVERY:
            return order.status is Status.ACCEPTED_BY_MERCHANT
        case Event.COMPLETED | Event.REVIEW_REQUEST:
            return order.status is Status.COMPLETED
        case Event.RETURN_REQUESTED:
            return order.status in _RETURN_STATUSES - {Status.RETURNED}
        case _:
            return order.status in _RETURN_STATUSES


def unrecorded(order: Order, recorded: Set[Event], planned_before: datetime | None) -> frozenset[Event]:
    """What has happened to the order and is not yet in its recorded events."""
    happened = facts(order)
    if is_delayed(order, planned_before):
        happened |= {Event.DELAYED}
    return happened - recorded
