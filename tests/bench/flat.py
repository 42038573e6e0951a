"""What a pass and a look at the queue cost in a log of 1,000 rows and in one of 1,000,000."""

import sqlite3
import statistics
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from kaspi_notifier.domain.order import DeliveryMode, Order, State, Status
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.options import utc_now
from kaspi_notifier.engine.poll import Poll, record
from kaspi_notifier.engine.send import Sender
from tests.bench.office import shop_on, shop_settings
from tests.bench.servers import servers

SMALL, LARGE = 1_000, 1_000_000
RECENT = 300
_PASSES = 30
_EVENTS = 4
EXAMPLE = Order(
    code="7",
    kaspi_id="Nw",
    state=State.DELIVERY,
    status=Status.ACCEPTED_BY_MERCHANT,
    delivery_mode=DeliveryMode.DELIVERY_LOCAL,
    created_at=utc_now() - timedelta(days=30),
    buyer_phone="7000000001",
)


async def flat(folder: Path) -> str:
    """The medians of 30 passes over the same 300 orders, and of 30 looks at the queue."""
    async with servers() as simulator:
        await simulator.ask(add=RECENT)
        addresses = await simulator.ask()
        small, large = [await _cost(_new(folder / str(rows)), addresses, rows) for rows in (SMALL, LARGE)]
    return (
        f"pass {small[0]:.1f} ms at {SMALL:,} rows, {large[0]:.1f} ms at {LARGE:,}, "
        f"ratio {large[0] / small[0]:.2f}; look at the queue {small[1]:.2f} ms and {large[1]:.2f} ms, "
        f"ratio {large[1] / small[1]:.2f} (flat: about 1)"
    )


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


async def _cost(folder: Path, addresses: dict[str, Any], rows: int) -> tuple[float, float]:
    async with shop_on(folder, shop_settings(addresses)) as context:
        await context.db(context.store.settings.set_baseline, context.shop_id, utc_now())
        context.show_kaspi(has_baseline=True)
        await record(context, [EXAMPLE])
    fill(folder, rows)
    async with shop_on(folder) as context:
        poll, sender = Poll(context), Sender(context)
        assert await poll.read() is None
        passes = [await _timed(poll.read) for _ in range(_PASSES)]
        looks = [await _timed(sender.send_next) for _ in range(_PASSES)]
        await _see(context, rows)
    return statistics.median(passes) * 1000, statistics.median(looks) * 1000


async def _timed(action: Any) -> float:
    began = time.perf_counter()
    await action()
    return time.perf_counter() - began


async def _see(context: ShopContext, rows: int) -> None:
    ids = await context.db(context.store.reports.message_ids, context.shop_id)
    assert len(ids) >= rows


def fill(folder: Path, rows: int) -> None:
    """Copies of one delivered message: four events an order, two history rows each, a month old."""
    old = int((utc_now() - timedelta(days=30)).timestamp() * 1000)
    with closing(sqlite3.connect(folder / "shop.db")) as db, db:
        db.execute("PRAGMA synchronous = OFF")
        numbers = f"WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {rows - 1})"
        _copy(db, numbers, "orders", f"n / {_EVENTS} AS n", {"code": "'7' || n", "is_final": "1"})
        names = "json_array('accepted', 'delayed', 'completed', 'returned')"
        event = f"json_extract({names}, '$[' || (n % {_EVENTS}) || ']')"
        changes = {
            "order_code": f"'7' || n / {_EVENTS}",
            "event": event,
            "state": "'delivered'",
            "wa_id": "printf('3EB0%018d', n)",
            "created_at": str(old),
            "next_ack_at": "NULL",
        }
        _copy(db, numbers, "whatsapp_messages_log", "n", changes)
        history = {"message_id": "n + 2", "at": str(old), "after": "'sending'"}
        _copy(db, numbers, "message_history", "n", history)


def _copy(db: sqlite3.Connection, numbers: str, table: str, series: str, changes: dict[str, str]) -> None:
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
    values = ", ".join(changes.get(column, f"t.{column}") for column in columns)
    db.execute(
        f"{numbers} INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"
        f" FROM (SELECT DISTINCT {series} FROM n) JOIN (SELECT * FROM {table} ORDER BY id LIMIT 1) AS t"
    )
