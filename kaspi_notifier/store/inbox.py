"""What WAHA reported, each thing once."""

from datetime import datetime

from kaspi_notifier.store.columns import ms
from kaspi_notifier.store.database import Database


class Inbox:
    """The table of incoming events; it is there to see a repeated one."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(
        self,
        shop_id: int,
        event_id: str,
        event_name: str,
        *,
        kind: str,
        chat_id: str | None = None,
        phone: str | None = None,
        wa_id: str | None = None,
        at: datetime,
        now: datetime,
    ) -> bool:
        """Store an event; False when it was seen before."""
        with self._db.transaction():
            added = self._db.write(
                "INSERT INTO inbox (shop_id, event_id, event_name, kind, chat_id, phone, wa_id, at,"
                " received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (shop_id, event_id, event_name, kind, chat_id, phone, wa_id, ms(at), ms(now)),
            )
        return added == 1

    def has(self, shop_id: int, event_id: str, event_name: str) -> bool:
        """Whether the event was seen before."""
        return self._db.row(
            "SELECT 1 FROM inbox WHERE shop_id = ? AND event_id = ? AND event_name = ?",
            (shop_id, event_id, event_name),
        ) is not None  # fmt: skip

    def prune(self, before: datetime) -> int:
        """Forget what was received before; how much there was."""
        with self._db.transaction():
            return self._db.write("DELETE FROM inbox WHERE received_at < ?", (ms(before),))
