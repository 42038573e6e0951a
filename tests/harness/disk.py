"""A disk that loses power: SQLite's own reads, writes and syncs go to memory, and each is written down.

The store under test is the program's own; only the file system below SQLite is another one (an apsw VFS), and
so the SQLite library is apsw's own. Its locking mode is exclusive, because a VFS written in Python has no
shared memory; what is written and synced, and when, stays the same.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Literal

import apsw

from kaspi_notifier.store import database

_SECTOR = 512
_names = count()


@dataclass(frozen=True, slots=True)
class Operation:
    """One call that changes the disk. `data` of a write; `at` its offset or the size of a truncate."""

    kind: Literal["create", "write", "truncate", "sync", "delete"]
    name: str
    at: int = 0
    data: bytes = b""


class Disk:
    """Files in memory as the program sees them, and every operation on them in order.

    `fail` is asked before each operation and may raise an `apsw` error in its place: a full or broken disk.
    """

    def __init__(self, fail: Callable[[Operation], None] | None = None) -> None:
        self.files: dict[str, bytearray] = {}
        self.operations: list[Operation] = []
        self.fail = fail

    def did(self, operation: Operation) -> None:
        """Write the operation down, unless it fails."""
        if self.fail is not None:
            self.fail(operation)
        self.operations.append(operation)

    @property
    def syncs(self) -> list[int]:
        """Where in `operations` the syncs are."""
        return [index for index, done in enumerate(self.operations) if done.kind == "sync"]


class _File:
    """One open file; apsw calls these methods, whose names are SQLite's."""

    def __init__(self, disk: Disk, name: str, *, is_temporary: bool) -> None:
        self._disk = disk
        self._name = name
        self._is_temporary = is_temporary
        if name not in disk.files:
            disk.files[name] = bytearray()
            self._did(Operation("create", name))

    def _did(self, operation: Operation) -> None:
        if not self._is_temporary:
            self._disk.did(operation)

    @property
    def _content(self) -> bytearray:
        return self._disk.files[self._name]

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 - SQLite's name
        return bytes(self._content[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        self._did(Operation("write", self._name, offset, bytes(data)))
        _write(self._content, offset, data)

    def xTruncate(self, size: int) -> None:  # noqa: N802 - SQLite's name
        self._did(Operation("truncate", self._name, size))
        del self._content[size:]

    def xSync(self, flags: int) -> None:  # noqa: N802 - SQLite's name
        self._did(Operation("sync", self._name))

    def xFileSize(self) -> int:  # noqa: N802 - SQLite's name
        return len(self._content)

    def xClose(self) -> None:  # noqa: N802 - SQLite's name
        if self._is_temporary:
            self._disk.files.pop(self._name, None)

    def xLock(self, level: int) -> None:  # noqa: N802 - SQLite's name
        return

    def xUnlock(self, level: int) -> None:  # noqa: N802 - SQLite's name
        return

    def xCheckReservedLock(self) -> bool:  # noqa: N802 - SQLite's name
        return False

    def xFileControl(self, op: int, pointer: int) -> bool:  # noqa: N802 - SQLite's name
        return False

    def xSectorSize(self) -> int:  # noqa: N802 - SQLite's name
        return _SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802 - SQLite's name
        # SQLite's own assumption about ordinary disks: a write leaves the bytes beside it alone.
        return apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE


class _Vfs(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self.vfs_name = f"power-cut-{next(_names)}"
        super().__init__(self.vfs_name, "")

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802 - SQLite's name
        flags[1] = flags[0]
        if name is None:
            return _File(self._disk, f"temporary-{next(_names)}", is_temporary=True)
        path = name if isinstance(name, str) else name.filename()
        return _File(self._disk, Path(path).name, is_temporary=False)

    def xDelete(self, path: str, sync_directory: bool) -> None:  # noqa: N802 - SQLite's name
        name = Path(path).name
        if self._disk.files.pop(name, None) is None:
            raise apsw.IOError
        self._disk.did(Operation("delete", name))

    def xAccess(self, path: str, flags: int) -> bool:  # noqa: N802 - SQLite's name
        return Path(path).name in self._disk.files


class _Cursor:
    """apsw's cursor with the few methods of sqlite3's that the store uses."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self.description: Any = None

    def execute(self, sql: str, parameters: Any = ()) -> "_Cursor":
        with _as_sqlite3():
            self._cursor.execute(sql, parameters)
        return self

    def executemany(self, sql: str, parameters: Any) -> "_Cursor":
        with _as_sqlite3():
            self._cursor.executemany(sql, parameters)
        return self

    def fetchone(self) -> Any:
        with _as_sqlite3():
            return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        with _as_sqlite3():
            return self._cursor.fetchall()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)

    def close(self) -> None:
        self._cursor.close(True)

    @property
    def rowcount(self) -> int:
        return self._connection.changes()

    @property
    def lastrowid(self) -> int:
        return self._connection.last_insert_rowid()


class _Connection:
    """apsw's connection in the clothes of sqlite3's."""

    def __init__(self, path: str, vfs: str) -> None:
        with _as_sqlite3():
            self._connection = apsw.Connection(path, vfs=vfs)
            self._connection.execute("PRAGMA locking_mode = exclusive")

    def create_function(self, name: str, params: int, function: Any, *, deterministic: bool = False) -> None:
        self._connection.create_scalar_function(name, function, params, deterministic=deterministic)

    def cursor(self) -> _Cursor:
        return _Cursor(self._connection)

    def execute(self, sql: str, parameters: Any = ()) -> _Cursor:
        return self.cursor().execute(sql, parameters)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        # sqlite3 keeps to itself what goes wrong with the last checkpoint.
        with suppress(apsw.Error):
            self._connection.close(True)


_CODES = {
    apsw.FullError: sqlite3.SQLITE_FULL,
    apsw.IOError: sqlite3.SQLITE_IOERR,
    apsw.BusyError: sqlite3.SQLITE_BUSY,
    apsw.CorruptError: sqlite3.SQLITE_CORRUPT,
    apsw.NotADBError: sqlite3.SQLITE_NOTADB,
    apsw.CantOpenError: sqlite3.SQLITE_CANTOPEN,
    apsw.ConstraintError: sqlite3.SQLITE_CONSTRAINT,
}


@contextmanager
def _as_sqlite3() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        is_constraint = isinstance(error, apsw.ConstraintError)
        same = (sqlite3.IntegrityError if is_constraint else sqlite3.OperationalError)(str(error))
        same.sqlite_errorcode = _CODES.get(type(error), sqlite3.SQLITE_ERROR)
        same.sqlite_errorname = type(error).__name__
        raise same from error


@contextmanager
def below_the_store(disk: Disk) -> Iterator[None]:
    """Inside, every store that is opened stands on this disk."""
    vfs = _Vfs(disk)
    real = database._File

    class CutFile(real):  # type: ignore[misc, valid-type]
        def _connect(self) -> _Connection:
            connection = _Connection(self.database, vfs.vfs_name)
            self._set_pragmas(connection)
            return connection

    database._File = CutFile  # type: ignore[misc]
    try:
        yield
    finally:
        database._File = real  # type: ignore[misc]
        vfs.unregister()


# After the cut


@dataclass
class _Platter:
    """One file as far as it is safe, and what was not synced yet."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[Operation] = field(default_factory=list)
    is_deleted: bool = False


def after_cut(operations: Sequence[Operation], cut: int, dice: random.Random | None) -> dict[str, bytes]:
    """The files after the power went just before operation number `cut`.

    Of what was not synced each write is kept, dropped or torn at random, and so out of order; without dice
    all of it is dropped. A deletion is sure when any file was synced after it, as NTFS and ext4 have it:
    they write changes of folders in order.
    """
    platters: dict[str, _Platter] = {}
    for done in operations[:cut]:
        platter = platters.get(done.name)
        match done.kind:
            case "create":
                platters[done.name] = _Platter()
            case "sync" if platter is not None:
                for waiting in platter.pending:
                    _apply(platter.safe, waiting)
                platter.pending.clear()
                platters = {name: one for name, one in platters.items() if not one.is_deleted}
            case "delete" if platter is not None:
                platter.is_deleted = True
            case _ if platter is not None:
                platter.pending.append(done)
            case _:
                raise AssertionError("an operation on no file")
    lost = 1.0 if dice is None else dice.choice((0.0, 0.2, 0.5, 0.8, 1.0))
    left: dict[str, bytes] = {}
    for name, platter in platters.items():
        if platter.is_deleted and (dice is None or dice.random() < 0.5):
            continue
        for waiting in platter.pending:
            if dice is not None and dice.random() >= lost:
                _apply(platter.safe, _torn(waiting, dice) if dice.random() < 0.2 else waiting)
        left[name] = bytes(platter.safe)
    return left


def _torn(operation: Operation, dice: random.Random) -> Operation:
    if operation.kind != "write":
        return operation
    if dice.random() < 0.5:
        return Operation(
            "write", operation.name, operation.at, operation.data[: dice.randint(0, len(operation.data))]
        )
    # Whole sectors, the later ones first.
    start = dice.randrange(0, len(operation.data), _SECTOR)
    return Operation("write", operation.name, operation.at + start, operation.data[start:])


def _apply(content: bytearray, operation: Operation) -> None:
    if operation.kind == "truncate":
        del content[operation.at :]
    else:
        _write(content, operation.at, operation.data)


def _write(content: bytearray, offset: int, data: bytes) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data
