"""Whether a buyer's reply asks us to stop writing."""

from collections.abc import Iterable

_EDGES = " \t\r\n.,!?…\"'«»()*_~`-–—"


def is_opt_out(text: str, words: Iterable[str]) -> bool:
    """Whether the whole message, without case and punctuation around it, is one of the words.

    Only the whole message counts: "не останавливайтесь, стоп не надо" is no request to stop.
    """
    said = _plain(text)
    return bool(said) and any(said == _plain(word) for word in words)


def _plain(text: str) -> str:
    return " ".join(text.strip(_EDGES).casefold().replace("ё", "е").split())
