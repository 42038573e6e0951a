"""The chats: who waits, what was said, and an answer that only a person sends."""

from datetime import UTC, datetime, timedelta
from typing import cast

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QTime
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from kaspi_notifier.domain.message import Kind, MessageState
from kaspi_notifier.domain.settings import Pickup
from kaspi_notifier.engine.engine import ActionRefused, Engine
from kaspi_notifier.engine.status import DayDigest, ReplyHealth
from kaspi_notifier.store import Draft
from kaspi_notifier.ui import conversation_labels
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.notices import Notices, causes
from kaspi_notifier.ui.pages.conversations import ConversationsPage
from kaspi_notifier.ui.pages.orders import OrdersPage
from kaspi_notifier.ui.settings.access import AccessGroup
from kaspi_notifier.ui.settings.replies import RepliesGroup
from kaspi_notifier.ui.tray import Tray
from kaspi_notifier.ui.widgets.chat_view import ChatView
from tests.ui.conftest import Sample, until
from tests.ui.sample import SHOP, ShownEngine, status
from tests.ui.test_pages import with_window
from tests.ui.test_settings_page import form, put, stored

PHONE = "77000000001"


class Clerk(ShownEngine):
    """Writes down what it is asked to do."""

    def __init__(self, desk: Desk, shop_id: int) -> None:
        super().__init__(status(shop_id, replies=ReplyHealth(unread=4, chats=3)))
        self._desk = desk
        self.read: list[str] = []
        self.answers: list[tuple[str, str]] = []
        self.refuses = False
        self.addresses: list[str] = []

    async def mark_read(self, shop_id: int, phone: str) -> None:
        """Note it, in the store too."""
        self.read.append(phone)
        await self._desk.read(self._desk.store.conversations.mark_read, shop_id, phone)

    async def answer(self, shop_id: int, phone: str, text: str) -> int:
        """Queue the answer, or refuse it."""
        if self.refuses:
            raise ActionRefused("no")
        self.answers.append((phone, text))
        draft = Draft(kind=Kind.BY_HAND, text=text, phone=phone, by="person")
        return await self._desk.read(self._desk.store.outbox.write, shop_id, draft, datetime.now(UTC))

    async def set_up_webhook(self, _shop_id: int, addresses: list[str]) -> str:
        """Reach nobody, or the first address."""
        if self.refuses:
            raise ActionRefused("no")
        self.addresses += addresses
        return addresses[0]

    async def take_away_webhook(self, _shop_id: int) -> None:
        """As before."""
        if self.refuses:
            raise ActionRefused("no")


def clerk(shop: Sample) -> Clerk:
    """An engine that writes down what it is asked."""
    made = Clerk(shop.desk, shop.filled.shop_id)
    shop.desk.attach(cast(Engine, made))
    return made


def chats(window: MainWindow) -> ConversationsPage:
    """The page, shown."""
    window.go_to("conversations")
    return cast(ConversationsPage, window.pages["conversations"])


def words(view: ChatView) -> list[str]:
    """Every text in the chat."""
    return [found.text() for found in view.findChildren(QLabel) if found.text()]


@with_window
async def test_the_newest_chat_is_shown_and_read(window: MainWindow, shop: Sample) -> None:
    made = clerk(shop)
    page = chats(window)
    await until(lambda: page.model.rowCount() == 5)
    await until(lambda: made.read)
    assert made.read[0] == PHONE
    assert page.subtitle.text() == "4 unread messages"
    shown = page.model.chat(0)
    assert shown is not None
    assert page.who.text() == shown.name
    assert page.about.text().replace("\u00a0", " ") == "+7 7•• ••• •0 01 · order No. 512883001"
    assert "Спасибо, жду" in words(page.view)
    assert any("Чайник" in text for text in words(page.view))
    assert not page.refused.isVisible()
    assert window.sidebar.buttons["conversations"].accessibleDescription() == "4"


@with_window
async def test_another_chat_keeps_what_was_begun(window: MainWindow, shop: Sample) -> None:
    clerk(shop)
    page = chats(window)
    await until(lambda: page.who.text())
    page.answer.setText("Сейчас узнаю")
    page.list.setCurrentIndex(page.model.index(4))
    await until(lambda: page.refused.isVisible())
    assert page.answer.text() == ""
    assert not page.send.isEnabled()
    page.show_part(PHONE)
    await until(lambda: "Спасибо, жду" in words(page.view))
    assert page.answer.text() == "Сейчас узнаю"
    assert page.send.isEnabled()
    page.show_part(PHONE)


