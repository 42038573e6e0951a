"""How long WhatsApp's restriction of new chats lasts."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from kaspi_notifier.domain.restriction import (
    UNKNOWN_END,
    Restriction,
    Why,
    after_announcement,
    after_refusal,
)

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
REST = timedelta(minutes=20)


def refusal(
    before: Restriction | None = None, *, struck: datetime | None = None, ends: datetime | None = None
) -> Restriction:
    """What follows from a refused chat."""
    return after_refusal(before, struck_at=struck, ends_at=ends, now=NOW, rest=REST)


@pytest.mark.parametrize(
    ("ends", "until"),
    [
        (NOW + 3 * HOUR, NOW + 3 * HOUR + REST),
        (None, NOW + UNKNOWN_END + REST),
        (NOW - HOUR, NOW + UNKNOWN_END + REST),
    ],
)
def test_the_first_refusal(ends: datetime | None, until: datetime) -> None:
    """Its own end and a while more; where it names none, a day."""
    assert refusal(ends=ends) == Restriction(why=Why.REFUSED, since=NOW, until=until)
    assert refusal(ends=ends, struck=NOW - timedelta(days=8)).until == until


def test_the_second_within_a_week_waits_for_a_person() -> None:
    """Whatever end WhatsApp names."""
    again = refusal(struck=NOW - timedelta(days=6), ends=NOW + HOUR)
    assert again.until is None
    assert not again.is_over(NOW + timedelta(days=100))


def test_what_was_on_its_way_changes_nothing() -> None:
    """A refusal while new chats rest is the same restriction."""
    first = refusal(ends=NOW + HOUR)
    assert refusal(first, struck=NOW) == first
    over = Restriction(why=Why.REFUSED, since=NOW - HOUR, until=NOW, probe_id=7)
    assert over.is_over(NOW)
    assert refusal(over).probe_id is None


def test_a_known_chat_that_is_refused_says_who_is_known_from_then_on() -> None:
    """Through its end, a probe and a longer lock."""
    first = refusal(ends=NOW + HOUR)
    assert not first.replied_only
    narrow = after_refusal(first, struck_at=NOW, ends_at=None, now=NOW, rest=REST, was_known=True)
    assert narrow == replace(first, replied_only=True)
    assert refusal(narrow) == narrow
    assert refusal(replace(narrow, until=NOW)).replied_only
    assert announced(narrow, NOW + 5 * HOUR).replied_only


def announced(before: Restriction | None, ends: datetime | None, why: Why = Why.TIMELOCK) -> Restriction:
    """What follows from what WhatsApp says by itself."""
    return after_announcement(before, why, ends_at=ends, now=NOW, rest=REST)


def test_announcements() -> None:
    """The longer one stays, a person's is not taken away, an endless one is renewed when its day is over."""
    first = announced(None, NOW + HOUR)
    assert first.until == NOW + HOUR + REST
    assert announced(first, NOW + HOUR) is first
    longer = announced(first, NOW + 2 * HOUR, Why.CAPPED)
    assert (longer.why, longer.since, longer.until) == (Why.CAPPED, NOW, NOW + 2 * HOUR + REST)
    endless = announced(None, None)
    assert announced(endless, None) is endless
    old = Restriction(why=Why.TIMELOCK, since=NOW - 25 * HOUR, until=NOW, probe_id=3)
    renewed = announced(old, None)
    assert (renewed.since, renewed.until, renewed.probe_id) == (old.since, NOW + UNKNOWN_END + REST, None)
    waits = Restriction(why=Why.REFUSED, since=NOW, until=None)
    assert announced(waits, NOW + HOUR) is waits
