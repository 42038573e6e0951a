"""How much of this process's memory the world itself holds, so that the program's own can be told from it."""

import ctypes
import gc
import sys
from collections.abc import Iterable
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from tests.harness.report import resident_mb

# What leads out of the world: code, and whatever runs in it.
_NOT_FOLLOWED = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType)
_ARENA_MAX = -8
_OURS = ("tests.", "kaspi_notifier.simulator", "kaspi_notifier.domain", "collections", "random")


def held_mb(roots: Iterable[object]) -> float:
    """The size of everything that can be reached from these values without leaving data for machinery."""
    seen: set[int] = set()
    waiting: list[Any] = list(roots)
    size = 0
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, _NOT_FOLLOWED) or not _is_data(one):
            continue
        seen.add(id(one))
        size += sys.getsizeof(one)
        waiting += gc.get_referents(one)
    return size / 1e6


def _is_data(one: object) -> bool:
    module = type(one).__module__
    return module in ("builtins", "datetime") or module.startswith(_OURS)


def one_arena() -> None:
    """Have every thread take its memory from one pool.

    A program that is started again begins in a new process; here its threads would each leave a pool behind.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def own_mb(roots: Iterable[object]) -> tuple[float, float]:
    """The memory in use less what the world holds, and that; what the allocator keeps is given back."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    held = held_mb(roots)
    return resident_mb() - held, held
