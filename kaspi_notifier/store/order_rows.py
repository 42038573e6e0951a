"""How an order stands in its row, exactly and in both directions."""

from decimal import Decimal
from functools import lru_cache

import msgspec

from kaspi_notifier.domain.decide import before_baseline
from kaspi_notifier.domain.order import FINAL_STATUSES, DeliveryMode, Entry, Order, State, Status
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.store.columns import folded, iso, json_array, moment, moment_or_none, ms, ms_or_none
from kaspi_notifier.store.database import Row
from kaspi_notifier.store.models import StoredOrder

_FIELDS = tuple(name for name in Order.__struct_fields__ if name != "code")
_HEAD = ("orders.id", "orders.shop_id", "code", "first_seen_at", "last_seen_at", "entries")
_ALL = ("SELECT", ", ".join([*_HEAD, *_FIELDS]))

CODE = _HEAD.index("code")
LAST_SEEN_AT = _HEAD.index("last_seen_at")
FIRST_FIELD = len(_HEAD)
PLANNED_AT = FIRST_FIELD + _FIELDS.index("planned_at")
"""Where these stand in a row of the queries below."""

BY_CODES = " ".join([*_ALL, "FROM orders WHERE shop_id = ? AND code IN (SELECT value FROM json_each(?))"])
"""The shop's orders with a code in a JSON array; rows for `stored_order_of`."""

WIPED = (
    "SELECT code FROM orders WHERE shop_id = ? AND code IN (SELECT value FROM json_each(?))"
    " AND wiped_at IS NOT NULL"
)
"""Codes of the shop's orders in a JSON array whose buyer was wiped."""

BY_IDS = " ".join([*_ALL, "FROM orders WHERE id IN (SELECT value FROM json_each(?))"])
"""Every order with an id in a JSON array; rows for `stored_order_of`."""

EXPORT = " ".join(
    [
        *_ALL,
        ", shops.name FROM orders JOIN shops ON shops.shop_id = orders.shop_id",
        "WHERE orders.id > ? ORDER BY orders.id LIMIT ?",
    ]
)
"""Orders after an id, with the shop's name at the end of each row; for `export_of`."""

_COLUMNS = (
    "shop_id", "code", "first_seen_at", "last_seen_at", "is_final", "search", "baseline_events", *_FIELDS
)  # fmt: skip
INSERT = " ".join(
    ["INSERT INTO", "orders (", ", ".join(_COLUMNS), ") VALUES (", ", ".join("?" * len(_COLUMNS)), ")"]
)
UPDATE = " ".join(
    [
        "UPDATE",
        "orders SET last_seen_at = ?, is_final = ?, search = ?,",
        ", ".join(f"{name} = ?" for name in _FIELDS),
        "WHERE id = ?",
    ]
)


def stored_order_of(row: Row) -> StoredOrder:
    """The order in a row of `BY_IDS`."""
    return StoredOrder(
        id=row[0],
        shop_id=row[1],
        order=_bare_order_of(row),
        entries=tuple(
            # Written as [name, quantity, product code]; older rows lack the code.
            Entry(name=line[0], quantity=Decimal(line[1]), product_code=line[2] if len(line) > 2 else "")
            for line in (msgspec.json.decode(row[5]) if row[5] else ())
        ),
        first_seen_at=moment(row[3]),
        last_seen_at=moment(row[4]),
    )


def export_of(row: Row) -> dict[str, object]:
    """A row of `EXPORT` under the keys of the export."""
    stored = stored_order_of(row)
    order = stored.order
    return {
        "shop": row[-1],
        "code": order.code,
        "state": order.state.value,
        "status": order.status.value,
        "delivery": order.delivery.value,
        "created_at": iso(row[10]),
        "planned_at": iso(row[17]),
        "completed_at": iso(row[20]),
        "first_seen_at": iso(row[3]),
        "last_seen_at": iso(row[4]),
        "total_price": row[21],
        "buyer_name": f"{order.buyer_first_name} {order.buyer_last_name}".strip(),
        "buyer_phone": order.buyer_phone,
        "items": [{"name": entry.name, "quantity": str(entry.quantity)} for entry in stored.entries],
    }


def _bare_order_of(row: Row) -> Order:
    return Order(
        code=row[2],
        kaspi_id=row[6],
        state=State(row[7]),
        status=Status(row[8]),
        delivery_mode=DeliveryMode(row[9]),
        created_at=moment(row[10]),
        is_kaspi_delivery=bool(row[11]),
        is_express=bool(row[12]),
        is_assembled=bool(row[13]),
        is_preorder=bool(row[14]),
        needs_signature=bool(row[15]),
        approved_at=moment_or_none(row[16]),
        planned_at=moment_or_none(row[17]),
        reserved_until=moment_or_none(row[18]),
        handed_over_at=moment_or_none(row[19]),
        completed_at=moment_or_none(row[20]),
        total_price=None if row[21] is None else Decimal(row[21]),
        buyer_first_name=row[22],
        buyer_last_name=row[23],
        buyer_phone=row[24],
        has_phone_alias=bool(row[25]),
        pickup_address=row[26],
        delivery_address=row[27],
        cancellation_reason=row[28],
    )


def without_buyer(order: Order) -> Order:
    """The order without anything that tells who made it."""
    return msgspec.structs.replace(
        order, buyer_first_name="", buyer_last_name="", buyer_phone="", delivery_address=""
    )


def fields_of(order: Order) -> Row:
    """The order's columns after its code, as they stand in every row of the queries above."""
    return (
        order.kaspi_id,
        # `value` is a descriptor, ten times as slow; a first look at a shop writes thousands.
        order.state._value_,
        order.status._value_,
        order.delivery_mode._value_,
        ms(order.created_at),
        int(order.is_kaspi_delivery),
        int(order.is_express),
        int(order.is_assembled),
        int(order.is_preorder),
        int(order.needs_signature),
        ms_or_none(order.approved_at),
        ms_or_none(order.planned_at),
        ms_or_none(order.reserved_until),
        ms_or_none(order.handed_over_at),
        ms_or_none(order.completed_at),
        None if order.total_price is None else str(order.total_price),
        order.buyer_first_name,
        order.buyer_last_name,
        order.buyer_phone,
        int(order.has_phone_alias),
        order.pickup_address,
        order.delivery_address,
        order.cancellation_reason,
    )


def search_text(order: Order) -> str:
    """What a search for the order or its messages looks through."""
    phone = order.buyer_phone
    # Kaspi leaves out the country's code; people type it.
    digits = "7" + phone if len(phone) == 10 else phone
    return f"{order.code} {digits} " + f"{folded(order.buyer_first_name)} {folded(order.buyer_last_name)}"


def new_row(shop_id: int, order: Order, at: int, *, baseline: bool) -> Row:
    """Parameters of `INSERT`. In a first look at the shop what had happened stands in the order's own row."""
    is_final = int(order.status in FINAL_STATUSES)
    before = _json_of(before_baseline(order)) if baseline else None
    return (shop_id, order.code, at, at, is_final, search_text(order), before, *fields_of(order))


@lru_cache(maxsize=256)
def _json_of(events: tuple[Event, ...]) -> str:
    return json_array(event.value for event in events)


def changed_row(order: Order, at: int, stored: Row) -> Row:
    """Parameters of `UPDATE`."""
    return (at, int(order.status in FINAL_STATUSES), search_text(order), *fields_of(order), stored[0])
