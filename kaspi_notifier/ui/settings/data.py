"""Where everything is kept, and a copy of it in one file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QWidget

from kaspi_notifier.domain.clock import almaty_day
from kaspi_notifier.ui import bridge, files
from kaspi_notifier.ui.settings.group import Group
from kaspi_notifier.ui.tasks import start
from kaspi_notifier.ui.widgets.basics import button, label

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
        self._add_folder()
        self._add_copy()
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

    def _add_copy(self) -> None:
        form = self.form(self.tr("A copy for safety"))
        text = self.tr(
            "Everything in one file, for another disk or another computer. The token and the key are not in"
            " it; buyers' names and phones are, so keep it as you keep money."
        )
        form.box.addWidget(label(text, "muted", wraps=True))
        self.copy = button(self.tr("Save a copy…"))
        self.copy.clicked.connect(lambda: start(self._ask(), self))
        self.cancel = button(self.tr("Cancel"))
        self.cancel.clicked.connect(self._stop)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("How far the copy is"))
        self.bar.setTextVisible(False)
        self.note = label("", wraps=True)
        form.box.addWidget(_row(self.copy, self.cancel))
        form.box.addWidget(self.bar)
        form.box.addWidget(self.note)
        for widget in (self.cancel, self.bar, self.note):
            widget.hide()

    def _open_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    async def _ask(self) -> None:
        name = f"kaspi-notifier-{almaty_day(bridge.now()).isoformat()}.db"
        kinds = self.tr("Copy of the data") + " (*.db)"
        target = await files.to_save(self, self.tr("Save a copy"), name, kinds)
        if target is not None:
            await self.write(target)

    async def write(self, target: Path) -> None:
        """Write the copy; stopped or failed, a file that was there stays as it was."""
        from kaspi_notifier.store import StoreError

        self._done, self._all, self._is_stopped = 0, 1, False
        self._work(is_on=True)
        try:
            await self.desk.read(self.desk.store.backup, target, self._noted)
            self._say(self.tr("The copy is written: {file}").format(file=target))
        except (_Stopped, StoreError):
            # SQLite may put its own error in the place of ours.
            self._say(
                self.tr("The copy was stopped; nothing was written.")
                if self._is_stopped
                else self.tr("The copy can't be written there. Is the disk full, or write-protected?")
            )
        finally:
            self._work(is_on=False)

    def _noted(self, done: int, in_all: int) -> None:
        """Called on the database's thread: numbers only, no widgets."""
        self._done, self._all = done, in_all
        if self._is_stopped:
            raise _Stopped

    def _stop(self) -> None:
        self._is_stopped = True

    def _show_progress(self) -> None:
        self.bar.setRange(0, max(1, self._all))
        self.bar.setValue(self._done)

    def _work(self, *, is_on: bool) -> None:
        self.copy.setEnabled(not is_on)
        self.cancel.setVisible(is_on)
        self.bar.setVisible(is_on)
        if is_on:
            self.note.hide()
            self._timer.start()
        else:
            self._timer.stop()

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self.note.show()


def _row(*widgets: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return made
