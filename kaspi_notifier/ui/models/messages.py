"""The message log as a table: all ids are known, rows are read a window at a time while somebody looks."""

from array import array
from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.phone import masked, pretty
from kaspi_notifier.ui import bridge, formats, labels, message_labels

if TYPE_CHECKING:
    from kaspi_notifier.store import Message

PAGE = 200
KEPT_ROWS = 8 * PAGE
STATE_ROLE = Qt.ItemDataRole.UserRole + 1
TIME, ORDER, EVENT, BUYER, STATE, DETAILS = range(6)

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Row(NamedTuple):
    """One message as the words the table shows."""

    message: "Message"
    cells: tuple[str, str, str, str, str, str]


class MessagesModel(QAbstractTableModel):
    """Row -> id through an array, id -> row through those read lately.

    `data()` never reads and never raises: it asks for the page with `page_wanted` and shows nothing yet.
    """

    page_wanted = Signal(int)
    """Number of a page whose rows are looked at and not there, or no longer true."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: array[int] = array("q")
        self._rows: dict[int, Row] = {}
        self._asked: set[int] = set()
        self._recent: deque[int] = deque(maxlen=2)
        self.shows_phones = False
        """Whether phones are shown whole."""

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
        if not 0 <= number < len(self._ids):
            return None
        page = number // PAGE
        if page not in self._recent:
            self._recent.append(page)
        row = self._rows.get(self._ids[number])
        if row is None and page not in self._asked:
            self._ask(page)
        return row

    def _ask(self, page: int) -> None:
        self._asked.add(page)
        self.page_wanted.emit(page)

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
            self._ids = ids
            self.endInsertRows()
            self.refresh()
            return
        self.beginResetModel()
        self._ids = ids
        self._rows.clear()
        self._asked.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Ask for the shown pages again; until they come the old words stay."""
        self._keep_recent()
        for page in tuple(self._recent):
            if page * PAGE < len(self._ids):
                self._ask(page)

    def _keep_recent(self) -> None:
        shown = {number for page in self._recent for number in self.page_ids(page)}
        self._rows = {number: row for number, row in self._rows.items() if number in shown}
        self._asked.intersection_update(self._recent)

    def set_page(self, page: int, messages: "list[Message]") -> None:
        """The rows of a page have been read. A message that is gone leaves an empty row."""
        wanted = self.page_ids(page)
        if not wanted:
            return
        now = bridge.now()
        for message in messages:
            self._rows[message.id] = _row(message, now, whole=self.shows_phones)
        if len(self._rows) > KEPT_ROWS:
            self._keep_recent()
        first = page * PAGE
        self.dataChanged.emit(self.index(first, 0), self.index(first + len(wanted) - 1, DETAILS))


def buyer(message: "Message", *, whole: bool) -> str:
    """The buyer's phone as the log shows it: whole, or just enough to tell two buyers apart."""
    if message.phone:
        return pretty(message.phone) if whole else masked(message.phone)
    if message.reason is Reason.PHONE_HIDDEN:
        return message_labels.translate("messages", "hidden by Kaspi")
    return "—"


def _row(message: "Message", now: datetime, *, whole: bool) -> Row:
    cells = (
        formats.clock_or_date(message.created_at, now),
        message.order_code or "—",
        message_labels.subject(message),
        buyer(message, whole=whole),
        labels.state(message.state),
        message_labels.why(message, now),
    )
    return Row(message, cells)
