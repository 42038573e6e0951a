"""Orders as last seen, what happened to them, and the message rows that follow from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from kaspi_notifier.domain.decide import Decision, Known, decide
from kaspi_notifier.domain.message import MessageState, Reason, check_move
from kaspi_notifier.domain.order import FINAL_STATUSES, DeliveryMode, Entry, Order, State, Status
from kaspi_notifier.domain.rules import Event, superseded_by
from kaspi_notifier.domain.template import Language, Template
from kaspi_notifier.store.columns import folded, iso, moment, moment_or_none, ms, ms_or_none
from kaspi_notifier.store.database import Database, Row
from kaspi_notifier.store.models import Ingested, StoredOrder

_STALE = timedelta(minutes=10) // timedelta(milliseconds=1)

_FIELDS = tuple(name for name in Order.__dataclass_fields__ if name != "code")
_SELECT = " ".join(
    [
        "SELECT id, shop_id, code, first_seen_at, last_seen_at, entries,",
        ", ".join(_FIELDS),
        "FROM orders",
    ]
)
_BY_CODE = _SELECT + " WHERE shop_id = ? AND code IN (SELECT value FROM json_each(?))"
BY_IDS = _SELECT + " WHERE id IN (SELECT value FROM json_each(?))"
"""Every order with an id in a JSON array; rows for `stored_order_of`."""

EXPORT = " ".join(
    [
        "SELECT orders.id, orders.shop_id, code, first_seen_at, last_seen_at, entries,",
        ", ".join(_FIELDS),
        ", shops.name FROM orders JOIN shops ON shops.shop_id = orders.shop_id",
        "WHERE orders.id > ? ORDER BY orders.id LIMIT ?",
    ]
)
"""Orders after an id, with the shop's name at the end of each row; for `export_of`."""

_COLUMNS = ("shop_id", "code", "first_seen_at", "last_seen_at", "is_final", "search", *_FIELDS)
_INSERT = " ".join(
    ["INSERT INTO", "orders (", ", ".join(_COLUMNS), ") VALUES (", ", ".join("?" * len(_COLUMNS)), ")"]
)
_UPDATE = " ".join(
    [
        "UPDATE",
        "orders SET last_seen_at = ?, is_final = ?, search = ?,",
        ", ".join(f"{name} = ?" for name in _FIELDS),
        "WHERE id = ?",
    ]
)


