"""The engine begins with what every released version left behind."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.options import utc_now
from kaspi_notifier.engine.status import PauseReason
from kaspi_notifier.store import FileSecrets, Store
from tests.store.test_upgrades import OLD, old_file


@pytest.mark.parametrize("version", OLD)
async def test_the_engine_starts_over_the_file_of_every_version(tmp_path: Path, version: int) -> None:
    path = tmp_path / "shop.db"
    old_file(path, version)
    with closing(sqlite3.connect(path)) as file, file:  # nobody listens there
        file.execute("UPDATE whatsapp_settings SET value = replace(value, 'localhost:300', '127.0.0.1:1')")
    async with DatabaseThread() as db:
        store = await db(lambda: Store.open(path, FileSecrets(tmp_path / "secrets.json"), utc_now()))
        try:
            async with Engine(store, db, on_change=lambda _change: None) as engine:
                first, second = engine.statuses
                assert first.pause is None
                assert second.pause is not None
                assert second.pause.reason is PauseReason.BY_PERSON
        finally:
            await db(store.close)
