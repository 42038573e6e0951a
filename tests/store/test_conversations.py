"""Chats: what buyers and the owner said, once each, beside what this program wrote."""

from datetime import datetime

import pytest

from kaspi_notifier.domain.message import Kind, MessageState
from kaspi_notifier.store import Draft, Said, Store, Unanswered
from tests.store.desk import DAY, HOUR, MINUTE, NOW, SECOND_SHOP, SHOP, in_state, order, queued

PHONE = "77000000001"


def say(
    store: Store,
    body: str,
    *,
    wa_id: str = "",
    at: datetime = NOW,
    from_me: bool = False,
    phone: str = PHONE,
    media: str | None = None,
    needs_answer: bool = True,
) -> bool:
    """A message of a chat."""
    said = Said(wa_id=wa_id or body, phone=phone, from_me=from_me, body=body, media=media, at=at)
    assert phone not in repr(said)
    return store.conversations.add(SHOP, said, needs_answer=needs_answer)


def test_a_buyer_is_known_by_a_message_or_as_a_contact(store: Store) -> None:
    assert not store.conversations.is_buyer(SHOP, PHONE)
    queued(store)
    assert store.conversations.is_buyer(SHOP, PHONE)
    assert not store.conversations.is_buyer(SECOND_SHOP, PHONE)
    store.contacts.opt_out(SECOND_SHOP, PHONE, NOW)
    assert store.conversations.is_buyer(SECOND_SHOP, PHONE)


def test_what_is_said_twice_is_there_once(store: Store) -> None:
    assert say(store, "Когда можно подойти?")
    assert not say(store, "Когда можно подойти?")
    assert store.conversations.unanswered(SHOP) == Unanswered(unread=1, chats=1, since=NOW)
    assert store.conversations.unanswered(SECOND_SHOP) == Unanswered()


def test_the_first_that_waits_counts_until_somebody_reads(store: Store) -> None:
    say(store, "1", at=NOW)
    say(store, "2", at=NOW + MINUTE)
    say(store, "3", at=NOW + HOUR, phone="77000000002")
    assert store.conversations.unanswered(SHOP) == Unanswered(unread=3, chats=2, since=NOW)
    assert store.conversations.last_reply_at(SHOP) == NOW + HOUR

    assert store.conversations.mark_read(SHOP, PHONE)
    assert not store.conversations.mark_read(SHOP, PHONE)
    assert store.conversations.unanswered(SHOP) == Unanswered(unread=1, chats=1, since=NOW + HOUR)
    say(store, "4", at=NOW + 2 * HOUR)
    assert store.conversations.unanswered(SHOP).since == NOW + HOUR


def test_the_owners_own_answer_from_the_phone_reads_the_chat(store: Store) -> None:
    say(store, "Вы работаете?")
    assert say(store, "Да, до 19:00", from_me=True, at=NOW + MINUTE)
    assert store.conversations.unanswered(SHOP) == Unanswered()
    (chat,) = store.conversations.chats(SHOP)
    assert (chat.last_text, chat.last_from_me, chat.last_at) == ("Да, до 19:00", True, NOW + MINUTE)


def test_a_refusal_needs_no_answer(store: Store) -> None:
    say(store, "стоп", needs_answer=False)
    store.contacts.opt_out(SHOP, PHONE, NOW)
    assert store.conversations.unanswered(SHOP) == Unanswered()
    (chat,) = store.conversations.chats(SHOP)
    assert chat.opted_out
    assert chat.unread == 0


def test_a_chat_knows_its_buyer_and_the_last_order(store: Store) -> None:
    in_state(store, MessageState.READ)
    say(store, "Спасибо, жду", at=NOW + MINUTE)
    say(store, "", wa_id="photo", media="photo", at=NOW + 2 * MINUTE)
    (chat,) = store.conversations.chats(SHOP)
    assert (chat.name, chat.order_code) == ("Айгүл Сапарова", "100000001")
    assert (chat.last_text, chat.last_media, chat.last_from_me) == ("", "photo", False)
    assert (chat.unread, chat.waiting_since) == (2, NOW + MINUTE)
    assert repr(chat) == "Chat(unread=2)"


def test_the_newest_message_may_be_ours(store: Store) -> None:
    say(store, "Спасибо", at=NOW - HOUR)
    in_state(store, MessageState.SENT)
    (chat,) = store.conversations.chats(SHOP)
    assert (chat.last_text, chat.last_from_me, chat.last_at) == ("text", True, NOW)


@pytest.mark.parametrize("search", ["сапарова", "айгул", "100000001", "8 700 000 00 01"])
def test_a_chat_is_found(store: Store, search: str) -> None:
    in_state(store, MessageState.READ)
    in_state(store, MessageState.READ, "100000002")
    say(store, "1")
    say(store, "2", phone="77000000002")
    found = {chat.phone for chat in store.conversations.chats(SHOP, search)}
    assert PHONE in found
    assert store.conversations.chats(SHOP, "Иванова") == []


