"""What the window says of sleep, clocks, long absences and broken data; and whose phones it shows."""

import asyncio
import ctypes
from ctypes import wintypes
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.settings import App, Retention
from kaspi_notifier.domain.skew import ClockProblem
from kaspi_notifier.engine.status import Change, Pause, PauseReason, QueueHealth, ShopStatus
from kaspi_notifier.machine import Place
from kaspi_notifier.store import Damaged, Locked
from kaspi_notifier.ui import opening
from kaspi_notifier.ui.models.messages import buyer
from kaspi_notifier.ui.pages.messages import MessagesPage
from kaspi_notifier.ui.pages.overview import OverviewPage
from kaspi_notifier.ui.power import Power, _Filter
from kaspi_notifier.ui.settings.program import ProgramGroup
from tests.ui.conftest import dialog, opened, until

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


class Told:
    """An engine that has one status and remembers what it was asked."""

    def __init__(self, status: ShopStatus) -> None:
        self.statuses = (status,)
        self.asked: list[str] = []

    async def resumed(self) -> None:
        """The computer woke up."""
        self.asked.append("resumed")

    async def resume(self, shop_id: int) -> None:
        """Go on."""
        self.asked.append("resume")

    async def skip_burst(self, shop_id: int) -> int:
        """Leave them out."""
        self.asked.append("skip")
        return 1


def press(box: QWidget, text: str) -> None:
    """Press the button with this text."""
    next(one for one in box.findChildren(QPushButton) if one.text() == text).click()


def paused(reason: PauseReason, **more: Any) -> ShopStatus:
    """A shop in such a pause with three messages waiting, two of which came at once."""
    queue = QueueHealth(waiting=3, burst=2)
    return ShopStatus(shop_id=1, shop_name="A", pause=Pause(reason=reason, since=NOW), queue=queue, **more)


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (paused(PauseReason.CATCH_UP), "3 messages waited: still send them?"),
        (paused(PauseReason.BURST), "2 messages at once: send them?"),
    ],
)
async def test_the_overview_asks_what_is_still_worth_sending(
    tmp_path: Path, status: ShopStatus, title: str
) -> None:
    async with opened(tmp_path) as shop:
        engine = Told(status)
        page = OverviewPage(shop.desk)
        shop.desk.attach(engine)  # type: ignore[arg-type]  # the one status is all it needs
        page.refresh(frozenset({Change.STATUS}))
        assert page.stopped.isVisibleTo(page)
        assert page.stopped.title.text() == title
        press(page.stopped, "Send")
        await until(lambda: engine.asked == ["resume"])
        page.stopped.skip.click()
        press(await dialog(), "Skip these")
        await until(lambda: engine.asked == ["resume", "skip"])
        shop.desk.attach(None)


async def test_what_came_too_late_and_a_wrong_clock_are_told(tmp_path: Path) -> None:
    async with opened(tmp_path) as shop:
        page = OverviewPage(shop.desk)
        status = paused(PauseReason.CATCH_UP, not_worth=4, clock=ClockProblem.WRONG)
        shop.desk.attach(Told(status))  # type: ignore[arg-type]  # the one status is all it needs
        page.refresh(frozenset({Change.STATUS}))
        assert "4 more came too late" in page.stopped.text.text()
        assert page.clock.isVisibleTo(page)
        assert "more than an hour" in page.clock.text.text()
        calm = ShopStatus(shop_id=1, shop_name="A", clock=ClockProblem.DIFFERS)
        shop.desk.attach(Told(calm))  # type: ignore[arg-type]  # the one status is all it needs
        page.refresh(frozenset({Change.STATUS}))
        assert "some minutes" in page.clock.text.text()
        assert not page.stopped.isVisibleTo(page)
        shop.desk.attach(None)


async def test_windows_says_that_it_woke_up(tmp_path: Path) -> None:
    async with opened(tmp_path) as shop:
        engine = Told(paused(PauseReason.BY_PERSON))
        power = Power(shop.desk)
        heard = _Filter(power)
        message = wintypes.MSG()
        where = ctypes.addressof(message)
        for number, detail, kind in (
            (0x0218, 0x0012, b"windows_generic_MSG"),
            (0x0218, 0x0004, b"windows_generic_MSG"),
            (0x0219, 0x0012, b"windows_generic_MSG"),
            (0x0218, 0x0012, b"xcb_generic_event_t"),
        ):
            message.message, message.wParam = number, detail
            assert heard.nativeEventFilter(kind, where) == (False, 0)
        shop.desk.attach(engine)  # type: ignore[arg-type]  # the one call is all it needs
        message.message, message.wParam = 0x0218, 0x0007
        heard.nativeEventFilter(QByteArray(b"windows_dispatcher_MSG"), where)
        await until(lambda: engine.asked == ["resumed"])
        shop.desk.attach(None)


async def test_a_damaged_database_is_replaced_when_the_person_says_so(tmp_path: Path) -> None:
    window = QWidget()
    restored: list[Path] = []
    copy = (date(2026, 5, 11), tmp_path / "copy.db")

    async def asked(answer: str) -> bool:
        task = asyncio.ensure_future(
            opening.mended(window, Damaged("x"), lambda: copy, lambda path, _password: restored.append(path))
        )
        box = await dialog()
        assert "11.05.2026" in box.property("informativeText")
        press(box, answer)
        return await task

    assert not await asked("Cancel")
    assert restored == []
    assert await asked("Take the copy")
    assert restored == [copy[1]]
    assert not await opening.mended(window, Damaged("x"), lambda: None, lambda *_: None)
    assert not await opening.mended(window, Locked("x"), lambda: copy, lambda *_: None)


def test_a_bad_place_for_the_data_is_told(qtbot: object) -> None:
    assert "internet" in opening.place(Place.CLOUD)
    assert "stick" in opening.place(Place.REMOVABLE)


async def test_phones_are_masked_until_the_owner_wants_them(tmp_path: Path) -> None:
    async with opened(tmp_path) as shop:
        number = next(iter(shop.ids.values()))
        (message,) = await shop.desk.read(shop.desk.store.reports.messages, [number])
        assert message.phone is not None
        assert buyer(message, whole=True).replace(" ", "") == f"+{message.phone}"
        assert "•" in buyer(message, whole=False)
        assert message.reason is not Reason.PHONE_HIDDEN
        page = MessagesPage(shop.desk)
        app = msgspec.structs.replace(shop.desk.settings.app, show_phones=True)
        shop.desk.settings = msgspec.structs.replace(shop.desk.settings, app=app)
        page.refresh(frozenset({Change.MESSAGES}))
        assert page.model.shows_phones
        page.details.say(message, [], shows_phone=True)
        assert page.details.phone.textFormat() is Qt.TextFormat.PlainText
        assert page.details.phone.text().replace(" ", "") == f"+{message.phone}"


async def test_how_long_buyers_are_kept_is_set_with_the_program(tmp_path: Path) -> None:
    async with opened(tmp_path) as shop:
        group = ProgramGroup(shop.desk)
        kept = App(show_phones=True, retention=Retention(messages_days=7, orders_days=14))
        group.show_app(kept)
        assert group.app(App()) == kept
