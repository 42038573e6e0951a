"""Each page over a real store: what it shows, and what its buttons do to a real engine."""

from array import array
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import msgspec
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QPushButton

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.settings import App, Kaspi, Sending, Shop, Waha
from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.status import (
    Change,
    KaspiHealth,
    KaspiProblem,
    Pause,
    PauseReason,
    SessionHealth,
    SessionProblem,
    ShopStatus,
)
from kaspi_notifier.simulator import Simulator
from kaspi_notifier.ui import tasks
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.models.messages import BUYER, DETAILS, TIME
from kaspi_notifier.ui.pages.messages import MessagesPage
from kaspi_notifier.ui.pages.overview import OverviewPage
from kaspi_notifier.ui.pages.whatsapp import WhatsAppPage
from tests.ui.conftest import Sample, dialog, named, opened, until
from tests.ui.sample import ShownEngine, scanning, status


def show(shop: Sample, *statuses: ShopStatus) -> None:
    """Let the window show these states."""
    shop.desk.attach(cast(Engine, ShownEngine(*statuses)))


WindowTest = Callable[[MainWindow, Sample], Coroutine[Any, Any, None]]


def with_window(test: WindowTest) -> Callable[[Path], Coroutine[Any, Any, None]]:
    """Give a test a window over the sample, inside its own loop: between fixtures no loop runs."""

    async def run(tmp_path: Path) -> None:
        async with opened(tmp_path) as shop:
            show(shop, status(shop.filled.shop_id))
            window = MainWindow()
            window.open_desk(shop.desk)
            window.show()
            await test(window, shop)

    return named(run, test)


def overview(window: MainWindow) -> OverviewPage:
    return cast(OverviewPage, window.pages["overview"])


def messages(window: MainWindow) -> MessagesPage:
    return cast(MessagesPage, window.pages["messages"])


def whatsapp(window: MainWindow) -> WhatsAppPage:
    return cast(WhatsAppPage, window.pages["whatsapp"])


@with_window
async def test_overview_shows_how_everything_is(window: MainWindow, shop: Sample) -> None:
    page = overview(window)
    await until(lambda: page.numbers.sent.text() != "0")
    assert page.kaspi.headline.text() == "Connected"
    assert page.session.headline.text() == "+7 700 000 00 00"
    assert page.queue.headline.text() == "3 messages waiting"
    assert "1 being checked · 1 on hold" in page.queue.sentence.text()
    assert page.limits.text() == "In 24 hours: 41 of 120"
    assert (page.numbers.delivered.text(), page.numbers.read.text()) == ("38", "37")
    assert len(page.numbers.days.bars) == 14
    bars = page.numbers.days.bars
    assert (sum(sent for _, sent, _ in bars), sum(failed for _, _, failed in bars)) == (40, 1)
    assert page.decision.isVisible()
    assert not page.stopped.isVisible()
    assert window.sidebar.buttons["messages"].accessibleDescription() == "1"


@with_window
async def test_overview_says_what_stands_still(window: MainWindow, shop: Sample) -> None:
    page, now = overview(window), datetime.now(UTC)
    bad = KaspiHealth(problem=KaspiProblem.NO_TOKEN, since=now)
    pause = Pause(reason=PauseReason.BURST, since=now)
    show(shop, status(shop.filled.shop_id, kaspi=bad, pause=pause, session=scanning(now)))
    assert page.toggle.text() == "Start"
    assert page.stopped.title.text() == "Sending stopped by itself"
    assert page.kaspi_help.title.text() == "Kaspi: No token yet"
    assert "3 messages waiting" in page.session_help.text.text()
    own = replace(pause, reason=PauseReason.BY_PERSON)
    show(shop, status(shop.filled.shop_id, pause=own))
    assert page.stopped.title.text() == "Sending is paused"
    show(shop)
    assert not page.toggle.isEnabled()
    assert window.sidebar.status.headline.text() == "Starting…"


@with_window
async def test_banners_lead_to_the_page_that_helps(window: MainWindow, shop: Sample) -> None:
    page = overview(window)
    page.kaspi_help.findChildren(QPushButton)[0].click()
    assert window.page == "settings"
    page.session_help.findChildren(QPushButton)[0].click()
    assert window.page == "whatsapp"
    page.decision.findChildren(QPushButton)[0].click()
    assert window.page == "messages"
    table = messages(window)
    await until(lambda: table.model.rowCount() == 1)
    assert table.filters["decisions"].isChecked()


