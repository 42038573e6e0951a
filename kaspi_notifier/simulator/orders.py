"""One simulated Kaspi order: its life, and its JSON exactly as the samples show it."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

MERCHANT = "99999999"
POINT = f"{MERCHANT}_PP1"
_ADDRESS: dict[str, Any] = {
    "streetName": "ул. Вымышленная",
    "streetNumber": "1",
    "town": "Алматы",
    "district": None,
    "building": None,
    "apartment": None,
    "formattedAddress": "Алматы, ул. Вымышленная, 1",
    "latitude": 43.238949,
    "longitude": 76.889709,
}
_BUYER_ADDRESS = _ADDRESS | {
    "streetName": "ул. Примерная",
    "streetNumber": "10",
    "apartment": "5",
    "formattedAddress": "Алматы, ул. Примерная, 10, 5",
}
_ORIGIN = {
    "id": POINT,
    "displayName": "PP1",
    "address": _ADDRESS,
    "city": {"id": "NzUwMDAwMDAw", "code": "750000000", "name": "Алматы", "active": True},
}

Quantity = int | float | Decimal
Entries = Iterable[tuple[str, Quantity]]


class Missing:
    """A value that stands for the absence of the key."""


MISSING: Final = Missing()

# delivery kind -> (deliveryMode, isKaspiDelivery, express, state after acceptance)
_KINDS: dict[str, tuple[str, bool, bool, str]] = {
    "pickup": ("DELIVERY_PICKUP", False, False, "PICKUP"),
    "own_delivery": ("DELIVERY_LOCAL", False, False, "DELIVERY"),
    "kaspi_delivery": ("DELIVERY_REGIONAL_TODOOR", True, False, "KASPI_DELIVERY"),
    "express": ("DELIVERY_LOCAL", True, True, "KASPI_DELIVERY"),
    "postomat": ("DELIVERY_PICKUP", True, False, "KASPI_DELIVERY"),
    "regional_pickup": ("DELIVERY_REGIONAL_PICKUP", True, False, "KASPI_DELIVERY"),
    "unknown": ("DELIVERY_FUTURE_MODE", True, False, "KASPI_DELIVERY"),
}
DELIVERIES = tuple(_KINDS)


def token_of(text: str) -> str:
    """Kaspi's opaque id of something: unpadded base64."""
    return b64encode(text.encode()).decode().rstrip("=")


def text_of(token: str) -> str:
    """What an opaque id stands for; empty when it stands for nothing."""
    try:
        return b64decode(token + "=" * (-len(token) % 4), validate=True).decode()
    except ValueError:
        return ""


def milliseconds(moment: datetime) -> int:
    """Epoch milliseconds, the only form of time Kaspi has."""
    return int(moment.timestamp() * 1000)


def to_bytes(value: object) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=float).encode()


