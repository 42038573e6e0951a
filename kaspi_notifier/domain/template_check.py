"""The allow-list of the template language: which variables, filters and expressions may stand where."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from jinja2 import nodes

from kaspi_notifier.domain.template_syntax import DEEPEST, TAGS, Problem, ProblemKind, Refused, parsed

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

FROM_ENTRIES = frozenset({"product_name", "item_qty", "items_list", "review_link"})
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
_MOST_PROBLEMS = 50
_DEFAULT = "default"
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

_Mode = Literal["text", "operand", "test"]


def checked(source: str) -> tuple[nodes.Template | None, tuple[Problem, ...]]:
    """A template's tree (None when it can't even be read) and its problems, at most 50."""
    if len(source.encode("utf-8", "surrogatepass")) > MAX_SOURCE_BYTES:
        return None, (Problem(line=1, column=1, kind=ProblemKind.TOO_LONG),)
    return _checked(source.replace("\r\n", "\n").replace("\r", "\n"))


@lru_cache(maxsize=256)
def _checked(source: str) -> tuple[nodes.Template | None, tuple[Problem, ...]]:
    try:
        tree = parsed(source)
    except Refused as refused:
        return None, (_problem(source, refused.offset, refused.kind, refused.name),)
    found = sorted(_wrong_in(tree.body, 0), key=lambda refused: refused.offset)
    return tree, tuple(_problem(source, item.offset, item.kind, item.name) for item in found[:_MOST_PROBLEMS])


def _problem(source: str, offset: int, kind: ProblemKind, name: str) -> Problem:
    nearest: str | None = None
    if kind is ProblemKind.UNKNOWN_VARIABLE:
        nearest = _ELSEWHERE.get(name.lower()) or _nearest(name, VARIABLES)
    elif kind is ProblemKind.UNKNOWN_FILTER:
        nearest = _nearest(name, [*FILTERS, _DEFAULT])
    elif kind is ProblemKind.UNKNOWN_TAG:
        nearest = _nearest(name, TAGS)
    return Problem(
        line=source.count("\n", 0, offset) + 1,
        column=offset - source.rfind("\n", 0, offset),
        kind=kind,
        name=name[:100],
        nearest=nearest,
    )


def _nearest(name: str, known: Sequence[str]) -> str | None:
    return next(iter(get_close_matches(name[:100].lower(), known, n=1)), None)


def _wrong_in(body: Sequence[nodes.Node], depth: int) -> Iterator[Refused]:
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


def _wrong_with(node: nodes.Node, mode: _Mode, depth: int) -> Iterator[Refused]:
    """What is wrong with an expression: a text to print, one side of a comparison, or a condition."""
    if depth > DEEPEST:
        yield Refused(node.lineno, ProblemKind.TOO_DEEP)
        return
    match node:
        case nodes.Name(name=name):
            if name not in VARIABLES:
                yield Refused(node.lineno, ProblemKind.UNKNOWN_VARIABLE, name)
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
                for side in sides(operand):
                    yield from _wrong_with(side, "operand", depth + 1)
        case _:
            # jinja2 places an expression where its operator, comma or bracket stands.
            places = [part.lineno for part in (node, *node.iter_child_nodes()) if part.lineno]
            yield Refused(min(places, default=0), ProblemKind.NOT_ALLOWED, _what(node))


def sides(operand: nodes.Operand) -> Sequence[nodes.Node]:
    """What a comparison compares with: after `in` possibly several things, else one."""
    if operand.op in ("in", "notin") and isinstance(operand.expr, nodes.Tuple | nodes.List):
        return operand.expr.items
    return (operand.expr,)


def _wrong_filter(node: nodes.Filter) -> Iterator[Refused]:
    if node.name not in FILTERS and node.name != _DEFAULT:
        yield Refused(node.lineno, ProblemKind.UNKNOWN_FILTER, node.name)
        return
    match node.args:
        case []:
            fits = node.name != _DEFAULT
        case [nodes.Const(value=str() as text)]:
            fits = node.name == _DEFAULT and bool(text.strip())
        case _:
            fits = False
    if not fits or node.kwargs or node.dyn_args or node.dyn_kwargs:
        yield Refused(node.lineno, ProblemKind.BAD_ARGUMENT, node.name)


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
