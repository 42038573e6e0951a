"""A log of any length in a data folder, in a minute: copies of one order and its message, with plain SQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from kaspi_notifier.store.log_schema import LOG

EVENTS = 4
_NAMES = "АйгерімДанияр Ёлқын ОлжасЖаннаБ"
_GOODS = "чайник Tefal  утюг Philips кофемолка   термос Stanley"
_TEXT = (
    f"'Здравствуйте, ' || substr('{_NAMES}', 1 + (n % 4) * 7, 7) || '! Заказ №7' || (n / {EVENTS})"
    f" || ' готов: ' || substr('{_GOODS}', 1 + (n % 4) * 14, 14) || ', адрес: улица Абая, ' || (n % 997)"
)


@contextmanager
def in_bulk(db: sqlite3.Connection) -> Iterator[None]:
    """Without the triggers that count and index each row; both are made anew at the end."""
    triggers = [
        row[0]
        for row in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            " AND (name LIKE 'message_counts_%' OR name LIKE '%_words_%')"
        )
    ]
    for name in triggers:
        db.execute(f"DROP TRIGGER {name}")
    yield
    db.execute("DELETE FROM message_counts")
    db.execute("INSERT INTO message_words (message_words) VALUES ('delete-all')")
    for statement in LOG:
        if statement.startswith(("INSERT", "CREATE TRIGGER")):
            db.execute(statement)


def fill(path: Path, rows: int, *, first: datetime, last: datetime) -> None:
    """Messages spread evenly between two moments: four for each order, delivered or read but for some."""
    start, end = (int(moment.timestamp() * 1000) for moment in (first, last))
    at = f"{start} + n * {(end - start) / rows}"
    state = "CASE WHEN n % 200 = 7 THEN 'failed' WHEN n % 50 = 3 THEN 'skipped' WHEN n % 3 THEN 'read'"
    names = "json_array('accepted', 'delayed', 'completed', 'returned')"
    changes = {
        "order_code": f"'7' || (n / {EVENTS})",
        "event": f"json_extract({names}, '$[' || (n % {EVENTS}) || ']')",
        "template_id": f"1 + n % {EVENTS}",
        "state": f"{state} ELSE 'delivered' END",
        "reason": "CASE WHEN n % 50 = 3 AND n % 200 <> 7 THEN 'superseded' END",
        "text": _TEXT,
        "wa_id": "printf('3EB0%018d', n)",
        "created_at": f"CAST({at} AS INTEGER)",
        "next_ack_at": "NULL",
        "search": f"'7' || (n / {EVENTS}) || ' 77000000001 аигерим'",
    }
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA synchronous = OFF")
        with in_bulk(db):
            numbers = f"WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {rows - 1})"
            order = {
                "code": "'7' || n",
                "is_final": "1",
                "created_at": changes["created_at"].replace("n *", f"n * {EVENTS} *"),
            }
            copy(db, numbers, "orders", f"n / {EVENTS} AS n", order)
            copy(db, numbers, "whatsapp_messages_log", "n", changes)
            history = {"message_id": "n + 2", "at": "0", "after": "'sending'"}
            copy(db, numbers, "message_history", "n", history)
    with closing(sqlite3.connect(path)) as db:
        db.execute("ANALYZE")


def copy(db: sqlite3.Connection, numbers: str, table: str, series: str, changes: dict[str, str]) -> None:
    """Copies of a table's first row, one for each number, with these columns changed."""
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
    values = ", ".join(changes.get(column, f"t.{column}") for column in columns)
    db.execute(
        f"{numbers} INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"
        f" FROM (SELECT DISTINCT {series} FROM n) JOIN (SELECT * FROM {table} ORDER BY id LIMIT 1) AS t"
    )
