"""Everything that can be used has a name for a screen reader and can be reached by keys."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QWidget,
)

from kaspi_notifier.ui.main_window import MainWindow
from tests.ui.conftest import Sample, opened, until
from tests.ui.gallery import SHOTS
from tests.ui.scene import Scene
from tests.ui.test_pages import with_window

_USED = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)


def used(window: QWidget) -> list[QWidget]:
    """What a person can press, choose or type into; not the parts that Qt builds its widgets of."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, _USED)
        and widget.isVisibleTo(window)
        and not isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox | QLineEdit | QScrollBar)
        and not isinstance(widget, QHeaderView)
        and not widget.objectName().startswith("qt_")
    ]


def name_of(widget: QWidget) -> str:
    """What a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return "" if interface is None else interface.text(QAccessible.Text.Name)


async def test_everything_that_can_be_used_has_a_name_and_takes_the_tab_key(tmp_path: Path) -> None:
    nameless: set[str] = set()
    unreachable: set[str] = set()
    async with opened(tmp_path) as shop:
        window = MainWindow()
        window.open_desk(shop.desk)
        window.show()
        scene = Scene(window=window, desk=shop.desk, ids=shop.ids)
        for shot, take in SHOTS.items():
            for widget in used(await take(scene)):
                what = f"{shot}: {type(widget).__name__} in {type(widget.parentWidget()).__name__}"
                if not name_of(widget).strip():
                    nameless.add(what)
                # Of a row of choices Tab stops at the chosen one, and the arrows lead to the others.
                is_row = isinstance(widget, QRadioButton) and not widget.isChecked()
                if widget.isEnabled() and not is_row and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    unreachable.add(f"{what} {name_of(widget)}")
            scene.uncover()
    assert nameless == set()
    assert unreachable == set()


@with_window
async def test_the_tab_key_walks_through_the_whole_window(window: MainWindow, shop: Sample) -> None:
    window.activateWindow()
    await until(window.isActiveWindow)
    for where in ("settings/shop", "settings/sending", "whatsapp"):
        window.go_to(where)
        await until(lambda: window.focusWidget() is not None)
        seen: list[QWidget] = []
        for _ in range(120):
            QTest.keyClick(window, Qt.Key.Key_Tab)
            focused = window.focusWidget()
            if focused is None or focused in seen:
                break
            seen.append(focused)
        page = window.pages[where.partition("/")[0]]
        wanted = {widget for widget in used(page) if widget.isEnabled() and widget.isVisible()}
        missed = {f"{where}: {name_of(widget)}" for widget in wanted - set(seen)}
        # Of a group of round buttons the chosen one takes the focus, and the arrow keys move it.
        assert {name for name in missed if "QRadioButton" not in name} <= {
            f"{where}: {name_of(button)}"
            for button in wanted
            if isinstance(button, QAbstractButton) and button.autoExclusive()
        }
