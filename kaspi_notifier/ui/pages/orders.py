"""The shop's orders: where each stands, what the buyer has heard of it, and what to do about one."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHeaderView

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.engine.status import Change
from kaspi_notifier.ui import bridge, dialogs, formats, order_labels
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.forgetting import ForgetDialog
from kaspi_notifier.ui.models.delegates import LinesDelegate, PillDelegate
from kaspi_notifier.ui.models.orders import BUYER, ORDER, STATUS, SUM, WHATSAPP, OrdersModel
from kaspi_notifier.ui.pages.listing import ListPage
from kaspi_notifier.ui.pages.order_details import OrderDetails
from kaspi_notifier.ui.pages.order_dialogs import FromPhoneDialog, PhoneDialog, WriteDialog
from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from kaspi_notifier.domain.settings import Shop
    from kaspi_notifier.domain.template import Template
    from kaspi_notifier.store import ListedOrder, OrderFilter, OrderPage, OrderStory

PERIODS = (14, 1, 30, 90, None)
"""Days that a period is long; None is all the time there was."""
_STATUS_WIDTH, _WHATSAPP_WIDTH = 176, 150
_PANE, _PANE_SHARE = 310, 0.4
"""The pane's width, and how much of a page with large letters it may take from the list."""
_NARROWEST = 500
"""Width of the table under which Kaspi's state has no room: the pane repeats it."""
_BUYER_WIDTH = 190
"""What buyer and goods need; the sum goes where it would leave them less: the pane repeats it."""


