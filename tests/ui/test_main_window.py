"""The frame of the window: pages by name and by key, and what is said above all of them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest

from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.pages.table import entries
from tests.ui.conftest import Sample, until
from tests.ui.test_pages import with_window

DIGITS = [getattr(Qt.Key, f"Key_{number}") for number in range(1, 10)]


@with_window
async def test_every_page_has_a_line_a_name_and_a_key(window: MainWindow, shop: Sample) -> None:
    window.activateWindow()
    await until(window.isActiveWindow)
    table = entries()
    assert list(window.pages) == [entry.key for entry in table]
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
    assert window.page == "messages"
