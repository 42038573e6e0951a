"""Reading a template with jinja2's lexer and parser, so that every node knows its exact place."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.lexer import TokenStream
from jinja2.parser import Parser
from msgspec import Struct

DEEPEST = 20
TAGS = ("if", "elif", "else", "endif")
# Control characters but for tab and line feed, Unicode's own line breaks, marks of direction, and halves
# of characters, which no UTF-8 text can hold.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


class ProblemKind(StrEnum):
    """What is wrong in a template; the window has a sentence for each."""

    EMPTY = "empty"
    """There is no text at all."""
    TOO_LONG = "too_long"
    """The source is over 20,000 bytes."""
    FORBIDDEN_CHARACTER = "forbidden_character"
    """A control or direction character; `name` is its code (`U+0000`)."""
    UNCLOSED_BRACE = "unclosed_brace"
    """`{` without its `}`."""
    STRAY_BRACE = "stray_brace"
    """`}` without its `{`."""
    DOUBLE_BRACES = "double_braces"
    """`{{name}}` where `{name}` is meant."""
    EMPTY_BRACES = "empty_braces"
    """`{}` without a name inside."""
    COMMENT = "comment"
    """`{# … #}` is not part of the language."""
    UNCLOSED_IF = "unclosed_if"
    """`{% if %}` without its `{% endif %}`."""
    UNKNOWN_TAG = "unknown_tag"
    """A `{% tag %}` other than if, elif, else, endif; `name` is the tag."""
    UNKNOWN_VARIABLE = "unknown_variable"
    UNKNOWN_FILTER = "unknown_filter"
    BAD_ARGUMENT = "bad_argument"
    """A filter with arguments it doesn't take; `name` is the filter."""
    NOT_ALLOWED = "not_allowed"
    """Syntax outside the allow-list; `name` says which: call, attribute, arithmetic, …"""
    TOO_DEEP = "too_deep"
    """More than 20 levels of conditions, brackets or filters."""
    NO_SEPARATOR = "no_separator"
    """A text in both languages without the line between them."""
    SYNTAX = "syntax"
    """Anything else jinja2 can't read; `name` is its English explanation."""


class Problem(Struct, frozen=True, kw_only=True):
    """One thing wrong in a template. `line` and `column` count characters from 1."""

    line: int
    column: int
    kind: ProblemKind
    name: str = ""
    nearest: str | None = None


class Refused(Exception):
    """A problem by its offset in the source, before line and column are counted."""

    def __init__(self, offset: int, kind: ProblemKind, name: str = "") -> None:
        super().__init__(kind)
        self.offset, self.kind, self.name = offset, kind, name


_Token = tuple[int, str, str]  # offset, jinja2's word for the kind, source text

# Only jinja2's lexer and parser are used, it never renders anything; autoescape has no effect here.
_JINJA = Environment(
    variable_start_string="{",
    variable_end_string="}",
    block_start_string="{%",
    block_end_string="%}",
    comment_start_string="{#",
    comment_end_string="#}",
    keep_trailing_newline=True,
    autoescape=True,
)


def parsed(source: str) -> nodes.Template:
    """jinja2's tree of a template with `\\n` line ends; each node's `lineno` is its offset in the source.

    Of statements only `if` occurs in it. Raises `Refused` for the first mistake of syntax.
    """
    if not source.strip():
        raise Refused(0, ProblemKind.EMPTY)
    if bad := forbidden(source):
        raise Refused(bad.start(), ProblemKind.FORBIDDEN_CHARACTER, f"U+{ord(bad.group()):04X}")
    tokens = list(_tokens(source))
    _check_tokens(tokens)
    parser = Parser(_JINJA, "")
    # Nodes and errors of jinja2 know their line only. Given offsets instead of line numbers, they know
    # their exact place.
    wrapped = _JINJA.lexer.wrap(_without_tag_lines(source, tokens), None, None)
    try:
        parser.stream = TokenStream(wrapped, None, None)
        return parser.parse()
    except TemplateSyntaxError as error:
        raise Refused(error.lineno, ProblemKind.SYNTAX, error.message or "") from None
    except RecursionError:
        raise Refused(0, ProblemKind.TOO_DEEP) from None


def forbidden(text: str) -> re.Match[str] | None:
    """The first character that must not stand in a template or in a message, if there is one."""
    return _FORBIDDEN.search(text)


class SpanKind(StrEnum):
    """What a piece of a template's source is, apart from plain text."""

    VARIABLE = "variable"
    TAG = "tag"


class Span(Struct, frozen=True, kw_only=True):
    """A `{variable}` or a `{% tag %}` by its offsets in the source."""

    start: int
    end: int
    kind: SpanKind


