"""Messages that are said together: one carries the words, the others point to it."""

from collections.abc import Sequence
from datetime import datetime

from kaspi_notifier.domain.joining import JOINED_WITHIN
from kaspi_notifier.domain.message import Reason
from kaspi_notifier.store.columns import json_array, ms
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.message_rows import RECORD, SELECT
from kaspi_notifier.store.models import Message, message_of

_COMPANIONS = " ".join(
    [
        SELECT,
        "WHERE shop_id = ? AND phone = ? AND event = ? AND id <> ? AND kind = 'event' AND state = 'queued'"
        " AND text IS NULL AND is_doubted = 0 AND due_at <= ? AND created_at BETWEEN ? AND ?"
        " LIMIT 20",
    ]
)
_SUPERSEDED = Reason.SUPERSEDED.value


def companions(db: Database, carrier: Message, now: datetime) -> list[Message]:
    """Queued messages to the same buyer about the same event of orders that came within ten minutes."""
    assert carrier.event is not None, "only messages about events are joined"
    rows = db.rows(
        _COMPANIONS,
        (
            carrier.shop_id,
            carrier.phone,
            carrier.event.value,
            carrier.id,
            ms(now),
            ms(carrier.created_at - JOINED_WITHIN),
            ms(carrier.created_at + JOINED_WITHIN),
        ),
    )
    return sorted((message_of(row) for row in rows), key=lambda message: message.id)


def join(db: Database, messages: Sequence[Message], carrier: Message, now: datetime) -> bool:
    """Let the carrier speak for these too; False, and nothing done, when any of them is no longer queued."""
    ids = [message.id for message in messages]
    queued = db.value(
        "SELECT count(*) FROM whatsapp_messages_log"
        " WHERE id IN (SELECT value FROM json_each(?)) AND state = 'queued'",
        (json_array([carrier.id, *ids]),),
    )
    if queued != len(ids) + 1:
        return False
    db.write(
        "UPDATE whatsapp_messages_log SET state = 'skipped', reason = ?, joined_to = ?"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (_SUPERSEDED, carrier.id, json_array(ids)),
    )
    at, detail = ms(now), f"said with {carrier.order_code}"
    db.write_many(
        RECORD,
        [(carrier.shop_id, i, at, "queued", "skipped", _SUPERSEDED, detail, "program") for i in ids],
    )
    return True


def release(db: Database, carrier: Message, now: datetime) -> None:
    """The carrier surely will not be sent: each message it spoke for is queued again on its own."""
    if db.value("SELECT 1 FROM whatsapp_messages_log WHERE joined_to = ? LIMIT 1", (carrier.id,)) is None:
        return
    rows = db.rows(
        "UPDATE whatsapp_messages_log SET state = 'queued', reason = NULL, joined_to = NULL, due_at = ?"
        " WHERE joined_to = ? AND state = 'skipped' RETURNING id",
        (ms(now), carrier.id),
    )
    detail = f"not said with {carrier.order_code}"
    db.write_many(
        RECORD,
        [(carrier.shop_id, row[0], ms(now), "skipped", "queued", None, detail, "program") for row in rows],
    )