@with_window
async def test_an_answer_is_queued_and_seen(window: MainWindow, shop: Sample) -> None:
    made = clerk(shop)
    page = chats(window)
    await until(lambda: page.who.text())
    page.answer.returnPressed.emit()
    page.answer.setText("  Ждём Вас  ")
    page.send.click()
    await until(lambda: "Ждём Вас" in words(page.view))
    assert made.answers == [(PHONE, "Ждём Вас")]
    assert page.answer.text() == ""
    made.refuses = True
    page.answer.setText("Ещё одно")
    page.answer.returnPressed.emit()
    await until(lambda: page.error.isVisible())
    assert page.answer.text() == "Ещё одно"


@with_window
async def test_suggestions_only_fill_the_box(window: MainWindow, shop: Sample) -> None:
    made = clerk(shop)
    page = chats(window)
    await until(lambda: page.who.text())
    assert not page.address.isVisible()
    pickup = Pickup(address="Алматы, ул. Примерная, 1", hours="10:00-20:00")
    (own,) = shop.desk.settings.shops
    shop.desk.settings = msgspec.structs.replace(
        shop.desk.settings, shops=(msgspec.structs.replace(own, pickup=pickup),)
    )
    page.refresh(frozenset())
    await until(lambda: page.address.isVisible())
    page.answer.setText("Мы здесь: ")
    page.address.click()
    page.hours.click()
    assert page.answer.text() == "Мы здесь: Алматы, ул. Примерная, 1 10:00-20:00"
    assert made.answers == []


@with_window
async def test_chats_are_searched(window: MainWindow, shop: Sample) -> None:
    clerk(shop)
    page = chats(window)
    await until(lambda: page.model.rowCount() == 5)
    page.search.setText("512883010")
    await until(lambda: page.model.rowCount() == 1)
    page.search.setText("никто")
    await until(lambda: page.empty.isVisible())
    assert page.empty.text() == "Nobody is found."
    page.empty.action.click()
    await until(lambda: page.model.rowCount() == 5)


@with_window
async def test_while_the_engine_is_away_nothing_is_sent(window: MainWindow, shop: Sample) -> None:
    clerk(shop)
    page = chats(window)
    await until(lambda: page.who.text())
    page.answer.setText("Ждём")
    shop.desk.attach(None)
    page.send.click()
    page.answer.returnPressed.emit()
    assert page.answer.text() == "Ждём"


@with_window
async def test_where_nobody_wrote(window: MainWindow, shop: Sample) -> None:
    await shop.desk.read(shop.desk.store.conversations.forget, datetime.now(UTC) + timedelta(days=1))
    clerk(shop)
    page = chats(window)
    await until(lambda: page.empty.isVisible() and page.empty.text())
    assert page.empty.text().startswith("When a buyer answers")
    assert not page.answer.isVisible() and not page.view.isVisible()
    assert not page.empty.action.isVisible()


@with_window
async def test_a_chat_is_left_behind_with_its_shop(window: MainWindow, shop: Sample) -> None:
    made = clerk(shop)
    made.statuses = (*made.statuses, status(99, shop_name="Other"))
    page = chats(window)
    await until(lambda: page.who.text())
    page.answer.setText("Ждём")
    shop.desk.choose_shop(99)
    page.answer.returnPressed.emit()
    await until(lambda: page.empty.isVisible())
    assert not page.view.isVisible() and not page.answer.text() and not page.who.text()
    shop.desk.choose_shop(made.statuses[0].shop_id)
    await until(lambda: page.who.text() and page.view.isVisible())
    assert made.answers == [] and not page.answer.text()


@with_window
async def test_the_order_is_a_click_away(window: MainWindow, shop: Sample) -> None:
    clerk(shop)
    page = chats(window)
    await until(lambda: page.who.text())
    await until(page.open_order.isVisible)
    page.open_order.click()
    assert window.page == "orders"
    assert cast(OrdersPage, window.pages["orders"]).search.text() == "512883001"


