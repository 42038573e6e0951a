"""The orders: the list, one order with its story, and everything a person does about it."""

from decimal import Decimal
from typing import cast
from urllib.parse import quote

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.order import Status
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template
from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.status import Change, ShopStatus
from kaspi_notifier.store import Message, Said
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.models.delegates import LINES_ROLE, PILL_ROLE
from kaspi_notifier.ui.models.orders import BUYER, ORDER, STATUS, SUM, WHATSAPP
from kaspi_notifier.ui.pages.order_dialogs import FromPhoneDialog, PhoneDialog, WriteDialog
from kaspi_notifier.ui.pages.orders import OrdersPage
from tests.ui.conftest import Sample, dialog, until
from tests.ui.sample import ShownEngine, order, status
from tests.ui.test_pages import Live, press, shown, with_engine, with_window

S = MessageState


def orders(window: MainWindow) -> OrdersPage:
    return cast(OrdersPage, window.pages["orders"])


async def choose(page: OrdersPage, number: int) -> None:
    """Select the order with this number, as a click does."""
    code = str(512883000 + number)
    page.period.setCurrentIndex(page.period.findData(None))

    def row() -> int | None:
        found = (page.model.row(at) for at in range(page.model.rowCount()))
        return next((at for at, shown in enumerate(found) if shown and shown.order.first == code), None)

    await until(lambda: row() is not None)
    page.table.selectRow(cast(int, row()))
    await until(lambda: page.details.code.text() == f"№ {code}" and page.details.isVisible())


def told(page: OrdersPage) -> dict[str, str]:
    """The story that the pane shows: title and text."""
    return {moment.title: moment.text for moment in page.details.timeline.moments}


@with_window
async def test_the_list_filters_and_searches(window: MainWindow, shop: Sample) -> None:
    window.go_to("orders")
    page = orders(window)
    await until(lambda: page.model.rowCount() > 0)
    in_all = page.model.rowCount()
    assert page.subtitle.text() == f"In the list: {in_all}"
    page.period.setCurrentIndex(page.period.findData(None))
    finds = {"512883007": 1, "0007": 1, "кофемолка": 10, "әсел": 5, "+7 700 000 00 07": 1}
    for typed, found in finds.items():
        page.search.setText(typed)
        await until_count(page, found)
    page.search.setText("nothing like it")
    await until(lambda: page.empty.isVisible())
    assert page.empty.text() == "No order fits this filter."
    page.empty.action.click()
    assert not page.search.text()
    page.period.setCurrentIndex(0)
    await until_count(page, in_all)
    page.status.setCurrentIndex(page.status.findData("done"))
    await until(lambda: page.empty.isVisible())
    page.status.setCurrentIndex(page.status.findData("in_work"))
    await until_count(page, in_all)
    page.delivery.setCurrentIndex(page.delivery.findData("postomat"))
    await until(lambda: page.empty.isVisible())
    page.delivery.setCurrentIndex(page.delivery.findData("pickup"))
    page.period.setCurrentIndex(page.period.findData(30))
    await until_count(page, len(shop.ids))


class Checks(ShownEngine):
    """Notes which shops it was asked to check."""

    def __init__(self, *states: ShopStatus) -> None:
        super().__init__(*states)
        self.checked: list[int] = []

    async def check_now(self, shop_id: int) -> None:
        self.checked.append(shop_id)


@with_window
async def test_a_shop_without_orders_is_offered_a_check(window: MainWindow, shop: Sample) -> None:
    window.go_to("orders")
    page = orders(window)
    engine = Checks(status(99))
    shop.desk.attach(cast(Engine, engine))
    await until(lambda: page.empty.isVisible())
    assert page.empty.text().startswith("No orders in this time yet.")
    page.empty.action.click()
    await until(lambda: engine.checked == [99])
    shop.desk.attach(None)
    page.ask()
    assert page.wanted() is None
    page.empty.acted.emit()
    assert engine.checked == [99]