def test_a_chat_shows_both_sides_in_their_order(store: Store) -> None:
    message = in_state(store, MessageState.READ)
    say(store, "Спасибо", at=NOW + MINUTE)
    say(store, "До свидания", from_me=True, at=NOW + 2 * MINUTE)
    say(store, "чужое", phone="77000000002", at=NOW)
    draft = Draft(kind=Kind.BY_HAND, text="Ждём", phone=PHONE)
    store.outbox.write(SHOP, draft, NOW + 3 * MINUTE)
    store.outbox.write(SHOP, Draft(kind=Kind.TEST, text="проба", phone=PHONE), NOW)
    queued(store, "200000001")

    lines = store.conversations.lines(SHOP, PHONE)
    assert [(line.body, line.from_me) for line in lines] == [
        ("text", True),
        ("Спасибо", False),
        ("До свидания", True),
        ("Ждём", True),
    ]
    assert (lines[0].state, lines[0].kind, lines[0].message_id) == (MessageState.READ, Kind.EVENT, message.id)
    assert (lines[1].state, lines[1].kind, lines[1].message_id) == (None, None, None)
    assert (lines[3].state, lines[3].kind) == (MessageState.QUEUED, Kind.BY_HAND)
    assert "Спасибо" not in repr(lines[1])
    assert [line.body for line in store.conversations.lines(SHOP, PHONE, limit=2)] == ["До свидания", "Ждём"]


def test_an_echo_of_ours_is_shown_once(store: Store) -> None:
    in_state(store, MessageState.SENT)
    say(store, "text", wa_id="W100000001", from_me=True)
    assert len(store.conversations.lines(SHOP, PHONE)) == 1


def test_an_order_knows_what_was_said_about_it(store: Store) -> None:
    say(store, "ещё нет заказа", at=NOW - DAY)
    in_state(store, MessageState.READ)
    say(store, "Спасибо", at=NOW + MINUTE)
    lines = store.conversations.of_order(SHOP, "100000001")
    assert [line.body for line in lines] == ["Спасибо"]
    assert store.conversations.of_order(SECOND_SHOP, "100000001") == []


def test_a_lid_is_learnt_and_may_change(store: Store) -> None:
    conversations = store.conversations
    assert conversations.phone_of_lid(SHOP, "1@lid") is None
    conversations.learn_lid(SHOP, "1@lid", PHONE)
    conversations.learn_lid(SHOP, "1@lid", "77000000002")
    assert conversations.phone_of_lid(SHOP, "1@lid") == "77000000002"
    assert conversations.phone_of_lid(SECOND_SHOP, "1@lid") is None


def test_an_automatic_answer_is_remembered(store: Store) -> None:
    assert not store.conversations.was_auto_answered(SHOP, PHONE, NOW)
    store.outbox.write(SHOP, Draft(kind=Kind.AUTO_REPLY, text="Завтра", phone=PHONE), NOW)
    assert store.conversations.was_auto_answered(SHOP, PHONE, NOW)
    assert not store.conversations.was_auto_answered(SHOP, PHONE, NOW + MINUTE)


def test_old_words_are_forgotten(store: Store) -> None:
    assert store.conversations.last_reply_at(SHOP) is None
    say(store, "старое", at=NOW - DAY)
    say(store, "новое", at=NOW, phone="77000000002")
    assert store.conversations.forget(NOW) == 1
    assert [chat.phone for chat in store.conversations.chats(SHOP)] == ["77000000002"]


def test_the_day_in_figures(store: Store) -> None:
    in_state(store, MessageState.ACCEPTED, "100000001")
    in_state(store, MessageState.DELIVERED, "100000002")
    in_state(store, MessageState.READ, "100000003")
    in_state(store, MessageState.NEEDS_DECISION, "100000004")
    in_state(store, MessageState.FAILED, "100000005")
    in_state(store, MessageState.SKIPPED, "100000006")
    store.orders.ingest(
        SHOP, [order("100000007")], now=NOW, baseline=True, templates=store.templates.list(), language="ru"
    )
    say(store, "Здравствуйте")
    figures = store.reports.figures(SHOP, NOW.date())
    assert (figures.orders, figures.sent, figures.delivered, figures.read) == (7, 3, 2, 1)
    assert (figures.not_sent, figures.needs_decision, figures.unread) == (2, 1, 1)
    before = store.reports.figures(SHOP, NOW.date() - DAY)
    assert (before.orders, before.sent, before.not_sent) == (0, 0, 0)
