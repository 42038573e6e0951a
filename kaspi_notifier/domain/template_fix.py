"""The obvious correction of a mistake in a template, where there is one."""

import re

from kaspi_notifier.domain.template_syntax import Problem, ProblemKind

_K = ProblemKind


def offset_of(source: str, problem: Problem) -> int:
    """Where in the source a problem stands."""
    lines = source.split("\n")
    return sum(len(line) + 1 for line in lines[: problem.line - 1]) + problem.column - 1


def fixed(source: str, problem: Problem) -> str | None:
    """The source with this one problem corrected, or None where a person has to decide."""
    corrected = _corrected(source, problem)
    return None if corrected == source else corrected


def _corrected(source: str, problem: Problem) -> str:
    at = offset_of(source, problem)
    head, tail = source[:at], source[at:]
    match problem.kind:
        case _K.UNKNOWN_VARIABLE | _K.UNKNOWN_FILTER | _K.UNKNOWN_TAG if problem.nearest:
            # A filter is placed where its bar stands, a tag where its braces do.
            found = re.search(rf"(?<!\w){re.escape(problem.name)}(?!\w)", tail)
            return head + _put(tail, found, problem.nearest)
        case _K.DOUBLE_BRACES:
            return head + _put(tail, re.match(r"\{+\s*(\w+)\s*\}+", tail), None)
        case _K.STRAY_BRACE:
            return head + tail[1:]
        case _K.EMPTY_BRACES:
            return head + re.sub(r"^\{\s*\}", "", tail)
        case _K.COMMENT:
            return head + re.sub(r"^\{#.*?#\}", "", tail, flags=re.DOTALL)
        case _K.UNCLOSED_IF:
            return f"{source.rstrip()}{{% endif %}}"
        case _K.FORBIDDEN_CHARACTER:
            return head + tail[1:]
        case _:
            return source


def _put(text: str, found: re.Match[str] | None, new: str | None) -> str:
    if found is None:
        return text
    return text[: found.start()] + (new or f"{{{found.group(1)}}}") + text[found.end() :]
