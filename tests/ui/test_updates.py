"""A newer release is told once, fetched when wanted, and whatever is wrong with it changes nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from kaspi_notifier.ui.memory import WindowMemory
from kaspi_notifier.ui.updates import Updates
from kaspi_notifier.updates import UpdateClient
from tests.ui.conftest import Sample, until
from tests.updates.server import FIRST, INSTALLER, KEYS, NOW, STRANGER, payload, release_server, signed


class Place:
    """The window, its memory and a release server."""

    def __init__(self, shop: Sample, folder: Path, url: str) -> None:
        self.window = QWidget()
        self.window.show()
        self.memory = WindowMemory(folder)
        self.updates = Updates(shop.desk, self.window, self.memory, url=url, opened=self.open)

    def open(self, url: str) -> UpdateClient:
        """A client that believes the test's own keys."""
        return UpdateClient(url, keys=KEYS, now=lambda: NOW)


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's downloads."""
    folder = tmp_path / "downloads"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(folder))
    return folder


@asynccontextmanager
async def place(shop: Sample, folder: Path, *, installer: bytes = INSTALLER) -> AsyncIterator[Place]:
    """A server with a good release and a program that may ask it."""
    async with release_server() as server:
        server.manifest = signed(payload(server.address), FIRST)
        server.installer = installer
        yield Place(shop, folder, server.url)


async def box_after(before: QMessageBox | None = None) -> QMessageBox:
    """The question that is open now, another one than before."""

    def found() -> QMessageBox | None:
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
        return next((box for box in shown if box is not before), None)

    await until(found)
    box = found()
    assert box is not None
    return box


def press(box: QMessageBox, text: str) -> None:
    """Press the button with this text."""
    next(button for button in box.buttons() if button.text() == text).click()


async def test_a_new_release_is_told_fetched_and_shown(
    shop: Sample, tmp_path: Path, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    async with place(shop, tmp_path) as made:
        looking = asyncio.create_task(made.updates.look())
        box = await box_after()
        assert box.text() == "Version 9.8.7 is out"
        press(box, "Download")
        second = await box_after(box)
        assert "kaspi-notifier-setup.exe" in second.informativeText()
        press(second, "Show the file")
        await looking
        assert made.memory.newest_version == "9.8.7"
        await made.updates.look()  # told once
    assert (downloads / "kaspi-notifier-setup.exe").read_bytes() == INSTALLER
    assert shown == [QUrl.fromLocalFile(str(downloads))]


async def test_another_file_than_the_announced_one_is_thrown_away(
    shop: Sample, tmp_path: Path, downloads: Path
) -> None:
    async with place(shop, tmp_path, installer=b"something else") as made:
        looking = asyncio.create_task(made.updates.look())
        box = await box_after()
        press(box, "Download")
        second = await box_after(box)
        assert "not the one that was announced" in second.informativeText()
        second.close()
        await looking
        assert made.memory.told_version == ""
    assert list(downloads.iterdir()) == []


async def test_a_download_that_breaks_off_is_explained(shop: Sample, tmp_path: Path, downloads: Path) -> None:
    downloads.write_text("no folder")
    async with place(shop, tmp_path) as made:
        looking = asyncio.create_task(made.updates.look())
        box = await box_after()
        press(box, "Download")
        second = await box_after(box)
        assert "broke off" in second.informativeText()
        second.close()
        await looking


async def test_in_the_tray_the_news_waits_for_the_window(shop: Sample, tmp_path: Path) -> None:
    async with place(shop, tmp_path) as made:
        made.window.hide()
        looking = asyncio.create_task(made.updates.look())
        await until(lambda: made.memory.newest_version)
        boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
        assert not any(box.isVisible() for box in boxes)
        made.window.show()
        box = await box_after()
        box.close()
        await looking


async def test_a_forged_release_is_only_logged(
    shop: Sample, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with release_server() as server:
        server.manifest = signed(payload(server.address), STRANGER)
        await Place(shop, tmp_path, server.url).updates.look()
    assert "refused: wrong key" in caplog.text


async def test_a_build_without_a_release_server_asks_nobody(shop: Sample, tmp_path: Path) -> None:
    before = asyncio.all_tasks()
    window = QWidget()
    Updates(shop.desk, window, WindowMemory(tmp_path))
    assert asyncio.all_tasks() == before