@with_window
async def test_the_log_filters_and_searches(window: MainWindow, shop: Sample) -> None:
    window.go_to("messages")
    page = messages(window)
    await until(lambda: page.model.rowCount() == len(shop.ids))
    assert page.subtitle.text() == f"{len(shop.ids)} messages in the log"
    page.filters["not_sent"].click()
    await until(lambda: page.model.rowCount() == 4)
    page.filters["all"].click()
    page.search.setText("512883007")
    await until(lambda: page.model.rowCount() == 1)
    page.search.setText("nothing like it")
    await until(lambda: page.empty.isVisible())
    assert page.empty.text() == "Nothing here with this filter."
    assert not page.table.isVisible()


async def choose(page: MessagesPage, number: int) -> None:
    """Select a message, as a click does."""
    await until(lambda: page.model.row_of(number) is not None)
    page.table.selectRow(cast(int, page.model.row_of(number)))
    await until(lambda: page.details.message is not None and page.details.message.id == number)


@with_window
async def test_one_message_whole(window: MainWindow, shop: Sample) -> None:
    window.go_to("messages")
    page = messages(window)
    assert not page.table.isColumnHidden(DETAILS)
    await choose(page, shop.ids["needs_decision"])
    pane = page.details
    assert pane.isVisible()
    assert page.table.isColumnHidden(DETAILS)
    assert pane.phone.text() == "+7 700 000 00 07"
    assert "Айгерим" in pane.text.text()
    assert pane.why.text().startswith("We don't know whether the message about order 512883007")
    buttons = (pane.chat, pane.arrived, pane.again, pane.drop)
    assert all(button.isVisible() for button in buttons)
    await choose(page, shop.ids["hidden"])
    assert pane.phone.text() == "hidden by Kaspi"
    assert not any(button.isVisible() for button in buttons)
    await choose(page, shop.ids["queued"])
    assert [button.isVisible() for button in buttons] == [True, False, False, True]
    assert pane.text.text() == "The text is written when the message leaves."
    window.resize(900, 560)
    await until(lambda: page.table.isColumnHidden(BUYER))
    assert page.table.isColumnHidden(TIME)


