"""How a message stands in its row."""

from kaspi_notifier.store.columns import ms, ms_or_none
from kaspi_notifier.store.database import Row
from kaspi_notifier.store.models import MESSAGE_COLUMNS, Message

SELECT = " ".join(["SELECT", ", ".join(MESSAGE_COLUMNS), "FROM whatsapp_messages_log"])
"""Rows for `message_of`."""
BY_ID = SELECT + " WHERE id = ?"
BY_IDS = " ".join([SELECT, "WHERE id IN (SELECT value FROM json_each(?))"])

UPDATE = """
    UPDATE whatsapp_messages_log SET wa_id = ?, reply_wa_id = ?, state = ?, reason = ?, error = ?,
        resends = ?, is_doubted = ?, due_at = ?, expires_at = ?, settle_until = ?, absences = ?,
        accepted_at = ?, sent_at = ?, delivered_at = ?, read_at = ?, next_ack_at = ?
    WHERE id = ?"""
"""All that a move may change; parameters from `mutable`."""

RECORD = """
    INSERT INTO message_history (shop_id, message_id, at, before, after, reason, detail, by)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""


def mutable(row: Message) -> Row:
    """Parameters of `UPDATE`."""
    return (
        row.wa_id,
        row.reply_wa_id,
        row.state.value,
        row.reason.value if row.reason else None,
        row.error,
        row.resends,
        int(row.is_doubted),
        ms(row.due_at),
        ms(row.expires_at),
        ms_or_none(row.settle_until),
        row.absences,
        ms_or_none(row.accepted_at),
        ms_or_none(row.sent_at),
        ms_or_none(row.delivered_at),
        ms_or_none(row.read_at),
        ms_or_none(row.next_ack_at),
        row.id,
    )


def export_of(message: Message, shop: str) -> dict[str, object]:
    """A message under the keys of the export."""
    return {
        "shop": shop,
        "order_code": message.order_code,
        "event": message.event.value if message.event else None,
        "template": message.template_name,
        "phone": message.phone,
        "chat_id": message.chat_id,
        "text": message.text,
        "state": message.state.value,
        "reason": message.reason.value if message.reason else None,
        "wa_id": message.wa_id,
        "attempts": message.attempts,
        "created_at": message.created_at,
        "due_at": message.due_at,
        "sent_at": message.sent_at,
        "delivered_at": message.delivered_at,
        "read_at": message.read_at,
        "error": message.error or None,
    }
