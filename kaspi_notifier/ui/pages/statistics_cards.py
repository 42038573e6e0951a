"""The figures of the page of statistics: one large number, or rows of small ones."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kaspi_notifier.ui.widgets.basics import Card, in_letters, label

_CARD = 8.5
"""Heights of a line that a card needs."""


class ShareCard(Card):
    """A number with its name above and the comparison below."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.box.setContentsMargins(16, 14, 12, 14)
        self.box.setSpacing(3)
        self._title = title
        self.number = label("—", "number")
        self.text = label("", "muted", wraps=True)
        self.box.addWidget(self.number)
        self.box.addWidget(self.text)
        self.box.addStretch(1)

    def say(self, number: str, text: str) -> None:
        """Show this number."""
        self.number.setText(number)
        self.text.setText(text)
        self.setAccessibleName(f"{self._title}: {number}, {text}")


class CardRow(QWidget):
    """Cards of one width, as many to a line as have room."""

    def __init__(self, cards: Sequence[Card]) -> None:
        super().__init__()
        self._cards = list(cards)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._arrange(len(self._cards))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fitting = max(1, min(len(self._cards), int(in_letters(self, self.width()) / _CARD)))
        # As even as can be: three and two look better than four and one.
        lines = -(-len(self._cards) // fitting)
        self._arrange(-(-len(self._cards) // lines))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(len(self._cards)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, *divmod(place, columns))


class Figures(QWidget):
    """Rows of a name and its numbers under a line of headings."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._cells: list[QLabel] = []
        self._heads = [self._put(text, 0, column, "muted") for column, text in enumerate(heads)]
        self.rows: list[tuple[str, ...]] = []

    def _put(self, text: str, row: int, column: int, role: str | None = None) -> QLabel:
        made = label(text, role, wraps=column == 0)
        side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
        made.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(made, row, column)
        return made

    def say(self, rows: Sequence[tuple[str, ...]], nothing: str) -> None:
        """Show these rows, or the sentence when there are none."""
        self._grid.setRowStretch(self._grid.rowCount() - 1, 0)
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self.rows = list(rows)
        for head in self._heads:
            head.setVisible(bool(rows))
        shown = self.rows or [(nothing,)]
        self._cells = [
            self._put(text, number, column, None if rows else "muted")
            for number, row in enumerate(shown, start=1)
            for column, text in enumerate(row)
        ]
        self._grid.setRowStretch(len(shown) + 1, 1)