class Links(QObject):
    """What would open in the browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@with_window
async def test_the_chat_opens_in_whatsapp(window: MainWindow, shop: Sample) -> None:
    links = Links()
    # The stub asks for bytes, which the call itself refuses.
    QDesktopServices.setUrlHandler("https", links, "open")  # type: ignore[arg-type]
    window.go_to("messages")
    page = messages(window)
    page.details._open_chat()
    await choose(page, shop.ids["needs_decision"])
    page.details.chat.click()
    QDesktopServices.unsetUrlHandler("https")
    assert links.opened == ["https://wa.me/77000000007"]


@with_window
async def test_new_messages_come_on_top_and_keep_the_choice(window: MainWindow, shop: Sample) -> None:
    window.go_to("messages")
    page = messages(window)
    await choose(page, shop.ids["needs_decision"])
    row = page.table.selectionModel().selectedRows()[0].row()
    await shop.desk.read(shop.filled.add, 99, shop.filled.now)
    shop.desk.bridge.on_change(Change.MESSAGES)
    await until(lambda: page.model.rowCount() == len(shop.ids) + 1)
    assert page.table.selectionModel().selectedRows()[0].row() == row + 1
    page.filters["queue"].click()
    await until(lambda: page.model.row_of(shop.ids["needs_decision"]) is None)
    assert page.details.isVisible()


@with_window
async def test_a_page_that_nobody_sees_reads_nothing(window: MainWindow, shop: Sample) -> None:
    page = messages(window)
    shop.desk.bridge.on_change(Change.MESSAGES)
    heard: list[object] = []
    shop.desk.changed.connect(heard.append)
    await until(lambda: heard)
    assert page.model.rowCount() == 0


@with_window
async def test_whatsapp_page_offers_what_helps(window: MainWindow, shop: Sample) -> None:
    window.go_to("whatsapp")
    page = whatsapp(window)
    offered = {
        None: [True, True, False, True],
        SessionProblem.STOPPED: [False, False, True, False],
        SessionProblem.UNREACHABLE: [False, False, False, False],
        SessionProblem.OTHER_NUMBER: [True, True, False, True],
        SessionProblem.NEEDS_SCAN: [True, True, False, False],
    }
    for problem, expected in offered.items():
        show(shop, status(shop.filled.shop_id, session=SessionHealth(problem=problem, version="2026.9.2")))
        controls = (page.restart, page.stop, page.begin, page.logout)
        assert [control.isVisible() for control in controls] == expected, problem
    assert page.facts.server.text() == "http://localhost:3000"
    assert page.facts.version.text() == "WAHA 2026.9.2"
    page.linking.to_phone.click()
    page.tick()
    assert "Link with phone number" in page.steps[3].text()
    page.linking.number.setText("+1 202 555 01 01")
    page.linking.get_code.click()
    assert page.linking.number_error.isVisible()
    page.change.click()
    assert window.page == "settings"
    show(shop)
    page.refresh(frozenset())
    page.tick()


FREE = Sending(
    gap_seconds=(0, 0), hourly_limit=None, daily_limit=None, quiet_hours=None, typing=False, burst_limit=None
)


class Live(Sample):
    """A desk with a real engine over the simulator."""

    simulator: Simulator


def with_engine(
    test: Callable[[Live], Coroutine[Any, Any, None]],
) -> Callable[[Path], Coroutine[Any, Any, None]]:
    """Give a test the sample's shop with a real engine, connected to the simulator."""

    async def run(tmp_path: Path) -> None:
        async with opened(tmp_path) as shop, Simulator() as simulator:
            addresses = simulator.addresses()
            made = Shop(
                name=shop.desk.settings.shops[0].name,
                kaspi=Kaspi(poll_seconds=1, **addresses["kaspi"]),
                waha=Waha(**addresses["waha"]),
                sending=FREE,
            )
            await shop.desk.save(msgspec.structs.replace(shop.desk.settings, shops=(made,), app=App()))
            async with Engine(shop.desk.store, shop.desk.db, on_change=shop.desk.bridge.on_change) as engine:
                shop.desk.attach(engine)
                live = Live(shop.desk, shop.filled, shop.ids)
                live.simulator = simulator
                await test(live)
                shop.desk.attach(None)
                await tasks.drain()

    return named(run, test)


def shown(live: Live) -> MainWindow:
    """A window over the live desk."""
    window = MainWindow()
    window.open_desk(live.desk)
    window.show()
    return window


def session(live: Live) -> SessionHealth:
    """The session as the engine sees it."""
    assert live.desk.status is not None
    return live.desk.status.session


async def press(title: str) -> None:
    """Answer the question that is asked."""
    box = cast(QMessageBox, await dialog())
    next(button for button in box.findChildren(QPushButton) if button.text() == title).click()


@with_engine
async def test_pausing_and_going_on(live: Live) -> None:
    window = shown(live)
    page = overview(window)
    await until(lambda: live.desk.status is not None)
    page.toggle.click()
    await until(lambda: live.desk.status is not None and live.desk.status.pause is not None)
    window.sidebar.status.switch.click()
    await until(lambda: live.desk.status is not None and live.desk.status.pause is None)
    page.check.click()
    await until(lambda: page.kaspi.headline.text() == "Connected")


@with_engine
async def test_linking_the_phone_from_the_first_code_to_unlinking(live: Live) -> None:
    window = shown(live)
    window.go_to("whatsapp")
    page = whatsapp(window)
    await until(lambda: page.linking.qr.isVisible() and page.linking.qr.modules)
    page.linking.to_phone.click()
    page.linking.number.setText("8 700 000 00 01")
    page.linking.get_code.click()
    await until(lambda: page.linking.code.isVisible())
    live.simulator.waha.scan_qr()
    await until(lambda: session(live).problem is None)
    await until(lambda: page.linking.title.text() == "+7 700 000 00 00")
    page.restart.click()
    await until(lambda: session(live).problem is not None)
    await until(lambda: session(live).problem is None, 15)
    page.logout.click()
    await press("Cancel")
    page.logout.click()
    await press("Unlink phone")
    await until(lambda: session(live).problem is not None, 15)


