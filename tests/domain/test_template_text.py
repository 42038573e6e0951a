"""A text in one language and in both."""

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Language, Template, TemplateLanguage
from kaspi_notifier.domain.template_language import BadOutput, BadTemplate, MissingValue, ProblemKind
from kaspi_notifier.domain.template_syntax import Span, SpanKind, spans
from kaspi_notifier.domain.template_text import (
    SEPARATOR,
    Part,
    joined,
    parts,
    problems_of,
    uses_entries,
    write,
)

BOTH = joined("Сәлем, {first_name}!", "Привет, {first_name}!\n{% if items_list %}{items_list}{% endif %}")
WORDS: dict[Language, dict[str, str | None]] = {
    "kk": {"first_name": "Айгерім", "items_list": "Шәйнек"},
    "ru": {"first_name": "Айгерим", "items_list": "Чайник"},
}


def template(text: str, language: TemplateLanguage = "both") -> Template:
    return Template(name="А", event=Event.NEW_ORDER, language=language, text=text)


def words(language: Language) -> Mapping[str, str | None]:
    return WORDS[language]


def test_both_languages_go_into_one_message_kazakh_first() -> None:
    assert write(template(BOTH), words) == f"Сәлем, Айгерім!\n\n{SEPARATOR}\n\nПривет, Айгерим!\nЧайник"
    assert problems_of(BOTH, "both") == []
    assert uses_entries(template(BOTH))


def test_one_language_is_written_as_it_stands() -> None:
    assert write(template("Привет, {first_name}!", "ru"), words) == "Привет, Айгерим!"
    assert write(template("Сәлем, {first_name}!", "kk"), words) == "Сәлем, Айгерім!"
    assert not uses_entries(template("Сәлем, {first_name}!", "kk"))
    assert parts("a", "kk") == (Part(language="kk", text="a"),)


def test_problems_have_the_line_of_the_whole_text() -> None:
    found = problems_of(f"Сәлем {{user_nam}}\n{SEPARATOR} \n\nПривет\n{{first_nam}}", "both")
    assert [(p.line, p.column, p.kind, p.name, p.nearest) for p in found] == [
        (1, 8, ProblemKind.UNKNOWN_VARIABLE, "user_nam", "user_name"),
        (5, 2, ProblemKind.UNKNOWN_VARIABLE, "first_nam", "first_name"),
    ]
    assert [p.kind for p in problems_of(f"{SEPARATOR}\nПривет", "both")] == [ProblemKind.EMPTY]


def test_both_languages_need_the_line_between_them() -> None:
    (problem,) = problems_of("Привет", "both")
    assert problem.kind is ProblemKind.NO_SEPARATOR
    assert problems_of("Привет", "ru") == []


def test_a_condition_can_not_reach_over_the_line() -> None:
    text = f"{{% if first_name %}}\n{SEPARATOR}\nА{{% endif %}}"
    assert problems_of(text, "both")
    with pytest.raises(BadTemplate):
        write(template(text), words)


def test_both_together_are_as_long_as_a_message_may_be() -> None:
    assert len(write(template(joined("а" * 1990, "б" * 1990)), words)) == 3987
    with pytest.raises(BadOutput):
        write(template(joined("а" * 3000, "б" * 3000)), words)
    with pytest.raises(MissingValue):
        write(template(joined("а", "{shop_name}")), words)


@given(st.text(), st.text())
def test_what_was_joined_comes_apart_again(kk: str, ru: str) -> None:
    lines = (kk + "\n" + ru).split("\n")
    if any(line.strip() == SEPARATOR for line in lines):
        return
    found = {part.language: part.text.strip() for part in parts(joined(kk, ru), "both")}
    assert found == {"kk": kk.strip(), "ru": ru.strip()}


def test_spans_tell_variables_and_tags() -> None:
    source = "🔸 {first_name}{% if x %}а{% endif %} {"
    assert [(source[s.start : s.end], s.kind) for s in spans(source)] == [
        ("{first_name}", SpanKind.VARIABLE),
        ("{% if x %}", SpanKind.TAG),
        ("{% endif %}", SpanKind.TAG),
    ]


@given(st.text(alphabet="a{}%# \n\"'|if🔸", max_size=40))
def test_spans_never_raise_and_never_overlap(source: str) -> None:
    found = spans(source)
    assert found == sorted(found, key=lambda span: span.start)
    for before, after in pairwise(found):
        assert before.end <= after.start
    for span in found:
        assert isinstance(span, Span)
        assert source[span.start] == "{"
        assert source[span.end - 1] == "}"
