"""Asking for a file name, in windows that are opened, never executed."""

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


async def to_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """A file that is there, or None; `kinds` is a filter such as `JSON (*.json)`."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return await _answer(dialog)


async def to_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where to write a file, or None; the ending of the chosen kind is added."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    dialog.selectFile(name)

    def kind_chosen(kind: str) -> None:
        dialog.setDefaultSuffix(kind.rpartition("*.")[2].rstrip(")"))

    dialog.filterSelected.connect(kind_chosen)
    return await _answer(dialog)


async def _answer(dialog: QFileDialog) -> Path | None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    future: asyncio.Future[Path | None] = asyncio.get_running_loop().create_future()

    def finished(result: int) -> None:
        names = dialog.selectedFiles() if result else []
        if not future.done():
            future.set_result(Path(names[0]) if names else None)

    dialog.finished.connect(finished)
    dialog.open()
    try:
        return await future
    except asyncio.CancelledError:
        dialog.close()
        raise
