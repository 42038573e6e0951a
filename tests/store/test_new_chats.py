"""Chats that are new, chats that are known, and what a limit of new chats does with their messages."""

from datetime import timedelta

from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.store import Draft, Message, Store
from tests.store.desk import DAY, HOUR, MINUTE, NOW, SHOP, frozen, got, ingest, order, queued

S = MessageState


def sent(store: Store, code: str, *, ack: int, at: timedelta = timedelta()) -> Message:
    """A message about an order that was sent and acknowledged, `at` after now."""
    number = frozen(store, code).id
    store.outbox.claim(number, NOW + at)
    store.outbox.accept(number, wa_id=f"W{code}", ack=ack, now=NOW + at)
    return got(store, number)


def personal(store: Store, kind: Kind, phone: str | None = None, chat_id: str | None = None) -> Message:
    """A message about no event."""
    return got(
        store, store.outbox.write(SHOP, Draft(kind=kind, text="text", phone=phone, chat_id=chat_id), NOW)
    )


def test_who_is_known(store: Store) -> None:
    chats = store.new_chats
    fresh = queued(store, "100000011")
    assert fresh.phone is not None
    assert not chats.is_known(fresh.id)
    sent(store, "100000012", ack=1)
    assert not chats.is_known(sent(store, "100000013", ack=1).id)
    assert chats.is_known(sent(store, "100000014", ack=2).id)
    store.contacts.replied(SHOP, fresh.phone, NOW)
    assert chats.is_known(fresh.id)
    assert not chats.is_known(personal(store, Kind.BY_HAND, phone="77000000033").id)
    assert chats.is_known(personal(store, Kind.BY_HAND, chat_id="2@lid").id)
    for kind in (Kind.TEST, Kind.OPT_OUT, Kind.AUTO_REPLY, Kind.DIGEST):
        assert chats.is_known(personal(store, kind, phone="77000000033").id)


def test_holding_what_would_begin_a_chat(store: Store) -> None:
    known = sent(store, "100000014", ack=2)
    again = queued(store, "100000114")
    assert again.phone == known.phone
    fresh, probe = queued(store, "100000011"), queued(store, "100000012")
    by_hand = personal(store, Kind.BY_HAND, phone="77000000033")
    limit = Restriction(why=Why.REFUSED, since=NOW, until=None, probe_id=probe.id)
    assert store.new_chats.hold(SHOP, NOW, limit) == 2
    assert store.new_chats.hold(SHOP, NOW, limit) == 0
    for message in (fresh, by_hand):
        held = got(store, message.id)
        assert (held.state, held.reason) == (S.HELD, Reason.RESTRICTED)
        last = store.reports.history(message.id)[-1]
        assert (last.before, last.after, last.reason) == (S.QUEUED, S.HELD, Reason.RESTRICTED)
    assert got(store, again.id).state is S.QUEUED
    found = store.new_chats.next_known(SHOP, NOW)
    assert found is not None
    assert found.id == again.id
    store.outbox.skip(again.id, reason=Reason.BY_PERSON, now=NOW)
    assert store.new_chats.next_known(SHOP, NOW) is None
    found = store.new_chats.next_known(SHOP, NOW, limit)
    assert found is not None
    assert found.id == probe.id


def test_where_arrivals_are_not_enough_only_who_wrote_is_known(store: Store) -> None:
    sent(store, "100000014", ack=2)
    again, wrote = queued(store, "100000114"), queued(store, "100000011")
    assert wrote.phone is not None
    store.contacts.replied(SHOP, wrote.phone, NOW)
    strict = Restriction(why=Why.REFUSED, since=NOW, until=None, replied_only=True)
    assert store.new_chats.is_known(again.id)
    assert not store.new_chats.is_known(again.id, replied_only=True)
    assert store.new_chats.is_known(wrote.id, replied_only=True)
    assert store.new_chats.next_known(SHOP, NOW) == again
    assert store.new_chats.next_known(SHOP, NOW, strict) == got(store, wrote.id)
    assert store.new_chats.hold(SHOP, NOW) == 0
    assert store.new_chats.hold(SHOP, NOW, strict) == 1
    assert got(store, again.id).state is S.HELD


def test_the_probe(store: Store) -> None:
    chats = store.new_chats
    assert chats.probe(SHOP, NOW) is None
    fresh = queued(store, "100000011")
    assert chats.probe(SHOP, NOW) == fresh.id
    chats.hold(SHOP, NOW)
    assert chats.probe(SHOP, NOW) == fresh.id
    assert got(store, fresh.id).state is S.QUEUED
    assert [row.after for row in store.reports.history(fresh.id)] == [S.QUEUED, S.HELD, S.QUEUED]
    chats.hold(SHOP, NOW)
    assert chats.probe(SHOP, NOW + 30 * DAY) is None


