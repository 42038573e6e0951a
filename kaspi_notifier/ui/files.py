"""Asks for a file's name with the system's own window, opened and never executed."""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


async def save_as(parent: QWidget, title: str, name: str, kinds: tuple[str, ...]) -> Path | None:
    """Where to write a file, or None; `kinds` are Qt's filters, each with one ending: `Excel (*.xlsx)`."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(kinds)
    dialog.selectFile(name)
    answer: asyncio.Future[Path | None] = asyncio.get_running_loop().create_future()

    def finished(result: int) -> None:
        if answer.done():
            return
        chosen = dialog.selectedFiles()
        if not result or not chosen:
            answer.set_result(None)
            return
        path = Path(chosen[0])
        ending = dialog.selectedNameFilter().rpartition("(*")[2].rstrip(")")
        answer.set_result(
            path if path.suffix.lower() in _endings(kinds) else path.with_name(path.name + ending)
        )

    dialog.finished.connect(finished)
    dialog.open()
    try:
        return await answer
    finally:
        dialog.close()
        dialog.deleteLater()


def _endings(kinds: tuple[str, ...]) -> set[str]:
    return {kind.rpartition("(*")[2].rstrip(")") for kind in kinds}
