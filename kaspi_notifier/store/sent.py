"""What is known to be sent although this database does not say so: a restore never messages twice."""

from datetime import datetime, timedelta

from kaspi_notifier.store.columns import ms
from kaspi_notifier.store.database import Database, Row
from kaspi_notifier.store.journal import Journal, Record, mark_of
from kaspi_notifier.store.remembered import forget, recall, remember

# More moves than a busy shop makes in the four weeks that backups reach back.
_LOOKED_BACK = 200_000
# Between two writes of a working program lie at most a few minutes.
_ONE_LIFE = timedelta(minutes=15)

NAME = "order_code, event, kind, whatsapp_messages_log.id, created_at"
"""The columns that `mark` needs."""

_ATTEMPTED = " ".join(
    [
        "SELECT whatsapp_messages_log.shop_id, at,",
        NAME,
        "FROM message_history CROSS JOIN whatsapp_messages_log ON whatsapp_messages_log.id = message_id",
        "WHERE message_history.id > ? AND after = 'sending'",
    ]
)
_WAITING = " ".join(
    ["SELECT shop_id,", NAME, "FROM whatsapp_messages_log WHERE state = 'queued' AND attempts = 0"]
)


def mark(shop_id: int, name: Row) -> bytes:
    """The mark of a message; `name` is its `NAME`. Another copy of the database gives it the same one."""
    code, event, kind, message_id, created_at = name
    return mark_of(shop_id, f"{code}|{event}" if event else f"{kind}|{message_id}|{created_at}")


class Sent:
    """The journal of sent messages, and in the database those marks of it that can't be explained."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self._db = database
        self.journal = journal
        self._has_strangers: bool | None = None

    def note(self, shop_id: int, name: Row, at: int) -> None:
        """A message is about to be sent for the first time; to be called in the claim's transaction."""
        self.journal.add(mark(shop_id, name), at)

    def was_sent_elsewhere(self, message_id: int) -> bool:
        """Whether the message was sent by the program although this database says it waits; said once."""
        if self._has_strangers is None:
            self._has_strangers = self._db.value("SELECT 1 FROM sent_elsewhere LIMIT 1") is not None
        if not self._has_strangers:
            return False
        row = self._db.row(_WAITING + " AND id = ?", (message_id,))
        if row is None:
            return False
        return self._db.write("DELETE FROM sent_elsewhere WHERE mark = ?", (mark(row[0], row[1:]),)) > 0

    def merge(self) -> list[int]:
        """Compare the journal with the database, once at a start; the waiting messages that were sent.

        A database that is older than the journal was restored. One mark too many at the very end is no
        sign of that: the program was killed between the mark and the claim it announces.
        """
        with self._db.transaction():
            self._has_strangers = None
            count, last_move = self._position()
            records = list(self.journal.records(count))
            known = self._attempted(last_move)
            strange = [record for record in records if record[0] not in known]
            if self._was_killed(strange, records):
                strange = []
            self._db.write_many(
                "INSERT INTO sent_elsewhere (mark, at) VALUES (?, ?) ON CONFLICT DO NOTHING", strange
            )
            if missing := known.keys() - {name for name, _ in records}:
                self.journal.extend((name, known[name]) for name in sorted(missing))
            forget(self._db, "copied_at")
            remember(self._db, "journal", f"{self.journal.id}:{self.journal.count}:{self._last_move()}")
            waiting = self._db.rows(_WAITING) if strange else []
            return [row[4] for row in waiting if self.was_sent_elsewhere(row[4])]

    def mark_copy(self, now: datetime) -> None:
        """Note in a copy of the database that it is one."""
        with self._db.transaction():
            remember(self._db, "copied_at", str(ms(now)))

    def _position(self) -> tuple[int, int]:
        """How many marks and moves were compared before; all are new to a new or another journal."""
        name, _, rest = (recall(self._db, "journal") or "").partition(":")
        count, _, last_move = rest.partition(":")
        if name != self.journal.id or int(count) > self.journal.count:
            return 0, max(0, self._last_move() - _LOOKED_BACK)
        return int(count), int(last_move)

    def _attempted(self, last_move: int) -> dict[bytes, int]:
        rows = self._db.rows(_ATTEMPTED, (last_move,))
        return {mark(row[0], row[2:]): row[1] for row in rows}

    def _last_move(self) -> int:
        return self._db.value("SELECT max(id) FROM message_history") or 0

    def _was_killed(self, strange: list[Record], records: list[Record]) -> bool:
        return (
            len(strange) == 1
            and strange[0] is records[-1]
            and recall(self._db, "copied_at") is None
            and strange[0][1] - self._last_sign() <= _ONE_LIFE // timedelta(milliseconds=1)
        )

    def _last_sign(self) -> int:
        """When the database was last written to by a working program, as far as it shows."""
        moved = self._db.value("SELECT at FROM message_history ORDER BY id DESC LIMIT 1") or 0
        passed = self._db.value("SELECT max(last_pass_at) FROM shops") or 0
        return max(int(moved), int(passed))
