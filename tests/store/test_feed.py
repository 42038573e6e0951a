"""What happened in a shop lately, in the order of time."""

from datetime import datetime

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.domain.order import State, Status
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.store import Happening, Said, Store
from tests.store.desk import DAY, HOUR, MINUTE, NOW, SECOND_SHOP, SHOP, in_state, ingest, order


def reply(store: Store, phone: str, at: datetime, body: str = "Спасибо") -> None:
    """An answer of a buyer."""
    said = Said(wa_id=f"R{at}", phone=phone, from_me=False, body=body, media=None, at=at)
    store.conversations.add(SHOP, said)


def latest(store: Store, limit: int = 10) -> list[Happening]:
    """The shop's newest happenings."""
    return store.feed.latest(SHOP, limit)


def test_events_and_answers_come_newest_first(store: Store) -> None:
    sent = in_state(store, MessageState.READ)
    reply(store, "77000000001", NOW + MINUTE)
    reply(store, "77000000099", NOW + 2 * MINUTE, body="")
    later = order("100000002", status=Status.ACCEPTED_BY_MERCHANT, state=State.PICKUP)
    ingest(store, later, now=NOW + HOUR)

    pickup, stranger, answer, new = latest(store)
    assert (pickup.event, pickup.order_code, pickup.buyer) == (Event.READY_FOR_PICKUP, "100000002", "Айгүл")
    assert pickup.message is not None
    assert pickup.message.state is MessageState.QUEUED
    assert (stranger.order_code, stranger.buyer, stranger.reply) == (None, "", "")
    assert (answer.order_code, answer.buyer, answer.reply) == ("100000001", "Айгүл", "Спасибо")
    assert new.message is not None
    assert new.message.id == sent.id
    assert [happening.at for happening in latest(store, 2)] == [NOW + HOUR, NOW + 2 * MINUTE]
    assert store.feed.latest(SECOND_SHOP, 10) == []
    assert "Спасибо" not in repr(answer)


def test_of_what_was_seen_at_once_one_thing_is_told(store: Store) -> None:
    later = order(status=Status.ACCEPTED_BY_MERCHANT, state=State.PICKUP)
    ingest(store, later, templates=[])

    (only,) = latest(store)
    assert (only.event, only.message) == (Event.READY_FOR_PICKUP, None)


def test_what_was_there_before_is_no_news(store: Store) -> None:
    ingest(store, order(), baseline=True)

    assert latest(store) == []
    assert store.feed.orders_since(SHOP, NOW - HOUR) == 1
    assert store.feed.orders_since(SHOP, NOW + DAY) == 0
