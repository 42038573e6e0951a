"""What a page of orders brings, collected first and then written in few statements."""

from collections.abc import Iterable

from kaspi_notifier.domain.decide import Decision
from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.order import Order, Status
from kaspi_notifier.domain.rules import Event, superseded_by
from kaspi_notifier.store.columns import json_array, ms, ms_or_none
from kaspi_notifier.store.database import Database, Row
from kaspi_notifier.store.message_rows import RECORD
from kaspi_notifier.store.order_rows import search_text

_INSERT_EVENT = "INSERT INTO order_events VALUES (?, ?, ?, ?, ?, ?)"
_INSERT_MESSAGE = """
    INSERT INTO whatsapp_messages_log (shop_id, order_code, event, template_id, template_name, phone, state,
        reason, created_at, happened_at, due_at, expires_at, search, delivery)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_RECORD_NEW = """
    INSERT INTO message_history (shop_id, message_id, at, before, after, reason, detail, by)
    SELECT shop_id, id, created_at, NULL, state, reason, '', 'program'
    FROM whatsapp_messages_log WHERE id > ? ORDER BY id"""

_NOT_CANCELLED: list[Event] = [event for event in Event if event is not Event.CANCELLED]


class Plan:
    """The events and messages of a page; `queued` and `skipped` count the messages."""

    def __init__(self, *, shop_id: int, at: int) -> None:
        self.queued = 0
        self.skipped = 0
        self._shop_id = shop_id
        self._at = at
        self._events: list[Row] = []
        self._messages: list[Row] = []
        self._pointless: list[tuple[str, list[Event], Reason]] = []

    def add(self, order: Order, decisions: Iterable[Decision], *, is_known: bool) -> None:
        """Plan what was decided about an order; only a known order has messages that can lose their point."""
        if is_known and order.status is Status.CANCELLED:
            self._pointless.append((order.code, _NOT_CANCELLED, Reason.CANCELLED))
        for decision in decisions:
            self._events.append(
                (
                    self._shop_id,
                    order.code,
                    decision.event._value_,
                    ms(decision.happened_at),
                    self._at,
                    decision.note._value_,
                )
            )
            if decision.state is None:
                continue
            self._messages.append(self._message(order, decision))
            if decision.state is MessageState.QUEUED:
                self.queued += 1
                if is_known:
                    earlier = sorted(superseded_by(decision.event))
                    self._pointless.append((order.code, earlier, Reason.SUPERSEDED))
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
            search_text(order),
            order.delivery.value,
        )

    def write(self, db: Database) -> None:
        """Write everything down; to be called in a transaction."""
        db.insert_many(_INSERT_EVENT, self._events)
        for code, events, reason in self._pointless:
            self._skip_queued(db, code, events, reason)
        if self._messages:
            newest = db.value("SELECT max(id) FROM whatsapp_messages_log") or 0
            db.insert_many(_INSERT_MESSAGE, self._messages)
            db.write(_RECORD_NEW, (newest,))

    def _skip_queued(self, db: Database, code: str, events: list[Event], reason: Reason) -> None:
        # One that may have arrived already is left to the look before the sending.
        rows = db.rows(
            "UPDATE whatsapp_messages_log SET state = 'skipped', reason = ?"
            " WHERE shop_id = ? AND order_code = ? AND event IN (SELECT value FROM json_each(?))"
            " AND state = 'queued' AND is_doubted = 0 RETURNING id",
            (reason.value, self._shop_id, code, json_array(events)),
        )
        db.write_many(
            RECORD,
            [
                (self._shop_id, row[0], self._at, "queued", "skipped", reason.value, "", "program")
                for row in rows
            ],
        )
