"""A buyer's whole reply is a request to stop, or it is none."""

import pytest

from kaspi_notifier.domain.opt_out import is_opt_out
from kaspi_notifier.domain.settings import Shop

WORDS = Shop(name="Арман Техно").opt_out_words


@pytest.mark.parametrize("text", ["стоп", " СТОП!!! ", "«Stop».", "Тоқта", "стоп\n", "*stop*"])
def test_requests_to_stop(text: str) -> None:
    """Case, blanks and punctuation around don't matter."""
    assert is_opt_out(text, WORDS)


@pytest.mark.parametrize("text", ["", "  ", "?!", "не стоп", "стоп-кран нужен", "стопка", "да"])
def test_other_replies(text: str) -> None:
    """A word inside a sentence is no request, nor is an empty reply."""
    assert not is_opt_out(text, WORDS)


def test_phrases_and_letters() -> None:
    """Several words, any blanks between them, е for ё; no words, no requests."""
    assert is_opt_out("Не   пишите ещё.", ["не пишите еще"])
    assert not is_opt_out("стоп", [])
    assert not is_opt_out("!", ["!"])
