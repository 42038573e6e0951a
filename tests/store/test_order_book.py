"""The shop's orders as a window lists them, everything known of one, and a phone that a person typed."""

from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from msgspec.structs import replace

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.order import Delivery, DeliveryMode, Entry, State, Status
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.store import Message, OrderFilter, Said, Store, StoredOrder
from kaspi_notifier.store.order_book import PAGE, telling
from tests.store.desk import DAY, HOUR, MINUTE, NOW, SECOND_SHOP, SHOP, got, in_state, ingest, order, queued

S = MessageState
HIDDEN = "0000000000"
PHONE = "77000000099"


def codes(store: Store, **filters: Any) -> list[str]:
    """Codes of the orders in a list, page after page."""
    wanted = OrderFilter(**{"shop_id": SHOP, **filters})
    pages = [store.order_book.rows(wanted, page) for page in store.order_book.pages(wanted)]
    return [listed.stored.order.code for page in pages for listed in page]


def stored(store: Store, code: str = "100000001") -> StoredOrder:
    """The order, which exists."""
    found = store.orders.get(SHOP, code)
    assert found is not None
    return found


def test_orders_come_by_their_own_time(store: Store) -> None:
    ingest(store, order("100000002", created_at=NOW - HOUR))
    ingest(store, order("100000001", created_at=NOW - DAY), order("100000003", created_at=NOW))
    ingest(store, order("100000009"), shop=SECOND_SHOP)

    assert codes(store) == ["100000003", "100000002", "100000001"]
    assert codes(store, shop_id=SECOND_SHOP) == ["100000009"]
    assert codes(store, since=NOW - HOUR) == ["100000003", "100000002"]
    by_ids = store.order_book.by_ids(SHOP, [stored(store).id, 999])
    assert [listed.stored.order.code for listed in by_ids] == ["100000001"]


