"""The copies of the database that are made every night: which are kept, and that old ones forget as well."""

import re
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kaspi_notifier.domain.clock import almaty, almaty_day
from kaspi_notifier.store.backup import check_copy
from kaspi_notifier.store.contacts import Contacts
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.errors import StoreError
from kaspi_notifier.store.facade import Store
from kaspi_notifier.store.privacy import Privacy
from kaspi_notifier.store.secrets import Secrets

DAYS = 7
WEEKS = 4
# Copies from before a restore and before an upgrade are there to undo it, not for ever.
_UNDO = timedelta(days=7)
_FROM_HOUR = 3
_NAME = re.compile(r"nightly-(\d{4}-\d{2}-\d{2})\.db")


def folder_of(database: Path) -> Path:
    """Where the copies of this database lie."""
    return database.parent / "backups"


def copies(database: Path) -> list[tuple[date, Path]]:
    """The nightly copies by the Almaty day on which they were made, the newest first."""
    found = []
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in folder_of(database).iterdir():
            if named := _NAME.fullmatch(path.name):
                with suppress(ValueError):
                    found.append((date.fromisoformat(named[1]), path))
    return sorted(found, reverse=True)


def is_due(database: Path, now: datetime) -> bool:
    """Whether tonight's copy is still to be made: from three in the morning on, once a day."""
    newest = copies(database)
    is_missing = not newest or newest[0][0] != almaty_day(now)
    return is_missing and (not newest or almaty(now).hour >= _FROM_HOUR)


def make(store: Store, now: datetime) -> Path:
    """Copy the open database, check the copy, drop what is older than it has to be. Raises `StoreError`."""
    folder = folder_of(store.path)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the folder of backups can't be made ({error.strerror})") from None
    target = folder / f"nightly-{almaty_day(now).isoformat()}.db"
    fresh = target.with_suffix(".new")
    try:
        store.backup(fresh)
        check_copy(fresh)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    _prune(store.path, now)
    return target


def _prune(database: Path, now: datetime) -> None:
    listed = copies(database)
    kept = {path for _, path in listed[:DAYS]}
    weeks: dict[tuple[int, int], Path] = {}
    for day, path in listed[DAYS:]:
        weeks.setdefault(day.isocalendar()[:2], path)
    kept |= set(list(weeks.values())[:WEEKS])
    old = [path for _, path in listed if path not in kept]
    undo = [*folder_of(database).glob("before-restore-*"), *database.parent.glob(f"{database.name}.v*.copy")]
    old += [path for path in undo if now - datetime.fromtimestamp(path.stat().st_mtime, UTC) > _UNDO]
    for path in old:
        path.unlink(missing_ok=True)


def forget_in_copies(
    database: Path, secrets: Secrets, *, messages: datetime, orders: datetime, now: datetime
) -> None:
    """Wipe in every copy what was wiped here."""
    _in_copies(database, secrets, now, lambda privacy: deque(privacy.wipe(messages, orders, now), maxlen=0))


def forget_buyer_in_copies(database: Path, secrets: Secrets, phone: str, now: datetime) -> None:
    """Wipe one buyer in every copy; one in which a message to the buyer was on its way goes as a whole."""
    _in_copies(database, secrets, now, lambda privacy: privacy.forget(phone, now))


def _in_copies(database: Path, secrets: Secrets, now: datetime, work: Callable[[Privacy], object]) -> None:
    """A copy that can't be opened and changed is of no use, and goes."""
    folder = folder_of(database)
    for path in [path for _, path in copies(database)] + sorted(folder.glob("before-restore-*.db")):
        copy = Database(path)
        try:
            copy.open(now, keeps_copy=False)
            work(Privacy(copy, Contacts(copy, secrets)))
        except StoreError:
            copy.close()
            path.unlink(missing_ok=True)
        finally:
            copy.close()


def newest_good(database: Path) -> tuple[date, Path] | None:
    """The newest nightly copy that is whole."""
    for day, path in copies(database):
        with suppress(StoreError):
            check_copy(path)
            return day, path
    return None
