"""What the statistics of 30 days cost in a log of 1,000,000 messages, beside a plain look at the rows.

Once as in a morning, the nights having counted the days before, and once right after ticks came late to
messages of the last week, whose days are counted anew.
"""

import os
import sqlite3
import statistics as figures
import time
from contextlib import closing
from datetime import date, timedelta
from datetime import time as time_of_day
from pathlib import Path

from kaspi_notifier.domain.clock import almaty_day, at_almaty
from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.engine.options import utc_now
from kaspi_notifier.store import Store
from kaspi_notifier.store.columns import json_array, ms
from tests.bench.flat import EXAMPLE
from tests.bench.office import open_store, shop_settings

MESSAGES = 1_000_000
A_DAY = (900, 3_000)
"""Messages a day: a shop of 300 orders, and one of a thousand."""
DAYS = 30
_RUNS = 7
_LATE_DAYS = 7
_UNREAD = """
    SELECT wa_id FROM whatsapp_messages_log
    WHERE shop_id = 1 AND accepted_at >= ? AND accepted_at < ? AND state = 'delivered' LIMIT 1"""
_BUYERS = 200_000
_DELIVERIES = json_array(delivery.value for delivery in Delivery)
_NOWHERE = {"kaspi": {"token": "token"}, "waha": {"api_key": "key"}}
_FLOOR = """
    SELECT count(*), sum(state = 'read'), sum(state IN ('delivered', 'read')) FROM whatsapp_messages_log
    WHERE shop_id = 1 AND accepted_at >= ? AND accepted_at < ?"""


async def statistics(folder: Path) -> str:
    """Medians of 7 readings, and the ratio to one `sqlite3` query that counts the same rows."""
    return "; ".join(_told(folder, a_day) for a_day in A_DAY)


def _told(folder: Path, a_day: int) -> str:
    place = folder / str(a_day)
    place.mkdir()
    with open_store(place, shop_settings(_NOWHERE, poll_seconds=180)) as store:
        store.orders.ingest(
            1, [EXAMPLE], now=utc_now(), baseline=False, templates=store.templates.list(), language="ru"
        )
    _fill(place / "shop.db", a_day)
    os.sync()  # or the first commit would wait for all of it
    last = almaty_day(utc_now())
    first = last - timedelta(days=DAYS - 1)
    with open_store(place) as store:
        for _step in store.statistics.keep_up(utc_now()):
            pass
        total = store.statistics.of(1, first, last).total.sent
        spent = figures.median(_timed(store, first, last) for _ in range(_RUNS)) * 1000
        late = _late_ticks(store, last)
        moved = _timed(store, first, last) * 1000
    floor = figures.median(_floor(place / "shop.db", first) for _ in range(_RUNS)) * 1000
    return (
        f"{MESSAGES:,} messages, {a_day:,} a day: {DAYS} days ({total:,} messages) in {spent:.0f} ms,"
        f" with {late} late ticks {moved:.0f} ms,"
        f" plain sqlite3 count {floor:.1f} ms, ratio {spent / floor:.1f} (at most 100 ms)"
    )


def _late_ticks(store: Store, last: date) -> int:
    """A message of each of the last seven days is read only now; how many those were."""
    found = 0
    for back in range(_LATE_DAYS):
        start = ms(at_almaty(last - timedelta(days=back), time_of_day.min))
        row = store.orders._db.row(_UNREAD, (start, start + 86_400_000))
        if row is not None and store.outbox.ack(1, row[0], 3, utc_now()):
            found += 1
    return found


def _timed(store: Store, first: date, last: date) -> float:
    began = time.perf_counter()
    store.statistics.of(1, first, last)
    return time.perf_counter() - began


def _floor(path: Path, first: date) -> float:
    start = int(time.mktime(first.timetuple()) * 1000)
    with closing(sqlite3.connect(path)) as db:
        db.execute(_FLOOR, (start, start)).fetchone()
        began = time.perf_counter()
        db.execute(_FLOOR, (start, start + DAYS * 86_400_000)).fetchone()
        return time.perf_counter() - began


def _fill(path: Path, a_day: int) -> None:
    """Copies of the one message there is: six templates, five deliveries, every eighth answered."""
    newest = int(utc_now().timestamp() * 1000)
    step = 86_400_000 // a_day
    changes = {
        "order_code": "'7'",
        "event": "NULL",
        "template_name": "'template ' || (n % 6)",
        "delivery": 'json_extract(\'["pickup","postomat","express","own_delivery","kaspi_delivery"]\','
        " '$[' || (n % 5) || ']')",
        "phone": f"printf('7700%07d', (n * 7919) % {_BUYERS})",
        "state": "CASE n % 50 WHEN 0 THEN 'failed' WHEN 1 THEN 'sent' WHEN 2 THEN 'delivered'"
        " ELSE 'read' END",
        "reason": "CASE n % 50 WHEN 0 THEN 'no_whatsapp' END",
        "created_at": f"{newest} - n * {step}",
        "accepted_at": f"CASE n % 50 WHEN 0 THEN NULL ELSE {newest} - n * {step} END",
        "read_at": f"{newest} - n * {step} + 60000",
        "next_ack_at": "NULL",
        "wa_id": "'W' || n",
    }
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA synchronous = OFF")
        columns = [row[1] for row in db.execute("PRAGMA table_info(whatsapp_messages_log)") if row[1] != "id"]
        values = ", ".join(changes.get(column, f"t.{column}") for column in columns)
        db.execute(
            f"WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {MESSAGES - 1})"
            f" INSERT INTO whatsapp_messages_log ({', '.join(columns)}) SELECT {values}"
            " FROM n, (SELECT * FROM whatsapp_messages_log ORDER BY id LIMIT 1) AS t"
        )
        since = newest - 70 * 86_400_000
        db.execute(
            "INSERT INTO chats (shop_id, phone, last_at, unread)"
            " SELECT DISTINCT 1, phone, 0, 0 FROM whatsapp_messages_log WHERE id % 8 = 0 AND accepted_at > ?",
            (since,),
        )
        db.execute(
            "INSERT INTO chat_messages (shop_id, chat, wa_id, from_me, at)"
            " SELECT 1, chats.id, m.id, 0, m.accepted_at + 600000 FROM whatsapp_messages_log AS m"
            " JOIN chats ON chats.phone = m.phone WHERE m.id % 8 = 0 AND m.accepted_at > ?",
            (since,),
        )
