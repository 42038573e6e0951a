"""A row of the fault matrix."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`tests` are node ids under `tests/`, or their beginnings; `elsewhere`: what the row needs instead."""

    title: str
    tests: tuple[str, ...] = ()
    elsewhere: str = ""


def row(title: str, *tests: str) -> Row:
    """A row with the tests elsewhere that speak for it."""
    return Row(title, tests)
