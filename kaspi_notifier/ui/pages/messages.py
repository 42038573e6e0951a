"""The message log: every message, sent or not, with the reason in words."""

from array import array
from functools import partial

from PySide6.QtCore import QItemSelection, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
)

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.engine.status import Change
from kaspi_notifier.ui import dialogs
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.models.messages import BUYER, DETAILS, EVENT, ORDER, STATE, TIME, MessagesModel
from kaspi_notifier.ui.models.state_delegate import StateDelegate
from kaspi_notifier.ui.pages.message_details import MessageDetails
from kaspi_notifier.ui.pages.page import Page
from kaspi_notifier.ui.theme import shown_colors
from kaspi_notifier.ui.widgets.basics import Card, button, label
from kaspi_notifier.ui.widgets.icons import icon

_S = MessageState
FILTERS: dict[str, frozenset[MessageState] | None] = {
    "all": None,
    "decisions": frozenset({_S.NEEDS_DECISION}),
    "queue": frozenset({_S.QUEUED, _S.SENDING, _S.UNKNOWN, _S.HELD}),
    "sent": frozenset({_S.ACCEPTED, _S.SENT, _S.DELIVERED, _S.READ}),
    "not_sent": frozenset({_S.FAILED, _S.SKIPPED}),
}
SEARCH_PAUSE_MS = 250
_WIDTHS = {TIME: 96, ORDER: 100, EVENT: 168, BUYER: 134, STATE: 158}
_NARROW, _NARROWEST = 590, 470
"""Widths of the table under which the buyer, then the time has no room."""


