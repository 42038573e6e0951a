"""The journal of a session, and what the log knows of a number."""

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.store import SessionMemory, Store
from kaspi_notifier.store.sessions import JOURNAL_KEEPS
from tests.store.desk import DAY, MINUTE, NOW, SECOND_SHOP, SHOP, in_state


def test_the_journal_is_newest_first_and_each_shop_has_its_own(store: Store) -> None:
    for number, what in enumerate(("starting", "needs_scan", "open")):
        store.sessions.note(SHOP, what, NOW + number * MINUTE)
    store.sessions.note(SECOND_SHOP, "open", NOW)

    rows = store.sessions.journal(SHOP)
    assert [row.what for row in rows] == ["open", "needs_scan", "starting"]
    assert rows[0].at == NOW + 2 * MINUTE
    assert [row.what for row in store.sessions.journal(SHOP, 1)] == ["open"]
    assert len(store.sessions.journal(SECOND_SHOP)) == 1


def test_the_journal_does_not_grow_for_ever(store: Store) -> None:
    for number in range(JOURNAL_KEEPS + 7):
        store.sessions.note(SHOP, "starting", NOW + number * MINUTE)
    store.sessions.note(SECOND_SHOP, "open", NOW)

    rows = store.sessions.journal(SHOP, 10_000)
    assert len(rows) == JOURNAL_KEEPS
    assert rows[-1].at == NOW + 7 * MINUTE
    assert len(store.sessions.journal(SECOND_SHOP)) == 1


def test_a_number_is_known_by_the_messages_of_a_week(store: Store) -> None:
    states = (
        MessageState.DELIVERED,
        MessageState.READ,
        MessageState.SENT,
        MessageState.FAILED,
        MessageState.HELD,
        MessageState.SKIPPED,
        MessageState.QUEUED,
    )
    for number, state in enumerate(states):
        in_state(store, state, str(100000001 + number))
    store.sessions.save(SHOP, SessionMemory(paired_at=NOW - DAY))
    store.contacts.checked(SHOP, "77000000001", exists=True, chat_id=None, now=NOW)
    store.contacts.checked(SHOP, "77000000002", exists=True, chat_id=None, now=NOW)
    store.contacts.replied(SHOP, "77000000002", NOW)

    facts = store.numbers.facts(SHOP, NOW, is_restricted=True)
    assert (facts.sent, facts.delivered, facts.failed, facts.refused) == (3, 2, 1, 1)
    assert (facts.written_to, facts.replied) == (2, 1)
    assert facts.paired_at == NOW - DAY
    assert facts.is_restricted
    later = store.numbers.facts(SHOP, NOW + 8 * DAY, is_restricted=False)
    assert (later.sent, later.failed, later.written_to) == (0, 0, 0)
    assert store.numbers.facts(SECOND_SHOP, NOW, is_restricted=False).paired_at is None
