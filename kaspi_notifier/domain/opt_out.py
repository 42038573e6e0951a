"""Whether a buyer's reply asks us to stop writing, and how that is confirmed."""

import re
from collections.abc import Iterable
from typing import Literal

_PUNCTUATION = re.compile(r"[^\w\s]|_")
_KAZAKH = frozenset({"тоқта", "тоқтат", "тоқтатыңыз", "жазба", "жазбаңыз", "жазбаңыздар"})
_RUSSIAN = frozenset(
    {"стоп", "отписаться", "отпишите", "отпишите меня", "отписка", "не пишите", "не пишите мне", "не писать"}
)
_ENGLISH = frozenset({"stop", "unsubscribe"})
_KAZAKH_LETTERS = frozenset("әіңғүұқөһ")
_COURTESIES = frozenset(
    {
        "спасибо", "спс", "благодарю", "пожалуйста", "рахмет", "рақмет", "өтінемін", "өтініш",
        "thanks", "thank you", "please",
    }
)  # fmt: skip

CONFIRMATIONS = {
    "ru": "Больше не пишем. По заказу Вас будет информировать приложение Kaspi.",
    "kk": "Енді жазбаймыз. Тапсырыс туралы Kaspi қосымшасы хабарлайды.",
}
"""The one answer to an opt-out."""


def is_opt_out(text: str, words: Iterable[str]) -> bool:
    """Whether the whole message, without case, punctuation and thanks, is a word that means "stop".

    The shop's own words count beside those that everybody uses. Only the whole message counts:
    "не останавливайтесь, стоп не надо" is no request to stop.
    """
    said = _without_courtesies(_plain(text))
    if not said:
        return False
    return said in _KAZAKH | _RUSSIAN | _ENGLISH or any(said == _plain(word) for word in words)


def opt_out_language(text: str) -> Literal["ru", "kk"] | None:
    """The language somebody asked in; None where the word tells nothing."""
    plain = _plain(text)
    said = _without_courtesies(plain)
    if said in _KAZAKH or _KAZAKH_LETTERS & set(plain) or "рахмет" in plain.split():
        return "kk"
    return "ru" if re.search("[а-я]", said) else None


def _plain(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", text.casefold().replace("ё", "е")).split())


def _without_courtesies(said: str) -> str:
    trimmed = True
    while trimmed:
        trimmed = False
        for word in _COURTESIES:
            if said.startswith(word + " "):
                said, trimmed = said.removeprefix(word + " "), True
            if said.endswith(" " + word):
                said, trimmed = said.removesuffix(" " + word), True
    return said
