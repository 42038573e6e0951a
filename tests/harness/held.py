"""What lives in this process's memory, and how much of it the world holds: the rest is the program's own."""

import _sqlite3
import ctypes
import gc
import os
import sys
from collections.abc import Iterable
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from tests.harness.report import resident_mb

# What leads out of the world: code, and whatever runs in it.
_NOT_FOLLOWED = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType)
_ARENA_MAX = -8
_SIZES = (
    "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
)  # fmt: skip
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


class _Mallinfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in _SIZES]


def one_allocator() -> None:
    """Begin this process anew with Python taking its memory from the C library: then its books are complete.

    Every thread takes it from one pool: a program that is started again begins in a new process, here its
    threads would each leave a pool behind.
    """
    if sys.platform != "linux":
        return
    if os.environ.get("PYTHONMALLOC") != "malloc":
        os.execve(sys.executable, sys.orig_argv, os.environ | {"PYTHONMALLOC": "malloc"})
    ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def own_mb(roots: Iterable[object]) -> tuple[float, float]:
    """What lives less what the world and SQLite hold, and what the world does.

    What lives is every block that was asked for and not given back; it grows with a leak. What the process
    has from the system is another thing: it also holds the gaps that the largest moment so far has left, and
    here that is a moment of the servers and the world.
    """
    gc.collect()
    held = held_mb(roots)
    return _living_mb() - sqlite_mb() - held, held


def sqlite_mb() -> float:
    """What SQLite uses, nearly all of it pages of the file: it fills up to its limit as the file grows.

    Zero where Python doesn't let it be asked.
    """
    try:
        used = ctypes.CDLL(_sqlite3.__file__).sqlite3_memory_used
    except (AttributeError, OSError):
        return 0.0
    used.restype = ctypes.c_int64
    size: int = used()
    return size / 1e6


def _living_mb() -> float:
    if sys.platform != "linux":
        return resident_mb()
    mallinfo = ctypes.CDLL(None).mallinfo2
    mallinfo.restype = _Mallinfo
    found = mallinfo()
    size: int = found.uordblks + found.hblkhd
    return size / 1e6
