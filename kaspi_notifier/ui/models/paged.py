"""A table of any length: where its pages are is known, their rows are read while somebody looks."""

from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

KEPT_PAGES = 8

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Page(Protocol):
    """Neighbouring rows that are read together."""

    @property
    def rows(self) -> int:
        """How many there are."""

    @property
    def key(self) -> object:
        """Tells it from other pages; it stays when rows come on top."""


class _Kept:
    """A page's records, and the words they are shown with as soon as somebody looks."""

    __slots__ = ("is_true", "records", "shown")

    def __init__(self, records: list[Any]) -> None:
        self.is_true = True
        self.records = records
        self.shown: list[Any] = [None] * len(records)


class PagedModel(QAbstractTableModel):
    """Rows are records of the store; a subclass says with which words they are shown.

    `data()` never reads and never raises: it asks for the page with `page_wanted` and shows what was there
    before, or nothing yet. What is shown of a row is worked out when it is first looked at.
    """

    page_wanted = Signal(object)
    """A page whose rows are looked at and not there, or no longer true."""

    COLUMNS = 0

    def __init__(self) -> None:
        super().__init__()
        self._pages: tuple[Page, ...] = ()
        self._starts: array[int] = array("q")
        self._total = 0
        self._kept: OrderedDict[object, _Kept] = OrderedDict()
        self._asked: set[object] = set()

    def record_id(self, record: Any) -> int:
        """What tells a record from others."""
        raise NotImplementedError

    def shown(self, record: Any) -> Any:
        """The record as its row shows it."""
        raise NotImplementedError

    def value(self, row: Any, column: int, role: int) -> Any:
        """What one cell of a shown row gives for a role."""
        raise NotImplementedError

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self.COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role < Qt.ItemDataRole.UserRole and role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self.row(index.row())
        return None if row is None else self.value(row, index.column(), role)

    def row(self, number: int) -> Any:
        """The row as it is shown, or None while its page is being read."""
        found = self._find(number)
        if found is None:
            return None
        kept, place = found
        row = kept.shown[place]
        if row is None:
            row = kept.shown[place] = self.shown(kept.records[place])
        return row

    def record(self, number: int) -> Any:
        """The record of a row, or None while its page is being read."""
        found = self._find(number)
        return None if found is None else found[0].records[found[1]]

    def _find(self, number: int) -> tuple[_Kept, int] | None:
        if not 0 <= number < self._total:
            return None
        at = bisect_right(self._starts, number) - 1
        page = self._pages[at]
        kept = self._kept.get(page.key)
        if (kept is None or not kept.is_true) and page.key not in self._asked:
            self._asked.add(page.key)
            self.page_wanted.emit(page)
        if kept is None:
            return None
        self._kept.move_to_end(page.key)
        place = number - self._starts[at]
        if place >= len(kept.records) or kept.records[place] is None:
            return None
        return kept, place

    def id_at(self, number: int) -> int | None:
        """The id of the record in a row that has been read."""
        record = self.record(number)
        return None if record is None else self.record_id(record)

    def row_of(self, record_id: int) -> int | None:
        """Where a record stands, as far as it has been read and the filter shows it."""
        for at, page in enumerate(self._pages):
            kept = self._kept.get(page.key)
            for place, record in enumerate(kept.records if kept else ()):
                if record is not None and place < page.rows and self.record_id(record) == record_id:
                    return self._starts[at] + place
        return None

    def set_pages(self, pages: Sequence[Page], *, anew: bool) -> None:
        """Show these pages, the first row on top; `anew` when they answer another question than before.

        Rows that are new are taken to have come on top. Everything shown is asked for again; until it
        comes the old words stay.
        """
        if anew:
            self.beginResetModel()
            self._kept.clear()
            self._take(pages)
            self.endResetModel()
            return
        change = sum(page.rows for page in pages) - self._total
        if change > 0:
            self.beginInsertRows(NOWHERE, 0, change - 1)
            self._take(pages)
            self.endInsertRows()
        elif change < 0:
            self.beginRemoveRows(NOWHERE, self._total + change, self._total - 1)
            self._take(pages)
            self.endRemoveRows()
        else:
            self._take(pages)
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, self.COLUMNS - 1))

    def _take(self, pages: Sequence[Page]) -> None:
        before, self._pages = self._pages, tuple(pages)
        rows = [page.rows for page in self._pages]
        self._starts = array("q", accumulate(rows, initial=0))
        self._total = self._starts.pop()
        self._asked.clear()
        if not self._kept:
            return
        was = {page.key: page.rows for page in before}
        now = dict(zip((page.key for page in self._pages), rows, strict=True))
        for key, kept in self._kept.items():
            kept.is_true = False
            grown = now.get(key, 0) - was.get(key, 0)
            if key in was and grown > 0:
                kept.records = [None] * grown + kept.records
                kept.shown = [None] * grown + kept.shown

    def set_rows(self, page: Page, records: list[Any]) -> None:
        """The rows of a page have been read; those that the page has too many stay empty."""
        self._asked.discard(page.key)
        at = next((at for at, known in enumerate(self._pages) if known.key == page.key), None)
        if at is None:
            return
        self._kept[page.key] = _Kept(records)
        self._kept.move_to_end(page.key)
        while len(self._kept) > KEPT_PAGES:
            self._kept.popitem(last=False)
        first = self._starts[at]
        last = first + self._pages[at].rows - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.COLUMNS - 1))
