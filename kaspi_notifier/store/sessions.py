"""What is remembered of each shop's WhatsApp session."""

from datetime import datetime

from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.store.columns import moment, moment_or_none, ms, ms_or_none
from kaspi_notifier.store.database import Database, Row
from kaspi_notifier.store.models import JournalRow, SessionMemory

JOURNAL_KEEPS = 500
"""Lines of a shop's journal; older ones go."""

_COLUMNS = (
    "pinned_phone, paired_at, ids_honoured, stopped_by_person, restarted_at, server_version, engine,"
    " finds_messages, proved_at, canary_id, canary_at, struck_at, restriction, restricted_since,"
    " restricted_until, probe_id, replied_only"
)


class Sessions:
    """The table of WhatsApp sessions, one row a shop."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, shop_id: int) -> SessionMemory:
        """What is remembered; nothing for a shop that never had a session."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM waha_sessions WHERE shop_id = ?", (shop_id,))  # noqa: S608 - the columns above
        if row is None:
            return SessionMemory()
        return SessionMemory(
            pinned_phone=row[0],
            paired_at=moment_or_none(row[1]),
            ids_honoured=_flag(row[2]),
            stopped_by_person=bool(row[3]),
            restarted_at=moment_or_none(row[4]),
            server_version=row[5],
            engine=row[6],
            finds_messages=_flag(row[7]),
            proved_at=moment_or_none(row[8]),
            canary_id=row[9],
            canary_at=moment_or_none(row[10]),
            struck_at=moment_or_none(row[11]),
            restriction=_restriction(row[12:17]),
        )

    def save(self, shop_id: int, memory: SessionMemory) -> None:
        """Remember this and nothing else."""
        limit = memory.restriction
        values = (
            shop_id,
            memory.pinned_phone,
            ms_or_none(memory.paired_at),
            memory.ids_honoured,
            memory.stopped_by_person,
            ms_or_none(memory.restarted_at),
            memory.server_version,
            memory.engine,
            memory.finds_messages,
            ms_or_none(memory.proved_at),
            memory.canary_id,
            ms_or_none(memory.canary_at),
            ms_or_none(memory.struck_at),
            limit.why.value if limit else None,
            ms_or_none(limit.since) if limit else None,
            ms_or_none(limit.until) if limit else None,
            limit.probe_id if limit else None,
            bool(limit and limit.replied_only),
        )
        places = ", ".join("?" * len(values))
        with self._db.transaction():
            self._db.write(
                f"INSERT OR REPLACE INTO waha_sessions (shop_id, {_COLUMNS}) VALUES ({places})",  # noqa: S608 - ours
                values,
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


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _restriction(row: Row) -> Restriction | None:
    if row[0] is None or row[1] is None:
        return None
    return Restriction(
        why=Why(row[0]),
        since=moment(row[1]),
        until=moment_or_none(row[2]),
        probe_id=row[3],
        replied_only=bool(row[4]),
    )
