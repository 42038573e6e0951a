"""What the window, the exports and the statistics read: ids first, rows only where they are shown."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from kaspi_notifier.domain.clock import at_almaty
from kaspi_notifier.domain.decide import Note
from kaspi_notifier.domain.digest import Figures
from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.store import order_rows
from kaspi_notifier.store.columns import iso, json_array, moment, ms, wanted
from kaspi_notifier.store.database import Database, Row
from kaspi_notifier.store.message_rows import BY_IDS
from kaspi_notifier.store.models import HistoryRow, Message, Move, RecordedEvent, StoredOrder, message_of

_PAGE = 500
_ALL_IDS = "SELECT id FROM whatsapp_messages_log ORDER BY id DESC"
_IDS_OF_SHOP = "SELECT id FROM whatsapp_messages_log WHERE shop_id = :shop ORDER BY id DESC"
_IDS_BY_STATE = """
    SELECT id FROM whatsapp_messages_log
    WHERE shop_id IN (SELECT shop_id FROM shops WHERE :shop IS NULL OR shop_id = :shop)
        AND state IN (SELECT value FROM json_each(:states))
    ORDER BY id DESC"""
_IDS_BY_SEARCH = """
    SELECT id FROM whatsapp_messages_log
    WHERE instr(search, :search) > 0 AND (:shop IS NULL OR shop_id = :shop)
        AND (:states IS NULL OR state IN (SELECT value FROM json_each(:states)))
    ORDER BY id DESC"""
_ORDER_IDS = """
    SELECT id FROM orders
    WHERE (:shop IS NULL OR shop_id = :shop) AND (:search = '' OR instr(search, :search) > 0)
    ORDER BY id DESC"""

_EXPORT_KEYS = (
    "shop",
    "order_code",
    "event",
    "template",
    "phone",
    "chat_id",
    "text",
    "state",
    "reason",
    "wa_id",
    "attempts",
    "created_at",
    "due_at",
    "sent_at",
    "delivered_at",
    "read_at",
    "error",
)
_EXPORT_MESSAGES = """
    SELECT m.id, shops.name, m.order_code, m.event, m.template_name, m.phone, m.chat_id, m.text, m.state,
        m.reason, m.wa_id, m.attempts, m.created_at, m.due_at, m.sent_at, m.delivered_at, m.read_at, m.error
    FROM whatsapp_messages_log AS m JOIN shops ON shops.shop_id = m.shop_id
    WHERE m.id > ? ORDER BY m.id LIMIT ?"""
_EXPORT_TIMES = ("created_at", "due_at", "sent_at", "delivered_at", "read_at")


class Reports:
    """Read-only queries. `shop_id` None means every shop."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def message_ids(
        self,
        shop_id: int | None,
        *,
        states: frozenset[MessageState] | None = None,
        search: str | None = None,
    ) -> "array[int]":
        """Ids of messages, newest first; `search` looks in order code, phone and buyer's name."""
        parameters = {
            "shop": shop_id,
            "states": None if states is None else json_array(states),
            "search": wanted(search or ""),
        }
        if parameters["search"]:
            return self._db.ids(_IDS_BY_SEARCH, parameters)
        if states is not None:
            return self._db.ids(_IDS_BY_STATE, parameters)
        return self._db.ids(_ALL_IDS if shop_id is None else _IDS_OF_SHOP, parameters)

    def messages(self, ids: Sequence[int]) -> list[Message]:
        """The messages with these ids, in their order; ids that are no longer there are left out."""
        found = {row[0]: row for row in self._db.rows(BY_IDS, (json_array(ids),))}
        return [message_of(found[number]) for number in ids if number in found]

    def order_ids(self, shop_id: int | None, *, search: str | None = None) -> "array[int]":
        """Ids of orders, newest first; `search` as for messages."""
        return self._db.ids(_ORDER_IDS, {"shop": shop_id, "search": wanted(search or "")})

    def latest_order_ids(self, shop_id: int, limit: int) -> "array[int]":
        """Ids of the shop's newest orders, newest first."""
        return self._db.ids(
            "SELECT id FROM orders WHERE shop_id = ? ORDER BY id DESC LIMIT ?", (shop_id, limit)
        )

    def orders(self, ids: Sequence[int]) -> list[StoredOrder]:
        """The orders with these ids, in their order."""
        found = {row[0]: row for row in self._db.rows(order_rows.BY_IDS, (json_array(ids),))}
        return [order_rows.stored_order_of(found[number]) for number in ids if number in found]

    def events(self, shop_id: int, code: str) -> list[RecordedEvent]:
        """What happened to an order, oldest first."""
        rows = self._db.rows(
            "SELECT event, happened_at, observed_at, note FROM recorded_events"
            " WHERE shop_id = ? AND order_code = ?",
            (shop_id, code),
        )
        events = [
            RecordedEvent(
                event=Event(row[0]), happened_at=moment(row[1]), observed_at=moment(row[2]), note=Note(row[3])
            )
            for row in rows
        ]
        return sorted(events, key=lambda e: (e.observed_at, list(Event).index(e.event)))

    def history(self, message_id: int) -> list[HistoryRow]:
        """Every move of a message, oldest first."""
        rows = self._db.rows(
            "SELECT id, at, before, after, reason, detail, by FROM message_history"
            " WHERE message_id = ? ORDER BY id",
            (message_id,),
        )
        return [
            HistoryRow(
                id=row[0],
                at=moment(row[1]),
                before=MessageState(row[2]) if row[2] else None,
                after=MessageState(row[3]),
                reason=Reason(row[4]) if row[4] else None,
                detail=row[5],
                by=row[6],
            )
            for row in rows
        ]

    def moves_after(self, history_id: int, limit: int = 500) -> list[Move]:
        """What moved since this history row, oldest first."""
        rows = self._db.rows(
            "SELECT h.id, h.at, shops.name, m.order_code, m.event, h.before, h.after, h.reason"
            " FROM message_history AS h JOIN whatsapp_messages_log AS m ON m.id = h.message_id"
            " JOIN shops ON shops.shop_id = h.shop_id WHERE h.id > ? ORDER BY h.id LIMIT ?",
            (history_id, limit),
        )
        return [
            Move(
                id=row[0],
                at=moment(row[1]),
                shop_name=row[2],
                order_code=row[3],
                event=Event(row[4]) if row[4] else None,
                before=MessageState(row[5]) if row[5] else None,
                after=MessageState(row[6]),
                reason=Reason(row[7]) if row[7] else None,
            )
            for row in rows
        ]

    def last_move_id(self) -> int:
        """The id of the newest history row; 0 when there is none."""
        return self._db.value("SELECT max(id) FROM message_history") or 0

    def counts(self, shop_id: int | None, since: datetime) -> dict[MessageState, int]:
        """How many messages made since then are in each state."""
        return self._counts(shop_id, ms(since), ms(since + timedelta(days=36500)))

    def _counts(self, shop_id: int | None, start: int, end: int) -> dict[MessageState, int]:
        counts = dict.fromkeys(MessageState, 0)
        rows = self._db.rows(
            "SELECT state, count(*) FROM whatsapp_messages_log"
            " WHERE shop_id IN (SELECT shop_id FROM shops WHERE :shop IS NULL OR shop_id = :shop)"
            " AND created_at >= :start AND created_at < :end GROUP BY state",
            {"shop": shop_id, "start": start, "end": end},
        )
        counts.update({MessageState(state): number for state, number in rows})
        return counts

    def reasons(self, shop_id: int | None, since: datetime) -> dict[Reason, int]:
        """Why messages made since then were not sent: how many for each reason that occurs."""
        rows = self._db.rows(
            "SELECT reason, count(*) FROM whatsapp_messages_log"
            " WHERE shop_id IN (SELECT shop_id FROM shops WHERE :shop IS NULL OR shop_id = :shop)"
            " AND created_at >= :since AND reason IS NOT NULL GROUP BY reason",
            {"shop": shop_id, "since": ms(since)},
        )
        return {Reason(reason): number for reason, number in rows}

    def page(self, shop_id: int, before: int | None, offset: int, limit: int) -> list[Message]:
        """A shop's messages, newest first, older than the one with this id; an offset costs time."""
        ids = self._db.ids(
            "SELECT id FROM whatsapp_messages_log WHERE shop_id = :shop AND (:before IS NULL OR id < :before)"
            " ORDER BY id DESC LIMIT :limit OFFSET :offset",
            {"shop": shop_id, "before": before, "limit": limit, "offset": offset},
        )
        return self.messages(ids)

    def figures(self, shop_id: int, day: date) -> Figures:
        """One Almaty day in figures: messages made on it as they are now, and what waits now."""
        start, end = (ms(at_almaty(day + timedelta(days=n), time())) for n in (0, 1))
        counts = self._counts(shop_id, start, end)
        waiting = self._db.row(
            "SELECT (SELECT count(*) FROM orders WHERE shop_id = :shop AND created_at >= :start"
            " AND created_at < :end),"
            " (SELECT count(*) FROM whatsapp_messages_log"
            " WHERE shop_id = :shop AND state = 'needs_decision'),"
            " (SELECT ifnull(sum(unread), 0) FROM chats WHERE shop_id = :shop AND unread > 0),"
            " (SELECT count(*) FROM whatsapp_messages_log WHERE shop_id = :shop AND created_at >= :start"
            " AND created_at < :end AND state IN ('failed', 'skipped')"
            " AND ifnull(reason, '') NOT IN ('baseline', 'superseded'))",
            {"shop": shop_id, "start": start, "end": end},
        )
        assert waiting is not None, "a SELECT of values always has a row"
        read, delivered = counts[MessageState.READ], counts[MessageState.DELIVERED]
        return Figures(
            day=day,
            orders=waiting[0],
            sent=counts[MessageState.ACCEPTED] + counts[MessageState.SENT] + delivered + read,
            delivered=delivered + read,
            read=read,
            not_sent=waiting[3],
            needs_decision=waiting[1],
            unread=waiting[2],
        )

    def export_messages(self) -> Iterator[dict[str, object]]:
        """Every message, oldest first, with the keys of the export; nothing is locked meanwhile."""
        for row in self._pages(_EXPORT_MESSAGES):
            record: dict[str, object] = dict(zip(_EXPORT_KEYS, row[1:], strict=True))
            for key in _EXPORT_TIMES:
                value = record[key]
                record[key] = iso(value) if isinstance(value, int) else None
            record["error"] = record["error"] or None
            yield record

    def export_orders(self) -> Iterator[dict[str, object]]:
        """Every order, oldest first."""
        for row in self._pages(order_rows.EXPORT):
            yield order_rows.export_of(row)

    def _pages(self, sql: str) -> Iterator[Row]:
        last = 0
        while rows := self._db.rows(sql, (last, _PAGE)):
            yield from rows
            last = rows[-1][0]
