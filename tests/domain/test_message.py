"""A message's life: allowed moves and what ticks do."""

from itertools import product

import pytest

from kaspi_notifier.domain.message import (
    MOVES,
    OPEN_STATES,
    REALLY_SENT,
    Ack,
    ForbiddenMove,
    MessageState,
    check_move,
    state_after_ack,
    state_of_ack,
)

S = MessageState


@pytest.mark.parametrize(("before", "after"), [*product(MessageState, MessageState)])
def test_moves(before: MessageState, after: MessageState) -> None:
    """Exactly the moves of the table pass."""
    if after in MOVES[before]:
        check_move(before, after)
    else:
        with pytest.raises(ForbiddenMove) as raised:
            check_move(before, after)
        assert (raised.value.before, raised.value.after) == (before, after)
        assert str(raised.value) == f"a message can't move from {before} to {after}"


def test_the_table_keeps_the_promises() -> None:
    """What left never comes back to the queue; only through SENDING does anything leave; READ is the end."""
    assert set(MOVES) == set(MessageState)
    assert MOVES[S.READ] == frozenset()
    for sent in REALLY_SENT:
        assert not MOVES[sent] & {S.QUEUED, S.SENDING, S.FAILED, S.SKIPPED}
    assert [state for state in MessageState if S.SENDING in MOVES[state]] == [S.QUEUED]
    assert not REALLY_SENT & OPEN_STATES
    assert S.SENDING not in MOVES[S.UNKNOWN]


@pytest.mark.parametrize(
    ("ack", "state"),
    [
        *((Ack.ERROR, None), (Ack.PENDING, None), (5, None), (-7, None)),
        *((Ack.SERVER, S.SENT), (Ack.DEVICE, S.DELIVERED), (Ack.READ, S.READ), (Ack.PLAYED, S.READ)),
    ],
)
def test_what_an_ack_means(ack: int, state: MessageState | None) -> None:
    """Numbers WAHA may add mean nothing."""
    assert state_of_ack(ack) is state


@pytest.mark.parametrize(
    ("state", "ack", "after"),
    [
        (S.ACCEPTED, Ack.ERROR, S.NEEDS_DECISION),
        (S.SENT, Ack.ERROR, None),
        (S.QUEUED, Ack.ERROR, None),
        (S.ACCEPTED, Ack.PENDING, None),
        (S.ACCEPTED, Ack.SERVER, S.SENT),
        (S.ACCEPTED, Ack.READ, S.READ),
        (S.SENT, Ack.DEVICE, S.DELIVERED),
        (S.DELIVERED, Ack.DEVICE, None),
        (S.DELIVERED, Ack.SERVER, None),
        (S.READ, Ack.DEVICE, None),
        (S.UNKNOWN, Ack.DEVICE, S.DELIVERED),
        (S.NEEDS_DECISION, Ack.SERVER, S.SENT),
        (S.SENDING, Ack.SERVER, S.SENT),
        (S.HELD, Ack.SERVER, S.SENT),
        (S.QUEUED, Ack.SERVER, S.SENT),
        (S.SKIPPED, Ack.READ, None),
    ],
)
def test_what_an_ack_does(state: MessageState, ack: int, after: MessageState | None) -> None:
    """Only forward, and only for a message that was on its way."""
    assert state_after_ack(state, ack) is after


@pytest.mark.parametrize(("state", "ack"), [*product(MessageState, range(-2, 6))])
def test_an_ack_never_asks_for_a_forbidden_move(state: MessageState, ack: int) -> None:
    """Whatever arrives in whatever state; the same ack again changes nothing."""
    after = state_after_ack(state, ack)
    if after is not None:
        check_move(state, after)
        assert state_after_ack(after, ack) is None
