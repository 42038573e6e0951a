"""Kaspi's shop API on loopback: what it gives, what it demands and how it refuses."""

import asyncio
import ssl
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, Literal

from aiohttp import web
from msgspec import Struct

from kaspi_notifier.simulator.faults import ANY, Faults
from kaspi_notifier.simulator.kaspi_refusals import (
    FAULT_ANSWERS,
    FAULT_KINDS,
    JSON_API,
    json_error,
    not_found_page,
    strike,
)
from kaspi_notifier.simulator.orders import (
    DELIVERIES,
    MISSING,
    Entries,
    Missing,
    SimulatedOrder,
    customer_document,
    entry_documents,
    milliseconds,
    product_document,
    text_of,
    to_bytes,
)
from kaspi_notifier.simulator.server import LoopbackServer

_PREFIX = "/shop/api/v2"
_LONGEST_SPAN = timedelta(days=14)
_LARGEST_PAGE = 100
_ROUTES = frozenset({"orders", "code", "order", "entries", "product"})
_BROKEN_CLIENTS = ("python-httpx", "python-requests")
_FIRST_CODE = 420_000_001

UserAgents = Literal["refuse", "hang", "allow"]


class KaspiOptions(Struct, frozen=True, kw_only=True):
    """How the edge treats Python's own User-Agents: closed after a silence, silent for ever, or let in."""

    user_agents: UserAgents = "refuse"
    silence_seconds: float = 0.3


