"""The message log: filters, search, one message whole, decisions, and what is done with all of them."""

import asyncio
import json
from array import array
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMessageBox

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.engine.status import Change
from kaspi_notifier.store import Decision
from kaspi_notifier.ui.exporting import ExportDialog, export
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.models.messages import BUYER, DETAILS, TIME
from kaspi_notifier.ui.pages.messages import MessagesPage
from kaspi_notifier.ui.pages.order_dialogs import FromPhoneDialog
from tests.ui.conftest import Sample, dialog, until
from tests.ui.test_pages import Live, press, shown, with_engine, with_window


def messages(window: MainWindow) -> MessagesPage:
    return cast(MessagesPage, window.pages["messages"])


@with_window
async def test_the_log_filters_and_searches(window: MainWindow, shop: Sample) -> None:
    window.go_to("messages")
    page = messages(window)
    await until(lambda: page.model.rowCount() == len(shop.ids))
    assert page.subtitle.text() == f"In the list: {len(shop.ids)}"
    chips = {key: chip.text() for key, chip in page.filters.items()}
    assert chips == {
        "all": f"All {len(shop.ids)}",
        "decisions": "Your decision 1",
        "queue": "In the queue 4",
        "sent": "Sent 2",
        "delivered": "Delivered 1",
        "read": "Read 37",
        "not_sent": "Not sent 4",
    }
    page.filters["not_sent"].click()
    await until(lambda: page.model.rowCount() == 4)
    assert page.retry.isVisible()
    page.filters["all"].click()
    await until(lambda: page.model.rowCount() == len(shop.ids))
    page.period.setCurrentIndex(page.period.findData(7))
    await until(lambda: page.model.rowCount() < len(shop.ids))
    page.template.setCurrentIndex(page.template.findText("Without a template"))
    await until(lambda: page.empty.isVisible())
    page.template.setCurrentIndex(page.template.findText("Готов"))
    await until(lambda: not page.empty.isVisible())
    page.show_part("all")
    await until(lambda: page.model.rowCount() == len(shop.ids))


@with_window
async def test_what_comes_on_top_comes_with_its_words(window: MainWindow, shop: Sample) -> None:
    window.go_to("messages")
    page = messages(window)
    await until(lambda: page.model.rowCount() == len(shop.ids) and page.model.id_at(0) is not None)
    blank: list[int] = []
    page.model.rowsInserted.connect(lambda *_: asyncio.get_running_loop().call_soon(look))

    def look() -> None:
        blank.extend(row for row in range(page.model.rowCount()) if page.model.record(row) is None)

    await shop.desk.read(shop.filled.add, 401, shop.filled.now)
    shop.desk.bridge.on_change(Change.MESSAGES)
    await until(lambda: page.model.rowCount() == len(shop.ids) + 1)
    await until(lambda: page.subtitle.text() == f"In the list: {len(shop.ids) + 1}")
    assert blank == []


async def until_said(page: MessagesPage, text: str) -> None:
    """Wait for the line under the title."""
    await until(lambda: page.subtitle.text() == text)


@with_window
async def test_the_log_is_searched_as_one_types(window: MainWindow, shop: Sample) -> None:
    window.go_to("messages")
    page = messages(window)
    await until(lambda: page.model.rowCount() == len(shop.ids))
    for typed, found in (("512883007", 1), ("собираем чайник", 41), ("айг", 43), ("әсел", 5)):
        page.search.setText(typed)
        await until_said(page, f"Found: {found}")
        assert page.model.rowCount() == found, typed
        assert page.filters["all"].text() == "All"
    page.search.setText("nothing like it")
    await until(lambda: page.empty.isVisible())
    assert page.empty.text() == "Nothing here with this filter."
    assert not page.table.isVisible()
    page.empty.action.click()
    assert page.filters["all"].isChecked() and not page.search.text()
    await until(lambda: page.model.rowCount() == len(shop.ids))


