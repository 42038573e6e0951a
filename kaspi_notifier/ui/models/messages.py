"""The message log as a table: all ids are known, rows are read a window at a time while somebody looks."""

from array import array
from collections import OrderedDict
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.phone import masked
from kaspi_notifier.ui import bridge, formats, labels, message_labels

if TYPE_CHECKING:
    from kaspi_notifier.store import Message

PAGE = 200
KEPT_PAGES = 8
STATE_ROLE = Qt.ItemDataRole.UserRole + 1
TIME, ORDER, EVENT, BUYER, STATE, DETAILS = range(6)

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Row(NamedTuple):
    """One message as the words the table shows."""

    message: "Message"
    cells: tuple[str, str, str, str, str, str]


class MessagesModel(QAbstractTableModel):
    """Row -> id through an array, id -> row through a few cached pages.

    `data()` never reads and never raises: it asks for the page with `page_wanted` and shows nothing yet.
    """

    page_wanted = Signal(int)
    """Number of a page whose rows are looked at and not there."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._asked: set[int] = set()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 6

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> str | None:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Time"),
            self.tr("Order"),
            self.tr("Event"),
            self.tr("Buyer"),
            self.tr("State"),
            self.tr("Details"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, STATE_ROLE):
            return None
        row = self.row(index.row())
        if row is None:
            return None
        if role == STATE_ROLE:
            return row.message.state
        if role == Qt.ItemDataRole.ToolTipRole:
            # Tooltips guess rich text; these words are our own, but the order's code came from outside.
            return row.cells[DETAILS] if index.column() == DETAILS else None
        return row.cells[index.column()]

    def row(self, number: int) -> Row | None:
        """The row's message and words, or None while its page is being read."""
        page = number // PAGE
        rows = self._pages.get(page)
        if rows is None:
            if page not in self._asked and 0 <= number < len(self._ids):
                self._asked.add(page)
                self.page_wanted.emit(page)
            return None
        self._pages.move_to_end(page)
        position = number % PAGE
        return rows[position] if position < len(rows) else None

    def id_at(self, number: int) -> int | None:
        """The message's id in a row."""
        return self._ids[number] if 0 <= number < len(self._ids) else None

    def row_of(self, message_id: int) -> int | None:
        """Where a message stands, or None where the filter leaves it out."""
        try:
            return self._ids.index(message_id)
        except ValueError:
            return None

    def page_ids(self, page: int) -> "array[int]":
        """The ids of a page."""
        return self._ids[page * PAGE : (page + 1) * PAGE]

    def set_ids(self, ids: "array[int]") -> None:
        """Show these messages, newest first. The same ids again only refresh what is shown."""
        if ids == self._ids:
            self.refresh()
            return
        added = len(ids) - len(self._ids)
        if added > 0 and ids[added:] == self._ids:
            self.beginInsertRows(QModelIndex(), 0, added - 1)
            self._replace(ids)
            self.endInsertRows()
            return
        self.beginResetModel()
        self._replace(ids)
        self.endResetModel()

    def _replace(self, ids: "array[int]") -> None:
        self._ids = ids
        self._pages.clear()
        self._asked.clear()

    def refresh(self) -> None:
        """Ask for the shown pages again; until they come the old rows stay."""
        self._asked.clear()
        for page in tuple(self._pages)[-2:]:
            self._asked.add(page)
            self.page_wanted.emit(page)
        for page in tuple(self._pages)[:-2]:
            del self._pages[page]

    def set_page(self, page: int, messages: "list[Message]") -> None:
        """The rows of a page have been read. A message that is gone leaves an empty row."""
        now = bridge.now()
        by_id = {message.id: message for message in messages}
        wanted = self.page_ids(page)
        if not wanted:
            return
        self._pages[page] = [_row(by_id[number], now) if number in by_id else None for number in wanted]
        self._pages.move_to_end(page)
        self._asked.discard(page)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        first = page * PAGE
        self.dataChanged.emit(self.index(first, 0), self.index(first + len(wanted) - 1, DETAILS))

    def forget_words(self) -> None:
        """Build the words anew, for times that have become yesterday's."""
        now = bridge.now()
        for page, rows in self._pages.items():
            self._pages[page] = [None if row is None else _row(row.message, now) for row in rows]


def buyer(message: "Message") -> str:
    """The buyer's phone as the log shows it: enough to tell two buyers apart."""
    if message.phone:
        return masked(message.phone)
    if message.reason is Reason.PHONE_HIDDEN:
        return message_labels.translate("messages", "hidden by Kaspi")
    return "—"


def _row(message: "Message", now: datetime) -> Row:
    cells = (
        formats.clock_or_date(message.created_at, now),
        message.order_code,
        labels.event(message.event),
        buyer(message),
        labels.state(message.state),
        message_labels.why(message, now),
    )
    return Row(message, cells)
