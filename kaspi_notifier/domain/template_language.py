"""The language of message templates: jinja2 reads it, an allow-list of its syntax is all that runs."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from jinja2 import nodes

from kaspi_notifier.domain.template import MAX_OUTPUT
from kaspi_notifier.domain.template_check import (
    FILTERS,
    FROM_ENTRIES,
    MAX_SOURCE_BYTES,
    VARIABLES,
    checked,
    sides,
)
from kaspi_notifier.domain.template_syntax import Problem, ProblemKind, forbidden

__all__ = [
    "FILTERS",
    "FROM_ENTRIES",
    "MAX_SOURCE_BYTES",
    "VARIABLES",
    "BadOutput",
    "BadTemplate",
    "MissingValue",
    "Problem",
    "ProblemKind",
    "RenderError",
    "names",
    "needs_entries",
    "problems",
    "render",
]


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


_Values = Mapping[str, str | None]
_Operand = str | Decimal | None


def problems(source: str) -> list[Problem]:
    """Everything wrong in a template, in reading order; never raises, whatever the source is.

    A mistake of syntax hides what stands behind it, so it is then the only one reported.
    """
    return list(checked(source)[1])


@lru_cache(64)
def names(source: str) -> frozenset[str]:
    """The variables a template uses, also those only asked about in a condition; of a bad one, none."""
    tree, wrong = checked(source)
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
    tree, wrong = checked(source)
    if tree is None or wrong:
        raise BadTemplate(wrong[0])
    pieces: list[str] = []
    size = 0
    for piece in _pieces(tree.body, values):
        size += len(piece)
        if size > MAX_OUTPUT:
            raise BadOutput(f"the text is over {MAX_OUTPUT} characters long")
        pieces.append(piece)
    text = "\n".join(line.rstrip() for line in "".join(pieces).strip().split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text)
    if not text:
        raise BadOutput("the text is empty")
    if forbidden(text):
        raise BadOutput("the text has a character that can't be sent")
    return text


def _pieces(body: Sequence[nodes.Node], values: _Values) -> Iterator[str]:
    for node in body:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                yield child.data if isinstance(child, nodes.TemplateData) else _printed(child, values)
            continue
        assert isinstance(node, nodes.If)
        for branch in (node, *node.elif_):
            if _holds(branch.test, values):
                yield from _pieces(branch.body, values)
                break
        else:
            yield from _pieces(node.else_, values)


def _printed(node: nodes.Node, values: _Values) -> str:
    if isinstance(node, nodes.Name):
        value = values.get(node.name)
        if value is None or not value.strip():
            raise MissingValue(node.name)
        return value
    if isinstance(node, nodes.Const):
        return str(node.value)
    if isinstance(node, nodes.Or):
        return _first_of(node.left, node.right, values)
    # The check lets nothing else be printed.
    assert isinstance(node, nodes.Filter)
    assert node.node is not None
    if node.args:
        return _first_of(node.node, node.args[0], values)
    return FILTERS[node.name](_printed(node.node, values))


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
        case nodes.Compare():
            return _all_compare(node, values)
        case _:
            return bool(_operand(node, values))


def _all_compare(node: nodes.Compare, values: _Values) -> bool:
    left = _operand(node.expr, values)
    for operand in node.ops:
        right = [_operand(side, values) for side in sides(operand)]
        if not _compares(operand, left, right):
            return False
        left = right[-1] if right else None
    return True


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