class KaspiSimulator(LoopbackServer):
    """Kaspi's server with one shop's orders."""

    def __init__(
        self, *, port: int, seed: int, options: KaspiOptions, ssl_context: ssl.SSLContext | None
    ) -> None:
        super().__init__(port, ssl_context)
        self.options = options
        self.token = f"SimulatedKaspiToken{seed:024d}="
        self.orders: dict[str, SimulatedOrder] = {}
        self.state_required = False
        """Refuse lists that are not filtered by state."""
        self.writes: list[tuple[str, str]] = []
        """(method, path) of requests that tried to change something; none is obeyed."""
        kinds = {ANY: FAULT_KINDS}
        self.faults = Faults(
            seed, routes=_ROUTES, kinds=kinds, rated=frozenset({"orders", "code", "entries"})
        )
        self._broken: list[bytes] = []
        self._by_id: dict[str, SimulatedOrder] = {}
        self._by_time: list[tuple[int, int, SimulatedOrder]] = []
        self._is_sorted = True

    @property
    def base_url(self) -> str:
        """What stands for https://kaspi.kz/shop/api/v2."""
        return self.origin + _PREFIX

    def add_order(
        self,
        code: str | None = None,
        *,
        delivery: str = "pickup",
        phone: str | Missing | None = MISSING,
        name: str = "Айгерим Сериккызы",
        entries: Entries = (("Чайник электрический", 1),),
        created_at: datetime | None = None,
        status: str = "ACCEPTED_BY_MERCHANT",
        total: Decimal | int | None = None,
        preorder: bool = False,
        sign_required: bool = False,
        **attributes: Any,
    ) -> SimulatedOrder:
        """A new order. `phone` is shown as given (None: null); left out, it is the next test number.

        `status` other than APPROVED_BY_BANK implies acceptance. Raises `ValueError` for an unknown
        delivery kind or a code that exists.
        """
        if delivery not in DELIVERIES:
            raise ValueError(f"no such delivery: {delivery}")
        number = len(self.orders)
        order = SimulatedOrder(
            code=self._free_code(number) if code is None else code,
            delivery=delivery,
            phone=f"70000000{number % 98 + 1:02d}" if isinstance(phone, Missing) else phone,
            name=name,
            entries=entries,
            created_at=created_at or self.now(),
            status=status,
            total=Decimal(9_990 + number * 730 % 90_000 if total is None else total),
            preorder=preorder,
            sign_required=sign_required,
            attributes=attributes,
            now=self.now,
        )
        self._put(order)
        return order

    def _free_code(self, number: int) -> str:
        return str(next(free for free in count(_FIRST_CODE + number) if str(free) not in self.orders))

    def _put(self, order: SimulatedOrder) -> None:
        if order.code in self.orders:
            raise ValueError(f"the order exists: {order.code}")
        self._by_time.append((milliseconds(order.created_at), len(self.orders), order))
        self._is_sorted = False
        self.orders[order.code] = order
        self._by_id[order.kaspi_id] = order

    def forget_orders(self, codes: Collection[str] | None = None) -> None:
        """Forget these orders, or every one, as if they had left Kaspi's windows long ago."""
        gone = self.orders.keys() if codes is None else set(codes)
        left = [order for code, order in self.orders.items() if code not in gone]
        self.orders.clear()
        self._by_time.clear()
        self._by_id.clear()
        for order in left:
            self._put(order)

    def add_broken(self, item: object) -> None:
        """Put this JSON value into the `data` of every page."""
        self._broken.append(to_bytes(item))

    def application(self) -> web.Application:
        """The routes of the API; everything else is a page that says 404."""
        application = web.Application()
        router = application.router
        router.add_get(f"{_PREFIX}/orders", self._orders)
        router.add_get(f"{_PREFIX}/orders/{{id}}", self._order)
        router.add_get(f"{_PREFIX}/orders/{{id}}/entries", self._entries)
        router.add_get(f"{_PREFIX}/orderentries/{{id}}/product", self._product)
        router.add_route("*", "/{path:.*}", self._anything_else)
        return application

    # Answers

    async def _orders(self, request: web.Request) -> web.StreamResponse:
        is_by_code = "filter[orders][code]" in request.query
        if (refusal := await self._refusal(request, "code" if is_by_code else "orders")) is not None:
            return refusal
        if is_by_code:
            order = self.orders.get(request.query["filter[orders][code]"])
            return self._page([order] if order else [], request.query, total=int(order is not None), size=1)
        if problem := self._problem(request.query):
            return json_error(400, problem)
        number, size = int(request.query["page[number]"]), int(request.query["page[size]"])
        total, found = self._window(request.query, number * size, size)
        return self._page(found, request.query, total=total, size=size, broken=self._broken)

    def _problem(self, query: Mapping[str, str]) -> str | None:
        for name in ("number", "size"):
            if not query.get(f"page[{name}]", "").isdecimal():
                return f"Required pagination value [{name}] is empty."
        if not query.get("filter[orders][creationDate][$ge]", "").isdecimal():
            return "Required filter [orders][creationDate][$ge] is empty."
        if not 1 <= int(query["page[size]"]) <= _LARGEST_PAGE:
            return f"Page size must be between 1 and {_LARGEST_PAGE}"
        if not query.get("filter[orders][creationDate][$le]", "0").isdecimal():
            return "Filter [orders][creationDate][$le] is invalid."
        since, until = self._span(query)
        if until - since > _LONGEST_SPAN.total_seconds() * 1000:
            return "Date range must not exceed 14 days"
        if self.state_required and "filter[orders][state]" not in query:
            return "Required filter [orders][state] is empty."
        return None

    def _span(self, query: Mapping[str, str]) -> tuple[int, int]:
        since = int(query["filter[orders][creationDate][$ge]"])
        until = query.get("filter[orders][creationDate][$le]")
        return since, int(until) if until else milliseconds(self.now())

    def _window(self, query: Mapping[str, str], offset: int, size: int) -> tuple[int, list[SimulatedOrder]]:
        # Newest first, so that an order that arrives while a client walks moves the others to the next page.
        if not self._is_sorted:
            self._by_time.sort(key=lambda item: item[:2])
            self._is_sorted = True
        since, until = self._span(query)
        first = bisect_left(self._by_time, since, key=lambda item: item[0])
        last = bisect_right(self._by_time, until, key=lambda item: item[0])
        state, status = query.get("filter[orders][state]"), query.get("filter[orders][status]")
        if state or status:
            fitting = [
                order
                for _, _, order in reversed(self._by_time[first:last])
                if state in (None, order.state) and status in (None, order.status)
            ]
            return len(fitting), fitting[offset : offset + size]
        newest = max(last - offset, first)
        oldest = max(newest - size, first)
        return max(last - first, 0), [order for _, _, order in reversed(self._by_time[oldest:newest])]

    def _page(
        self,
        orders: list[SimulatedOrder],
        query: Mapping[str, str],
        *,
        total: int,
        size: int,
        broken: list[bytes] | None = None,
    ) -> web.Response:
        data = b",".join([*(order.serialised() for order in orders), *(broken or ())])
        included: list[dict[str, Any]] = []
        if query.get("include[orders]") == "user":
            included = [customer_document(order) for order in orders]
        elif query.get("include[orders]") == "entries":
            included = [entry for order in orders for entry in entry_documents(order)]
        meta = {"pageCount": -(-total // size), "totalCount": total}
        body = b'{"data":[%b],"included":%b,"meta":%b}' % (data, to_bytes(included), to_bytes(meta))
        return web.Response(body=body, headers={"Content-Type": JSON_API})

    async def _order(self, request: web.Request) -> web.StreamResponse:
        if (refusal := await self._refusal(request, "order")) is not None:
            return refusal
        order = self._by_id.get(request.match_info["id"])
        return self._one(order.document() if order else None)

    async def _entries(self, request: web.Request) -> web.StreamResponse:
        if (refusal := await self._refusal(request, "entries")) is not None:
            return refusal
        order = self._by_id.get(request.match_info["id"])
        return self._one(entry_documents(order) if order else None)

    async def _product(self, request: web.Request) -> web.StreamResponse:
        if (refusal := await self._refusal(request, "product")) is not None:
            return refusal
        code, _, number = text_of(request.match_info["id"]).partition("##")
        order = self.orders.get(code)
        if order is None or not number.isdecimal() or int(number) >= len(order.entries):
            return self._one(None)
        return self._one(product_document(order, int(number)))

    @staticmethod
    def _one(data: object) -> web.Response:
        if data is None:
            return json_error(404, "Resource not found")
        body = to_bytes({"data": data, "included": []})
        return web.Response(body=body, headers={"Content-Type": JSON_API})

    async def _anything_else(self, request: web.Request) -> web.StreamResponse:
        self.note(request)
        if request.method not in ("GET", "HEAD"):
            self.writes.append((request.method, request.path))
            return json_error(403, "Access denied")
        return not_found_page()

    # Refusals

    async def _refusal(self, request: web.Request, route: str) -> web.StreamResponse | None:
        self.note(request)
        fault = self.faults.take(route)
        if fault is not None:
            if fault.kind == "hold":
                await self.rest(fault.seconds)
            elif fault.kind in FAULT_ANSWERS:
                return FAULT_ANSWERS[fault.kind](fault)
            else:
                return await strike(self, request, fault)
        await self._filter_user_agent(request)
        if request.headers.get("X-Auth-Token") != self.token:
            return json_error(401, "Unauthorized")
        accept = request.headers.get("Accept", "")
        if request.headers.get("Content-Type", "").partition(";")[0] != "application/vnd.api+json":
            return json_error(415, "Unsupported Media Type")
        if "application/vnd.api+json" in accept or "*/*" in accept:
            return None
        return json_error(406, "Not Acceptable") if "json" in accept else not_found_page()

    async def _filter_user_agent(self, request: web.Request) -> None:
        is_refused = request.headers.get("User-Agent", "").startswith(_BROKEN_CLIENTS)
        if not is_refused or self.options.user_agents == "allow":
            return
        if self.options.user_agents == "hang":
            raise await self.silence(request)
        await asyncio.sleep(self.options.silence_seconds)
        raise self.cut(request)
