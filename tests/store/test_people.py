"""Contacts, incoming events and sessions: what is remembered of people and of the shop's number."""

from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.store import SessionMemory, Store
from tests.store.desk import HOUR, NOW, SECOND_SHOP, SHOP

PHONE = "77000000001"
CHAT = "77000000001@c.us"


def receive(store: Store, event_id: str, *, name: str = "message", shop: int = SHOP) -> bool:
    """Take an incoming message in."""
    return store.inbox.add(
        shop,
        event_id,
        name,
        kind="reply",
        chat_id=CHAT,
        phone=PHONE,
        wa_id="W1",
        at=NOW,
        now=NOW,
    )


def test_an_event_is_taken_once(store: Store) -> None:
    assert receive(store, "e1")
    assert not receive(store, "e1")
    assert receive(store, "e1", name="message.any")
    assert receive(store, "e1", shop=SECOND_SHOP)


def test_old_events_are_forgotten(store: Store) -> None:
    receive(store, "e1")

    assert store.inbox.prune(NOW) == 0
    assert store.inbox.prune(NOW + HOUR) == 1
    assert receive(store, "e1")


def test_nothing_is_known_of_a_new_phone(store: Store) -> None:
    assert store.contacts.get(SHOP, PHONE) is None
    store.contacts.opt_in(SHOP, PHONE)
    assert store.contacts.get(SHOP, PHONE) is None


def test_a_check_is_remembered_and_renewed(store: Store) -> None:
    store.contacts.checked(SHOP, PHONE, exists=False, chat_id=None, now=NOW)
    store.contacts.checked(SHOP, PHONE, exists=True, chat_id=CHAT, now=NOW + HOUR)

    contact = store.contacts.get(SHOP, PHONE)
    assert contact is not None
    assert (contact.checked_at, contact.has_whatsapp, contact.chat_id) == (NOW + HOUR, True, CHAT)
    assert (contact.opted_out_at, contact.has_replied) == (None, False)
    assert PHONE not in repr(contact)
    assert store.conversations.phone_of_lid(SHOP, CHAT) == PHONE
    assert store.conversations.phone_of_lid(SECOND_SHOP, CHAT) is None


def test_a_refusal_outlives_everything_but_its_own_end(store: Store) -> None:
    store.contacts.opt_out(SHOP, PHONE, NOW)
    store.contacts.opt_out(SHOP, PHONE, NOW + HOUR)
    store.contacts.checked(SHOP, PHONE, exists=True, chat_id=CHAT, now=NOW + HOUR)
    store.contacts.replied(SHOP, PHONE, NOW + HOUR)
    store.contacts.replied(SHOP, PHONE, NOW + HOUR)

    contact = store.contacts.get(SHOP, PHONE)
    assert contact is not None
    assert (contact.opted_out_at, contact.has_replied) == (NOW, True)
    store.contacts.opt_in(SHOP, PHONE)
    contact = store.contacts.get(SHOP, PHONE)
    assert contact is not None
    assert (contact.opted_out_at, contact.has_whatsapp) == (None, True)


def test_an_answer_of_a_phone_never_checked_is_remembered(store: Store) -> None:
    store.contacts.replied(SHOP, PHONE, NOW)

    contact = store.contacts.get(SHOP, PHONE)
    assert contact is not None
    assert (contact.has_replied, contact.has_whatsapp, contact.checked_at) == (True, None, None)


def test_a_session_is_remembered_whole(store: Store) -> None:
    memory = SessionMemory(
        pinned_phone="77000000000",
        paired_at=NOW,
        ids_honoured=True,
        stopped_by_person=True,
        restarted_at=NOW,
        server_version="2026.9.2",
        engine="GOWS",
        restriction=Restriction(why=Why.REFUSED, since=NOW, until=None, probe_id=3, replied_only=True),
    )

    assert store.sessions.get(SHOP) == SessionMemory()
    store.sessions.save(SHOP, memory)
    assert store.sessions.get(SHOP) == memory
    assert store.sessions.get(SECOND_SHOP) == SessionMemory()
    store.sessions.save(SHOP, SessionMemory())
    assert store.sessions.get(SHOP) == SessionMemory()
    assert "7700" not in repr(memory)
