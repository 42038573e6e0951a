"""The message log as a table."""

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.phone import masked, pretty
from kaspi_notifier.ui import bridge, formats, labels, message_labels
from kaspi_notifier.ui.models.delegates import PILL_ROLE, Pill
from kaspi_notifier.ui.models.paged import PagedModel

if TYPE_CHECKING:
    from kaspi_notifier.store import Message

TIME, ORDER, EVENT, BUYER, STATE, DETAILS = range(6)


class Row(NamedTuple):
    """One message as the words the table shows."""

    message: "Message"
    cells: tuple[str, str, str, str, str, str]


class MessagesModel(PagedModel):
    """One message a row; its records are rows of the store, made into messages when somebody looks."""

    COLUMNS = 6
    shows_phones = False
    """Whether phones are shown whole."""

    def record_id(self, record: tuple[Any, ...]) -> int:
        found: int = record[0]
        return found

    def shown(self, record: tuple[Any, ...]) -> Row:
        from kaspi_notifier.store import message_of

        now, message = bridge.now(), message_of(record)
        return Row(
            message,
            (
                formats.clock_or_date(message.created_at, now),
                message.order_code or "—",
                message_labels.subject(message),
                buyer(message, whole=self.shows_phones),
                labels.state(message.state),
                message_labels.why(message, now),
            ),
        )

    def value(self, row: Row, column: int, role: int) -> Any:
        if role == PILL_ROLE:
            tone, icon = labels.LOOKS[row.message.state]
            return Pill(tone, row.cells[STATE], icon)
        if role == Qt.ItemDataRole.ToolTipRole:
            # Tooltips guess rich text; these words are our own, but the order's code came from outside.
            return row.cells[DETAILS] if column == DETAILS else None
        return row.cells[column]

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


def buyer(message: "Message", *, whole: bool) -> str:
    """The buyer's phone as the log shows it: whole, or just enough to tell two buyers apart."""
    if message.phone:
        return pretty(message.phone) if whole else masked(message.phone)
    if message.reason is Reason.PHONE_HIDDEN:
        return message_labels.translate("messages", "hidden by Kaspi")
    return "—"
