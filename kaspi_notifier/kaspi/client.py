"""A shop's orders and their lines, read from Kaspi page by page."""

import re
import ssl
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Self
from urllib.parse import quote, urlencode

import httpx
from msgspec import Struct

from kaspi_notifier.domain.order import Entry, Order, State
from kaspi_notifier.domain.settings import Kaspi
from kaspi_notifier.kaspi.connection import Connection
from kaspi_notifier.kaspi.errors import BadReply, NotFound
from kaspi_notifier.kaspi.lines import ParsedEntry, parse_entries, parse_product_name
from kaspi_notifier.kaspi.parse import is_code, is_id, parse_orders

PAGE_SIZE = 100
LONGEST_WINDOW = timedelta(days=13)  # Kaspi refuses more than 14
MOST_PAGES = 200
# One integration met a ceiling of 10,000 rows for a range, so a range near it is halved.
MOST_ROWS = 9_000
_SHORTEST_WINDOW = timedelta(hours=1)
_CACHED_ORDERS = 2_000
_MOST_NAMES_ASKED = 20
_NAMES_STATE = re.compile(r"\bstate\b")


class OrdersPage(Struct, frozen=True, kw_only=True):
    """One page of one window. `skipped` counts orders that could not be read.

    `number` is zero-based and `page_count`, `total_count` are Kaspi's own, both within one window (and
    one state, where Kaspi insists on asking state by state). The same order may come on two pages.
    """

    orders: list[Order]
    skipped: int
    number: int
    page_count: int
    total_count: int


class _Window(Struct, frozen=True):
    """Orders created from `start` to `end`; `open` means that Kaspi's own now is the end."""

    start: datetime
    end: datetime
    open: bool

    def split(self) -> tuple["_Window", "_Window"]:
        middle = self.start + (self.end - self.start) / 2
        return _Window(self.start, middle, open=False), _Window(middle, self.end, self.open)


