"""The values the store gives out, and how a row becomes one."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from kaspi_notifier.domain.decide import Note
from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.domain.order import Entry, Order
from kaspi_notifier.domain.restriction import Restriction
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import Shop
from kaspi_notifier.domain.template import TemplateLanguage
from kaspi_notifier.store.columns import moment, moment_or_none
from kaspi_notifier.store.database import Row


class Decision(StrEnum):
    """What a person decides about a message."""

    ARRIVED = "arrived"
    SEND_AGAIN = "send_again"
    DROP = "drop"


class Message(Struct, frozen=True, kw_only=True):
    """One row of the messages log. `wa_id` is ours; `reply_wa_id` a different one the server answered.

    `event` is there for the kind EVENT only, `draft` for all others: the text until it is frozen.
    `joined_to` is the message that speaks for this one too.
    """

    id: int
    shop_id: int
    order_code: str | None
    event: Event | None
    template_id: int | None
    template_name: str
    phone: str | None
    chat_id: str | None
    text: str | None
    wa_id: str | None
    reply_wa_id: str | None
    state: MessageState
    reason: Reason | None
    error: str
    attempts: int
    resends: int
    is_doubted: bool
    created_at: datetime
    happened_at: datetime
    due_at: datetime
    expires_at: datetime
    attempt_at: datetime | None
    settle_until: datetime | None
    absences: int
    accepted_at: datetime | None
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    next_ack_at: datetime | None
    kind: Kind
    draft: str | None
    joined_to: int | None
    wiped_at: datetime | None

    def __repr__(self) -> str:
        what = self.event or self.kind
        return f"Message(id={self.id}, {what.value!r}, state={self.state.value!r})"


MESSAGE_COLUMNS = Message.__struct_fields__
"""The columns of `message_of`, in its order."""


def message_of(row: Row) -> Message:
    """The message in a row of `MESSAGE_COLUMNS`."""
    return Message(
        id=row[0],
        shop_id=row[1],
        order_code=row[2],
        event=Event(row[3]) if row[3] else None,
        template_id=row[4],
        template_name=row[5],
        phone=row[6],
        chat_id=row[7],
        text=row[8],
        wa_id=row[9],
        reply_wa_id=row[10],
        state=MessageState(row[11]),
        reason=Reason(row[12]) if row[12] else None,
        error=row[13],
        attempts=row[14],
        resends=row[15],
        is_doubted=bool(row[16]),
        created_at=moment(row[17]),
        happened_at=moment(row[18]),
        due_at=moment(row[19]),
        expires_at=moment(row[20]),
        attempt_at=moment_or_none(row[21]),
        settle_until=moment_or_none(row[22]),
        absences=row[23],
        accepted_at=moment_or_none(row[24]),
        sent_at=moment_or_none(row[25]),
        delivered_at=moment_or_none(row[26]),
        read_at=moment_or_none(row[27]),
        next_ack_at=moment_or_none(row[28]),
        kind=Kind(row[29]),
        draft=row[30],
        joined_to=row[31],
        wiped_at=moment_or_none(row[32]),
    )


class Draft(Struct, frozen=True, kw_only=True):
    """A message to be written that is about no event. `phone` in canonical digits; a `chat_id` wins over it.

    Without times it is due at once and worth sending for a day. `by` is program or person.
    """

    kind: Kind
    text: str
    phone: str | None = None
    chat_id: str | None = None
    order_code: str | None = None
    template_id: int | None = None
    template_name: str = ""
    due_at: datetime | None = None
    expires_at: datetime | None = None
    by: str = "program"

    def __repr__(self) -> str:
        return f"Draft(kind={self.kind.value!r})"


class HistoryRow(Struct, frozen=True, kw_only=True):
    """One move of one message; `before` is None where the message began. `by` is program or person."""

    id: int
    at: datetime
    before: MessageState | None
    after: MessageState
    reason: Reason | None
    detail: str
    by: str


class Move(Struct, frozen=True, kw_only=True):
    """One move with what a reader needs to place it, and nothing personal."""

    id: int
    at: datetime
    shop_name: str
    order_code: str | None
    event: Event | None
    before: MessageState | None
    after: MessageState
    reason: Reason | None


class Ingested(Struct, frozen=True, kw_only=True):
    """What a page of orders brought: orders new and changed, messages queued and skipped."""

    new_orders: int = 0
    queued: int = 0
    skipped: int = 0
    changed: int = 0


class StoredOrder(Struct, frozen=True, kw_only=True):
    """An order as last seen. `entries` is empty until they were read."""

    id: int
    shop_id: int
    order: Order
    entries: tuple[Entry, ...]
    first_seen_at: datetime
    last_seen_at: datetime

    def __repr__(self) -> str:
        return f"StoredOrder(id={self.id})"


class RecordedEvent(Struct, frozen=True, kw_only=True):
    """What happened to an order, when at the earliest, and when it was seen."""

    event: Event
    happened_at: datetime
    observed_at: datetime
    note: Note


class Reply(Struct, frozen=True, kw_only=True):
    """What a buyer wrote; `media` names a thing that came instead of text or with it."""

    at: datetime
    text: str
    media: str | None = None

    def __repr__(self) -> str:
        return "Reply()"


class ListedOrder(Struct, frozen=True, kw_only=True):
    """An order in a list: with the message that tells most about it, and whether the buyer has answered."""

    stored: StoredOrder
    message: Message | None
    has_reply: bool

    def __repr__(self) -> str:
        return f"ListedOrder(id={self.stored.id})"


class Happening(Struct, frozen=True, kw_only=True):
    """Something that happened lately: an order's event with its message, or a buyer's answer."""

    at: datetime
    order_code: str | None
    buyer: str
    event: Event | None = None
    message: Message | None = None
    reply: str | None = None
    media: str | None = None

    def __repr__(self) -> str:
        return f"Happening(event={self.event!r})"


class OrderStory(Struct, frozen=True, kw_only=True):
    """Everything known of one order. `typed_phone` is what a person typed because Kaspi hides the buyer's."""

    stored: StoredOrder
    typed_phone: str | None
    events: tuple[RecordedEvent, ...]
    messages: tuple[Message, ...]
    replies: tuple[Reply, ...]

    def __repr__(self) -> str:
        return f"OrderStory(id={self.stored.id})"


