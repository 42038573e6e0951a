"""What every step of the first run has: a title, a card, and what «Next» does."""

from collections.abc import Coroutine
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kaspi_notifier.domain.settings import Shop
from kaspi_notifier.ui import tasks
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.settings.group import changed
from kaspi_notifier.ui.widgets.basics import label


class Step(QWidget):
    """One step; its contents go into `box`."""

    def __init__(self, desk: Desk, title: str, text: str) -> None:
        super().__init__()
        self.desk = desk
        self.title = title
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(16)
        self.intro = label(text, "muted", wraps=True)
        self.box.addWidget(self.intro)

    @property
    def next_text(self) -> str:
        """The word on the main button."""
        return self.tr("Next")

    @property
    def shop(self) -> Shop:
        """The shop that is being set up."""
        shops = self.desk.settings.shops
        return shops[0] if shops else Shop(name=self.tr("My shop"))

    def entered(self) -> None:
        """The step has come into view."""

    def tick(self) -> None:
        """Once a second while the step is shown."""

    async def done(self) -> bool:
        """Save what the step asked for; False when something is still wrong."""
        return True

    async def keep(self, shop: Shop, **app: object) -> None:
        """Save the shop, and settings of the program."""
        settings = self.desk.settings
        new = changed(settings, shops=[shop, *settings.shops[1:]], app=changed(settings.app, **app))
        if new != settings:
            await self.desk.save(new)

    def start(self, coro: Coroutine[Any, Any, object]) -> None:
        """Run a coroutine that ends with the step and whose failure is shown on it."""
        tasks.start(coro, self)
