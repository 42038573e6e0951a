"""What the servers' clocks say of this computer's."""

from datetime import UTC, datetime, timedelta

import pytest

from kaspi_notifier.domain.skew import EARLIEST, LATEST, ClockProblem, agreed, correction, problem_of

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (None, None, None),
        (SECOND, None, SECOND),
        (None, -DAY, -DAY),
        (DAY, SECOND, SECOND),
        (SECOND, -DAY, SECOND),
        (DAY, DAY + SECOND, DAY),
        (DAY, -2 * DAY, DAY),
    ],
)
def test_a_server_that_stands_alone_is_wrong_itself(
    one: timedelta | None, other: timedelta | None, found: timedelta | None
) -> None:
    assert agreed(one, other, NOW) == found


@pytest.mark.parametrize("absurd", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2106, 2, 7, tzinfo=UTC)])
def test_a_clock_in_an_absurd_year_stops_sending_by_itself(absurd: datetime) -> None:
    skew = agreed(None, None, absurd)
    assert skew is not None
    assert absurd + skew in (EARLIEST, LATEST)
    assert problem_of(skew) is ClockProblem.WRONG
    assert agreed(SECOND, None, absurd) == SECOND


@pytest.mark.parametrize(
    ("skew", "problem", "corrected"),
    [
        (None, None, timedelta()),
        (SECOND, None, timedelta()),
        (31 * SECOND, None, 31 * SECOND),
        (timedelta(minutes=-2), None, timedelta(minutes=-2)),
        (timedelta(minutes=3), ClockProblem.DIFFERS, timedelta(minutes=3)),
        (timedelta(hours=-1), ClockProblem.DIFFERS, timedelta(hours=-1)),
        (timedelta(hours=1, seconds=1), ClockProblem.WRONG, timedelta(hours=1, seconds=1)),
    ],
)
def test_minutes_warn_and_hours_stop(
    skew: timedelta | None, problem: ClockProblem | None, corrected: timedelta
) -> None:
    assert (problem_of(skew), correction(skew)) == (problem, corrected)
