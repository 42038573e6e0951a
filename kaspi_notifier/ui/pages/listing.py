"""What the pages with a long table have in common: search, period, the table, the pane of the chosen row."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout

from kaspi_notifier.domain.clock import almaty_day, at_almaty
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.pages.page import Page
from kaspi_notifier.ui.tasks import Reread
from kaspi_notifier.ui.widgets.basics import Card
from kaspi_notifier.ui.widgets.emptiness import Emptiness
from kaspi_notifier.ui.widgets.paged_table import PagedTable
from kaspi_notifier.ui.widgets.search import SearchLine

SEARCH_PAUSE_MS = 15
_REREAD_PAUSE = 0.5
"""Seconds: a list that changes all the time is drawn anew as often as an eye can follow."""
_NARROW, _WIDE = 145, 280
_GUTTER = 16
"""What the frame and the scroll bar of a table take."""


class _Periods(QObject):
    """A class of its own: a counted text is only found under the name of the very class that asks."""

    def name(self, days: int | None) -> str:
        if days is None:
            return self.tr("All the time")
        return self.tr("Today") if days == 1 else self.tr("%n day(s)", "", days)


class ListPage(Page):
    """A table that is asked anew when a filter changes, and the pane beside it."""

    ICON: str
    search: SearchLine
    period: QComboBox
    table: PagedTable
    details: Card

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title)
        self.reread = Reread(self, self._read, _REREAD_PAUSE)
        desk.shop_chosen.connect(self._leave_shop)

    async def _read(self) -> None:
        """Read what the filters ask for, and show it."""
        raise NotImplementedError

    def _fit_columns(self) -> None:
        """Give the room to what can't be seen elsewhere."""
        raise NotImplementedError

    def add_search(self, hint: str, name: str) -> None:
        """The line one searches with."""
        self.search = SearchLine(hint, name, narrow=_NARROW, wide=_WIDE, pause_ms=SEARCH_PAUSE_MS)
        self.search.asked.connect(self.ask)

    def add_period(self, periods: Sequence[int | None]) -> None:
        """The choice of a time: days that a period is long; None is all the time there was."""
        names = _Periods()
        self.period = self.choice(self.tr("Period"), ((names.name(days), days) for days in periods))

    def choice(self, name: str, lines: Iterable[tuple[str, object]]) -> QComboBox:
        """A filter with these lines and what each stands for; only a change of it is a question."""
        made = QComboBox()
        made.setAccessibleName(name)
        for text, meaning in lines:
            made.addItem(text, meaning)
        made.currentIndexChanged.connect(self.ask)
        return made

    def since(self, now: datetime) -> datetime | None:
        """When the chosen period begins."""
        return period_start(self.period.currentData(), now)

    def add_table(self, table: PagedTable, details: Card) -> None:
        """The table in a frame with its words for emptiness, and the pane of the chosen row."""
        self.table, self.details = table, details
        frame = Card()
        frame.box.setContentsMargins(1, 4, 1, 8)
        self.empty = Emptiness(self.ICON)
        self.empty.acted.connect(self._help_out)
        self.empty.hide()
        frame.box.addWidget(self.empty)
        frame.box.addWidget(table, 1)
        details.hide()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(frame, 1)
        row.addWidget(details)
        self.box.addLayout(row, 1)

    def _help_out(self) -> None:
        """The button was pressed that stands where there is nothing."""
        raise NotImplementedError

    def _leave_shop(self) -> None:
        """What was chosen belongs to the shop that is left."""
        self.table.choose(None)
        self.details.hide()
        self._fit_columns()
        self.ask()

    def say_empty(self, text: str, action: str, *, is_empty: bool) -> None:
        """This sentence and this button instead of a table without rows."""
        self.empty.say(text, action)
        self.empty.setVisible(is_empty)
        self.table.setVisible(not is_empty)

    @property
    def space(self) -> int:
        """The room for the columns beside the pane."""
        pane = 0 if self.details.isHidden() else self.details.width() + 16
        return self.width() - 56 - pane - _GUTTER

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now the headings are in the letters of the style sheet.
        self._fit_columns()

    def ask(self, *_change: Any) -> None:
        """Read anew at once: a person changed the question."""
        self.reread.ask(hurry=True)


def period_start(days: int | None, now: datetime) -> datetime | None:
    """When a period of so many days up to today begins: at midnight in Almaty."""
    if days is None:
        return None
    return at_almaty(almaty_day(now) - timedelta(days=days - 1), time.min)
