"""Eight megabytes that are given up when the disk is full, so that an outcome can still be written."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from kaspi_notifier import logs
from kaspi_notifier.store.errors import DiskFull

P = ParamSpec("P")
T = TypeVar("T")

SIZE = 8 * 1024 * 1024
_ENOUGH = 200_000_000


class Ballast:
    """The file beside the database. It is made again when there is room."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def fill(self) -> None:
        """Make the file where there is room for it; a disk that refuses costs the ballast only."""
        try:
            if not self._path.exists() and shutil.disk_usage(self._path.parent).free > _ENOUGH:
                # No zeros: a file system may store those as nothing.
                self._path.write_bytes(os.urandom(SIZE))
        except OSError:
            self._path.unlink(missing_ok=True)

    def drop(self) -> bool:
        """Give it up; whether there was something to give up."""
        had_logs = logs.drop_oldest()
        if not self._path.exists():
            return had_logs
        self._path.unlink()
        return True

    def spend(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of work that has to be written down; on a full disk, with what the ballast frees."""
        try:
            return work(*args, **kwargs)
        except DiskFull:
            if not self.drop():
                raise
            return work(*args, **kwargs)
