"""Each page over a real store: what it shows, and what its buttons do to a real engine."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, cast

import msgspec
from msgspec.structs import replace
from PySide6.QtWidgets import QMessageBox, QPushButton

from kaspi_notifier.domain.settings import App, Kaspi, Sending, Shop, Waha
from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.status import (
    SessionHealth,
    SessionProblem,
    ShopStatus,
)
from kaspi_notifier.simulator import Simulator
from kaspi_notifier.ui import tasks
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.pages.overview import OverviewPage
from kaspi_notifier.ui.pages.whatsapp import WhatsAppPage
from tests.ui.conftest import Sample, dialog, named, opened, until
from tests.ui.sample import ShownEngine, status


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


def whatsapp(window: MainWindow) -> WhatsAppPage:
    return cast(WhatsAppPage, window.pages["whatsapp"])


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
    gap_seconds=(0, 0),
    hourly_limit=None,
    daily_limit=None,
    warm_up=False,
    quiet_hours=None,
    typing=False,
    burst_limit=None,
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
    # The session is back so soon that a busy engine need not have missed it.
    await until(lambda: any(seen.path.endswith("/restart") for seen in live.simulator.waha.requests), 15)
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
    page = cast(OverviewPage, window.pages["overview"])
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
    assert demo.notice.text.text().startswith("A demo shop")
    demo.showMinimized()
    demo.bring_up()
    assert not demo.isMinimized()
    closed: list[int] = []
    demo.closed.connect(lambda: closed.append(1))
    demo.close()
    assert closed == [1]
    assert demo.isVisible()
