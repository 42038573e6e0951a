"""A Kaspi order as this program knows it, with Kaspi's own words for its state."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from kaspi_notifier.domain.openenum import OpenEnum


class State(OpenEnum):
    """Kaspi's `state`: the tab of the cabinet that shows the order. Not its life-cycle: see `Status`."""

    NEW = "NEW"
    SIGN_REQUIRED = "SIGN_REQUIRED"
    PICKUP = "PICKUP"
    DELIVERY = "DELIVERY"
    KASPI_DELIVERY = "KASPI_DELIVERY"
    ARCHIVE = "ARCHIVE"


class Status(OpenEnum):
    """Kaspi's `status`: the order's life-cycle. Only it says whether an order is finished."""

    APPROVED_BY_BANK = "APPROVED_BY_BANK"
    ACCEPTED_BY_MERCHANT = "ACCEPTED_BY_MERCHANT"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"
    CANCELLING = "CANCELLING"
    KASPI_DELIVERY_RETURN_REQUESTED = "KASPI_DELIVERY_RETURN_REQUESTED"
    RETURN_ACCEPTED_BY_MERCHANT = "RETURN_ACCEPTED_BY_MERCHANT"
    RETURNED = "RETURNED"


class DeliveryMode(OpenEnum):
    """Kaspi's `deliveryMode`; alone it does not tell who brings the parcel, see `Order.delivery`."""

    DELIVERY_LOCAL = "DELIVERY_LOCAL"
    DELIVERY_PICKUP = "DELIVERY_PICKUP"
    DELIVERY_REGIONAL_TODOOR = "DELIVERY_REGIONAL_TODOOR"
    DELIVERY_REGIONAL_PICKUP = "DELIVERY_REGIONAL_PICKUP"
    DELIVERY_POSTOMAT = "DELIVERY_POSTOMAT"


class Delivery(StrEnum):
    """How the order reaches the buyer; derived, Kaspi has no such field."""

    PICKUP = "pickup"
    OWN_DELIVERY = "own_delivery"
    KASPI_DELIVERY = "kaspi_delivery"
    EXPRESS = "express"
    POSTOMAT = "postomat"
    UNKNOWN = "unknown"


FINAL_STATUSES = frozenset({Status.COMPLETED, Status.CANCELLED, Status.RETURNED})
"""Statuses after which an order is no longer followed by its code."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an order. `quantity` may be fractional for goods sold by weight.

    `product_code` is the product's public number in Kaspi's catalogue, empty where it is not known.
    """

    name: str
    quantity: Decimal
    product_code: str = ""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One order as Kaspi answered it. `code` is the number the buyer sees and the only business key.

    `buyer_phone` is Kaspi's `cellPhone` as given; nothing else is ever used as a phone.
    Times are aware UTC; amounts are in tenge.
    """

    code: str
    kaspi_id: str
    state: State
    status: Status
    delivery_mode: DeliveryMode
    created_at: datetime
    is_kaspi_delivery: bool = False
    is_express: bool = False
    is_assembled: bool = False
    is_preorder: bool = False
    needs_signature: bool = False
    approved_at: datetime | None = None
    planned_at: datetime | None = None
    reserved_until: datetime | None = None
    handed_over_at: datetime | None = None
    completed_at: datetime | None = None
    total_price: Decimal | None = None
    buyer_first_name: str = ""
    buyer_last_name: str = ""
    buyer_phone: str = ""
    has_phone_alias: bool = False
    pickup_address: str = ""
    delivery_address: str = ""
    cancellation_reason: str = ""

    def __repr__(self) -> str:
        return f"Order(code={self.code!r})"

    @property
    def delivery(self) -> Delivery:
        """The delivery kind."""
        return delivery_of(
            self.delivery_mode, is_kaspi_delivery=self.is_kaspi_delivery, is_express=self.is_express
        )

    @property
    def is_final(self) -> bool:
        """Whether nothing more is expected to happen to the order."""
        return self.status in FINAL_STATUSES


def delivery_of(mode: DeliveryMode, *, is_kaspi_delivery: bool, is_express: bool) -> Delivery:
    """The delivery kind; a mode this program does not know is UNKNOWN and gets no message."""
    match mode, is_kaspi_delivery:
        case DeliveryMode.DELIVERY_PICKUP, False:
            return Delivery.PICKUP
        case ((DeliveryMode.DELIVERY_PICKUP | DeliveryMode.DELIVERY_POSTOMAT), _):
            return Delivery.POSTOMAT
        case DeliveryMode.DELIVERY_LOCAL, False:
            return Delivery.OWN_DELIVERY
        case _, True if mode.is_known:
            return Delivery.EXPRESS if is_express else Delivery.KASPI_DELIVERY
        case DeliveryMode.DELIVERY_REGIONAL_PICKUP, False:
            return Delivery.KASPI_DELIVERY
        case _:
            return Delivery.UNKNOWN
