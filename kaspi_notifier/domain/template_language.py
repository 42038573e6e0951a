"""The language of message templates: jinja2 reads it, an allow-list of its syntax is all that runs."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Literal
from unicodedata import category

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.lexer import TokenStream
from jinja2.parser import Parser

VARIABLES = (
    "user_name",
    "order_num",
    "product_name",
    "item_qty",
    "shop_name",
    "delivery_type",
    "order_date",
    "total_amount",
    "customer_phone",
    "greeting",
    "first_name",
    "items_list",
    "pickup_address",
    "shop_hours",
    "shop_phone",
    "delivery_address",
    "planned_date",
    "review_link",
)
"""Every variable a template may use, in the order a person is offered them."""

FROM_ENTRIES = frozenset({"product_name", "item_qty", "items_list"})
"""Variables that need the order's entries, which cost one more request to Kaspi."""

FILTERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "upper": str.upper,
        "lower": str.lower,
        "capitalize": str.capitalize,
        "title": str.title,
        "trim": str.strip,
    }
)
"""Filters without an argument; `default("text")` is the only one with."""

MAX_SOURCE_BYTES = 20_000
MAX_OUTPUT = 4_000
_DEEPEST = 20
_DEFAULT = "default"
_TAGS = ("if", "elif", "else", "endif")
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Names of the same things in other programs' templates.
_ELSEWHERE = {
    "customer_name": "user_name",
    "client_name": "user_name",
    "order_id": "order_num",
    "order_code": "order_num",
    "quantity": "item_qty",
    "order_total": "total_amount",
    "store_name": "shop_name",
}


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
    SYNTAX = "syntax"
    """Anything else jinja2 can't read; `name` is its English explanation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing wrong in a template. `line` and `column` count characters from 1."""

    line: int
    column: int
    kind: ProblemKind
    name: str = ""
    nearest: str | None = None


class RenderError(Exception):
    """A template that gives no message; `str()` is a short English detail without any order data."""


class MissingValue(RenderError):
    """A variable that is to be printed has no value for this order."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no value for {{{name}}}")
        self.name = name


class BadTemplate(RenderError):
    """The template itself is wrong."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"line {problem.line}, column {problem.column}: {problem.kind}")
        self.problem = problem


class BadOutput(RenderError):
    """The text came out empty, over 4,000 characters long or with a character that can't be sent."""


class _Refused(Exception):
    def __init__(self, offset: int, kind: ProblemKind, name: str = "") -> None:
        super().__init__(kind)
        self.offset, self.kind, self.name = offset, kind, name


_Token = tuple[int, str, str]
_Mode = Literal["text", "operand", "test"]
_Values = Mapping[str, str | None]
_Operand = str | Decimal | None

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


def problems(source: str) -> list[Problem]:
    """Everything wrong in a template, in reading order; never raises, whatever the source is.

    A mistake of syntax hides what stands behind it, so it is then the only one reported.
    """
    return list(_compiled(source)[1])


def names(source: str) -> frozenset[str]:
    """The variables a template uses, also those only asked about in a condition; of a bad one, none."""
    tree, wrong = _compiled(source)
    if tree is None or wrong:
        return frozenset()
    return frozenset(node.name for node in tree.find_all(nodes.Name))


def needs_entries(source: str) -> bool:
    """Whether a template uses the order's products, so that they have to be read first."""
    return not FROM_ENTRIES.isdisjoint(names(source))


def render(source: str, values: _Values) -> str:
    """The message for an order. A value that is absent, None or blank counts as missing.

    Raises `MissingValue` when a missing value would have to be printed (in a condition it is merely
    false), `BadTemplate` for a template that has problems and `BadOutput` for a text that can't be sent.
    """
    tree, wrong = _compiled(source)
    if tree is None or wrong:
        raise BadTemplate(wrong[0])
    pieces: list[str] = []
    size = 0
    for piece in _pieces(tree.body, values):
        size += len(piece)
        if size > MAX_OUTPUT:
            raise BadOutput(f"the text is over {MAX_OUTPUT} characters long")
        pieces.append(piece)
    text = re.sub(r"[ \t]+(?=\n)", "", "".join(pieces)).strip()
    text = re.sub(r"\n{3,}", "\n\n", text)
    if not text:
        raise BadOutput("the text is empty")
    if _forbidden(text):
        raise BadOutput("the text has a character that can't be sent")
    return text


