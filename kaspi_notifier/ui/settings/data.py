"""Where everything is kept, a backup of it in one file and back, and a buyer who wants to be forgotten."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from kaspi_notifier.domain.clock import almaty_day
from kaspi_notifier.ui import backups, bridge, files, restoring
from kaspi_notifier.ui.forgetting import ForgetDialog
from kaspi_notifier.ui.settings.group import Group
from kaspi_notifier.ui.tasks import start
from kaspi_notifier.ui.widgets.basics import button, label
from kaspi_notifier.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from kaspi_notifier.ui.bridge import Desk

_LOOK_MS = 100


class _Stopped(Exception):
    """The person pressed Cancel."""


class DataGroup(Group):
    """«Data»."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._folder = desk.store.path.parent
        self._done, self._all, self._is_stopped = 0, 1, False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._show_progress)
        self._add_backup()
        self._add_buyer()
        self._add_folder()
        self.box.addStretch(1)

    def _add_folder(self) -> None:
        form = self.form(self.tr("Data folder"))
        # A line to scroll and copy from: a path has no place to break.
        path = QLineEdit(str(self._folder))
        path.setReadOnly(True)
        path.setAccessibleName(self.tr("Data folder"))
        form.box.addWidget(path)
        text = self.tr("Orders, messages, templates and settings are kept here, and nowhere else.")
        form.box.addWidget(label(text, "muted", wraps=True))
        self.open = button(self.tr("Open the folder"))
        self.open.clicked.connect(self._open_clicked)
        form.box.addWidget(_row(self.open))

    def _add_backup(self) -> None:
        form = self.form(self.tr("Backup"))
        text = self.tr(
            "Everything in one file, for another disk or a new computer. Do it once a week: a computer may"
            " break any day."
        )
        form.box.addWidget(label(text, "muted", wraps=True))
        self.back_up = button(self.tr("Back up everything…"), "primary")
        self.back_up.clicked.connect(lambda: start(self._back_up(), self))
        self.restore = button(self.tr("Restore from a backup…"))
        self.restore.clicked.connect(lambda: start(restoring.restore(self, self.desk, self._look), self))
        self.cancel = button(self.tr("Cancel"))
        self.cancel.clicked.connect(self._stop)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("How far it is"))
        self.bar.setTextVisible(False)
        self.note = label("", wraps=True)
        form.box.addWidget(_row(self.back_up, self.restore, self.cancel))
        form.box.addWidget(self.bar)
        form.box.addWidget(self.note)
        for widget in (self.cancel, self.bar, self.note):
            widget.hide()
        if not self.desk.can_restore:
            self.restore.setEnabled(False)
            self.restore.setToolTip(self.tr("Not in the demo: its data is made anew at every start."))

    def _add_buyer(self) -> None:
        form = self.form(self.tr("A buyer's wish"))
        text = self.tr("A buyer asks you to delete what you know about them? One button does it.")
        form.box.addWidget(label(text, "muted", wraps=True))
        self.forget = button(self.tr("Forget a buyer…"))
        self.forget.clicked.connect(lambda: ForgetDialog(self, self.desk).open())
        form.box.addWidget(_row(self.forget))

    def _open_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    async def _back_up(self) -> None:
        dialog = backups.BackupDialog(self)
        if not await dialog.answered():
            return
        name = f"kaspi-notifier-{almaty_day(bridge.now()).isoformat()}.backup"
        kinds = self.tr("Backup") + " (*.backup)"
        target = await files.to_save(self, self.tr("Back up everything"), name, kinds)
        if target is not None:
            await self.write(target, dialog.password)

    async def write(self, target: Path, password: str | None) -> None:
        """Write the backup; stopped or failed, a file that was there stays as it was."""
        from kaspi_notifier.engine.backups import back_up
        from kaspi_notifier.store import StoreError

        self._done, self._all, self._is_stopped = 0, 1, False
        self._work(is_on=True)
        try:
            await back_up(self.desk.store, self.desk.db, target, password, bridge.now(), self._noted)
            self._say(self.tr("The backup is written: {file}").format(file=target))
        except asyncio.CancelledError:
            self._stop()
            raise
        except (_Stopped, StoreError, OSError) as error:
            # SQLite may put its own error in the place of ours.
            self._say(
                self.tr("The backup was stopped; nothing was written.")
                if self._is_stopped
                else backups.why_not(error, writes=True)
            )
        finally:
            self._work(is_on=False)

    def _noted(self, done: int, in_all: int) -> None:
        """Called on other threads: numbers only, no widgets."""
        self._done, self._all = done, in_all
        if self._is_stopped:
            raise _Stopped

    def _stop(self) -> None:
        self._is_stopped = True

    def _show_progress(self) -> None:
        self.bar.setRange(0, 100)
        self.bar.setValue(100 * self._done // max(1, self._all))

    def _work(self, *, is_on: bool) -> None:
        self._look(is_on)
        self.cancel.setVisible(is_on)
        if is_on:
            self._timer.start()
        else:
            self._timer.stop()

    def _look(self, is_busy: bool) -> None:
        """A bar that runs without saying how far, while a file is being looked into."""
        self.back_up.setEnabled(not is_busy)
        self.restore.setEnabled(not is_busy and self.desk.can_restore)
        self.bar.setRange(0, 0)
        self.bar.setVisible(is_busy)
        if is_busy:
            self.note.hide()

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self.note.show()


def _row(*widgets: QWidget) -> QWidget:
    """Side by side, and under each other where letters are large."""
    made = QWidget()
    row = FlowLayout(made)
    for widget in widgets:
        row.addWidget(widget)
    return made
