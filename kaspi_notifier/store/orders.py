"""Orders as last seen, what happened to them, and the message rows that follow from it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from kaspi_notifier.domain.decide import Known, decide
from kaspi_notifier.domain.order import Entry, Order
from kaspi_notifier.domain.phone import NoChat, mobile
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Language, Template
from kaspi_notifier.store import order_rows
from kaspi_notifier.store.columns import folded, json_array, moment, moment_or_none, ms
from kaspi_notifier.store.database import Database, Row
from kaspi_notifier.store.models import Ingested, StoredOrder
from kaspi_notifier.store.plan import Plan

_RECORDED = "SELECT order_code, event FROM recorded_events WHERE shop_id = ? AND order_code IN"
_LATE = timedelta(minutes=10) // timedelta(milliseconds=1)


class _Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page of orders, sorted by what is known of them; a changed one comes with its stored row."""

    new: list[Order]
    changed: list[tuple[Order, Row]]
    same: list[int]


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
        plan = Plan(shop_id=shop_id, at=ms(now))
        with self._db.transaction():
            page = self._compare(shop_id, orders, ms(now))
            recorded = self._recorded(shop_id, page.changed)
            self._write(shop_id, page, ms(now), baseline=baseline)
            typed = self._typed_phones(shop_id, page.changed)
            pairs: list[tuple[Order, Row | None]] = [*page.changed]
            if not baseline:
                pairs = [*((order, None) for order in page.new), *pairs]
            for seen, stored in pairs:
                order = _with_phone(seen, typed.get(seen.code))
                decisions = decide(
                    order,
                    recorded=recorded.get(order.code, frozenset()),
                    known=None if stored is None else _known(stored),
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

    def _compare(self, shop_id: int, orders: Sequence[Order], at: int) -> _Page:
        by_code = {order.code: order for order in orders}
        rows = self._db.rows(order_rows.BY_CODES, (shop_id, json_array(by_code)))
        for (code,) in self._db.rows(order_rows.WIPED, (shop_id, json_array(by_code))):
            # The buyer was forgotten; Kaspi goes on showing them for weeks.
            by_code[code] = order_rows.without_buyer(by_code[code])
        stored = {row[order_rows.CODE]: row for row in rows}
        page = _Page(new=[], changed=[], same=[])
        for code, order in by_code.items():
            row = stored.get(code)
            if row is None:
                page.new.append(order)
            elif 0 < row[order_rows.LAST_SEEN_AT] - at <= _LATE:
                continue
            elif row[order_rows.FIRST_FIELD :] == order_rows.fields_of(order):
                page.same.append(row[0])
            else:
                page.changed.append((order, row))
        return page

    def _recorded(self, shop_id: int, changed: Sequence[tuple[Order, Row]]) -> dict[str, set[Event]]:
        events: dict[str, set[Event]] = {}
        if changed:
            # A list of its own for the codes: SQLite doesn't take a subquery into the view, and would gather
            # all of the shop's events.
            codes = [order.code for order, _ in changed]
            rows = self._db.rows(f"{_RECORDED} ({', '.join('?' * len(codes))})", (shop_id, *codes))
            for code, event in rows:
                events.setdefault(code, set()).add(Event(event))
        return events

    def _typed_phones(self, shop_id: int, changed: Sequence[tuple[Order, Row]]) -> dict[str, str]:
        rows = self._db.rows(
            "SELECT code, typed_phone FROM orders WHERE shop_id = ? AND typed_phone IS NOT NULL"
            " AND code IN (SELECT value FROM json_each(?))",
            (shop_id, json_array(order.code for order, _ in changed)),
        )
        return dict(rows)

    def _write(self, shop_id: int, page: _Page, at: int, *, baseline: bool) -> None:
        if page.same:
            self._db.write(
                "UPDATE orders SET last_seen_at = ? WHERE id IN (SELECT value FROM json_each(?))",
                (at, json_array(page.same)),
            )
        self._db.insert_many(
            order_rows.INSERT,
            [order_rows.new_row(shop_id, order, at, baseline=baseline) for order in page.new],
        )
        self._db.write_many(
            order_rows.UPDATE, [order_rows.changed_row(order, at, stored) for order, stored in page.changed]
        )

    def get(self, shop_id: int, code: str) -> StoredOrder | None:
        """The order with this code, or None."""
        row = self._db.row(order_rows.BY_CODES, (shop_id, json_array([code])))
        return None if row is None else order_rows.stored_order_of(row)

    def set_entries(self, shop_id: int, code: str, entries: Sequence[Entry]) -> None:
        """Remember the order's lines."""
        lines = json_array([entry.name, str(entry.quantity), entry.product_code] for entry in entries)
        goods = " ".join(folded(f"{entry.name} {entry.product_code}") for entry in entries)
        with self._db.transaction():
            self._db.write(
                "UPDATE orders SET entries = ?, goods = ? WHERE shop_id = ? AND code = ?",
                (lines, goods, shop_id, code),
            )

    def to_follow(self, shop_id: int, *, older_than: datetime, not_before: datetime, limit: int) -> list[str]:
        """Codes of unfinished orders created in [not_before, older_than), the longest unseen first."""
        rows = self._db.rows(
            "SELECT code FROM orders INDEXED BY orders_to_follow"
            " WHERE shop_id = ? AND is_final = 0 AND created_at >= ? AND created_at < ?"
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

    def recent_codes(self, shop_id: int, limit: int) -> list[str]:
        """Codes of the orders stored last, the newest first."""
        rows = self._db.rows(
            "SELECT code FROM orders WHERE shop_id = ? ORDER BY id DESC LIMIT ?", (shop_id, limit)
        )
        return [code for (code,) in rows]

    def count(self, shop_id: int) -> int:
        """How many orders of the shop are stored."""
        number: int = self._db.value("SELECT count(*) FROM orders WHERE shop_id = ?", (shop_id,))
        return number


def _with_phone(order: Order, typed: str | None) -> Order:
    """The order with the phone that a person typed, where Kaspi gives none."""
    if typed is None or not isinstance(mobile(order.buyer_phone), NoChat):
        return order
    return msgspec.structs.replace(order, buyer_phone=typed)


def _known(stored: Row) -> Known:
    return Known(
        last_seen_at=moment(stored[order_rows.LAST_SEEN_AT]),
        planned_at=moment_or_none(stored[order_rows.PLANNED_AT]),
    )