@with_window
async def test_an_order_is_left_behind_with_its_shop(window: MainWindow, shop: Sample) -> None:
    window.go_to("orders")
    page = orders(window)
    own = shop.filled.shop_id
    shop.desk.attach(cast(Engine, ShownEngine(status(own), status(99, shop_name="Other"))))
    await choose(page, 7)
    await until(lambda: page.details.isVisible())
    shop.desk.choose_shop(99)
    assert page.table.chosen_id is None and not page.details.isVisible()
    await until(lambda: page.empty.isVisible())
    shop.desk.choose_shop(own)
    await until(lambda: page.model.rowCount() > 0)
    assert not page.details.isVisible()


async def until_count(page: OrdersPage, rows: int) -> None:
    """Wait until the list has so many rows."""
    await until(lambda: page.model.rowCount() == rows and not page.empty.isVisible())


@with_window
async def test_rows_have_two_lines_and_a_mark(window: MainWindow, shop: Sample) -> None:
    window.go_to("orders")
    page = orders(window)
    model = page.model
    await until(lambda: model.row(0) is not None)
    first = [model.data(model.index(0, column), LINES_ROLE) for column in (ORDER, BUYER, SUM)]
    assert (first[0].first, first[1].first, first[2].second) == ("512883017", "Данияр А.", "Pickup")
    assert first[1].second == "Наушники JBL Tune 520BT × 2"
    assert first[2].first == "27\u00a0190\u00a0₸"
    assert model.data(model.index(0, STATUS), PILL_ROLE).word == "Ready for pickup"
    assert model.data(model.index(0, STATUS)) == "Ready for pickup"
    assert model.data(model.index(0, ORDER)).startswith("512883017, ")
    assert model.data(model.index(0, ORDER), PILL_ROLE) is None
    assert model.data(model.index(0, STATUS), LINES_ROLE) is None
    assert model.data(model.index(0, ORDER), Qt.ItemDataRole.ToolTipRole) is None
    words = model.data(model.index(0, WHATSAPP), Qt.ItemDataRole.ToolTipRole)
    assert words == "Ready for pickup · In the queue · waits for its turn"
    horizontal = Qt.Orientation.Horizontal
    assert model.headerData(STATUS, horizontal, Qt.ItemDataRole.DisplayRole) == "In Kaspi"
    assert model.headerData(SUM, horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert model.headerData(SUM, horizontal, Qt.ItemDataRole.FontRole) is None
    assert model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.DisplayRole) is None


@with_window
async def test_one_order_whole(window: MainWindow, shop: Sample) -> None:
    def answer() -> None:
        said = Said(
            wa_id="3A77",
            phone="77000000001",
            from_me=False,
            body="Спасибо, <b>жду</b>",
            media=None,
            at=shop.filled.now,
        )
        shop.filled.store.conversations.add(shop.filled.shop_id, said)

    await shop.desk.read(answer)
    window.go_to("orders")
    page = orders(window)
    await choose(page, 1)
    pane = page.details
    assert pane.phone.text() == "+7 7•• ••• •0 01"
    pane.show_phone.click()
    assert pane.phone.text() == "+7 700 000 00 01"
    pane.show_phone.click()
    assert pane.phone.text() == "+7 7•• ••• •0 01"
    pane.show_phone.click()
    assert "Алматы, Абая 10" in pane.place.text()
    assert pane.goods.text() == "Наушники JBL Tune 520BT × 1"
    story = told(page)
    assert story["New order"].endswith("Kaspi · no template is switched on for this")
    assert "read at" in story["“Ready for pickup” sent"]
    assert "Answer: “Спасибо, <b>жду</b>”" in story
    pane.copy.menu().actions()[2].trigger()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Order № 512883001\nNew order\n")
    pane.copy.menu().actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == "512883001"
    pane.copy.menu().actions()[1].trigger()
    assert QGuiApplication.clipboard().text() == "+7 700 000 00 01"
    await choose(page, 2)
    assert pane.phone.text() == "+7 7•• ••• •0 02"
    await choose(page, 6)
    assert told(page)["Ready for pickup"].endswith("no message: the order was cancelled before sending")
    await choose(page, 3)
    assert told(page)["Ready for pickup"].endswith("no message: this number has no WhatsApp")
    window.resize(900, 560)
    await until(lambda: page.table.isColumnHidden(SUM))
    assert page.table.isColumnHidden(STATUS)


