"""A Qt loop under every test here, the real application, and a real store to look into."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from kaspi_notifier.ui import tasks
from kaspi_notifier.ui.application import Application
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.loop import Loop
from tests.ui.sample import SampleStore, sample, settings

_applications: list[Application] = []


def qt_loop() -> asyncio.AbstractEventLoop:
    """Every test's loop is Qt's."""
    if QApplication.instance() is None:
        _applications.append(Application(["tests"]))
    loop: asyncio.AbstractEventLoop = Loop(QApplication.instance())
    return loop


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """For pytest-asyncio; counts only in this folder."""
    return {"qt": qt_loop}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Any Qt warning fails a test, but for those that the offscreen screen itself gives."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def qapp_cls() -> type[Application]:
    """The application as it ships."""
    return Application


@pytest.fixture(autouse=True)
def tidy() -> Iterator[None]:
    """Qt objects are freed on this thread, as in the program itself (`ui/tidying.py`)."""
    gc.disable()
    yield
    gc.collect()
    gc.freeze()  # what a test left behind for good need not be looked through again
    gc.enable()


@pytest.fixture(autouse=True)
def english(qapp: Application) -> Iterator[Application]:
    """English and light, so that tests read what the code says."""
    qapp.speak("en")
    qapp.wear("light")
    qapp.closing.clear()
    yield qapp
    for window in QApplication.topLevelWidgets():
        window.hide()
        window.deleteLater()


class Sample:
    """A desk over a filled store; the engine comes from the test."""

    def __init__(self, desk: Desk, filled: SampleStore, ids: dict[str, int]) -> None:
        self.desk = desk
        self.filled = filled
        self.ids = ids


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Sample]:
    """One shop with every kind of message; at the end every task of the window has ended."""
    async with sample(folder) as (store, db, filled, ids):
        try:
            yield Sample(Desk(store, db, settings()), filled, ids)
        finally:
            for window in QApplication.topLevelWidgets():
                window.hide()
            await tasks.drain()


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Sample]:
    """The sample for tests that leave no task running between fixture and test."""
    async with opened(tmp_path) as made:
        yield made


def named(run: Callable[..., Any], test: Callable[..., Any]) -> Callable[..., Any]:
    """A wrapped test under its own name, with the wrapper's arguments."""
    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


async def until(condition: Callable[[], object], patience: float = 8.0, every: float = 0.01) -> None:
    """Come back when the condition holds; `every` 0 sees what holds for a moment only."""
    async with asyncio.timeout(patience):
        while not condition():  # noqa: ASYNC110 - Qt's signals come from many places
            await asyncio.sleep(every)


async def dialog() -> QDialog:
    """The dialog that is open, as soon as one is."""

    def find() -> QDialog | None:
        shown = QApplication.topLevelWidgets()
        return next((w for w in shown if isinstance(w, QDialog) and w.isVisible()), None)

    await until(find)
    found = find()
    assert found is not None
    return found