class Orders:
    """The table of orders. Only `ingest` changes what is known of one."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def ingest(
        self,
        shop_id: int,
        orders: Sequence[Order],
        *,
        now: datetime,
        baseline: bool,
        templates: Sequence[Template],
        language: Language,
    ) -> Ingested:
        """Take a page of orders in, in one transaction, with every event and message it brings.

        The last look wins by `now`. A look up to ten minutes older than the stored one is a late
        answer and is ignored; a bigger step back means that the clock was set, and counts.
        """
        at = ms(now)
        with self._db.transaction():
            page = self._compare(shop_id, orders, at)
            self._db.write(
                "UPDATE orders SET last_seen_at = ? WHERE id IN (SELECT value FROM json_each(?))",
                (at, _json(page.same)),
            )
            recorded = self._recorded(shop_id, page.changed)
            self._db.write_many(_INSERT, [_new_row(shop_id, order, at) for order in page.new])
            self._db.write_many(_UPDATE, [_changed_row(order, at, stored) for order, stored in page.changed])
            plan = _Plan(shop_id=shop_id, at=at)
            for order, stored in page.all():
                decisions = decide(
                    order,
                    recorded=recorded.get(order.code, frozenset()),
                    known=_known(stored) if stored else None,
                    baseline=baseline,
                    templates=templates,
                    language=language,
                    now=now,
                )
                plan.add(order, decisions, is_known=stored is not None)
            plan.write(self._db)
        return Ingested(
            new_orders=len(page.new), changed=len(page.changed), queued=plan.queued, skipped=plan.skipped
        )

    def _compare(self, shop_id: int, orders: Sequence[Order], at: int) -> "_Page":
        by_code = {order.code: order for order in orders}
        rows = self._db.rows(_BY_CODE, (shop_id, _json(by_code)))
        stored = {row[2]: row for row in rows}
        page = _Page(new=[], changed=[], same=[])
        for code, order in by_code.items():
            row = stored.get(code)
            if row is None:
                page.new.append(order)
            elif 0 < row[4] - at <= _STALE:
                continue
            elif row[6:] == _fields(order):
                page.same.append(row[0])
            else:
                page.changed.append((order, row))
        return page

    def _recorded(self, shop_id: int, changed: Sequence[tuple[Order, Row]]) -> dict[str, set[Event]]:
        events: dict[str, set[Event]] = {}
        if changed:
            rows = self._db.rows(
                "SELECT order_code, event FROM order_events"
                " WHERE shop_id = ? AND order_code IN (SELECT value FROM json_each(?))",
                (shop_id, _json(order.code for order, _ in changed)),
            )
            for code, event in rows:
                events.setdefault(code, set()).add(Event(event))
        return events

    def get(self, shop_id: int, code: str) -> StoredOrder | None:
        """The order with this code, or None."""
        row = self._db.row(_BY_CODE, (shop_id, _json([code])))
        return None if row is None else stored_order_of(row)

    def set_entries(self, shop_id: int, code: str, entries: Sequence[Entry]) -> None:
        """Remember the order's lines."""
        lines = [[entry.name, str(entry.quantity)] for entry in entries]
        with self._db.transaction():
            self._db.write(
                "UPDATE orders SET entries = ? WHERE shop_id = ? AND code = ?", (_json(lines), shop_id, code)
            )

    def to_follow(self, shop_id: int, *, older_than: datetime, not_before: datetime, limit: int) -> list[str]:
        """Codes of unfinished orders created in [not_before, older_than), least recently looked for first."""
        rows = self._db.rows(
            "SELECT code FROM orders WHERE shop_id = ? AND is_final = 0 AND created_at >= ? AND created_at < ?"
            " ORDER BY max(last_seen_at, looked_at), id LIMIT ?",
            (shop_id, ms(not_before), ms(older_than), limit),
        )
        return [code for (code,) in rows]

    def touch(self, shop_id: int, code: str, now: datetime) -> None:
        """Note that the order was looked for and not found; it goes to the end of `to_follow`."""
        with self._db.transaction():
            self._db.write(
                "UPDATE orders SET looked_at = ? WHERE shop_id = ? AND code = ?", (ms(now), shop_id, code)
            )

    def known_any(self, shop_id: int, codes: Iterable[str]) -> bool:
        """Whether the shop has an order with one of these codes."""
        found = self._db.value(
            "SELECT 1 FROM orders WHERE shop_id = ? AND code IN (SELECT value FROM json_each(?)) LIMIT 1",
            (shop_id, _json(codes)),
        )
        return found is not None

    def count(self, shop_id: int) -> int:
        """How many orders of the shop are stored."""
        number: int = self._db.value("SELECT count(*) FROM orders WHERE shop_id = ?", (shop_id,))
        return number