@with_window
async def test_an_order_without_a_number_offers_to_enter_one(window: MainWindow, shop: Sample) -> None:
    window.go_to("orders")
    page = orders(window)
    page.details._open_chat()
    page.details._copy_code()
    page.details._copy_story()
    page._ask_phone()
    page._from_phone()
    await page._write(with_template=False)
    await choose(page, 4)
    pane = page.details
    assert pane.phone.text() == "The number is hidden by Kaspi"
    assert pane.type_phone.isVisible()
    assert not pane.show_phone.isVisible()
    controls = (pane.write, pane.template, pane.chat, pane.from_phone)
    assert not any(control.isEnabled() for control in controls)
    pane.type_phone.click()
    asked = cast(PhoneDialog, await dialog())
    asked.number.setText("12345")
    asked.save.click()
    assert asked.error.isVisible()


@with_engine
async def test_a_typed_number_lets_the_message_go(live: Live) -> None:
    live.simulator.waha.pair()
    window = shown(live)
    window.go_to("orders")
    page = orders(window)
    await choose(page, 4)
    page.details.type_phone.click()
    asked = cast(PhoneDialog, await dialog())
    asked.number.setText("8 700 000 00 44")
    asked.save.click()
    await until(lambda: page.details.phone.text() == "+7 7•• ••• •0 44")
    messages = await live.desk.read(live.desk.store.reports.messages, [live.ids["hidden"]])
    assert messages[0].phone == "77000000044"
    assert messages[0].state is not S.SKIPPED


async def newest_by_hand(live: Live) -> Message:
    """The message that a person has just written."""
    found: list[Message] = []

    async def look() -> None:
        ids = await live.desk.read(live.desk.store.reports.message_ids, live.filled.shop_id)
        found[:] = await live.desk.read(live.desk.store.reports.messages, ids[:1])

    await look()
    return found[0]


@with_engine
async def test_writing_freely_and_by_template(live: Live) -> None:
    page = orders(shown(live))
    await live.desk.read(live.desk.store.templates.save, _BROKEN)
    await live.desk.read(live.desk.store.templates.save, _UNKNOWN)
    cast(MainWindow, page.window()).go_to("orders")
    await choose(page, 1)
    page.details.write.click()
    free = cast(WriteDialog, await dialog())
    assert not free.send.isEnabled()
    assert free.text.height() >= 190
    free.text.setPlainText("  Курьер уже едет ")
    free.send.click()
    await until(lambda: "Written by hand" in told(page))
    written = await newest_by_hand(live)
    assert (written.draft, written.template_id, written.order_code) == ("Курьер уже едет", None, "512883001")
    page.details.template.click()
    by_template = cast(WriteDialog, await dialog())
    assert by_template.text.toPlainText() == "№512883001 Арман Техно"
    assert by_template.warning.text() == "The buyer has got this message already."
    by_template.choose(_id_of(by_template, "Неизвестное"))
    assert "{track_number}" in by_template.error.text() or by_template.error.isVisible()
    by_template.template.setCurrentIndex(0)
    assert not by_template.error.isVisible()
    by_template.template.setCurrentIndex(1)
    by_template.send.click()
    await until(lambda: [m.title for m in page.details.timeline.moments].count("Written by hand") == 2)
    assert (await newest_by_hand(live)).template_name == "Готов"


_BROKEN = Template(name="Сломанный", event=Event.COMPLETED, text="{order_num")
_UNKNOWN = Template(name="Неизвестное", event=Event.COMPLETED, text="{shop_phone}")


def _id_of(asked: WriteDialog, name: str) -> int | None:
    templates = [asked.template.itemData(at) for at in range(1, asked.template.count())]
    found: int | None = next(template.id for template in templates if template.name == name)
    return found


