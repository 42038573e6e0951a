"""What came of the messages of some days: sums over `statistics_days`, and who got the most."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from heapq import nlargest, nsmallest
from itertools import chain, islice
from statistics import median_low

from msgspec import Struct

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.phone import masked
from kaspi_notifier.store.columns import json_array
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.statistics_days import LATEST_READ, Day, Days, Numbers, bounds

_MOST_RECIPIENTS = 10
_DAY = timedelta(days=1)

# One long text is three times as quick to count as a row for each.
_PHONES = """
    SELECT group_concat(phone, ' ') FROM whatsapp_messages_log
    WHERE shop_id = ? AND accepted_at >= ? AND accepted_at < ? AND accepted_at IS NOT NULL
        AND phone IS NOT NULL"""
_LEFT_OUT = """
    SELECT phone FROM whatsapp_messages_log
    WHERE id IN (SELECT value FROM json_each(?)) AND phone IS NOT NULL"""
_BUYER = """
    SELECT buyer_first_name, buyer_last_name FROM whatsapp_messages_log AS m
    JOIN orders ON orders.shop_id = m.shop_id AND orders.code = m.order_code
    WHERE m.shop_id = ? AND m.phone = ? AND +m.accepted_at IS NOT NULL
    ORDER BY +m.accepted_at DESC LIMIT 1"""


class Count(Struct, frozen=True, kw_only=True):
    """Messages that left; a read one was delivered too. `replied`: the buyer wrote within 72 hours."""

    sent: int = 0
    delivered: int = 0
    read: int = 0
    replied: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            sent=self.sent + other.sent,
            delivered=self.delivered + other.delivered,
            read=self.read + other.read,
            replied=self.replied + other.replied,
        )


class Recipient(Struct, frozen=True, kw_only=True):
    """A buyer by phone, with the name of the latest order and the number of messages."""

    phone: str
    name: str
    messages: int

    def __repr__(self) -> str:
        return f"Recipient(messages={self.messages})"


class DayCount(Struct, frozen=True, kw_only=True):
    """One Almaty day; `not_sent` are the messages made on it that never left and that somebody misses."""

    day: date
    count: Count
    not_sent: int


class Statistics(Struct, frozen=True, kw_only=True):
    """Almaty days from `first` to `last`; `before` is the period of the same length before it.

    A message counts on the day and in the hour in which it left; one that never left, when it was made.
    """

    first: date
    last: date
    total: Count
    before: Count
    days: tuple[DayCount, ...]
    hours: tuple[Count, ...]
    templates: dict[str, Count]
    deliveries: dict[Delivery | None, Count]
    not_sent: dict[Reason | None, int]
    not_sent_before: int
    waiting: int
    """Made on these days, and neither left nor given up yet."""
    recipients: tuple[Recipient, ...]
    read_within: timedelta | None = None
    """Half of the latest read messages were read within this time."""


def table(found: Statistics) -> Iterator[dict[str, object]]:
    """The statistics as rows with the keys of the export; buyers' phones are masked."""
    yield _row("period", f"{found.first} {found.last}", found.total, sum(found.not_sent.values()))
    for day in found.days:
        yield _row("day", day.day.isoformat(), day.count, day.not_sent)
    for hour, count in enumerate(found.hours):
        yield _row("hour", f"{hour:02}:00", count)
    for name, count in found.templates.items():
        yield _row("template", name, count)
    for delivery, count in found.deliveries.items():
        yield _row("delivery", delivery.value if delivery else "", count)
    for reason, number in found.not_sent.items():
        yield {"group": "reason", "name": reason.value if reason else "", "not_sent": number}
    for recipient in found.recipients:
        yield {"group": "recipient", "name": masked(recipient.phone), "sent": recipient.messages}


def _row(group: str, name: str, count: Count, not_sent: int | None = None) -> dict[str, object]:
    return {
        "group": group,
        "name": name,
        "sent": count.sent,
        "delivered": count.delivered,
        "read": count.read,
        "replied": count.replied,
        "not_sent": not_sent,
    }