class SimulatedOrder:
    """An order that a test or the demo moves through its life; every move is seen at the next request."""

    __slots__ = (
        "_entries", "_extra", "_now", "_serialised", "approved_at", "assembled", "cancellation_reason",
        "code", "completed_at", "created_at", "delivery", "first_name", "handed_over_at", "kaspi_id",
        "last_name", "phone", "planned_at", "preorder", "sign_required", "state", "status", "total",
    )  # fmt: skip

    def __init__(
        self,
        *,
        code: str,
        delivery: str,
        phone: str | None,
        name: str,
        entries: Entries,
        created_at: datetime,
        status: str,
        total: Decimal,
        preorder: bool,
        sign_required: bool,
        attributes: dict[str, Any],
        now: Callable[[], datetime],
    ) -> None:
        self._now = now
        self._serialised: bytes | None = None
        self._extra = attributes
        self._entries = tuple(entries)
        self.code = code
        self.kaspi_id = token_of(code)
        self.delivery = delivery
        self.phone = phone
        self.first_name, _, self.last_name = name.partition(" ")
        self.created_at = created_at
        # Some seconds after the order was made, but never in the future.
        self.approved_at = max(created_at, min(created_at + timedelta(seconds=4), now()))
        self.planned_at: datetime | None = None if delivery == "pickup" else created_at + timedelta(days=4)
        self.total = total
        self.preorder = preorder
        self.sign_required = sign_required
        self.assembled = False
        self.handed_over_at: datetime | None = None
        self.completed_at: datetime | None = None
        self.cancellation_reason: str | None = None
        self._begin(status)

    def _begin(self, status: str) -> None:
        self.status = "APPROVED_BY_BANK"
        self.state = "SIGN_REQUIRED" if self.sign_required else "NEW"
        if status != "APPROVED_BY_BANK":
            self.accept()
            self.status = status

    @property
    def entries(self) -> tuple[tuple[str, Quantity], ...]:
        """Names and quantities; empty while Kaspi does not show them yet."""
        return self._entries

    @entries.setter
    def entries(self, value: Entries) -> None:
        self._entries = tuple(value)

    def sign(self) -> None:
        """The buyer signed the credit papers: the order becomes a new one."""
        self._change(state="NEW")

    def accept(self) -> None:
        """The shop takes the order; it moves to the tab of its delivery kind."""
        self._change(status="ACCEPTED_BY_MERCHANT", state=_KINDS[self.delivery][3])

    def ready(self) -> None:
        """The goods wait in the shop: a pickup order is accepted and no pre-order any more."""
        self._change(preorder=False)
        self.accept()

    def assemble(self) -> None:
        """Packed, the waybill is made; status and state stay."""
        self._change(assembled=True)

    def hand_over(self) -> None:
        """Given to Kaspi's courier; only the transmission date shows it."""
        self._change(assembled=True, handed_over_at=self._now())

    def complete(self) -> None:
        """The buyer has it."""
        self._change(status="COMPLETED", state="ARCHIVE", completed_at=self._now())

    def start_cancelling(self, reason: str = "BUYER_CANCELLATION_HIMSELF") -> None:
        """A cancellation is under way, the parcel is coming back."""
        self._change(status="CANCELLING", cancellation_reason=reason)

    def cancel(self, reason: str = "BUYER_CANCELLATION_HIMSELF") -> None:
        """Cancelled for good."""
        self._change(status="CANCELLED", state="ARCHIVE", cancellation_reason=reason)

    def request_return(self) -> None:
        """The buyer wants to give it back."""
        self._change(status="KASPI_DELIVERY_RETURN_REQUESTED", state="ARCHIVE")

    def accept_return(self) -> None:
        """The shop agreed to the return."""
        self._change(status="RETURN_ACCEPTED_BY_MERCHANT", state="ARCHIVE")

    def return_(self) -> None:
        """The goods are back."""
        self._change(status="RETURNED", state="ARCHIVE")

    def postpone(self, days: float) -> None:
        """The promised day moves."""
        self._change(planned_at=(self.planned_at or self.created_at) + timedelta(days=days))

    def set(self, **attributes: Any) -> None:
        """Override raw Kaspi attributes; `MISSING` removes the key."""
        self._extra = self._extra | attributes
        self._serialised = None

    def _change(self, **fields: object) -> None:
        for name, value in fields.items():
            setattr(self, name, value)
        self._serialised = None

    def serialised(self) -> bytes:
        """The order's JSON; made once for each state of the order."""
        if self._serialised is None:
            self._serialised = to_bytes(self.document())
        return self._serialised

    def document(self) -> dict[str, Any]:
        """The order as a JSON:API resource."""
        link = f"/v2/orders/{self.kaspi_id}"
        attributes = self._attributes() | self._extra
        customer = attributes.get("customer")
        return {
            "type": "orders",
            "id": self.kaspi_id,
            "attributes": {name: value for name, value in attributes.items() if value is not MISSING},
            "relationships": {
                "user": {
                    "links": {"self": f"{link}/relationships/user", "related": f"{link}/user"},
                    "data": {"type": "customers", "id": customer["id"]}
                    if isinstance(customer, dict)
                    else None,
                },
                "entries": {"links": {"self": f"{link}/relationships/entries", "related": f"{link}/entries"}},
            },
            "links": {"self": link},
        }

    def _attributes(self) -> dict[str, Any]:
        mode, is_kaspi, _, _ = _KINDS[self.delivery]
        return {
            "code": self.code,
            "totalPrice": float(self.total),
            "paymentMode": "PAY_WITH_CREDIT" if self.sign_required else "PREPAID",
            "originAddress": _ORIGIN,
            "plannedDeliveryDate": milliseconds(self.planned_at) if self.planned_at else MISSING,
            "creationDate": milliseconds(self.created_at),
            "deliveryCostForSeller": 1199.0 if is_kaspi else 0.0,
            "isKaspiDelivery": is_kaspi,
            "deliveryMode": mode,
            "deliveryAddress": _BUYER_ADDRESS if self.delivery == "own_delivery" else MISSING,
            "signatureRequired": self.sign_required,
            "creditTerm": 12 if self.sign_required else MISSING,
            "kaspiDelivery": self._kaspi_delivery() if is_kaspi else MISSING,
            "preOrder": self.preorder,
            "pickupPointId": POINT,
            "state": self.state,
            "assembled": self.assembled,
            "approvedByBankDate": milliseconds(self.approved_at),
            "status": self.status,
            "customer": self.customer(),
            "deliveryCost": 0.0,
            "reservationDate": self._reserved_until(),
            "completionDate": milliseconds(self.completed_at) if self.completed_at else MISSING,
            "cancellationReason": self.cancellation_reason or MISSING,
        }

    def _reserved_until(self) -> int | Missing:
        if self.delivery != "pickup" or self.state == "ARCHIVE":
            return MISSING
        return milliseconds(self.created_at + timedelta(days=5))

    def customer(self) -> dict[str, Any]:
        """The buyer as inside the order's attributes."""
        return {
            "id": token_of(self.phone or f"buyer-{self.code}"),
            "name": None,
            "cellPhone": self.phone,
            "firstName": self.first_name,
            "lastName": self.last_name,
        }

    def _kaspi_delivery(self) -> dict[str, Any]:
        number = self.code.rjust(10, "0")
        return {
            "waybill": f"https://kaspi.kz/example/waybill/{number}.pdf" if self.assembled else None,
            "waybillNumber": number if self.assembled else None,
            "courierTransmissionDate": milliseconds(self.handed_over_at) if self.handed_over_at else None,
            "courierTransmissionPlanningDate": milliseconds(self.created_at + timedelta(days=1)),
            "express": _KINDS[self.delivery][2],
            "returnedToWarehouse": False,
            "firstMileCourier": None,
        }


