"""The log as a window pages through it: every count and page against the rows themselves, and the search."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.domain.order import Entry, Status
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template
from kaspi_notifier.store import Decision, Draft, Finds, LogFilter, Message, Store, message_of
from kaspi_notifier.store.log_schema import BLOCK
from tests.store.desk import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    SECOND_SHOP,
    SHOP,
    in_state,
    ingest,
    opened,
    order,
    queued,
)

S = MessageState
_NEW = [Template(id=1, name="new", event=Event.NEW_ORDER, text="text")]


def many(store: Store, number: int, *, shop: int = SHOP, first: int = 0) -> None:
    """That many orders, an hour between each thousand, with a queued message each."""
    for start in range(first, first + number, 500):
        codes = range(start, min(start + 500, first + number))
        orders = [order(str(100_000_000 + code), buyer_phone="7000000011") for code in codes]
        ingest(store, *orders, shop=shop, templates=_NEW, now=NOW + start // 1000 * HOUR)


def shown(store: Store, wanted: LogFilter) -> list[Message]:
    """Every message of the filter, page after page, each as long as the view says."""
    view = store.message_log.view(wanted)
    pages = [store.message_log.rows(wanted, span) for span in view.spans]
    assert [len(page) for page in pages] == [span.rows for span in view.spans]
    return [message_of(row) for page in pages for row in page]


def found(store: Store, search: str, *, shop: int = SHOP, **rest: object) -> list[str | None]:
    """Order codes of what a search finds, newest first, however many calls it takes."""
    wanted = LogFilter(shop_id=shop, search=search, **rest)  # type: ignore[arg-type]
    ids: list[int] = []
    below: int | None = None
    while True:
        more, below = store.message_log.find(wanted, below=below, limit=3)
        ids += more
        if below is None:
            return [message.order_code for message in store.reports.messages(ids)]


def test_pages_are_the_rows_whatever_moved(store: Store) -> None:
    many(store, 1200)
    many(store, 300, shop=SECOND_SHOP, first=5000)
    many(store, 100, first=1200)
    dice = random.Random(7)
    ids = list(store.reports.message_ids(SHOP))
    for number in dice.sample(ids, 400):
        store.outbox.skip(number, reason=Reason.BY_PERSON, now=NOW)
    for number in dice.sample(ids, 200):
        if store.reports.messages([number])[0].state is S.SKIPPED:
            store.outbox.decide(number, Decision.SEND_AGAIN, NOW)

    whole = shown(store, LogFilter(shop_id=SHOP))
    assert [message.id for message in whole] == ids
    view = store.message_log.view(LogFilter(shop_id=SHOP))
    assert all(span.rows >= 200 for span in view.spans[1:])
    skipped = [message for message in whole if message.state is S.SKIPPED]
    assert view.counts[S.SKIPPED] == len(skipped) > 200
    assert view.counts[S.QUEUED] == len(whole) - len(skipped)
    assert shown(store, LogFilter(shop_id=SHOP, states=frozenset({S.SKIPPED}))) == skipped
    assert shown(store, LogFilter(shop_id=SHOP, states=frozenset())) == []
    # A period begins within a block: that one is counted row by row.
    since = whole[700].created_at
    later = [message for message in whole if message.created_at >= since]
    assert later[-1].id % BLOCK
    assert shown(store, LogFilter(shop_id=SHOP, since=since)) == later
    part = store.message_log.view(LogFilter(shop_id=SHOP, since=since, states=frozenset({S.SKIPPED})))
    assert sum(part.counts.values()) == len(later)
    assert sum(span.rows for span in part.spans) == part.counts[S.SKIPPED]
    assert shown(store, LogFilter(shop_id=SHOP, since=NOW + 30 * DAY)) == []


def test_what_comes_on_top_leaves_the_pages_below(store: Store) -> None:
    many(store, 900)
    before = store.message_log.view(LogFilter(shop_id=SHOP)).spans
    many(store, 300, first=900)
    after = store.message_log.view(LogFilter(shop_id=SHOP)).spans

    assert after[-len(before) + 1 :] == before[1:]
    assert [span.key for span in after][-len(before) :] == [span.key for span in before]


def test_one_template_or_none(store: Store) -> None:
    in_state(store, S.READ, "100000001")
    hand = store.outbox.write(SHOP, Draft(kind=Kind.BY_HAND, text="Өзім жазамын"), NOW)
    template = store.outbox.of_order(SHOP, "100000001")[0].template_id

    by_template = LogFilter(shop_id=SHOP, template_id=template)
    assert [message.state for message in shown(store, by_template)] == [S.READ]
    assert store.message_log.view(by_template).counts[S.QUEUED] == 0
    by_nobody = LogFilter(shop_id=SHOP, template_id=0, since=NOW)
    assert [message.id for message in shown(store, by_nobody)] == [hand]


def test_a_deleted_row_leaves_counts_and_words(store: Store) -> None:
    queued(store)
    with store.transaction():
        # What retention does, in its own order.
        store._db.write("DROP TRIGGER history_is_kept")
        store._db.write("DELETE FROM message_history")
        store._db.write("DELETE FROM whatsapp_messages_log")
        store._db.write("DELETE FROM order_events")
        store._db.write("DELETE FROM orders")

    assert store.message_log.view(LogFilter(shop_id=SHOP)).spans == ()
    assert found(store, "айгул") == []


@pytest.mark.parametrize(
    "search",
    [
        *("айгул", "АЙГҮЛ", "сапаро", "100000011", "100000", "0011", "+7 700 000 00 11", "8 (700) 000-00-11"),
        *("7000000011", "айгул 0011", "сапарова айг", 'айгул "'),
    ],
)
def test_a_message_is_found_by_code_phone_and_name(store: Store, search: str) -> None:
    ingest(store, order("100000011"), order("200000022", buyer_first_name="Олег", buyer_last_name="П"))

    assert found(store, search) == ["100000011"]
    assert found(store, search, shop=SECOND_SHOP) == []
    assert found(store, search + " нет") == []


@pytest.mark.parametrize(
    "search", ["Ёлка", "елка", "чаиник", "қоңыр", "коныр", "КОҢЫР шай", "zürich", "zurich"]
)
def test_texts_are_found_however_their_letters_are_typed(store: Store, search: str) -> None:
    hand = Draft(kind=Kind.BY_HAND, text="Ёлка, чайник, Қоңыр шай из Zürich", order_code=None)
    store.outbox.write(SHOP, hand, NOW)
    queued(store, "100000002")

    assert found(store, search) == [None]


@pytest.mark.parametrize("search", ["", "  ", "я", "!?", "а б"])
def test_nothing_is_found_for_less_than_two_letters(store: Store, search: str) -> None:
    queued(store)

    assert found(store, search) == []


def test_a_frozen_text_is_found_and_a_wiped_one_is_not(store: Store) -> None:
    number = in_state(store, S.SENT).id
    assert found(store, "text") == ["100000001"]
    with store.transaction():
        store._db.write(
            "UPDATE whatsapp_messages_log SET wiped_at = 1, text = NULL, phone = NULL, search = ''"
            " WHERE id = ?",
            (number,),
        )

    assert found(store, "text") == found(store, "айгул") == []
    store._db.write("INSERT INTO message_words (message_words) VALUES ('integrity-check')")


def test_a_search_stays_within_its_filter(store: Store) -> None:
    many(store, 40)
    ids = store.reports.message_ids(SHOP)
    for number in ids[5:9]:
        store.outbox.skip(number, reason=Reason.BY_PERSON, now=NOW)
    expected = [message.order_code for message in store.reports.messages(ids[5:9])]

    assert found(store, "айгул", states=frozenset({S.SKIPPED})) == expected
    assert found(store, "айгул", states=frozenset({S.SKIPPED}), template_id=1) == expected
    assert found(store, "айгул", template_id=2) == []
    assert found(store, "айгул", since=NOW + DAY) == []
    assert len(found(store, "айгул", template_id=1)) == len(found(store, "айгул")) == 40


def test_a_rare_find_is_looked_for_slice_by_slice(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaspi_notifier.store.message_log._SLICE", 10)
    many(store, 60)
    oldest = store.reports.message_ids(SHOP)[-1]
    store.outbox.skip(oldest, reason=Reason.BY_PERSON, now=NOW)
    wanted = LogFilter(shop_id=SHOP, search="айгул", states=frozenset({S.SKIPPED}))

    first, below = store.message_log.find(wanted, below=None, limit=5)
    assert (list(first), below) == ([], 51)
    assert found(store, "айгул", states=frozenset({S.SKIPPED})) == ["100000000"]


def test_a_prefix_of_many_words_is_found_too(store: Store) -> None:
    orders = [order(str(100_000_000 + n), buyer_first_name=f"Алмас{n:03}") for n in range(60)]
    ingest(store, *orders, templates=_NEW)

    assert len(found(store, "алмас")) == 60
    assert len(found(store, "алмас05")) == 10


def test_finds_are_pages_too(store: Store) -> None:
    first, second = queued(store, "100000001"), queued(store, "100000002")
    page = Finds(ids=(first.id, 999, second.id))

    assert page.rows == 3
    assert page.key == (first.id, 3)
    rows = store.message_log.rows(LogFilter(shop_id=SHOP), page)
    assert [message_of(row) for row in rows] == [second, first]


def test_a_page_is_exported_and_a_filter_is_taken_whole(store: Store) -> None:
    read = in_state(store, S.READ, "100000001")
    failed = in_state(store, S.FAILED, "100000002")
    whole, lost = LogFilter(shop_id=SHOP), LogFilter(shop_id=SHOP, states=frozenset({S.FAILED}))
    (page,), (part,) = store.message_log.view(whole).spans, store.message_log.view(lost).spans

    records = store.message_log.export(whole, page, "Арман Техно")
    assert [record["order_code"] for record in records] == ["100000001", "100000002"]
    assert records[0]["shop"] == "Арман Техно"
    assert records[0]["read_at"] == read.read_at
    assert store.message_log.ids(lost, part, but=Reason.NO_WHATSAPP) == [failed.id]
    assert store.message_log.newest(whole, 1) == [failed]
    assert store.message_log.newest(LogFilter(shop_id=SECOND_SHOP), 1) == []


def test_an_older_file_is_counted_and_indexed_when_it_is_upgraded(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно") as store:
        ingest(store, order(buyer_first_name="Ёлқын"))
        store.orders.set_entries(SHOP, "100000001", [Entry(name="Чайник", quantity=2)])  # type: ignore[arg-type]
    from kaspi_notifier.store.database import Database
    from kaspi_notifier.store.log_schema import LOG

    database = Database(tmp_path / "store.db")
    database.open(NOW)
    before = database.rows("SELECT * FROM message_counts")
    for name in ("message_words", "message_counts"):
        for (trigger,) in database.rows(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB ?", (f"{name}_*",)
        ):
            database.write(f"DROP TRIGGER {trigger}")
        database.write(f"DROP TABLE {name}")
    for statement in LOG:
        if "message_counts" in statement or "_words" in statement:
            database.write(statement)
    assert database.rows("SELECT * FROM message_counts") == before
    database.close()
    with opened(tmp_path, "Арман Техно") as store:
        assert found(store, "елкын") == ["100000001"]
        ingest(store, order(status=Status.CANCELLED), now=NOW + MINUTE + timedelta(hours=1))
        assert store.message_log.view(LogFilter(shop_id=SHOP)).counts[S.SKIPPED] >= 1


def test_typing_on_narrows_what_was_found_and_new_words_are_found_a_moment_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(store, order("100000001", buyer_first_name="Алмас"), templates=_NEW)
    assert found(store, "алма") == found(store, "алмас") == ["100000001"]
    assert found(store, "алмасбек") == []
    ingest(store, order("100000002", buyer_first_name="Алмасбек"), templates=_NEW)
    monkeypatch.setattr("kaspi_notifier.store.message_log._TYPING", 0.0)
    assert found(store, "алмасбек") == ["100000002"]
    assert len(found(store, "алма")) == 2