class MessagesPage(Page):
    """The table, its filters and the pane of the chosen message."""

    SHOWS = frozenset({Change.MESSAGES})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Messages"))
        self._filter = "all"
        self._chosen: int | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Order, phone or words"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(260)
        self._search_pause = QTimer(self, singleShot=True, interval=SEARCH_PAUSE_MS)
        self._search_pause.timeout.connect(self._reread)
        self.search.textChanged.connect(self._search_changed)
        self.head.addWidget(self.search)
        self._search_icon = QAction(self)
        self.search.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        self._add_filters()
        self._add_table()

    def _add_filters(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        group = QButtonGroup(self)
        self.filters: dict[str, QPushButton] = {}
        for key, text in (
            ("all", self.tr("All")),
            ("decisions", self.tr("Your decision")),
            ("queue", self.tr("In the queue")),
            ("sent", self.tr("Sent")),
            ("not_sent", self.tr("Not sent")),
        ):
            chip = button(text, "chip")
            chip.clicked.connect(partial(self._filter_clicked, key))
            group.addButton(chip)
            row.addWidget(chip)
            self.filters[key] = chip
        self.filters["all"].setChecked(True)
        row.addStretch(1)
        self.box.addLayout(row)

    def _add_table(self) -> None:
        self.model = MessagesModel()
        self.model.setParent(self)
        self.model.page_wanted.connect(self._page_wanted)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(STATE, StateDelegate(self.table))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(40)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setDefaultAlignment(
            header.defaultAlignment().AlignLeft | header.defaultAlignment().AlignVCenter
        )
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        frame = Card()
        frame.box.setContentsMargins(1, 4, 1, 8)
        self.empty = label("", "muted", wraps=True)
        self.empty.setContentsMargins(18, 18, 18, 18)
        frame.box.addWidget(self.empty)
        frame.box.addWidget(self.table, 1)
        self.details = MessageDetails()
        self.details.hide()
        self.details.decided.connect(self._decided)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(frame, 1)
        row.addWidget(self.details)
        self.box.addLayout(row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give the room to what can't be seen elsewhere: the pane repeats the details."""
        has_pane = not self.details.isHidden()
        room = self.width() - 56 - (self.details.width() + 16 if has_pane else 0)
        header = self.table.horizontalHeader()
        self.table.setColumnHidden(DETAILS, has_pane)
        self.table.setColumnHidden(BUYER, room < _NARROW)
        self.table.setColumnHidden(TIME, room < _NARROWEST)
        stretched = EVENT if has_pane else DETAILS
        for column in (EVENT, DETAILS):
            is_wide = column == stretched
            mode = QHeaderView.ResizeMode.Stretch if is_wide else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)
        if not has_pane:
            self.table.setColumnWidth(EVENT, _WIDTHS[EVENT])

    def show_part(self, part: str) -> None:
        """Filter the log by the key of a chip, for links from other pages."""
        self.filters[part].setChecked(True)
        self._filter_clicked(part)

    def _filter_clicked(self, key: str, *_checked: object) -> None:
        self._filter = key
        self._reread()

    def _search_changed(self) -> None:
        self._search_pause.start()

    def refresh(self, _kinds: frozenset[Change]) -> None:
        self._search_icon.setIcon(icon("search", shown_colors().muted))
        self._reread()

    def _reread(self) -> None:
        self.start(self._read())

    async def _read(self) -> None:
        status = self.desk.status
        reports = self.desk.store.reports
        wanted, search = self._filter, self.search.text().strip()

        def look() -> "array[int]":
            shop_id = None if status is None else status.shop_id
            return reports.message_ids(shop_id, states=FILTERS[wanted], search=search or None)

        ids = await self.desk.read(look)
        if (wanted, search) != (self._filter, self.search.text().strip()):
            return  # a newer question is already on its way
        self.model.shows_phones = self.desk.settings.app.show_phones
        self.model.set_ids(ids)
        self.subtitle.setText(self.tr("%n message(s) in the log", "", len(ids)))
        self._show_emptiness(is_empty=not ids, is_filtered=wanted != "all" or bool(search))
        await self._show_chosen()

    def _show_emptiness(self, *, is_empty: bool, is_filtered: bool) -> None:
        self.empty.setVisible(is_empty)
        self.table.setVisible(not is_empty)
        self.empty.setText(
            self.tr("Nothing here with this filter.")
            if is_filtered
            else self.tr("No messages yet. When an order comes, its message appears here.")
        )

    def _page_wanted(self, page: int) -> None:
        self.start(self._read_page(page))

    async def _read_page(self, page: int) -> None:
        ids = self.model.page_ids(page)
        messages = await self.desk.read(self.desk.store.reports.messages, ids)
        if ids == self.model.page_ids(page):
            self.model.set_page(page, messages)

    def _selection_changed(self, *_selection: QItemSelection) -> None:
        rows = self.table.selectionModel().selectedRows()
        if rows:
            self._chosen = self.model.id_at(rows[0].row())
            self.start(self._show_chosen())

    async def _show_chosen(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        row = self.model.row_of(chosen)
        reports = self.desk.store.reports
        found = await self.desk.read(reports.messages, array("q", [chosen]))
        history = await self.desk.read(reports.history, chosen)
        if chosen != self._chosen:
            return
        self.details.setVisible(bool(found))
        self._fit_columns()
        if found:
            self.details.say(found[0], history, shows_phone=self.model.shows_phones)
        if row is not None and not self.table.selectionModel().isRowSelected(row):
            self.table.selectRow(row)

    def _decided(self, message_id: int, decision: str) -> None:
        self.start(self._decide(message_id, decision))

    async def _decide(self, message_id: int, decision: str) -> None:
        from kaspi_notifier.store import Decision

        choice = Decision(decision)
        message = self.details.message
        is_doubtful = message is not None and message.state is _S.NEEDS_DECISION
        if choice is Decision.SEND_AGAIN and is_doubtful and not await self._may_send_twice():
            return
        await self.desk.engine.decide(message_id, choice)
        await self._read()

    async def _may_send_twice(self) -> bool:
        return await dialogs.ask(
            self,
            self.tr("Send the message once more?"),
            self.tr("If the first one arrived after all, the buyer gets it twice. Look into the chat first."),
            self.tr("Send again"),
        )