@with_window
async def test_a_waiting_message_is_named_before_a_second_one(window: MainWindow, shop: Sample) -> None:
    window.go_to("orders")
    page = orders(window)
    await choose(page, 17)
    page.details.template.click()
    asked = cast(WriteDialog, await dialog())
    assert asked.warning.text() == "This message waits in the queue; the buyer would get both."
    asked.findChildren(QPushButton)[0].click()
    await until(lambda: asked.findChildren(FromPhoneDialog))
    code = asked.findChildren(FromPhoneDialog)[0]
    assert code.link == f"https://wa.me/77000000017?text={quote('№512883017 Арман Техно')}"
    asked.text.setPlainText("Ж" * 400)
    too_long = FromPhoneDialog(asked, "77000000017", asked.text.toPlainText())
    assert too_long.link == "https://wa.me/77000000017"
    asked.text.setPlainText("Ж" * 5000)
    assert not asked.send.isEnabled()


@with_window
async def test_the_chat_opens_on_the_phone_with_what_waits(window: MainWindow, shop: Sample) -> None:
    window.go_to("orders")
    page = orders(window)
    await choose(page, 7)
    page.details.from_phone.click()
    code = cast(FromPhoneDialog, await dialog())
    assert "?text=" in code.link


@with_engine
async def test_a_planned_message_is_taken_off_and_sent_after_all(live: Live) -> None:
    page = orders(shown(live))
    cast(MainWindow, page.window()).go_to("orders")
    await choose(page, 17)
    await act(page, "Don't send")
    await until(lambda: told(page)["Ready for pickup"].endswith("you decided not to send it"))
    await act(page, "Send")
    await until(lambda: "you decided" not in str(told(page)))
    await choose(page, 7)
    await act(page, "Send again")
    await press("Cancel")
    await act(page, "It arrived")
    await until(lambda: "“Ready for pickup” sent" in told(page))


async def act(page: OrdersPage, words: str) -> None:
    """Press one of the story's buttons."""

    def find() -> QPushButton | None:
        found = page.details.timeline.findChildren(QPushButton)
        return next((made for made in found if made.text() == words and made.isVisible()), None)

    await until(lambda: find() is not None)
    cast(QPushButton, find()).click()


@with_engine
async def test_what_was_ordered_is_read_when_somebody_looks(live: Live) -> None:
    live.simulator.waha.pair()
    window = shown(live)
    window.go_to("orders")
    page = orders(window)
    made = live.simulator.kaspi.add_order(delivery="own_delivery", phone="7000000077")
    await until(lambda: live.desk.status is not None and live.desk.status.kaspi.has_baseline)
    page.period.setCurrentIndex(page.period.findData(None))

    def row() -> int | None:
        rows = [page.model.row(at) for at in range(page.model.rowCount())]
        return next((at for at, shown in enumerate(rows) if shown and shown.order.first == made.code), None)

    await until(lambda: row() is not None, 20)
    page.table.selectRow(cast(int, row()))
    await until(lambda: page.details.goods.text() != "" and page.details.goods.isVisible())
    assert page.details.status.text() in ("New", "Accepted", "Being delivered")


@with_window
async def test_an_order_shown_from_elsewhere(window: MainWindow, shop: Sample) -> None:
    window.go_to("orders")
    page = orders(window)

    def change() -> int:
        changed = order(2, shop.filled.now)
        filled = shop.filled
        cancelled = msgspec.structs.replace(changed, status=Status.CANCELLED, total_price=Decimal(1))
        filled.store.orders.ingest(
            filled.shop_id, [cancelled], now=filled.now, baseline=False, templates=[], language="ru"
        )
        found = filled.store.orders.get(filled.shop_id, changed.code)
        assert found is not None
        return found.id

    number = await shop.desk.read(change)
    page.show_order(number)
    await until(lambda: page.details.status.text() == "Cancelled")
    shop.desk.bridge.on_change(Change.ORDERS)
    await until(lambda: page.model.rowCount() > 0)