def test_a_long_list_comes_in_pages_that_stay(store: Store) -> None:
    moments = [NOW - timedelta(minutes=number // 3) for number in range(2 * PAGE + 50)]
    orders = [order(str(100_000_000 + n), created_at=at) for n, at in enumerate(moments)]
    ingest(store, *orders, baseline=True)
    wanted = OrderFilter(shop_id=SHOP)
    before = store.order_book.pages(wanted)
    listed = codes(store)

    assert [page.rows for page in before] == [50, PAGE, PAGE]
    assert len(set(listed)) == len(listed) == len(orders)
    assert [stored(store, code).order.created_at for code in listed] == sorted(moments, reverse=True)
    ingest(store, order("200000000", created_at=NOW + MINUTE), baseline=True)
    assert [page.key for page in store.order_book.pages(wanted)] == [page.key for page in before]
    assert codes(store) == ["200000000", *listed]


def test_orders_are_found_by_status_and_delivery(store: Store) -> None:
    kinds = list(product(DeliveryMode, (False, True), (False, True)))
    orders = [
        order(
            str(100_000_000 + n),
            delivery_mode=mode,
            is_kaspi_delivery=kaspi,
            is_express=express,
            status=Status.CANCELLED if n % 2 else Status.APPROVED_BY_BANK,
        )
        for n, (mode, kaspi, express) in enumerate(kinds)
    ]
    strange = order("300000000", delivery_mode=DeliveryMode("NEW_MODE"), status=Status("NEW_STATUS"))
    ingest(store, *orders, strange, baseline=True)

    for delivery in Delivery:
        expected = {o.code for o in orders if o.delivery is delivery}
        assert set(codes(store, delivery=delivery)) == expected
    cancelled = codes(store, statuses=frozenset({Status.CANCELLED}))
    assert set(cancelled) == {o.code for o in orders if o.status is Status.CANCELLED}
    assert codes(store, statuses=frozenset({Status.RETURNED})) == []
    assert len(codes(store)) == len(orders) + 1


@pytest.mark.parametrize(
    "search",
    ["100000011", "0011", "айгул", "сапар", "чаиник", "Чайник Tefal", "+7 700 000 00 11", "7000000011"],
)
def test_an_order_is_found_by_code_buyer_phone_and_goods(store: Store, search: str) -> None:
    ingest(store, order("100000011"), order("200000022", buyer_first_name="Олег", buyer_last_name=""))
    store.orders.set_entries(SHOP, "100000011", [Entry(name="Чайник Tefal", quantity=Decimal(2))])

    assert codes(store, search=search) == ["100000011"]
    assert codes(store, search=search, statuses=frozenset({Status.CANCELLED})) == []
    assert codes(store, search=search, shop_id=SECOND_SHOP) == []
    assert codes(store, search=search + " утюг") == []
    assert codes(store, search="я") == []


def test_the_message_that_tells_most(store: Store) -> None:
    def message(state: S, **rest: Any) -> Message:
        return replace(example, state=state, reason=None, accepted_at=None, **rest)

    example = queued(store)
    sent = replace(message(S.READ), accepted_at=NOW)
    asking, waiting = message(S.NEEDS_DECISION), message(S.QUEUED)
    gone_past = replace(message(S.SKIPPED), reason=Reason.SUPERSEDED)
    failed = message(S.FAILED)

    assert telling([]) is None
    assert telling([gone_past]) is gone_past
    assert telling([gone_past, waiting]) is waiting
    assert telling([sent, waiting]) is sent
    assert telling([failed, gone_past]) is failed
    assert telling([asking, sent]) is asking


def test_a_list_knows_messages_and_answers(store: Store) -> None:
    read = in_state(store, S.READ)
    ingest(store, order("100000002", created_at=NOW), templates=[])
    store.contacts.replied(SHOP, "77000000001", NOW + MINUTE)
    wanted = OrderFilter(shop_id=SHOP)

    def listed() -> list[tuple[int | None, bool]]:
        (page,) = store.order_book.pages(wanted)
        rows = store.order_book.rows(wanted, page)
        return [(row.message.id if row.message else None, row.has_reply) for row in rows]

    assert listed() == [(None, False), (read.id, True)]
    # An answer that is older than the order is no answer to it.
    store.contacts.replied(SHOP, "77000000001", NOW - DAY)
    assert listed() == [(None, False), (read.id, False)]


def test_the_story_of_an_order(store: Store) -> None:
    sent = in_state(store, S.READ)
    accepted = order(status=Status.ACCEPTED_BY_MERCHANT, state=State.PICKUP)
    ingest(store, accepted, now=NOW + HOUR)
    for at, words, from_me in ((NOW + HOUR, "Спасибо", False), (NOW - DAY, "?", False), (NOW, "Да", True)):
        said = Said(wa_id=words, phone="77000000001", from_me=from_me, body=words, media=None, at=at)
        store.conversations.add(SHOP, said)

    story = store.order_book.story(SHOP, "100000001")
    assert story is not None
    assert story.stored.order == accepted
    assert {event.event for event in story.events} >= {Event.NEW_ORDER, Event.READY_FOR_PICKUP}
    assert story.messages[0] == got(store, sent.id)
    assert [reply.text for reply in story.replies] == ["Спасибо"]
    assert story.typed_phone is None
    assert store.order_book.story(SHOP, "999") is None
    for value in (story, story.replies[0], store.order_book.by_ids(SHOP, [story.stored.id])[0]):
        assert "Спасибо" not in repr(value)
        assert "7000" not in repr(value)


def test_a_typed_phone_lets_the_newest_message_go(store: Store) -> None:
    ingest(store, order(buyer_phone=HIDDEN))
    ready = order(buyer_phone=HIDDEN, status=Status.ACCEPTED_BY_MERCHANT, state=State.PICKUP)
    ingest(store, ready, now=NOW + HOUR)
    states = {m.event: (m.state, m.reason) for m in store.outbox.of_order(SHOP, "100000001")}
    assert states[Event.NEW_ORDER] == states[Event.READY_FOR_PICKUP] == (S.SKIPPED, Reason.PHONE_HIDDEN)

    freed = store.outbox.give_phone(stored(store), PHONE, NOW + 2 * HOUR)

    messages = {m.event: m for m in store.outbox.of_order(SHOP, "100000001")}
    assert freed == 2
    assert messages[Event.NEW_ORDER].state is S.SKIPPED
    assert messages[Event.READY_FOR_PICKUP].state is messages[Event.PICKUP_REMINDER].state is S.QUEUED
    assert {message.phone for message in messages.values()} == {PHONE}
    assert messages[Event.READY_FOR_PICKUP].due_at == NOW + 2 * HOUR
    history = store.reports.history(messages[Event.READY_FOR_PICKUP].id)
    assert (history[-1].after, history[-1].by) == (S.QUEUED, "person")
    story = store.order_book.story(SHOP, "100000001")
    assert story is not None
    assert story.typed_phone == PHONE
    assert codes(store, search="0099") == ["100000001"]
    assert store.outbox.give_phone(stored(store), PHONE, NOW + 3 * HOUR) == 0


def test_later_messages_of_the_order_go_to_the_typed_phone(store: Store) -> None:
    ingest(store, order(buyer_phone=HIDDEN), order("100000002", buyer_phone=HIDDEN))
    store.outbox.give_phone(stored(store), PHONE, NOW)
    later = {"status": Status.ACCEPTED_BY_MERCHANT, "state": State.PICKUP}
    both = [order(code, buyer_phone=HIDDEN, **later) for code in ("100000001", "100000002")]
    ingest(store, *both, now=NOW + HOUR)

    def ready(code: str) -> Message:
        found = store.outbox.of_order(SHOP, code)
        return next(message for message in found if message.event is Event.READY_FOR_PICKUP)

    assert (ready("100000001").state, ready("100000001").phone) == (S.QUEUED, PHONE)
    assert ready("100000002").reason is Reason.PHONE_HIDDEN
    # Kaspi's own phone wins as soon as it is there.
    ingest(store, order(status=Status.COMPLETED, state=State.ARCHIVE), now=NOW + DAY)
    newest = store.outbox.of_order(SHOP, "100000001")[-1]
    assert newest.phone == "77000000001"


def test_a_typed_phone_sends_nothing_that_is_late_or_over(store: Store) -> None:
    ingest(store, order(buyer_phone=HIDDEN), order("100000002", buyer_phone=HIDDEN))
    assert store.outbox.give_phone(stored(store), PHONE, NOW + 30 * DAY) == 0
    ingest(store, order("100000002", buyer_phone=HIDDEN, status=Status.CANCELLED), now=NOW + HOUR)
    freed = store.outbox.give_phone(stored(store, "100000002"), PHONE, NOW + HOUR)

    assert freed == 0
    assert {m.state for m in store.outbox.of_order(SHOP, "100000002")} == {S.SKIPPED}
