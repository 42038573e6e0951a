"""What has happened to an order, and whether its message still makes sense."""

from datetime import timedelta
from typing import Any

import pytest

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.order import DeliveryMode, Order, State, Status
from kaspi_notifier.domain.rules import (
    FOLLOW_UPS,
    FRESH_FOR,
    Event,
    facts,
    happened_at,
    is_delayed,
    newest_stage,
    superseded_by,
    unrecorded,
    why_not,
)
from tests.domain.orders import APPROVED_AT, CREATED_AT, NOW, order

E, S = Event, Status
BEGUN = {E.NEW_ORDER, E.ACCEPTED}
READY = {E.READY_FOR_PICKUP, E.PICKUP_REMINDER}
DONE = {E.COMPLETED, E.REVIEW_REQUEST}
HANDED: dict[str, Any] = {"is_assembled": True, "handed_over_at": NOW}


@pytest.mark.parametrize(
    ("got", "events"),
    [
        (order(status=S.APPROVED_BY_BANK, state=State.NEW), {E.NEW_ORDER}),
        (order(status=S.APPROVED_BY_BANK, state=State.SIGN_REQUIRED), set()),
        (order(), BEGUN | READY),
        (order(is_preorder=True), BEGUN),
        (order(state=State.DELIVERY), BEGUN),
        (order("own"), BEGUN),
        (order("own", is_assembled=True, handed_over_at=NOW), BEGUN),
        (order("kaspi"), BEGUN),
        (order("kaspi", is_assembled=True), BEGUN | {E.ASSEMBLED}),
        (order("kaspi", **HANDED), BEGUN | {E.ASSEMBLED, E.HANDED_TO_DELIVERY}),
        (order("kaspi", handed_over_at=NOW), BEGUN | {E.ASSEMBLED, E.HANDED_TO_DELIVERY}),
        (order(status=S.COMPLETED, state=State.ARCHIVE), BEGUN | READY | DONE),
        (order("own", S.COMPLETED, state=State.ARCHIVE), BEGUN | DONE),
        (
            order("kaspi", S.COMPLETED, state=State.ARCHIVE, **HANDED),
            BEGUN | DONE | {E.ASSEMBLED, E.HANDED_TO_DELIVERY},
        ),
        (order(status=S.CANCELLED, state=State.ARCHIVE), {E.CANCELLED}),
        (order(status=S.CANCELLING), set()),
        (order("kaspi", S.KASPI_DELIVERY_RETURN_REQUESTED), {E.RETURN_REQUESTED}),
        (order("kaspi", S.RETURN_ACCEPTED_BY_MERCHANT), {E.RETURN_REQUESTED}),
        (order("kaspi", S.RETURNED), {E.RETURN_REQUESTED, E.RETURNED}),
        (order(status=S("SOME_FUTURE_STATUS")), set()),
        (order(state=State("SOME_FUTURE_STATE")), set()),
        (order("unknown"), set()),
    ],
)
def test_what_an_order_tells(got: Order, events: set[Event]) -> None:
    """The life-cycle of kaspi-api.md 2.7; unknown words tell nothing."""
    assert facts(got) == events


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("kind", ["pickup", "own", "kaspi", "unknown"])
def test_a_fact_of_now_is_worth_a_message_now(kind: str, state: State, status: Status) -> None:
    """The newest stage of any order is never called superseded, nor cancelled unless it is."""
    got = order(kind, status, state=state)
    newest = newest_stage(facts(got))
    assert newest is None or why_not(newest, got, something_sent=True) is None


@pytest.mark.parametrize(
    ("moved", "status", "kind", "delayed"),
    [
        (timedelta(days=1), S.ACCEPTED_BY_MERCHANT, "own", True),
        (timedelta(days=1), S.APPROVED_BY_BANK, "own", True),
        (timedelta(days=-1), S.ACCEPTED_BY_MERCHANT, "own", False),
        (timedelta(hours=13), S.ACCEPTED_BY_MERCHANT, "own", False),
        (timedelta(hours=14), S.ACCEPTED_BY_MERCHANT, "own", True),
        (timedelta(days=1), S.COMPLETED, "own", False),
        (timedelta(days=1), S.CANCELLING, "own", False),
        (timedelta(days=1), S.ACCEPTED_BY_MERCHANT, "unknown", False),
    ],
)
def test_a_later_promise(moved: timedelta, status: Status, kind: str, delayed: bool) -> None:
    """Only a later day in Almaty is a delay: 10:00 there plus 13 hours is the same day."""
    got = order(kind, status, planned_at=CREATED_AT + moved)
    assert is_delayed(got, CREATED_AT) is delayed
    assert (E.DELAYED in unrecorded(got, set(), CREATED_AT)) is delayed


def test_a_promise_that_was_not_there_before_is_no_delay() -> None:
    """Nor one that is gone."""
    assert not is_delayed(order(planned_at=NOW), None)
    assert not is_delayed(order(), NOW)


def test_what_is_recorded_is_not_new() -> None:
    """An order that goes back and forth brings each event once."""
    assert unrecorded(order(), BEGUN, None) == READY
    assert unrecorded(order(), BEGUN | READY, None) == frozenset()


def test_stages() -> None:
    """The newest one speaks for the earlier ones; follow-ups and delays are none."""
    assert newest_stage([]) is None
    assert newest_stage([E.DELAYED, E.REVIEW_REQUEST, E.PICKUP_REMINDER]) is None
    assert newest_stage([E.ACCEPTED, E.NEW_ORDER]) is E.NEW_ORDER
    assert newest_stage(facts(order("kaspi", S.COMPLETED, **HANDED))) is E.COMPLETED
    assert superseded_by(E.ACCEPTED) == frozenset()
    assert superseded_by(E.READY_FOR_PICKUP) == {E.ACCEPTED, E.NEW_ORDER, E.ASSEMBLED}
    assert superseded_by(E.REVIEW_REQUEST) == superseded_by(E.DELAYED) == frozenset()
    assert len(superseded_by(E.RETURNED)) == 8


