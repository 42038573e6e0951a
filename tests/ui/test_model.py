"""The tables of any length: rows are read page by page while somebody looks, and nothing ever raises."""

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.store import LogFilter
from kaspi_notifier.ui.application import Application
from kaspi_notifier.ui.models.delegates import PILL_ROLE
from kaspi_notifier.ui.models.messages import BUYER, DETAILS, STATE, MessagesModel
from kaspi_notifier.ui.models.paged import KEPT_PAGES, PagedModel
from kaspi_notifier.ui.widgets.paged_table import PagedTable
from tests.ui.conftest import Sample


@dataclass(frozen=True)
class Part:
    """A page for tests: its key is its name."""

    key: object
    rows: int


class Words(PagedModel):
    """A model of words, each its own id by its first number."""

    COLUMNS = 2

    def record_id(self, record: str) -> int:
        return int(record.split()[0])

    def shown(self, record: str) -> str:
        return record.upper()

    def value(self, row: str, column: int, role: int) -> Any:
        return row if column == 0 else role


def rows(first: int, number: int) -> list[str]:
    """Records with falling numbers."""
    return [f"{first - n} word" for n in range(number)]


@pytest.fixture
def model(english: Application) -> Words:
    """Three pages, none of them read."""
    made = Words()
    made.set_pages([Part("c", 2), Part("b", 3), Part("a", 4)], anew=True)
    return made


def wanted(model: PagedModel) -> list[object]:
    """The keys of the pages that are asked for from now on."""
    asked: list[object] = []
    model.page_wanted.connect(lambda page: asked.append(page.key))
    return asked


def shown(model: PagedModel) -> list[Any]:
    """What the first column shows."""
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def test_a_page_that_is_not_there_yet_is_asked_for_once(model: Words) -> None:
    asked = wanted(model)
    assert shown(model) == shown(model) == [None] * 9
    assert asked == ["c", "b", "a"]
    model.set_rows(Part("b", 3), rows(7, 3))
    assert shown(model) == [None, None, "7 WORD", "6 WORD", "5 WORD", None, None, None, None]
    assert model.data(model.index(3, 1), PILL_ROLE) == PILL_ROLE
    assert model.data(model.index(3, 1), Qt.ItemDataRole.FontRole) is None
    assert (model.id_at(3), model.id_at(0), model.id_at(99)) == (6, None, None)
    assert (model.row_of(6), model.row_of(1)) == (3, None)
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) == 9
    assert model.columnCount() == 2
    assert asked == ["c", "b", "a"]


def test_a_page_may_be_shorter_or_longer_than_it_said(model: Words) -> None:
    model.set_rows(Part("c", 2), rows(9, 1))
    assert shown(model)[:2] == ["9 WORD", None]
    model.set_rows(Part("c", 2), rows(9, 5))
    assert shown(model)[:3] == ["9 WORD", "8 WORD", None]
    assert model.row_of(6) is None
    model.set_rows(Part("gone", 2), rows(9, 2))
    assert model.row_of(9) == 0


def test_new_rows_come_on_top_and_the_old_words_stay(model: Words) -> None:
    model.set_rows(Part("c", 2), rows(9, 2))
    model.set_rows(Part("a", 4), rows(4, 4))
    asked = wanted(model)
    model.set_pages([Part("c", 5), Part("b", 3), Part("a", 4)], anew=False)
    assert shown(model)[:5] == [None, None, None, "9 WORD", "8 WORD"]
    assert asked == ["c", "b", "a"]
    model.set_pages([Part("d", 1), Part("c", 5), Part("b", 3), Part("a", 4)], anew=False)
    assert model.rowCount() == 13
    assert model.row_of(9) == 4
    model.set_pages([Part("a", 4)], anew=False)
    assert shown(model) == ["4 WORD", "3 WORD", "2 WORD", "1 WORD"]
    model.set_pages([Part("a", 4)], anew=False)
    model.set_pages([Part("a", 4)], anew=True)
    assert shown(model) == [None] * 4
    model.set_pages([], anew=False)
    assert model.rowCount() == 0


