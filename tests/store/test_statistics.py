"""Statistics against a recount of every row, and the days and hours of Almaty."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kaspi_notifier.domain.clock import almaty, almaty_day
from kaspi_notifier.domain.message import OPEN_STATES, REALLY_SENT, Kind, MessageState, Reason
from kaspi_notifier.domain.order import Delivery, DeliveryMode
from kaspi_notifier.domain.phone import masked
from kaspi_notifier.store import Draft, Message, Store
from kaspi_notifier.store.conversations import Said
from kaspi_notifier.store.statistics import Count, Recipient, Statistics, table
from kaspi_notifier.store.statistics_days import REPLACED, REPLY_WITHIN
from tests.store.desk import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    SECOND_SHOP,
    SHOP,
    TEMPLATES,
    got,
    ingest,
    opened,
    order,
    queued,
)

Replies = list[tuple[str, datetime]]
FIRST, LAST = date(2026, 5, 10), date(2026, 5, 12)
MODES = (DeliveryMode.DELIVERY_PICKUP, DeliveryMode.DELIVERY_LOCAL)


def recounted(store: Store, first: date, last: date, replies: Replies) -> dict[str, object]:
    """The same numbers, row by row."""
    rows = [
        message
        for message in store.reports.messages(store.reports.message_ids(SHOP))
        if message.kind not in (Kind.TEST, Kind.DIGEST)
    ]
    left = [
        message
        for message in rows
        if message.state in REALLY_SENT
        and message.accepted_at is not None
        and first <= almaty_day(message.accepted_at) <= last
    ]
    missed = [
        message
        for message in rows
        if message.state in (MessageState.FAILED, MessageState.SKIPPED)
        and message.reason not in REPLACED
        and first <= almaty_day(message.created_at) <= last
    ]

    def count(messages: list[Message]) -> Count:
        return Count(
            sent=len(messages),
            delivered=sum(m.state in (MessageState.DELIVERED, MessageState.READ) for m in messages),
            read=sum(m.state is MessageState.READ for m in messages),
            replied=sum(is_replied(m, replies) for m in messages),
        )

    def by(key: object, value: object) -> Count:
        return count([m for m in left if KEYS[str(key)](store, m) == value])

    waiting = [m for m in rows if m.state in OPEN_STATES and first <= almaty_day(m.created_at) <= last]
    days = [first + number * DAY for number in range((last - first).days + 1)]
    return {
        "waiting": len(waiting),
        "total": count(left),
        "days": [(day, by("day", day), sum(almaty_day(m.created_at) == day for m in missed)) for day in days],
        "hours": [by("hour", hour) for hour in range(24)],
        "templates": {m.template_name: by("template", m.template_name) for m in left},
        "deliveries": {KEYS["delivery"](store, m): by("delivery", KEYS["delivery"](store, m)) for m in left},
        "not_sent": dict(Counter(m.reason for m in missed)),
        "recipients": sorted(
            ((-number, phone) for phone, number in Counter(m.phone for m in left if m.phone).items())
        )[:10],
    }


def of_order(store: Store, message: Message) -> Delivery | None:
    if message.order_code is None:
        return None
    stored = store.orders.get(SHOP, message.order_code)
    assert stored is not None
    return stored.order.delivery


KEYS = {
    "day": lambda _store, m: almaty_day(m.accepted_at),
    "hour": lambda _store, m: almaty(m.accepted_at).hour,
    "template": lambda _store, m: m.template_name,
    "delivery": of_order,
}


def is_replied(message: Message, replies: Replies) -> bool:
    at = message.accepted_at
    assert at is not None
    return any(phone == message.phone and at <= written < at + REPLY_WITHIN for phone, written in replies)


def shown(found: Statistics) -> dict[str, object]:
    """The statistics as a recount has them."""
    return {
        "waiting": found.waiting,
        "total": found.total,
        "days": [(day.day, day.count, day.not_sent) for day in found.days],
        "hours": list(found.hours),
        "templates": found.templates,
        "deliveries": found.deliveries,
        "not_sent": found.not_sent,
        "recipients": [(-recipient.messages, recipient.phone) for recipient in found.recipients],
    }


def send(store: Store, message: Message, at: datetime, ack: int | None) -> None:
    """Let a queued message leave at a moment."""
    store.outbox.freeze(message.id, chat_id="77000000001@c.us", text="text", wa_id=f"W{message.id}")
    store.outbox.claim(message.id, at)
    store.outbox.accept(message.id, wa_id=f"W{message.id}", ack=ack, now=at)


def reply(store: Store, phone: str, at: datetime, shop: int = SHOP) -> None:
    """Something a buyer wrote."""
    said = Said(wa_id=f"{phone}-{at.isoformat()}", phone=phone, from_me=False, body="?", media=None, at=at)
    store.conversations.add(shop, said)


MOMENTS = st.integers(-6 * 24 * 60, 2 * 24 * 60).map(lambda minutes: NOW + minutes * MINUTE)
MESSAGES = st.lists(
    st.tuples(
        MOMENTS,
        st.integers(1, 4),
        st.sampled_from(MODES),
        st.sampled_from([0, 1, 2, 3, -1, "queued", "held", *Reason, None]),
    ),
    max_size=14,
)


@settings(max_examples=30, deadline=None)
@given(MESSAGES, st.lists(st.tuples(st.integers(1, 4), MOMENTS), max_size=6))
def test_equal_to_a_recount_of_the_rows(
    messages: list[tuple[datetime, int, DeliveryMode, object]], written: list[tuple[int, datetime]]
) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder), "Арман Техно") as store:
        for number, (at, buyer, mode, fate) in enumerate(messages):
            seen = order(f"1000000{number:02}", delivery_mode=mode, buyer_phone=f"700000000{buyer}")
            ingest(store, msgspec.structs.replace(seen, approved_at=at), now=at)
            (message,) = store.outbox.of_order(SHOP, seen.code)
            if isinstance(fate, Reason) or fate is None:
                store.outbox.fail(message.id, reason=fate, error="", now=at)
            elif fate == "held":
                send(store, message, at + 3 * MINUTE, 0)
                store.outbox.hold(message.id, error="463", now=at + 4 * MINUTE)
            elif isinstance(fate, int):
                send(store, message, at + 3 * MINUTE, fate)
                store.outbox.ack(SHOP, f"W{message.id}", fate, at + 4 * MINUTE)
        replies = [(f"7700000000{buyer}", at) for buyer, at in written]
        for phone, at in replies:
            reply(store, phone, at)
        found = store.statistics.of(SHOP, FIRST, LAST)
        assert shown(found) == recounted(store, FIRST, LAST, replies)
        before = recounted(store, date(2026, 5, 7), date(2026, 5, 9), replies)
        assert found.before == before["total"]
        assert found.not_sent_before == sum(before["not_sent"].values())  # type: ignore[attr-defined]


def test_days_and_hours_are_those_of_almaty(tmp_path: Path) -> None:
    """19:30 UTC is half past midnight of the next day; before March 2024 it was half past one."""
    with opened(tmp_path, "Арман Техно") as store:
        moments = datetime(2026, 5, 10, 19, 30, tzinfo=UTC), datetime(2024, 2, 10, 18, 30, tzinfo=UTC)
        for number, at in enumerate(moments, start=1):
            ingest(store, order(f"10000000{number}", approved_at=at), now=at)
            send(store, store.outbox.of_order(SHOP, f"10000000{number}")[0], at, 3)
        found = store.statistics.of(SHOP, date(2026, 5, 10), date(2026, 5, 11))
        assert [day.count.sent for day in found.days] == [0, 1]
        assert found.hours[0].read == 1
        old = store.statistics.of(SHOP, date(2024, 2, 11), date(2024, 2, 11))
        assert (old.total.sent, old.hours[0].sent) == (1, 1)


def test_the_days_on_which_the_clock_was_set_back_are_whole(tmp_path: Path) -> None:
    """On 29 February 2024 the hour before midnight came twice."""
    with opened(tmp_path, "Арман Техно") as store:
        for number, hour in enumerate((17, 18), start=1):
            at = datetime(2024, 2, 29, hour, 30, tzinfo=UTC)
            ingest(store, order(f"10000000{number}", approved_at=at), now=at)
            send(store, store.outbox.of_order(SHOP, f"10000000{number}")[0], at, 1)
        found = store.statistics.of(SHOP, date(2024, 2, 29), date(2024, 2, 29))
        assert (found.total.sent, found.hours[23].sent) == (2, 2)


def test_top_recipients_and_the_time_to_read(store: Store) -> None:
    for number in range(5):
        buyer = 1 if number < 3 else 2
        seen = order(f"10000000{number}", buyer_phone=f"700000000{buyer}", buyer_first_name="Асель")
        ingest(store, seen)
        message = store.outbox.of_order(SHOP, seen.code)[0]
        send(store, message, NOW, 1)
        store.outbox.ack(SHOP, f"W{message.id}", 3, NOW + (number + 1) * MINUTE)
    found = store.statistics.of(SHOP, FIRST, LAST)
    assert found.recipients == (
        Recipient(phone="77000000001", name="Асель Сапарова", messages=3),
        Recipient(phone="77000000002", name="Асель Сапарова", messages=2),
    )
    assert repr(found.recipients[0]) == "Recipient(messages=3)"
    assert found.read_within == 3 * MINUTE
    assert store.statistics.of(SECOND_SHOP, FIRST, LAST).total == Count()
    assert store.statistics.of(SECOND_SHOP, FIRST, LAST).read_within is None


def test_the_rows_of_the_export(store: Store) -> None:
    left, *_ = (queued(store, f"10000000{number}") for number in (1, 2))
    send(store, left, NOW, 2)
    number = store.outbox.write(
        SHOP, Draft(kind=Kind.BY_HAND, text="text", phone="77000000009", by="person"), NOW
    )
    send(store, got(store, number), NOW, 3)
    skipped = queued(store, "100000003")
    store.outbox.skip(skipped.id, reason=Reason.BY_PERSON, now=NOW)

    rows = list(table(store.statistics.of(SHOP, LAST, LAST)))
    by_group = {str(row["group"]): [one for one in rows if one["group"] == row["group"]] for row in rows}
    whole = {"sent": 2, "delivered": 2, "read": 1, "replied": 0}
    assert by_group["period"] == [
        {"group": "period", "name": "2026-05-12 2026-05-12", **whole, "not_sent": 1}
    ]
    assert by_group["day"] == [{"group": "day", "name": "2026-05-12", **whole, "not_sent": 1}]
    assert [row["name"] for row in by_group["hour"]] == [f"{hour:02}:00" for hour in range(24)]
    assert by_group["hour"][14] == {"group": "hour", "name": "14:00", **whole, "not_sent": None}
    assert {row["name"]: row["sent"] for row in by_group["template"]} == {"new_order": 1, "": 1}
    assert {row["name"]: row["sent"] for row in by_group["delivery"]} == {"pickup": 1, "": 1}
    assert by_group["reason"] == [{"group": "reason", "name": "by_person", "not_sent": 1}]
    assert sorted(str(row["name"]) for row in by_group["recipient"]) == [
        masked("77000000001"),
        masked("77000000009"),
    ]


def test_tests_of_the_own_number_do_not_count_and_what_a_person_wrote_does(store: Store) -> None:
    for kind in (Kind.TEST, Kind.BY_HAND):
        draft = Draft(kind=kind, text="text", phone="77000000009", by="person")
        number = store.outbox.write(SHOP, draft, NOW)
        message = store.outbox.get(number)
        assert message is not None
        send(store, message, NOW, 2)
    found = store.statistics.of(SHOP, FIRST, LAST)
    assert found.total == Count(sent=1, delivered=1)
    assert found.templates == {"": Count(sent=1, delivered=1)}
    assert found.deliveries == {None: Count(sent=1, delivered=1)}
    assert found.recipients == (Recipient(phone="77000000009", name="", messages=1),)


def test_a_reply_counts_for_72_hours_and_in_its_own_shop(store: Store) -> None:
    ingest(store, order())
    send(store, store.outbox.of_order(SHOP, "100000001")[0], NOW, 1)
    reply(store, "77000000001", NOW + HOUR, SECOND_SHOP)
    reply(store, "77000000001", NOW + REPLY_WITHIN)
    reply(store, "77000000001", NOW - timedelta(seconds=1))
    assert store.statistics.of(SHOP, FIRST, LAST).total.replied == 0
    ingest(store, order("100000002"))
    send(store, store.outbox.of_order(SHOP, "100000002")[0], NOW, 1)
    reply(store, "77000000002", NOW)
    assert store.statistics.of(SHOP, FIRST, LAST).total.replied == 1
    reply(store, "77000000001", NOW + REPLY_WITHIN - timedelta(seconds=1))
    reply(store, "77000000001", NOW + HOUR)
    found = store.statistics.of(SHOP, FIRST, LAST)
    assert found.total.replied == found.templates[TEMPLATES[0].name].replied == 2
    assert found.deliveries[Delivery.PICKUP].replied == 2
    later = store.statistics.of(SHOP, LAST + DAY, LAST + 3 * DAY)
    assert (later.total.replied, later.before.replied) == (0, 2)


def test_what_whatsapp_gave_back_was_not_sent(store: Store) -> None:
    """The server had taken it, and then WhatsApp refused or held it."""
    for number in (1, 2):
        ingest(store, order(f"10000000{number}"))
        send(store, store.outbox.of_order(SHOP, f"10000000{number}")[0], NOW, 0)
    first, second = (store.outbox.of_order(SHOP, f"10000000{n}")[0] for n in (1, 2))
    assert store.statistics.of(SHOP, FIRST, LAST).total.sent == 2
    store.outbox.hold(first.id, error="463", now=NOW)
    store.outbox.ack(SHOP, f"W{second.id}", -1, NOW)
    assert got(store, second.id).accepted_at is not None
    assert store.statistics.of(SHOP, FIRST, LAST).total.sent == 0
