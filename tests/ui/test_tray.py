"""The icon beside the clock: its shapes, its sentence, its menu, and messages when a person is needed."""

from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.status import (
    KaspiHealth,
    KaspiProblem,
    Pause,
    PauseReason,
    QueueHealth,
    SessionHealth,
    SessionProblem,
    ShopStatus,
)
from kaspi_notifier.ui.notices import ONCE_IN, Notices
from kaspi_notifier.ui.tray import Tray, tomorrow
from tests.ui.conftest import Sample, until
from tests.ui.sample import ShownEngine, status
from tests.ui.test_pages import Live, with_engine


def engine(*statuses: ShopStatus) -> Engine:
    """An engine to look at."""
    return cast(Engine, ShownEngine(*statuses))


async def test_tray_has_a_shape_and_a_sentence_for_each_state(shop: Sample) -> None:
    tray = Tray()
    assert tray.shape == "tray-on"
    tray.attach(shop.desk)
    well = QueueHealth()
    pause = Pause(reason=PauseReason.BY_PERSON, since=datetime.now(UTC))
    for shown, shape, words in (
        (status(queue=well), "tray-on", "Sending is on · The queue is empty"),
        (status(queue=well, pause=pause), "tray-paused", "On a break"),
        (status(queue=well, sending_enabled=False), "tray-paused", "Sending is off"),
        (status(), "tray-attention", "3 messages waiting"),
    ):
        shop.desk.attach(engine(shown))
        assert tray.shape == shape
        assert words in tray.icon.toolTip()
    shop.desk.attach(engine(status(1), status(2)))
    assert "Арман Техно: Sending is on" in tray.icon.toolTip()
    assert len(tray.icon.toolTip()) <= 127


async def test_tray_menu_is_built_when_it_opens(shop: Sample) -> None:
    tray, wanted = Tray(), []
    tray.open_wanted.connect(lambda: wanted.append("open"))
    tray.quit_wanted.connect(lambda: wanted.append("quit"))
    tray.menu.aboutToShow.emit()
    assert [action.text() for action in tray.menu.actions() if action.text()] == [
        "Not set up yet",
        "Open the window",
        "Quit",
    ]
    tray.attach(shop.desk)
    shop.desk.attach(engine(status()))
    tray.menu.aboutToShow.emit()
    found = {action.text(): action for action in tray.menu.actions()}
    assert {"Pause sending", "Check orders now"} <= set(found)
    found["Open the window"].trigger()
    found["Quit"].trigger()
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert wanted == ["open", "quit", "open"]
    tray.say_hidden()
    tray.show()
    tray.hide()
    pause = Pause(reason=PauseReason.BY_PERSON, since=datetime.now(UTC))
    shop.desk.attach(engine(status(pause=pause)))
    tray.menu.aboutToShow.emit()
    assert "Go on sending" in [action.text() for action in tray.menu.actions()]


def actions(tray: Tray) -> dict[str, QAction]:
    """The menu as it opens, with what is under «Pause sending»."""
    tray.menu.aboutToShow.emit()
    found = {action.text(): action for action in tray.menu.actions()}
    for menu in tray.menu.findChildren(QMenu):
        found |= {action.text(): action for action in menu.actions()}
    return found


@with_engine
async def test_pausing_from_the_tray_for_an_hour_till_tomorrow_and_for_good(live: Live) -> None:
    tray = Tray()
    tray.attach(live.desk)
    live.simulator.waha.pair()
    for text, at_least in (("For an hour", timedelta(minutes=59)), ("Till tomorrow, 09:00", timedelta(0))):
        actions(tray)[text].trigger()
        await until(lambda: live.desk.status is not None and live.desk.status.pause is not None)
        assert live.desk.status is not None
        assert live.desk.status.pause is not None
        assert live.desk.status.pause.until is not None
        assert live.desk.status.pause.until - datetime.now(UTC) >= at_least
        actions(tray)["Go on sending"].trigger()
        await until(lambda: live.desk.status is not None and live.desk.status.pause is None)
    actions(tray)["Until I go on"].trigger()
    await until(lambda: live.desk.status is not None and live.desk.status.pause is not None)
    assert live.desk.status is not None
    assert live.desk.status.pause == Pause(
        reason=PauseReason.BY_PERSON, since=cast(Pause, live.desk.status.pause).since
    )
    seen = len(live.simulator.kaspi.requests)
    actions(tray)["Check orders now"].trigger()
    await until(lambda: len(live.simulator.kaspi.requests) > seen)


@pytest.mark.parametrize(("hour", "days"), [(1, 0), (3, 0), (5, 1), (20, 1)])
def test_tomorrow_is_the_next_morning_in_almaty(hour: int, days: int) -> None:
    now = datetime(2026, 11, 24, hour, tzinfo=UTC)
    assert tomorrow(now) == datetime(2026, 11, 24 + days, 4, tzinfo=UTC)


async def test_a_cause_is_told_once_an_hour_and_all_new_ones_together(shop: Sample) -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    clock = [now]
    told: list[str] = []
    notices = Notices(shop.desk, lambda: False, lambda: clock[0])
    notices.told.connect(lambda _title, text: told.append(text))
    well = QueueHealth()
    shop.desk.attach(engine(status(queue=well)))
    assert told == []
    bad = status(
        queue=QueueHealth(needs_decision=2),
        pause=Pause(reason=PauseReason.BURST, since=now),
        session=SessionHealth(problem=SessionProblem.FAILED, since=now),
        kaspi=KaspiHealth(problem=KaspiProblem.TOKEN_REJECTED, since=now),
    )
    shop.desk.attach(engine(bad))
    assert len(told) == 1
    assert len(told[0].splitlines()) == 4
    assert told[0].startswith("2 messages need your decision")
    shop.desk.attach(engine(status(queue=well)))
    shop.desk.attach(engine(bad))
    assert len(told) == 1
    clock[0] += ONCE_IN
    shop.desk.attach(engine(bad, status(2)))
    assert len(told) == 2
    assert told[1].startswith("Арман Техно. ")


async def test_nothing_is_told_to_somebody_who_watches(shop: Sample) -> None:
    tray = Tray()
    told: list[str] = []
    notices = Notices(shop.desk, lambda: True)
    notices.told.connect(lambda _title, text: told.append(text))
    shop.desk.attach(engine(status()))
    assert told == []
    away = SessionHealth(problem=SessionProblem.UNREACHABLE)
    shop.desk.attach(engine(status(queue=QueueHealth(), session=away)))
    tray.tell("You are needed", "text")