# Reading


@lru_cache(maxsize=256)
def _compiled(source: str) -> tuple[nodes.Template | None, tuple[Problem, ...]]:
    if len(source.encode("utf-8", "surrogatepass")) > MAX_SOURCE_BYTES:
        return None, (Problem(line=1, column=1, kind=ProblemKind.TOO_LONG),)
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    try:
        tree = _parsed(source)
    except _Refused as refused:
        return None, (_problem(source, refused.offset, refused.kind, refused.name),)
    found = sorted(_wrong_in(tree.body, 0), key=lambda refused: refused.offset)
    return tree, tuple(_problem(source, item.offset, item.kind, item.name) for item in found)


def _problem(source: str, offset: int, kind: ProblemKind, name: str) -> Problem:
    nearest: str | None = None
    if kind is ProblemKind.UNKNOWN_VARIABLE:
        nearest = _ELSEWHERE.get(name.lower()) or _nearest(name, VARIABLES)
    elif kind is ProblemKind.UNKNOWN_FILTER:
        nearest = _nearest(name, [*FILTERS, _DEFAULT])
    elif kind is ProblemKind.UNKNOWN_TAG:
        nearest = _nearest(name, _TAGS)
    return Problem(
        line=source.count("\n", 0, offset) + 1,
        column=offset - source.rfind("\n", 0, offset),
        kind=kind,
        name=name[:100],
        nearest=nearest,
    )


def _nearest(name: str, known: Sequence[str]) -> str | None:
    return next(iter(get_close_matches(name[:100].lower(), known, n=1)), None)


def _parsed(source: str) -> nodes.Template:
    if not source.strip():
        raise _Refused(0, ProblemKind.EMPTY)
    if bad := _forbidden(source):
        raise _Refused(bad.start(), ProblemKind.FORBIDDEN_CHARACTER, f"U+{ord(bad.group()):04X}")
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
        raise _Refused(error.lineno, ProblemKind.SYNTAX, error.message or "") from None
    except RecursionError:
        raise _Refused(0, ProblemKind.TOO_DEEP) from None


def _forbidden(text: str) -> re.Match[str] | None:
    for position, character in enumerate(text):
        if character in _BIDI or (category(character) in ("Cc", "Cs") and character not in "\n\t"):
            return re.compile(".", re.DOTALL).match(text, position)
    return None


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
        if "}" not in source[opened:].partition("\n")[0]:
            raise _Refused(opened, ProblemKind.UNCLOSED_BRACE) from None
        raise _Refused(end, ProblemKind.SYNTAX, error.message or "") from None


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
                raise _Refused(offset + value.index("}"), ProblemKind.STRAY_BRACE)
            case "comment_begin":
                raise _Refused(offset, ProblemKind.COMMENT)
            case "raw_begin":
                raise _Refused(offset, ProblemKind.UNKNOWN_TAG, "raw")
            case "variable_begin":
                opened = offset
                if next_kind == "variable_end":
                    raise _Refused(offset, ProblemKind.EMPTY_BRACES)
                if next_value == "{":
                    raise _Refused(offset, ProblemKind.DOUBLE_BRACES)
            case "block_begin":
                opened = offset
                _check_tag(offset, next_kind, next_value, ifs)
            case "variable_end" | "block_end":
                opened, brackets = None, 0
            case "operator":
                brackets += (value in "([{") - (value in ")]}")
            case _:
                _check_literal(offset, kind, value)
        if brackets > _DEEPEST or len(ifs) > _DEEPEST:
            raise _Refused(offset, ProblemKind.TOO_DEEP)
    if opened is not None:
        raise _Refused(opened, ProblemKind.UNCLOSED_BRACE)
    if ifs:
        raise _Refused(ifs[-1], ProblemKind.UNCLOSED_IF)


