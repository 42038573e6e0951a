"""Writes what a page shows into a file, page by page, with a bar that runs and a button that stops it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from kaspi_notifier.ui import dialogs
from kaspi_notifier.ui.widgets.basics import button, label

translate = QCoreApplication.translate
Record = Mapping[str, object]


class _Stopped(Exception):
    """The person pressed Cancel."""


class ExportDialog(QDialog):
    """How far an export is."""

    def __init__(self, parent: QWidget, name: str, rows: int) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kaspi Notifier")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(380)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 16)
        box.setSpacing(12)
        box.addWidget(label(self.tr("Writing {name}…").format(name=name), "strong", wraps=True))
        self.bar = QProgressBar()
        self.bar.setRange(0, max(1, rows))
        self.bar.setAccessibleName(self.tr("How far the export is"))
        box.addWidget(self.bar)
        self.cancel = button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        box.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)


async def export(
    parent: QWidget,
    target: Path,
    columns: Sequence[str],
    pages: Sequence[object],
    rows: int,
    read: Callable[[object], Awaitable[Sequence[Record]]],
) -> None:
    """Write every page's records to the file; it stays as it was if that is stopped or fails.

    The pages are read one by one on the database's thread, others come between; the file is written on a
    thread of its own.
    """
    loop = asyncio.get_running_loop()
    dialog = ExportDialog(parent, target.name, rows)
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True

    dialog.rejected.connect(stop)

    async def page_of(page: object, done: int) -> Sequence[Record]:
        # A dialog that was closed is gone, and its bar with it.
        if stopped:
            raise _Stopped
        dialog.bar.setValue(done)
        return await read(page)

    def records() -> Iterator[Record]:
        done = 0
        for page in pages:
            found = asyncio.run_coroutine_threadsafe(page_of(page, done), loop).result()
            for record in found:
                if stopped:
                    raise _Stopped
                yield record
            done += len(found)

    from kaspi_notifier.exports import write_rows

    dialog.open()
    try:
        count = await asyncio.to_thread(write_rows, records(), columns, target)
    except _Stopped:
        return
    except OSError as error:
        dialog.accept()
        title = translate("export", "The file can't be written")
        text = translate("export", "Is it open in another program, is the disk full? ({kind})")
        await dialogs.tell(parent, title, text.format(kind=type(error).__name__))
        return
    except asyncio.CancelledError:
        stop()
        raise
    if not stopped:
        dialog.accept()
    title = translate("export", "The file is written")
    await dialogs.tell(parent, title, _Counted().rows(count) + f"\n{target}")


class _Counted(QObject):
    """Counted texts: lupdate sees a plural only in the `tr` of a class."""

    def rows(self, n: int) -> str:
        return self.tr("%n row(s)", "", n)
