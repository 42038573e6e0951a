"""What the tests of the page of templates do with it: open it, write, choose, save, answer."""

from collections.abc import Callable, Coroutine
from functools import wraps
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QMessageBox, QPushButton

from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template
from kaspi_notifier.ui.pages.templates import TemplatesPage
from tests.ui.conftest import dialog, until
from tests.ui.test_pages import Live, shown, with_engine

PageTest = Callable[[TemplatesPage, Live], Coroutine[Any, Any, None]]


RU = Template(name="Готов", event=Event.READY_FOR_PICKUP, text="№{order_num} {shop_name}")


KK = Template(name="Дайын", event=Event.READY_FOR_PICKUP, language="kk", text="№{order_num} дайын")


def on_page(test: PageTest) -> Callable[[Path], Coroutine[Any, Any, None]]:
    """Give a test the page with a Russian and a Kazakh template in it."""

    @wraps(test)
    async def run(live: Live) -> None:
        await live.desk.db(live.desk.store.templates.merge, [KK])
        window = shown(live)
        window.resize(1280, 800)
        window.go_to("templates")
        page = cast(TemplatesPage, window.pages["templates"])
        await until(lambda: len(page.list.rows) == 1 and page.editor.pair is not None)
        await until(lambda: page.preview.orders.currentData() and page.preview.text)
        await test(page, live)

    return with_engine(run)


def text_of(page: TemplatesPage, language: str) -> str:
    return page.editor.boxes["kk" if language == "kk" else "ru"].edit.toPlainText()


def write(page: TemplatesPage, text: str, language: str = "ru") -> None:
    """Type over everything, as a person would."""
    edit = page.editor.boxes["kk" if language == "kk" else "ru"].edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    edit.insertPlainText(text)


def choose(combo: QComboBox, data: object) -> None:
    """Pick an item of a combo box."""
    combo.setCurrentIndex(combo.findData(data))
    combo.activated.emit(combo.currentIndex())


async def stored(live: Live) -> list[Template]:
    return await live.desk.read(live.desk.store.templates.list)


async def saved(page: TemplatesPage, live: Live) -> list[Template]:
    """Click on Save, and what is stored then."""
    assert page.editor.save.isEnabled()
    page.editor.save.click()
    await until(lambda: page.editor.state.text().startswith("Saved"))
    return await stored(live)


async def answer(text: str) -> None:
    """Click on a button of the question that is asked."""
    box = cast(QMessageBox, await dialog())
    next(button for button in box.findChildren(QPushButton) if button.text() == text).click()
