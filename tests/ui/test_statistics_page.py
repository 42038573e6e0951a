"""The page of statistics as a person works with it, over a real store."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from PySide6.QtCore import QDate, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QPushButton

from kaspi_notifier.domain.clock import almaty_day
from kaspi_notifier.engine.status import Change
from kaspi_notifier.ui.bridge import now
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.pages import statistics
from kaspi_notifier.ui.pages.statistics import StatisticsPage
from kaspi_notifier.ui.pages.statistics_period import Period
from tests.ui.conftest import Sample, dialog, until
from tests.ui.test_pages import with_window


async def opened_page(window: MainWindow) -> StatisticsPage:
    window.go_to("statistics")
    page = cast(StatisticsPage, window.pages["statistics"])
    await until(lambda: page.found is not None)
    return page


@with_window
async def test_what_came_of_the_messages_of_thirty_days(window: MainWindow, shop: Sample) -> None:
    page = await opened_page(window)
    assert page.sent.number.text() == "40"
    assert page.sent.text.text() == "nothing before"
    assert page.delivered.number.text() == "95\u00a0%"
    assert page.read.number.text() == "93\u00a0%"
    assert page.read.text.text() == "37 of 40"
    assert page.found is not None
    assert 0 < page.found.total.replied < 40
    assert page.replied.text.text() == f"{page.found.total.replied} of 40"
    replied = page.replied.number.text()
    assert page.not_sent.accessibleName().startswith("Not sent: 4")
    assert page.not_sent.text.text() == "1 — something is missing for the text of the template"
    assert len(page.days.bars) == 30
    assert sum(sum(bar.values[:3]) for bar in page.days.bars) == 40
    assert sum(bar.values[3] for bar in page.days.bars) == 4
    assert sum(bar.values[0] for bar in page.hours.bars) == 40
    assert page.templates.rows == [("Готов", "40", "93\u00a0%", replied)]
    assert page.deliveries.rows == [("Pickup", "40", "93\u00a0%", replied)]
    assert len(page.recipients.rows) == 10
    assert page.recipients.rows[0][0].endswith("+7 7•• ••• •0 01")
    assert ("this number has no WhatsApp", "1") in page.reasons.rows
    assert page.read.toolTip().startswith("Usually within")


@with_window
async def test_other_periods(window: MainWindow, shop: Sample) -> None:
    page = await opened_page(window)
    page.period.chips[7].click()
    await until(lambda: len(page.days.bars) == 7)
    assert page.sent.text.text().endswith("% to the period before")
    assert "points" in page.delivered.text.text()
    page.period.chips[None].click()
    assert page.period.first.isVisible()
    today = almaty_day(now())
    for field, day in ((page.period.first, today), (page.period.last, today - timedelta(days=2))):
        field.setDate(QDate(day.year, day.month, day.day))
    await until(lambda: len(page.days.bars) == 3)
    page.period.first.setDate(QDate(2001, 1, 1))
    assert page.period.days == (today - timedelta(days=2) - timedelta(days=366), today - timedelta(days=2))
    page.period.last.setDate(QDate(2001, 1, 2))
    await until(lambda: len(page.days.bars) == 2)
    assert page.sent.number.text() == "0"
    assert page.delivered.number.text() == "—"
    assert page.templates.rows == []
    page.period.chips[90].click()
    assert not page.period.first.isVisible()
    await until(lambda: len(page.days.bars) == 90)


@with_window
async def test_values_under_the_pointer_and_for_the_keyboard(window: MainWindow, shop: Sample) -> None:
    page = await opened_page(window)
    chart = page.days
    highest = max(range(30), key=lambda number: sum(chart.bars[number].values))
    words = chart.bars[highest].words
    place = chart._place(highest).center()
    none, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, QPointF(chart.mapToGlobal(place.toPoint())), button, button, none
    )
    chart.mouseMoveEvent(event)
    assert chart.accessibleDescription() == words
    chart.leaveEvent(QEvent(QEvent.Type.Leave))
    assert chart.accessibleDescription() != words
    assert words in chart.accessibleDescription()
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == chart.bars[0].words
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 0
    QTest.keyClick(chart, Qt.Key.Key_Up)
    assert chart.current == 0
    window.setFocus()
    assert not chart.grab().isNull()


@with_window
async def test_new_messages_are_counted_after_a_while(window: MainWindow, shop: Sample) -> None:
    page = await opened_page(window)
    page._again.setInterval(20)
    assert statistics.AGAIN_MS >= 1000
    number = await shop.desk.db(shop.filled.send, 90, now() - timedelta(minutes=1), 3)
    assert number
    shop.desk.changed.emit(frozenset({Change.MESSAGES}))
    shop.desk.changed.emit(frozenset({Change.MESSAGES}))
    await until(lambda: page.sent.number.text() == "41")
    shop.desk.changed.emit(frozenset({Change.STATUS}))
    assert not page._again.isActive()


async def pick(path: Path) -> None:
    """Choose this file in the file dialog that is open."""
    files = cast(QFileDialog, await dialog())
    files.setDirectory(str(path.parent))
    files.findChildren(QLineEdit)[0].setText(str(path))
    files.accept()


@with_window
async def test_export(window: MainWindow, shop: Sample) -> None:
    page = await opened_page(window)
    with TemporaryDirectory() as folder:
        table, sheet = Path(folder) / "s.csv", Path(folder) / "s.json"
        for target in (table, sheet):
            page.export.click()
            await pick(target)
            await until(target.exists)
        rows = list(csv.DictReader(text_of(table).splitlines(), delimiter=";"))
        assert rows[0]["group"] == "period"
        assert rows[0]["sent"] == "40"
        assert sum(int(row["sent"]) for row in rows if row["group"] == "day") == 40
        found = json.loads(text_of(sheet))
        assert [row["not_sent"] for row in found if row["name"] == "no_whatsapp"] == [1]
        assert any("•" in row["name"] for row in found if row["group"] == "recipient")
        page.export.click()
        await pick(Path(folder) / "s.doc")
        box = cast(QMessageBox, await dialog())
        assert box.text() == "The file can't be written"
        box.findChildren(QPushButton)[0].click()
        page.export.click()
        cast(QFileDialog, await dialog()).reject()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


@with_window
async def test_a_small_window_stacks_the_cards(window: MainWindow, shop: Sample) -> None:
    page = await opened_page(window)
    window.resize(900, 600)
    await until(lambda: page.not_sent.y() > page.sent.y())
    window.resize(1366, 700)
    await until(lambda: page.not_sent.y() == page.sent.y())


def test_a_period_up_to_today_is_counted_in_almaty(qapp: object) -> None:
    first, last = Period().days
    assert (last - first).days == 29
    assert last == almaty_day(now())
    assert isinstance(first, date)
