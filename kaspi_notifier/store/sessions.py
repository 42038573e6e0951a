"""What is remembered of each shop's WhatsApp session."""

from kaspi_notifier.store.columns import moment_or_none, ms_or_none
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.models import SessionMemory


class Sessions:
    """The table of WhatsApp sessions, one row a shop."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, shop_id: int) -> SessionMemory:
        """What is remembered; nothing for a shop that never had a session."""
        row = self._db.row(
            "SELECT pinned_phone, paired_at, ids_honoured, stopped_by_person, restarted_at, server_version,"
            " engine FROM waha_sessions WHERE shop_id = ?",
            (shop_id,),
        )
        if row is None:
            return SessionMemory()
        return SessionMemory(
            pinned_phone=row[0],
            paired_at=moment_or_none(row[1]),
            ids_honoured=None if row[2] is None else bool(row[2]),
            stopped_by_person=bool(row[3]),
            restarted_at=moment_or_none(row[4]),
            server_version=row[5],
            engine=row[6],
        )

    def save(self, shop_id: int, memory: SessionMemory) -> None:
        """Remember this and nothing else."""
        with self._db.transaction():
            self._db.write(
                "INSERT OR REPLACE INTO waha_sessions (shop_id, pinned_phone, paired_at, ids_honoured,"
                " stopped_by_person, restarted_at, server_version, engine) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    shop_id,
                    memory.pinned_phone,
                    ms_or_none(memory.paired_at),
                    None if memory.ids_honoured is None else int(memory.ids_honoured),
                    int(memory.stopped_by_person),
                    ms_or_none(memory.restarted_at),
                    memory.server_version,
                    memory.engine,
                ),
            )
