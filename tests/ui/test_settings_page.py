"""The settings: checked as they are typed, saved together, for one shop and for several."""

from datetime import timedelta
from typing import TypeVar, cast

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QTime

from kaspi_notifier.domain.pacing import Pace
from kaspi_notifier.domain.settings import Settings, Shop
from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.store import SessionMemory
from kaspi_notifier.ui import tasks
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.pages.settings import SettingsPage
from kaspi_notifier.ui.settings.data import DataGroup
from kaspi_notifier.ui.settings.program import ProgramGroup
from kaspi_notifier.ui.settings.removal import RemovalDialog
from kaspi_notifier.ui.settings.schedule import ScheduleGroup
from kaspi_notifier.ui.settings.sending import SendingGroup
from kaspi_notifier.ui.settings.server import ServerGroup
from kaspi_notifier.ui.settings.shop import ShopGroup
from kaspi_notifier.ui.settings.table import entries
from kaspi_notifier.ui.widgets.form import Line
from tests.ui.conftest import Sample, dialog, until
from tests.ui.sample import status
from tests.ui.scene import shown_dialog
from tests.ui.test_pages import Live, press, show, with_engine, with_window
from tests.ui.test_pages import shown as shown_window

G = TypeVar("G", DataGroup, ShopGroup, ServerGroup, SendingGroup, ScheduleGroup, ProgramGroup)


def form(window: MainWindow) -> SettingsPage:
    """The page, shown."""
    window.go_to("settings")
    return cast(SettingsPage, window.pages["settings"])


def group(page: SettingsPage, kind: type[G]) -> G:
    """One group of the page."""
    return next(found for found in page.groups.values() if isinstance(found, kind))


def put(line: Line, text: str) -> None:
    """Type over what stands there; the test's keyboard knows no Cyrillic."""
    line.selectAll()
    line.insert(text)
    line.textEdited.emit(text)


async def stored(shop: Sample) -> Settings:
    """The settings in the store."""
    return await shop.desk.read(shop.desk.store.settings.load)


@with_window
async def test_values_are_checked_as_they_are_typed(window: MainWindow, shop: Sample) -> None:
    page = form(window)
    assert not page.save.isEnabled()
    server = group(page, ServerGroup)
    page.show_part("server")
    wrong = {server.url: "http://example.com", server.session: "a b", group(page, ShopGroup).name: "   "}
    for line, text in wrong.items():
        put(line, text)
        assert line.problem()
        assert line.error.text() == line.problem()
    assert page.saved.text() == "Not saved yet"
    page.save.click()
    assert page.list.currentRow() == 0
    assert window.focusWidget() is group(page, ShopGroup).name
    page.refresh(frozenset())
    assert server.session.text() == "a b"
    page.undo.click()
    assert server.session.text() == "default"
    assert not page.save.isEnabled()
    assert not page.undo.isVisible()


@with_window
async def test_one_save_for_every_group(window: MainWindow, shop: Sample) -> None:
    restarts: list[int] = []
    shop.desk.settings_saved.connect(lambda: restarts.append(1))
    page = form(window)
    server, sending = group(page, ServerGroup), group(page, SendingGroup)
    put(server.url, "https://waha.example.kz/")
    put(server.key, " new-key ")
    put(group(page, ShopGroup).address, "Алматы, ул. Примерная, 1")
    sending.paces[Pace.GENTLE].click()
    sending.quiet_to.setTime(QTime(8, 30))
    put(sending.words, "стоп,  не пишите ,")
    theme = group(page, ProgramGroup).theme
    theme.setCurrentIndex(theme.findData("dark"))
    theme.activated.emit(theme.currentIndex())
    group(page, ScheduleGroup).recheck.setValue(30)
    page.save.click()
    await until(lambda: restarts)
    saved = (await stored(shop)).shops[0]
    assert (saved.waha.url, saved.waha.api_key) == ("https://waha.example.kz", "new-key")
    assert saved.pickup.address == "Алматы, ул. Примерная, 1"
    assert (saved.sending.gap_seconds, saved.sending.daily_limit) == ((75, 150), 60)
    assert (saved.sending.quiet_hours, saved.sending.recheck_minutes) == (("21:00", "08:30"), 30)
    assert saved.opt_out_words == ("стоп", "не пишите")
    assert (await stored(shop)).app.theme == "dark"
    assert page.saved.text() == "Saved"


@with_window
async def test_paces_and_own_numbers(window: MainWindow, shop: Sample) -> None:
    page = form(window)
    page.show_part("sending")
    sending = group(page, SendingGroup)
    assert sending.paces[Pace.USUAL].isChecked()
    await until(lambda: not sending.paces[Pace.QUICK].isEnabled())
    sending.daily.setValue(0)
    assert sending.own.isChecked()
    assert sending.daily.text() == "no limit"
    sending.shortest.setValue(500)
    assert sending.longest.value() == 500
    sending.quiet.click()
    assert not sending.quiet_from.isEnabled()
    page.save.click()
    await until(lambda: page.saved.text() == "Saved")
    saved = (await stored(shop)).shops[0].sending
    assert (saved.daily_limit, saved.gap_seconds, saved.quiet_hours) == (None, (500, 500), None)


@with_window
async def test_an_old_number_may_be_quick(window: MainWindow, shop: Sample) -> None:
    memory = SessionMemory(paired_at=shop.filled.now - timedelta(days=20))
    await shop.desk.read(shop.desk.store.sessions.save, shop.filled.shop_id, memory)
    page = form(window)
    sending = group(page, SendingGroup)
    await until(sending.quick_note.isHidden)
    assert sending.paces[Pace.QUICK].isEnabled()


