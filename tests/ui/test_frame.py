"""What holds the window together: bridge, tasks, dialogs, application, memory, tray, doorbell."""

import asyncio
import gc
import logging
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from kaspi_notifier.engine.engine import ActionRefused, Engine
from kaspi_notifier.engine.status import Change, ShopStatus
from kaspi_notifier.ui import dialogs, tasks
from kaspi_notifier.ui.application import Application, system_language
from kaspi_notifier.ui.bridge import Bridge, Desk, NotRunning
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.memory import WindowMemory
from kaspi_notifier.ui.single import Doorbell, ring
from kaspi_notifier.ui.tidying import Tidying
from tests.ui.conftest import Sample, dialog, until
from tests.ui.sample import ShownEngine, status


def engine(*statuses: ShopStatus) -> Engine:
    """An engine to look at."""
    return cast(Engine, ShownEngine(*statuses))


def shown_id(desk: Desk) -> int | None:
    """Which shop the window shows."""
    return None if desk.status is None else desk.status.shop_id


async def test_many_changes_are_one_signal() -> None:
    bridge = Bridge()
    heard: list[object] = []
    bridge.changed.connect(heard.append)
    for _ in range(500):
        bridge.on_change(Change.MESSAGES)
        bridge.on_change(Change.STATUS)
    await until(lambda: heard)
    bridge.on_change(Change.ORDERS)
    await until(lambda: len(heard) == 2)
    assert heard == [frozenset({Change.MESSAGES, Change.STATUS}), frozenset({Change.ORDERS})]


async def test_desk_knows_the_shop_that_is_shown(shop: Sample) -> None:
    desk = shop.desk
    heard: list[object] = []
    desk.changed.connect(heard.append)
    assert shown_id(desk) is None
    assert [desk.is_running] == [False]
    with pytest.raises(NotRunning):
        _ = desk.engine
    await desk.toggle_sending()
    desk.attach(engine(status(1), status(2)))
    assert desk.is_running
    assert shown_id(desk) == 1
    desk.choose_shop(2)
    assert shown_id(desk) == 2
    assert len(heard) == 2


async def test_a_task_ends_with_its_widget() -> None:
    widget = QWidget()
    task = tasks.start(asyncio.sleep(3600), widget)
    await asyncio.sleep(0)
    delete(widget)
    await asyncio.wait([task])
    assert task.cancelled()


async def test_a_task_that_outlives_its_widget_stays_quiet() -> None:
    widget = QWidget()

    async def gone() -> None:
        delete(widget)
        task.uncancel()

    task = tasks.start(gone(), widget)
    await asyncio.wait([task])
    await asyncio.sleep(0)
    assert task.done()


async def test_a_failed_task_is_logged_and_said(caplog: pytest.LogCaptureFixture) -> None:
    widget = QWidget()
    widget.show()

    async def fail() -> None:
        raise ValueError("inside")

    with caplog.at_level(logging.ERROR):
        tasks.start(fail(), widget)
        box = cast(QMessageBox, await dialog())
    assert box.text() == "Something went wrong"
    assert "ValueError" in box.informativeText()
    assert "an action in the window failed" in caplog.text
    box.close()


async def test_a_refused_action_is_said_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    widget = QWidget()
    widget.show()

    async def refused() -> None:
        raise ActionRefused("not now")

    tasks.start(refused(), widget)
    box = cast(QMessageBox, await dialog())
    assert box.text() == "This can't be done right now"
    assert not caplog.records
    box.close()


async def test_drain_ends_what_still_runs() -> None:
    widget = QWidget()
    task = tasks.start(asyncio.sleep(3600), widget)
    await tasks.drain()
    assert task.cancelled()


@pytest.mark.parametrize(("word", "answer"), [("Do it", True), ("Cancel", False)])
async def test_asking(word: str, answer: bool) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticking = asyncio.create_task(tick())
    asked = asyncio.create_task(dialogs.ask(None, "<b>Title</b>", "<i>Text</i>", "Do it", is_danger=answer))
    box = await dialog()
    for label in box.findChildren(QLabel):
        assert label.textFormat() in (Qt.TextFormat.PlainText, Qt.TextFormat.AutoText)
        if label.text().startswith("<"):
            assert label.textFormat() is Qt.TextFormat.PlainText
    before = ticks
    await until(lambda: ticks > before + 2)
    next(b for b in box.findChildren(QPushButton) if b.text() == word).click()
    assert await asked is answer
    ticking.cancel()


async def test_telling_and_leaving_a_question_alone() -> None:
    told = asyncio.create_task(dialogs.tell(None, "Title", "Text"))
    (await dialog()).findChildren(QPushButton)[0].click()
    await told
    asked = asyncio.create_task(dialogs.ask(None, "a", "b", "c"))
    box = await dialog()
    asked.cancel()
    await asyncio.wait([asked])
    assert asked.cancelled()
    await until(lambda: not isValid(box))


def test_quit_only_asks_to_close(english: Application) -> None:
    QCoreApplication.sendEvent(english, QEvent(QEvent.Type.Quit))
    assert english.closing.is_set()


def test_looks(english: Application) -> None:
    light = english.palette().window().color().lightness()
    english.wear("dark")
    assert [english.is_dark] == [True]
    assert english.palette().window().color().lightness() < 60 < light
    english.wear("system")
    english.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert english.is_dark is (english.styleHints().colorScheme() is Qt.ColorScheme.Dark)
    english.wear("light")
    english.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert [english.is_dark] == [False]
    assert system_language() in ("ru", "kk")
    assert english.font().pointSizeF() >= 10.5


def test_the_window_remembers_language_look_and_first_hiding(tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path)
    assert memory.language == system_language()
    assert memory.look == "system"
    memory.keep("kk", "dark")
    assert memory.first_hiding()
    again = WindowMemory(tmp_path)
    assert (again.language, again.look) == ("kk", "dark")
    assert not again.first_hiding()


async def test_the_bell_rings_once_for_each_later_start(tmp_path: Path) -> None:
    assert not await ring(tmp_path)
    bell, heard = Doorbell(tmp_path), []
    bell.rung.connect(lambda: heard.append(1))
    assert await ring(tmp_path)
    await until(lambda: heard)
    bell.close()
    assert not await ring(tmp_path)


def test_garbage_is_collected_on_this_thread(english: Application) -> None:
    gc.enable()
    tidying = Tidying(english)
    assert not gc.isenabled()
    garbage: list[object] = []
    for _ in range(gc.get_threshold()[0] + 5):
        garbage.append([garbage])
    tidying.tidy()
    assert gc.get_count()[0] < gc.get_threshold()[0]
    tidying.tidy()
    tidying.stop()
    assert gc.isenabled()
    gc.disable()


def test_the_first_paint_waits_for_nothing_else(qtbot: QtBot, english: Application) -> None:
    painted: list[bool] = []

    class Watched(MainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            painted.append(True)

    window = Watched()
    qtbot.addWidget(window)
    window.show_at_once()
    assert painted
    assert window.isVisible()