class StatisticsReport:
    """The statistics of any days of a shop."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._days = Days(database)

    def of(self, shop_id: int, first: date, last: date) -> Statistics:
        """The statistics of the days from `first` to `last`, both included."""
        days = _all_days(first, last)
        length = len(days)
        found = self._days.of(shop_id, [*(day - length * _DAY for day in days), *days])
        before, now = found[:length], found[length:]
        not_sent = _sums(day.not_sent for day in now)
        return Statistics(
            first=first,
            last=last,
            total=sum(map(_whole, now), Count()),
            before=sum(map(_whole, before), Count()),
            days=tuple(map(_day_count, days, now)),
            hours=tuple(
                sum((_count(day.hours[hour]) for day in now if hour in day.hours), Count())
                for hour in range(24)
            ),
            templates=_sorted(
                (name, numbers)
                for day in now
                for name, deliveries in day.kinds.items()
                for numbers in deliveries.values()
            ),
            deliveries={
                Delivery(name) if name else None: count
                for name, count in _sorted(
                    entry for day in now for deliveries in day.kinds.values() for entry in deliveries.items()
                ).items()
            },
            not_sent={Reason(name) if name else None: number for name, number in not_sent.most_common()},
            not_sent_before=_sums(day.not_sent for day in before).total(),
            waiting=sum(day.waiting for day in now),
            recipients=tuple(self._recipients(shop_id, first, last, now)),
            read_within=_read_within(now),
        )

    def days(self, shop_id: int, first: date, last: date) -> tuple[DayCount, ...]:
        """Only what came of each day."""
        days = _all_days(first, last)
        return tuple(map(_day_count, days, self._days.of(shop_id, days)))

    def keep_up(self, now: datetime) -> Iterator[None]:
        """Nightly work, step by step: with the days before today counted, a period is a matter of sums."""
        return self._days.keep_up(now)

    def _recipients(self, shop_id: int, first: date, last: date, days: Iterable[Day]) -> Iterator[Recipient]:
        phones = self._db.value(_PHONES, (shop_id, bounds(first)[0], bounds(last)[1])) or ""
        numbers = Counter(phones.split())
        left_out = json_array(chain.from_iterable(day.left_out for day in days))
        numbers.subtract(phone for (phone,) in self._db.rows(_LEFT_OUT, (left_out,)))
        for number, phone in _most(numbers):
            name = self._db.row(_BUYER, (shop_id, phone)) or ()
            yield Recipient(phone=phone, name=" ".join(filter(None, name)), messages=number)


def _all_days(first: date, last: date) -> list[date]:
    return [first + number * _DAY for number in range((last - first).days + 1)]


def _day_count(day: date, counted: Day) -> DayCount:
    return DayCount(day=day, count=_whole(counted), not_sent=sum(counted.not_sent.values()))


def _most(numbers: Counter[str]) -> list[tuple[int, str]]:
    """Who got the most, and how much; of those who got as many, the smaller numbers."""
    least = min(nlargest(_MOST_RECIPIENTS, numbers.values()), default=0)
    more = sorted((-number, phone) for phone, number in numbers.items() if number > least)
    as_many = nsmallest(_MOST_RECIPIENTS - len(more), (phone for phone in numbers if numbers[phone] == least))
    return [(-number, phone) for number, phone in (*more, *((-least, phone) for phone in as_many)) if number]


def _count(numbers: Numbers) -> Count:
    sent, delivered, read, replied = numbers
    return Count(sent=sent, delivered=delivered, read=read, replied=replied)


def _whole(day: Day) -> Count:
    return sum(map(_count, day.hours.values()), Count())


def _sums(counted: Iterable[dict[str, int]]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for numbers in counted:
        sums.update(numbers)
    return sums


def _sorted(entries: Iterable[tuple[str, Numbers]]) -> dict[str, Count]:
    """The sum for each name, what was sent most often first."""
    sums: dict[str, Count] = {}
    for name, numbers in entries:
        sums[name] = sums.get(name, Count()) + _count(numbers)
    return dict(sorted(sums.items(), key=lambda entry: (-entry[1].sent, entry[0])))


def _read_within(days: Sequence[Day]) -> timedelta | None:
    latest = chain.from_iterable(day.read_after for day in reversed(days))
    times = list(islice(latest, LATEST_READ))
    return timedelta(milliseconds=median_low(times)) if times else None