class StoredShop(Struct, frozen=True, kw_only=True):
    """A shop of the settings with what the program itself remembers of it."""

    id: int
    shop: Shop
    baseline_at: datetime | None
    pause_reason: str | None
    pause_since: datetime | None
    pause_until: datetime | None
    last_pass_at: datetime | None = None

    def __repr__(self) -> str:
        return f"StoredShop(id={self.id})"


class Contact(Struct, frozen=True, kw_only=True):
    """What is known of a buyer's phone."""

    phone: str
    opted_out_at: datetime | None
    has_replied: bool
    checked_at: datetime | None
    has_whatsapp: bool | None
    chat_id: str | None

    def __repr__(self) -> str:
        return "Contact()"


class JournalRow(Struct, frozen=True, kw_only=True):
    """One line of a session's journal; `what` is the engine's word for it."""

    id: int
    at: datetime
    what: str


class SessionMemory(Struct, frozen=True, kw_only=True):
    """What is remembered of the shop's WhatsApp session between runs.

    `ids_honoured` and `finds_messages` are what this server has proved, None while it has not;
    `proved_at` is the last time. `struck_at`: when WhatsApp last refused a new chat.
    """

    pinned_phone: str | None = None
    paired_at: datetime | None = None
    ids_honoured: bool | None = None
    stopped_by_person: bool = False
    restarted_at: datetime | None = None
    server_version: str | None = None
    engine: str | None = None
    finds_messages: bool | None = None
    proved_at: datetime | None = None
    canary_id: int | None = None
    canary_at: datetime | None = None
    struck_at: datetime | None = None
    restriction: Restriction | None = None

    def __repr__(self) -> str:
        return "SessionMemory()"


class TemplateVersion(Struct, frozen=True, kw_only=True):
    """A text that a template had until `replaced_at`."""

    replaced_at: datetime
    name: str
    language: TemplateLanguage
    text: str
