"""From a look at an order to its events and the messages planned for them."""

from datetime import timedelta
from typing import Any

from kaspi_notifier.domain.decide import Decision, Known, Note, decide
from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.order import Order, State, Status
from kaspi_notifier.domain.rules import Event
from tests.domain.orders import APPROVED_AT, CREATED_AT, NOW, order, template

E, S = Event, Status
ALL = [template(event) for event in Event]
SEEN = Known(last_seen_at=NOW - timedelta(minutes=3), planned_at=None)


def look(got: Order, **given: Any) -> dict[Event, Decision]:
    """The decisions of one look, by event."""
    options: dict[str, Any] = {
        "recorded": frozenset(),
        "known": None,
        "baseline": False,
        "templates": ALL,
        "language": "ru",
        "now": NOW,
    }
    decisions = decide(got, **options | given)
    assert [d.event for d in decisions] == sorted((d.event for d in decisions), key=list(Event).index)
    return {decision.event: decision for decision in decisions}


def outcome(decisions: dict[Event, Decision]) -> dict[Event, Reason | None]:
    """Each event's message: None for a queued one, else why it is skipped."""
    for decision in decisions.values():
        assert decision.note is Note.MESSAGE
        assert decision.state is (MessageState.SKIPPED if decision.reason else MessageState.QUEUED)
    return {event: decision.reason for event, decision in decisions.items()}


def test_a_new_order_is_one_message() -> None:
    """With its template, the buyer's digits, and its time to live counted from the approval."""
    new = look(order(status=S.APPROVED_BY_BANK, state=State.NEW))
    assert new == {
        E.NEW_ORDER: Decision(
            event=E.NEW_ORDER,
            happened_at=APPROVED_AT,
            note=Note.MESSAGE,
            template=ALL[0],
            state=MessageState.QUEUED,
            phone="77000000001",
            due_at=NOW,
            expires_at=APPROVED_AT + timedelta(hours=24),
        )
    }


def test_nothing_new_nothing_decided() -> None:
    """Most looks are like this."""
    assert look(order(), recorded=frozenset(Event), known=SEEN) == {}


def test_an_accepted_order_of_a_delivery_is_greeted_once() -> None:
    """Auto-accepted: the "new order" message goes, "accepted" gives way to it."""
    assert outcome(look(order("own"))) == {E.NEW_ORDER: None, E.ACCEPTED: Reason.SUPERSEDED}
    only = [template(E.ACCEPTED)]
    decisions = look(order("own"), templates=only)
    assert decisions[E.NEW_ORDER].note is Note.NO_TEMPLATE
    assert (decisions[E.NEW_ORDER].state, decisions[E.NEW_ORDER].template) == (None, None)
    assert decisions[E.ACCEPTED].state is MessageState.QUEUED


def test_of_many_stages_only_the_newest_is_told() -> None:
    """A PC that was off for the whole life of an order."""
    got = order(status=S.COMPLETED, state=State.ARCHIVE, completed_at=NOW)
    assert outcome(look(got)) == {
        E.NEW_ORDER: Reason.SUPERSEDED,
        E.ACCEPTED: Reason.SUPERSEDED,
        E.READY_FOR_PICKUP: Reason.SUPERSEDED,
        E.COMPLETED: None,
        E.PICKUP_REMINDER: Reason.SUPERSEDED,
        E.REVIEW_REQUEST: None,
    }


def test_a_baseline_look_plans_nothing() -> None:
    """Nobody old is ever messaged."""
    decisions = look(order(), baseline=True)
    assert {decision.note for decision in decisions.values()} == {Note.BASELINE}
    assert all(decision.state is None for decision in decisions.values())
    assert set(decisions) == {E.NEW_ORDER, E.ACCEPTED, E.READY_FOR_PICKUP, E.PICKUP_REMINDER}


def test_delays_of_templates() -> None:
    """A stage waits from now, a follow-up from what it follows; both live on from there."""
    late = [template(E.READY_FOR_PICKUP, delay_minutes=30), template(E.PICKUP_REMINDER, delay_minutes=1440)]
    decisions = look(order(), templates=late, known=SEEN, recorded={E.NEW_ORDER, E.ACCEPTED})
    ready, reminder = decisions[E.READY_FOR_PICKUP], decisions[E.PICKUP_REMINDER]
    assert ready.happened_at == reminder.happened_at == SEEN.last_seen_at
    assert ready.due_at == NOW + timedelta(minutes=30)
    assert ready.expires_at == SEEN.last_seen_at + timedelta(minutes=30, hours=48)
    assert reminder.due_at == SEEN.last_seen_at + timedelta(days=1)
    assert reminder.expires_at == SEEN.last_seen_at + timedelta(days=2)


def test_a_follow_up_that_is_overdue_is_due_now() -> None:
    """The PC was off when its time came, and it is still fresh."""
    got = order(status=S.COMPLETED, state=State.ARCHIVE, completed_at=NOW - timedelta(hours=30))
    review = look(got, templates=[template(E.REVIEW_REQUEST, delay_minutes=1440)])[E.REVIEW_REQUEST]
    assert (review.due_at, review.reason) == (NOW, None)


def test_stale_events_are_skipped() -> None:
    """Exactly at the end of its freshness a message is too old."""
    for age, reason in ((timedelta(hours=24), Reason.EXPIRED), (timedelta(hours=23, minutes=59), None)):
        decision = look(order("own", approved_at=None), now=CREATED_AT + age)[E.NEW_ORDER]
        assert decision.reason is reason


def test_a_buyer_without_a_usable_phone() -> None:
    """The row says why; it has no phone."""
    for phone, reason in {"": Reason.NO_PHONE, "0000000000": Reason.PHONE_HIDDEN}.items():
        decision = look(order("own", buyer_phone=phone))[E.NEW_ORDER]
        assert (decision.reason, decision.phone) == (reason, None)
        assert decision.state is MessageState.SKIPPED


def test_superseded_is_said_before_a_missing_phone() -> None:
    """The reason nearest to the person's question: it would not have been sent anyway."""
    assert look(order("own", buyer_phone=""))[E.ACCEPTED].reason is Reason.SUPERSEDED


def test_a_delay_is_told_beside_a_stage() -> None:
    """It is no stage: it neither supersedes nor is superseded."""
    known = Known(last_seen_at=NOW, planned_at=NOW)
    got = order("kaspi", planned_at=NOW + timedelta(days=2), is_assembled=True)
    decisions = look(got, known=known, recorded={E.NEW_ORDER, E.ACCEPTED})
    assert outcome(decisions) == {E.ASSEMBLED: None, E.DELAYED: None}


def test_a_cancellation() -> None:
    """Planned when it is seen; whether the buyer had heard of the order is asked when it leaves."""
    got = order(status=S.CANCELLED, state=State.ARCHIVE)
    decision = look(got, known=SEEN, recorded={E.NEW_ORDER})[E.CANCELLED]
    assert decision.state is MessageState.QUEUED
    assert decision.expires_at == SEEN.last_seen_at + timedelta(hours=12)


def test_no_templates_at_all() -> None:
    """Events are recorded all the same."""
    assert {d.note for d in look(order(), templates=[]).values()} == {Note.NO_TEMPLATE}
