"""What stands in the messages log: the questions the engine asks before it acts."""

from datetime import datetime

from kaspi_notifier.domain.message import OPEN_STATES, MessageState
from kaspi_notifier.store import joins
from kaspi_notifier.store.columns import moment, moment_or_none, ms
from kaspi_notifier.store.database import Database, Parameters
from kaspi_notifier.store.message_rows import BY_ID, SELECT
from kaspi_notifier.store.models import Message, message_of

_DUE = SELECT + " WHERE shop_id = ? AND state = 'queued' AND due_at <= ?"
_NEXT_DUE = _DUE + " AND kind = 'event' ORDER BY due_at, id LIMIT 1"
_NEXT_PERSONAL = _DUE + " AND kind <> 'event' ORDER BY due_at, id LIMIT 1"
_NEXT_TEST = _DUE + " AND kind <> 'event' AND kind = 'test' ORDER BY due_at, id LIMIT 1"
_DOUBTFUL = " ".join(
    [
        SELECT,
        "WHERE shop_id = ? AND state = 'unknown' AND settle_until <= ? ORDER BY settle_until, id LIMIT 1",
    ]
)
_UNSETTLED = SELECT + " WHERE shop_id = ? AND state = 'unknown' AND settle_until > ? AND absences = 0"
_DUE_FOR_ACK = SELECT + " WHERE shop_id = ? AND next_ack_at <= ? ORDER BY next_ack_at, id LIMIT ?"
_BY_WA_ID = SELECT + " WHERE shop_id = ? AND wa_id = ?"
_BY_REPLY_WA_ID = SELECT + " WHERE shop_id = ? AND reply_wa_id = ?"
_SENT_ANYTHING = """
    SELECT 1 FROM whatsapp_messages_log m WHERE shop_id = ? AND order_code = ? AND (accepted_at IS NOT NULL
        OR (joined_to IS NOT NULL AND EXISTS (SELECT 1 FROM whatsapp_messages_log c
            WHERE c.id = m.joined_to AND c.accepted_at IS NOT NULL)))
    LIMIT 1"""
_UNCONFIRMED = """
    SELECT state, accepted_at FROM whatsapp_messages_log WHERE shop_id = ? AND accepted_at <= ?
    ORDER BY accepted_at DESC LIMIT ?"""
_CONTROL = SELECT + (
    " WHERE shop_id = ? AND accepted_at <= ? AND accepted_at >= ? AND wa_id IS NOT NULL"
    " AND reply_wa_id IS NULL AND state IN ('accepted', 'sent', 'delivered', 'read')"
    " ORDER BY accepted_at DESC LIMIT 1"
)
_OF_ORDER = SELECT + " WHERE shop_id = ? AND order_code = ? ORDER BY id"


class Queue:
    """The reading half of the outbox; nothing here changes a row."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, message_id: int) -> Message | None:
        """The message, or None."""
        row = self._db.row(BY_ID, (message_id,))
        return None if row is None else message_of(row)

    def is_queued(self, message_id: int) -> bool:
        """Whether the message still waits for its turn."""
        row = self._db.row("SELECT state FROM whatsapp_messages_log WHERE id = ?", (message_id,))
        return row is not None and row[0] == MessageState.QUEUED

    def of_order(self, shop_id: int, code: str) -> list[Message]:
        """Every message about an order, oldest first."""
        return [message_of(row) for row in self._db.rows(_OF_ORDER, (shop_id, code))]

    def next_due(self, shop_id: int, now: datetime) -> Message | None:
        """The queued message about an event that has been due longest, or None."""
        return self._one(_NEXT_DUE, (shop_id, ms(now)))

    def next_personal(self, shop_id: int, now: datetime, *, tests_only: bool = False) -> Message | None:
        """The queued message about no event that has been due longest, or None."""
        return self._one(_NEXT_TEST if tests_only else _NEXT_PERSONAL, (shop_id, ms(now)))

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
        return self._one(_DOUBTFUL, (shop_id, ms(now)))

    def unsettled(self, shop_id: int, now: datetime) -> list[Message]:
        """Messages in doubt that are not to be looked up yet and were not."""
        return self._messages(_UNSETTLED, (shop_id, ms(now)))

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
        return self._db.value(_SENT_ANYTHING, (shop_id, code)) is not None

    def companions(self, carrier: Message, now: datetime) -> list[Message]:
        """Queued messages that can be said together with this one."""
        return joins.companions(self._db, carrier, now)

    def attempts_to(self, shop_id: int, phone: str, since: datetime, *, but: int) -> list[datetime]:
        """When the messages a buyer got since then, but one, were sent; the newest first."""
        rows = self._db.rows(
            "SELECT attempt_at FROM whatsapp_messages_log"
            " WHERE shop_id = ? AND phone = ? AND accepted_at IS NOT NULL AND attempt_at >= ? AND id <> ?"
            " AND kind = 'event'",
            (shop_id, phone, ms(since), but),
        )
        return sorted((moment(at) for (at,) in rows), reverse=True)

    def was_wanted(self, message_id: int) -> bool:
        """Whether a person asked for the message to be sent."""
        found = self._db.value(
            "SELECT 1 FROM message_history"
            " WHERE message_id = ? AND by = 'person' AND before IS NOT NULL AND after = 'queued' LIMIT 1",
            (message_id,),
        )
        return found is not None

    def silent_since(self, shop_id: int, *, before: datetime, many: int) -> datetime | None:
        """The first of the `many` messages accepted last, all before then, when WhatsApp confirmed none.

        None where there were fewer, or one is confirmed.
        """
        rows = self._db.rows(_UNCONFIRMED, (shop_id, ms(before), many))
        if len(rows) < many or any(state != MessageState.ACCEPTED for state, _ in rows):
            return None
        return moment(rows[-1][1])

    def confirmed_since(self, shop_id: int, since: datetime) -> bool:
        """Whether WhatsApp confirmed any message that was accepted since then."""
        found = self._db.value(
            "SELECT 1 FROM whatsapp_messages_log WHERE shop_id = ? AND accepted_at >= ?"
            " AND state IN ('sent', 'delivered', 'read') LIMIT 1",
            (shop_id, ms(since)),
        )
        return found is not None

    def control(self, shop_id: int, *, since: datetime, before: datetime) -> Message | None:
        """The last message accepted in [since, before]: a look-up that works must find it."""
        return self._one(_CONTROL, (shop_id, ms(before), ms(since)))

    def queued_since(self, shop_id: int, since: datetime) -> int:
        """How many messages about events that were written since then still wait."""
        number: int = self._db.value(
            "SELECT count(*) FROM whatsapp_messages_log"
            " WHERE shop_id = ? AND state = 'queued' AND kind = 'event' AND created_at >= ?",
            (shop_id, ms(since)),
        )
        return number

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

    def _one(self, sql: str, parameters: Parameters) -> Message | None:
        row = self._db.row(sql, parameters)
        return None if row is None else message_of(row)

    def _messages(self, sql: str, parameters: Parameters) -> list[Message]:
        return [message_of(row) for row in self._db.rows(sql, parameters)]

    def _must_get(self, message_id: int) -> Message:
        message = self.get(message_id)
        if message is None:
            raise KeyError(message_id)
        return message