class KaspiClient:
    """Reads one shop's orders. An async context manager; every call raises `KaspiError` when it can't.

    One request at a time and at most `requests_per_second` of them (None: as fast as Kaspi answers).
    Only GET requests are ever made. `read_timeout` is in seconds, for the silence between two pieces of
    an answer; a whole answer may take twice as long.
    """

    def __init__(
        self,
        settings: Kaspi,
        *,
        ssl_context: ssl.SSLContext | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        requests_per_second: float | None = 2.0,
        read_timeout: float = 30.0,
    ) -> None:
        self._connection = Connection(
            settings,
            ssl_context=ssl_context,
            transport=transport,
            requests_per_second=requests_per_second,
            read_timeout=read_timeout,
        )
        self._state_by_state = False
        self._entries: OrderedDict[str, tuple[Entry, ...]] = OrderedDict()

    async def __aenter__(self) -> Self:
        await self._connection.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._connection.__aexit__()

    async def renew(self) -> None:
        """Let go of every connection, and of what is known of Kaspi's clock."""
        await self._connection.renew()

    @property
    def clock_skew(self) -> timedelta | None:
        """Kaspi's clock minus this computer's at the last reply that told the time."""
        return self._connection.clock_skew

    async def orders(
        self, since: datetime, until: datetime | None = None
    ) -> AsyncGenerator[OrdersPage, None]:
        """Pages of all orders created from `since` to `until` (None: to the newest), oldest window first.

        The order inside a window is Kaspi's and may shift while it is walked: the same order may come
        twice. A window whose pages repeat, or never end, raises `BadReply` after the pages before it.
        """
        windows = deque(self._windows(since, until))
        while windows:
            window = windows.popleft()
            for state in tuple(State) if self._state_by_state else (None,):
                try:
                    async for page in self._pages(window, state):
                        yield page
                except _TooManyRows:
                    windows.extendleft(reversed(window.split()))
                    break
                except _StateDemanded:
                    self._state_by_state = True
                    windows.appendleft(window)

    async def order(self, code: str) -> Order | None:
        """The order with this number, of any age; None when the shop has none that can be read."""
        if not is_code(code):
            return None
        body = await self._connection.get("/orders?" + urlencode({"filter[orders][code]": code}))
        page = parse_orders(body, self._latest())
        return next((order for order in page.orders if order.code == code), None)

    async def entries(self, kaspi_id: str) -> tuple[Entry, ...]:
        """The lines of an order, by the id Kaspi gave it; () while there are none, or not all have a name.

        Lines found are remembered for the last 2,000 orders.
        """
        if kaspi_id in self._entries:
            self._entries.move_to_end(kaspi_id)
            return self._entries[kaspi_id]
        if not is_id(kaspi_id):
            return ()
        try:
            body = await self._connection.get(f"/orders/{quote(kaspi_id, safe='')}/entries")
        except NotFound:
            return ()
        entries = await self._with_names(parse_entries(body))
        if entries:
            self._entries[kaspi_id] = entries
            if len(self._entries) > _CACHED_ORDERS:
                self._entries.popitem(last=False)
        return entries

    async def check(self) -> None:
        """Read one order of the last day; only real rows show that the token and the way both work."""
        end = self._connection.server_now()
        window = _Window(end - timedelta(days=1), end, open=True)
        state = State.NEW if self._state_by_state else None
        try:
            parse_orders(await self._page(window, state, number=0, size=1), self._latest())
        except _StateDemanded:
            self._state_by_state = True
            await self.check()

    def _latest(self) -> datetime:
        # Neither clock is trusted alone: an order of today is never thrown away for a wrong one.
        return max(datetime.now(UTC), self._connection.server_now()) + timedelta(days=1)

    def _windows(self, since: datetime, until: datetime | None) -> list[_Window]:
        end = self._connection.server_now() if until is None else until
        windows = []
        while end - since > LONGEST_WINDOW:
            windows.append(_Window(since, since + LONGEST_WINDOW, open=False))
            since += LONGEST_WINDOW
        if until is None or since <= end:
            windows.append(_Window(since, end, open=until is None))
        return windows

    async def _pages(self, window: _Window, state: State | None) -> AsyncIterator[OrdersPage]:
        body_before, ids_before = b"", [""]
        for number in range(MOST_PAGES):
            body = await self._page(window, state, number=number, size=PAGE_SIZE)
            parsed = parse_orders(body, self._latest())
            if parsed.is_empty:
                return
            ids = [order.kaspi_id for order in parsed.orders]
            if body == body_before or (ids and ids == ids_before):
                raise BadReply("Kaspi gives the same page again and again")
            body_before, ids_before = body, ids
            rows = len(ids) + parsed.skipped
            total = number * PAGE_SIZE + rows if parsed.total_count is None else parsed.total_count
            if number == 0 and total > MOST_ROWS and window.end - window.start > _SHORTEST_WINDOW:
                raise _TooManyRows
            # Without a count a full page means that there may be another.
            guess = number + 1 + (rows >= PAGE_SIZE)
            page_count = guess if parsed.page_count is None else parsed.page_count
            yield OrdersPage(
                orders=parsed.orders,
                skipped=parsed.skipped,
                number=number,
                page_count=page_count,
                total_count=total,
            )
            if number + 1 >= page_count:
                return
        raise BadReply(f"Kaspi has more than {MOST_PAGES} pages for one window")

    async def _page(self, window: _Window, state: State | None, *, number: int, size: int) -> bytes:
        query = {
            "page[number]": str(number),
            "page[size]": str(size),
            "filter[orders][creationDate][$ge]": _milliseconds(window.start),
        }
        if not window.open:
            query["filter[orders][creationDate][$le]"] = _milliseconds(window.end)
        if state is not None:
            query["filter[orders][state]"] = state
        try:
            return await self._connection.get("/orders?" + urlencode(query))
        except BadReply as error:
            if state is None and _NAMES_STATE.search(error.detail):
                raise _StateDemanded from None
            raise

    async def _with_names(self, lines: list[ParsedEntry]) -> tuple[Entry, ...]:
        if sum(not line.name for line in lines) > _MOST_NAMES_ASKED:
            return ()
        entries = []
        for line in lines:
            name = line.name or await self._product_name(line.id)
            if not name:
                # Half a list would tell the buyer that the rest was not ordered.
                return ()
            entries.append(line.named(name))
        return tuple(entries)

    async def _product_name(self, entry_id: str) -> str:
        if not is_id(entry_id):
            return ""
        try:
            body = await self._connection.get(f"/orderentries/{quote(entry_id, safe='')}/product")
        except NotFound:
            return ""
        return parse_product_name(body)


class _StateDemanded(Exception):
    """Kaspi wants a state named in the query."""


class _TooManyRows(Exception):
    """The window is too large to be walked."""


def _milliseconds(moment: datetime) -> str:
    return str((moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1))