async def test_states_in_a_chat_are_words_where_no_tick_tells(shop: Sample) -> None:
    view = ChatView()
    view.resize(600, 400)
    lines = await shop.desk.read(shop.desk.store.conversations.lines, shop.filled.shop_id, PHONE)
    failed = replace(lines[0], state=MessageState.FAILED)
    view.say([failed, *lines[1:]])
    assert "Failed" in " ".join(words(view)) or "Not sent" in " ".join(words(view))
    view.say([failed, *lines[1:]])


def test_things_are_named() -> None:
    assert conversation_labels.said("", "voice") == "«voice message»"
    assert conversation_labels.said("вот", "hologram") == "«file» вот"
    now = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
    assert conversation_labels.when(now, now) == "14:30"
    assert conversation_labels.when(now - timedelta(days=1), now) == "yesterday"
    assert conversation_labels.when(now - timedelta(days=3), now) == "09.05"
    assert conversation_labels.when(now - timedelta(days=365), now) == "12.05.2025"


async def test_who_waits_too_long_and_the_day_are_told(shop: Sample) -> None:
    now = datetime.now(UTC)
    waiting = ReplyHealth(unread=1, chats=1, waiting_since=now - timedelta(minutes=20), is_overdue=True)
    late = status(replies=waiting)
    assert causes(late, now)["reply"] == "A buyer has waited for an answer for 20 min"
    told: list[tuple[str, str]] = []
    notices = Notices(shop.desk, lambda: True)
    notices.told.connect(lambda title, text: told.append((title, text)))
    digest = DayDigest(at=now, text=f"Итоги дня\nМагазин «{SHOP}»\n\nНовых заказов: 3")
    shop.desk.attach(cast(Engine, ShownEngine(status(digest=digest))))
    shop.desk.attach(cast(Engine, ShownEngine(status(digest=digest))))
    assert told == [("Итоги дня", f"Магазин «{SHOP}»\n\nНовых заказов: 3")]
    tray = Tray()
    tray.attach(shop.desk)
    shop.desk.attach(cast(Engine, ShownEngine(replace(late, queue=status().queue))))
    assert tray.shape == "tray-attention"


@with_window
async def test_replies_digest_and_access_are_set(window: MainWindow, shop: Sample) -> None:
    page = form(window)
    replies = cast(RepliesGroup, page.groups["replies"])
    access = cast(AccessGroup, page.groups["access"])
    replies.closes.setTime(QTime(18, 0))
    replies.alert.setCurrentIndex(0)
    replies.alert.activated.emit(0)
    replies.answers.click()
    put(replies.text, "Ответим утром")
    replies.at.setTime(QTime(19, 30))
    replies.whatsapp.click()
    access.api.click()
    access.hook.click()
    access.hook_port.setValue(9001)
    page.save.click()
    await until(lambda: page.saved.text() == "Saved")
    found = await stored(shop)
    own = found.shops[0]
    assert (own.replies.hours, own.replies.alert_minutes) == (("09:00", "18:00"), None)
    assert (own.replies.auto_reply, own.replies.auto_reply_text) == (True, "Ответим утром")
    assert (own.digest.at, own.digest.whatsapp, own.digest.notification) == ("19:30", True, False)
    assert (found.app.api.enabled, found.app.webhook.enabled, found.app.webhook.port) == (True, True, 9001)
    put(replies.text, "а" * 1001)
    assert replies.text.error.text() == "Up to 1000 characters."


@with_window
async def test_the_key_is_copied_and_the_server_asked(window: MainWindow, shop: Sample) -> None:
    made = clerk(shop)
    access = cast(AccessGroup, form(window).groups["access"])
    access.copy.click()
    await until(lambda: access.copy.text() == "Copied")
    assert QGuiApplication.clipboard().text() == await shop.desk.read(shop.desk.store.settings.api_key)
    access.connect_hook.setEnabled(True)
    access.connect_hook.click()
    await until(lambda: access.note.text().startswith("Connected"))
    assert made.addresses[0] == "http://host.docker.internal:8766/waha/webhook"
    access.take_away.click()
    await until(lambda: access.note.text().startswith("Disconnected"))
    made.refuses = True
    access.connect_hook.click()
    await until(lambda: access.note.text().startswith("The server does not reach"))
    access.take_away.click()
    await until(lambda: access.note.text().startswith("The server does not answer"))
    shop.desk.attach(None)
    access.connect_hook.click()
    access.take_away.click()
