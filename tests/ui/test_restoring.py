"""The whole program takes a backup in: closes its data, opens the other, and says what came of it."""

import asyncio
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from kaspi_notifier.datafolder import DataFolder
from kaspi_notifier.domain.settings import App, Settings, Shop
from kaspi_notifier.store import Store
from kaspi_notifier.ui.application import Application
from tests.ui.conftest import dialog, until
from tests.ui.scene import shown_dialog
from tests.ui.test_app import program


async def backup_of(folder: Path, name: str) -> Path:
    """A backup of a shop with this name, made in another folder."""

    def fill(store: Store) -> None:
        store.settings.save(Settings(shops=(Shop(name=name),), app=App(language="en")))
        store.settings.keep_first_run(None)

    async with DataFolder(folder) as data:
        await data.db(fill, data.store)
        await data.backup(folder / "all.backup", None)
    return folder / "all.backup"


async def told() -> tuple[str, str]:
    """What a message says, read and closed."""
    box = cast(QMessageBox, await dialog())
    said = box.text(), box.informativeText()
    box.findChildren(QPushButton)[0].click()
    await until(lambda: shown_dialog() is None)
    return said


@pytest.mark.usefixtures("english")
async def test_the_program_goes_on_with_the_restored_data(english: Application, tmp_path: Path) -> None:
    source = await backup_of(tmp_path / "old", "Старый")
    async with DataFolder(tmp_path / "new") as data:
        await data.db(data.store.settings.save, Settings(shops=(Shop(name="Новый"),), app=App(language="en")))
    made = program(english, tmp_path / "new", demo=False)
    running = asyncio.create_task(made.run(hidden=False))
    window = made.window
    await until(lambda: window._desk is not None and window._desk.is_running, 20)
    before = window._desk
    assert before is not None and before.can_restore
    before.restore(source, None)
    title, text = await told()
    assert title == "The data is back"
    assert text.startswith("Sending is paused. Make sure that no other computer sends")
    after = window._desk
    assert after is not None and after is not before
    assert [shop.name for shop in after.settings.shops] == ["Старый"]
    await until(lambda: after.status is not None, 20)
    assert window.isVisible()
    (tmp_path / "text.backup").write_text("just a text")
    after.restore(tmp_path / "text.backup", None)
    title, text = await told()
    assert title == "The backup was not restored"
    assert text.startswith("This file is no backup of this program")
    assert text.endswith("Everything is as it was before.")
    assert window._desk is not None
    assert [shop.name for shop in window._desk.settings.shops] == ["Старый"]
    english.quit()
    assert await running == 0
