"""Working hours: open or not, when next, and how much of them has passed."""

from datetime import UTC, datetime, time, timedelta

import pytest

from kaspi_notifier.domain import auto_reply
from kaspi_notifier.domain.digest import Figures, text
from kaspi_notifier.domain.hours import WorkingHours
from kaspi_notifier.domain.settings import Replies
from kaspi_notifier.domain.template import Language

MINUTES = timedelta(minutes=1)
EVERY_DAY = frozenset(range(1, 8))


def at(day: int, clock: str) -> datetime:
    """A moment of May 2026 on an Almaty clock; the 12th is a Tuesday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC) - timedelta(hours=5)


def hours(opens: str = "09:00", closes: str = "19:00", days: frozenset[int] = EVERY_DAY) -> WorkingHours:
    """Hours of a shop."""
    return WorkingHours(opens=time.fromisoformat(opens), closes=time.fromisoformat(closes), days=days)


@pytest.mark.parametrize(
    ("clock", "is_open"), [("08:59", False), ("09:00", True), ("18:59", True), ("19:00", False)]
)
def test_by_day(clock: str, is_open: bool) -> None:
    assert hours().is_open(at(12, clock)) is is_open


@pytest.mark.parametrize(
    ("day", "clock", "is_open"),
    [
        (12, "23:00", True),
        (13, "01:59", True),
        (13, "02:00", False),
        (12, "01:00", False),
        (14, "01:00", False),
    ],
)
def test_over_midnight_the_hours_belong_to_the_day_they_open_on(day: int, clock: str, is_open: bool) -> None:
    tuesdays = hours("20:00", "02:00", frozenset({2}))
    assert tuesdays.is_open(at(day, clock)) is is_open


def test_all_day() -> None:
    assert all(hours("00:00", "00:00").is_open(at(12, f"{hour:02}:30")) for hour in range(24))


def test_when_it_opens_next() -> None:
    assert hours().opens_at(at(12, "08:00")) == at(12, "09:00")
    assert hours().opens_at(at(12, "09:00")) == at(13, "09:00")
    assert hours(days=frozenset({1})).opens_at(at(12, "10:00")) == at(18, "09:00")
    assert hours(days=frozenset()).opens_at(at(12, "10:00")) is None


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (at(12, "10:00"), at(12, "10:15")),
        (at(12, "18:45"), at(12, "19:00")),
        (at(12, "18:50"), at(13, "09:05")),
        (at(12, "19:00"), at(13, "09:15")),
        (at(12, "03:00"), at(12, "09:15")),
    ],
)
def test_only_working_time_counts(start: datetime, due: datetime) -> None:
    assert hours().after(start, 15 * MINUTES) == due


def test_without_working_days_no_time_passes() -> None:
    assert hours(days=frozenset()).after(at(12, "10:00"), MINUTES) is None


@pytest.mark.parametrize(
    ("replies", "now", "russian", "kazakh"),
    [
        (Replies(), at(12, "08:00"), "Ответим сегодня после 09:00.", "Бүгін сағат 09:00-дан кейін жауап"),
        (Replies(hours=("10:30", "19:00")), at(12, "20:00"), "завтра после 10:30", "Ертең сағат 10:30-дан"),
        (
            Replies(hours=("08:05", "19:00"), days=(1,)),
            at(12, "20:00"),
            "18.05 после 08:05",
            "18.05 күні сағат 08:05-тен",
        ),
        (Replies(hours=("00:00", "05:00")), at(12, "20:00"), "завтра после 00:00", "00:00-ден кейін"),
        (Replies(hours=("10:00", "18:00")), at(12, "20:00"), "завтра после 10:00", "10:00-нан кейін"),
        (Replies(days=()), at(12, "20:00"), "как только вернёмся", "Оралған бойда"),
    ],
)
def test_a_buyer_is_told_when_somebody_reads_again(
    replies: Replies, now: datetime, russian: str, kazakh: str
) -> None:
    said = auto_reply.text(replies, now)
    assert russian in said
    assert kazakh in said


def test_the_shops_own_words_win() -> None:
    assert auto_reply.text(Replies(auto_reply_text="  Мы в отпуске  "), at(12, "20:00")) == "Мы в отпуске"


def figures(**counts: int) -> Figures:
    """A day."""
    values = {"orders": 12, "sent": 30, "delivered": 29, "read": 25}
    values |= {"not_sent": 0, "needs_decision": 0, "unread": 0}
    return Figures(day=at(12, "20:00").date(), **{**values, **counts})


@pytest.mark.parametrize(
    ("language", "first", "extra"),
    [
        ("ru", "Итоги дня, 12.05.2026", ["Не отправлено: 2", "Непрочитанных ответов: 3"]),
        ("kk", "Күн қорытындысы, 12.05.2026", ["Жіберілмегені: 2", "Оқылмаған жауап: 3"]),
    ],
)
def test_the_digest_says_what_there_is_to_say(language: Language, first: str, extra: list[str]) -> None:
    quiet = text(figures(), "Арман Техно", language).splitlines()
    assert quiet[0] == first
    assert quiet[-1].endswith("25")
    busy = text(figures(not_sent=2, unread=3), "Арман Техно", language).splitlines()
    assert busy == [*quiet, *extra]
