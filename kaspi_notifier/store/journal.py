"""The list of what was sent, in a file beside the database that no restore takes back."""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kaspi_notifier.store.errors import DiskFull, StoreError

_MAGIC = b"KNSENT1\n"
_SIZE = 32
_MARK = 24
_NOTHING = bytes(_SIZE)
# Written into space that is there already: a sync then has no new length to store, and costs half.
_BLOCK = 64 * 1024
_sync = getattr(os, "fdatasync", os.fsync)

Record = tuple[bytes, int]


def mark_of(shop_id: int, what: str) -> bytes:
    """The name of a sent message in the list: tells whether it is there, and nothing about anybody."""
    return hashlib.sha256(f"{shop_id}|{what}".encode()).digest()[:_MARK]


class Journal:
    """Marks of messages with the time (ms) of their first attempt, oldest first; only ever added to.

    A record that a power cut tore is the name of no message. The file is made by the first mark.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None
        self._count = 0
        self._flusher: ThreadPoolExecutor | None = None
        self._flushing: Future[None] | None = None

    def add(self, mark: bytes, at: int) -> None:
        """Add a mark; it reaches the disk while the message is on its way.

        Waiting for it would double the cost of a claim. The claim itself is on the disk before a message
        leaves, and `Sent.merge` adds from the database what a power cut took from here: a mark would have to
        be lost in the same moment as the whole database. Raises what went wrong with the mark before.
        """
        with _failing():
            self._settle()
            file = self._opened()
            self._put_behind([(mark, at)])
            if self._flusher is None:
                self._flusher = ThreadPoolExecutor(1, thread_name_prefix="journal")
            self._flushing = self._flusher.submit(_sync, file.fileno())

    def _settle(self) -> None:
        flushing, self._flushing = self._flushing, None
        if flushing is not None:
            flushing.result()

    def extend(self, records: Iterable[Record]) -> None:
        """Add what another list knows and this one does not."""
        present = {mark for mark, _ in self.records()}
        with _failing():
            self._settle()
            self._put_behind([record for record in records if record[0] not in present])
            _sync(self._opened().fileno())

    def _put_behind(self, records: list[Record]) -> None:
        data = b"".join(mark + at.to_bytes(_SIZE - _MARK, "big", signed=True) for mark, at in records)
        file = self._opened()
        end = (self._count + 1) * _SIZE
        size = file.seek(0, os.SEEK_END)
        if end + len(data) > size:
            file.write(bytes(-(-(end + len(data) - size) // _BLOCK) * _BLOCK))
        file.seek(end)
        file.write(data)
        self._count += len(records)

    @property
    def id(self) -> str:
        """Tells this list from every other; a copy keeps it."""
        with _failing():
            file = self._opened()
            file.seek(len(_MAGIC))
            return file.read(_MARK).hex()

    @property
    def count(self) -> int:
        """How many marks there are."""
        with _failing():
            self._opened()
        return self._count

    def records(self, first: int = 0) -> Iterator[Record]:
        """The marks from this one on."""
        with _failing():
            file = self._opened()
            file.seek((first + 1) * _SIZE)
            data = file.read(max(0, self._count - first) * _SIZE)
        for start in range(0, len(data), _SIZE):
            record = data[start : start + _SIZE]
            yield record[:_MARK], int.from_bytes(record[_MARK:], "big", signed=True)

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        if self._flusher is not None:
            self._flusher.shutdown()
            self._flusher = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def _opened(self) -> BinaryIO:
        if self._file is None:
            if not _is_ours(self.path):
                self._begin()
            self._file = self.path.open("r+b", buffering=0)
            self._count = self._find_end()
        return self._file

    def _begin(self) -> None:
        if self.path.exists():
            self.path.replace(self.path.with_name(self.path.name + ".damaged"))
        descriptor = os.open(
            self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
        )
        with os.fdopen(descriptor, "wb") as file:
            file.write(_MAGIC + secrets.token_bytes(_MARK) + bytes(_BLOCK - _SIZE))
            file.flush()
            os.fsync(file.fileno())

    def _find_end(self) -> int:
        """How many records there are: behind the last one there are only zeros."""
        low, high = 0, self.path.stat().st_size // _SIZE - 1
        while low < high:
            middle = (low + high) // 2
            if self._get(middle) == _NOTHING:
                high = middle
            else:
                low = middle + 1
        return low

    def _get(self, position: int) -> bytes:
        assert self._file is not None, "it is being opened"
        self._file.seek((position + 1) * _SIZE)
        return self._file.read(_SIZE)


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(_SIZE).startswith(_MAGIC) and path.stat().st_size >= _SIZE
    except FileNotFoundError:
        return False


@contextmanager
def _failing() -> Iterator[None]:
    """Turn what the system says of the file into the store's errors."""
    try:
        yield
    except OSError as error:
        kind = DiskFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else StoreError
        raise kind(f"the list of sent messages can't be used ({error.strerror})") from None
