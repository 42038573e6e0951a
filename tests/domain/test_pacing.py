"""When the next message may leave."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaspi_notifier.domain.clock import almaty, at_almaty
from kaspi_notifier.domain.pacing import (
    DAY,
    HOUR,
    PRESETS,
    QUICK_FROM,
    WARM_UP,
    Pace,
    gap_between,
    in_quiet_hours,
    is_free,
    new_chats_a_day,
    next_slot,
    pace_of,
    quick_is_open,
    quiet_until,
    share_of_quota,
    wakeful,
    warm_up_day,
)
from kaspi_notifier.domain.settings import Sending

NIGHT = (time(21, 0), time(9, 0))
NOON = (time(12, 0), time(13, 0))
NOW = datetime(2026, 3, 12, 7, 0, tzinfo=UTC)

moments = st.integers(1_735_689_600, 1_900_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
clocks = st.times()
past = st.none() | st.timedeltas(timedelta(days=-3), timedelta(days=3))


@pytest.mark.parametrize(
    ("clock", "quiet", "is_quiet"),
    [
        (time(21, 0), NIGHT, True),
        (time(20, 59, 59), NIGHT, False),
        (time(0, 0), NIGHT, True),
        (time(8, 59, 59), NIGHT, True),
        (time(9, 0), NIGHT, False),
        (time(12, 0), NOON, True),
        (time(13, 0), NOON, False),
        (time(11, 59), NOON, False),
        (time(12, 0), (time(12), time(12)), False),
    ],
)
def test_quiet_hours(clock: time, quiet: tuple[time, time], is_quiet: bool) -> None:
    """The start belongs to them, the end does not; equal ends mean none."""
    assert in_quiet_hours(clock, quiet) is is_quiet


def test_the_end_of_the_quiet_hours() -> None:
    """The same morning after midnight, the next one in the evening, midday for midday."""
    day = almaty(NOW).date()
    morning = at_almaty(day, time(9))
    assert quiet_until(at_almaty(day, time(3)), NIGHT) == morning
    assert quiet_until(at_almaty(day, time(22)), NIGHT) == morning + timedelta(days=1)
    assert quiet_until(at_almaty(day, time(12, 30)), NOON) == at_almaty(day, time(13))
    assert quiet_until(at_almaty(day, time(10)), NIGHT) is None
    assert quiet_until(NOW, None) is None


@given(moments, clocks, clocks)
def test_after_the_quiet_hours_it_is_not_quiet(now: datetime, start: time, end: time) -> None:
    """The end is ahead, less than a day away, and outside."""
    until = quiet_until(now, (start, end))
    if until is not None:
        assert now < until <= now + timedelta(days=1)
        assert quiet_until(until, (start, end)) is None


@pytest.mark.parametrize(
    ("warm_up", "days", "allowed"),
    [
        (False, 0, None),
        (True, None, 10),
        (True, -1, 10),
        (True, 0, 10),
        (True, 1, 14),
        (True, 8, 120),
        (True, 9, None),
    ],
)
def test_warm_up(warm_up: bool, days: int | None, allowed: int | None) -> None:
    """A new number starts with ten chats a day; after nine days only the daily limit is left."""
    paired_at = None if days is None else NOW - timedelta(days=days)
    assert new_chats_a_day(warm_up=warm_up, paired_at=paired_at, now=NOW) == allowed


def test_warm_up_only_grows() -> None:
    """Every day allows more than the day before."""
    assert list(WARM_UP) == sorted(set(WARM_UP))
    assert warm_up_day(None, NOW) == 1
    assert warm_up_day(NOW - timedelta(days=3, hours=1), NOW) == 4


@pytest.mark.parametrize(
    ("total", "used", "days", "share"),
    [(100, 0, 10, 9), (100, 9, 9, 9), (100, 90, 5, 0), (100, 95, 5, 0), (100, 89, 5, 1), (50, 0, None, 45)],
)
def test_whatsapps_quota_is_spread(total: int, used: int, days: int | None, share: int) -> None:
    """Nine tenths of it, over the days that are left; a cycle that is over counts as a day."""
    ends = None if days is None else NOW + timedelta(days=days)
    assert share_of_quota(total=total, used=used, cycle_ends_at=ends, now=NOW) == share
    assert share_of_quota(total=10, used=0, cycle_ends_at=NOW - DAY, now=NOW) == 9


def test_gaps() -> None:
    """45 to 90 s to a stranger, 20 to 40 s to who answered, 10 to 20 minutes after a row; warned, twice."""
    usual = Sending()

    def gap(share: float, *, replied: bool = False, rest: bool = False, warned: bool = False) -> float:
        between = gap_between(usual, share, has_replied=replied, is_rest=rest, is_warned=warned)
        return between.total_seconds()

    assert (gap(0), gap(1)) == (45, 90)
    assert (gap(0, replied=True), gap(1, replied=True)) == (20, 40)
    assert (gap(0, rest=True), gap(1, rest=True, replied=True)) == (600, 1200)
    assert gap(0, warned=True) == 90


def test_free_of_all_pacing() -> None:
    """Only without gaps and without limits."""
    assert is_free(Sending(gap_seconds=(0, 0), hourly_limit=None, daily_limit=None))
    assert not is_free(Sending(gap_seconds=(0, 0), hourly_limit=None))
    assert not is_free(Sending())


@given(past, past, past, st.timedeltas(timedelta(0), timedelta(hours=1)))
def test_the_next_slot(
    attempt: timedelta | None, hour: timedelta | None, day: timedelta | None, gap: timedelta
) -> None:
    """Never in the past, never before a gap or a window ends, never farther than a day for any clock."""
    last, hour_full, day_full = (None if ago is None else NOW - ago for ago in (attempt, hour, day))
    slot = next_slot(NOW, last_attempt_at=last, gap=gap, hour_full_since=hour_full, day_full_since=day_full)
    assert NOW <= slot <= NOW + DAY
    for since, wait in ((last, gap), (hour_full, HOUR), (day_full, DAY)):
        assert since is None or slot >= min(since, NOW) + wait


def test_nothing_in_the_way() -> None:
    """Then it may leave at once; a clock that was set back costs one gap, not hours."""
    free = {"hour_full_since": None, "day_full_since": None}
    gap = timedelta(seconds=60)
    assert next_slot(NOW, last_attempt_at=None, gap=gap, **free) == NOW
    assert next_slot(NOW, last_attempt_at=NOW + timedelta(hours=5), gap=gap, **free) == NOW + gap


def test_each_pace_is_known_by_its_numbers_and_slower_ones_send_less() -> None:
    for pace, preset in PRESETS.items():
        sending = Sending(
            gap_seconds=preset.gap_seconds,
            hourly_limit=preset.hourly_limit,
            daily_limit=preset.daily_limit,
        )
        assert pace_of(sending) is pace
    assert pace_of(Sending()) is Pace.USUAL
    assert pace_of(Sending(daily_limit=None)) is None
    days = [PRESETS[pace].daily_limit for pace in (Pace.GENTLE, Pace.USUAL, Pace.QUICK)]
    gaps = [PRESETS[pace].gap_seconds for pace in (Pace.GENTLE, Pace.USUAL, Pace.QUICK)]
    assert days == sorted(days)
    assert gaps == sorted(gaps, reverse=True)


def test_a_number_paired_two_weeks_ago_may_be_quick() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert not quick_is_open(None, now)
    assert not quick_is_open(now - QUICK_FROM + timedelta(seconds=1), now)
    assert quick_is_open(now - QUICK_FROM, now)


@pytest.mark.parametrize(
    ("begins", "hours", "awake"), [(12, 3, 3), (20, 14, 2), (22, 10, 0), (22, 24, 12), (8, 48, 24)]
)
def test_a_night_is_no_absence(begins: int, hours: int, awake: int) -> None:
    start = at_almaty(almaty(NOW).date(), time(begins))
    end = start + timedelta(hours=hours)
    assert wakeful(start, end, NIGHT) == timedelta(hours=awake)
    assert wakeful(start, end, None) == wakeful(start, end, (time(9), time(9))) == timedelta(hours=hours)
