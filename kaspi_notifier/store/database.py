"""One SQLite file, one connection, one thread: opening, checking, transactions."""

import logging
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

import peewee

from kaspi_notifier.store.columns import folded
from kaspi_notifier.store.errors import Damaged, NewerFile, StoreError, translated
from kaspi_notifier.store.migrations import APPLICATION_ID, STEPS

# peewee logs every statement with its parameters, and those are buyers' data.
logging.getLogger("peewee").setLevel(logging.WARNING)

Row = tuple[Any, ...]
Parameters = Sequence[object] | Mapping[str, object]

_SMALL = 32 * 1024 * 1024
_PRAGMAS = (
    ("busy_timeout", 5000),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("secure_delete", 1),
)


class _File(peewee.SqliteDatabase):
    """peewee's database, but a failed statement that SQLite has rolled back itself keeps its error."""

    def rollback(self) -> None:
        """Roll back what there is to roll back: a full disk, for one, leaves nothing."""
        connection: sqlite3.Connection = self.connection()  # type: ignore[no-untyped-call]
        if connection.in_transaction:
            super().rollback()


# 33 values in the widest row; SQLite takes 32,766 in a statement.
_AT_ONCE = 500


class Database:
    """The file and the few ways in which the rest of the store talks to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._peewee: Any = _File(str(path), pragmas=_PRAGMAS, thread_safe=False)

    def open(self, now: datetime, steps: Sequence[Sequence[str]] = STEPS, *, keeps_copy: bool = True) -> None:
        """Open the file, check it and bring it to the newest version. Raises a `StoreError`.

        An older file is copied first, unless it is itself only a copy.
        """
        was_left_open = _has_leftovers(self.path)
        with translated():
            self._peewee.connect()
            # Steps of the schema fold what stands in older rows.
            self._peewee.register_function(folded, "folded", 1)
        try:
            self._check_identity(len(steps))
            if was_left_open or self.path.stat().st_size <= _SMALL:
                self.check()
            self.row("PRAGMA journal_mode=WAL")
            self._migrate(now, steps, keeps_copy=keeps_copy)
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        if not self._peewee.is_closed():
            self._peewee.close()

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Every row of a query."""
        with translated():
            rows: list[Row] = self._peewee.execute_sql(sql, parameters).fetchall()
        return rows

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of a query, or None."""
        with translated():
            cursor = self._peewee.execute_sql(sql, parameters)
            row: Row | None = cursor.fetchone()
            # A statement left half-read would stand in the way of the commit.
            cursor.close()
        return row

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    def ids(self, sql: str, parameters: Parameters = ()) -> "array[int]":
        """The first column of every row, a number; eight bytes each, also for a million rows."""
        with translated():
            cursor = self._peewee.execute_sql(sql, parameters)
            return array("q", (row[0] for row in cursor))

    def write(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement that changes something; the number of rows it changed."""
        with translated():
            changed: int = self._peewee.execute_sql(sql, parameters).rowcount
        return changed

    def insert(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one INSERT; the id of the new row."""
        with translated():
            new_id: int = self._peewee.execute_sql(sql, parameters).lastrowid
        return new_id

    def insert_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Run an `INSERT … VALUES (?, …)` for all rows, hundreds in a statement.

        sqlite3 lets go of the interpreter's lock at every statement; with one for each row the writer
        would queue for it behind the busy loop again and again.
        """
        head, values, row = sql.rpartition("VALUES ")
        for first in range(0, len(rows), _AT_ONCE):
            part = rows[first : first + _AT_ONCE]
            self.write(head + values + ", ".join([row] * len(part)), tuple(chain.from_iterable(part)))

    def write_many(self, sql: str, parameters: Iterable[Sequence[object]]) -> None:
        """Run one statement for each tuple of parameters."""
        with translated():
            self._peewee.cursor().executemany(sql, parameters)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is committed together, durably, or not at all; it may stand in another."""
        if self._peewee.in_transaction():
            # A savepoint would cost two statements, and nobody goes on after a part has failed.
            yield
            return
        with translated(), self._peewee.atomic("IMMEDIATE"):
            yield

    def check(self) -> None:
        """Raise `Damaged` when SQLite finds the file broken."""
        if self.rows("PRAGMA quick_check(1)") != [("ok",)]:
            raise Damaged("the database is damaged (quick_check)")

    def copy(self, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
        """A whole, consistent copy of the file; `progress` gets pages done and in all, and may raise."""
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        try:
            with translated():
                self._copy_pages(part, progress)
            part.replace(target)
        except OSError as error:
            raise StoreError(f"the copy can't be written ({type(error).__name__})") from None
        finally:
            part.unlink(missing_ok=True)

    def _copy_pages(self, part: Path, progress: Callable[[int, int], None] | None) -> None:
        def tell(_status: int, remaining: int, total: int) -> None:
            if progress is not None:
                progress(total - remaining, total)

        copy = sqlite3.connect(part)
        try:
            self._peewee.connection().backup(copy, pages=1024, progress=tell)
        finally:
            copy.close()

    def _check_identity(self, newest: int) -> None:
        version = self.value("PRAGMA user_version")
        owner = self.value("PRAGMA application_id")
        is_empty = self.value("SELECT count(*) FROM sqlite_master") == 0
        if owner != APPLICATION_ID and not is_empty:
            raise Damaged("the file is a database of another program")
        if version > newest:
            raise NewerFile("the database was written by a newer version of Kaspi Notifier")

    def _migrate(self, now: datetime, steps: Sequence[Sequence[str]], *, keeps_copy: bool) -> None:
        version = self.value("PRAGMA user_version")
        if version == len(steps):
            return
        if version > 0 and keeps_copy:
            self.copy(self.path.with_name(f"{self.path.name}.v{version}-{now:%Y%m%dT%H%M%SZ}.copy"))
        # A table that is made anew is dropped for a moment; references are checked as a whole at the end.
        self.write("PRAGMA foreign_keys = 0")
        with self.transaction():
            # Asked again: another program may have done the work while this one waited for the lock.
            for step in steps[self.value("PRAGMA user_version") :]:
                for statement in step:
                    self.write(statement)
            if self.rows("PRAGMA foreign_key_check"):
                raise Damaged("the database is damaged (foreign_key_check)")
            # A PRAGMA takes no parameters; both are integers of ours.
            self.write(f"PRAGMA user_version = {len(steps)}")
            self.write(f"PRAGMA application_id = {APPLICATION_ID}")
        self.write("PRAGMA foreign_keys = 1")


def _has_leftovers(path: Path) -> bool:
    # A clean close removes the write-ahead log; one with content means a crash or another program.
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
