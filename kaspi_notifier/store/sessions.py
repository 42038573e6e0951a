"""What is remembered of each shop's WhatsApp session."""

from datetime import datetime

from kaspi_notifier.store.columns import moment, moment_or_none, ms, ms_or_none
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.models import JournalRow, SessionMemory

JOURNAL_KEEPS = 500
"""Lines of a shop's journal; older ones go."""


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

    def note(self, shop_id: int, what: str, now: datetime) -> None:
        """Write a line into the journal of the session."""
        with self._db.transaction():
            self._db.insert(
                "INSERT INTO session_journal (shop_id, at, what) VALUES (?, ?, ?)", (shop_id, ms(now), what)
            )
            self._db.write(
                "DELETE FROM session_journal WHERE shop_id = :shop AND id <= (SELECT id FROM session_journal"
                " WHERE shop_id = :shop ORDER BY id DESC LIMIT 1 OFFSET :keep)",
                {"shop": shop_id, "keep": JOURNAL_KEEPS},
            )

    def journal(self, shop_id: int, limit: int = 50) -> list[JournalRow]:
        """The newest lines of the journal, newest first."""
        rows = self._db.rows(
            "SELECT id, at, what FROM session_journal WHERE shop_id = ? ORDER BY id DESC LIMIT ?",
            (shop_id, limit),
        )
        return [JournalRow(id=row[0], at=moment(row[1]), what=row[2]) for row in rows]
