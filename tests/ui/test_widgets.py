"""The small parts: the QR code that phones can read, the link card, pills, icons."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kaspi_notifier.engine.status import SessionHealth, SessionProblem
from kaspi_notifier.paths import resource
from kaspi_notifier.ui.application import Application
from kaspi_notifier.ui.widgets.basics import Banner, StateCard, Switch, clear, label, pill, set_pill
from kaspi_notifier.ui.widgets.icons import icon, pixmap
from kaspi_notifier.ui.widgets.linking import Linking, dashed
from kaspi_notifier.ui.widgets.qr_code import MARGIN, QrCode, matrix
from kaspi_notifier.ui.widgets.sidebar import Sidebar
from tests.ui.sample import QR, scanning, status

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def modules_of(image: QImage, count: int) -> list[list[bool]]:
    """What a camera sees: the middle of each module."""
    side = min(image.width(), image.height()) // count
    left, top = (image.width() - side * count) // 2, (image.height() - side * count) // 2
    return [
        [
            QColor(image.pixel(left + x * side + side // 2, top + y * side + side // 2)).lightness() < 128
            for x in range(count)
        ]
        for y in range(count)
    ]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_painted_code_is_its_text(qtbot: QtBot, english: Application, look: str) -> None:
    english.wear(look)  # type: ignore[arg-type]
    code = QrCode()
    qtbot.addWidget(code)
    code.resize(code.sizeHint())
    code.set_text(QR)
    expected = matrix(QR)
    assert modules_of(code.grab().toImage(), len(expected)) == expected
    assert not any(any(row[:MARGIN]) or any(row[-MARGIN:]) for row in expected)
    assert not any(any(row) for row in expected[:MARGIN] + expected[-MARGIN:])
    assert QR not in code.accessibleName() + repr(code) + code.toolTip()


def test_a_new_code_is_painted_and_none_is_white(qtbot: QtBot) -> None:
    code = QrCode()
    qtbot.addWidget(code)
    code.resize(340, 340)
    code.set_text("first")
    first = code.grab().toImage()
    code.set_text("first")
    assert code.grab().toImage() == first
    code.set_text("second")
    assert code.grab().toImage() != first
    code.set_text(None)
    assert code.modules == []
    assert QColor(code.grab().toImage().pixel(170, 170)) == QColor("white")


@pytest.fixture
def linking(qtbot: QtBot) -> Linking:
    """The link card, shown."""
    card = Linking()
    qtbot.addWidget(card)
    card.show()
    return card


def test_the_code_to_scan_with_its_countdown(linking: Linking) -> None:
    linking.say(scanning(NOW), NOW)
    assert linking.qr.isVisible()
    assert linking.countdown.text() == "A new code in 14 s · code 2 of 6"
    linking.say(replace(scanning(NOW), qr=None), NOW)
    assert linking.countdown.text() == "The code is coming…"
    linking.say(replace(scanning(NOW), qr_number=0, qr_expires_at=None), NOW)
    assert linking.countdown.text() == ""


def test_the_code_by_phone_number(linking: Linking) -> None:
    wanted: list[str] = []
    linking.code_wanted.connect(wanted.append)
    linking.say(scanning(NOW), NOW)
    linking.to_phone.click()
    assert linking.number.isVisible()
    QTest.keyClicks(linking.number, "8 700 000 00 01")
    linking.get_code.click()
    assert wanted == ["8 700 000 00 01"]
    linking.say_bad_number()
    assert linking.number_error.isVisible()
    QTest.keyClick(linking.number, Qt.Key.Key_Return)
    assert not linking.number_error.isVisible()
    linking.say(replace(scanning(NOW), pairing_code="abcd-efgh"), NOW)
    assert linking.code.text() == "ABCD-EFGH"
    linking.copy.click()
    assert QGuiApplication.clipboard().text() == "ABCD-EFGH"
    linking.to_qr.click()
    assert linking.qr.isVisible()
    assert dashed("ABC") == "ABC"


@pytest.mark.parametrize("problem", [None, *SessionProblem])
def test_every_state_has_its_face(linking: Linking, problem: SessionProblem | None) -> None:
    linking.say(SessionHealth(problem=problem, phone="77000000001", push_name="<b>Shop</b>"), NOW)
    assert linking.sentence.text() or linking.qr.isVisible()
    assert linking.accept.isVisible() is (problem is SessionProblem.OTHER_NUMBER)
    if problem is SessionProblem.OTHER_NUMBER:
        assert linking.title.text() == "Another number is linked: +7 700 000 00 01"
    assert linking.sentence.textFormat() is Qt.TextFormat.PlainText


def test_every_drawing_can_be_drawn() -> None:
    names = sorted(path.stem for path in resource("icons").glob("*.svg"))
    assert len(names) > 15
    for name in names:
        drawn = pixmap(name, "#0c8a64", 32).toImage()
        assert any(drawn.pixelColor(x, y).alpha() for x in range(32) for y in range(32)), name
    assert not icon("app").isNull()


def test_small_parts(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = QHBoxLayout(holder)
    switch, mark, banner, card = Switch(), pill(), Banner(), StateCard("Kaspi")
    for part in (switch, mark, banner, card):
        row.addWidget(part)
    row.addStretch(1)
    set_pill(mark, "red", "No")
    banner.say("red", "Title")
    card.say("green", "Well", "All is well")
    holder.show()
    assert not banner.text.isVisible()
    off = switch.grab().toImage()
    switch.setChecked(True)
    assert switch.grab().toImage() != off
    switch.setFocus()
    assert mark.property("tone") == "red"
    assert label("<b>x</b>").textFormat() is Qt.TextFormat.PlainText
    clear(row)
    assert row.count() == 0


def test_sidebar_shows_a_choice_only_for_several_shops(qtbot: QtBot, english: Application) -> None:
    bar = Sidebar()
    chosen: list[int] = []
    qtbot.addWidget(bar)
    bar.shop_chosen.connect(chosen.append)
    bar.add_page("overview", "overview", "Overview", "Ctrl+1")
    bar.choose("overview")
    bar.show()
    one, two = status(1), replace(status(2), shop_name="Второй")
    bar.show_shops((), None)
    assert bar.shop.text() == ""
    bar.show_shops((one,), one)
    assert bar.shop.text() == "«Арман Техно»"
    assert not bar.shops.isVisible()
    bar.show_shops((one, two), two)
    assert bar.shops.currentText() == "Второй"
    bar.shops.activated.emit(0)
    assert chosen == [1]
    bar.buttons["overview"].set_badge(2)
    assert bar.buttons["overview"].accessibleDescription() == "2"
    english.wear("dark")
