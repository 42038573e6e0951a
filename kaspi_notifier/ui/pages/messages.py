"""The message log: every message, sent or not, with the reason in words."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QWidget,
)

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.phone import masked
from kaspi_notifier.engine.status import Change
from kaspi_notifier.ui import bridge, dialogs, formats, labels
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.models.delegates import MARGIN, Pill, PillDelegate
from kaspi_notifier.ui.models.messages import BUYER, DETAILS, EVENT, ORDER, STATE, TIME, MessagesModel
from kaspi_notifier.ui.pages.listing import ListPage
from kaspi_notifier.ui.pages.message_details import MessageDetails
from kaspi_notifier.ui.pages.message_jobs import MessageJobs
from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.basics import button
from kaspi_notifier.ui.widgets.flow import FlowLayout
from kaspi_notifier.ui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from kaspi_notifier.store import Finds, LogFilter, LogView, Span

_S = MessageState
FILTERS: dict[str, frozenset[MessageState] | None] = {
    "all": None,
    "decisions": frozenset({_S.NEEDS_DECISION}),
    "queue": frozenset({_S.QUEUED, _S.SENDING, _S.UNKNOWN, _S.HELD}),
    "sent": frozenset({_S.ACCEPTED, _S.SENT}),
    "delivered": frozenset({_S.DELIVERED}),
    "read": frozenset({_S.READ}),
    "not_sent": frozenset({_S.FAILED, _S.SKIPPED}),
}
PERIODS = (None, 1, 7, 30, 90)
"""Days that a period is long; None is all the time there was."""
MOST_FINDS = 5_000
_FINDS_AT_ONCE = 250
_WIDEST = {TIME: "24.11 14:03", ORDER: "512883007", BUYER: masked("77000000000")}
_EVENT_WIDTH = 172
_NARROW, _NARROWEST = 640, 500
_TINY = 340
"""Widths of the table under which the buyer, then the time, then the event has no room."""


class MessagesPage(ListPage):
    """The table, its filters and the pane of the chosen message."""

    details: MessageDetails

    SHOWS = frozenset({Change.MESSAGES, Change.TEMPLATES})
    ICON = "messages"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Messages"))
        self._filter = "all"
        self._shown: LogFilter | None = None
        self.pages: tuple[Span | Finds, ...] = ()
        self.jobs = MessageJobs(self)
        self._add_head()
        self._add_filters()
        self._add_table()

    def _add_head(self) -> None:
        self.add_search(self.tr("Text, order, name or phone"), self.tr("Search in the messages"))
        self.add_period(PERIODS)
        self.template = self.choice(self.tr("Template"), ((self.tr("All templates"), None),))
        self.template.setMaximumWidth(room(190))
        self.export = button(self.tr("Export…"))
        self.export.clicked.connect(self.jobs.export_clicked)
        self.add_tools(self.search, self.period, self.template, self.export)

    def _add_filters(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        place = QWidget()
        chips = FlowLayout(place)
        row.addWidget(place, 1)
        group = QButtonGroup(self)
        self.filters: dict[str, QPushButton] = {}
        self._names = {
            "all": self.tr("All"),
            "decisions": self.tr("Your decision"),
            "queue": self.tr("In the queue"),
            "sent": self.tr("Sent"),
            "delivered": self.tr("Delivered"),
            "read": self.tr("Read"),
            "not_sent": self.tr("Not sent"),
        }
        for key, text in self._names.items():
            chip = button(text, "chip")
            chip.clicked.connect(partial(self._filter_clicked, key))
            group.addButton(chip)
            chips.addWidget(chip)
            self.filters[key] = chip
        self.filters["all"].setChecked(True)
        self.retry = button(self.tr("Send again…"))
        self.retry.setToolTip(self.tr("Send every message again that could not be sent"))
        self.retry.clicked.connect(self.jobs.retry_clicked)
        self.retry.hide()
        row.addWidget(self.retry)
        self.box.addLayout(row)

    def _add_table(self) -> None:
        self.model = MessagesModel()
        self.model.shows_phones = self.desk.settings.app.show_phones
        self.model.setParent(self)
        self.model.page_wanted.connect(self._page_wanted)
        table = PagedTable(self.model, room(40))
        table.setAccessibleName(self.tr("Messages"))
        for column, widest in _WIDEST.items():
            table.fit(column, widest)
        pills = PillDelegate(table)
        table.setItemDelegateForColumn(STATE, pills)
        widths = [pills.width(Pill("grey", labels.state(state), "tick")) for state in MessageState]
        table.setColumnWidth(STATE, int(max(widths)) + 2 * MARGIN)
        table.chosen.connect(self._chosen)
        details = MessageDetails()
        self.add_table(table, details)
        self.details.decided.connect(self._decided)

    def _fit_columns(self) -> None:
        """Give the room to what can't be seen elsewhere: the pane repeats the details."""
        has_pane = not self.details.isHidden()
        space = self.space
        header = self.table.horizontalHeader()
        self.table.setColumnHidden(TIME, space < room(_NARROWEST))
        # A hidden column would say that it and its heading need no room.
        for column in (BUYER, DETAILS):
            self.table.setColumnHidden(column, False)
        left = space - room(_EVENT_WIDTH) - sum(map(self.table.columnWidth, (TIME, ORDER, STATE)))
        needed = header.sectionSizeHint(DETAILS)
        hides_details = has_pane or left < needed
        lacks_room = not hides_details and left < needed + self.table.columnWidth(BUYER)
        self.table.setColumnHidden(BUYER, space < room(_NARROW) or lacks_room)
        self.table.setColumnHidden(DETAILS, hides_details)
        is_tiny = has_pane and space < room(_TINY)
        self.table.setColumnHidden(EVENT, is_tiny)
        stretched = (ORDER if is_tiny else EVENT) if hides_details else DETAILS
        for column in (ORDER, EVENT, DETAILS):
            is_wide = column == stretched
            mode = QHeaderView.ResizeMode.Stretch if is_wide else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)
        if not hides_details:
            self.table.setColumnWidth(EVENT, room(_EVENT_WIDTH))

    def show_part(self, part: str) -> None:
        """Filter the log by the key of a chip, for links from other pages."""
        self.search.clear()
        self.period.setCurrentIndex(0)
        self.template.setCurrentIndex(0)
        self.filters[part].setChecked(True)
        self._filter_clicked(part)

    def _filter_clicked(self, key: str, *_checked: object) -> None:
        self._filter = key
        self.ask()

    def refresh(self, kinds: frozenset[Change]) -> None:
        self.model.shows_phones = self.desk.settings.app.show_phones
        if Change.TEMPLATES in kinds:
            self.start(self._read_templates())
        self.reread.ask()

    async def _read_templates(self) -> None:
        templates = await self.desk.read(self.desk.store.templates.list)
        chosen = self.template.currentData()
        self.template.blockSignals(True)
        while self.template.count() > 1:
            self.template.removeItem(1)
        for template in templates:
            self.template.addItem(template.name, template.id)
        self.template.addItem(self.tr("Without a template"), 0)
        self.template.setCurrentIndex(max(0, self.template.findData(chosen)))
        self.template.blockSignals(False)

    def wanted(self) -> "LogFilter | None":
        """What the page asks for, as it is set now; None while there is no shop."""
        from kaspi_notifier.store import LogFilter

        status = self.desk.status
        if status is None:
            return None
        return LogFilter(
            shop_id=status.shop_id,
            states=FILTERS[self._filter],
            template_id=self.template.currentData(),
            since=self.since(bridge.now()),
            search=self.search.words(),
        )

    async def _read(self) -> None:
        wanted = self.wanted()
        if wanted is None:
            return
        anew = wanted != self._shown
        if wanted.search:
            self._show_counts({})
            await self._find(wanted, anew=anew)
        else:
            view, rows = await self.desk.read(self._look, wanted, anew or self.table.is_at_top)
            if wanted != self.wanted():
                self.reread.ask(hurry=True)
                return
            self._show_counts(view.counts)
            self._show_pages(wanted, view.spans, anew=anew)
            if rows:
                self.model.set_rows(view.spans[0], rows)
            count = formats.number(sum(span.rows for span in view.spans))
            self.subtitle.setText(self.tr("In the list: {count}").format(count=count))
        await self._show_chosen()

    def _look(self, wanted: "LogFilter", sees_first: bool) -> "tuple[LogView, list[Any]]":
        """Where the pages are, and the first one with them when it is seen; on the database's thread."""
        log = self.desk.store.message_log
        view = log.view(wanted)
        return view, log.rows(wanted, view.spans[0]) if sees_first and view.spans else []

    async def _find(self, wanted: "LogFilter", *, anew: bool) -> None:
        """Show the newest finds at once and the others as they are found."""
        from kaspi_notifier.store import Finds

        pages: list[Finds] = []
        below: int | None = None
        log = self.desk.store.message_log
        while True:
            ids, below = await self.desk.read(partial(log.find, below=below, limit=_FINDS_AT_ONCE), wanted)
            if wanted != self.wanted():
                self.reread.ask(hurry=True)
                return
            if ids:
                pages.append(Finds(ids=tuple(ids)))
            count = sum(page.rows for page in pages)
            is_all = below is None or count >= MOST_FINDS
            if anew or is_all:
                self._show_pages(wanted, tuple(pages), anew=anew)
                anew = False
            if is_all:
                break
        text = self.tr("Found: {count}") if below is None else self.tr("Found: the newest {count}")
        self.subtitle.setText(text.format(count=formats.number(count)))

    def _show_pages(self, wanted: "LogFilter", pages: "tuple[Span | Finds, ...]", *, anew: bool) -> None:
        self._shown, self.pages = wanted, pages
        self.model.set_pages(pages, anew=anew)
        is_filtered = bool(wanted.search) or self._filter != "all" or wanted.since is not None
        is_filtered = is_filtered or wanted.template_id is not None
        self.export.setEnabled(bool(pages))
        text = (
            self.tr("Nothing here with this filter.")
            if is_filtered
            else self.tr("No messages yet. When an order comes, its message appears here.")
        )
        self.say_empty(text, self.tr("Show all") if is_filtered else "", is_empty=not pages)

    def _help_out(self) -> None:
        self.show_part("all")

    def _show_counts(self, counts: dict[MessageState, int]) -> None:
        """The chips count what the period and the template hold; beside a search they count nothing."""
        for key, states in FILTERS.items():
            number = formats.number(sum(counts.get(state, 0) for state in states or counts))
            self.filters[key].setText(f"{self._names[key]} {number}" if counts else self._names[key])
        self.retry.setVisible(self._filter == "not_sent" and counts.get(_S.FAILED, 0) > 0)

    def _page_wanted(self, page: "Span | Finds") -> None:
        self.start(self._read_page(page))

    async def _read_page(self, page: "Span | Finds") -> None:
        wanted = self._shown
        if wanted is not None:
            messages = await self.desk.read(self.desk.store.message_log.rows, wanted, page)
            if wanted == self._shown:
                self.model.set_rows(page, messages)

    def _chosen(self, _message_id: int) -> None:
        self.start(self._show_chosen())

    async def _show_chosen(self) -> None:
        chosen = self.table.chosen_id
        if chosen is None:
            return
        reports = self.desk.store.reports
        found = await self.desk.read(reports.messages, [chosen])
        history = await self.desk.read(reports.history, chosen)
        if chosen != self.table.chosen_id:
            return
        self.details.setVisible(bool(found))
        self._fit_columns()
        if found:
            self.details.say(found[0], history, shows_phone=self.model.shows_phones)

    def _decided(self, message_id: int, decision: str) -> None:
        self.start(self._decide(message_id, decision))

    async def _decide(self, message_id: int, decision: str) -> None:
        message = self.details.message
        if await dialogs.decide(self, self.desk, message_id, decision, message.state if message else None):
            self.ask()