def _check_tag(offset: int, kind: str, name: str, ifs: list[int]) -> None:
    if kind != "name":
        raise _Refused(offset, ProblemKind.SYNTAX, "a tag starts with if, elif, else or endif")
    if name not in _TAGS:
        raise _Refused(offset, ProblemKind.UNKNOWN_TAG, name)
    if name == "if":
        ifs.append(offset)
    elif name == "endif" and ifs:
        ifs.pop()


def _check_literal(offset: int, kind: str, value: str) -> None:
    # jinja2 turns literals into Python's own: escapes, long and foreign digits only make trouble there.
    if kind == "string" and "\\" in value:
        raise _Refused(offset, ProblemKind.NOT_ALLOWED, "backslash")
    if kind in ("integer", "float") and not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,4})?", value):
        raise _Refused(offset, ProblemKind.NOT_ALLOWED, "number")


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


# Checking


def _wrong_in(body: Sequence[nodes.Node], depth: int) -> Iterator[_Refused]:
    for node in body:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                if not isinstance(child, nodes.TemplateData):
                    yield from _wrong_with(child, "text", depth)
        else:
            # Of all tags only `if` passes the check of the tokens.
            assert isinstance(node, nodes.If)
            yield from _wrong_with(node.test, "test", depth)
            for part in (node.body, node.elif_, node.else_):
                yield from _wrong_in(part, depth + 1)


def _wrong_with(node: nodes.Node, mode: _Mode, depth: int) -> Iterator[_Refused]:
    """What is wrong with an expression: a text to print, one side of a comparison, or a condition."""
    if depth > _DEEPEST:
        yield _Refused(node.lineno, ProblemKind.TOO_DEEP)
        return
    match node:
        case nodes.Name(name=name):
            if name not in VARIABLES:
                yield _Refused(node.lineno, ProblemKind.UNKNOWN_VARIABLE, name)
        case nodes.Const(value=str()):
            pass
        case nodes.Const(value=int() | float() as value) if mode == "operand" and not isinstance(value, bool):
            pass
        case nodes.Filter(node=nodes.Node() as inner):
            yield from _wrong_with(inner, "text", depth + 1)
            yield from _wrong_filter(node)
        case nodes.Or(left=left, right=right):
            yield from _wrong_with(left, mode, depth + 1)
            yield from _wrong_with(right, mode, depth + 1)
        case nodes.And(left=left, right=right) if mode == "test":
            yield from _wrong_with(left, mode, depth + 1)
            yield from _wrong_with(right, mode, depth + 1)
        case nodes.Not(node=inner) if mode == "test":
            yield from _wrong_with(inner, mode, depth + 1)
        case nodes.Compare(expr=expr, ops=ops) if mode == "test":
            yield from _wrong_with(expr, "operand", depth + 1)
            for operand in ops:
                for side in _sides(operand):
                    yield from _wrong_with(side, "operand", depth + 1)
        case _:
            yield _Refused(node.lineno, ProblemKind.NOT_ALLOWED, _what(node))


def _sides(operand: nodes.Operand) -> Sequence[nodes.Node]:
    if operand.op in ("in", "notin") and isinstance(operand.expr, nodes.Tuple | nodes.List):
        return operand.expr.items
    return (operand.expr,)


def _wrong_filter(node: nodes.Filter) -> Iterator[_Refused]:
    if node.name not in FILTERS and node.name != _DEFAULT:
        yield _Refused(node.lineno, ProblemKind.UNKNOWN_FILTER, node.name)
        return
    match node.args:
        case []:
            fits = node.name != _DEFAULT
        case [nodes.Const(value=str() as text)]:
            fits = node.name == _DEFAULT and bool(text.strip())
        case _:
            fits = False
    if not fits or node.kwargs or node.dyn_args or node.dyn_kwargs:
        yield _Refused(node.lineno, ProblemKind.BAD_ARGUMENT, node.name)