@with_engine
async def test_stopping_and_starting_the_session(live: Live) -> None:
    live.simulator.waha.pair()
    window = shown(live)
    window.go_to("whatsapp")
    page = whatsapp(window)
    await until(lambda: session(live).problem is None, 15)
    await until(lambda: page.stop.isVisible())
    page.stop.click()
    await until(lambda: session(live).problem is SessionProblem.STOPPED, 15)
    await until(lambda: page.begin.isVisible())
    page.begin.click()
    await until(lambda: session(live).problem is None, 15)


async def state_of(live: Live, kind: str) -> MessageState:
    found = await live.desk.read(live.desk.store.reports.messages, array("q", [live.ids[kind]]))
    return found[0].state


@with_engine
async def test_saying_that_it_arrived(live: Live) -> None:
    await decide_by(live, "arrived", MessageState.ACCEPTED)


@with_engine
async def test_saying_that_it_is_not_to_be_sent(live: Live) -> None:
    await decide_by(live, "drop", MessageState.SKIPPED)


async def decide_by(live: Live, name: str, expected: MessageState) -> None:
    """Press one of the pane's buttons and see what became of the message."""
    window = shown(live)
    window.go_to("messages/decisions")
    page = messages(window)
    await choose(page, live.ids["needs_decision"])
    getattr(page.details, name).click()
    await until(lambda: page.details.message is not None and page.details.message.state is expected)
    assert await state_of(live, "needs_decision") is expected


@with_engine
async def test_sending_again_asks_first(live: Live) -> None:
    window = shown(live)
    window.go_to("messages")
    page = messages(window)
    await choose(page, live.ids["needs_decision"])
    page.details.again.click()
    await press("Cancel")
    assert await state_of(live, "needs_decision") is MessageState.NEEDS_DECISION
    page.details.again.click()
    await press("Send again")
    await until(
        lambda: (
            page.details.message is not None and page.details.message.state is not MessageState.NEEDS_DECISION
        )
    )
    await choose(page, live.ids["cancelled"])
    page.details.again.click()
    await until(
        lambda: page.details.message is not None and page.details.message.state is MessageState.QUEUED
    )
    assert "you" in "".join(label.text() for label in page.details.findChildren(type(page.details.why)))


@with_engine
async def test_another_number_is_accepted_by_a_person(live: Live) -> None:
    window = shown(live)
    window.go_to("whatsapp")
    page = whatsapp(window)
    live.simulator.waha.pair("77000000000")
    await until(lambda: session(live).problem is None, 15)
    live.simulator.waha.unlink()
    live.simulator.waha.pair("77000000099")
    assert live.desk.status is not None
    await live.desk.engine.check_now(live.desk.status.shop_id)
    await until(lambda: session(live).problem is SessionProblem.OTHER_NUMBER, 15)
    await until(lambda: page.linking.accept.isVisible())
    page.linking.accept.click()
    await until(lambda: session(live).problem is None, 15)


@with_window
async def test_two_shops_and_a_choice(window: MainWindow, shop: Sample) -> None:
    show(shop, status(shop.filled.shop_id), replace(status(99), shop_name="Второй"))
    assert window.sidebar.shops.isVisible()
    window.sidebar.shops.activated.emit(1)
    assert shop.desk.status is not None
    assert shop.desk.status.shop_id == 99
    page = overview(window)
    await until(lambda: page.numbers.sent.text() == "0")


@with_window
async def test_the_window_in_another_language(window: MainWindow, shop: Sample) -> None:
    from kaspi_notifier.ui.application import Application

    application = cast(Application, Application.instance())
    application.speak("ru")
    window.warnings = ("careful",)
    window.go_to("whatsapp")
    window.open_desk(shop.desk, window.page)
    assert window.page == "whatsapp"
    assert window.sidebar.buttons["messages"].text() == "Сообщения"
    assert window.notice.text.text() == "careful"
    application.speak("en")
    demo = MainWindow(demo=True)
    demo.open_desk(shop.desk)
    demo.show()
    await demo.painted()
    assert demo.notice.text.text().startswith("A demo shop")
    demo.showMinimized()
    demo.bring_up()
    assert not demo.isMinimized()
    closed: list[int] = []
    demo.closed.connect(lambda: closed.append(1))
    demo.close()
    assert closed == [1]
    assert demo.isVisible()
