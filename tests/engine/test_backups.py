"""A backup while the program works: only the copying is done on the database's thread."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaspi_notifier.engine.backups import back_up
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.store import FileSecrets, Store
from kaspi_notifier.store.backup import look_into

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Stopped(Exception):
    """Somebody pressed Cancel."""


async def test_the_database_is_free_while_the_file_is_packed(tmp_path: Path) -> None:
    told: list[str] = []

    def progress(_done: int, _in_all: int) -> None:
        told.append(threading.current_thread().name)

    async with DatabaseThread() as db:
        store = await db(Store.open, tmp_path / "store.db", FileSecrets(tmp_path / "secrets.json"), NOW)
        await back_up(store, db, tmp_path / "all.backup", None, NOW, progress)
        on_database = [name.startswith("database") for name in told]
        assert on_database[0]
        assert not on_database[-1]
        assert on_database == sorted(on_database, reverse=True), "first the copying, then the packing"
        found = look_into(tmp_path / "all.backup", store.path, None, NOW)
        assert (found.made_at, found.messages, found.has_secrets) == (NOW, 0, False)
        await db(store.close)


async def test_stopped_while_packing_nothing_is_left(tmp_path: Path) -> None:
    def progress(_done: int, _in_all: int) -> None:
        if not threading.current_thread().name.startswith("database"):
            raise Stopped

    async with DatabaseThread() as db:
        store = await db(Store.open, tmp_path / "store.db", FileSecrets(tmp_path / "secrets.json"), NOW)
        with pytest.raises(Stopped):
            await back_up(store, db, tmp_path / "all.backup", "пароль", NOW, progress)
        assert not (tmp_path / "all.backup").exists()
        assert list(tmp_path.glob(".backup*")) == []
        await db(store.close)
