"""The connection's health on the WhatsApp page, seen and used as a person would."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from PySide6.QtWidgets import QLabel

from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.engine.status import (
    CheckItem,
    Fault,
    NumberStanding,
    Part,
    QueueHealth,
    SessionHealth,
    SessionProblem,
    ShopStatus,
)
from kaspi_notifier.ui import health_labels
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.pages.whatsapp import WhatsAppPage
from tests.ui.conftest import Sample, until
from tests.ui.sample import scanning, status
from tests.ui.test_pages import Live, session, show, shown, whatsapp, with_engine, with_window


def journal_lines(page: WhatsAppPage) -> list[str]:
    """What the journal shows."""
    return [label.text() for label in page.journal.findChildren(QLabel) if label.isVisible()][1:]


@with_window
async def test_a_linked_number_shows_its_health_and_journal(window: MainWindow, shop: Sample) -> None:
    window.go_to("whatsapp")
    page = whatsapp(window)
    await until(lambda: len(journal_lines(page)) == 5)
    assert journal_lines(page)[0].endswith("Connected, messages can leave")
    assert page.number.isVisible()
    assert not page.guide.isVisible()
    await until(lambda: page.number.score.text() == "70 of 100")
    assert page.number.reason.text() == "WhatsApp refused new chats in the last days."
    assert page.number.action.text()
    assert "is not known yet" in page.number.facts.text()
    page.number.help.click()
    assert window.page == "settings"
    window.go_to("whatsapp")
    show(shop, status(shop.filled.shop_id, session=scanning(datetime.now(UTC))))
    assert page.guide.isVisible()
    assert not page.number.isVisible()


@with_window
async def test_what_is_wrong_leads_to_what_helps(window: MainWindow, shop: Sample) -> None:
    window.go_to("whatsapp")
    page = whatsapp(window)
    page.doctor.say([CheckItem(shop="", part=part, ok=True, detail="") for part in Part])
    assert page.doctor.summary.text() == "All is well, nothing to do."
    assert not page.doctor.fixes
    problems: dict[Part, SessionProblem | Fault] = {
        Part.KEY: SessionProblem.KEY_REFUSED,
        Part.NUMBER: Fault.NOT_ASKED,
        Part.CLOCK: Fault.CLOCK_WRONG,
        Part.SESSION: SessionProblem.STOPPED,
    }
    page.doctor.say(
        [
            CheckItem(shop="", part=part, ok=part not in problems, detail="", problem=problems.get(part))
            for part in Part
        ]
    )
    assert page.doctor.summary.text() == "3 things need a look"
    assert set(page.doctor.fixes) == {Part.KEY, Part.SESSION}
    page.doctor.fix_wanted.emit("link")
    assert window.focusWidget() is page.linking.test
    page.doctor.fix_wanted.emit("settings/server")
    assert window.page == "settings"


@with_window
async def test_a_restriction_is_told_where_one_looks_and_a_person_may_end_it(
    window: MainWindow, shop: Sample
) -> None:
    now = datetime.now(UTC)
    queue = QueueHealth(new_chats_in_day=4, new_chats_limit=20)

    def restricted(until: datetime | None) -> ShopStatus:
        limit = Restriction(why=Why.REFUSED, since=now, until=until)
        number = NumberStanding(restriction=limit, warm_up_day=3)
        return status(shop.filled.shop_id, number=number, queue=queue)

    window.go_to("whatsapp")
    page = whatsapp(window)
    show(shop, restricted(now + timedelta(days=1)))
    await until(lambda: " until " in page.number.reason.text())
    assert not page.number.help.isVisible()
    assert page.number.facts.text().startswith("New buyers in 24 hours: 4 of 20, 16 more possible.")
    assert "day 3 of 9" in page.number.facts.text()
    box = window.sidebar.status
    assert box.headline.text() == "Known buyers only"
    assert "No new chats until " in box.lines.text()
    assert box.switch.isChecked(), "known buyers are written to"
    show(shop, restricted(None))
    await until(page.number.help.isVisible)
    resumed: list[int] = []

    async def resume(shop_id: int) -> None:
        resumed.append(shop_id)

    engine = cast(Any, shop.desk.engine)
    engine.resume = engine.pause = resume
    page.number.help.click()
    await until(lambda: resumed)


@with_window
async def test_the_switch_stops_what_is_on_also_while_new_chats_wait(
    window: MainWindow, shop: Sample
) -> None:
    limit = Restriction(why=Why.REFUSED, since=datetime.now(UTC), until=None)
    show(shop, status(shop.filled.shop_id, number=NumberStanding(restriction=limit)))
    asked: list[str] = []

    async def pause(_shop_id: int) -> None:
        asked.append("pause")

    async def resume(_shop_id: int) -> None:
        asked.append("resume")

    engine = cast(Any, shop.desk.engine)
    engine.pause, engine.resume = pause, resume
    window.sidebar.status.switch.click()
    await until(lambda: asked)
    assert asked == ["pause"]


def test_every_word_of_the_journal_and_every_fault_has_words() -> None:
    assert health_labels.journal("something new") == "something new"
    for problem in SessionProblem:
        assert health_labels.journal(problem.value) != problem.value
    for fault in Fault:
        item = CheckItem(shop="", part=Part.CLOCK, ok=False, detail="", problem=fault)
        assert len(health_labels.finding(item)) > 10


@with_engine
async def test_the_checks_run_and_a_test_reaches_the_own_phone(live: Live) -> None:
    live.simulator.waha.pair()
    window = shown(live)
    window.go_to("whatsapp")
    page = whatsapp(window)
    await until(lambda: session(live).problem is None, 15)
    await until(lambda: page.doctor.run.isVisible())
    page.doctor.run.click()
    await until(lambda: len(page.doctor.items) == len(Part), 15)
    assert page.doctor.summary.text() == "All is well, nothing to do."
    page.linking.test.click()
    await until(lambda: live.simulator.waha.bubbles, 15)
    assert "On its way" in page.linking.test_note.text()


@with_window
async def test_a_session_that_nobody_can_fix_from_here(window: MainWindow, shop: Sample) -> None:
    window.go_to("whatsapp")
    page = whatsapp(window)
    show(shop, status(shop.filled.shop_id, session=SessionHealth(problem=SessionProblem.STOPPED)))
    asked: list[str] = []
    page.begin.clicked.disconnect()
    page.begin.clicked.connect(lambda: asked.append("begin"))
    page.doctor.fix_wanted.emit("restart")
    assert asked == ["begin"]