@with_window
async def test_a_long_search_shows_the_newest_finds(window: MainWindow, shop: Sample) -> None:
    def many() -> None:
        for number in range(100, 400):
            shop.filled.add(number, shop.filled.now)

    await shop.desk.read(many)
    window.go_to("messages")
    page = messages(window)
    page.search.setText("512883")
    await until(lambda: page.model.rowCount() == 300 + len(shop.ids))
    assert page.subtitle.text() == f"Found: {300 + len(shop.ids)}"
    newest = page.model.id_at(0)
    await until(lambda: page.model.id_at(0) is not None)
    shop.desk.bridge.on_change(Change.MESSAGES)
    await shop.desk.read(shop.filled.add, 401, shop.filled.now)
    shop.desk.bridge.on_change(Change.MESSAGES)
    await until(lambda: page.model.rowCount() == 301 + len(shop.ids))
    assert newest is None or page.model.row_of(newest) in (None, 0, 1)


async def choose(page: MessagesPage, number: int) -> None:
    """Select a message, as a click does."""
    await until(lambda: page.model.row_of(number) is not None)
    page.table.selectRow(cast(int, page.model.row_of(number)))
    await until(lambda: page.details.message is not None and page.details.message.id == number)


@with_window
async def test_one_message_whole(window: MainWindow, shop: Sample) -> None:
    window.go_to("messages")
    page = messages(window)
    await until(lambda: page.table.isColumnHidden(DETAILS))
    window.resize(1366, 700)
    await until(lambda: not page.table.isColumnHidden(DETAILS))
    assert not page.table.isColumnHidden(BUYER)
    await choose(page, shop.ids["needs_decision"])
    pane = page.details
    assert pane.isVisible()
    assert page.table.isColumnHidden(DETAILS)
    assert pane.phone.text() == "+7 7•• ••• •0 07"
    assert "Айгерим" in pane.text.text()
    assert pane.why.text().startswith("We don't know whether the message about order 512883007")
    buttons = (pane.chat, pane.arrived, pane.again, pane.drop, pane.from_phone)
    assert all(button.isVisible() for button in buttons)
    await choose(page, shop.ids["hidden"])
    assert pane.phone.text() == "hidden by Kaspi"
    assert not any(button.isVisible() for button in buttons)
    await choose(page, shop.ids["queued"])
    assert [button.isVisible() for button in buttons] == [True, False, False, True, False]
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
    page.filters["all"].click()
    await until(lambda: page.table.selectionModel().selectedRows())
    assert page.table.selectionModel().selectedRows()[0].row() == row + 1


@with_window
async def test_a_page_that_nobody_sees_reads_nothing(window: MainWindow, shop: Sample) -> None:
    page = messages(window)
    shop.desk.bridge.on_change(Change.MESSAGES)
    heard: list[object] = []
    shop.desk.changed.connect(heard.append)
    await until(lambda: heard)
    assert page.model.rowCount() == 0


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
    # Held where the number may begin no new chats.
    waits = (MessageState.QUEUED, MessageState.HELD)
    await until(lambda: page.details.message is not None and page.details.message.state in waits)
    assert "you" in "".join(label.text() for label in page.details.findChildren(type(page.details.why)))


@with_window
async def test_the_text_goes_to_the_phone_as_a_code(window: MainWindow, shop: Sample) -> None:
    window.go_to("messages")
    page = messages(window)
    await choose(page, shop.ids["needs_decision"])
    page.details.from_phone.click()
    shown_code = cast(FromPhoneDialog, await dialog())
    assert shown_code.link.startswith("https://wa.me/77000000007?text=%D0%97%D0%B4%D1%80")
    assert shown_code.code.modules


async def save_to(target: Path) -> None:
    """Answer the system's window for a file's name."""
    asked = cast(QFileDialog, await dialog())
    assert isinstance(asked, QFileDialog)
    asked.findChildren(QLineEdit)[0].setText(str(target))
    asked.accept()


