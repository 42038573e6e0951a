"""The shop's orders as a table of two-line rows."""

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt

from kaspi_notifier.ui import bridge, formats, order_labels
from kaspi_notifier.ui.models.delegates import LINES_ROLE, PILL_ROLE, Lines, Pill
from kaspi_notifier.ui.models.paged import PagedModel

if TYPE_CHECKING:
    from kaspi_notifier.store import ListedOrder

ORDER, BUYER, SUM, STATUS, WHATSAPP = range(5)


class Row(NamedTuple):
    """One order as the table shows it."""

    order: Lines
    buyer: Lines
    sum: Lines
    status: Pill
    whatsapp: Pill
    whatsapp_words: str


class OrdersModel(PagedModel):
    """One order a row."""

    COLUMNS = 5

    def record_id(self, record: "ListedOrder") -> int:
        return record.stored.id

    def shown(self, record: "ListedOrder") -> Row:
        stored = record.stored
        order = stored.order
        return Row(
            order=Lines(order.code, formats.clock_or_date(order.created_at, bridge.now()), is_strong=True),
            buyer=Lines(order_labels.buyer(order), order_labels.goods(stored)),
            sum=Lines(formats.money(order.total_price), order_labels.delivery(order.delivery), is_right=True),
            status=Pill(*order_labels.status(order)),
            whatsapp=order_labels.whatsapp(record),
            whatsapp_words=order_labels.whatsapp_words(record),
        )

    def value(self, row: Row, column: int, role: int) -> Any:
        cell = row[column]
        if role == LINES_ROLE:
            return cell if isinstance(cell, Lines) else None
        if role == PILL_ROLE:
            return cell if isinstance(cell, Pill) else None
        if column == WHATSAPP:
            return row.whatsapp_words
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        return f"{cell.first}, {cell.second}" if isinstance(cell, Lines) else row.status.word

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == SUM:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Order"),
            self.tr("Buyer"),
            self.tr("Sum, delivery"),
            self.tr("In Kaspi"),
            "WhatsApp",
        )[section]
