"""The whole program in the demo: it starts, sends, takes new settings, comes up, hides and ends cleanly."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QSystemTrayIcon

from kaspi_notifier.datafolder import AlreadyRunning, DataFolder, FolderError
from kaspi_notifier.program import Parts, Program
from kaspi_notifier.ui.application import Application
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.memory import WindowMemory
from kaspi_notifier.ui.pages.overview import OverviewPage
from kaspi_notifier.ui.pages.settings import SettingsPage
from kaspi_notifier.ui.settings.program import ProgramGroup
from kaspi_notifier.ui.single import ring
from tests.ui.conftest import dialog, until


def program(english: Application, folder: Path, *, demo: bool) -> Program:
    """The program, not running yet."""
    data = DataFolder(folder, demo=demo)
    memory = WindowMemory(data.path)
    english.dress(memory.language, memory.look)
    return Program(Parts(english, MainWindow(demo=demo), memory), data)


async def test_the_demo_from_start_to_end(english: Application, tmp_path: Path) -> None:
    made = program(english, tmp_path, demo=True)
    running = asyncio.create_task(made.run(hidden=False))
    await until(lambda: made.window.pages)
    assert made.window.isVisible()
    assert english.language == "ru"
    page = made.window.pages["overview"]
    assert isinstance(page, OverviewPage)
    await until(lambda: page.numbers.sent.text() != "0", 20)
    made.window.go_to("settings")
    form = made.window.pages["settings"]
    assert isinstance(form, SettingsPage)
    program_group = form.groups["program"]
    assert isinstance(program_group, ProgramGroup)
    program_group.language.setCurrentIndex(program_group.language.findData("kk"))
    program_group.language.activated.emit(0)
    form.save.click()
    await until(lambda: made.window.pages["settings"] is not form, 15)
    assert made.window.page == "settings"
    assert made.window.sidebar.buttons["settings"].text() == "Баптаулар"
    made.window.hide()
    assert await ring(made.data.path)
    await until(made.window.isVisible)
    english.quit()
    assert await running == 0
    assert not made.window.isVisible()
    assert made.memory.language == "kk"


async def test_a_first_start_asks_for_the_settings_and_a_second_one_brings_it_up(
    english: Application, tmp_path: Path
) -> None:
    made = program(english, tmp_path, demo=False)
    # Without a place for tray icons a hidden start would be a program that nobody can reach.
    running = asyncio.create_task(made.run(hidden=True))
    await until(lambda: made.window.pages)
    assert made.window.page == "settings"
    assert made.window.isVisible() is not QSystemTrayIcon.isSystemTrayAvailable()
    second = program(english, tmp_path, demo=False)
    assert await second.run(hidden=False) == 0
    assert made.window.isVisible()
    made.window.close()
    assert await running == 0


class Watched(MainWindow):
    """Remembers whether an engine ran already when its pages were built."""

    had_engine: bool | None = None

    def open_desk(self, desk: Desk, page: str | None = None) -> None:
        """As the window does it."""
        self.had_engine = desk.is_running
        super().open_desk(desk, page)


async def test_sending_does_not_wait_for_the_pages(english: Application, tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    window = Watched()
    running = asyncio.create_task(
        Program(Parts(english, window, WindowMemory(data.path)), data).run(hidden=False)
    )
    await until(lambda: window.pages)
    assert window.had_engine
    english.quit()
    assert await running == 0


async def test_a_folder_in_use_by_a_program_without_a_window(english: Application, tmp_path: Path) -> None:
    async with DataFolder(tmp_path):
        with pytest.raises(AlreadyRunning):
            await program(english, tmp_path, demo=False).run(hidden=False)


async def test_a_broken_database_is_explained(english: Application, tmp_path: Path) -> None:
    (tmp_path / "kaspi-notifier.db").write_bytes(b"this is no database " * 500)
    running = asyncio.create_task(program(english, tmp_path, demo=False).run(hidden=False))
    box = await dialog()
    box.findChildren(QPushButton)[0].click()
    with pytest.raises(FolderError):
        await running


def test_main_in_a_process_of_its_own(tmp_path: Path) -> None:
    code = (
        "import signal, sys; from pathlib import Path; from PySide6.QtCore import QTimer\n"
        "from kaspi_notifier import app, program; from kaspi_notifier.datafolder import DataFolder\n"
        "from kaspi_notifier.ui.main_window import MainWindow\n"
        "class Quitting(program.Program):\n"
        "    async def _work(self):\n"
        "        QTimer.singleShot(700, lambda: signal.raise_signal(signal.SIGTERM))\n"
        "        await super()._work()\n"
        "program.Program = Quitting\n"
        "sys.exit(app.main(DataFolder(Path(sys.argv[1])), False, False))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", code, str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # The offscreen screen says what it can't do; asyncio's debug mode counts the milliseconds.
    known = ("This plugin does not support", "Executing <")
    assert [line for line in done.stderr.splitlines() if not line.startswith(known)] == []
    assert QApplication.instance() is not None