@with_window
async def test_a_second_shop_comes_and_goes(window: MainWindow, shop: Sample) -> None:
    page = form(window)
    first = group(page, ShopGroup)
    assert first.remove_shop.isHidden()
    assert page.shops.isHidden()
    first.add_shop.click()
    assert first.name.text() == "Shop 2"
    put(first.name, shop.desk.settings.shops[0].name)
    assert first.name.problem() == "Another shop has this name already."
    page.shops.activated.emit(0)
    assert page.shops.currentIndex() == 1
    put(first.name, "Второй")
    page.save.click()
    await until(lambda: page.saved.text() == "Saved")
    names = [made.name for made in (await stored(shop)).shops]
    assert names[1] == "Второй"
    assert (await stored(shop)).shops[1].waha.session == "shop-2"
    page.shops.activated.emit(0)
    assert first.name.text() == names[0]
    page.shops.activated.emit(1)
    first.remove_shop.click()
    await press("Cancel")
    assert page.shops.count() == 2
    first.remove_shop.click()
    await press("Remove")
    await until(lambda: page.shops.count() == 1)
    assert [made.name for made in (await stored(shop)).shops] == names[:1]


@with_window
async def test_another_shop_in_the_window_is_the_one_to_set(window: MainWindow, shop: Sample) -> None:
    second = Shop(name="Второй")
    both = (*shop.desk.settings.shops, second)
    await shop.desk.save(msgspec.structs.replace(shop.desk.settings, shops=both))
    show(shop, status(1), replace(status(2), shop_name="Второй"))
    page = form(window)
    shop.desk.choose_shop(2)
    assert group(page, ShopGroup).name.text() == "Второй"


@with_window
async def test_secrets_are_hidden_until_asked_for(window: MainWindow, shop: Sample) -> None:
    token = group(form(window), ShopGroup).token
    assert token.echoMode() is token.EchoMode.Password
    token.actions()[0].trigger()
    assert token.echoMode() is token.EchoMode.Normal
    token.actions()[0].trigger()
    assert token.echoMode() is token.EchoMode.Password


@with_window
async def test_without_a_shop_there_is_one_to_fill_in(window: MainWindow, shop: Sample) -> None:
    show(shop)
    await shop.desk.save(Settings())
    fresh = MainWindow()
    fresh.open_desk(shop.desk)
    fresh.show()
    page = form(fresh)
    assert group(page, ShopGroup).name.text() == "My shop"
    put(group(page, ShopGroup).name, "Арман Техно")
    page.save.click()
    await until(lambda: shop.desk.settings.shops)
    assert shop.desk.settings.shops[0].name == "Арман Техно"


@with_window
async def test_each_group_can_be_gone_to(window: MainWindow, shop: Sample) -> None:
    for entry in entries():
        window.go_to(f"settings/{entry.key}")
        page = cast(SettingsPage, window.pages["settings"])
        assert page.list.currentItem().text() == entry.name
        assert page.groups[entry.key].isVisible()


async def second_shop(live: Live) -> None:
    """One more shop, which the engine knows too."""
    first = live.desk.settings.shops[0]
    second = msgspec.structs.replace(
        first, name="Второй", waha=msgspec.structs.replace(first.waha, session="b")
    )
    await live.desk.save(msgspec.structs.replace(live.desk.settings, shops=(first, second)))


@with_engine
async def test_the_last_shop_goes_with_its_data_and_the_first_run_begins_anew(live: Live) -> None:
    window = shown_window(live)
    page = form(window)
    shop = group(page, ShopGroup)
    await until(shop.wipe_shop.isVisible)
    shop.wipe_shop.click()
    asked = cast(RemovalDialog, await dialog())
    assert not asked.remove.isEnabled()
    asked.typed.setText("арман")
    assert not asked.remove.isEnabled()
    asked.reject()
    await until(lambda: shown_dialog() is None)
    assert len((await live.desk.read(live.desk.store.settings.load)).shops) == 1
    shop.wipe_shop.click()
    again = cast(RemovalDialog, await dialog())
    again.typed.setText(" Арман техно ")
    again.remove.click()
    await until(lambda: window.first_run is not None)
    assert (await live.desk.read(live.desk.store.settings.load)).shops == ()
    assert len(await live.desk.read(live.desk.store.reports.message_ids, None)) == 0
    assert live.desk.first_run == 0


@with_engine
async def test_one_of_two_shops_goes_with_its_data(live: Live) -> None:
    await second_shop(live)
    async with Engine(live.desk.store, live.desk.db, on_change=live.desk.bridge.on_change) as both:
        live.desk.attach(both)
        page = form(shown_window(live))
        shop = group(page, ShopGroup)
        page.shops.activated.emit(1)
        assert shop.name.text() == "Второй"
        shop.add_shop.click()
        assert not shop.wipe_shop.isVisible(), "this one is not saved yet"
        page.undo.click()
        page.shops.activated.emit(1)
        await until(shop.wipe_shop.isVisible)
        shop.wipe_shop.click()
        asked = cast(RemovalDialog, await dialog())
        asked.typed.setText("Второй")
        asked.remove.click()
        await until(lambda: len(live.desk.settings.shops) == 1)
        assert [made.name for made in live.desk.settings.shops] == ["Арман Техно"]
        assert len(await live.desk.read(live.desk.store.reports.message_ids, None)) >= len(live.ids)
        await until(lambda: shop.name.text() == "Арман Техно")
        live.desk.attach(None)
        await tasks.drain()