def test_only_pages_looked_at_lately_are_kept(english: Application) -> None:
    model = Words()
    pages = [Part(number, 1) for number in range(20)]
    model.set_pages(pages, anew=True)
    for page in pages[: KEPT_PAGES + 1]:
        model.set_rows(page, [f"{page.key} word"])
        model.row(1)
    assert model.row_of(1) == 1
    assert model.row_of(0) is None
    assert model.row_of(2) == 2


def test_qt_agrees_with_the_model(model: Words) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(Part("c", 2), rows(9, 2))
    model.set_pages([Part("c", 3), Part("b", 3), Part("a", 4)], anew=False)
    model.set_pages([Part("b", 1)], anew=False)
    model.set_pages([], anew=True)
    tester.deleteLater()


def test_the_bare_model_knows_no_records() -> None:
    bare = PagedModel()
    for call in (lambda: bare.record_id(1), lambda: bare.shown(1), lambda: bare.value(1, 0, 0)):
        with pytest.raises(NotImplementedError):
            call()


def test_the_chosen_row_stays_chosen_wherever_it_goes(model: Words) -> None:
    table = PagedTable(model, 30)
    table.resize(200, 90)
    table.show()
    chosen: list[int] = []
    table.chosen.connect(chosen.append)
    table.selectRow(0)
    assert [table.chosen_id] == [None]
    for part, first in (("c", 9), ("b", 7), ("a", 4)):
        model.set_rows(Part(part, 4), rows(first, 4))
    table.selectRow(3)
    assert (chosen, table.chosen_id) == ([6], 6)
    table.verticalScrollBar().setValue(2)
    model.set_pages([Part("c", 5), Part("b", 3), Part("a", 4)], anew=False)
    assert table.verticalScrollBar().value() == 5
    assert [index.row() for index in table.selectionModel().selectedRows()] == [6]
    # The page was read anew and the record is elsewhere in it.
    model.set_rows(Part("b", 3), ["8 word", "7 word", "6 word"])
    assert [index.row() for index in table.selectionModel().selectedRows()] == [7]
    model.set_pages([Part("a", 4)], anew=True)
    assert table.selectionModel().selectedRows() == []
    assert table.chosen_id == 6
    table.choose(3)
    model.set_rows(Part("a", 4), rows(4, 4))
    assert chosen == [6, 3]
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]
    table.choose(3)
    table.choose(None)
    assert chosen == [6, 3]
    assert table.selectionModel().selectedRows() == []
    table.deleteLater()


async def test_messages_are_words(shop: Sample) -> None:
    log = shop.desk.store.message_log
    wanted = LogFilter(shop_id=shop.filled.shop_id)
    view = await shop.desk.read(log.view, wanted)
    model = MessagesModel()
    model.set_pages(view.spans, anew=True)
    model.set_rows(view.spans[0], await shop.desk.read(log.rows, wanted, view.spans[0]))
    row = model.row_of(shop.ids["hidden"])
    assert row is not None
    assert model.data(model.index(row, BUYER)) == "hidden by Kaspi"
    assert model.data(model.index(row, DETAILS)) == "Kaspi hides the buyer's number"
    pill = model.data(model.index(row, STATE), PILL_ROLE)
    assert (pill.word, pill.icon) == ("Skipped", "minus")
    assert model.row(row).message.state is MessageState.SKIPPED
    assert model.data(model.index(row, DETAILS), Qt.ItemDataRole.ToolTipRole)
    assert model.data(model.index(row, STATE), Qt.ItemDataRole.ToolTipRole) is None
    read = model.row_of(shop.ids["read"])
    assert read is not None
    assert model.data(model.index(read, BUYER)) == "+7 7•• ••• •0 01"
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) == "Time"
    assert model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.DisplayRole) is None
