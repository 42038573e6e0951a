"""What the window remembers by itself so that its first paint is already right: place, language, look."""

from pathlib import Path
from typing import cast, get_args

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

from kaspi_notifier.ui.application import Language, Look, system_language


class WindowMemory:
    """A small file beside the database. The settings in the database are the truth; this is a copy."""

    def __init__(self, folder: Path) -> None:
        self._file = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        """The language used last."""
        value = self._file.value("language")
        return cast(Language, value) if value in get_args(Language) else system_language()

    @property
    def look(self) -> Look:
        """The look used last."""
        value = self._file.value("look")
        return cast(Look, value) if value in get_args(Look) else "system"

    def keep(self, language: Language, look: Look) -> None:
        """Remember for the next start."""
        self._file.setValue("language", language)
        self._file.setValue("look", look)

    @property
    def newest_version(self) -> str:
        """The newest version that was ever announced here; empty when none was."""
        return str(self._file.value("newest_version", ""))

    @newest_version.setter
    def newest_version(self, version: str) -> None:
        self._file.setValue("newest_version", version)
        self._file.sync()

    @property
    def told_version(self) -> str:
        """The version that the person was told of last."""
        return str(self._file.value("told_version", ""))

    @told_version.setter
    def told_version(self, version: str) -> None:
        self._file.setValue("told_version", version)

    def place(self, window: QMainWindow) -> None:
        """Put the window where it was."""
        geometry = self._file.value("geometry")
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)

    def keep_place(self, window: QMainWindow) -> None:
        """Remember where the window is."""
        self._file.setValue("geometry", window.saveGeometry())
        self._file.sync()

    def first_hiding(self) -> bool:
        """Whether the window is hidden for the first time ever, which is worth a word; true once."""
        was_told = self._file.value("told_hidden") is not None
        self._file.setValue("told_hidden", "yes")
        return not was_told
