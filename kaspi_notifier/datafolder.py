"""The folder with everything the program remembers, opened by one process at a time."""

import contextlib
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from kaspi_notifier import logs
from kaspi_notifier.failure import Failure
from kaspi_notifier.paths import data_dir, resource

if TYPE_CHECKING:
    from kaspi_notifier.engine.database_thread import DatabaseThread
    from kaspi_notifier.store import Secrets, Store

_log = logging.getLogger(__name__)

_LOCK = "lock"
_DATABASE = "kaspi-notifier.db"


class FolderError(Failure):
    """The data folder can't be used; `str()` says why in one line."""


class AlreadyRunning(FolderError):
    """Another process works with this folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Kaspi Notifier is already running with the data folder {path}")
        self.path = path


class Access(StrEnum):
    """What a process wants of the folder."""

    OWN = "own"
    """Work with it alone: the window, `run`, and every command that changes something."""
    READ = "read"
    """Look into it, also while another process works with it: exports and `check`."""


class DataFolder:
    """The database, the secrets and the log of one owner. Making one makes the folder; entering opens it.

    With `demo`, a folder of its own is used, empty at every start, and the simulator runs meanwhile.
    Both raise `FolderError`.
    """

    store: "Store"
    db: "DatabaseThread"
    secrets: "Secrets"

    def __init__(self, path: Path | None = None, *, demo: bool = False, access: Access = Access.OWN) -> None:
        with _explained(path):
            folder = data_dir(path)
            self.path = data_dir(folder / "demo") if demo else folder
        self.demo = demo
        self.access = access
        self.warning: str | None = None
        """Where secrets lie when the system has no safe place for them, else None."""
        self._open_things = AsyncExitStack()

    @property
    def log_folder(self) -> Path:
        """The folder of the log files."""
        return self.path / "logs"

    @property
    def database(self) -> Path:
        """The database file."""
        return self.path / _DATABASE

    def newest_copy(self) -> "tuple[date, Path] | None":
        """The newest nightly copy of the database that is whole, and the day it is of."""
        from kaspi_notifier.store import nightly

        return nightly.newest_good(self.database)

    async def backup(self, target: Path, password: str | None) -> None:
        """Write everything into one file, with a password also the secrets. Raises `FolderError`."""
        from kaspi_notifier.engine.backups import back_up
        from kaspi_notifier.store import StoreError

        try:
            await back_up(self.store, self.db, target, password, datetime.now(UTC))
        except StoreError as error:
            raise FolderError(str(error)) from error
        except OSError as error:
            raise FolderError(f"the backup can't be written: {error.strerror}") from error

    def restore(self, source: Path, password: str | None) -> bool:
        """Put a backup in the place of the data, which is not open; whether sending begins paused.

        Raises `FolderError`; everything stays as it was then.
        """
        from kaspi_notifier.store import StoreError, backup, open_secrets

        with contextlib.closing(_take_lock(self.path)):
            secrets, self.warning = open_secrets(self.path)
            try:
                return backup.restore_backup(source, self.database, secrets, password, datetime.now(UTC))
            except StoreError as error:
                raise FolderError(str(error)) from error
            except OSError as error:
                raise FolderError(f"the backup can't be restored: {error.strerror}") from error

    def remains(self) -> list[Path]:
        """Everything of this program's that lies in the folder."""
        from kaspi_notifier.store import erasure

        return erasure.remains(self.path)

    def erase(self) -> Iterator[Path]:
        """Delete all of it and the secrets, for good; each path when it is gone. Raises `FolderError`."""
        from kaspi_notifier.store import StoreError, erasure, open_secrets

        with contextlib.closing(_take_lock(self.path)):
            secrets, _ = open_secrets(self.path)
            # The log would be written again.
            logs.stop()
            try:
                yield from erasure.erase(self.path, self.database, secrets)
            except (StoreError, OSError) as error:
                raise FolderError(f"not everything is erased: {error}; try once more") from error
        with contextlib.suppress(OSError):
            (self.path / _LOCK).unlink()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opening:
            await self._open(opening)
            self._open_things = opening.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close everything and let the next process in; closing twice does nothing."""
        await self._open_things.aclose()

    async def _open(self, opening: AsyncExitStack) -> None:
        from kaspi_notifier.engine.database_thread import DatabaseThread
        from kaspi_notifier.store import StoreError

        with _explained(self.path):
            self._look_where()
            if self.access is Access.OWN:
                opening.callback(_take_lock(self.path).close)
            if self.demo:
                _empty(self.path)
        self.db = await opening.enter_async_context(DatabaseThread())
        try:
            self.store, self.warning = await self.db(self._open_store)
            opening.push_async_callback(self.db, self.store.close)
            await self.db(self._prepare)
            if self.demo:
                await self._start_demo(opening)
        except StoreError as error:
            raise FolderError(f"{error}{self._way_out(error)}") from error

    def _way_out(self, error: Exception) -> str:
        from kaspi_notifier.store import Damaged

        copy = self.newest_copy() if isinstance(error, Damaged) else None
        return "" if copy is None else f"; the newest whole copy comes back with: restore {copy[1]}"

    def _look_where(self) -> None:
        from kaspi_notifier.machine import Place, place_of

        self.place = place_of(self.path)
        if self.place is Place.NETWORK:
            raise FolderError(
                "the data folder lies on a network drive, where a database breaks: "
                "choose a folder on this computer's own disk"
            )
        if self.place is not Place.OWN_DISK:
            _log.warning("the data folder lies in a place that is not this computer's own disk")

    def _open_store(self) -> "tuple[Store, str | None]":
        from kaspi_notifier.store import FileSecrets, Store, open_secrets

        secrets: Secrets
        warning = None
        if self.demo:
            # A demo's made-up keys have no business in the system's keyring.
            secrets = FileSecrets(self.path / "secrets.json")
        elif self.access is Access.READ:
            secrets = _LateSecrets(self.path)
        else:
            secrets, warning = open_secrets(self.path)
        self.secrets = secrets
        return Store.open(self.database, secrets, datetime.now(UTC)), warning

    def _prepare(self) -> None:
        if not self.store.templates.is_seeded:
            from kaspi_notifier.domain.template_file import default_templates

            russian, kazakh = (resource(f"templates/{name}.json").read_bytes() for name in ("ru", "kk"))
            self.store.templates.seed(default_templates(russian, kazakh))
        if self.access is Access.OWN:
            if not self.demo:
                from kaspi_notifier.machine import machine_id

                if (machine := machine_id()) is not None:
                    self.store.stands_on(machine, datetime.now(UTC))
            for shop in self.store.settings.load().shops:
                logs.hide(shop.kaspi.token, shop.waha.api_key)

    async def _start_demo(self, opening: AsyncExitStack) -> None:
        from kaspi_notifier.demo import demo_servers

        settings = await opening.enter_async_context(demo_servers())
        await self.db(self.store.settings.save, settings)


class _LateSecrets:
    """Asks the system for its secret store only when a secret is wanted: an export wants none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _secrets(self) -> "Secrets":
        from kaspi_notifier.store import open_secrets

        return open_secrets(self._path)[0]

    def get(self, name: str) -> str | None:
        return self._secrets.get(name)

    def set(self, name: str, value: str) -> None:
        self._secrets.set(name, value)

    def delete(self, name: str) -> None:
        self._secrets.delete(name)


@contextlib.contextmanager
def _explained(path: Path | None) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FolderError(
            f"the data folder can't be used: {error.strerror}: {error.filename or path}"
        ) from None


def _take_lock(folder: Path) -> IO[bytes]:
    """The open lock file; the system lets go of it when it is closed or the process ends, however it ends."""
    stream = (folder / _LOCK).open("a+b")
    try:
        _lock(stream)
    except OSError:
        stream.close()
        raise AlreadyRunning(folder) from None
    return stream


def _lock(stream: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _empty(folder: Path) -> None:
    # The lock and the log are in use by this very process.
    in_use = {folder / _LOCK, *logs.open_files()}
    for entry in os.scandir(folder):
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if any(file.parent == path for file in in_use):
                _empty(path)
            else:
                shutil.rmtree(path)
        elif path not in in_use:
            path.unlink(missing_ok=True)
