"""A message's life: its states, the reasons for silence, and the only moves allowed between states."""

from enum import IntEnum, StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What made a message. Only an order's event makes at most one; the others have a text from the start."""

    EVENT = "event"
    BY_HAND = "by_hand"
    """Written by a person, about an order or in answer to a buyer."""
    AUTO_REPLY = "auto_reply"
    """Tells a buyer who wrote outside the shop's hours when somebody will read it."""
    OPT_OUT = "opt_out"
    """The one confirmation that no more messages will come."""
    TEST = "test"
    """To the shop's own number."""
    DIGEST = "digest"
    """The day in figures, to the shop's own number."""


class MessageState(StrEnum):
    """Where a message is on its way from an order event to the buyer's phone."""

    QUEUED = "queued"
    """Waits for its time, its turn or an open session."""
    SENDING = "sending"
    """The claim is committed; the request may be on the wire."""
    UNKNOWN = "unknown"
    """The outcome is unknown and is being checked; nothing is sent meanwhile."""
    NEEDS_DECISION = "needs_decision"
    """The outcome can't be found out; a person decides."""
    ACCEPTED = "accepted"
    """WAHA took it; WhatsApp has not confirmed yet."""
    SENT = "sent"
    """WhatsApp's server has it (one tick)."""
    DELIVERED = "delivered"
    """It is on the buyer's device (two ticks)."""
    READ = "read"
    """The buyer opened it (two blue ticks)."""
    HELD = "held"
    """WhatsApp restricts new chats; waits for the end of it."""
    FAILED = "failed"
    """Surely not sent, and will not be."""
    SKIPPED = "skipped"
    """Will not be sent, for the stated reason."""


class Reason(StrEnum):
    """Why a message is skipped, failed or held."""

    CANCELLED = "cancelled"
    EXPIRED = "expired"
    OPTED_OUT = "opted_out"
    NO_PHONE = "no_phone"
    PHONE_HIDDEN = "phone_hidden"
    NO_WHATSAPP = "no_whatsapp"
    BASELINE = "baseline"
    SUPERSEDED = "superseded"
    TEMPLATE_ERROR = "template_error"
    RESTRICTED = "restricted"
    BY_PERSON = "by_person"


class Ack(IntEnum):
    """WhatsApp's receipt for a message, as WAHA numbers it."""

    ERROR = -1
    PENDING = 0
    SERVER = 1
    DEVICE = 2
    READ = 3
    PLAYED = 4


_S = MessageState
_TICKS = frozenset({_S.SENT, _S.DELIVERED, _S.READ})

MOVES = MappingProxyType(
    {
        # A tick may still come for a message that was doubtful and is to be sent again.
        _S.QUEUED: frozenset({_S.SENDING, _S.HELD, _S.FAILED, _S.SKIPPED, _S.NEEDS_DECISION}) | _TICKS,
        _S.SENDING: frozenset({_S.ACCEPTED, _S.QUEUED, _S.UNKNOWN, _S.FAILED, _S.HELD}) | _TICKS,
        _S.UNKNOWN: frozenset({_S.ACCEPTED, _S.QUEUED, _S.NEEDS_DECISION}) | _TICKS,
        _S.NEEDS_DECISION: frozenset({_S.ACCEPTED, _S.QUEUED, _S.SKIPPED}) | _TICKS,
        _S.ACCEPTED: frozenset({_S.NEEDS_DECISION, _S.HELD}) | _TICKS,
        _S.SENT: frozenset({_S.DELIVERED, _S.READ}),
        _S.DELIVERED: frozenset({_S.READ}),
        _S.READ: frozenset(),
        _S.HELD: frozenset({_S.QUEUED, _S.FAILED, _S.SKIPPED, _S.NEEDS_DECISION}) | _TICKS,
        _S.FAILED: frozenset({_S.QUEUED}),
        _S.SKIPPED: frozenset({_S.QUEUED}),
    }
)
"""The table of allowed moves; the store refuses any other."""

OPEN_STATES = frozenset({_S.QUEUED, _S.SENDING, _S.UNKNOWN, _S.NEEDS_DECISION, _S.HELD})
"""States in which something is still to be done before the message can be called sent or not sent."""

REALLY_SENT = frozenset({_S.ACCEPTED}) | _TICKS
"""States of a message that left this program for good."""


class ForbiddenMove(Exception):
    """A move that the table does not allow; a bug in the caller, never the person's fault."""

    def __init__(self, before: MessageState, after: MessageState) -> None:
        super().__init__(f"a message can't move from {before} to {after}")
        self.before = before
        self.after = after


def check_move(before: MessageState, after: MessageState) -> None:
    """Raise `ForbiddenMove` unless the table allows the move."""
    if after not in MOVES[before]:
        raise ForbiddenMove(before, after)


def state_of_ack(ack: int) -> MessageState | None:
    """The state an ack stands for; None for ERROR, PENDING and numbers WAHA may add."""
    match ack:
        case Ack.SERVER:
            return MessageState.SENT
        case Ack.DEVICE:
            return MessageState.DELIVERED
        case Ack.READ | Ack.PLAYED:
            return MessageState.READ
        case _:
            return None


_ORDER_OF_TICKS = {_S.SENT: 1, _S.DELIVERED: 2, _S.READ: 3}


def state_after_ack(state: MessageState, ack: int) -> MessageState | None:
    """The state to move to when this ack arrives, or None when it changes nothing.

    Acks arrive late, twice and out of order; only a higher one counts. An error counts only while
    nothing better is known: after a tick it is noise.
    """
    if ack == Ack.ERROR:
        return MessageState.NEEDS_DECISION if state is MessageState.ACCEPTED else None
    target = state_of_ack(ack)
    if target is None or target not in MOVES[state]:
        return None
    return target if _ORDER_OF_TICKS[target] > _ORDER_OF_TICKS.get(state, 0) else None
