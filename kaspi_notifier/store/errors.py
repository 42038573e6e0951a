"""What can go wrong with the file.

StoreError
├── NewerFile     written by a newer version of the program
├── Damaged       not our database, or a broken one; nothing is deleted
├── Locked        another program holds the file for longer than five seconds
├── ReadOnly      the file or its folder can't be written
├── DiskFull      no space left
├── Busy          what is to be changed is being worked on
└── AlreadyFrozen text, chat id and message id never change once they are set
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import peewee


class StoreError(Exception):
    """Any failure of the store; `str()` is one English sentence without data of a person."""


class NewerFile(StoreError):
    """The file was written by a newer version of the program."""


class Damaged(StoreError):
    """The file is no database of this program, or a broken one."""


class Locked(StoreError):
    """Another program is writing to the file."""


class ReadOnly(StoreError):
    """The file can't be opened or written."""


class DiskFull(StoreError):
    """There is no space left for the file."""


class Busy(StoreError):
    """What is to be changed is being worked on; a little later it can be."""


class AlreadyFrozen(StoreError):
    """Text, chat id and message id never change once they are set; nor does history."""


_BY_CODE: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (Locked, "another program is using the database"),
    sqlite3.SQLITE_LOCKED: (Locked, "another program is using the database"),
    sqlite3.SQLITE_READONLY: (ReadOnly, "the database can't be written"),
    sqlite3.SQLITE_PERM: (ReadOnly, "the database can't be written"),
    sqlite3.SQLITE_CANTOPEN: (ReadOnly, "the database can't be opened"),
    sqlite3.SQLITE_FULL: (DiskFull, "the disk is full"),
    sqlite3.SQLITE_CORRUPT: (Damaged, "the database is damaged"),
    sqlite3.SQLITE_NOTADB: (Damaged, "the file is not a database"),
}


def meaning(error: Exception) -> StoreError:
    """The store's error for one of SQLite's; the original text stays behind, it may quote data."""
    original = getattr(error, "orig", error)
    code = getattr(original, "sqlite_errorcode", None)
    if code is None:
        return StoreError(f"the database refused an operation ({type(original).__name__})")
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return AlreadyFrozen("what is frozen can't be changed")
    kind, sentence = _BY_CODE.get(code & 0xFF, (StoreError, "the database refused an operation"))
    name = getattr(original, "sqlite_errorname", "")
    return kind(f"{sentence} ({name})")


@contextmanager
def translated() -> Iterator[None]:
    """Turn what peewee and sqlite3 raise inside into the store's errors."""
    try:
        yield
    except (peewee.PeeweeException, sqlite3.Error) as error:
        raise meaning(error) from None
