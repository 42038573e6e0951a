"""No question on a hot path reads a whole big table, however long the log has grown."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.order import Status
from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.store import Decision, Store
from kaspi_notifier.store.database import Database, Parameters, Row
from kaspi_notifier.store.facade import JOURNAL
from kaspi_notifier.store.journal import Journal
from kaspi_notifier.store.new_chats import NewChats
from kaspi_notifier.store.orders import Orders
from kaspi_notifier.store.outbox import Outbox
from kaspi_notifier.store.reports import Reports
from kaspi_notifier.store.sent import Sent
from kaspi_notifier.store.statistics import StatisticsReport
from kaspi_notifier.store.what_if import WhatIf
from tests.store.desk import DAY, MINUTE, NOW, SHOP, TEMPLATES, in_state, opened, order

S = MessageState
_TABLES = "(whatsapp_messages_log|message_history|orders|order_events|m|h)"
_SCAN = re.compile(rf"\bSCAN {_TABLES}\b")
_WHOLE_SHOP = re.compile(rf"\bSEARCH {_TABLES} USING (COVERING )?(?:INDEX (\w+)|PRIMARY KEY) \(shop_id=\?\)")
_SHORT = {"messages_due", "messages_doubtful", "messages_awaiting_ack", "attempts_by_time", "orders_by_shop"}
"""Indexes that may be entered by the shop alone: only their first or last row is read."""


def is_slow(plan: str) -> bool:
    """Whether a plan reads all rows of a big table, of a shop at least, or sorts them."""
    if "DISTINCT" in plan or "max(last_seen_at" in plan or "GROUP BY" in plan or "FROM order_events" in plan:
        plan = plan.replace("TEMP B-TREE", "")  # few rows by nature
    whole_shop = any(found[3] not in _SHORT for found in _WHOLE_SHOP.finditer(plan))
    return whole_shop or "TEMP B-TREE" in plan or _SCAN.search(plan) is not None


class Explained(Database):
    """The file, asked for the plan of each statement before it runs."""

    plans: list[str]

    def _explain(self, sql: str, parameters: Parameters) -> None:
        if not sql.lstrip().startswith(("PRAGMA", "CREATE", "DROP")):
            steps = super().rows(f"EXPLAIN QUERY PLAN {sql}", parameters)
            self.plans.append(f"{sql}: " + "; ".join(step[3] for step in steps))

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """As before."""
        self._explain(sql, parameters)
        return super().rows(sql, parameters)

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """As before."""
        self._explain(sql, parameters)
        return super().row(sql, parameters)

    def write(self, sql: str, parameters: Parameters = ()) -> int:
        """As before."""
        self._explain(sql, parameters)
        return super().write(sql, parameters)


def with_outbox(db: Database, work: Callable[[Outbox], None]) -> None:
    """Work with an outbox whose journal lies beside the file."""
    journal = Journal(db.path.with_name(JOURNAL))
    work(Outbox(db, Sent(db, journal)))
    journal.close()


def send(outbox: Outbox) -> None:
    """One message from the queue to its ticks, and everything asked on the way."""
    outbox.expire(SHOP, NOW)
    message = outbox.next_due(SHOP, NOW)
    assert message is not None and message.order_code is not None
    outbox.next_due_at(SHOP)
    outbox.last_attempt_at(SHOP)
    outbox.nth_newest_attempt_at(SHOP, 5, NOW - DAY)
    outbox.sent_anything(SHOP, message.order_code)
    outbox.claim(message.id, NOW)
    outbox.accept(message.id, wa_id="W", ack=0, now=NOW)
    outbox.due_for_ack(SHOP, NOW + MINUTE, 20)
    outbox.next_ack_at(SHOP)
    outbox.schedule_ack(message.id, NOW)
    outbox.ack(SHOP, "W", 2, NOW)
    outbox.by_wa_id(SHOP, "unknown")
    outbox.sent_since(SHOP, NOW - DAY)
    outbox.counts(SHOP)


def pace(outbox: Outbox, db: Database) -> None:
    """What limits, restrictions and joined messages ask before a send."""
    chats = NewChats(db)
    message = outbox.next_due(SHOP, NOW)
    assert message is not None and message.phone is not None
    outbox.next_personal(SHOP, NOW)
    outbox.next_personal(SHOP, NOW, tests_only=True)
    outbox.companions(message, NOW)
    outbox.attempts_to(SHOP, message.phone, NOW - DAY, but=message.id)
    outbox.was_wanted(message.id)
    outbox.silent_since(SHOP, before=NOW, many=3)
    outbox.confirmed_since(SHOP, NOW - DAY)
    outbox.control(SHOP, since=NOW - DAY, before=NOW)
    outbox.unsettled(SHOP, NOW)
    outbox.queued_since(SHOP, NOW - DAY)
    chats.starts(SHOP, NOW - DAY)
    chats.begun(SHOP, NOW - DAY, unrefused_before=NOW)
    limit = Restriction(why=Why.REFUSED, since=NOW, until=None, probe_id=message.id)
    for held in (limit, replace(limit, replied_only=True)):
        chats.next_known(SHOP, NOW, held)
    chats.is_known(message.id)
    chats.hold(SHOP, NOW, limit)
    chats.probe(SHOP, NOW)
    chats.probe(SHOP, NOW)
    outbox.join([], message, NOW)
    outbox.skip(message.id, reason=Reason.BY_PERSON, now=NOW)
    outbox.skip_events(SHOP, since=NOW - DAY, now=NOW)


def recover(outbox: Outbox) -> None:
    """What is done after a start and while something is in doubt."""
    outbox.sweep(SHOP, now=NOW, settle=timedelta(0))
    doubtful = outbox.doubtful(SHOP, NOW + DAY)
    assert doubtful is not None
    outbox.doubtful_at(SHOP)
    outbox.looked(doubtful.id, absences=1, settle_until=NOW)
    outbox.resend(doubtful.id, NOW)
    outbox.postpone(doubtful.id, NOW)
    outbox.skip(doubtful.id, reason=Reason.EXPIRED, now=NOW)
    outbox.decide(doubtful.id, Decision.SEND_AGAIN, NOW)
    outbox.release_held(SHOP, NOW)


def read(orders: Orders) -> None:
    """A page of new, known and changed orders."""
    page = [order("100000001", status=Status.CANCELLED), order("100000002"), order("100000009")]
    orders.ingest(SHOP, page, now=NOW + MINUTE, baseline=False, templates=TEMPLATES, language="ru")
    orders.get(SHOP, "100000001")
    orders.set_entries(SHOP, "100000001", [])
    orders.touch(SHOP, "100000001", NOW)
    orders.to_follow(SHOP, older_than=NOW, not_before=NOW - DAY, limit=20)
    orders.recent_codes(SHOP, 3)


def show(reports: Reports) -> None:
    """What the window asks every few seconds."""
    reports.messages([1, 2])
    reports.orders([1, 2])
    reports.history(1)
    reports.events(SHOP, "100000001")
    reports.moves_after(0)
    reports.last_move_id()
    reports.counts(SHOP, NOW)
    reports.counts(None, NOW)
    reports.reasons(None, NOW)
    next(reports.export_messages())
    next(reports.export_orders())


def count(db: Database) -> None:
    """What the pages of statistics and templates ask."""
    StatisticsReport(db).of(SHOP, NOW.date(), NOW.date())
    imagined = WhatIf(db)
    for codes in imagined.pages(SHOP, NOW - DAY):
        imagined.page(SHOP, codes, TEMPLATES, TEMPLATES[0], language="ru", since=NOW - DAY, until=NOW + DAY)


WORKS: dict[str, Callable[[Database], None]] = {
    "send": lambda db: with_outbox(db, send),
    "pace": lambda db: with_outbox(db, lambda outbox: pace(outbox, db)),
    "recover": lambda db: with_outbox(db, recover),
    "read": lambda db: read(Orders(db)),
    "count": count,
    "show": lambda db: show(Reports(db)),
}


def plans_of(folder: Path, name: str, *, without: str = "") -> list[str]:
    """The plan of each statement of some work, on a file that lacks an index or none."""
    with opened(folder, "Арман Техно") as store:
        fill(store)
    db = Explained(folder / "store.db")
    db.plans = []
    db.open(NOW)
    if without:
        db.write(f"DROP INDEX {without}")
    db.plans.clear()
    WORKS[name](db)
    db.close()
    return db.plans


@pytest.mark.parametrize("name", WORKS)
def test_no_big_table_is_read_whole(tmp_path: Path, name: str) -> None:
    plans = plans_of(tmp_path, name)

    assert plans
    assert [plan for plan in plans if is_slow(plan)] == []


@pytest.mark.parametrize(
    ("index", "name"),
    [
        ("messages_due", "send"),
        ("messages_expiring", "send"),
        ("messages_awaiting_ack", "send"),
        ("messages_accepted", "send"),
        ("messages_by_state", "send"),
        ("messages_by_reply_wa_id", "send"),
        ("attempts_by_time", "send"),
        ("messages_doubtful", "recover"),
        ("messages_due_personal", "pace"),
        ("messages_joined", "pace"),
        ("orders_to_follow", "read"),
        ("orders_by_shop", "read"),
        ("history_by_message", "show"),
        ("messages_by_day", "show"),
        ("messages_by_day", "count"),
        ("messages_accepted", "count"),
        ("replies_by_time", "count"),
        ("events_by_time", "count"),
    ],
)
def test_each_index_is_there_for_a_reason(tmp_path: Path, index: str, name: str) -> None:
    assert any(f"INDEX {index} (" in plan for plan in plans_of(tmp_path, name))


@pytest.mark.parametrize(
    ("index", "name"),
    [
        ("messages_due", "send"),
        ("attempts_by_time", "send"),
        ("messages_doubtful", "recover"),
        ("orders_by_shop", "read"),
        ("history_by_message", "show"),
    ],
)
def test_a_missing_index_is_noticed(tmp_path: Path, index: str, name: str) -> None:
    assert any(is_slow(plan) for plan in plans_of(tmp_path, name, without=index))


def fill(store: Store) -> None:
    """One message in each state that the work above starts from."""
    for number, state in enumerate((S.QUEUED, S.QUEUED, S.SENDING, S.UNKNOWN, S.HELD), start=1):
        in_state(store, state, f"10000000{number}")
