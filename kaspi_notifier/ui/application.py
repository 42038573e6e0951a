"""The Qt application: it quits in an orderly way, speaks the chosen language, and wears the chosen look."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QSettings, Qt, QTranslator
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QApplication

from kaspi_notifier.paths import resource
from kaspi_notifier.ui.leaving import Leaving
from kaspi_notifier.ui.theme import DARK, LIGHT, PLAIN, Colors, palette, style_sheet
from kaspi_notifier.ui.translation import Catalogue

if TYPE_CHECKING:
    import asyncio

Language = Literal["ru", "kk", "en"]
Look = Literal["system", "light", "dark"]

_LARGER_TEXT = r"HKEY_CURRENT_USER\Software\Microsoft\Accessibility"


class Application(QApplication):
    """`event()` swallows Quit: a nested quit would end the loop before anything is closed."""

    def __init__(self, arguments: Sequence[str]) -> None:
        # As an argument, because setStyle() would hand out the style, and wrapping that takes 6 ms.
        super().__init__([*arguments, "-style", "Fusion"])
        self.leaving = Leaving(self)
        self._translators: list[QTranslator] = []
        self._look: Look = "system"
        self._worn: tuple[Colors, float] | None = None
        self.language: Language = "en"
        self.setApplicationName("Kaspi Notifier")
        self.setDesktopFileName("kaspi-notifier")
        self.setQuitOnLastWindowClosed(False)
        # Drawn by Qt in the sizes that a system asks for, when it does.
        self.setWindowIcon(QIcon(str(resource("icons/app.svg"))))
        self._points = max(self.font().pointSizeF(), PLAIN)
        self._size_text(system_text_size())
        self.styleHints().colorSchemeChanged.connect(self._system_look_changed)

    @cached_property
    def closing(self) -> "asyncio.Event":
        """Set when the program is to end."""
        # Only here, so that the first paint doesn't wait for it.
        import asyncio

        return asyncio.Event()

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

    def enlarge(self, factor: float) -> None:
        """Make all text larger by this factor; windows that are open have to be built anew."""
        self._size_text(factor)
        self.wear(self._look)

    def _size_text(self, factor: float) -> None:
        font = QFont(self.font())
        font.setPointSizeF(self._points * factor)
        self.setFont(font)

    def wear(self, look: Look) -> None:
        """Use this look; `system` follows the system while the program runs."""
        self._look = look
        wanted = DARK if self.is_dark else LIGHT, self.font().pointSizeF()
        if wanted == self._worn:
            return
        self._worn = wanted
        self.setPalette(palette(wanted[0]))
        self.setStyleSheet(style_sheet(*wanted))

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


def system_text_size() -> float:
    """How much larger the person wants text, from Windows' own setting, which Qt does not follow."""
    # Elsewhere this is a file that does not exist.
    percent = QSettings(_LARGER_TEXT, QSettings.Format.NativeFormat).value("TextScaleFactor", 100)
    return min(2.25, max(1.0, float(str(percent)) / 100))
