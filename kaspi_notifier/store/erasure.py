"""Forgetting everything: the files of a data folder and what lies in the system's secret store."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from kaspi_notifier.store.contacts import KEY
from kaspi_notifier.store.secrets import Secrets
from kaspi_notifier.store.settings import all_secret_names

_OURS = (
    "kaspi-notifier.db*",
    "backups",
    "sent.journal*",
    "ballast",
    "secrets.json*",
    ".backup-*",
    "logs",
    "window.ini*",
    "demo",
)
"""What this program writes into a data folder, which may be a folder with other things in it."""

# Where the database can't be read any more, so many shops are tried.
_SHOPS_TRIED = 32


def remains(folder: Path) -> list[Path]:
    """Everything of this program's that lies in the folder."""
    return sorted(path for pattern in _OURS for path in folder.glob(pattern))


def erase(folder: Path, database: Path, secrets: Secrets) -> Iterator[Path]:
    """Delete the secrets and then everything of this program's in the folder; each path when it is gone.

    Raises `StoreError` when the secret store refuses and `OSError` when a file can't be deleted: what is
    left then is found by `remains`.
    """
    for name in [KEY, *all_secret_names(_shops(database))]:
        secrets.delete(name)
    for path in remains(folder):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
        yield path


def _shops(database: Path) -> list[int]:
    """The numbers of the shops, also of a database that is damaged or of another version."""
    address = f"{database.absolute().as_uri()}?mode=ro"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True)) as file:
        return [shop_id for (shop_id,) in file.execute("SELECT shop_id FROM shops")]
    return list(range(1, _SHOPS_TRIED + 1))
