"""Every page, dialog and step of the window with its most telling states, for pictures and for tests."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.status import QueueHealth, ShopStatus, Wait
from kaspi_notifier.ui.bridge import Desk, now
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.pages.messages import MessagesPage
from kaspi_notifier.ui.pages.whatsapp import WhatsAppPage
from kaspi_notifier.ui.settings.table import entries as groups
from tests.ui.sample import ShownEngine, scanning, status, stopped


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One window over one desk; `ids` are the messages of the sample by kind."""

    window: MainWindow
    desk: Desk
    ids: dict[str, int]

    def show(self, *states: ShopStatus) -> None:
        """Let the window show these states."""
        self.desk.attach(cast(Engine, ShownEngine(*states)))

    async def settle(self) -> None:
        """Until what is shown has been read and laid out."""
        for _ in range(6):
            await asyncio.sleep(0.02)


Shot = Callable[[Scene], Awaitable[QWidget]]
"""Brings the window into a state and gives what is to be looked at."""


def _page(where: str) -> Shot:
    async def shot(scene: Scene) -> QWidget:
        scene.show(status(pause=None))
        scene.window.go_to(where)
        await scene.settle()
        return scene.window

    return shot


async def _stopped(scene: Scene) -> QWidget:
    waits = QueueHealth(waiting=3, needs_decision=1, sent_in_day=41, daily_limit=120, wait=Wait.SESSION)
    scene.show(status(pause=stopped(now()), session=scanning(now()), queue=waits))
    scene.window.go_to("overview")
    await scene.settle()
    return scene.window


async def _message(scene: Scene) -> QWidget:
    scene.show(status())
    scene.window.go_to("messages")
    await scene.settle()
    page = cast(MessagesPage, scene.window.pages["messages"])
    page.table.selectRow(page.model.row_of(scene.ids["needs_decision"]) or 0)
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


def shown_dialog() -> QDialog | None:
    """The dialog that is open."""
    found = QApplication.topLevelWidgets()
    return next((w for w in found if isinstance(w, QDialog) and w.isVisible()), None)


async def _unlink(scene: Scene) -> QWidget:
    await _page("whatsapp")(scene)
    cast(WhatsAppPage, scene.window.pages["whatsapp"]).logout.click()
    await scene.settle()
    found = shown_dialog()
    assert found is not None
    return found


SHOTS: dict[str, Shot] = {
    "1-overview": _page("overview"),
    "1b-overview-stopped": _stopped,
    "3-messages": _page("messages"),
    "3b-message": _message,
    "6-whatsapp": _page("whatsapp"),
    "6b-whatsapp-qr": _qr,
    "6c-whatsapp-code": _code,
    "6d-unlink": _unlink,
    **{f"7-settings-{group.key}": _page(f"settings/{group.key}") for group in groups()},
}