def test_every_event_has_its_freshness() -> None:
    """As reliability.md B.6.7 has it."""
    assert set(FRESH_FOR) == set(Event)
    hours = {event: fresh / timedelta(hours=1) for event, fresh in FRESH_FOR.items()}
    assert (hours[E.NEW_ORDER], hours[E.READY_FOR_PICKUP], hours[E.HANDED_TO_DELIVERY]) == (24, 48, 24)
    assert (hours[E.COMPLETED], hours[E.REVIEW_REQUEST], hours[E.CANCELLED]) == (72, 72, 12)
    assert dict(FOLLOW_UPS) == {E.READY_FOR_PICKUP: E.PICKUP_REMINDER, E.COMPLETED: E.REVIEW_REQUEST}


def test_the_age_of_an_event_is_taken_pessimistically() -> None:
    """Kaspi's own date, else the last look without it, else the approval, else the creation."""
    seen = NOW - timedelta(minutes=3)
    got = order("kaspi", S.COMPLETED, handed_over_at=NOW, completed_at=NOW + timedelta(hours=1))
    for event, at in {
        E.HANDED_TO_DELIVERY: NOW,
        E.COMPLETED: NOW + timedelta(hours=1),
        E.REVIEW_REQUEST: NOW + timedelta(hours=1),
        E.ACCEPTED: seen,
    }.items():
        assert happened_at(got, event, first_seen=False, last_seen_at=seen) == at
    bare = order()
    for event in (E.HANDED_TO_DELIVERY, E.COMPLETED, E.NEW_ORDER):
        assert happened_at(bare, event, first_seen=False, last_seen_at=seen) == seen
        assert happened_at(bare, event, first_seen=True, last_seen_at=seen) == APPROVED_AT
        assert happened_at(bare, event, first_seen=False, last_seen_at=None) == APPROVED_AT
    assert happened_at(order(approved_at=None), E.ACCEPTED, first_seen=True, last_seen_at=None) == CREATED_AT


ARCHIVED: dict[str, Any] = {"state": State.ARCHIVE}


@pytest.mark.parametrize(
    ("event", "got", "holds"),
    [
        (E.NEW_ORDER, order(status=S.APPROVED_BY_BANK, state=State.NEW), True),
        (E.NEW_ORDER, order(), True),
        (E.NEW_ORDER, order(status=S.APPROVED_BY_BANK, state=State.SIGN_REQUIRED), False),
        (E.NEW_ORDER, order(status=S.COMPLETED), False),
        (E.ACCEPTED, order(), True),
        (E.ACCEPTED, order(status=S.APPROVED_BY_BANK), False),
        (E.ACCEPTED, order(status=S.RETURNED), False),
        (E.DELAYED, order(status=S.APPROVED_BY_BANK), True),
        (E.DELAYED, order(), True),
        (E.DELAYED, order(status=S.COMPLETED), False),
        (E.READY_FOR_PICKUP, order(), True),
        (E.READY_FOR_PICKUP, order(is_preorder=True), False),
        (E.READY_FOR_PICKUP, order(status=S.COMPLETED, **ARCHIVED), False),
        (E.PICKUP_REMINDER, order(), True),
        (E.PICKUP_REMINDER, order(delivery_mode=DeliveryMode.DELIVERY_LOCAL, state=State.DELIVERY), False),
        (E.ASSEMBLED, order("kaspi", is_assembled=True), True),
        (E.ASSEMBLED, order("kaspi", **HANDED), False),
        (E.HANDED_TO_DELIVERY, order("kaspi", **HANDED), True),
        (E.HANDED_TO_DELIVERY, order("kaspi", S.COMPLETED, **HANDED), False),
        (E.COMPLETED, order(status=S.COMPLETED, **ARCHIVED), True),
        (E.REVIEW_REQUEST, order(status=S.COMPLETED, **ARCHIVED), True),
        (E.REVIEW_REQUEST, order("kaspi", S.KASPI_DELIVERY_RETURN_REQUESTED), False),
        (E.RETURN_REQUESTED, order("kaspi", S.KASPI_DELIVERY_RETURN_REQUESTED), True),
        (E.RETURN_REQUESTED, order("kaspi", S.RETURN_ACCEPTED_BY_MERCHANT), True),
        (E.RETURN_REQUESTED, order("kaspi", S.RETURNED), False),
        (E.RETURNED, order("kaspi", S.RETURNED), True),
        (E.RETURNED, order("kaspi", S.COMPLETED), False),
    ],
)
def test_what_still_makes_sense(event: Event, got: Order, holds: bool) -> None:
    """The order as it is now decides, not as it was when the message was planned."""
    assert why_not(event, got, something_sent=True) is (None if holds else Reason.SUPERSEDED)


@pytest.mark.parametrize("status", [S.CANCELLED, S.CANCELLING])
def test_of_a_cancelled_order_only_that_is_told(status: Status) -> None:
    """And only to a buyer who had heard of the order."""
    got = order(status=status)
    for event in set(Event) - {E.CANCELLED}:
        assert why_not(event, got, something_sent=True) is Reason.CANCELLED
    told = why_not(E.CANCELLED, got, something_sent=True)
    assert told is (None if status is S.CANCELLED else Reason.SUPERSEDED)
    assert why_not(E.CANCELLED, got, something_sent=False) is Reason.SUPERSEDED
    assert why_not(E.CANCELLED, order(), something_sent=True) is Reason.SUPERSEDED