def customer_document(order: SimulatedOrder) -> dict[str, Any]:
    """The buyer as an `included` resource."""
    customer = order.customer()
    identifier = customer.pop("id")
    return {
        "type": "customers",
        "id": identifier,
        "attributes": customer,
        "relationships": {},
        "links": {"self": f"/v2/customers/{identifier}"},
    }


def entry_documents(order: SimulatedOrder) -> list[dict[str, Any]]:
    """The lines of an order as Kaspi's `/orders/{id}/entries` shows them."""
    share = order.total / max(len(order.entries), 1)
    return [_entry(order.code, number, name, quantity, share)
            for number, (name, quantity) in enumerate(order.entries)]  # fmt: skip


def _entry(code: str, number: int, name: str, quantity: Quantity, price: Decimal) -> dict[str, Any]:
    identifier = token_of(f"{code}##{number}")
    link = f"/v2/orderentries/{identifier}"
    is_by_weight = quantity != int(quantity)
    return {
        "type": "orderentries",
        "id": identifier,
        "attributes": {
            "quantity": float(quantity) if is_by_weight else int(quantity),
            "totalPrice": float(price),
            "entryNumber": number,
            "weight": 0.2,
            "deliveryCost": 0.0,
            "basePrice": round(float(price) / float(quantity), 2),
            "unitType": "MEASURABLE" if is_by_weight else "PIECES",
            "minAllowedWeight": None,
            "isImeiRequired": False,
            "category": {"code": "Master - Home appliances", "title": "Техника для дома"},
            "offer": {"code": f"SKU-{code[-4:]}-{number}", "name": name},
        },
        "relationships": {
            "product": _related(link, "product", "masterproducts", token_of(f"1{code}{number}")),
            "deliveryPointOfService": _related(
                link, "deliveryPointOfService", "pointofservices", token_of(POINT)
            ),
        },
        "links": {"self": link},
    }


def _related(link: str, name: str, kind: str, identifier: str) -> dict[str, Any]:
    return {
        "links": {"self": f"{link}/relationships/{name}", "related": f"{link}/{name}"},
        "data": {"type": kind, "id": identifier},
    }


def product_document(order: SimulatedOrder, number: int) -> dict[str, Any]:
    """Kaspi's own card of the product of one line."""
    identifier = token_of(f"1{order.code}{number}")
    return {
        "type": "masterproducts",
        "id": identifier,
        "attributes": {
            "code": f"1{order.code}{number}",
            "name": order.entries[number][0],
            "manufacturer": "Fiction",
            "category": "Master - Home appliances",
        },
        "relationships": {
            "merchantProduct": {
                "links": {"related": f"/v2/masterproducts/{identifier}/merchantProduct"},
                "data": None,
            }
        },
        "links": {"self": f"/v2/masterproducts/{identifier}"},
    }
