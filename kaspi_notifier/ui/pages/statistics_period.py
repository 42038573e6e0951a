"""The period that the statistics are about: 7, 30 or 90 days up to today, or days of choice."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QPushButton, QWidget

from kaspi_notifier.domain.clock import almaty_day
from kaspi_notifier.ui import bridge
from kaspi_notifier.ui.widgets.basics import button, label
from kaspi_notifier.ui.widgets.flow import FlowLayout

LENGTHS = (7, 30, 90)
LONGEST = timedelta(days=366)


class Period(QWidget):
    """Chips for the usual periods, and two dates for any other."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = FlowLayout(self)
        group = QButtonGroup(self)
        self.chips: dict[int | None, QPushButton] = {}
        for length in (*LENGTHS, None):
            text = self.tr("Own period") if length is None else self.tr("%n day(s)", "", length)
            chip = button(text, "chip")
            chip.clicked.connect(partial(self._chosen, length))
            group.addButton(chip)
            row.addWidget(chip)
            self.chips[length] = chip
        self.first, self.last = self._date(self.tr("First day")), self._date(self.tr("Last day"))
        self._dash = label("–", "muted")
        for part in (self.first, self._dash, self.last):
            row.addWidget(part)
        self.chips[30].setChecked(True)
        self._length: int | None = 30
        self._show_dates()

    def _date(self, name: str) -> QDateEdit:
        made = QDateEdit()
        made.setCalendarPopup(True)
        made.setDisplayFormat("dd.MM.yyyy")
        made.setAccessibleName(name)
        # Nothing under the line jumps when the fields come and go.
        policy = made.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        made.setSizePolicy(policy)
        made.dateChanged.connect(self._date_changed)
        return made

    def _chosen(self, length: int | None, *_checked: object) -> None:
        if length is None and self._length is not None:
            first, last = self.days
            self._length = None
            for field, day in ((self.first, first), (self.last, last)):
                field.setDate(QDate(day.year, day.month, day.day))
        self._length = length
        self._show_dates()
        self.changed.emit()

    def _show_dates(self) -> None:
        for part in (self.first, self._dash, self.last):
            part.setVisible(self._length is None)

    def _date_changed(self) -> None:
        if self._length is None:
            self.changed.emit()

    @property
    def days(self) -> tuple[date, date]:
        """First and last day, both included; never the wrong way round, never over a year."""
        if self._length is not None:
            today = almaty_day(bridge.now())
            return today - timedelta(days=self._length - 1), today
        one, other = (_python(field.date()) for field in (self.first, self.last))
        first, last = min(one, other), max(one, other)
        return max(first, last - LONGEST), last


def _python(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
