"""Pictures of every page in Russian and Kazakh, light and dark: `python -m tests.screens OUTDIR`."""

import asyncio
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from kaspi_notifier.engine.status import QueueHealth, ShopStatus, Wait
from tests.ui.sample import ShownEngine, sample, scanning, settings, status, stopped

if TYPE_CHECKING:
    from kaspi_notifier.engine.engine import Engine
    from kaspi_notifier.ui.application import Application
    from kaspi_notifier.ui.bridge import Desk
    from kaspi_notifier.ui.main_window import MainWindow
    from kaspi_notifier.ui.pages.messages import MessagesPage
    from kaspi_notifier.ui.pages.orders import OrdersPage
    from kaspi_notifier.ui.pages.whatsapp import WhatsAppPage

LOOKS: tuple[tuple[Literal["ru", "kk"], Literal["light", "dark"]], ...] = (
    ("ru", "light"),
    ("kk", "light"),
    ("ru", "dark"),
    ("kk", "dark"),
)


class Camera:
    """Takes each page of one window in one language and look."""

    def __init__(self, window: "MainWindow", desk: "Desk", folder: Path, name: str) -> None:
        self.window = window
        self.desk = desk
        self.folder = folder
        self.name = name

    def show(self, state: ShopStatus) -> None:
        """Let the window show this state."""
        self.desk.attach(cast("Engine", ShownEngine(state)))

    async def take(self, page: str, name: str) -> None:
        """One picture, after everything has been read."""
        self.window.go_to(page)
        await self.settle()
        self.window.grab().save(str(self.folder / f"{name}-{self.name}.png"))

    async def settle(self) -> None:
        """Until what the page reads is there."""
        for _ in range(12):
            await asyncio.sleep(0.03)

    async def all(self, message: int) -> None:
        """Every page, with its most telling states."""
        from kaspi_notifier.ui.bridge import now

        self.show(status(pause=None))
        await self.take("overview", "1-overview")
        waits = QueueHealth(waiting=3, needs_decision=1, sent_in_day=41, daily_limit=120, wait=Wait.SESSION)
        self.show(status(pause=stopped(now()), session=scanning(now()), queue=waits))
        await self.take("overview", "1b-overview-stopped")
        self.show(status())
        await self.take("orders", "2-orders")
        orders = cast("OrdersPage", self.window.pages["orders"])
        orders.table.selectRow(3)
        await self.take("orders", "2b-order")
        await self.take("messages", "3-messages")
        page = cast("MessagesPage", self.window.pages["messages"])
        page.table.choose(message)
        await self.take("messages", "3b-message")
        await self.take("whatsapp", "6-whatsapp")
        self.show(status(session=scanning(now())))
        await self.take("whatsapp", "6b-whatsapp-qr")
        linking = cast("WhatsAppPage", self.window.pages["whatsapp"]).linking
        linking.to_phone.click()
        linking.show_code("ABCDEFGH")
        await self.take("whatsapp", "6c-whatsapp-code")
        await self.take("settings", "7-settings")


async def take_all(application: "Application", folder: Path) -> None:
    """All pictures into the folder."""
    from kaspi_notifier.ui.bridge import Desk
    from kaspi_notifier.ui.main_window import MainWindow

    with tempfile.TemporaryDirectory() as data:
        async with sample(Path(data)) as (store, db, _filled, ids):
            for language, look in LOOKS:
                application.speak(language)
                application.wear(look)
                window = MainWindow()
                desk = Desk(store, db, settings(language, look), window)
                window.open_desk(desk)
                window.show()
                await Camera(window, desk, folder, f"{language}-{look}").all(ids["needs_decision"])
                if (language, look) == ("ru", "light"):
                    window.resize(1024, 640)
                    desk.attach(cast("Engine", ShownEngine(status(session=scanning(datetime.now(UTC))))))
                    await Camera(window, desk, folder, "small").take("overview", "9-overview")
                    await Camera(window, desk, folder, "small").take("messages", "9-messages")
                    await Camera(window, desk, folder, "small").take("whatsapp", "9-whatsapp")
                window.hide()
            await asyncio.sleep(0.2)


def main() -> int:
    """Take them all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qasync import QEventLoop

    from kaspi_notifier.ui import tasks
    from kaspi_notifier.ui.application import Application

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = Application(["screens"])
    with QEventLoop(application) as loop:
        loop.run_until_complete(take_all(application, folder))
        loop.run_until_complete(tasks.drain())
    return 0


if __name__ == "__main__":
    sys.exit(main())
