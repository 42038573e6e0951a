"""What stands on one row is of one height, with plain letters and with larger ones."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QTimeEdit, QWidget

from kaspi_notifier.ui.application import Application
from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.basics import Dot, Switch, button
from kaspi_notifier.ui.widgets.form import spin
from kaspi_notifier.ui.widgets.search import SearchLine


@pytest.fixture
def back_to_plain(english: Application) -> Iterator[Application]:
    """Whatever the test did to the letters is undone."""
    yield english
    english.enlarge(1.0)


def _row() -> tuple[QWidget, list[QWidget]]:
    window = QWidget()
    box = QHBoxLayout(window)
    choice, day = QComboBox(), QDateEdit(QDate(2026, 11, 26))
    choice.addItem("Any delivery")
    day.setCalendarPopup(True)
    controls = [
        QLineEdit("text"),
        SearchLine("Search", "Search", narrow=100, wide=200, pause_ms=15),
        choice,
        spin("Number", 0, 100, "s"),
        QTimeEdit(QTime(9, 0)),
        day,
        button("Save", "primary"),
        button("Export…"),
        button("⋯", "more"),
    ]
    for control in controls:
        box.addWidget(control)
    window.show()
    return window, controls


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_controls_of_one_row_are_of_one_height(back_to_plain: Application, scale: float) -> None:
    back_to_plain.enlarge(scale)
    window, controls = _row()
    heights = {type(control).__name__: control.height() for control in controls}
    assert len(set(heights.values())) == 1, heights
    window.close()


def test_switches_and_dots_grow_with_the_letters(back_to_plain: Application) -> None:
    plain = Switch().height(), Dot().height(), room(20)
    back_to_plain.enlarge(1.5)
    assert (Switch().height(), Dot().height(), room(20)) == tuple(round(1.5 * size) for size in plain)
