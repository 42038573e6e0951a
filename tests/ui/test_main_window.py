"""The frame of the window: pages by name and by key, and what is said above all of them."""

from datetime import UTC, datetime
from typing import cast

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kaspi_notifier.engine.status import QueueHealth, SessionHealth, SessionProblem
from kaspi_notifier.ui.application import Application
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.pages.table import entries
from tests.ui.conftest import Sample, until
from tests.ui.sample import status
from tests.ui.test_pages import show, with_window

DIGITS = [getattr(Qt.Key, f"Key_{number}") for number in range(1, 10)]


@with_window
async def test_every_page_has_a_line_a_name_and_a_key(window: MainWindow, shop: Sample) -> None:
    window.activateWindow()
    await until(window.isActiveWindow)
    table = entries()
    assert list(window.sidebar.buttons) == [entry.key for entry in table]
    for entry, digit in zip(table, DIGITS, strict=False):
        QTest.keyClick(window, digit, Qt.KeyboardModifier.ControlModifier)
        assert window.page == entry.key
        button = window.sidebar.buttons[entry.key]
        assert button.isChecked()
        assert button.accessibleName() == entry.name
        assert QKeySequence(button.toolTip()) == QKeySequence(f"Ctrl+{1 + table.index(entry)}")


@with_window
async def test_the_kazakh_keyboard_has_letters_where_others_have_digits(
    window: MainWindow, shop: Sample
) -> None:
    keys = {made.key().toString(): made for made in window.stack.findChildren(QShortcut)}
    keys["Ctrl+Ә"].activated.emit()
    assert window.page == "orders"


@with_window
async def test_what_needs_a_person_is_said_on_every_page_but_where_it_is_shown(
    window: MainWindow, shop: Sample
) -> None:
    now = datetime.now(UTC)
    assert window.page == "overview"
    assert not window.alert.isVisible()
    window.go_to("settings")
    assert window.alert.text.text() == "1 message needs your decision"
    window.alert_button.click()
    assert window.page == "messages"
    assert not window.alert.isVisible()
    broken = SessionHealth(problem=SessionProblem.FAILED, since=now)
    show(shop, status(shop.filled.shop_id, session=broken, queue=QueueHealth()))
    assert "Connection broken" in window.alert.text.text()
    window.alert_button.click()
    assert window.page == "whatsapp"
    assert not window.alert.isVisible()
    window.go_to("settings")
    show(shop, status(shop.filled.shop_id, queue=QueueHealth()))
    assert not window.alert.isVisible()


@with_window
async def test_the_switch_in_the_side_bar_switches_sending_on(window: MainWindow, shop: Sample) -> None:
    made = shop.desk.settings.shops[0]
    off = msgspec.structs.replace(made, sending=msgspec.structs.replace(made.sending, enabled=False))
    await shop.desk.save(msgspec.structs.replace(shop.desk.settings, shops=(off,)))
    show(shop, status(shop.filled.shop_id, sending_enabled=False))
    assert window.sidebar.status.headline.text() == "Sending is off"
    window.sidebar.status.switch.click()
    await until(lambda: shop.desk.settings.shops[0].sending.enabled)


@with_window
async def test_words_said_before_the_language_was_known_are_said_again(
    window: MainWindow, shop: Sample
) -> None:
    early = MainWindow()
    early.show()
    assert early.sidebar.status.switch.accessibleName() == "Send messages"
    application = cast(Application, QApplication.instance())
    application.speak("ru")
    early.open_desk(shop.desk)
    assert early.sidebar.status.switch.accessibleName() == "Отправлять сообщения"


@with_window
async def test_the_window_fits_the_screen(window: MainWindow, shop: Sample) -> None:
    room = window.screen().availableSize()
    assert window.width() <= room.width()
    assert window.height() <= room.height()
