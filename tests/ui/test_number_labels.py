"""How WhatsApp treats the number, in words."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest

from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.engine.status import Capability, NumberStanding, QueueHealth, Quota, ShopStatus
from kaspi_notifier.ui import number_labels

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (number_labels.RESTRICTIONS, Why),
        (number_labels.CAPABILITIES, Capability),
        (number_labels.QUOTAS, Quota),
    ],
)
def test_everything_has_words(table: Mapping[StrEnum, str], names: type[StrEnum]) -> None:
    assert set(table) == set(names)
    assert all(table.values())


@pytest.mark.parametrize("why", Why)
def test_a_restriction_says_since_when_until_when_and_what_next(why: Why) -> None:
    def said(until: datetime | None) -> str:
        return number_labels.restriction(Restriction(why=why, since=NOW - HOUR, until=until), NOW)

    assert said(NOW + HOUR).endswith(" From 13:00 until 15:00.")
    assert "one message tries first" in said(NOW)
    assert "then go on" in said(None)


def test_the_quota_with_its_figures() -> None:
    assert number_labels.quota(NumberStanding(), NOW) == "WhatsApp has no objections to this number."
    warned = NumberStanding(quota=Quota.FIRST_WARNING, quota_used=70, quota_total=100)
    assert number_labels.quota(warned, NOW).endswith("New chats: 70 of 100.")
    ending = NumberStanding(quota=Quota.CAPPED, quota_used=100, quota_total=100, quota_ends_at=NOW + HOUR)
    assert number_labels.quota(ending, NOW).endswith(" Until 15:00.")


def test_warming_up() -> None:
    young = ShopStatus(
        shop_id=1,
        shop_name="Арман",
        number=NumberStanding(warm_up_day=3),
        queue=QueueHealth(new_chats_in_day=4, new_chats_limit=20),
    )
    warming = "A new number, day 3 of 9: the limit grows by itself."
    assert number_labels.warm_up(young.number) == warming
    buyers = "New buyers in 24 hours: 4 of 20, 16 more possible."
    assert number_labels.new_buyers(young.queue) == buyers
    proof = number_labels.capability(Capability.UNPROVEN)
    assert number_labels.standing(young, NOW) == [buyers, warming, proof]
    capped = NumberStanding(quota=Quota.CAPPED, capability=Capability.RESENDS)
    old = ShopStatus(shop_id=1, shop_name="Арман", number=capped)
    assert number_labels.standing(old, NOW) == [
        "WhatsApp's quota of new chats is used up.",
        number_labels.capability(Capability.RESENDS),
    ]


def test_a_restriction_for_a_narrow_place() -> None:
    def said(until: datetime | None) -> str:
        return number_labels.in_short(Restriction(why=Why.REFUSED, since=NOW - HOUR, until=until), NOW)

    assert said(NOW + HOUR) == "No new chats until 15:00"
    assert said(NOW) == "New chats: one message tries first"
    assert said(None) == "New chats wait for you"


@pytest.mark.parametrize("capability", Capability)
def test_what_becomes_of_a_doubtful_message(capability: Capability) -> None:
    assert number_labels.capability(capability)
