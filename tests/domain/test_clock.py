"""Almaty's clock: one zone, UTC+5 since 2024-03-01, on every PC."""

from datetime import UTC, date, datetime, time, timedelta

from kaspi_notifier.domain.clock import ALMATY, almaty, almaty_day, at_almaty


def test_the_zone_is_the_one_since_march_2024() -> None:
    """Six hours before the change, five after it."""
    assert datetime(2024, 2, 28, tzinfo=ALMATY).utcoffset() == timedelta(hours=6)
    assert datetime(2026, 3, 12, tzinfo=ALMATY).utcoffset() == timedelta(hours=5)


def test_days_change_at_midnight_in_almaty() -> None:
    """19:00 UTC is midnight there."""
    assert almaty_day(datetime(2026, 3, 12, 18, 59, tzinfo=UTC)) == date(2026, 3, 12)
    assert almaty_day(datetime(2026, 3, 12, 19, 0, tzinfo=UTC)) == date(2026, 3, 13)


def test_there_and_back() -> None:
    """A wall clock in Almaty and the moment it means."""
    moment = at_almaty(date(2026, 3, 12), time(9, 0))
    assert moment == datetime(2026, 3, 12, 4, 0, tzinfo=UTC)
    assert moment.tzinfo is UTC
    assert almaty(moment).time() == time(9, 0)