class OrdersPage(ListPage):
    """The list, its filters and the pane of the chosen order."""

    details: OrderDetails

    SHOWS = frozenset({Change.ORDERS, Change.MESSAGES})
    ICON = "orders"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Orders"))
        self._shown: OrderFilter | None = None
        self._add_head()
        self._add_table()

    def _add_head(self) -> None:
        self.add_search(self.tr("Number, name, phone, goods"), self.tr("Search in the orders"))
        self.add_period(PERIODS)
        labelled = order_labels.GROUPS.items()
        groups = ((order_labels.translate("orders", text), key) for key, (text, _) in labelled)
        every: tuple[str, object] = (self.tr("All orders"), None)
        self.status = self.choice(self.tr("Where the order stands"), (every, *groups))
        known = [one for one in Delivery if one is not Delivery.UNKNOWN]
        ways = ((order_labels.delivery(one), one.value) for one in known)
        self.delivery = self.choice(self.tr("Delivery"), ((self.tr("Any delivery"), None), *ways))
        self.add_tools(self.search, self.period, self.status, self.delivery)

    def _add_table(self) -> None:
        self.model = OrdersModel()
        self.model.setParent(self)
        self.model.page_wanted.connect(self._page_wanted)
        table = PagedTable(self.model, room(54))
        table.setAccessibleName(self.tr("Orders"))
        for column in (ORDER, BUYER, SUM):
            table.setItemDelegateForColumn(column, LinesDelegate(table))
        pills = PillDelegate(table)
        for column in (STATUS, WHATSAPP):
            table.setItemDelegateForColumn(column, pills)
        table.fit(ORDER, "512883007", "24.11 14:03", is_strong=True)
        known = (one for one in Delivery if one is not Delivery.UNKNOWN)
        table.fit(SUM, "1 999 999 ₸", *map(order_labels.delivery, known))
        table.setColumnWidth(STATUS, room(_STATUS_WIDTH))
        table.setColumnWidth(WHATSAPP, room(_WHATSAPP_WIDTH))
        table.horizontalHeader().setSectionResizeMode(BUYER, QHeaderView.ResizeMode.Stretch)
        table.chosen.connect(self._chosen)
        details = OrderDetails()
        self.add_table(table, details)
        self.details.decided.connect(self._decided)
        self.details.write_wanted.connect(lambda: self.start(self._write(with_template=False)))
        self.details.template_wanted.connect(lambda: self.start(self._write(with_template=True)))
        self.details.phone_wanted.connect(self._ask_phone)
        self.details.from_phone_wanted.connect(self._from_phone)
        self.details.forget_wanted.connect(self._forget)

    def _fit_columns(self) -> None:
        self.details.setFixedWidth(min(room(_PANE), int(_PANE_SHARE * self.width())))
        space, table = self.space, self.table
        is_narrowest = space < room(_NARROWEST)
        table.setColumnHidden(STATUS, is_narrowest)
        if is_narrowest or not self.details.isHidden():
            table.fit(WHATSAPP, "")
        else:
            table.setColumnWidth(WHATSAPP, room(_WHATSAPP_WIDTH))
        table.setColumnHidden(SUM, False)
        taken = sum(map(table.columnWidth, (ORDER, SUM, STATUS, WHATSAPP)))
        table.setColumnHidden(SUM, space - taken < room(_BUYER_WIDTH))

    def show_order(self, order_id: int) -> None:
        """Show one order, for links from other pages."""
        self.table.choose(order_id)

    def refresh(self, _kinds: frozenset[Change]) -> None:
        self.reread.ask()

    def wanted(self) -> "OrderFilter | None":
        """What the page asks for, as it is set now; None while there is no shop."""
        from kaspi_notifier.store import OrderFilter

        status = self.desk.status
        if status is None:
            return None
        group, delivery = self.status.currentData(), self.delivery.currentData()
        return OrderFilter(
            shop_id=status.shop_id,
            statuses=None if group is None else order_labels.GROUPS[group][1],
            delivery=None if delivery is None else Delivery(delivery),
            since=self.since(bridge.now()),
            search=self.search.words(),
        )

    async def _read(self) -> None:
        wanted = self.wanted()
        if wanted is None:
            return
        anew = wanted != self._shown
        pages, rows = await self.desk.read(self._look, wanted, anew or self.table.is_at_top)
        if wanted != self.wanted():
            self.reread.ask(hurry=True)
            return
        self._shown = wanted
        self.model.set_pages(pages, anew=anew)
        if rows:
            self.model.set_rows(pages[0], rows)
        self._show_emptiness(wanted, is_empty=not pages)
        count = formats.number(sum(page.rows for page in pages))
        self.subtitle.setText(self.tr("In the list: {count}").format(count=count))
        await self._show_chosen()

    def _look(
        self, wanted: "OrderFilter", sees_first: bool
    ) -> "tuple[tuple[OrderPage, ...], list[ListedOrder]]":
        """Where the pages are, and the first one with them when it is seen; on the database's thread."""
        book = self.desk.store.order_book
        pages = book.pages(wanted)
        return pages, book.rows(wanted, pages[0]) if sees_first and pages else []

    def _show_emptiness(self, wanted: "OrderFilter", *, is_empty: bool) -> None:
        if _is_filtered(wanted):
            text, action = self.tr("No order fits this filter."), self.tr("Show all")
        else:
            text = self.tr("No orders in this time yet. New ones appear here by themselves.")
            action = self.tr("Check orders now") if self.desk.is_running else ""
        self.say_empty(text, action, is_empty=is_empty)

    def _help_out(self) -> None:
        wanted = self.wanted()
        if wanted is None:
            return
        if not _is_filtered(wanted):
            self.start(self.desk.engine.check_now(wanted.shop_id))
            return
        self.search.clear()
        for choice in (self.status, self.delivery):
            choice.setCurrentIndex(0)

    def _page_wanted(self, page: "OrderPage") -> None:
        self.start(self._read_page(page))

    async def _read_page(self, page: "OrderPage") -> None:
        wanted = self._shown
        if wanted is not None:
            orders = await self.desk.read(self.desk.store.order_book.rows, wanted, page)
            if wanted == self._shown:
                self.model.set_rows(page, orders)

    def show_part(self, part: str) -> None:
        """Look for the order with this number."""
        self.search.setText(part)

    def _chosen(self, _order_id: int) -> None:
        self.start(self._open_chosen())

    async def _open_chosen(self) -> None:
        """Show the order, and ask Kaspi what was ordered if nobody has yet."""
        await self._show_chosen()
        story = self.details.story
        if story is not None and not story.stored.entries and self.desk.is_running:
            await self._read_entries(story)

    async def _read_entries(self, story: "OrderStory") -> None:
        from kaspi_notifier.engine.engine import ActionRefused

        try:
            await self.desk.engine.read_entries(story.stored.shop_id, story.stored.order.code)
        except ActionRefused:
            return  # Kaspi does not answer just now; the pane does without
        await self._show_chosen()

    async def _show_chosen(self) -> None:
        chosen = self.table.chosen_id
        if chosen is None:
            return
        story = await self.desk.read(self._story_of, chosen)
        if chosen != self.table.chosen_id:
            return
        self.details.setVisible(story is not None)
        self._fit_columns()
        if story is not None:
            self.details.shows_phones = self.desk.settings.app.show_phones
            self.details.say(story)

    def _story_of(self, order_id: int) -> "OrderStory | None":
        """Read on the database's thread."""
        store = self.desk.store
        found = store.reports.orders([order_id])
        return store.order_book.story(found[0].shop_id, found[0].order.code) if found else None

    def _decided(self, message_id: int, decision: str) -> None:
        self.start(self._decide(message_id, decision))

    async def _decide(self, message_id: int, decision: str) -> None:
        story = self.details.story
        states = {message.id: message.state for message in story.messages} if story else {}
        if await dialogs.decide(self, self.desk, message_id, decision, states.get(message_id)):
            self.ask()

    async def _write(self, *, with_template: bool) -> None:
        story, phone, shop = self.details.story, self.details.known_phone, self._shop()
        if story is None or phone is None or shop is None:
            return
        templates = await self.desk.read(self.desk.store.templates.list)
        dialog = WriteDialog(self, story, phone, templates, shop)
        if with_template and templates:
            dialog.template.setCurrentIndex(1)
        dialog.written.connect(lambda text, template: self.start(self._send(story, phone, text, template)))
        dialog.open()

    def _shop(self) -> "Shop | None":
        status = self.desk.status
        names = {shop.name: shop for shop in self.desk.settings.shops}
        return names.get(status.shop_name) if status else None

    async def _send(self, story: "OrderStory", phone: str, text: str, template: "Template | None") -> None:
        stored = story.stored
        await self.desk.engine.write_by_hand(
            stored.shop_id, text, phone=phone, order_code=stored.order.code, template=template
        )
        self.ask()

    def _ask_phone(self) -> None:
        story = self.details.story
        if story is None:
            return
        dialog = PhoneDialog(self, story.stored.order.code)
        dialog.typed.connect(lambda digits: self.start(self._take_phone(story, digits)))
        dialog.open()

    async def _take_phone(self, story: "OrderStory", digits: str) -> None:
        await self.desk.engine.type_phone(story.stored.shop_id, story.stored.order.code, digits)
        self.ask()

    def _forget(self) -> None:
        phone = self.details.known_phone
        if phone is not None:
            ForgetDialog(self, self.desk, phone).open()

    def _from_phone(self) -> None:
        story, phone = self.details.story, self.details.known_phone
        if story is None or phone is None:
            return
        waiting = [message for message in story.messages if message.accepted_at is None]
        texts = [message.text or message.draft or "" for message in waiting]
        FromPhoneDialog(self, phone, next((text for text in reversed(texts) if text), "")).open()


def _is_filtered(wanted: "OrderFilter") -> bool:
    return bool(wanted.search) or wanted.statuses is not None or wanted.delivery is not None
