"""A window to take pictures of, and what brings it into a state."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import cast

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.status import ShopStatus
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.main_window import MainWindow
from tests.ui.sample import ShownEngine, status


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One window over one desk; `ids` are the messages of the sample by kind."""

    window: MainWindow
    desk: Desk
    ids: dict[str, int]
    covers: list[QWidget] = field(default_factory=list)

    def uncover(self) -> None:
        """Take away what lies over the window, and close what asks."""
        for cover in self.covers:
            cover.hide()
            cover.deleteLater()
        self.covers.clear()
        found = shown_dialog()
        if found is not None:
            found.close()

    def show(self, *states: ShopStatus) -> None:
        """Let the window show these states."""
        self.desk.attach(cast(Engine, ShownEngine(*states)))

    async def settle(self) -> None:
        """Until what is shown has been read and laid out."""
        for _ in range(6):
            await asyncio.sleep(0.02)


Shot = Callable[[Scene], Awaitable[QWidget]]
"""Brings the window into a state and gives what is to be looked at."""


def page_of(where: str) -> Shot:
    async def shot(scene: Scene) -> QWidget:
        scene.show(status(pause=None))
        scene.window.go_to(where)
        await scene.settle()
        return scene.window

    return shot


def shown_dialog() -> QDialog | None:
    """The dialog that is open."""
    found = QApplication.topLevelWidgets()
    return next((w for w in found if isinstance(w, QDialog) and w.isVisible()), None)
