"""The table over a paged model: fixed rows, no wrap; rows in view stay there when others come on top."""

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kaspi_notifier.ui.models.paged import PagedModel

_AROUND = 30


class PagedTable(QTableView):
    """One row can be chosen; it stays chosen wherever it moves to."""

    chosen = Signal(int)
    """The id of the record that a person chose."""

    def __init__(self, model: PagedModel, row_height: int) -> None:
        super().__init__()
        self._paged = model
        self._chosen: int | None = None
        self._is_following = False
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        # With a vertical header an insert at the top costs a thousand times as much.
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        model.rowsInserted.connect(self._rows_came)
        model.dataChanged.connect(self._follow)

    def fit(self, column: int, *texts: str, is_strong: bool = False) -> None:
        """Make a column as wide as its header and these texts."""
        font = QFont(self.font())
        if is_strong:
            font.setWeight(QFont.Weight.DemiBold)
        metrics, header = QFontMetrics(font), self.horizontalHeader()
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        self.setColumnWidth(column, max(widest + _AROUND, header.sectionSizeHint(column)))

    @property
    def is_at_top(self) -> bool:
        """Whether the first row is in view."""
        return self.verticalScrollBar().value() == 0

    @property
    def chosen_id(self) -> int | None:
        """The record that is chosen, also where the filter leaves it out."""
        return self._chosen

    def choose(self, record_id: int | None) -> None:
        """Choose a record, as a click on it would."""
        if record_id == self._chosen:
            return
        self._chosen = record_id
        self._follow()
        if record_id is not None:
            self.chosen.emit(record_id)

    def _selection_changed(self, *_selection: QItemSelection) -> None:
        rows = self.selectionModel().selectedRows()
        if self._is_following or not rows:
            return
        record_id = self._paged.id_at(rows[0].row())
        if record_id is not None and record_id != self._chosen:
            self._chosen = record_id
            self.chosen.emit(record_id)

    def _follow(self, *_range: object) -> None:
        """Mark the chosen record where it stands now."""
        rows = self.selectionModel().selectedRows()
        marked = rows[0].row() if rows else None
        if self._chosen is None:
            place = None
        elif marked is not None and self._paged.id_at(marked) == self._chosen:
            return
        else:
            place = self._paged.row_of(self._chosen)
        if place == marked:
            return
        self._is_following = True
        if place is None:
            self.selectionModel().clear()
        else:
            offset = self.verticalScrollBar().value()
            self.selectRow(place)
            self.verticalScrollBar().setValue(offset)
        self._is_following = False

    def _rows_came(self, _parent: QModelIndex, first: int, last: int) -> None:
        bar = self.verticalScrollBar()
        if first == 0 and bar.value() > 0:
            bar.setValue(bar.value() + last + 1)
