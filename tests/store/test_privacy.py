"""What is old is wiped, what one buyer left is wiped on request, and no byte of it stays in any file."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kaspi_notifier.domain.message import ForbiddenMove, Kind, MessageState, Reason
from kaspi_notifier.domain.order import Order
from kaspi_notifier.store import Busy, Decision, Draft, Store
from kaspi_notifier.store.conversations import Said
from tests.store.desk import DAY, HOUR, NOW, SECOND_SHOP, SHOP, got, in_state, ingest, opened, order, queued

S = MessageState
PHONE = "77000000001"
NAME, STREET, TEXT = "Жансулуканарек", "улица Тестовая канарейка 7", "Здравствуйте, канарейка"


def wipe(store: Store, now: datetime, *, messages: int = 30, orders: int = 90) -> None:
    """What the nightly job does."""
    for _ in store.privacy.wipe(now - messages * DAY, now - orders * DAY, now):
        pass


def personal(code: str = "100000001", **attributes: Any) -> Order:
    """An order whose buyer can be found again in any file."""
    return order(code, buyer_first_name=NAME, delivery_address=STREET, buyer_phone="7000000001", **attributes)


def traces(folder: Path, *words: str) -> set[tuple[str, str]]:
    """Which files hold which of the words, in any encoding the program writes."""
    return {
        (path.name, word)
        for path in folder.rglob("*")
        if path.is_file() and path.name != "secrets.json"
        for word in words
        if word.encode() in (content := path.read_bytes()) or word.casefold().encode() in content
    }


def sent_to_buyer(store: Store, code: str = "100000001") -> int:
    """A message to the buyer that was read."""
    ingest(store, personal(code))
    message = next(m for m in store.outbox.of_order(SHOP, code))
    store.outbox.freeze(message.id, chat_id=f"{PHONE}@c.us", text=TEXT, wa_id=f"W{code}")
    store.outbox.claim(message.id, NOW)
    store.outbox.accept(message.id, wa_id=f"W{code}", ack=3, now=NOW)
    return message.id


def heard(store: Store, at: datetime = NOW) -> None:
    """The buyer wrote back."""
    store.contacts.replied(SHOP, PHONE, at)
    store.inbox.add(
        SHOP, "e1", "message", kind="text", chat_id="5@lid", phone=PHONE, wa_id=None, at=at, now=at
    )
    store.conversations.add(SHOP, Said(wa_id="A1", phone=PHONE, from_me=False, body=TEXT, media=None, at=at))
    store.conversations.learn_lid(SHOP, "6@lid", PHONE)


def test_after_their_days_nothing_of_a_buyer_is_in_any_file(tmp_path: Path) -> None:
    words = (PHONE, "7000000001", NAME, NAME.casefold(), STREET, TEXT)
    with opened(tmp_path, "Арман Техно") as store:
        number = sent_to_buyer(store)
        heard(store)
        assert {word for _, word in traces(tmp_path, *words)} == set(words)
        wipe(store, NOW + 31 * DAY)
        message = got(store, number)
        assert (message.state, message.phone, message.text, message.chat_id) == (S.READ, None, None, None)
        # The order keeps its buyer longer than its messages.
        assert TEXT not in {word for _, word in traces(tmp_path, *words)}
        assert store.contacts.get(SHOP, PHONE) is None
        wipe(store, NOW + 91 * DAY)
        assert traces(tmp_path, *words) == set()
        assert store.orders.count(SHOP) == 1
        assert store.reports.counts(SHOP, NOW - DAY)[S.READ] == 1


@pytest.mark.parametrize(
    ("state", "wiped"),
    [(state, state in (S.ACCEPTED, S.SENT, S.DELIVERED, S.READ, S.FAILED, S.SKIPPED)) for state in S],
)
def test_only_what_came_to_its_end_is_wiped(store: Store, state: MessageState, wiped: bool) -> None:
    number = in_state(store, state).id
    wipe(store, NOW + 29 * DAY)
    assert got(store, number).wiped_at is None
    wipe(store, NOW + 31 * DAY)
    assert (got(store, number).wiped_at is not None) is wiped
    assert (got(store, number).text is None) is wiped


def test_the_days_count_from_the_last_thing_that_happened(store: Store) -> None:
    number = in_state(store, S.SENT).id
    store.outbox.ack(SHOP, "W100000001", 3, NOW + 10 * DAY)
    wipe(store, NOW + 39 * DAY)
    assert got(store, number).text is not None
    wipe(store, NOW + 41 * DAY)
    assert got(store, number).text is None


def test_a_wiped_message_can_not_be_sent_again(store: Store) -> None:
    number = in_state(store, S.FAILED).id
    wipe(store, NOW + 31 * DAY)
    with pytest.raises(ForbiddenMove):
        store.outbox.decide(number, Decision.SEND_AGAIN, NOW + 31 * DAY)


def test_a_log_is_wiped_step_by_step(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaspi_notifier.store.privacy._IDS_AT_ONCE", 2)
    numbers = [in_state(store, S.READ, f"10000000{number}").id for number in range(1, 6)]
    steps = store.privacy.wipe(NOW + DAY, NOW - DAY, NOW)
    next(steps)
    assert [got(store, number).wiped_at is None for number in numbers] == [False, False, True, True, True]
    assert len(list(steps)) == 5
    assert all(got(store, number).wiped_at is not None for number in numbers)


def test_a_forgotten_buyer_is_nowhere(tmp_path: Path) -> None:
    words = (PHONE, "7000000001", NAME, NAME.casefold(), STREET, TEXT, "5@lid", "6@lid")
    with opened(tmp_path, "Арман Техно", "Второй") as store:
        number = sent_to_buyer(store)
        store.contacts.checked(SHOP, PHONE, exists=True, chat_id="5@lid", now=NOW)
        heard(store)
        by_hand = store.outbox.write(SHOP, Draft(kind=Kind.BY_HAND, text=TEXT, chat_id="5@lid"), NOW)
        ingest(store, personal("100000002"), shop=SECOND_SHOP)
        other = queued(store, "100000003").id
        store.privacy.forget(PHONE, NOW + HOUR)
        assert traces(tmp_path, *words) == set()
        assert got(store, number).state is S.READ
        waiting = got(store, by_hand)
        assert (waiting.state, waiting.reason) == (S.SKIPPED, Reason.BY_PERSON)
        assert [row.after for row in store.reports.history(by_hand)] == [S.QUEUED, S.SKIPPED]
        assert store.outbox.of_order(SECOND_SHOP, "100000002")[0].state is S.SKIPPED
        assert (got(store, other).state, got(store, other).wiped_at) == (S.QUEUED, None)


def test_kaspi_does_not_bring_a_forgotten_buyer_back(store: Store) -> None:
    ingest(store, personal())
    store.privacy.forget(PHONE, NOW)
    assert ingest(store, personal(), now=NOW + HOUR).changed == 0
    ingest(store, personal(is_assembled=True), now=NOW + 2 * HOUR)
    stored = store.orders.get(SHOP, "100000001")
    assert stored is not None
    assert (stored.order.buyer_phone, stored.order.buyer_first_name, stored.order.is_assembled) == (
        "",
        "",
        True,
    )


@pytest.mark.parametrize("state", [S.SENDING, S.UNKNOWN])
def test_a_message_on_its_way_is_not_forgotten(store: Store, state: MessageState) -> None:
    number = in_state(store, state).id
    with pytest.raises(Busy):
        store.privacy.forget(PHONE, NOW)
    assert got(store, number).text is not None


def test_a_refusal_outlives_the_phone(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно", "Второй") as store:
        store.contacts.opt_out(SHOP, PHONE, NOW)
        store.contacts.opt_out(SHOP, "77000000002", NOW)
        store.privacy.forget(PHONE, NOW)
        wipe(store, NOW + 31 * DAY)
        assert traces(tmp_path, PHONE, "77000000002") == set()
    with opened(tmp_path, "Арман Техно", "Второй") as store:
        for phone in (PHONE, "77000000002"):
            contact = store.contacts.get(SHOP, phone)
            assert contact is not None and contact.opted_out_at == NOW
            assert not contact.has_replied
        assert store.contacts.get(SECOND_SHOP, PHONE) is None
        store.contacts.replied(SHOP, PHONE, NOW + timedelta(days=40))
        known = store.contacts.get(SHOP, PHONE)
        assert known is not None and known.opted_out_at == NOW and known.has_replied
        store.contacts.opt_in(SHOP, PHONE)
        again = store.contacts.get(SHOP, PHONE)
        assert again is not None and again.opted_out_at is None
