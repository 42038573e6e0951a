"""What stands in the messages log: the questions the engine asks before it acts."""

from datetime import datetime

from kaspi_notifier.domain.message import OPEN_STATES, MessageState
from kaspi_notifier.store.columns import moment_or_none, ms
from kaspi_notifier.store.database import Database, Parameters
from kaspi_notifier.store.message_rows import BY_ID, SELECT
from kaspi_notifier.store.models import Message, message_of

_NEXT_DUE = SELECT + " WHERE shop_id = ? AND state = 'queued' AND due_at <= ? ORDER BY due_at, id LIMIT 1"
_DOUBTFUL = " ".join(
    [
        SELECT,
        "WHERE shop_id = ? AND state = 'unknown' AND settle_until <= ? ORDER BY settle_until, id LIMIT 1",
    ]
)
_DUE_FOR_ACK = SELECT + " WHERE shop_id = ? AND next_ack_at <= ? ORDER BY next_ack_at, id LIMIT ?"
_BY_WA_ID = SELECT + " WHERE shop_id = ? AND wa_id = ?"
_BY_REPLY_WA_ID = SELECT + " WHERE shop_id = ? AND reply_wa_id = ?"
_OF_ORDER = SELECT + " WHERE shop_id = ? AND order_code = ? ORDER BY id"


class Queue:
    """The reading half of the outbox; nothing here changes a row."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, message_id: int) -> Message | None:
        """The message, or None."""
        row = self._db.row(BY_ID, (message_id,))
        return None if row is None else message_of(row)

    def of_order(self, shop_id: int, code: str) -> list[Message]:
        """Every message about an order, oldest first."""
        return [message_of(row) for row in self._db.rows(_OF_ORDER, (shop_id, code))]

    def next_due(self, shop_id: int, now: datetime) -> Message | None:
        """The queued message that has been due longest, or None."""
        row = self._db.row(_NEXT_DUE, (shop_id, ms(now)))
        return None if row is None else message_of(row)

    def next_due_at(self, shop_id: int) -> datetime | None:
        """When the next queued message is or was due."""
        return moment_or_none(
            self._db.value(
                "SELECT min(due_at) FROM whatsapp_messages_log WHERE shop_id = ? AND state = 'queued'",
                (shop_id,),
            )
        )

    def doubtful(self, shop_id: int, now: datetime) -> Message | None:
        """The message in doubt whose settling time ended first, or None."""
        row = self._db.row(_DOUBTFUL, (shop_id, ms(now)))
        return None if row is None else message_of(row)

    def doubtful_at(self, shop_id: int) -> datetime | None:
        """When the next message in doubt may be looked up."""
        return moment_or_none(
            self._db.value(
                "SELECT min(settle_until) FROM whatsapp_messages_log WHERE shop_id = ? AND state = 'unknown'",
                (shop_id,),
            )
        )

    def by_wa_id(self, shop_id: int, wa_id: str) -> Message | None:
        """The shop's message with this bare id, its own or the one WAHA answered, or None."""
        row = self._db.row(_BY_WA_ID, (shop_id, wa_id)) or self._db.row(_BY_REPLY_WA_ID, (shop_id, wa_id))
        return None if row is None else message_of(row)

    def due_for_ack(self, shop_id: int, now: datetime, limit: int) -> list[Message]:
        """Messages whose receipt should be asked for now, the longest waiting first."""
        return self._messages(_DUE_FOR_ACK, (shop_id, ms(now), limit))

    def next_ack_at(self, shop_id: int) -> datetime | None:
        """When the next receipt is to be asked for."""
        return moment_or_none(
            self._db.value(
                "SELECT min(next_ack_at) FROM whatsapp_messages_log"
                " WHERE shop_id = ? AND next_ack_at IS NOT NULL",
                (shop_id,),
            )
        )

    def last_attempt_at(self, shop_id: int) -> datetime | None:
        """When the shop last began to send a message."""
        return moment_or_none(
            self._db.value(
                "SELECT max(at) FROM message_history WHERE shop_id = ? AND after = 'sending'", (shop_id,)
            )
        )

    def nth_newest_attempt_at(self, shop_id: int, n: int, since: datetime) -> datetime | None:
        """The time of the n-th newest attempt (1 is the newest) since then; None: there were fewer."""
        return moment_or_none(
            self._db.value(
                "SELECT at FROM message_history WHERE shop_id = ? AND after = 'sending' AND at >= ?"
                " ORDER BY at DESC LIMIT 1 OFFSET ?",
                (shop_id, ms(since), n - 1),
            )
        )

    def sent_anything(self, shop_id: int, code: str) -> bool:
        """Whether any message about the order ever really left."""
        found = self._db.value(
            "SELECT 1 FROM whatsapp_messages_log"
            " WHERE shop_id = ? AND order_code = ? AND accepted_at IS NOT NULL LIMIT 1",
            (shop_id, code),
        )
        return found is not None

    def counts(self, shop_id: int) -> dict[MessageState, int]:
        """How many messages of the shop are in each open state."""
        counts = dict.fromkeys(sorted(OPEN_STATES), 0)
        for state in counts:
            counts[state] = self._db.value(
                "SELECT count(*) FROM whatsapp_messages_log WHERE shop_id = ? AND state = ?",
                (shop_id, state.value),
            )
        return counts

    def sent_since(self, shop_id: int, since: datetime) -> int:
        """How many messages of the shop were accepted by the server since then."""
        number: int = self._db.value(
            "SELECT count(*) FROM whatsapp_messages_log WHERE shop_id = ? AND accepted_at >= ?",
            (shop_id, ms(since)),
        )
        return number

    def without_tick(self, shop_id: int, accepted_before: datetime) -> int:
        """How many of the newest messages in a row WAHA took before then and WhatsApp never confirmed."""
        number: int = self._db.value(
            "SELECT count(*) FROM whatsapp_messages_log WHERE shop_id = :shop AND accepted_at <= :before"
            " AND state = 'accepted' AND accepted_at > ifnull((SELECT accepted_at FROM whatsapp_messages_log"
            " WHERE shop_id = :shop AND accepted_at IS NOT NULL AND accepted_at <= :before"
            " AND state <> 'accepted' ORDER BY accepted_at DESC LIMIT 1), 0)",
            {"shop": shop_id, "before": ms(accepted_before)},
        )
        return number

    def _messages(self, sql: str, parameters: Parameters) -> list[Message]:
        return [message_of(row) for row in self._db.rows(sql, parameters)]

    def _must_get(self, message_id: int) -> Message:
        message = self.get(message_id)
        if message is None:
            raise KeyError(message_id)
        return message
