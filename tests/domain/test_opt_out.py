"""A buyer's whole reply is a request to stop, or it is none."""

import pytest

from kaspi_notifier.domain.opt_out import CONFIRMATIONS, is_opt_out, opt_out_language
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
    """Several words, any blanks between them, е for ё; words everybody uses count without the shop's."""
    assert is_opt_out("Не   пишите ещё.", ["не пишите еще"])
    assert not is_opt_out("Не пишите ещё", [])
    assert is_opt_out("стоп", [])
    assert not is_opt_out("!", ["!"])


@pytest.mark.parametrize(
    "text",
    [
        "Стоп, спасибо!", "спасибо, не пишите", "STOP please", "Unsubscribe", "Отписаться.", "отпишите",
        "не писать", "Тоқтат", "жазбаңыз, рахмет", "Рақмет, жазба", "thanks, stop",
        "не пишите мне, пожалуйста",
    ],
)  # fmt: skip
def test_requests_with_thanks(text: str) -> None:
    """In Russian, Kazakh and English, with or without thanks around them."""
    assert is_opt_out(text, WORDS)


@pytest.mark.parametrize("text", ["Спасибо!", "рахмет", "не пишите сегодня", "жазба дәптер", "stop it now"])
def test_thanks_alone_and_longer_sentences(text: str) -> None:
    """Thanks are no request, nor is a sentence that has a word more."""
    assert not is_opt_out(text, WORDS)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("стоп", "ru"),
        ("Стоп, спасибо", "ru"),
        ("ТОҚТА", "kk"),
        ("жазба", "kk"),
        ("стоп, рахмет", "kk"),
        ("рақмет, стоп", "kk"),
        ("stop", None),
    ],
)
def test_the_language_of_a_request(text: str, language: str | None) -> None:
    """As they wrote; a word of both says nothing."""
    assert opt_out_language(text) == language
    assert all(CONFIRMATIONS.values())