async def told() -> QMessageBox:
    """What the window says when a job has ended."""
    await until(lambda: isinstance(_open(), QMessageBox))
    return cast(QMessageBox, _open())


def _open() -> object:
    found = QApplication.topLevelWidgets()
    return next((w for w in found if isinstance(w, QDialog) and w.isVisible()), None)


@with_window
async def test_what_the_filter_shows_is_exported(window: MainWindow, shop: Sample) -> None:
    window.go_to("messages")
    page = messages(window)
    folder = Path(shop.desk.store._db.path).parent
    page.filters["not_sent"].click()
    await until(lambda: page.model.rowCount() == 4)
    for kind in ("json", "csv", "xlsx"):
        page.export.click()
        await save_to(folder / f"journal.{kind}")
        box = await told()
        assert box.text() == "The file is written"
        assert box.informativeText().startswith("4 rows")
        box.buttons()[0].click()
        await until(lambda: _open() is None)
    records = json.loads((folder / "journal.json").read_text())
    assert [record["order_code"] for record in records] == [f"51288300{n}" for n in (3, 4, 5, 6)]
    assert records[0]["reason"] == "no_whatsapp"
    assert records[0]["shop"] == "Арман Техно"
    assert len((folder / "journal.csv").read_text("utf-8-sig").splitlines()) == 5
    assert (folder / "journal.xlsx").read_bytes().startswith(b"PK")
    page.start(export(page, folder / "missing" / "journal.json", ("text",), (), 0, no_records))
    box = await told()
    assert box.text() == "The file can't be written"
    box.buttons()[0].click()
    await until(lambda: _open() is None)


async def no_records(_page: object) -> list[dict[str, object]]:
    """An empty page."""
    return []


@with_window
async def test_an_export_is_stopped_and_leaves_nothing(window: MainWindow, shop: Sample) -> None:
    window.go_to("messages")
    page = messages(window)
    folder = Path(shop.desk.store._db.path).parent
    await until(lambda: page.model.rowCount() == len(shop.ids))
    page.export.click()
    asked = await dialog()
    asked.reject()
    await until(lambda: _open() is None)
    page.export.click()
    await save_to(folder / "messages.json")
    await until(lambda: isinstance(_open(), ExportDialog), every=0)
    cast(ExportDialog, _open()).cancel.click()
    await until(lambda: _open() is None)
    await until(lambda: not list(folder.glob("*messages*")))


@with_engine
async def test_what_failed_is_sent_again_after_asking(live: Live) -> None:
    window = shown(live)
    window.go_to("messages/not_sent")
    page = messages(window)
    await until(lambda: page.retry.isVisible())
    page.retry.click()
    box = cast(QMessageBox, await dialog())
    assert box.text() == "Send 1 message again?"
    await press("Cancel")
    page.retry.click()
    await press("Send again")
    await until(lambda: page.filters["not_sent"].text() == "Not sent 3")
    assert await state_of(live, "failed") is not MessageState.FAILED


@with_engine
async def test_numbers_without_whatsapp_are_not_tried_again(live: Live) -> None:
    window = shown(live)
    window.go_to("messages/not_sent")
    page = messages(window)
    await live.desk.read(without_whatsapp, live)
    page.refresh(page.SHOWS)
    await until(lambda: page.retry.isVisible())
    page.retry.click()
    box = cast(QMessageBox, await dialog())
    assert box.text() == "Nothing to send again"


def without_whatsapp(live: Live) -> None:
    """The failed message failed because its number has no WhatsApp."""
    outbox, now = live.filled.store.outbox, live.filled.now
    outbox.decide(live.ids["failed"], Decision.SEND_AGAIN, now)
    outbox.fail(live.ids["failed"], reason=Reason.NO_WHATSAPP, error="", now=now)
