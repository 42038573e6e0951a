"""Chats that are new and chats that are known, as the log tells them apart."""

from datetime import datetime

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.restriction import Restriction
from kaspi_notifier.store.columns import moment, ms
from kaspi_notifier.store.database import Database, Row
from kaspi_notifier.store.message_rows import RECORD, SELECT
from kaspi_notifier.store.models import Message, message_of

# A chat is known when the buyer has written or, unless that is not enough (?), a message of ours has arrived
# there. Only what goes to a buyer by the program's or a person's own motion can begin a chat.
_KNOWN = """(
    kind NOT IN ('event', 'by_hand') OR phone IS NULL
    OR EXISTS (SELECT 1 FROM contacts c WHERE c.shop_id = whatsapp_messages_log.shop_id
        AND c.phone = whatsapp_messages_log.phone AND c.has_replied = 1)
    OR (NOT ? AND EXISTS (SELECT 1 FROM whatsapp_messages_log d
        WHERE d.shop_id = whatsapp_messages_log.shop_id AND d.phone = whatsapp_messages_log.phone
        AND d.accepted_at IS NOT NULL AND d.delivered_at IS NOT NULL)))"""
_DUE = "shop_id = ? AND state = 'queued' AND due_at <= ?"
_NEXT_KNOWN = " ".join(
    [SELECT, "WHERE", _DUE, "AND kind = 'event' AND (id = ? OR", _KNOWN, ") ORDER BY due_at, id LIMIT 1"]
)
_IS_KNOWN = " ".join(["SELECT 1 FROM whatsapp_messages_log WHERE id = ? AND", _KNOWN])
_FIRST_NEW = " ".join(
    ["SELECT id FROM whatsapp_messages_log WHERE", _DUE, "AND NOT", _KNOWN, "ORDER BY due_at, id LIMIT 1"]
)
_HOLD = " ".join(
    [
        "UPDATE whatsapp_messages_log SET state = 'held', reason = 'restricted' WHERE",
        _DUE,
        "AND id IS NOT ? AND NOT",
        _KNOWN,
        "RETURNING id",
    ]
)
_STARTS = """
    SELECT min(h.at) FROM message_history h JOIN whatsapp_messages_log m ON m.id = h.message_id
    WHERE h.shop_id = ? AND h.after = 'sending' AND h.at >= ? AND m.kind IN ('event', 'by_hand')
      AND m.phone IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.shop_id = m.shop_id AND c.phone = m.phone
          AND c.has_replied = 1)
      AND NOT EXISTS (SELECT 1 FROM whatsapp_messages_log d WHERE d.shop_id = m.shop_id
          AND d.phone = m.phone AND d.accepted_at IS NOT NULL AND d.delivered_at < ?)
    GROUP BY m.phone ORDER BY 1 DESC"""
_BEGUN = """
    SELECT 1 FROM whatsapp_messages_log m
    WHERE m.shop_id = ? AND m.accepted_at >= ?
      AND (m.state IN ('sent', 'delivered', 'read') OR (m.state = 'accepted' AND m.accepted_at <= ?))
      AND m.kind IN ('event', 'by_hand') AND m.phone IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.shop_id = m.shop_id AND c.phone = m.phone
          AND c.has_replied = 1)
      AND NOT EXISTS (SELECT 1 FROM whatsapp_messages_log d WHERE d.shop_id = m.shop_id
          AND d.phone = m.phone AND d.accepted_at IS NOT NULL AND d.delivered_at < m.accepted_at)
    LIMIT 1"""


def _allowed(limit: Restriction | None) -> tuple[int | None, bool]:
    """What may pass though new chats may not: the probe, and the chats that are known."""
    return (None, False) if limit is None else (limit.probe_id, limit.replied_only)


class NewChats:
    """What a limit of new chats needs to know and to do."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def next_known(self, shop_id: int, now: datetime, limit: Restriction | None = None) -> Message | None:
        """The message about an event due longest that begins no chat, or the probe; None: there is none."""
        row = self._db.row(_NEXT_KNOWN, (shop_id, ms(now), *_allowed(limit)))
        return None if row is None else message_of(row)

    def is_known(self, message_id: int, *, replied_only: bool = False) -> bool:
        """Whether the message goes where the buyer has written or something of ours has arrived."""
        return self._db.value(_IS_KNOWN, (message_id, replied_only)) is not None

    def hold(self, shop_id: int, now: datetime, limit: Restriction | None = None) -> int:
        """Hold every due message that would begin a chat, but the probe; how many."""
        with self._db.transaction():
            rows = self._db.rows(_HOLD, (shop_id, ms(now), *_allowed(limit)))
            self._record(shop_id, rows, now, "queued", "held", Reason.RESTRICTED.value)
        return len(rows)

    def probe(self, shop_id: int, now: datetime) -> int | None:
        """Queue the held message that is the longest due, or take the first queued one that begins a chat.

        Its id; None when nobody new is to be written to.
        """
        with self._db.transaction():
            held = self._db.rows(
                "SELECT due_at, id FROM whatsapp_messages_log"
                " WHERE shop_id = ? AND state = 'held' AND expires_at > ?",
                (shop_id, ms(now)),
            )
            if not held:
                found = self._db.value(_FIRST_NEW, (shop_id, ms(now), False))
                return None if found is None else int(found)
            probe_id = int(min(held)[1])
            self._db.write(
                "UPDATE whatsapp_messages_log SET state = 'queued', reason = NULL, due_at = ? WHERE id = ?",
                (ms(now), probe_id),
            )
            self._record(shop_id, [(probe_id,)], now, "held", "queued", None)
        return probe_id

    def _record(
        self, shop_id: int, rows: list[Row], now: datetime, before: str, after: str, reason: str | None
    ) -> None:
        self._db.write_many(
            RECORD, [(shop_id, row[0], ms(now), before, after, reason, "", "program") for row in rows]
        )

    def starts(self, shop_id: int, since: datetime) -> list[datetime]:
        """When chats were begun since then, the newest first; a refused attempt counts too."""
        return [moment(at) for (at,) in self._db.rows(_STARTS, (shop_id, ms(since), ms(since)))]

    def begun(self, shop_id: int, since: datetime, *, unrefused_before: datetime) -> bool:
        """Whether WhatsApp let a new chat begin since then.

        A message that is not confirmed counts when it was accepted before `unrefused_before`.
        """
        return self._db.value(_BEGUN, (shop_id, ms(since), ms(unrefused_before))) is not None
