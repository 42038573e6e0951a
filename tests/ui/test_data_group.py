"""Backups from the window, restoring one, forgetting a buyer: what is asked, said and done."""

import asyncio
import errno
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QPushButton
from shiboken6 import delete

from kaspi_notifier.domain.phone import mobile
from kaspi_notifier.store import (
    Damaged,
    DiskFull,
    NewerFile,
    StoreError,
    sealed,
)
from kaspi_notifier.store.backup import Contents, look_into, needs_password
from kaspi_notifier.ui import backups, restoring
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.forgetting import ForgetDialog
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.pages.conversations import ConversationsPage
from kaspi_notifier.ui.pages.orders import OrdersPage
from kaspi_notifier.ui.settings.data import DataGroup
from tests.ui.conftest import Sample, dialog, until
from tests.ui.scene import shown_dialog
from tests.ui.test_messages_page import Links
from tests.ui.test_orders_page import choose as choose_order
from tests.ui.test_pages import Live, shown, with_engine, with_window
from tests.ui.test_settings_page import form, group

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is half a second a guess."""
    monkeypatch.setattr(sealed, "_COST", 4)


def data_of(window: MainWindow) -> DataGroup:
    """The group, shown."""
    page = form(window)
    page.show_part("data")
    return group(page, DataGroup)


def found(shop: Sample, file: Path, password: str | None = None) -> Contents:
    """What the backup holds."""
    return look_into(file, shop.desk.store.path, password, shop.filled.now)


async def choose(file: Path) -> None:
    """Choose this file in the window that asks for one."""
    asked = cast(QFileDialog, await dialog())
    name = asked.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(file))
    asked.accept()


@with_window
async def test_a_backup_without_a_password(window: MainWindow, shop: Sample) -> None:
    data = data_of(window)
    target = shop.desk.store.path.parent / "all.backup"
    data.back_up.click()
    asked = cast(backups.BackupDialog, await dialog())
    assert not asked.first.isVisible()
    asked.go_on.click()
    await choose(target)
    await until(data.note.isVisible)
    assert data.note.text() == f"The backup is written: {target}"
    assert not data.bar.isVisible()
    assert not needs_password(target)
    assert found(shop, target).messages == len(shop.ids)
    before = target.read_bytes()
    writing = asyncio.create_task(data.write(target, None))
    await until(data.cancel.isVisible, every=0)
    data.cancel.click()
    await writing
    assert data.note.text() == "The backup was stopped; nothing was written."
    assert target.read_bytes() == before
    await data.write(target.parent / "no folder" / "all.backup", None)
    assert data.note.text().startswith("Nothing can be written there.")


@with_window
async def test_a_password_is_typed_twice(window: MainWindow, shop: Sample) -> None:
    data = data_of(window)
    target = shop.desk.store.path.parent / "all.backup"
    data.back_up.click()
    asked = cast(backups.BackupDialog, await dialog())
    asked.closed.click()
    assert asked.first.isVisible()
    asked.go_on.click()
    assert asked.error.text().startswith("Enter a password")
    asked.first.setText("раз два три")
    asked.second.setText("раз два")
    asked.go_on.click()
    assert asked.error.text().startswith("The two passwords differ")
    asked.second.setText("раз два три")
    asked.go_on.click()
    await choose(target)
    await until(data.note.isVisible)
    assert needs_password(target)
    assert found(shop, target, "раз два три").has_secrets


@with_window
async def test_nothing_is_written_when_nobody_goes_on(window: MainWindow, shop: Sample) -> None:
    data = data_of(window)
    data.back_up.click()
    (await dialog()).reject()
    data.back_up.click()
    cast(backups.BackupDialog, await dialog()).go_on.click()
    asked = await dialog()
    asked.reject()
    await is_over()
    assert data.note.isHidden()
    links = Links()
    # The stub asks for bytes, which the call itself refuses.
    QDesktopServices.setUrlHandler("file", links, "open")  # type: ignore[arg-type]
    data.open.click()
    QDesktopServices.unsetUrlHandler("file")
    assert links.opened == [QUrl.fromLocalFile(str(shop.desk.store.path.parent)).toString()]


async def is_over() -> None:
    """No window asks anything any more."""
    await until(lambda: shown_dialog() is None)


def wishes(desk: Desk) -> list[tuple[Path, str | None]]:
    """What the desk is asked to restore from now on."""
    wanted: list[tuple[Path, str | None]] = []
    desk.restore_wanted.connect(lambda source, password: wanted.append((source, password)))
    return wanted


async def answered(title: str) -> str:
    """Press the button of a question; the text it asked with."""
    box = cast(QMessageBox, await dialog())
    text = box.informativeText()
    next(one for one in box.findChildren(QPushButton) if one.text() == title).click()
    await until(lambda: shown_dialog() is not box)
    return text


@with_window
async def test_restoring_says_what_follows_and_asks(window: MainWindow, shop: Sample) -> None:
    data, wanted = data_of(window), wishes(shop.desk)
    target = shop.desk.store.path.parent / "all.backup"
    await data.write(target, "пароль")
    data.restore.click()
    await choose(target)
    asked = cast(backups.PasswordDialog, await dialog())
    asked.go_on.click()
    assert asked.isVisible()
    asked.line.setText("falsch")
    asked.go_on.click()
    await until(lambda: shown_dialog() is not asked)
    again = cast(backups.PasswordDialog, await dialog())
    assert again.error.text().startswith("This password does not open it")
    again.line.setText("пароль")
    again.go_on.click()
    await until(lambda: shown_dialog() is not again)
    text = await answered("Cancel")
    assert f"{len(shop.ids)} messages" in text
    assert "nobody is written to twice" in text
    assert "sending goes on as before" in text
    assert wanted == []
    data.restore.click()
    await choose(target)
    last = cast(backups.PasswordDialog, await dialog())
    last.reject()
    await is_over()
    restore = asyncio.create_task(restoring.take(window, shop.desk, target, lambda _is_busy: None))
    final = cast(backups.PasswordDialog, await dialog())
    final.line.setText("пароль")
    final.go_on.click()
    await until(lambda: shown_dialog() is not final)
    await answered("Restore")
    await restore
    assert wanted == [(target, "пароль")]


@with_window
async def test_what_can_not_be_restored_is_said(window: MainWindow, shop: Sample) -> None:
    wanted, folder = wishes(shop.desk), shop.desk.store.path.parent
    (folder / "text.backup").write_text("just a text")
    for name, said in (("text.backup", "no backup of this program"), ("none.backup", "can't be read")):
        taking = asyncio.create_task(restoring.take(window, shop.desk, folder / name, lambda _is_busy: None))
        assert said in await answered("OK")
        await taking
    assert wanted == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NewerFile("x"), "a newer version"),
        (Damaged("x"), "no backup of this program"),
        (DiskFull("x"), "The disk is full."),
        (OSError(errno.ENOSPC, "x"), "The disk is full."),
        (OSError(errno.EIO, "x"), "can't be read"),
        (StoreError("x"), "can't be read"),
    ],
)
def test_each_trouble_has_its_words(error: Exception, said: str) -> None:
    assert said in backups.why_not(error, writes=False)


def test_a_backup_of_another_computer_begins_paused_and_without_keys() -> None:
    there = Contents(made_at=NOW, shops=("Арман",), messages=1, has_secrets=False, is_from_here=False)
    text = backups.told(there, NOW)
    assert text.startswith("Made: 14:00 · «Арман» · 1 message\n")
    assert "Sending stays paused until you say that this is the computer that sends." in text
    assert "enter them in the settings afterwards" in text
    copy = Contents(made_at=None, shops=(), messages=0, has_secrets=False, is_from_here=True)
    text = backups.told(copy, NOW)
    assert text.startswith("no shop yet · 0 messages")
    assert "Sending stays paused" in text
    assert "enter them" not in text


@with_window
async def test_a_demo_has_nothing_to_restore(window: MainWindow, shop: Sample) -> None:
    shop.desk.can_restore = False
    data = data_of(window)
    assert not data.restore.isEnabled()
    await data.write(shop.desk.store.path.parent / "all.backup", None)
    assert not data.restore.isEnabled()


@with_engine
async def test_a_buyer_is_forgotten_from_the_settings(live: Live) -> None:
    data = data_of(shown(live))
    phone = mobile("77000000001")
    assert isinstance(phone, str)
    chats = live.desk.store.conversations.chats
    before = await live.desk.read(chats, live.filled.shop_id, "")
    assert phone in [chat.phone for chat in before]
    data.forget.click()
    asked = cast(ForgetDialog, await dialog())
    asked.number.setText("+1 202 555 01 01")
    asked.forget.click()
    assert asked.error.text().startswith("This is not a Kazakh mobile number")
    asked.number.setText("+7 700 000 00 09")
    asked.forget.click()
    # A message to this one is on its way.
    await until(lambda: asked.error.text().startswith("A message to this buyer is on its way"))
    asked.number.setText("8 700 000 00 01")
    asked.forget.click()
    await is_over()
    after = await live.desk.read(chats, live.filled.shop_id, "")
    assert [chat.phone for chat in after] == [chat.phone for chat in before if chat.phone != phone]


@with_engine
async def test_a_buyer_is_forgotten_from_the_chat_and_nothing_stays_on_the_screen(live: Live) -> None:
    window = shown(live)
    window.go_to("conversations/77000000001")
    page = cast(ConversationsPage, window.pages["conversations"])
    await until(page.more.isVisible)
    name = page.who.text()
    page.forget.trigger()
    asked = cast(ForgetDialog, await dialog())
    assert not asked.number.isVisible()
    asked.forget.click()
    await is_over()
    await until(lambda: page.who.text() not in ("", name))
    assert page.model.row_of("77000000001") is None


@with_engine
async def test_a_buyer_is_forgotten_from_the_order(live: Live) -> None:
    window = shown(live)
    window.go_to("orders")
    page = cast(OrdersPage, window.pages["orders"])
    await choose_order(page, 1)
    await until(lambda: page.details.more.isVisible())
    page.details.forget.trigger()
    asked = cast(ForgetDialog, await dialog())
    asked.forget.click()
    await is_over()
    await until(lambda: page.details.buyer.text() == "—")
    assert page.details.known_phone is None
    assert not page.details.more.isVisible()


@with_window
async def test_a_question_ends_with_the_page_that_asked_it(window: MainWindow, shop: Sample) -> None:
    for is_gone in (True, False):
        asked = backups.BackupDialog(window)
        waiting = asyncio.create_task(asked.answered())
        await until(asked.isVisible)
        if is_gone:
            delete(asked)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert shown_dialog() is None