def _what(node: nodes.Node) -> str:
    match node:
        case nodes.Call():
            return "call"
        case nodes.Getattr() | nodes.Getitem():
            return "attribute"
        case nodes.Compare() | nodes.And() | nodes.Not():
            return "comparison"
        case nodes.BinExpr() | nodes.UnaryExpr() | nodes.Concat():
            return "arithmetic"
        case nodes.CondExpr():
            return "inline if"
        case nodes.Test():
            return "is"
        case nodes.Const():
            return "literal"
        case _:
            return "list"


# Writing


def _pieces(body: Sequence[nodes.Node], values: _Values) -> Iterator[str]:
    for node in body:
        match node:
            case nodes.Output():
                for child in node.nodes:
                    yield child.data if isinstance(child, nodes.TemplateData) else _printed(child, values)
            case nodes.If():
                for branch in (node, *node.elif_):
                    if _holds(branch.test, values):
                        yield from _pieces(branch.body, values)
                        break
                else:
                    yield from _pieces(node.else_, values)


def _printed(node: nodes.Node, values: _Values) -> str:
    match node:
        case nodes.Name(name=name):
            value = values.get(name)
            if value is None or not value.strip():
                raise MissingValue(name)
            return value
        case nodes.Const(value=value):
            return str(value)
        case nodes.Or(left=left, right=right):
            return _first_of(left, right, values)
        case nodes.Filter(node=nodes.Node() as inner, name=name, args=args):
            return _first_of(inner, args[0], values) if args else FILTERS[name](_printed(inner, values))
    raise AssertionError("the check let through what can't be printed")


def _first_of(first: nodes.Node, second: nodes.Node, values: _Values) -> str:
    try:
        return _printed(first, values)
    except MissingValue:
        return _printed(second, values)


def _holds(node: nodes.Node, values: _Values) -> bool:
    match node:
        case nodes.And(left=left, right=right):
            return _holds(left, values) and _holds(right, values)
        case nodes.Or(left=left, right=right):
            return _holds(left, values) or _holds(right, values)
        case nodes.Not(node=inner):
            return not _holds(inner, values)
        case nodes.Compare(expr=expr, ops=ops):
            left = _operand(expr, values)
            for operand in ops:
                right = [_operand(side, values) for side in _sides(operand)]
                if not _compares(operand, left, right):
                    return False
                left = right[-1] if right else None
            return True
        case _:
            return bool(_operand(node, values))


def _operand(node: nodes.Node, values: _Values) -> _Operand:
    """A side of a comparison; None is a missing value."""
    if isinstance(node, nodes.Const) and not isinstance(node.value, str):
        return Decimal(str(node.value))
    try:
        return _printed(node, values).casefold()
    except MissingValue:
        return None


_COMPARISONS: Mapping[str, Callable[[Decimal | str, Decimal | str], bool]] = MappingProxyType(
    {
        "eq": operator.eq,
        "ne": operator.ne,
        "lt": operator.lt,
        "lteq": operator.le,
        "gt": operator.gt,
        "gteq": operator.ge,
    }
)


def _compares(operand: nodes.Operand, left: _Operand, right: Sequence[_Operand]) -> bool:
    if operand.op not in ("in", "notin"):
        return _compare(operand.op, left, right[0])
    if isinstance(operand.expr, nodes.Tuple | nodes.List):
        found = any(_compare("eq", left, item) for item in right)
    else:
        found = isinstance(left, str) and isinstance(right[0], str) and left in right[0]
    return found == (operand.op == "in")


def _compare(name: str, left: _Operand, right: _Operand) -> bool:
    """Two texts or, when one side is a number, two numbers; what can't be compared is unequal."""
    if isinstance(left, Decimal) or isinstance(right, Decimal):
        left, right = _number(left), _number(right)
    if left is None or right is None:
        return name == "ne"
    return _COMPARISONS[name](left, right)


def _number(value: _Operand) -> Decimal | None:
    if not isinstance(value, str):
        return value
    # "12 990 ₸" and "1,5" are numbers to the person who wrote the template.
    digits = re.sub(r"[\s₸]", "", value).replace(",", ".")
    return Decimal(digits) if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", digits) else None
