"""Orders are kept exactly, each look once, with the events and messages that follow."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaspi_notifier.domain.decide import Note
from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.order import DeliveryMode, Entry, Order, State, Status
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.store import Ingested, Store
from tests.store.desk import DAY, HOUR, MINUTE, NOW, SECOND_SHOP, SHOP, TEMPLATES, got, ingest, opened, order

S = MessageState
LATER = NOW + 3 * MINUTE

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_times = st.integers(0, 2**41).map(lambda ms: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms))
_maybe = st.none() | _times
_orders = st.builds(
    Order,
    code=st.text("0123456789", min_size=1, max_size=12),
    kaspi_id=_texts,
    state=st.sampled_from([*State, State("SOMETHING_NEW")]),
    status=st.sampled_from([*Status, Status("SOMETHING_NEW")]),
    delivery_mode=st.sampled_from([*DeliveryMode, DeliveryMode("BY_DRONE")]),
    created_at=_times,
    is_kaspi_delivery=st.booleans(),
    is_express=st.booleans(),
    is_assembled=st.booleans(),
    is_preorder=st.booleans(),
    needs_signature=st.booleans(),
    approved_at=_maybe,
    planned_at=_maybe,
    reserved_until=_maybe,
    handed_over_at=_maybe,
    completed_at=_maybe,
    total_price=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    buyer_first_name=_texts,
    buyer_last_name=_texts,
    buyer_phone=_texts,
    has_phone_alias=st.booleans(),
    pickup_address=_texts,
    delivery_address=_texts,
    cancellation_reason=_texts,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(orders=st.lists(_orders, min_size=1, max_size=12), again=st.lists(_orders, max_size=12))
def test_an_order_comes_back_as_it_went_in(orders: list[Order], again: list[Order]) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder), "Арман Техно") as store:
        ingest(store, *orders)
        ingest(store, *again, now=LATER)
        for code, last in {o.code: o for o in [*orders, *again]}.items():
            stored = store.orders.get(SHOP, code)
            assert stored is not None
            assert stored.order == last
            assert str(stored.order.total_price) == str(last.total_price)
            assert stored.order.state.is_known == last.state.is_known


def test_a_new_order_is_stored_with_its_event_and_its_message(store: Store) -> None:
    assert ingest(store, order()) == Ingested(new_orders=1, queued=1)

    stored = store.orders.get(SHOP, "100000001")
    assert stored is not None
    assert (stored.first_seen_at, stored.last_seen_at, stored.entries) == (NOW, NOW, ())
    assert "Айгүл" not in repr(stored)
    assert store.orders.get(SECOND_SHOP, "100000001") is None
    (event,) = store.reports.events(SHOP, "100000001")
    assert (event.event, event.note, event.observed_at) == (Event.NEW_ORDER, Note.MESSAGE, NOW)
    (row,) = store.reports.history(store.outbox.of_order(SHOP, "100000001")[0].id)
    assert (row.before, row.after, row.at) == (None, S.QUEUED, NOW)


def test_the_same_code_twice_in_a_page_is_one_order(store: Store) -> None:
    assert ingest(store, order(), order(buyer_first_name="Новая")).new_orders == 1

    stored = store.orders.get(SHOP, "100000001")
    assert stored is not None
    assert stored.order.buyer_first_name == "Новая"
    assert store.orders.count(SHOP) == 1


def test_an_unchanged_order_is_only_seen_again(store: Store) -> None:
    ingest(store, order())

    assert ingest(store, order(), now=LATER) == Ingested()
    stored = store.orders.get(SHOP, "100000001")
    assert stored is not None
    assert (stored.first_seen_at, stored.last_seen_at) == (NOW, LATER)


def test_an_empty_page_brings_nothing(store: Store) -> None:
    assert ingest(store) == Ingested()


def test_the_last_look_wins_and_a_late_answer_is_ignored(store: Store) -> None:
    ingest(store, order(status=Status.ACCEPTED_BY_MERCHANT), now=LATER)

    assert ingest(store, order(), now=NOW) == Ingested()

    stored = store.orders.get(SHOP, "100000001")
    assert stored is not None
    assert (stored.order.status, stored.last_seen_at) == (Status.ACCEPTED_BY_MERCHANT, LATER)


def test_a_clock_that_was_set_back_does_not_stop_reading(store: Store) -> None:
    ingest(store, order(), now=NOW + DAY)

    assert ingest(store, order(status=Status.ACCEPTED_BY_MERCHANT), now=NOW).changed == 1


def test_two_shops_may_have_the_same_code(store: Store) -> None:
    ingest(store, order())

    assert ingest(store, order(), shop=SECOND_SHOP).new_orders == 1
    assert store.orders.count(SHOP) == store.orders.count(SECOND_SHOP) == 1


def test_a_baseline_records_and_sends_nothing(store: Store) -> None:
    orders = [order(f"10000000{number}") for number in range(5)]

    assert ingest(store, *orders, baseline=True) == Ingested(new_orders=5)
    assert ingest(store, *orders, now=LATER) == Ingested()

    assert len(store.reports.message_ids(None)) == 0
    assert store.reports.events(SHOP, "100000001")[0].note is Note.BASELINE


def test_an_event_is_recorded_once_even_when_the_status_goes_back_and_forth(store: Store) -> None:
    new, accepted = order(), order(status=Status.ACCEPTED_BY_MERCHANT, state=State.DELIVERY)
    ingest(store, new)

    assert ingest(store, accepted, now=LATER).queued == 1
    assert ingest(store, new, now=LATER + MINUTE) == Ingested(changed=1)
    assert ingest(store, accepted, now=LATER + 2 * MINUTE) == Ingested(changed=1)


def test_words_nobody_knows_are_stored_and_never_messaged(store: Store) -> None:
    strange = order(status=Status("SOMETHING_NEW"))

    assert ingest(store, strange) == Ingested(new_orders=1)
    assert store.reports.events(SHOP, strange.code) == []


def test_a_later_stage_overtakes_what_still_waits(store: Store) -> None:
    ingest(store, order())
    ready = order(status=Status.ACCEPTED_BY_MERCHANT, state=State.PICKUP)

    ingest(store, ready, now=LATER)

    messages = {message.event: message for message in store.outbox.of_order(SHOP, "100000001")}
    first = messages[Event.NEW_ORDER]
    assert (first.state, first.reason) == (S.SKIPPED, Reason.SUPERSEDED)
    assert messages[Event.READY_FOR_PICKUP].state is S.QUEUED
    last = store.reports.history(first.id)[-1]
    assert (last.before, last.after, last.at) == (S.QUEUED, S.SKIPPED, LATER)


def test_a_cancelled_order_silences_what_waits_but_not_what_may_have_left(store: Store) -> None:
    ingest(store, order("100000001"), order("100000002"))
    waiting, doubted = (store.outbox.of_order(SHOP, f"10000000{n}")[0] for n in (1, 2))
    store.outbox.claim(doubted.id, NOW)
    store.outbox.doubt(doubted.id, settle_until=NOW, error="", now=NOW)
    store.outbox.resend(doubted.id, NOW)

    ingest(store, *(order(f"10000000{n}", status=Status.CANCELLED) for n in (1, 2)), now=LATER)

    assert got(store, waiting.id).reason is Reason.CANCELLED
    assert got(store, doubted.id).state is S.QUEUED


def test_without_a_template_an_event_is_only_recorded(store: Store) -> None:
    assert ingest(store, order(), templates=[]) == Ingested(new_orders=1)
    assert store.reports.events(SHOP, "100000001")[0].note is Note.NO_TEMPLATE


def test_a_hidden_phone_is_a_reason_not_a_silence(store: Store) -> None:
    assert ingest(store, order(buyer_phone="")) == Ingested(new_orders=1, skipped=1)
    (message,) = store.outbox.of_order(SHOP, "100000001")
    assert (message.state, message.reason, message.phone) == (S.SKIPPED, Reason.NO_PHONE, None)


def test_entries_are_kept_when_the_order_changes(store: Store) -> None:
    ingest(store, order())
    entries = (
        Entry(name="Чайник", quantity=Decimal(1), product_code="100000001"),
        Entry(name="Сыр", quantity=Decimal("0.350")),
    )

    store.orders.set_entries(SHOP, "100000001", entries)
    ingest(store, order(status=Status.ACCEPTED_BY_MERCHANT), now=LATER)

    stored = store.orders.get(SHOP, "100000001")
    assert stored is not None
    assert stored.entries == entries


def test_old_open_orders_are_followed_in_turn(store: Store) -> None:
    old = [order(f"10000000{n}", created_at=NOW - 20 * DAY) for n in range(3)]
    ancient = order("100000008", created_at=NOW - 70 * DAY)
    done = order("100000009", created_at=NOW - 20 * DAY, status=Status.COMPLETED)
    ingest(store, *old, ancient, done, order("100000007"), baseline=True)

    def follow(limit: int = 10) -> list[str]:
        return store.orders.to_follow(SHOP, older_than=NOW - 14 * DAY, not_before=NOW - 60 * DAY, limit=limit)

    assert follow() == ["100000000", "100000001", "100000002"]
    store.orders.touch(SHOP, "100000000", NOW + HOUR)
    assert follow(2) == ["100000001", "100000002"]
    stored = store.orders.get(SHOP, "100000000")
    assert stored is not None
    assert stored.last_seen_at == NOW


def test_the_newest_codes_tell_one_shop_from_another(store: Store) -> None:
    ingest(store, *(order(f"10000000{n}") for n in range(4)))

    assert store.orders.recent_codes(SHOP, 3) == ["100000003", "100000002", "100000001"]
    assert store.orders.recent_codes(SECOND_SHOP, 3) == []


def test_a_page_of_any_length_is_taken(store: Store) -> None:
    many = [order(str(200000000 + n)) for n in range(3000)]

    assert ingest(store, *many, baseline=True).new_orders == 3000
    assert ingest(store, *many, now=NOW + timedelta(minutes=3), templates=TEMPLATES) == Ingested()
