"""Restoring from a backup, from the choice of the file to the moment when the program opens it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from kaspi_notifier.failure import Failure
from kaspi_notifier.ui import backups, bridge, dialogs, files, opening, tasks

if TYPE_CHECKING:
    from kaspi_notifier.store.backup import Contents
    from kaspi_notifier.ui.bridge import Desk
    from kaspi_notifier.ui.main_window import MainWindow
    from kaspi_notifier.ui.tray import Tray

translate = QCoreApplication.translate


class Restoring:
    """Closes the window's eyes while the data changes under it, and tells afterwards what came of it.

    `wake` is set when a backup is to be taken in: then whoever opened the data closes it.
    """

    def __init__(self, window: "MainWindow", tray: "Tray", wake: asyncio.Event) -> None:
        self._window, self._tray, self._wake = window, tray, wake
        self._wanted: tuple[Path, str | None] | None = None
        self._news: tuple[str, str] | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether a backup is to be taken in."""
        return self._wanted is not None

    def follow(self, desk: "Desk") -> None:
        """Hear of this desk's wish, and tell what came of the one before."""
        desk.restore_wanted.connect(self._restore_wanted)
        news, self._news = self._news, None
        if news is not None:
            tasks.start(dialogs.tell(self._window, *news), self._window)

    def _restore_wanted(self, source: Path, password: str | None) -> None:
        self._wanted = source, password
        self._wake.set()

    def clear(self, desk: "Desk") -> None:
        """Before the data is closed for a backup: nothing may read it any more."""
        if self.is_wanted:
            self._tray.detach()
            self._window.close_desk(opening.restoring())
            desk.deleteLater()

    async def carry_out(self, restore: Callable[[Path, str | None], bool]) -> None:
        """Take the backup in; the data is closed."""
        assert self._wanted is not None, "only what is wanted is carried out"
        wanted, self._wanted = self._wanted, None
        try:
            self._news = opening.restored(is_paused=await asyncio.to_thread(restore, *wanted))
        except Failure as error:
            self._news = opening.not_restored(error.__cause__)


async def restore(parent: QWidget, desk: "Desk", busy: Callable[[bool], None]) -> None:
    """Ask for the file and its password, say what follows, and let the program take it in.

    `busy` hears when the file is being looked into, and when that is over.
    """
    kinds = translate("backups", "Backups") + " (*.backup *.db)"
    every = translate("backups", "All files") + " (*)"
    source = await files.to_open(parent, translate("backups", "Restore from a backup"), f"{kinds};;{every}")
    if source is not None:
        await take(parent, desk, source, busy)


async def take(parent: QWidget, desk: "Desk", source: Path, busy: Callable[[bool], None]) -> None:
    """The same for a file that is chosen already."""
    from kaspi_notifier.store import StoreError

    try:
        opened = await _opened(parent, desk, source, busy)
    except (StoreError, OSError) as error:
        title = translate("backups", "This file can't be restored")
        await dialogs.tell(parent, title, backups.why_not(error, writes=False))
        return
    if opened is None:
        return
    found, password = opened
    title = translate("backups", "Restore this backup?")
    action = translate("backups", "Restore")
    if await dialogs.ask(parent, title, backups.told(found, bridge.now()), action, is_danger=True):
        desk.restore(source, password)


async def _opened(
    parent: QWidget, desk: "Desk", source: Path, busy: Callable[[bool], None]
) -> "tuple[Contents, str | None] | None":
    """What is in the file, and the password that opens it; None when the person has none."""
    from kaspi_notifier.store.backup import look_into, needs_password
    from kaspi_notifier.store.sealed import WrongPassword

    password: str | None = None
    was_wrong, is_sealed = False, await asyncio.to_thread(needs_password, source)
    while True:
        if is_sealed:
            dialog = backups.PasswordDialog(parent, source.name, was_wrong=was_wrong)
            if not await dialog.answered():
                return None
            password = dialog.password
        busy(True)
        try:
            now, database = bridge.now(), desk.store.path
            return await asyncio.to_thread(look_into, source, database, password, now), password
        except WrongPassword:
            was_wrong = True
        finally:
            busy(False)
