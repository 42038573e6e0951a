"""What the log knows of a shop's WhatsApp number, for the judgement of its health."""

from datetime import datetime, timedelta

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.number_health import NumberFacts
from kaspi_notifier.store.columns import json_array, moment_or_none, ms
from kaspi_notifier.store.database import Database

_WEEK = timedelta(days=7)
_LEFT = (MessageState.ACCEPTED, MessageState.SENT, MessageState.DELIVERED, MessageState.READ)
_ARRIVED = (MessageState.DELIVERED, MessageState.READ)
# Not the number's doing: a hidden phone, no WhatsApp, a template with a hole in it.
_REFUSED = (Reason.RESTRICTED,)


class Numbers:
    """Counts of the last seven days."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def facts(self, shop_id: int, now: datetime, *, is_restricted: bool) -> NumberFacts:
        """Everything the judgement needs; whether WhatsApp restricts the number is known to the engine."""
        since = ms(now - _WEEK)
        states = self._by_state(shop_id, since)
        written_to, replied = self._replies(shop_id, since)
        return NumberFacts(
            paired_at=moment_or_none(
                self._db.value("SELECT paired_at FROM waha_sessions WHERE shop_id = ?", (shop_id,))
            ),
            sent=sum(states.get(state, 0) for state in _LEFT),
            delivered=sum(states.get(state, 0) for state in _ARRIVED),
            failed=self._failed(shop_id, since),
            refused=self._refused(shop_id, since),
            written_to=written_to,
            replied=replied,
            is_restricted=is_restricted,
        )

    def _by_state(self, shop_id: int, since: int) -> dict[str, int]:
        return dict(
            self._db.rows(
                "SELECT state, count(*) FROM whatsapp_messages_log"
                " WHERE shop_id = ? AND created_at >= ? GROUP BY state",
                (shop_id, since),
            )
        )

    def _failed(self, shop_id: int, since: int) -> int:
        """Messages that failed on their way; one without a reason was refused when it was sent."""
        found: int = self._db.value(
            "SELECT count(*) FROM whatsapp_messages_log WHERE shop_id = ? AND created_at >= ?"
            " AND state = 'failed' AND reason IS NULL",
            (shop_id, since),
        )
        return found

    def _refused(self, shop_id: int, since: int) -> int:
        found: int = self._db.value(
            "SELECT count(*) FROM whatsapp_messages_log WHERE shop_id = ? AND created_at >= ?"
            " AND reason IN (SELECT value FROM json_each(?))",
            (shop_id, since, json_array(_REFUSED)),
        )
        return found

    def _replies(self, shop_id: int, since: int) -> tuple[int, int]:
        row = self._db.row(
            "SELECT count(*), ifnull(sum(has_replied), 0) FROM contacts WHERE shop_id = :shop AND phone IN"
            " (SELECT phone FROM whatsapp_messages_log WHERE shop_id = :shop AND created_at >= :since"
            " AND phone IS NOT NULL AND state IN (SELECT value FROM json_each(:states)))",
            {"shop": shop_id, "since": since, "states": json_array(_LEFT)},
        )
        assert row is not None, "a count is always one row"
        return row[0], row[1]
