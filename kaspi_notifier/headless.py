"""`run`: the engine without a window; what happens is told as JSON lines on stdout."""

import asyncio
import io
import json
import logging
import sys
from contextlib import suppress
from datetime import UTC, datetime

from kaspi_notifier import __version__
from kaspi_notifier.api.door import Door
from kaspi_notifier.datafolder import DataFolder
from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.engine.status import Change, ShopStatus
from kaspi_notifier.failure import Failure
from kaspi_notifier.signals import stop_event

_log = logging.getLogger(__name__)

_PAGE = 500
# Changes come in bursts; what they say together is written together.
_BURST = 0.05


def run(data: DataFolder, *, once: bool = False) -> int:
    """Work until SIGINT or SIGTERM, or with `once` until everything due is sent; the exit code.

    Raises `Failure` when no shop is set up, or when the one run could not do its work.
    """
    return asyncio.run(_run(data, once))


async def _run(data: DataFolder, once: bool) -> int:
    with stop_event() as stop:
        async with data:
            shops = await data.db(data.store.settings.shops)
            if not shops:
                raise Failure("no shop is set up yet: use the window or 'settings import FILE'")
            if data.warning is not None:
                _log.warning("%s", data.warning)
            report = Report(data, {shop.id: shop.shop.name for shop in shops})
            await report.begin()
            try:
                if once:
                    await _once(Engine(data.store, data.db, on_change=report.note), report, stop)
                else:
                    await _until_stopped(data, report, stop)
            finally:
                report.end()
    return 0


async def _once(engine: Engine, report: "Report", stop: asyncio.Event) -> None:
    work = asyncio.create_task(engine.run_once())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not work.done():
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
    await report.tell(())
    if work.cancelled():
        raise Failure("stopped before the work was done")
    if (problem := work.result().problem) is not None:
        raise Failure(problem)


async def _until_stopped(data: DataFolder, report: "Report", stop: asyncio.Event) -> None:
    saved = asyncio.Event()
    door = Door(data.store, data.db, lambda _: saved.set())
    try:
        while not stop.is_set():
            saved.clear()
            settings = await data.db(data.store.settings.load)
            engine = Engine(data.store, data.db, on_change=report.note)
            async with engine, door.open_to(engine, settings.app):
                await _tell_on(engine, report, stop, saved)
            # The engine finishes what is on the wire while it is left.
            await report.tell(())
    finally:
        await door.close()


async def _tell_on(engine: Engine, report: "Report", stop: asyncio.Event, saved: asyncio.Event) -> None:
    """Report what the engine does until it is told to end, or new settings ask for another one."""
    endings = [asyncio.create_task(event.wait()) for event in (stop, saved)]
    await report.tell(engine.statuses)
    while not (stop.is_set() or saved.is_set()):
        news = asyncio.create_task(report.wait())
        await asyncio.wait({news, *endings}, return_when=asyncio.FIRST_COMPLETED)
        news.cancel()
        await report.tell(engine.statuses)
    for ending in endings:
        ending.cancel()


class Report:
    """Writes what changed since it last looked: moves of messages, order counts, states of shops."""

    def __init__(self, data: DataFolder, shops: dict[int, str]) -> None:
        self._data = data
        self._shops = shops
        self._changes: set[Change] = set()
        self._wake = asyncio.Event()
        self._last_move = 0
        self._orders: dict[int, int] = {}
        self._statuses: dict[int, dict[str, object]] = {}
        self._qr: dict[int, str] = {}

    def note(self, change: Change) -> None:
        """The engine says that something of this kind changed."""
        self._changes.add(change)
        self._wake.set()

    async def wait(self) -> None:
        """Return when there may be something to tell."""
        await self._wake.wait()
        await asyncio.sleep(_BURST)

    async def begin(self) -> None:
        """Remember what was before, and say that work begins."""
        self._last_move = await self._data.db(self._data.store.reports.last_move_id)
        write_line("started", version=__version__, shops=list(self._shops.values()), demo=self._data.demo)

    def end(self) -> None:
        """Say that work ended."""
        write_line("stopped")

    async def tell(self, statuses: tuple[ShopStatus, ...]) -> None:
        """Write everything that is new."""
        self._wake.clear()
        changes, self._changes = self._changes, set()
        for status in statuses:
            self._tell_status(status)
        if Change.ORDERS in changes:
            await self._tell_orders()
        await self._tell_moves()

    async def _tell_moves(self) -> None:
        while moves := await self._data.db(self._data.store.reports.moves_after, self._last_move, _PAGE):
            for move in moves:
                write_line(
                    "message",
                    moved_at=stamp(move.at),
                    shop=move.shop_name,
                    order_code=move.order_code,
                    event=move.event,
                    state=move.after,
                    reason=move.reason,
                )
            self._last_move = moves[-1].id

    async def _tell_orders(self) -> None:
        for shop_id, name in self._shops.items():
            count = await self._data.db(self._data.store.orders.count, shop_id)
            if self._orders.get(shop_id) != count:
                self._orders[shop_id] = count
                write_line("order_count", shop=name, count=count)

    def _tell_status(self, status: ShopStatus) -> None:
        words: dict[str, object] = {
            "shop": status.shop_name,
            "sending_enabled": status.sending_enabled,
            "pause": status.pause.reason if status.pause else None,
            "restriction": status.number.restriction.why if status.number.restriction else None,
            "kaspi": status.kaspi.problem,
            "session": status.session.problem,
            "wait": status.queue.wait,
            "needs_decision": status.queue.needs_decision,
        }
        if self._statuses.get(status.shop_id) != words:
            self._statuses[status.shop_id] = words
            write_line("status", **words)
        if status.session.qr is not None and self._qr.get(status.shop_id) != status.session.qr:
            self._qr[status.shop_id] = status.session.qr
            if sys.stderr.isatty():
                show_qr(status.session.qr, status.shop_name)


def write_line(kind: str, **fields: object) -> None:
    """One JSON object on stdout, at once."""
    line = {"at": stamp(datetime.now(UTC)), "kind": kind, **fields}
    print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201 - this is the output


def stamp(moment: datetime) -> str:
    """The moment as ISO text in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def show_qr(text: str, shop: str) -> None:
    """Draw the code on the terminal, so that a shop can be paired without a window."""
    import qrcode

    code = qrcode.QRCode(border=2)
    code.add_data(text)
    drawing = io.StringIO()
    code.print_ascii(out=drawing, invert=True)
    print(f"Scan with WhatsApp of {shop}: Linked devices, Link a device", file=sys.stderr)  # noqa: T201
    print(drawing.getvalue(), file=sys.stderr, flush=True)  # noqa: T201 - meant for the terminal
