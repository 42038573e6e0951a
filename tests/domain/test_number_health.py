"""How healthy a number is, and what weighs most against it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kaspi_notifier.domain.number_health import Grade, NumberFacts, Worry, number_health

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WELL = NumberFacts(
    paired_at=NOW - timedelta(days=60), sent=200, delivered=190, failed=2, written_to=150, replied=60
)


def test_a_number_with_nothing_against_it() -> None:
    health = number_health(WELL, NOW)
    assert (health.score, health.worry, health.grade) == (100, None, Grade.GOOD)


@pytest.mark.parametrize(
    ("changes", "worry", "grade"),
    [
        ({"is_restricted": True}, Worry.RESTRICTED, Grade.DANGER),
        ({"refused": 1}, Worry.REFUSED, Grade.GOOD),
        ({"refused": 9}, Worry.REFUSED, Grade.FAIR),
        ({"failed": 200}, Worry.FAILED, Grade.FAIR),
        ({"delivered": 20}, Worry.UNDELIVERED, Grade.CARE),
        ({"replied": 5}, Worry.FEW_REPLIES, Grade.GOOD),
        ({"paired_at": NOW - timedelta(days=2)}, Worry.YOUNG, Grade.GOOD),
        ({"paired_at": None}, Worry.YOUNG, Grade.GOOD),
        ({"is_restricted": True, "refused": 5}, Worry.RESTRICTED, Grade.DANGER),
    ],
)
def test_the_heaviest_reason_is_named(changes: dict[str, object], worry: Worry, grade: Grade) -> None:
    health = number_health(replace(WELL, **changes), NOW)
    assert (health.worry, health.grade) == (worry, grade)


def test_shares_of_a_few_messages_say_nothing() -> None:
    few = NumberFacts(paired_at=WELL.paired_at, sent=5, delivered=0, failed=9, written_to=5)
    assert number_health(few, NOW).worry is None


@given(st.integers(0, 999), st.integers(0, 999), st.integers(0, 99), st.integers(0, 999), st.booleans())
def test_a_refusal_more_never_makes_it_better(
    sent: int, failed: int, refused: int, replied: int, restricted: bool
) -> None:
    facts = NumberFacts(
        sent=sent,
        delivered=sent // 2,
        failed=failed,
        refused=refused,
        written_to=sent,
        replied=min(replied, sent),
        is_restricted=restricted,
    )
    health = number_health(facts, NOW)
    worse = number_health(replace(facts, refused=refused + 1), NOW)
    assert 0 <= worse.score <= health.score <= 100
    assert worse.worry is not None
