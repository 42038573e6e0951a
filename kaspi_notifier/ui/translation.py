"""The interface in Russian and Kazakh, read straight from the .ts files so that no build step is needed."""

from pathlib import Path
from xml.etree import ElementTree as ET

from PySide6.QtCore import QObject, QTranslator


def plural_form(language: str, n: int) -> int:
    """Which of the plural forms of a language a number takes; the order is Qt Linguist's."""
    if language != "ru":
        return 0 if n == 1 else 1
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2


class Catalogue(QTranslator):
    """One .ts file as a translator. A text it does not know stays English."""

    def __init__(self, path: Path, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.texts: dict[tuple[str, str], list[str]] = {}
        # The file is part of the program, not something from outside.
        for context in ET.parse(path).getroot().iter("context"):  # noqa: S314
            name = context.findtext("name", "")
            for message in context.iter("message"):
                forms = [form.text or "" for form in message.iter("numerusform")]
                texts = forms or [message.findtext("translation", "")]
                if all(texts):
                    self.texts[name, message.findtext("source", "")] = texts

    def translate(
        self, context: str, source: str, _disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The translation with `%n` filled in, or None."""
        texts = self.texts.get((context, source))
        if texts is None:
            return None
        if len(texts) == 1 or n < 0:
            return texts[0]
        return texts[min(plural_form(self._language, n), len(texts) - 1)]

    def isEmpty(self) -> bool:
        """Qt refuses to install an empty translator."""
        return not self.texts