def spans(source: str) -> list[Span]:
    """Where variables and tags stand, as far as the source can be read; never raises."""
    found: list[Span] = []
    begin = 0
    try:
        for offset, kind, value in _tokens(source):
            if kind.endswith("_begin"):
                begin = offset
            elif kind in ("variable_end", "block_end"):
                what = SpanKind.VARIABLE if kind == "variable_end" else SpanKind.TAG
                found.append(Span(start=begin, end=offset + len(value), kind=what))
    except Refused:
        pass
    return found


def _tokens(source: str) -> Iterator[_Token]:
    """jinja2's tokens, each with its offset in the source; joined again they give the source."""
    end = opened = 0
    try:
        for _, kind, value in _JINJA.lexer.tokeniter(source, None):
            start = source.index(value, end)
            end = start + len(value)
            opened = start if kind.endswith("_begin") else opened
            yield start, kind, value
    except TemplateSyntaxError as error:
        if not re.compile(r".[^{}\n]*\}").match(source, opened):
            raise Refused(opened, ProblemKind.UNCLOSED_BRACE) from None
        raise Refused(end, ProblemKind.SYNTAX, error.message or "") from None


def _check_tokens(tokens: Sequence[_Token]) -> None:
    """Refuse, in plain words, what jinja2 would explain badly or should not get to see."""
    opened: int | None = None
    ifs: list[int] = []
    brackets = 0
    # What follows a token, blanks aside.
    solid = [token for token in tokens if token[1] != "whitespace"]
    for (offset, kind, value), (_, next_kind, next_value) in zip(
        solid, [*solid[1:], (0, "end", "")], strict=True
    ):
        match kind:
            case "data" if "}" in value:
                raise Refused(offset + value.index("}"), ProblemKind.STRAY_BRACE)
            case "comment_begin":
                raise Refused(offset, ProblemKind.COMMENT)
            case "raw_begin":
                raise Refused(offset, ProblemKind.UNKNOWN_TAG, "raw")
            case "variable_begin":
                opened = offset
                if next_kind == "variable_end":
                    raise Refused(offset, ProblemKind.EMPTY_BRACES)
                if next_value == "{":
                    raise Refused(offset, ProblemKind.DOUBLE_BRACES)
            case "block_begin":
                opened = offset
                _check_tag(offset, next_kind, next_value, ifs)
            case "variable_end" | "block_end":
                opened, brackets = None, 0
            case "operator":
                brackets += (value in "([{") - (value in ")]}")
            case _:
                _check_literal(offset, kind, value)
        if brackets > DEEPEST or len(ifs) > DEEPEST:
            raise Refused(offset, ProblemKind.TOO_DEEP)
    if opened is not None:
        raise Refused(opened, ProblemKind.UNCLOSED_BRACE)
    if ifs:
        raise Refused(ifs[-1], ProblemKind.UNCLOSED_IF)


def _check_tag(offset: int, kind: str, name: str, ifs: list[int]) -> None:
    if kind == "end":
        raise Refused(offset, ProblemKind.UNCLOSED_BRACE)
    if kind != "name":
        raise Refused(offset, ProblemKind.SYNTAX, "a tag starts with if, elif, else or endif")
    if name not in TAGS:
        raise Refused(offset, ProblemKind.UNKNOWN_TAG, name)
    if name == "if":
        ifs.append(offset)
    elif name == "endif" and ifs:
        ifs.pop()


def _check_literal(offset: int, kind: str, value: str) -> None:
    # jinja2 turns literals into Python's own: escapes, long and foreign digits only make trouble there.
    if kind == "string" and "\\" in value:
        raise Refused(offset, ProblemKind.NOT_ALLOWED, "backslash")
    if kind in ("integer", "float") and not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,4})?", value):
        raise Refused(offset, ProblemKind.NOT_ALLOWED, "number")


def _without_tag_lines(source: str, tokens: Sequence[_Token]) -> Iterator[_Token]:
    """The tokens, changed so that a line with nothing but one `{% tag %}` leaves no line in the message."""
    begins: set[int] = set()
    ends: set[int] = set()
    begin = 0
    for offset, kind, value in tokens:
        if kind == "block_begin":
            begin = offset
        elif kind == "block_end":
            end = offset + len(value)
            left = source[source.rfind("\n", 0, begin) + 1 : begin]
            right, newline, _ = source[end:].partition("\n")
            if newline and not left.strip() and not right.strip():
                begins.add(begin)
                ends.add(end)
    for offset, kind, value in tokens:
        text = value
        if kind == "data":
            text = text.partition("\n")[2] if offset in ends else text
            text = text.rstrip(" \t") if offset + len(value) in begins else text
        yield offset, kind, text
