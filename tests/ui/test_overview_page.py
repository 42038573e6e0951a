"""The first page: how everything is, what needs a person, two weeks in figures and what happened lately."""

from datetime import UTC, datetime, timedelta
from typing import cast

from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolTip

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.status import (
    KaspiHealth,
    KaspiProblem,
    NumberStanding,
    Pause,
    PauseReason,
    QueueHealth,
    Wait,
)
from kaspi_notifier.store import Decision, Happening
from kaspi_notifier.ui.happenings import moment_of
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.pages.messages import MessagesPage
from kaspi_notifier.ui.pages.overview import OverviewPage
from kaspi_notifier.ui.widgets.basics import Banner
from tests.ui.conftest import Sample, dialog, until
from tests.ui.sample import SampleStore, scanning, status
from tests.ui.test_pages import Live, press, show, shown, with_engine, with_window


def overview(window: MainWindow) -> OverviewPage:
    return cast(OverviewPage, window.pages["overview"])


def button_of(banner: Banner) -> QPushButton:
    """The strip's one button."""
    return banner.findChildren(QPushButton)[0]


@with_window
async def test_overview_shows_how_everything_is(window: MainWindow, shop: Sample) -> None:
    page = overview(window)
    await until(lambda: page.numbers.sent.text() != "0" and page.latest.timeline.moments)
    assert page.kaspi.headline.text() == "Connected"
    assert "orders\u00a0today" in page.kaspi.sentence.text()
    assert page.session.headline.text() == "+7 700 000 00 00"
    assert page.queue.headline.text() == "3 messages waiting"
    assert page.queue.sentence.text().startswith("Next at ")
    sentence = page.queue.sentence.text().replace("\u00a0", " ")
    assert "1 being checked · 1 on hold · In 24 hours: 41 of 120" in sentence
    sent, delivered, read, failed = (
        part.text()
        for part in (page.numbers.sent, page.numbers.delivered, page.numbers.read, page.numbers.not_sent)
    )
    assert (sent, delivered, read, failed) == ("40", "95\u00a0%", "93\u00a0%", "4")
    bars = page.numbers.days.bars
    assert len(bars) == 14
    assert (sum(sent for _, sent, _ in bars), sum(failed for _, _, failed in bars)) == (40, 4)
    chart = page.numbers.days
    # A sample made right after midnight has two days in its last bars.
    assert chart.accessibleDescription().endswith(f" · sent: {bars[-1][1]}, failed: {bars[-1][2]}")
    assert chart.accessibleDescription().count(" · sent: ") == len(bars)
    newest = QPoint(chart.width() - 5, 20)
    QTest.mouseMove(chart, QPoint(5, 20))
    QTest.mouseMove(chart, newest)
    assert QToolTip.text() == chart.accessibleDescription().rpartition("; ")[2]
    QToolTip.hideText()
    titles = [moment.title for moment in page.latest.timeline.moments]
    assert titles[0] == "Order № 512883017 ready for pickup"
    assert len(titles) == len(set(titles)) == 6
    assert not page.stopped.isVisible()
    assert window.sidebar.buttons["messages"].accessibleDescription() == "1"


@with_window
async def test_overview_says_what_stands_still(window: MainWindow, shop: Sample) -> None:
    page, now = overview(window), datetime.now(UTC)
    bad = KaspiHealth(problem=KaspiProblem.NO_TOKEN, since=now)
    pause = Pause(reason=PauseReason.BURST, since=now)
    quiet = QueueHealth(waiting=3, wait=Wait.QUIET_HOURS, next_send_at=now + timedelta(hours=9))
    shop_id = shop.filled.shop_id
    show(shop, status(shop_id, kaspi=bad, pause=pause, session=scanning(now), queue=quiet))
    assert page.queue.sentence.text().startswith("Quiet hours: nobody is written to at night.")
    assert page.stopped.title.text() == "0 messages at once: send them?"
    assert page.kaspi_help.title.text() == "Kaspi: no token yet"
    assert "3 messages waiting" in page.session_help.text.text()
    own = replace(pause, reason=PauseReason.BY_PERSON)
    show(shop, status(shop_id, pause=own))
    assert page.stopped.title.text() == "Sending is paused"
    show(shop)
    assert not page.check.isEnabled()
    assert window.sidebar.status.headline.text() == "Starting…"


@with_window
async def test_what_is_stopped_has_its_next_step(window: MainWindow, shop: Sample) -> None:
    page, now, shop_id = overview(window), datetime.now(UTC), shop.filled.shop_id
    strip = page.stopped

    def offered() -> list[str]:
        return [b.text() for b in strip.findChildren(QPushButton) if not b.isHidden()]

    burst = Pause(reason=PauseReason.BURST, since=now)
    show(shop, status(shop_id, pause=burst, queue=QueueHealth(waiting=40, burst=38)))
    assert strip.title.text() == "38 messages at once: send them?"
    assert offered() == ["Send", "Look through", "Skip these"]
    strip.more.click()
    assert window.page == "messages"
    window.go_to("overview")
    show(shop, status(shop_id, pause=Pause(reason=PauseReason.ZOMBIE, since=now)))
    assert strip.title.text() == "Sending stopped by itself"
    assert offered() == ["Go on", "Open WhatsApp"]
    strip.more.click()
    assert window.page == "whatsapp"
    window.go_to("overview")
    limit = Restriction(why=Why.TIMELOCK, since=now, until=now + timedelta(hours=2))
    show(shop, status(shop_id, number=NumberStanding(restriction=limit)))
    assert strip.title.text() == "New buyers wait"
    assert offered() == []
    show(shop, status(shop_id, number=NumberStanding(restriction=replace(limit, until=None))))
    assert offered() == ["Go on"]
    strip.skip.clicked.emit()
    await press("Cancel")


