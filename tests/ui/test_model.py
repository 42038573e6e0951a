"""The message table: a window of rows over any number of ids, which never raises."""

from array import array
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.ui.models.messages import BUYER, DETAILS, PAGE, STATE, STATE_ROLE, MessagesModel
from tests.ui.conftest import Sample


async def filled(shop: Sample) -> MessagesModel:
    """The model with the sample's first page."""
    reports = shop.desk.store.reports
    model = MessagesModel()
    model.set_ids(await shop.desk.read(reports.message_ids, None))
    model.set_page(0, await shop.desk.read(reports.messages, model.page_ids(0)))
    return model


async def test_rows_are_words(shop: Sample) -> None:
    model = await filled(shop)
    row = model.row_of(shop.ids["hidden"])
    assert row is not None
    assert model.data(model.index(row, BUYER)) == "hidden by Kaspi"
    assert model.data(model.index(row, DETAILS)) == "Kaspi hides the buyer's number"
    assert model.data(model.index(row, STATE), STATE_ROLE) is MessageState.SKIPPED
    assert model.data(model.index(row, DETAILS), Qt.ItemDataRole.ToolTipRole)
    assert model.data(model.index(row, STATE), Qt.ItemDataRole.ToolTipRole) is None
    assert model.data(model.index(row, STATE), Qt.ItemDataRole.FontRole) is None
    read = model.row_of(shop.ids["read"])
    assert read is not None
    assert model.data(model.index(read, BUYER)) == "+7 7•• ••• •0 01"
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) == "Time"
    assert model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.DisplayRole) is None
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.row_of(-5) is None
    assert model.id_at(10_000) is None


async def test_qt_agrees_with_the_model(shop: Sample) -> None:
    model = await filled(shop)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ids = model.page_ids(0)
    model.set_ids(array("q", [9_001, 9_000]) + ids)
    assert model.rowCount() == len(ids) + 2
    model.set_ids(array("q"))
    assert model.rowCount(QModelIndex()) == 0
    tester.deleteLater()


def test_a_row_that_is_not_there_yet_is_asked_for_once() -> None:
    model = MessagesModel()
    wanted: list[int] = []
    model.page_wanted.connect(wanted.append)
    model.set_ids(array("q", range(100_000, 0, -1)))
    for row in (0, 1, PAGE, 99_999, 0):
        assert model.data(model.index(row, 0)) is None
    assert wanted == [0, 1, 99_999 // PAGE]
    assert model.row(200_000) is None


async def test_gone_messages_leave_empty_rows(shop: Sample) -> None:
    found = await shop.desk.read(shop.desk.store.reports.messages, [shop.ids["read"]])
    model = MessagesModel()
    wanted: list[int] = []
    model.set_ids(array("q", [77_777, found[0].id]))
    model.page_wanted.connect(wanted.append)
    assert model.row(1) is None
    model.set_page(0, found)
    assert model.row(0) is None
    assert model.data(model.index(1, 1)) == found[0].order_code
    assert wanted == [0]
    model.set_page(500, found)
    model.set_ids(model.page_ids(0))
    assert wanted == [0, 0]
    assert model.data(model.index(1, 1)) == found[0].order_code


async def test_only_rows_read_lately_are_kept(shop: Sample) -> None:
    found = await shop.desk.read(shop.desk.store.reports.messages, [shop.ids["read"]])
    model = MessagesModel()
    wanted: list[int] = []
    model.set_ids(array("q", range(1_000_000, 1_000_000 + 20 * PAGE)))
    model.page_wanted.connect(wanted.append)
    for page in range(20):
        assert model.row(page * PAGE) is None
        model.set_page(page, [replace(found[0], id=number) for number in model.page_ids(page)])
        assert model.row(page * PAGE) is not None
    assert model.row(0) is None
    assert wanted[-1] == 0
    model.refresh()
    assert sorted(wanted[-2:]) == [0, 19]
