"""Every state against every operation: a move of the table with its history, or nothing at all."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaspi_notifier.domain.message import MOVES, ForbiddenMove, MessageState, Reason
from kaspi_notifier.store import AlreadyFrozen, Decision, Store
from tests.store.desk import DAY, MINUTE, NOW, SHOP, got, in_state, opened

S = MessageState
LATER = NOW + 2 * MINUTE
TICKS = {S.SENT, S.DELIVERED, S.READ}

Operation = Callable[[Store, int], object]

OPERATIONS: dict[str, Operation] = {
    "claim": lambda s, n: s.outbox.claim(n, LATER),
    "accept": lambda s, n: s.outbox.accept(n, wa_id="W100000001", ack=None, now=LATER),
    "accept with two ticks": lambda s, n: s.outbox.accept(n, wa_id="W100000001", ack=2, now=LATER),
    "requeue": lambda s, n: s.outbox.requeue(n, due_at=LATER, error="refused", now=LATER),
    "doubt": lambda s, n: s.outbox.doubt(n, settle_until=LATER, error="timeout", now=LATER),
    "ask": lambda s, n: s.outbox.ask(n, error="absent", now=LATER),
    "fail": lambda s, n: s.outbox.fail(n, reason=Reason.NO_WHATSAPP, error="", now=LATER),
    "skip": lambda s, n: s.outbox.skip(n, reason=Reason.OPTED_OUT, now=LATER),
    "hold": lambda s, n: s.outbox.hold(n, error="463", now=LATER),
    "resend": lambda s, n: s.outbox.resend(n, LATER),
    "arrived": lambda s, n: s.outbox.decide(n, Decision.ARRIVED, LATER),
    "send again": lambda s, n: s.outbox.decide(n, Decision.SEND_AGAIN, LATER),
    "drop": lambda s, n: s.outbox.decide(n, Decision.DROP, LATER),
    "ack error": lambda s, n: s.outbox.ack(SHOP, "W100000001", -1, LATER),
    "ack pending": lambda s, n: s.outbox.ack(SHOP, "W100000001", 0, LATER),
    "ack server": lambda s, n: s.outbox.ack(SHOP, "W100000001", 1, LATER),
    "ack device": lambda s, n: s.outbox.ack(SHOP, "W100000001", 2, LATER),
    "ack read": lambda s, n: s.outbox.ack(SHOP, "W100000001", 3, LATER),
    "ack played": lambda s, n: s.outbox.ack(SHOP, "W100000001", 4, LATER),
    "release": lambda s, n: s.outbox.release_held(SHOP, LATER),
    "sweep": lambda s, n: s.outbox.sweep(SHOP, now=LATER, settle=timedelta(0)),
    "expire": lambda s, n: s.outbox.expire(SHOP, NOW + 9 * DAY),
}

_TICKABLE = {S.QUEUED, S.SENDING, S.UNKNOWN, S.NEEDS_DECISION, S.ACCEPTED, S.HELD}
MOVES_OF: dict[str, dict[S, S]] = {
    "claim": {S.QUEUED: S.SENDING},
    "accept": dict.fromkeys((S.SENDING, S.UNKNOWN, S.NEEDS_DECISION), S.ACCEPTED),
    "accept with two ticks": dict.fromkeys(_TICKABLE | {S.SENT}, S.DELIVERED),
    "requeue": {S.SENDING: S.QUEUED},
    "doubt": {S.SENDING: S.UNKNOWN},
    "ask": dict.fromkeys((S.QUEUED, S.UNKNOWN, S.ACCEPTED, S.HELD), S.NEEDS_DECISION),
    "fail": dict.fromkeys((S.QUEUED, S.SENDING, S.HELD), S.FAILED),
    "skip": dict.fromkeys((S.QUEUED, S.NEEDS_DECISION, S.HELD), S.SKIPPED),
    "hold": dict.fromkeys((S.QUEUED, S.SENDING, S.ACCEPTED), S.HELD),
    "resend": {S.UNKNOWN: S.QUEUED},
    "arrived": {S.NEEDS_DECISION: S.ACCEPTED},
    "send again": dict.fromkeys((S.NEEDS_DECISION, S.FAILED, S.SKIPPED, S.HELD), S.QUEUED),
    "drop": dict.fromkeys((S.NEEDS_DECISION, S.QUEUED, S.HELD), S.SKIPPED),
    "ack error": {S.ACCEPTED: S.NEEDS_DECISION},
    "ack pending": {},
    "ack server": dict.fromkeys(_TICKABLE, S.SENT),
    "ack device": dict.fromkeys(_TICKABLE | {S.SENT}, S.DELIVERED),
    "ack read": dict.fromkeys(_TICKABLE | {S.SENT, S.DELIVERED}, S.READ),
    "ack played": dict.fromkeys(_TICKABLE | {S.SENT, S.DELIVERED}, S.READ),
    "release": {S.HELD: S.QUEUED},
    "sweep": {S.SENDING: S.UNKNOWN},
    "expire": dict.fromkeys((S.QUEUED, S.HELD), S.SKIPPED),
}
PERSON = {"arrived", "send again", "drop"}


def attempt(store: Store, name: str, number: int) -> object:
    """The answer of an operation; False where it is forbidden."""
    try:
        return OPERATIONS[name](store, number)
    except ForbiddenMove:
        return False


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("state", MessageState)
def test_an_operation_moves_as_the_table_says_or_changes_nothing(
    store: Store, state: MessageState, name: str
) -> None:
    before = in_state(store, state)
    history = store.reports.history(before.id)

    answer = attempt(store, name, before.id)

    after = got(store, before.id)
    expected = MOVES_OF[name].get(state)
    if expected is None:
        assert not answer
        assert after == before
        assert store.reports.history(before.id) == history
        return
    assert answer
    assert expected in MOVES[state]
    assert after.state is expected
    assert (after.wa_id, after.text, after.chat_id) == (before.wa_id, before.text, before.chat_id)
    *old, new = store.reports.history(before.id)
    assert old == history
    assert (new.before, new.after, new.reason) == (state, expected, after.reason)
    assert new.by == ("person" if name in PERSON else "program")


@pytest.mark.parametrize("name", ["claim", "requeue", "doubt", "fail", "skip", "hold", "resend"])
def test_what_an_operation_can_not_do_from_a_state_it_refuses_aloud(store: Store, name: str) -> None:
    wrong = {"claim": S.FAILED, "skip": S.SENDING, "fail": S.UNKNOWN, "hold": S.UNKNOWN}.get(name, S.HELD)
    message = in_state(store, wrong)

    with pytest.raises(ForbiddenMove):
        OPERATIONS[name](store, message.id)


@pytest.mark.parametrize("name", ["accept", "requeue", "doubt", "ask", "fail", "hold"])
def test_an_ack_that_was_faster_than_the_answer_wins(store: Store, name: str) -> None:
    message = in_state(store, S.SENDING)
    store.outbox.ack(SHOP, "W100000001", 1, NOW)

    assert OPERATIONS[name](store, message.id) is False
    assert got(store, message.id).state is S.SENT


STEPS = [*OPERATIONS, "freeze", "postpone", "looked"]


def take_step(store: Store, name: str, number: int) -> None:
    """One step of a random life; what is forbidden is left."""
    outbox = store.outbox
    match name:
        case "freeze":
            try:
                outbox.freeze(number, chat_id="other@c.us", text="other", wa_id="OTHER")
            except AlreadyFrozen:
                return
        case "postpone":
            outbox.postpone(number, LATER)
        case "looked":
            outbox.looked(number, absences=1, settle_until=LATER)
        case _:
            attempt(store, name, number)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lives=st.lists(st.lists(st.sampled_from(STEPS), max_size=25), min_size=1, max_size=4))
def test_whatever_happens_history_is_an_unbroken_chain_of_allowed_moves(lives: list[list[str]]) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder), "Арман Техно") as store:
        numbers = [
            in_state(store, S.QUEUED, f"10000000{position}").id for position in range(1, len(lives) + 1)
        ]
        for number, life in zip(numbers, lives, strict=True):
            for name in life:
                take_step(store, name, number)
        for position, number in enumerate(numbers, start=1):
            message = got(store, number)
            history = store.reports.history(number)
            assert [history[0].before, history[0].after] == [None, S.QUEUED]
            assert all(new.before is old.after for old, new in pairwise(history))
            assert all(row.after in MOVES[row.before] for row in history if row.before)
            assert history[-1].after is message.state
            assert message.attempts == sum(row.after is S.SENDING for row in history)
            assert (message.wa_id, message.text) == (f"W10000000{position}", "text")
