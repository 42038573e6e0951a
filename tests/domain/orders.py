"""Orders for the tests of the domain."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kaspi_notifier.domain.order import DeliveryMode, Order, State, Status
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template

CREATED_AT = datetime(2026, 3, 12, 5, 0, tzinfo=UTC)
APPROVED_AT = CREATED_AT + timedelta(minutes=10)
NOW = CREATED_AT + timedelta(hours=1)

# Attributes of an order by the kind of its delivery, as after acceptance (kaspi-api.md 2.6).
KINDS: dict[str, dict[str, Any]] = {
    "pickup": {"delivery_mode": DeliveryMode.DELIVERY_PICKUP, "state": State.PICKUP},
    "own": {"delivery_mode": DeliveryMode.DELIVERY_LOCAL, "state": State.DELIVERY},
    "kaspi": {
        "delivery_mode": DeliveryMode.DELIVERY_REGIONAL_TODOOR,
        "is_kaspi_delivery": True,
        "state": State.KASPI_DELIVERY,
    },
    "unknown": {"delivery_mode": DeliveryMode("DELIVERY_BY_DRONE"), "state": State.DELIVERY},
}


def order(kind: str = "pickup", status: Status = Status.ACCEPTED_BY_MERCHANT, **attributes: Any) -> Order:
    """An accepted order of a kind, with some attributes of its own."""
    given: dict[str, Any] = {
        "code": "900000001",
        "kaspi_id": "aWQ",
        "status": status,
        "created_at": CREATED_AT,
        "approved_at": APPROVED_AT,
        "buyer_phone": "7000000001",
    }
    return Order(**given | KINDS[kind] | attributes)


def template(event: Event, **attributes: Any) -> Template:
    """A template of an event that is switched on for any delivery."""
    given: dict[str, Any] = {"name": event.value, "event": event, "text": "…"}
    return Template(**given | attributes)
