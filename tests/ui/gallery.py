"""Every page, dialog and step of the window with its most telling states, for pictures and for tests."""

from datetime import timedelta
from typing import cast

from PySide6.QtWidgets import QScrollArea, QWidget

from kaspi_notifier.domain.template_file import default_templates
from kaspi_notifier.engine.status import (
    CheckItem,
    Fault,
    KaspiProblem,
    Part,
    QueueHealth,
    ReplyHealth,
    SessionProblem,
    Wait,
)
from kaspi_notifier.paths import resource
from kaspi_notifier.ui.bridge import now
from kaspi_notifier.ui.first_run.server_step import ServerStep
from kaspi_notifier.ui.first_run.wizard import STEPS, FirstRun
from kaspi_notifier.ui.pages.conversations import ConversationsPage
from kaspi_notifier.ui.pages.messages import MessagesPage
from kaspi_notifier.ui.pages.orders import OrdersPage
from kaspi_notifier.ui.pages.statistics import StatisticsPage
from kaspi_notifier.ui.pages.templates import TemplatesPage
from kaspi_notifier.ui.pages.whatsapp import WhatsAppPage
from kaspi_notifier.ui.settings.table import entries as groups
from tests.ui.questions import DATA, NUMBER, OVERVIEW
from tests.ui.sample import SHOP, scanning, status, stopped
from tests.ui.scene import Scene, Shot, page_of, shown_dialog


async def _stopped(scene: Scene) -> QWidget:
    waits = QueueHealth(
        waiting=3, burst=3, needs_decision=1, sent_in_day=41, daily_limit=120, wait=Wait.SESSION
    )
    scene.show(status(pause=stopped(now()), session=scanning(now()), queue=waits))
    scene.window.go_to("overview")
    await scene.settle()
    return scene.window


async def _order(scene: Scene) -> QWidget:
    scene.show(status())
    scene.window.go_to("orders")
    await scene.settle()
    page = cast(OrdersPage, scene.window.pages["orders"])
    page.table.selectRow(3)
    await scene.settle()
    return scene.window


def _of_order(press: str) -> Shot:
    async def shot(scene: Scene) -> QWidget:
        await _order(scene)
        page = cast(OrdersPage, scene.window.pages["orders"])
        getattr(page.details, press).click()
        await scene.settle()
        found = shown_dialog()
        assert found is not None
        return found

    return shot


async def _hidden(scene: Scene) -> QWidget:
    await _order(scene)
    page = cast(OrdersPage, scene.window.pages["orders"])
    page.table.choose(scene.ids["hidden"])
    await scene.settle()
    return scene.window


async def _message(scene: Scene) -> QWidget:
    scene.show(status())
    scene.window.go_to("messages")
    await scene.settle()
    page = cast(MessagesPage, scene.window.pages["messages"])
    page.table.choose(scene.ids["needs_decision"])
    await scene.settle()
    return scene.window


async def _qr(scene: Scene) -> QWidget:
    scene.show(status(session=scanning(now())))
    scene.window.go_to("whatsapp")
    await scene.settle()
    return scene.window


async def _code(scene: Scene) -> QWidget:
    await _qr(scene)
    linking = cast(WhatsAppPage, scene.window.pages["whatsapp"]).linking
    linking.to_phone.click()
    linking.show_code("ABCDEFGH")
    await scene.settle()
    return scene.window


async def _conversations(scene: Scene) -> QWidget:
    waiting = ReplyHealth(unread=4, chats=3, waiting_since=now() - timedelta(minutes=12))
    scene.show(status(pause=None, replies=waiting))
    scene.window.go_to("conversations/77000000001")
    await scene.settle()
    page = cast(ConversationsPage, scene.window.pages["conversations"])
    page.answer.setText("Абая 10, второй этаж")
    await scene.settle()
    return scene.window


async def _refused_chat(scene: Scene) -> QWidget:
    waiting = ReplyHealth(unread=4, chats=3, waiting_since=now() - timedelta(minutes=40), is_overdue=True)
    scene.show(status(pause=None, replies=waiting))
    scene.window.go_to("conversations/77000000011")
    await scene.settle()
    return scene.window


async def _unlink(scene: Scene) -> QWidget:
    await page_of("whatsapp")(scene)
    cast(WhatsAppPage, scene.window.pages["whatsapp"]).logout.click()
    await scene.settle()
    found = shown_dialog()
    assert found is not None
    return found


async def _doctor(scene: Scene) -> QWidget:
    await page_of("whatsapp")(scene)
    page = cast(WhatsAppPage, scene.window.pages["whatsapp"])
    wrong: dict[Part, KaspiProblem | SessionProblem | Fault] = {
        Part.KASPI: KaspiProblem.TOKEN_REJECTED,
        Part.SESSION: SessionProblem.FAILED,
        Part.NUMBER: Fault.NOT_ASKED,
        Part.CLOCK: Fault.CLOCK_WRONG,
    }
    page.doctor.say(
        [
            CheckItem(shop=SHOP, part=part, ok=part not in wrong, detail="", problem=wrong.get(part))
            for part in Part
        ]
    )
    await scene.settle()
    area = page.findChild(QScrollArea)
    assert area is not None
    area.ensureWidgetVisible(page.doctor, 0, 2000)
    await scene.settle()
    return scene.window


