"""The Qt application: it quits in an orderly way, speaks the chosen language, and wears the chosen look."""

import asyncio
from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from kaspi_notifier.paths import resource
from kaspi_notifier.ui.leaving import Leaving
from kaspi_notifier.ui.theme import DARK, LIGHT, palette, style_sheet
from kaspi_notifier.ui.translation import Catalogue
from kaspi_notifier.ui.widgets.icons import icon

Language = Literal["ru", "kk", "en"]
Look = Literal["system", "light", "dark"]

SMALLEST_FONT = 10.5
"""Points; shop computers have small screens and their owners no time to squint."""


class Application(QApplication):
    """`event()` swallows Quit: a nested quit would end the loop before anything is closed."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self.closing = asyncio.Event()
        self.leaving = Leaving(self)
        self._translators: list[QTranslator] = []
        self._look: Look = "system"
        self.language: Language = "en"
        self.setApplicationName("Kaspi Notifier")
        self.setDesktopFileName("kaspi-notifier")
        self.setQuitOnLastWindowClosed(False)
        self.setStyle("Fusion")
        self.setWindowIcon(icon("app"))
        font = QFont(self.font())
        font.setPointSizeF(max(font.pointSizeF(), SMALLEST_FONT))
        self.setFont(font)
        self.styleHints().colorSchemeChanged.connect(self._system_look_changed)

    def event(self, event: QEvent) -> bool:
        """Quit, from wherever it comes (menu, log-off, Ctrl+Q), only asks the main coroutine to end."""
        if event.type() is QEvent.Type.Quit:
            event.ignore()
            self.closing.set()
            return True
        return super().event(event)

    def speak(self, language: Language) -> None:
        """Use this language from now on; what is already built has to be built again."""
        if language == self.language and self._translators:
            return
        for translator in self._translators:
            self.removeTranslator(translator)
        self._translators.clear()
        self.language = language
        QLocale.setDefault(QLocale(language))
        # English needs its catalogue too, for the plurals.
        own = Catalogue(resource(f"i18n/kaspi_notifier_{language}.ts"), language, self)
        qt = QTranslator(self)
        qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        for translator in (qt, own):
            self.installTranslator(translator)
            self._translators.append(translator)

    def wear(self, look: Look) -> None:
        """Use this look; `system` follows the system while the program runs."""
        self._look = look
        colors = DARK if self.is_dark else LIGHT
        self.setPalette(palette(colors))
        self.setStyleSheet(style_sheet(colors))

    def dress(self, language: Language, look: Look) -> bool:
        """Language and look together; True when one of them changed and windows have to be built anew."""
        before = self.language, self.is_dark
        self.speak(language)
        self.wear(look)
        return before != (self.language, self.is_dark)

    @property
    def is_dark(self) -> bool:
        """Whether the dark look is on."""
        if self._look == "system":
            return self.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._look == "dark"

    def _system_look_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._look == "system":
            self.wear("system")


def system_language() -> Language:
    """Kazakh where the system speaks it, Russian everywhere else: the shop's owner reads it."""
    return "kk" if QLocale.system().language() == QLocale.Language.Kazakh else "ru"
