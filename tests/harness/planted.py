"""Bugs that are planted on purpose: a run that does not catch its bug has no teeth.

Each is switched on by its name, inside the process that runs the program's code; the product knows of none.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from kaspi_notifier.store import database


@dataclass(frozen=True, kw_only=True, slots=True)
class Bug:
    """`caught_by` is the run that has to find it; `plant` switches it on until the stack is closed."""

    title: str
    caught_by: str
    plant: Callable[[ExitStack], None]


def _put(stack: ExitStack, owner: Any, name: str, value: object) -> None:
    stack.enter_context(patch.object(owner, name, value))


def _normal_sync(stack: ExitStack) -> None:
    pragmas = tuple(
        ("synchronous", "normal") if key == "synchronous" else (key, v) for key, v in database._PRAGMAS
    )
    _put(stack, database, "_PRAGMAS", pragmas)


BUGS: dict[str, Bug] = {
    "normal_sync": Bug(title="WAL with synchronous=NORMAL", caught_by="powercut", plant=_normal_sync),
}


@contextmanager
def planted(name: str) -> Iterator[None]:
    """The bug of this name is there inside; an empty name plants none. Raises `KeyError` for an unknown one."""
    with ExitStack() as stack:
        if name:
            BUGS[name].plant(stack)
        yield