def test_counting_the_chats_that_were_begun(store: Store) -> None:
    chats = store.new_chats
    sent(store, "100000014", ack=2, at=-30 * HOUR)
    sent(store, "100000114", ack=1, at=-2 * HOUR)
    sent(store, "100000011", ack=1, at=-3 * HOUR)
    sent(store, "100000111", ack=1, at=-2 * HOUR)
    sent(store, "100000012", ack=0, at=-1 * HOUR)
    replied = sent(store, "100000013", ack=1, at=-HOUR)
    assert replied.phone is not None
    store.contacts.replied(SHOP, replied.phone, NOW)
    assert chats.starts(SHOP, NOW - DAY) == [NOW - HOUR, NOW - 3 * HOUR]
    assert chats.starts(SHOP, NOW) == []


def test_whether_whatsapp_lets_chats_begin(store: Store) -> None:
    begun = store.new_chats.begun
    sent(store, "100000014", ack=2, at=-30 * HOUR)
    sent(store, "100000114", ack=1)
    assert not begun(SHOP, NOW - HOUR, unrefused_before=NOW - MINUTE)
    sent(store, "100000011", ack=0)
    assert not begun(SHOP, NOW - HOUR, unrefused_before=NOW - MINUTE)
    assert begun(SHOP, NOW - HOUR, unrefused_before=NOW)
    sent(store, "100000012", ack=1)
    assert begun(SHOP, NOW - HOUR, unrefused_before=NOW - MINUTE)
    assert not begun(SHOP, NOW + MINUTE, unrefused_before=NOW)


def test_what_came_all_at_once_is_dropped_together(store: Store) -> None:
    before = queued(store, "100000011")
    ingest(store, order("100000012"), order("100000013"), now=NOW + MINUTE)
    assert store.outbox.queued_since(SHOP, NOW + MINUTE) == 2
    assert store.outbox.skip_events(SHOP, since=NOW + MINUTE, now=NOW + 2 * MINUTE) == 2
    assert got(store, before.id).state is S.QUEUED
    (dropped,) = [
        m for m in store.outbox.of_order(SHOP, "100000012") if m.state is S.SKIPPED and m.event == "new_order"
    ]
    assert dropped.reason is Reason.BY_PERSON
    assert store.reports.history(dropped.id)[-1].by == "person"
    assert store.outbox.queued_since(SHOP, NOW + MINUTE) == 0


def test_silence_and_its_end(store: Store) -> None:
    outbox = store.outbox
    for number in range(3):
        assert outbox.silent_since(SHOP, before=NOW + HOUR, many=3) is None
        sent(store, f"10000002{number}", ack=0, at=number * MINUTE)
    assert outbox.silent_since(SHOP, before=NOW + HOUR, many=3) == NOW
    assert outbox.silent_since(SHOP, before=NOW + MINUTE, many=3) is None
    assert not outbox.confirmed_since(SHOP, NOW)
    sent(store, "100000024", ack=1, at=5 * MINUTE)
    assert outbox.confirmed_since(SHOP, NOW)
    assert outbox.silent_since(SHOP, before=NOW + HOUR, many=3) is None


def test_the_control_of_a_look_up(store: Store) -> None:
    control = store.outbox.control
    assert control(SHOP, since=NOW - DAY, before=NOW) is None
    first = sent(store, "100000011", ack=1, at=-HOUR)
    second = sent(store, "100000012", ack=1)
    assert control(SHOP, since=NOW - DAY, before=NOW) == second
    assert control(SHOP, since=NOW - DAY, before=NOW - MINUTE) == first
    assert control(SHOP, since=NOW + MINUTE, before=NOW + HOUR) is None


def test_what_a_buyer_got(store: Store) -> None:
    first = sent(store, "100000011", ack=1, at=-HOUR)
    second = sent(store, "100000111", ack=1)
    assert first.phone is not None
    assert store.outbox.attempts_to(SHOP, first.phone, NOW - DAY, but=0) == [NOW, NOW - HOUR]
    assert store.outbox.attempts_to(SHOP, first.phone, NOW - DAY, but=second.id) == [NOW - HOUR]
    assert store.outbox.attempts_to(SHOP, first.phone, NOW - MINUTE, but=second.id) == []