@with_engine
async def test_skipping_what_came_all_at_once(live: Live) -> None:
    page = overview(shown(live))
    await until(lambda: live.desk.status is not None)
    assert live.desk.status is not None
    context = live.desk.engine._shops[live.desk.status.shop_id].context
    await context.pause_for(PauseReason.BURST)
    await until(lambda: page.stopped.skip.isVisible())
    page.stopped.skip.click()
    await press("Skip these")
    await until(lambda: live.desk.status is not None and live.desk.status.pause is None)


@with_window
async def test_banners_lead_to_the_page_that_helps(window: MainWindow, shop: Sample) -> None:
    page = overview(window)
    button_of(page.kaspi_help).click()
    assert window.page == "settings"
    button_of(page.session_help).click()
    assert window.page == "whatsapp"
    for number in range(90, 94):
        await shop.desk.read(doubted, shop.filled, number)
    window.go_to("overview")
    await until(lambda: len(page.decisions.banners) == 3)
    more = page.decisions.findChildren(QPushButton)[-1]
    assert more.text() == "2 more messages wait for your decision"
    more.click()
    assert window.page == "messages"
    table = cast(MessagesPage, window.pages["messages"])
    await until(lambda: table.model.rowCount() == 5)
    assert table.filters["decisions"].isChecked()


def doubted(filled: SampleStore, number: int) -> int:
    """A message of which nobody knows whether it arrived."""
    message, now = filled.add(number, filled.now), filled.now
    filled.write(message, number)
    filled.store.outbox.claim(message, now)
    filled.store.outbox.doubt(message, settle_until=now, error="timed out", now=now)
    filled.store.outbox.ask(message, error="not found", now=now)
    return message


@with_window
async def test_a_decision_has_its_buttons_right_there(window: MainWindow, shop: Sample) -> None:
    page = overview(window)
    await until(lambda: page.decisions.banners)
    (banner,) = page.decisions.banners
    assert list(banner.buttons) == ["chat", "arrived", "send_again", "drop"]
    window.resize(900, 560)
    await until(lambda: banner.height() > 90)
    refused = await shop.desk.read(doubted, shop.filled, 95)

    def refuse() -> None:
        outbox, now = shop.filled.store.outbox, shop.filled.now
        outbox.decide(refused, Decision.ARRIVED, now)
        outbox.ack(shop.filled.shop_id, "WA95", -1, now)

    await shop.desk.read(refuse)
    page.refresh(page.SHOWS)
    await until(lambda: len(page.decisions.banners) == 2)
    newest = page.decisions.banners[0]
    assert list(newest.buttons) == ["phone", "send_again", "drop"]
    newest.buttons["phone"].click()
    assert (await dialog()).windowTitle() == "Send from my phone"


@with_engine
async def test_a_decision_is_carried_out(live: Live) -> None:
    page = overview(shown(live))
    await until(lambda: page.decisions.banners)
    page.decisions.banners[0].buttons["send_again"].click()
    await press("Cancel")
    page.decisions.banners[0].buttons["arrived"].click()
    await until(lambda: not page.decisions.isVisible())
    found = await live.desk.read(live.desk.store.reports.messages, [live.ids["needs_decision"]])
    assert found[0].state is MessageState.ACCEPTED


@with_engine
async def test_pausing_and_going_on(live: Live) -> None:
    window = shown(live)
    page = overview(window)
    await until(lambda: live.desk.status is not None)
    window.sidebar.status.switch.click()
    await until(lambda: page.stopped.isVisible())
    button_of(page.stopped).click()
    await until(lambda: live.desk.status is not None and live.desk.status.pause is None)
    page.check.click()
    await until(lambda: page.kaspi.headline.text() == "Connected")


@with_window
async def test_happenings_are_told_in_words(window: MainWindow, shop: Sample) -> None:
    now = shop.filled.now
    found = await shop.desk.read(shop.desk.store.feed.latest, shop.filled.shop_id, 100)
    lines = {moment_of(happening, now).title: moment_of(happening, now) for happening in found}
    assert "No WhatsApp at +7 7•• ••• •0 03" in lines
    cancelled = lines["Order № 512883006 ready for pickup"]
    assert "no message: the order was cancelled before sending" in cancelled.text
    waits = lines["Order № 512883007 ready for pickup"]
    assert "we don't know whether it arrived" in waits.text
    answer = Happening(at=now, order_code=None, buyer="", reply="Спасибо")
    assert moment_of(answer, now).title == "A buyer answered: “Спасибо”"
    untold = Happening(at=now, order_code="7", buyer="", event=Event.CANCELLED)
    assert moment_of(untold, now).title == "Order № 7 cancelled"


@with_window
async def test_a_shop_without_orders(window: MainWindow, shop: Sample) -> None:
    page = overview(window)
    page.latest.say([])
    assert page.latest.nothing.isVisible()
    page.numbers.say(())
    assert page.numbers.delivered.text() == "—"
