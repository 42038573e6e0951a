"""What the outbox remembers of a message on its way, beyond its state."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.store import AlreadyFrozen, Decision, Store, StoreError
from tests.store.desk import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    SECOND_SHOP,
    SHOP,
    frozen,
    got,
    in_state,
    ingest,
    order,
    queued,
)

S = MessageState


def test_a_new_message_is_queued_with_all_that_is_known(store: Store) -> None:
    message = queued(store)

    assert message.state is S.QUEUED
    assert (message.shop_id, message.order_code, message.event) == (SHOP, "100000001", Event.NEW_ORDER)
    assert (message.template_id, message.template_name) == (1, "new_order")
    assert message.phone == "77000000001"
    assert (message.chat_id, message.text, message.wa_id) == (None, None, None)
    assert (message.created_at, message.due_at) == (NOW, NOW)
    assert message.expires_at == NOW - 4 * MINUTE + DAY
    assert message.happened_at == NOW - 4 * MINUTE
    assert "7700" not in repr(message)


def test_the_longest_due_message_of_the_shop_is_next(store: Store) -> None:
    first, second = queued(store, "100000001"), queued(store, "100000002")
    queued(store, "100000003", shop=SECOND_SHOP)
    store.outbox.postpone(first.id, NOW + HOUR, "quiet hours")

    assert store.outbox.next_due(SHOP, NOW) == second
    assert store.outbox.next_due_at(SHOP) == NOW
    assert got(store, first.id).error == "quiet hours"
    store.outbox.skip(second.id, reason=Reason.BY_PERSON, now=NOW)
    assert store.outbox.next_due(SHOP, NOW) is None
    assert store.outbox.next_due_at(SHOP) == NOW + HOUR
    assert store.outbox.next_due(SHOP, NOW + HOUR) is not None


def test_an_empty_outbox_has_nothing_to_tell(store: Store) -> None:
    outbox = store.outbox

    assert outbox.get(1) is None
    assert outbox.next_due(SHOP, NOW) is None
    assert outbox.next_due_at(SHOP) is None
    assert outbox.doubtful(SHOP, NOW) is None
    assert outbox.doubtful_at(SHOP) is None
    assert outbox.next_ack_at(SHOP) is None
    assert outbox.last_attempt_at(SHOP) is None
    assert outbox.nth_newest_attempt_at(SHOP, 1, NOW - DAY) is None
    assert outbox.by_wa_id(SHOP, "W1") is None
    assert outbox.ack(SHOP, "W1", 1, NOW) is None
    assert not outbox.sent_anything(SHOP, "100000001")
    assert set(outbox.counts(SHOP).values()) == {0}
    with pytest.raises(KeyError):
        outbox.ask(1, error="", now=NOW)
    with pytest.raises(KeyError):
        outbox.claim(1, NOW)


def test_a_message_is_frozen_once(store: Store) -> None:
    message = queued(store)

    assert store.outbox.freeze(message.id, chat_id="1@c.us", text="text", wa_id="W1")
    with pytest.raises(AlreadyFrozen):
        store.outbox.freeze(message.id, chat_id="2@c.us", text="other", wa_id="W2")

    kept = got(store, message.id)
    assert (kept.chat_id, kept.text, kept.wa_id) == ("1@c.us", "text", "W1")


def test_a_message_that_was_skipped_meanwhile_is_not_frozen(store: Store) -> None:
    message = queued(store)
    store.outbox.skip(message.id, reason=Reason.BY_PERSON, now=NOW)

    assert not store.outbox.freeze(message.id, chat_id="1@c.us", text="text", wa_id="W1")
    assert got(store, message.id).text is None


def test_one_id_belongs_to_one_message(store: Store) -> None:
    frozen(store, "100000001")
    other = queued(store, "100000002")

    with pytest.raises(StoreError):
        store.outbox.freeze(other.id, chat_id="1@c.us", text="text", wa_id="W100000001")
    assert got(store, other.id) == other


def test_a_claim_counts_the_attempt_and_its_time(store: Store) -> None:
    message = frozen(store)

    assert store.outbox.claim(message.id, NOW + MINUTE)
    assert not store.outbox.claim(message.id, NOW + MINUTE)

    claimed = got(store, message.id)
    assert (claimed.attempts, claimed.attempt_at) == (1, NOW + MINUTE)
    assert store.outbox.last_attempt_at(SHOP) == NOW + MINUTE


def test_attempts_are_counted_from_history(store: Store) -> None:
    for minute in range(3):
        store.outbox.claim(frozen(store, f"10000001{minute}").id, NOW + minute * MINUTE)

    attempt = store.outbox.nth_newest_attempt_at
    assert attempt(SHOP, 1, NOW) == NOW + 2 * MINUTE
    assert attempt(SHOP, 3, NOW) == NOW
    assert attempt(SHOP, 3, NOW + MINUTE) is None
    assert attempt(SECOND_SHOP, 1, NOW) is None


def test_an_accepted_message_is_watched_for_its_ticks(store: Store) -> None:
    message = in_state(store, S.ACCEPTED)

    assert (message.accepted_at, message.sent_at) == (NOW, None)
    assert message.next_ack_at == NOW + timedelta(seconds=5)
    assert store.outbox.due_for_ack(SHOP, NOW, 10) == []
    assert store.outbox.due_for_ack(SHOP, NOW + MINUTE, 10) == [message]
    store.outbox.schedule_ack(message.id, NOW + HOUR)
    assert store.outbox.next_ack_at(SHOP) == NOW + HOUR
    store.outbox.schedule_ack(message.id, None)
    assert store.outbox.next_ack_at(SHOP) is None
    assert store.outbox.sent_anything(SHOP, "100000001")
    assert store.outbox.sent_since(SHOP, NOW) == 1
    assert store.outbox.sent_since(SHOP, NOW + MINUTE) == 0


def test_ticks_come_late_twice_and_out_of_order(store: Store) -> None:
    message = in_state(store, S.ACCEPTED)

    read = store.outbox.ack(SHOP, "W100000001", 3, NOW + HOUR)
    assert store.outbox.ack(SHOP, "W100000001", 2, NOW + 2 * HOUR) is None
    assert store.outbox.ack(SHOP, "W100000001", 3, NOW + 2 * HOUR) is None

    assert read == got(store, message.id)
    assert (read.sent_at, read.delivered_at, read.read_at) == (NOW + HOUR,) * 3
    assert read.next_ack_at is None


def test_an_id_the_server_chose_is_kept_beside_ours(store: Store) -> None:
    message = in_state(store, S.SENDING)

    store.outbox.accept(message.id, wa_id="THEIRS", ack=0, now=NOW)

    accepted = got(store, message.id)
    assert (accepted.wa_id, accepted.reply_wa_id) == ("W100000001", "THEIRS")
    assert store.outbox.by_wa_id(SHOP, "THEIRS") == accepted
    sent = store.outbox.ack(SHOP, "THEIRS", 1, NOW)
    assert sent is not None
    assert sent.state is S.SENT
    assert store.reports.history(message.id)[-2].detail == "other id"


def test_a_late_answer_after_an_ack_still_tells_its_id(store: Store) -> None:
    message = in_state(store, S.SENT)

    assert not store.outbox.accept(message.id, wa_id="THEIRS", ack=1, now=NOW)
    assert got(store, message.id) == replace(message, reply_wa_id="THEIRS")


def test_an_old_server_gives_the_id_with_its_answer(store: Store) -> None:
    message = queued(store)
    store.outbox.freeze(message.id, chat_id="1@c.us", text="text", wa_id=None)
    store.outbox.claim(message.id, NOW)

    store.outbox.accept(message.id, wa_id="THEIRS", ack=1, now=NOW)

    sent = got(store, message.id)
    assert (sent.wa_id, sent.reply_wa_id, sent.state) == ("THEIRS", None, S.SENT)


def test_an_id_given_twice_by_a_server_is_not_taken_for_ours(store: Store) -> None:
    in_state(store, S.ACCEPTED, "100000001")
    message = queued(store, "100000002")
    store.outbox.freeze(message.id, chat_id="1@c.us", text="text", wa_id=None)
    store.outbox.claim(message.id, NOW)

    store.outbox.accept(message.id, wa_id="W100000001", ack=None, now=NOW)

    accepted = got(store, message.id)
    assert (accepted.wa_id, accepted.reply_wa_id) == (None, "W100000001")


def test_a_refused_attempt_is_tried_again_with_the_same_id(store: Store) -> None:
    message = in_state(store, S.SENDING)

    store.outbox.requeue(message.id, due_at=NOW + MINUTE, error="unreachable", now=NOW)

    again = got(store, message.id)
    assert (again.state, again.due_at, again.error) == (S.QUEUED, NOW + MINUTE, "unreachable")
    assert (again.wa_id, again.attempts) == ("W100000001", 1)
    assert store.reports.history(message.id)[-1].detail == "unreachable"


def test_a_definite_no_does_not_speak_for_an_earlier_doubtful_attempt(store: Store) -> None:
    message = in_state(store, S.UNKNOWN)
    store.outbox.resend(message.id, NOW + MINUTE)
    store.outbox.claim(message.id, NOW + MINUTE)

    store.outbox.requeue(message.id, due_at=NOW + HOUR, error="refused", now=NOW + MINUTE)

    doubted = got(store, message.id)
    assert (doubted.state, doubted.settle_until, doubted.is_doubted) == (S.UNKNOWN, NOW + HOUR, True)
    assert (doubted.attempts, doubted.resends) == (2, 1)


def test_doubt_settles_before_anything_is_looked_up(store: Store) -> None:
    message = in_state(store, S.UNKNOWN)

    assert store.outbox.doubtful(SHOP, NOW) is None
    assert store.outbox.doubtful_at(SHOP) == NOW + MINUTE
    assert store.outbox.doubtful(SHOP, NOW + MINUTE) == message
    assert store.outbox.looked(message.id, absences=2, settle_until=NOW + 2 * MINUTE)
    assert store.outbox.doubtful(SHOP, NOW + MINUTE) is None
    assert got(store, message.id).absences == 2
    assert store.outbox.resend(message.id, NOW + 3 * MINUTE)
    assert not store.outbox.looked(message.id, absences=3, settle_until=NOW)
    assert got(store, message.id).absences == 0


def test_after_a_start_every_send_under_way_is_in_doubt(store: Store) -> None:
    sending = in_state(store, S.SENDING)
    in_state(store, S.ACCEPTED, "100000002")

    assert store.outbox.sweep(SECOND_SHOP, now=NOW, settle=MINUTE) == 0
    assert store.outbox.sweep(SHOP, now=NOW, settle=MINUTE) == 1

    swept = got(store, sending.id)
    assert (swept.state, swept.is_doubted, swept.settle_until) == (S.UNKNOWN, True, NOW + MINUTE)


def test_a_message_that_may_have_arrived_expires_into_a_question(store: Store) -> None:
    plain = in_state(store, S.QUEUED, "100000001")
    doubted = in_state(store, S.UNKNOWN, "100000002")
    held = in_state(store, S.UNKNOWN, "100000003")
    for message in (doubted, held):
        store.outbox.resend(message.id, NOW)
    store.outbox.hold(held.id, error="463", now=NOW)

    assert store.outbox.expire(SHOP, NOW) == 0
    assert store.outbox.expire(SHOP, NOW + 2 * DAY) == 3

    skipped = got(store, plain.id)
    assert (skipped.state, skipped.reason) == (S.SKIPPED, Reason.EXPIRED)
    assert got(store, doubted.id).state is S.NEEDS_DECISION
    assert got(store, held.id).state is S.NEEDS_DECISION
    moves = [(row.before, row.after) for row in store.reports.history(held.id)[-2:]]
    assert moves == [(S.HELD, S.QUEUED), (S.QUEUED, S.NEEDS_DECISION)]


def test_held_messages_wait_for_the_end_of_a_restriction(store: Store) -> None:
    message = in_state(store, S.ACCEPTED)
    store.outbox.hold(message.id, error="463", now=NOW)

    held = got(store, message.id)
    assert (held.reason, held.next_ack_at) == (Reason.RESTRICTED, None)
    assert store.outbox.counts(SHOP)[S.HELD] == 1
    assert store.outbox.release_held(SHOP, NOW + HOUR) == 1
    released = got(store, message.id)
    assert (released.state, released.reason, released.due_at) == (S.QUEUED, None, NOW + HOUR)


def test_whatsapp_refusing_an_accepted_message_asks_the_person(store: Store) -> None:
    in_state(store, S.ACCEPTED)

    asked = store.outbox.ack(SHOP, "W100000001", -1, NOW)

    assert asked is not None
    assert (asked.state, asked.next_ack_at) == (S.NEEDS_DECISION, None)
    assert asked.error


def test_send_again_gives_a_day_more_and_keeps_the_id(store: Store) -> None:
    message = in_state(store, S.NEEDS_DECISION)

    again = store.outbox.decide(message.id, Decision.SEND_AGAIN, NOW + 3 * DAY)

    assert (again.state, again.due_at, again.expires_at) == (S.QUEUED, NOW + 3 * DAY, NOW + 4 * DAY)
    assert again.wa_id == message.wa_id


def test_an_arrived_message_counts_as_accepted(store: Store) -> None:
    message = in_state(store, S.NEEDS_DECISION)

    arrived = store.outbox.decide(message.id, Decision.ARRIVED, NOW + HOUR)

    assert (arrived.state, arrived.accepted_at) == (S.ACCEPTED, NOW + HOUR)
    assert store.outbox.decide(in_state(store, S.HELD, "100000002").id, Decision.DROP, NOW).reason is (
        Reason.BY_PERSON
    )


def test_a_postponed_message_must_still_be_queued(store: Store) -> None:
    assert not store.outbox.postpone(in_state(store, S.SENDING).id, NOW + HOUR)


def test_messages_of_an_order_come_oldest_first(store: Store) -> None:
    ingest(store, order())

    assert [message.event for message in store.outbox.of_order(SHOP, "100000001")] == [Event.NEW_ORDER]
    assert store.outbox.of_order(SECOND_SHOP, "100000001") == []


def test_receipts_that_may_have_been_missed_are_asked_for_at_once(store: Store) -> None:
    message = in_state(store, MessageState.ACCEPTED)
    store.outbox.schedule_ack(message.id, None)
    store.outbox.hurry_acks(SHOP, accepted_since=NOW + DAY, now=NOW + HOUR)
    assert store.outbox.next_ack_at(SHOP) is None
    store.outbox.hurry_acks(SHOP, accepted_since=NOW - DAY, now=NOW + HOUR)
    assert store.outbox.next_ack_at(SHOP) == NOW + HOUR