def stored_order_of(row: Row) -> StoredOrder:
    """The order in a row of `BY_IDS`."""
    return StoredOrder(
        id=row[0],
        shop_id=row[1],
        order=_order_of(row),
        entries=tuple(
            Entry(name=name, quantity=Decimal(quantity))
            for name, quantity in (msgspec.json.decode(row[5]) if row[5] else ())
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


def _order_of(row: Row) -> Order:
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


def _fields(order: Order) -> Row:
    return (
        order.kaspi_id,
        order.state.value,
        order.status.value,
        order.delivery_mode.value,
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


def _search(order: Order) -> str:
    return folded(f"{order.code} {order.buyer_phone} {order.buyer_first_name} {order.buyer_last_name}")


def _new_row(shop_id: int, order: Order, at: int) -> Row:
    is_final = int(order.status in FINAL_STATUSES)
    return (shop_id, order.code, at, at, is_final, _search(order), *_fields(order))


def _changed_row(order: Order, at: int, stored: Row) -> Row:
    return (at, int(order.status in FINAL_STATUSES), _search(order), *_fields(order), stored[0])


def _known(stored: Row) -> Known:
    return Known(last_seen_at=moment(stored[4]), planned_at=moment_or_none(stored[17]))


def _json(values: Iterable[object]) -> str:
    return msgspec.json.encode(list(values)).decode()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Page:
    """A page of orders, sorted by what is known of them; a changed one comes with its stored row."""

    new: list[Order]
    changed: list[tuple[Order, Row]]
    same: list[int]

    def all(self) -> list[tuple[Order, Row | None]]:
        return [*((order, None) for order in self.new), *self.changed]


class _Plan:
    """Events and messages that a page brings, collected first and written in few statements."""

    def __init__(self, *, shop_id: int, at: int) -> None:
        self.queued = 0
        self.skipped = 0
        self._shop_id = shop_id
        self._at = at
        self._events: list[Row] = []
        self._messages: list[Row] = []
        self._overtaken: list[tuple[str, Event]] = []

    def add(self, order: Order, decisions: Iterable[Decision], *, is_known: bool) -> None:
        for decision in decisions:
            self._events.append(
                (
                    self._shop_id,
                    order.code,
                    decision.event.value,
                    ms(decision.happened_at),
                    self._at,
                    decision.note.value,
                )
            )
            if decision.state is None:
                continue
            self._messages.append(self._message(order, decision))
            if decision.state is MessageState.QUEUED:
                self.queued += 1
                if is_known:
                    self._overtaken.extend((order.code, event) for event in superseded_by(decision.event))
            else:
                self.skipped += 1

    def _message(self, order: Order, decision: Decision) -> Row:
        template = decision.template
        return (
            self._shop_id,
            order.code,
            decision.event.value,
            template.id if template else None,
            template.name if template else "",
            decision.phone,
            decision.state.value if decision.state else None,
            decision.reason.value if decision.reason else None,
            self._at,
            ms(decision.happened_at),
            ms_or_none(decision.due_at),
            ms_or_none(decision.expires_at),
            _search(order),
        )

    def write(self, db: Database) -> None:
        if self._events:
            db.write_many("INSERT INTO order_events VALUES (?, ?, ?, ?, ?, ?)", self._events)
        for code, event in self._overtaken:
            self._supersede(db, code, event)
        for message in self._messages:
            new_id = db.insert(
                "INSERT INTO whatsapp_messages_log (shop_id, order_code, event, template_id, template_name,"
                " phone, state, reason, created_at, happened_at, due_at, expires_at, search)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                message,
            )
            self._record(db, new_id, None, message[6], message[7])

    def _supersede(self, db: Database, code: str, event: Event) -> None:
        row = db.row(
            "UPDATE whatsapp_messages_log SET state = 'skipped', reason = 'superseded'"
            " WHERE shop_id = ? AND order_code = ? AND event = ? AND state = 'queued' RETURNING id",
            (self._shop_id, code, event.value),
        )
        if row is not None:
            check_move(MessageState.QUEUED, MessageState.SKIPPED)
            self._record(db, row[0], "queued", "skipped", Reason.SUPERSEDED.value)

    def _record(
        self, db: Database, message_id: int, before: str | None, after: str, reason: str | None
    ) -> None:
        db.write(
            "INSERT INTO message_history (shop_id, message_id, at, before, after, reason, detail, by)"
            " VALUES (?, ?, ?, ?, ?, ?, '', 'program')",
            (self._shop_id, message_id, self._at, before, after, reason),
        )
