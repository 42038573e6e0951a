"""Kazakhstan's time zone, the same on every PC, and the days and hours in it."""

from datetime import UTC, date, datetime, time
from importlib.resources import files
from zoneinfo import ZoneInfo


def _bundled_zone() -> ZoneInfo:
    # Windows ships no zone database and an old Linux one still says +06:00 for Almaty, so the zone
    # is always read from the tzdata package. The country has one zone, UTC+5, since 2024-03-01.
    with (files("tzdata") / "zoneinfo" / "Asia" / "Almaty").open("rb") as file:
        zone = ZoneInfo.from_file(file, key="Asia/Almaty")
    offset = datetime(2024, 3, 2, tzinfo=zone).utcoffset()
    assert offset is not None
    assert offset.total_seconds() == 5 * 3600, "tzdata is older than 2024"
    return zone


ALMATY = _bundled_zone()


def almaty(moment: datetime) -> datetime:
    """The same moment on an Almaty clock."""
    return moment.astimezone(ALMATY)


def almaty_day(moment: datetime) -> date:
    """The Almaty calendar day of a moment; statistics and Kaspi's own days are counted in it."""
    return almaty(moment).date()


def at_almaty(day: date, clock: time) -> datetime:
    """The moment (UTC) at which an Almaty wall clock shows this day and time."""
    return datetime.combine(day, clock, tzinfo=ALMATY).astimezone(UTC)
