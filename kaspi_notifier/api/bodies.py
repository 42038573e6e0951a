"""What requests bring and answers hold, with the names that the first version of this interface had."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from kaspi_notifier.domain.rules import Event

MOST_DAYS = 366
_BIGGEST_ID = 2**63 - 1


def _whole(text: str) -> str:
    # JSON can hold half of a surrogate pair; no text of ours, no file and no answer can.
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("the text is not valid Unicode")
    return text


Text = Annotated[str, AfterValidator(_whole)]
Id = Annotated[int, Field(ge=1, le=_BIGGEST_ID)]
ShortText = Annotated[Text, Field(min_length=1, max_length=100)]
Phone = Annotated[Text, Field(min_length=1, max_length=40, examples=["+7 700 000 00 01"])]
TemplateText = Annotated[Text, Field(min_length=1, max_length=20_000)]
Samples = Annotated[dict[ShortText, Text | int | float], Field(max_length=50)]
Delivery = Literal["any", "pickup", "own_delivery", "kaspi_delivery", "express", "postomat"]


class _Body(BaseModel):
    # Unknown keys are let be: clients of the first version send more than is of use here.
    model_config = ConfigDict(frozen=True)


class Refusal(_Body):
    """Why a request was not carried out."""

    detail: str


class WrongPlace(_Body):
    """One thing that is wrong in a request, and where."""

    loc: list[str | int]
    msg: str
    type: str


class WrongRequest(_Body):
    """A request that was not understood; a text alone where no place can be named."""

    detail: list[WrongPlace] | str


class ConnectIn(_Body):
    """`webhook_url`: where WAHA shall bring events, if the receiver is switched on; needed by nobody else."""

    webhook_url: Annotated[Text, Field(max_length=500)] | None = None


class SessionOut(_Body):
    """The shop's WhatsApp session. `qr` is the text of the code to scan while `problem` is needs_scan."""

    store_id: int
    session_name: str
    status: str | None
    is_connected: bool
    problem: str | None
    phone: str | None
    profile_name: str
    engine: str
    version: str
    qr: str | None
    pairing_code: str | None
    webhook_url: str | None


class TemplateIn(_Body):
    """A template. Without an `event` it speaks of a new order, as the only template used to."""

    template_name: Annotated[Text, Field(min_length=1, max_length=100, pattern=r"\S")]
    template_text: TemplateText
    is_active: bool = True
    event: Event = Event.NEW_ORDER
    delivery: Delivery = "any"
    language: Literal["ru", "kk", "both"] = "ru"
    delay_minutes: Annotated[int, Field(ge=0, le=43_200)] = 0


class TemplateChange(_Body):
    """What is to be changed; keys that are missing or null stay as they are."""

    template_name: Annotated[Text, Field(min_length=1, max_length=100, pattern=r"\S")] | None = None
    template_text: TemplateText | None = None
    is_active: bool | None = None
    event: Event | None = None
    delivery: Delivery | None = None
    language: Literal["ru", "kk", "both"] | None = None
    delay_minutes: Annotated[int, Field(ge=0, le=43_200)] | None = None


class TemplateOut(_Body):
    """A stored template. All shops share them: `store_id` is the one that was asked about, if any."""

    id: int
    store_id: int | None
    template_name: str
    template_text: str
    is_active: bool
    event: str
    delivery: str
    language: str
    delay_minutes: int


class PreviewIn(_Body):
    """A text with variables; `sample_data` overrides the made-up values."""

    template_text: TemplateText
    sample_data: Samples | None = None


class ProblemOut(_Body):
    """What is wrong in a template, by line and column from 1."""

    line: int
    column: int
    kind: str
    name: str
    nearest: str | None


class PreviewOut(_Body):
    """The message, or why there would be none."""

    preview: str | None
    problems: list[ProblemOut]
    detail: str | None


class VariableOut(_Body):
    """A variable with an example, and the names it had in older templates."""

    name: str
    example: str
    aliases: list[str]


class SettingsIn(_Body):
    """What is to be changed; missing and null keys stay as they are. `webhook_url` is of no use here."""

    waha_server_url: Annotated[Text, Field(max_length=500)] | None = None
    waha_session_name: Annotated[Text, Field(max_length=100)] | None = None
    is_enabled: bool | None = None
    webhook_url: Annotated[Text, Field(max_length=500)] | None = None


class SettingsOut(_Body):
    """The shop's settings, without its secrets."""

    store_id: int
    store_name: str
    waha_server_url: str
    waha_session_name: str
    is_enabled: bool
    webhook_url: str | None


class TestIn(_Body):
    """A test message to any number; `sample_data` as in a preview."""

    phone_number: Phone
    template_text: TemplateText
    sample_data: Samples | None = None


class QueuedOut(_Body):
    """The message waits for its turn like any other; its fate is in the log under this id."""

    success: Literal[True] = True
    message_id: int
    message_text: str


class PhoneIn(_Body):
    """A number in any spelling."""

    phone_number: Phone


class PhoneOut(_Body):
    """Whether the number is a Kazakh mobile one, and has WhatsApp."""

    phone_number: str | None
    is_valid: bool
    exists: bool
    detail: str


class DayOut(_Body):
    """One day in Almaty."""

    date: str
    sent: int
    delivered: int
    read: int
    failed: int


class RecipientOut(_Body):
    """How much one buyer got."""

    customer_phone: str
    messages: int


class StatisticsOut(_Body):
    """The last days in Almaty. A message that was read counts as delivered, a delivered one as sent.

    It counts on the day on which it left; one that never left and is missed, or waits, when it was made.
    """

    store_id: int
    days: int
    total: int
    sent: int
    delivered: int
    read: int
    failed: int
    pending: int
    delivery_rate: float
    by_day: list[DayOut]
    top_recipients: list[RecipientOut]


class MessageOut(_Body):
    """One message of the log: `status` in five words, `state` and `reason` in this program's own."""

    id: int
    order_id: str | None
    customer_phone: str | None
    message_text: str | None
    template_id: int | None
    template_name: str
    kind: str
    event: str | None
    status: Literal["pending", "sent", "delivered", "read", "failed"]
    state: str
    reason: str | None
    error_message: str | None
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None


class LogsOut(_Body):
    """Messages, the newest first. `next_cursor` leads to the page behind; null: there is none."""

    store_id: int
    logs: list[MessageOut]
    next_cursor: int | None


class OrdersOut(_Body):
    """How many orders were read, could not be read, and how many messages they queued."""

    store_id: int
    processed: int
    unreadable: int
    queued: int


class ShopHealth(_Body):
    """One shop at a glance."""

    store_id: int
    store_name: str
    orders: str
    whatsapp: str
    sending: str


class HealthOut(_Body):
    """`ok`: every shop reads its orders and is connected. The shops are listed only for who has the key."""

    status: Literal["ok", "attention"]
    version: str
    shops: list[ShopHealth] | None


OrdersIn = Any
"""Kaspi's own JSON: a page, a list of orders, or one order."""
