"""Faults on demand: the next one, a lasting one, or some share of the requests drawn from a seed."""

import random
from collections import deque

from msgspec import Struct

ANY = "*"


class Fault(Struct, frozen=True, kw_only=True):
    """What goes wrong with one request. `seconds` is the length of a hold or a delay."""

    kind: str
    seconds: float = 0.2
    retry_after: str | None = "1"


class Faults:
    """The faults of one server. Raises `ValueError` for a kind or route that it does not know."""

    def __init__(
        self,
        seed: int,
        *,
        routes: frozenset[str],
        kinds: dict[str, frozenset[str]],
        rated: frozenset[str],
    ) -> None:
        self._random = random.Random(seed)
        self._routes = routes
        self._kinds = kinds
        self._rated = rated
        self._queued: dict[str, deque[Fault]] = {}
        self._lasting: dict[str, Fault] = {}
        self.rates: dict[str, float] = {}
        """Share of the requests to the rated routes that each kind strikes; the sum is at most 1."""
        self.taken: list[tuple[str, str]] = []
        """(route, kind) of every fault that struck."""

    def next(
        self,
        route: str,
        kind: str,
        *,
        times: int = 1,
        seconds: float = 0.2,
        retry_after: str | None = "1",
    ) -> None:
        """The next `times` requests to the route go wrong."""
        self._check(route, kind)
        fault = Fault(kind=kind, seconds=seconds, retry_after=retry_after)
        self._queued.setdefault(route, deque()).extend([fault] * times)

    def always(self, route: str, kind: str, *, seconds: float = 0.2, retry_after: str | None = "1") -> None:
        """Every request to the route goes wrong until `clear`."""
        self._check(route, kind)
        self._lasting[route] = Fault(kind=kind, seconds=seconds, retry_after=retry_after)

    def clear(self) -> None:
        """No more faults of any sort."""
        self._queued.clear()
        self._lasting.clear()
        self.rates = {}

    def take(self, route: str) -> Fault | None:
        """The fault that strikes this request, if any: a queued one first, then a lasting, then by chance."""
        fault = self._queued_fault(route) or self._lasting.get(route) or self._lasting.get(ANY)
        if fault is None and self.rates and route in self._rated:
            fault = self._by_chance()
        if fault is not None:
            self.taken.append((route, fault.kind))
        return fault

    def _queued_fault(self, route: str) -> Fault | None:
        for key in (route, ANY):
            if queue := self._queued.get(key):
                return queue.popleft()
        return None

    def _by_chance(self) -> Fault | None:
        draw = self._random.random()
        for kind, rate in self.rates.items():
            draw -= rate
            if draw < 0:
                return Fault(kind=kind)
        return None

    def _check(self, route: str, kind: str) -> None:
        if route not in self._routes and route != ANY:
            raise ValueError(f"no such route: {route}")
        if kind not in self._kinds.get(route, self._kinds[ANY]):
            raise ValueError(f"no such fault on {route}: {kind}")
