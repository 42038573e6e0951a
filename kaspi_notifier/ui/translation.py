"""The interface in Russian and Kazakh, read straight from the .ts files so that no build step is needed."""

import re
from pathlib import Path

from PySide6.QtCore import QObject, QTranslator

# The first paint waits for this, and these files are so regular that a parser of XML would be a detour.
_SOURCE, _FORM, _TRANSLATION = (
    re.compile(rf"<{element}\b[^>]*>([^<]*)</{element}>")
    for element in ("source", "numerusform", "translation")
)
_ENTITIES = ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")


def plural_form(language: str, n: int) -> int:
    """Which of the plural forms of a language a number takes; the order is Qt Linguist's."""
    if language != "ru":
        return 0 if n == 1 else 1
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2


class Catalogue(QTranslator):
    """One .ts file as a translator, each context read when it is first asked for.

    A text it does not know stays English.
    """

    def __init__(self, path: Path, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._texts: dict[tuple[str, str], list[str]] = {}
        self._unread: dict[str, str] = {}
        for context in path.read_text("utf-8").split("<context>")[1:]:
            name, _, messages = context.partition("</name>")
            self._unread[_plain(name.partition("<name>")[2])] = messages

    @property
    def texts(self) -> dict[tuple[str, str], list[str]]:
        """Everything in the file: the forms of each text, by context and English."""
        for context in list(self._unread):
            self._read(context)
        return self._texts

    def _read(self, context: str) -> None:
        for message in self._unread.pop(context, "").split("<message")[1:]:
            (source,) = _forms(_SOURCE, message)
            texts = _forms(_FORM, message) or _forms(_TRANSLATION, message)
            if texts and all(texts):
                self._texts[context, source] = texts

    def translate(
        self, context: str, source: str, _disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The translation, or None; a `%n` in it stands for the number with the language's separators."""
        self._read(context)
        texts = self._texts.get((context, source))
        if texts is None:
            return None
        if len(texts) == 1 or n < 0:
            return texts[0]
        return texts[min(plural_form(self._language, n), len(texts) - 1)].replace("%n", "%Ln")

    def isEmpty(self) -> bool:
        """Qt refuses to install an empty translator."""
        return not self._texts and not self._unread


def _forms(element: re.Pattern[str], xml: str) -> list[str]:
    """The texts of all elements of a kind."""
    texts = element.findall(xml)
    return [_plain(text) for text in texts] if "&" in xml else texts


def _plain(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text
