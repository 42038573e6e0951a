"""What a template would have sent is what it does send: the same orders, once played and once imagined."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kaspi_notifier.domain import rules
from kaspi_notifier.domain.order import DeliveryMode, Order, State, Status
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template
from kaspi_notifier.store import Store
from kaspi_notifier.store.what_if import Imagined
from tests.store.desk import DAY, HOUR, MINUTE, NOW, SHOP, opened, order

S = Status
TEMPLATES = [
    Template(id=number, name=event.value, event=event, text="{order_num}")
    for number, event in enumerate(Event, start=1)
]
Looks = list[tuple[datetime, Order]]
KINDS: dict[str, dict[str, Any]] = {
    "pickup": {"delivery_mode": DeliveryMode.DELIVERY_PICKUP},
    "own": {"delivery_mode": DeliveryMode.DELIVERY_LOCAL},
    "kaspi": {"delivery_mode": DeliveryMode.DELIVERY_REGIONAL_TODOOR, "is_kaspi_delivery": True},
}


def imagine(
    store: Store, wanted: Template, templates: list[Template], since: datetime, until: datetime
) -> list[Imagined]:
    """All pages."""
    return [
        item
        for codes in store.what_if.pages(SHOP, since)
        for item in store.what_if.page(
            SHOP, codes, templates, wanted, language="ru", since=since, until=until
        )
    ]


def play(store: Store, looks: Looks, templates: list[Template], until: datetime) -> None:
    """Take the looks in, and send what is due before each next one, as the engine does."""
    for at, seen in looks:
        send_due(store, at)
        store.orders.ingest(SHOP, [seen], now=at, baseline=False, templates=templates, language="ru")
        send_due(store, at + timedelta(milliseconds=1))
    send_due(store, until + timedelta(milliseconds=1))


def send_due(store: Store, before: datetime) -> None:
    while (message := store.outbox.next_due(SHOP, before - timedelta(milliseconds=1))) is not None:
        stored = store.orders.get(SHOP, message.order_code or "")
        assert stored is not None
        assert message.event is not None
        reason = rules.why_not(
            message.event,
            stored.order,
            something_sent=store.outbox.sent_anything(SHOP, stored.order.code),
        )
        if reason is not None:
            store.outbox.skip(message.id, reason=reason, now=message.due_at)
            continue
        store.outbox.freeze(message.id, chat_id="77000000001@c.us", text="text", wa_id=f"W{message.id}")
        store.outbox.claim(message.id, message.due_at)
        store.outbox.accept(message.id, wa_id=f"W{message.id}", ack=1, now=message.due_at)


@st.composite
def histories(draw: st.DrawFn) -> Looks:
    """An order's way from new to its end, as passes see it: steps may be missed between two."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    hours = draw(st.lists(st.integers(1, 30), min_size=6, max_size=6))
    times = [NOW + sum(hours[:number]) * HOUR for number in range(7)]
    is_kaspi = kind == "kaspi"
    steps: list[dict[str, Any]] = [
        {"status": S.APPROVED_BY_BANK, "state": State.NEW},
        {
            "status": S.ACCEPTED_BY_MERCHANT,
            "state": State.PICKUP
            if kind == "pickup"
            else State.KASPI_DELIVERY
            if is_kaspi
            else State.DELIVERY,
        },
    ]
    if is_kaspi:
        steps.append(steps[-1] | {"is_assembled": True})
        steps.append(steps[-1] | {"handed_over_at": times[3] - 10 * MINUTE})
    end: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"status": S.COMPLETED, "state": State.ARCHIVE, "completed_at": times[4] - 10 * MINUTE},
                {"status": S.CANCELLED, "state": State.ARCHIVE},
            ]
        )
    )
    steps.append(steps[-1] | end)
    if end["status"] is S.COMPLETED and draw(st.booleans()):
        steps.append(steps[-1] | {"status": S.KASPI_DELIVERY_RETURN_REQUESTED})
        steps.append(steps[-1] | {"status": S.RETURNED})
    seen = draw(st.lists(st.booleans(), min_size=len(steps), max_size=len(steps)))
    base = KINDS[kind] | {"approved_at": NOW - 4 * MINUTE, "planned_at": NOW + 5 * DAY}
    return [
        (times[number], order(**base | step))
        for number, (step, is_seen) in enumerate(zip(steps, seen, strict=True))
        if is_seen
    ]


DELAY = st.sampled_from([0, 5, 90, 24 * 60])


