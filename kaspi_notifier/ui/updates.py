"""Tells once that there is a newer release, and fetches it when asked; the person installs it."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from kaspi_notifier.built import this_build
from kaspi_notifier.ui import bridge, dialogs, tasks
from kaspi_notifier.ui.memory import WindowMemory

if TYPE_CHECKING:
    from kaspi_notifier.ui.bridge import Desk
    from kaspi_notifier.updates import File, Release, UpdateClient

_log = logging.getLogger(__name__)

FIRST_LOOK = timedelta(minutes=2)
"""The start has better things to do."""
BETWEEN_LOOKS = timedelta(hours=12)
_STEP = timedelta(minutes=30)
"""How often it is seen whether a look is due: a sleep of half a day would not notice the computer's own."""

_Opener = Callable[[str], "AbstractAsyncContextManager[UpdateClient]"]


class Updates(QObject):
    """Looks twice a day while the setting allows it. A build without a release server asks nobody."""

    def __init__(
        self,
        desk: "Desk",
        window: QWidget,
        memory: WindowMemory,
        *,
        url: str | None = None,
        opened: _Opener | None = None,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._window = window
        self._memory = memory
        self._url = this_build().updates_url if url is None else url
        self._open = opened or _client
        self._shown = asyncio.Event()
        if self._url:
            tasks.start(self._watch(), self)

    async def _watch(self) -> None:
        await asyncio.sleep(FIRST_LOOK.total_seconds())
        looked_at: datetime | None = None
        while True:
            is_due = looked_at is None or bridge.now() - looked_at >= BETWEEN_LOOKS
            if is_due and self._desk.settings.app.updates:
                looked_at = bridge.now()
                await self.look()
            await asyncio.sleep(_STEP.total_seconds())

    async def look(self) -> None:
        """One look; what is new is told once, what can't be believed is only logged."""
        from kaspi_notifier.updates import UpdateError

        running = this_build().version
        try:
            async with self._open(self._url) as client:
                release = await client.look(running=running, known=self._memory.newest_version or running)
        except UpdateError as error:
            _log.warning("%s", error)
            return
        if release is not None and release.version != self._memory.told_version:
            self._memory.newest_version = release.version
            await self._announce(release)

    async def _announce(self, release: "Release") -> None:
        file = release.file
        await self._somebody_looks()
        self._memory.told_version = release.version
        wanted = await dialogs.ask(
            self._window,
            self.tr("Version {version} is out").format(version=release.version),
            self.tr(
                "You have {version}. The new one is only downloaded, and you start its installation"
                " yourself whenever it suits you. Orders, messages and settings stay."
            ).format(version=this_build().version),
            self.tr("Download"),
        )
        if wanted and file is not None:
            await self.fetch(file)

    async def _somebody_looks(self) -> None:
        # In the tray there is nobody to be asked.
        self._shown.clear()
        self._window.installEventFilter(self)
        try:
            if not self._window.isVisible():
                await self._shown.wait()
        finally:
            self._window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:
            self._shown.set()
        return super().eventFilter(watched, event)

    async def fetch(self, file: "File") -> None:
        """Bring the installer into the person's own downloads and say where it is."""
        from kaspi_notifier.updates import Refused, Unreachable

        folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation) or Path.home()
        )
        try:
            await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
            async with self._open(self._url) as client:
                path = await client.fetch(file, folder)
        except Refused as error:
            _log.warning("%s", error)
            await self._fail(
                self.tr("The file is not the one that was announced, and was deleted. Try again tomorrow.")
            )
        except (Unreachable, OSError) as error:
            _log.warning("the download failed: %s", type(error).__name__)
            await self._fail(self.tr("The download broke off. Check the internet connection and try later."))
        else:
            await self._hand_over(path)

    async def _fail(self, text: str) -> None:
        self._memory.told_version = ""
        await dialogs.tell(self._window, self.tr("The new version was not downloaded"), text)

    async def _hand_over(self, path: Path) -> None:
        if await dialogs.ask(
            self._window,
            self.tr("The new version is here"),
            self.tr(
                "{name} lies in your downloads. Start it: it replaces the program and keeps your data."
            ).format(name=path.name),
            self.tr("Show the file"),
        ):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _client(url: str) -> "UpdateClient":
    from kaspi_notifier.updates import UpdateClient

    return UpdateClient(url)
