"""A template's text in one language or in both: its parts, what is wrong with them, and the message."""

from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from kaspi_notifier.domain.template import MAX_OUTPUT, Language, Template, TemplateLanguage
from kaspi_notifier.domain.template_language import (
    BadOutput,
    Problem,
    ProblemKind,
    needs_entries,
    problems,
    render,
)

SEPARATOR = "🔸🔸🔸"
"""The line between Kazakh and Russian in one message, as local shops write it; Kazakh comes first."""


class Part(Struct, frozen=True, kw_only=True):
    """The part of a text that is in one language. `line` is where it begins, counted from 1."""

    language: Language
    text: str
    line: int = 1


def parts(text: str, language: TemplateLanguage) -> tuple[Part, ...]:
    """The text by language; one in both languages that lacks the separator is all Kazakh."""
    if language != "both":
        return (Part(language=language, text=text),)
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.strip() == SEPARATOR:
            above, below = "\n".join(lines[:number]), "\n".join(lines[number + 1 :])
            return (
                Part(language="kk", text=above),
                Part(language="ru", text=below, line=number + 2),
            )
    return (Part(language="kk", text=text),)


def joined(kk: str, ru: str) -> str:
    """The text of a template in both languages."""
    return f"{kk.strip()}\n\n{SEPARATOR}\n\n{ru.strip()}"


def problems_of(text: str, language: TemplateLanguage) -> list[Problem]:
    """Everything wrong in a template's text, in reading order; lines are those of the whole text."""
    found = parts(text.replace("\r\n", "\n"), language)
    if language == "both" and len(found) == 1:
        return [Problem(line=1, column=1, kind=ProblemKind.NO_SEPARATOR)]
    return [
        replace(problem, line=problem.line + part.line - 1)
        for part in found
        for problem in problems(part.text)
    ]


def uses_entries(template: Template) -> bool:
    """Whether the order's products have to be read for the text."""
    return any(needs_entries(part.text) for part in parts(template.text, template.language))


def write(template: Template, values_in: Callable[[Language], Mapping[str, str | None]]) -> str:
    """The message; `values_in` gives the variables in a language. Raises what `render` raises."""
    texts = [render(part.text, values_in(part.language)) for part in parts(template.text, template.language)]
    text = f"\n\n{SEPARATOR}\n\n".join(texts)
    if len(text) > MAX_OUTPUT:
        raise BadOutput(f"the text is over {MAX_OUTPUT} characters long")
    return text
