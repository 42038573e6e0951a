"""What the window, the exports and the statistics read."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaspi_notifier.domain.decide import Note
from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.order import DeliveryMode, Entry, State, Status
from kaspi_notifier.domain.rules import Event, facts, happened_at
from kaspi_notifier.store import Store
from kaspi_notifier.store.columns import folded, moment, ms, wanted
from tests.store.desk import DAY, HOUR, MINUTE, NOW, SECOND_SHOP, SHOP, got, in_state, ingest, order, queued

S = MessageState


def found(store: Store, search: str, shop: int | None = None) -> list[str | None]:
    """Order codes of the messages that a search finds, newest first."""
    return [m.order_code for m in store.reports.messages(store.reports.message_ids(shop, search=search))]


def test_ids_come_newest_first(store: Store) -> None:
    first, second = queued(store, "100000001"), queued(store, "100000002")
    third = queued(store, "100000003", shop=SECOND_SHOP)

    ids = store.reports.message_ids
    assert list(ids(None)) == [third.id, second.id, first.id]
    assert list(ids(SHOP)) == [second.id, first.id]
    assert list(ids(SHOP, search="  ")) == [second.id, first.id]
    assert ids(None).typecode == "q"


def test_ids_can_be_asked_for_by_state(store: Store) -> None:
    waiting = in_state(store, S.QUEUED, "100000001")
    read = in_state(store, S.READ, "100000002")
    in_state(store, S.FAILED, "100000003")

    ids = store.reports.message_ids
    assert list(ids(SHOP, states=frozenset({S.QUEUED, S.READ}))) == [read.id, waiting.id]
    assert list(ids(None, states=frozenset({S.READ}))) == [read.id]
    assert list(ids(SECOND_SHOP, states=frozenset({S.READ}))) == []
    assert list(ids(SHOP, states=frozenset())) == []
    assert list(ids(SHOP, states=frozenset({S.READ}), search="100000002")) == [read.id]
    assert list(ids(SHOP, states=frozenset({S.READ}), search="100000001")) == []


def test_messages_come_in_the_order_of_their_ids(store: Store) -> None:
    first, second = queued(store, "100000001"), queued(store, "100000002")

    assert store.reports.messages([second.id, 999, first.id]) == [second, first]
    assert store.reports.messages([]) == []


@pytest.mark.parametrize(
    "search",
    ["айгул", "АЙГҮЛ", "сапаро", "100000011", "00001", "+7 700 000 00 11", "8 (700) 000-00-11", "7000000011"],
)
def test_a_message_is_found_by_code_phone_and_name(store: Store, search: str) -> None:
    ingest(store, order("100000011"))

    assert found(store, search) == ["100000011"]
    assert found(store, search, SHOP) == ["100000011"]
    assert found(store, search, SECOND_SHOP) == []
    assert len(store.reports.order_ids(None, search=search)) == 1
    assert found(store, search + "9х") == []


def test_letters_people_mix_up_are_one_in_a_search(store: Store) -> None:
    ingest(store, order(buyer_first_name="Ёлқын", buyer_last_name="Әңғөһұйі"))

    assert found(store, "елкын") == found(store, "ангохуии") == ["100000001"]


@settings(deadline=None)
@given(text=st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәіңғүұқөһabcxyz019 "))
def test_case_and_spaces_around_do_not_matter(text: str) -> None:
    assert folded(text.upper()) == folded(text) == folded(folded(text))
    assert wanted(text) == wanted(f" {text} ")


@settings(deadline=None)
@given(value=st.integers(-(2**40), 2**43))
def test_times_survive_to_the_millisecond(value: int) -> None:
    assert ms(moment(value)) == value


def test_orders_are_listed_like_messages(store: Store) -> None:
    ingest(store, order("100000001"), order("100000002"))
    ingest(store, order("100000003"), shop=SECOND_SHOP)

    ids = store.reports.order_ids(SHOP)
    assert [stored.order.code for stored in store.reports.orders(ids)] == ["100000002", "100000001"]
    assert len(store.reports.order_ids(None)) == 3
    assert store.reports.orders([999]) == []


def test_the_newest_orders_of_one_shop(store: Store) -> None:
    for code in ("100000001", "100000002", "100000003"):
        queued(store, code)
    queued(store, "100000004", shop=SECOND_SHOP)

    newest = store.reports.orders(store.reports.latest_order_ids(SHOP, 2))
    assert [stored.order.code for stored in newest] == ["100000003", "100000002"]


def test_messages_page_by_page(store: Store) -> None:
    first, second, third = (queued(store, f"10000000{number}") for number in (1, 2, 3))
    queued(store, "100000004", shop=SECOND_SHOP)

    page = store.reports.page
    assert page(SHOP, None, 0, 2) == [third, second]
    assert page(SHOP, second.id, 0, 2) == [first]
    assert page(SHOP, None, 1, 5) == [second, first]
    assert page(SECOND_SHOP, first.id, 0, 5) == []


def test_events_of_an_order_come_as_they_happened(store: Store) -> None:
    ingest(store, order(status=Status.COMPLETED))

    events = [recorded.event for recorded in store.reports.events(SHOP, "100000001")]
    assert events[0] is Event.NEW_ORDER
    assert events[-1] is Event.REVIEW_REQUEST


def test_moves_can_be_followed_as_they_happen(store: Store) -> None:
    assert store.reports.last_move_id() == 0
    message = in_state(store, S.SENDING)
    seen = store.reports.last_move_id()
    store.outbox.accept(message.id, wa_id="W100000001", ack=1, now=NOW + MINUTE)

    (move,) = store.reports.moves_after(seen)
    assert (move.shop_name, move.order_code, move.event) == ("Арман Техно", "100000001", Event.NEW_ORDER)
    assert (move.before, move.after, move.at, move.reason) == (S.SENDING, S.SENT, NOW + MINUTE, None)
    first, *_ = store.reports.moves_after(0, limit=1)
    assert (first.before, first.after) == (None, S.QUEUED)
    assert store.reports.moves_after(store.reports.last_move_id()) == []


def test_messages_are_counted_by_state_and_reason(store: Store) -> None:
    in_state(store, S.READ, "100000001")
    in_state(store, S.SKIPPED, "100000002")
    queued(store, "100000003", shop=SECOND_SHOP)

    everywhere = store.reports.counts(None, NOW)
    assert (everywhere[S.READ], everywhere[S.QUEUED], everywhere[S.FAILED]) == (1, 1, 0)
    assert store.reports.counts(SHOP, NOW)[S.QUEUED] == 0
    assert sum(store.reports.counts(None, NOW + HOUR).values()) == 0
    assert store.reports.reasons(SHOP, NOW) == {Reason.BY_PERSON: 1}
    assert store.reports.reasons(None, NOW + HOUR) == {}


def test_a_message_is_exported_under_the_agreed_keys(store: Store) -> None:
    message = in_state(store, S.ACCEPTED)
    store.outbox.ack(SHOP, "W100000001", 2, NOW + timedelta(milliseconds=1500))
    queued(store, "100000002")

    sent, waiting = store.reports.export_messages()
    assert sent == {
        "shop": "Арман Техно",
        "order_code": "100000001",
        "event": "new_order",
        "template": "new_order",
        "phone": "77000000001",
        "chat_id": "77000000001@c.us",
        "text": "text",
        "state": "delivered",
        "reason": None,
        "wa_id": "W100000001",
        "attempts": 1,
        "created_at": "2026-05-12T09:30:00Z",
        "due_at": "2026-05-12T09:30:00Z",
        "sent_at": "2026-05-12T09:30:01Z",
        "delivered_at": "2026-05-12T09:30:01Z",
        "read_at": None,
        "error": None,
    }
    assert waiting["text"] is waiting["chat_id"] is waiting["wa_id"] is None
    assert json.dumps([sent, waiting])
    assert got(store, message.id).delivered_at == NOW + timedelta(milliseconds=1500)


def test_an_order_is_exported_with_its_lines(store: Store) -> None:
    ingest(store, order(planned_at=NOW + DAY))
    store.orders.set_entries(SHOP, "100000001", [Entry(name="Чайник", quantity=Decimal(2))])

    assert list(store.reports.export_orders()) == [
        {
            "shop": "Арман Техно",
            "code": "100000001",
            "state": "NEW",
            "status": "APPROVED_BY_BANK",
            "delivery": "pickup",
            "created_at": "2026-05-12T09:25:00Z",
            "planned_at": "2026-05-13T09:30:00Z",
            "completed_at": None,
            "first_seen_at": "2026-05-12T09:30:00Z",
            "last_seen_at": "2026-05-12T09:30:00Z",
            "total_price": "12990.50",
            "buyer_name": "Айгүл Сапарова",
            "buyer_phone": "7000000001",
            "items": [{"name": "Чайник", "quantity": "2"}],
        }
    ]


def test_a_long_export_goes_page_by_page_while_others_write(store: Store) -> None:
    ingest(store, *(order(str(100000000 + n)) for n in range(1100)), baseline=True)

    rows = store.reports.export_orders()
    first = next(rows)
    ingest(store, order("200000000"), baseline=True)

    codes = [first["code"], *(row["code"] for row in rows)]
    assert len(set(codes)) == len(codes) == 1101


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"approved_at": None},
        {"state": State.ARCHIVE, "status": Status.COMPLETED, "completed_at": NOW - HOUR},
        {"state": State.ARCHIVE, "status": Status.COMPLETED, "completed_at": None},
        {
            "state": State.KASPI_DELIVERY,
            "status": Status.ACCEPTED_BY_MERCHANT,
            "delivery_mode": DeliveryMode.DELIVERY_LOCAL,
            "is_kaspi_delivery": True,
            "handed_over_at": NOW - MINUTE,
        },
        {"state": State("NEVER_SEEN")},
    ],
)
def test_what_happened_before_the_baseline_is_recorded_without_rows(
    store: Store, attributes: dict[str, Any]
) -> None:
    first = order(**attributes)
    ingest(store, first, baseline=True)
    recorded = store.reports.events(SHOP, first.code)
    assert {event.event for event in recorded} == facts(first)
    for event in recorded:
        assert event.note is Note.BASELINE
        assert event.observed_at == NOW
        assert event.happened_at == happened_at(first, event.event, first_seen=True, last_seen_at=None)
    ingest(store, order(**attributes, cancellation_reason="later"), now=NOW + MINUTE)
    assert store.reports.events(SHOP, first.code) == recorded
    assert store.outbox.of_order(SHOP, first.code) == []