async def _templates(scene: Scene) -> QWidget:
    """The texts that the program ships, the first of them in the editor."""
    store = scene.desk.store
    found = default_templates(
        resource("templates/ru.json").read_bytes(), resource("templates/kk.json").read_bytes()
    )
    await scene.desk.read(store.templates.merge, found)
    await page_of("templates")(scene)
    page = cast(TemplatesPage, scene.window.pages["templates"])
    page.editor.views["kk" if scene.desk.settings.app.language == "kk" else "ru"].click()
    await scene.settle()
    return scene.window


def _first_run(number: int, *, opens: bool = False) -> Shot:
    async def shot(scene: Scene) -> QWidget:
        health = scanning(now()) if number == 3 else status().session
        scene.show(status(pause=None, session=health))
        wizard = FirstRun(scene.desk, number)
        wizard.resize(scene.window.size())
        wizard.setParent(scene.window)
        wizard.show()
        scene.covers.append(wizard)
        if opens and isinstance(wizard.step, ServerStep):
            wizard.step.none_yet.click()
        for _ in range(4):
            await scene.settle()
        return wizard

    return shot


async def _mistake(scene: Scene) -> QWidget:
    """A text with a mistake and a word of advertising."""
    await _templates(scene)
    editor = cast(TemplatesPage, scene.window.pages["templates"]).editor
    editor.boxes["ru"].edit.setPlainText("Здравствуйте, {user_name}!\nСкидка 20 %\n{shop_nam}")
    editor.views["ru"].click()
    await scene.settle()
    return scene.window


async def _both(scene: Scene) -> QWidget:
    """Both languages in one message, and what it would have sent."""
    await _templates(scene)
    page = cast(TemplatesPage, scene.window.pages["templates"])
    form = page.editor.form
    ready = ("Готов к выдаче", "Алып кетуге дайын")
    next(row for row in page.list.rows if row.name.text() in ready).chosen.emit()
    await scene.settle()
    form.sends.setCurrentIndex(2)
    form.sends.activated.emit(2)
    page.editor.views["both"].click()
    page.preview.ask.click()
    await scene.settle()
    return scene.window


async def _what_if(scene: Scene) -> QWidget:
    await _both(scene)
    cast(TemplatesPage, scene.window.pages["templates"]).preview.show_list.click()
    await scene.settle()
    found = shown_dialog()
    assert found is not None
    return found


async def _own_period(scene: Scene) -> QWidget:
    await page_of("statistics")(scene)
    cast(StatisticsPage, scene.window.pages["statistics"]).period.chips[None].click()
    await scene.settle()
    return scene.window


def _empty(where: str) -> Shot:
    """A page of a shop to which nothing has happened yet."""

    async def shot(scene: Scene) -> QWidget:
        scene.show(status(99, queue=QueueHealth()))
        scene.desk.choose_shop(99)
        scene.window.go_to(where)
        page = cast(OrdersPage | MessagesPage | ConversationsPage, scene.window.pages[where])
        while not (page.empty.isVisible() and page.empty.text()):
            await scene.settle()
        return scene.window

    return shot


SHOTS: dict[str, Shot] = {
    **{f"0-first-run-{number + 1}": _first_run(number) for number in range(len(STEPS))},
    "0-first-run-3b-new": _first_run(2, opens=True),
    "1-overview": page_of("overview"),
    "1b-overview-stopped": _stopped,
    **OVERVIEW,
    "2-orders": page_of("orders"),
    "2b-order": _order,
    "2c-order-without-number": _hidden,
    "2d-write": _of_order("template"),
    "2e-from-phone": _of_order("from_phone"),
    "3-messages": page_of("messages"),
    "3b-message": _message,
    "3c-conversations": _conversations,
    "3d-conversation-refused": _refused_chat,
    "4-templates": _templates,
    "4b-templates-both": _both,
    "4c-templates-what-if": _what_if,
    "4d-templates-mistake": _mistake,
    "5-statistics": page_of("statistics"),
    "5b-statistics-own-period": _own_period,
    "6-whatsapp": page_of("whatsapp"),
    **NUMBER,
    "6b-whatsapp-qr": _qr,
    "6c-whatsapp-code": _code,
    "6d-unlink": _unlink,
    "6e-doctor": _doctor,
    **{f"7-settings-{group.key}": page_of(f"settings/{group.key}") for group in groups()},
    **DATA,
    # Last: what is chosen on a page is left behind with its shop.
    "2a-orders-empty": _empty("orders"),
    "3a-messages-empty": _empty("messages"),
    "3c-conversations-empty": _empty("conversations"),
}