@settings(max_examples=60, deadline=None)
@given(histories(), st.dictionaries(st.sampled_from(list(Event)), DELAY, min_size=1))
def test_imagined_is_what_really_happens(looks: Looks, delays: dict[Event, int]) -> None:
    """For each template of a random set, beside all the others of the set."""
    until = NOW + 20 * DAY
    templates = [
        replace(template, delay_minutes=delays[template.event])
        for template in TEMPLATES
        if template.event in delays
    ]
    with TemporaryDirectory() as folder, opened(Path(folder), "Арман Техно") as store:
        play(store, looks, templates, until)
        sent = {
            (message.event, message.accepted_at)
            for message in store.reports.messages(store.reports.message_ids(SHOP))
            if message.accepted_at is not None
        }
        found = {
            (item.message.event, item.message.at)
            for wanted in templates
            for item in imagine(store, replace(wanted, enabled=False), templates, NOW - DAY, until)
        }
    assert found == sent


def test_a_message_gives_way_to_a_newer_one(tmp_path: Path) -> None:
    """A delayed one is replaced before it left; a reminder has no point once the goods are fetched."""
    times = [NOW + number * HOUR for number in range(3)]
    states: tuple[dict[str, Any], ...] = (
        {"status": S.APPROVED_BY_BANK, "state": State.NEW},
        {"status": S.ACCEPTED_BY_MERCHANT, "state": State.PICKUP},
        {"status": S.COMPLETED, "state": State.ARCHIVE, "completed_at": times[2]},
    )
    slow = [replace(template, delay_minutes=180) for template in TEMPLATES]
    with opened(tmp_path, "Арман Техно") as store:
        for at, state in zip(times, states, strict=True):
            seen = order(**state)
            store.orders.ingest(SHOP, [seen], now=at, baseline=False, templates=[], language="ru")
        for wanted in slow:
            found = imagine(store, wanted, slow, NOW, NOW + 9 * DAY)
            is_last = wanted.event in (Event.COMPLETED, Event.REVIEW_REQUEST)
            assert len(found) == is_last, wanted.event


def test_a_cancellation_is_told_to_those_who_had_heard_of_the_order(tmp_path: Path) -> None:
    told = next(t for t in TEMPLATES if t.event is Event.CANCELLED)
    new = next(t for t in TEMPLATES if t.event is Event.NEW_ORDER)
    with opened(tmp_path, "Арман Техно") as store:
        for at, status in ((NOW, S.APPROVED_BY_BANK), (NOW + HOUR, S.CANCELLED)):
            seen = order(status=status)
            store.orders.ingest(SHOP, [seen], now=at, baseline=False, templates=[], language="ru")
        assert imagine(store, told, [told], NOW, NOW + DAY) == []
        assert len(imagine(store, told, [told, new], NOW, NOW + DAY)) == 1


def test_orders_from_before_the_program_count_from_when_things_happened(tmp_path: Path) -> None:
    wanted = TEMPLATES[0]
    with opened(tmp_path, "Арман Техно") as store:
        approved = NOW - 3 * DAY
        old = order(state=State.ARCHIVE, status=S.COMPLETED, approved_at=approved, completed_at=NOW - DAY)
        store.orders.ingest(SHOP, [old], now=NOW, baseline=True, templates=[], language="ru")
        (found,) = imagine(store, wanted, [], approved, NOW)
        assert found.message.at == approved
        assert found.is_new_person
        assert repr(found) == "Imagined(event='new_order')"
        assert imagine(store, wanted, [], NOW - 2 * DAY, NOW) == []
        thanks = replace(wanted, event=Event.COMPLETED)
        assert [item.message.at for item in imagine(store, thanks, [], approved, NOW)] == [NOW - DAY]


def test_whom_nobody_may_write_to_is_left_out_and_known_buyers_are_not_new(tmp_path: Path) -> None:
    wanted = TEMPLATES[0]
    with opened(tmp_path, "Арман Техно") as store:
        for number in range(1, 5):
            seen = order(f"10000000{number}")
            store.orders.ingest(SHOP, [seen], now=NOW, baseline=False, templates=[], language="ru")
        store.contacts.opt_out(SHOP, "77000000001", NOW)
        store.contacts.checked(SHOP, "77000000002", exists=False, chat_id=None, now=NOW)
        store.contacts.replied(SHOP, "77000000003", NOW)
        found = imagine(store, wanted, [], NOW, NOW)
    assert [(item.message.phone, item.is_new_person) for item in found] == [
        ("77000000003", False),
        ("77000000004", True),
    ]
    assert [item.stored.order.code for item in found] == ["100000003", "100000004"]


def test_a_moved_day_is_imagined_too(tmp_path: Path) -> None:
    wanted = next(t for t in TEMPLATES if t.event is Event.DELAYED)
    first = order(planned_at=NOW + DAY)
    with opened(tmp_path, "Арман Техно") as store:
        for at, seen in (
            (NOW, first),
            (NOW + HOUR, msgspec.structs.replace(first, planned_at=NOW + 3 * DAY)),
        ):
            store.orders.ingest(SHOP, [seen], now=at, baseline=False, templates=[], language="ru")
        (found,) = imagine(store, wanted, [], NOW - DAY, NOW + DAY)
    assert found.message.at == NOW + HOUR
