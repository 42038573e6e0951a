"""What the tests of the store have on their desk: a moment, orders, templates and a store with a shop."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.order import DeliveryMode, Order, State, Status
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import Kaspi, Settings, Shop, Waha
from kaspi_notifier.domain.template import Template
from kaspi_notifier.store import FileSecrets, Ingested, Message, Store

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SHOP = 1
SECOND_SHOP = 2

TEMPLATES = [
    Template(id=number, name=event.value, event=event, text="text")
    for number, event in enumerate(Event, start=1)
]
"""One template for every event."""


def order(code: str = "100000001", **attributes: Any) -> Order:
    """A fresh pickup order of a buyer with a mobile phone."""
    values: dict[str, Any] = {
        "code": code,
        "kaspi_id": f"k{code}",
        "state": State.NEW,
        "status": Status.APPROVED_BY_BANK,
        "delivery_mode": DeliveryMode.DELIVERY_PICKUP,
        "created_at": NOW - 5 * MINUTE,
        "approved_at": NOW - 4 * MINUTE,
        "total_price": Decimal("12990.50"),
        "buyer_first_name": "Айгүл",
        "buyer_last_name": "Сапарова",
        "pickup_address": "Алматы",
    }
    values["buyer_phone"] = "70000000" + code[-2:]
    return Order(**{**values, **attributes})


def settings_of(*names: str) -> Settings:
    """Settings with these shops, each with its own token and key."""
    return Settings(
        shops=tuple(
            Shop(name=name, kaspi=Kaspi(token=f"token-{name.encode().hex()}"), waha=Waha(api_key="key"))
            for name in names
        )
    )


@contextmanager
def opened(folder: Path, *names: str) -> Iterator[Store]:
    """A store in the folder with shops of these names."""
    with Store.open(folder / "store.db", FileSecrets(folder / "secrets.json"), NOW) as store:
        store.settings.save(settings_of(*names))
        yield store


def ingest(
    store: Store,
    *orders: Order,
    now: datetime = NOW,
    baseline: bool = False,
    shop: int = SHOP,
    templates: list[Template] = TEMPLATES,
) -> Ingested:
    """Take orders in with a template for every event."""
    return store.orders.ingest(shop, orders, now=now, baseline=baseline, templates=templates, language="ru")


def queued(store: Store, code: str = "100000001", *, shop: int = SHOP) -> Message:
    """A queued message about a new order, due now."""
    ingest(store, order(code), shop=shop)
    return next(message for message in store.outbox.of_order(shop, code))


def frozen(store: Store, code: str = "100000001", *, shop: int = SHOP) -> Message:
    """A queued message that is ready to be claimed, with the id `W<code>`."""
    message = queued(store, code, shop=shop)
    store.outbox.freeze(message.id, chat_id="77000000001@c.us", text="text", wa_id=f"W{code}")
    return got(store, message.id)


def got(store: Store, message_id: int) -> Message:
    """The message, which exists."""
    message = store.outbox.get(message_id)
    assert message is not None
    return message


def in_state(store: Store, state: MessageState, code: str = "100000001") -> Message:
    """A frozen message that was brought to this state the way the engine does."""
    number = frozen(store, code).id
    outbox = store.outbox
    match state:
        case MessageState.QUEUED:
            return got(store, number)
        case MessageState.SKIPPED:
            outbox.skip(number, reason=Reason.BY_PERSON, now=NOW)
        case MessageState.FAILED:
            outbox.fail(number, reason=None, error="refused", now=NOW)
        case MessageState.HELD:
            outbox.hold(number, error="463", now=NOW)
        case MessageState.SENDING:
            outbox.claim(number, NOW)
        case MessageState.UNKNOWN | MessageState.NEEDS_DECISION:
            outbox.claim(number, NOW)
            outbox.doubt(number, settle_until=NOW + MINUTE, error="timeout", now=NOW)
            if state is MessageState.NEEDS_DECISION:
                outbox.ask(number, error="not found", now=NOW)
        case _:
            outbox.claim(number, NOW)
            acks = {MessageState.SENT: 1, MessageState.DELIVERED: 2, MessageState.READ: 3}
            outbox.accept(number, wa_id=f"W{code}", ack=acks.get(state), now=NOW)
    message = got(store, number)
    assert message.state is state
    return message
