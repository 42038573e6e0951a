"""The words for an order: how it stands in Kaspi, how it reaches the buyer, what went through WhatsApp."""

from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.order import Delivery, Order, State, Status
from kaspi_notifier.ui import bridge, labels, message_labels
from kaspi_notifier.ui.labels import QT_TRANSLATE_NOOP
from kaspi_notifier.ui.models.delegates import Pill
from kaspi_notifier.ui.theme import Tone

if TYPE_CHECKING:
    from kaspi_notifier.store import ListedOrder, StoredOrder

translate = QCoreApplication.translate

STATUSES: MappingProxyType[Status, tuple[Tone, str]] = MappingProxyType(
    {
        Status.APPROVED_BY_BANK: ("blue", QT_TRANSLATE_NOOP("orders", "New")),
        Status.ACCEPTED_BY_MERCHANT: ("blue", QT_TRANSLATE_NOOP("orders", "Accepted")),
        Status.COMPLETED: ("green", QT_TRANSLATE_NOOP("orders", "Handed out")),
        Status.CANCELLED: ("grey", QT_TRANSLATE_NOOP("orders", "Cancelled")),
        Status.CANCELLING: ("amber", QT_TRANSLATE_NOOP("orders", "Being cancelled")),
        Status.KASPI_DELIVERY_RETURN_REQUESTED: ("amber", QT_TRANSLATE_NOOP("orders", "Return requested")),
        Status.RETURN_ACCEPTED_BY_MERCHANT: ("amber", QT_TRANSLATE_NOOP("orders", "On the way back")),
        Status.RETURNED: ("grey", QT_TRANSLATE_NOOP("orders", "Returned")),
    }
)

GROUPS: MappingProxyType[str, tuple[str, frozenset[Status]]] = MappingProxyType(
    {
        "new": (QT_TRANSLATE_NOOP("orders", "New ones"), frozenset({Status.APPROVED_BY_BANK})),
        "in_work": (QT_TRANSLATE_NOOP("orders", "In work"), frozenset({Status.ACCEPTED_BY_MERCHANT})),
        "done": (QT_TRANSLATE_NOOP("orders", "Handed out ones"), frozenset({Status.COMPLETED})),
        "cancelled": (
            QT_TRANSLATE_NOOP("orders", "Cancelled ones"),
            frozenset({Status.CANCELLED, Status.CANCELLING}),
        ),
        "returns": (
            QT_TRANSLATE_NOOP("orders", "Returns"),
            frozenset(
                {
                    Status.KASPI_DELIVERY_RETURN_REQUESTED,
                    Status.RETURN_ACCEPTED_BY_MERCHANT,
                    Status.RETURNED,
                }
            ),
        ),
    }
)
"""What the list of orders can be narrowed to."""

DELIVERIES = MappingProxyType(
    {
        Delivery.PICKUP: QT_TRANSLATE_NOOP("orders", "Pickup"),
        Delivery.OWN_DELIVERY: QT_TRANSLATE_NOOP("orders", "Own delivery"),
        Delivery.KASPI_DELIVERY: QT_TRANSLATE_NOOP("orders", "Kaspi Delivery"),
        Delivery.EXPRESS: QT_TRANSLATE_NOOP("orders", "Express"),
        Delivery.POSTOMAT: QT_TRANSLATE_NOOP("orders", "Postomat"),
        Delivery.UNKNOWN: QT_TRANSLATE_NOOP("orders", "Unknown delivery"),
    }
)

_SHORT_REASONS: MappingProxyType[Reason | None, tuple[Tone, str]] = MappingProxyType(
    {
        Reason.NO_WHATSAPP: ("red", QT_TRANSLATE_NOOP("orders", "no WhatsApp")),
        Reason.PHONE_HIDDEN: ("grey", QT_TRANSLATE_NOOP("orders", "number hidden")),
        Reason.NO_PHONE: ("grey", QT_TRANSLATE_NOOP("orders", "no number")),
        Reason.OPTED_OUT: ("grey", QT_TRANSLATE_NOOP("orders", "asked not to")),
        Reason.TEMPLATE_ERROR: ("red", QT_TRANSLATE_NOOP("orders", "text is missing")),
    }
)


def status(order: Order) -> tuple[Tone, str]:
    """How the order stands, in the words of the shop's counter rather than of Kaspi's fields."""
    if order.state is State.SIGN_REQUIRED:
        return "amber", translate("orders", "Waits for a signature")
    if order.status is Status.ACCEPTED_BY_MERCHANT:
        return _in_work(order)
    if order.status not in STATUSES:
        return "grey", order.status.value
    tone, text = STATUSES[order.status]
    return tone, translate("orders", text)


def _in_work(order: Order) -> tuple[Tone, str]:
    if order.delivery is Delivery.PICKUP and order.state is State.PICKUP and not order.is_preorder:
        return "green", translate("orders", "Ready for pickup")
    if order.is_kaspi_delivery and order.handed_over_at is not None:
        return "blue", translate("orders", "Handed to delivery")
    if order.is_kaspi_delivery and order.is_assembled:
        return "blue", translate("orders", "Packed")
    if order.delivery is Delivery.OWN_DELIVERY and order.state is State.DELIVERY:
        return "blue", translate("orders", "Being delivered")
    return "blue", translate("orders", "Accepted")


def delivery(value: Delivery) -> str:
    """How the order reaches the buyer."""
    return translate("orders", DELIVERIES[value])


def buyer(order: Order) -> str:
    """`Данияр С.`: enough for the counter."""
    first, last = order.buyer_first_name.strip(), order.buyer_last_name.strip()
    return " ".join(filter(None, (first, f"{last[0]}." if last else ""))) or "—"


def goods(stored: "StoredOrder") -> str:
    """The first thing that was ordered and how many more there are; empty while that is not known."""
    if not stored.entries:
        return ""
    first = stored.entries[0]
    text = first.name if first.quantity == 1 else f"{first.name} × {first.quantity.normalize():f}"
    more = len(stored.entries) - 1
    if more:
        text += " " + translate("orders", "and {n} more").format(n=more)
    return text


def whatsapp(listed: "ListedOrder") -> Pill:
    """What the buyer has of us, in one mark or word, and whether an answer came."""
    message, note = listed.message, "messages" if listed.has_reply else ""
    if message is None:
        return Pill("grey", icon="minus", note=note)
    tone, icon = labels.LOOKS[message.state]
    if message.state is MessageState.NEEDS_DECISION:
        return Pill(tone, labels.state(message.state), icon, note)
    if message.reason in _SHORT_REASONS and message.state in (MessageState.FAILED, MessageState.SKIPPED):
        tone, text = _SHORT_REASONS[message.reason]
        return Pill(tone, translate("orders", text), "", note)
    if message.state is MessageState.FAILED:
        return Pill(tone, labels.state(message.state), "", note)
    return Pill(tone, "", icon, note)


def whatsapp_words(listed: "ListedOrder") -> str:
    """The same in a sentence, for a tooltip and for those who can't see the mark."""
    message = listed.message
    if message is None:
        return translate("orders", "no message about this order")
    parts = [message_labels.subject(message), labels.state(message.state)]
    parts.append(message_labels.why(message, bridge.now()))
    if listed.has_reply:
        parts.append(translate("orders", "the buyer has answered"))
    return " · ".join(parts)
