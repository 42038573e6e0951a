"""What came of the messages of some days, counted from the rows themselves each time."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median_low

from kaspi_notifier.domain.clock import almaty, at_almaty
from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.phone import masked
from kaspi_notifier.store.columns import moment, ms
from kaspi_notifier.store.database import Database

REPLY_WITHIN = timedelta(hours=72)
"""A buyer who writes within this time after a message has replied to it."""
REPLACED = frozenset({Reason.SUPERSEDED, Reason.BASELINE})
"""Reasons of messages that nobody misses: a newer one went instead, or the order is an old one."""
_MOST_RECIPIENTS = 10
_LATEST_READ = 501
_DAY = timedelta(days=1)
_HOUR = 3_600_000

_COUNTS = """
    count(*), count(*) FILTER (WHERE state = 'delivered'), count(*) FILTER (WHERE state = 'read')"""
# An IN list would be looked up for each row; with `+` the comparisons stay comparisons, most likely first.
_LEFT = """
    accepted_at >= :start AND accepted_at < :end
    AND (+state = 'read' OR +state = 'delivered' OR +state = 'sent' OR +state = 'accepted')
    AND kind <> 'test' AND kind <> 'digest'"""
_IN_TIME = f"FROM whatsapp_messages_log INDEXED BY messages_by_hour WHERE shop_id = :shop AND {_LEFT}"
_TOTAL = f"SELECT {_COUNTS} {_IN_TIME}"
_BY_HOUR = f"SELECT accepted_at / 3600000, {_COUNTS} {_IN_TIME} GROUP BY 1"
_NEXT_TEMPLATE = """
    SELECT template_name FROM whatsapp_messages_log INDEXED BY messages_by_template
    WHERE shop_id = ? AND template_name > ? AND accepted_at IS NOT NULL ORDER BY template_name LIMIT 1"""
# One short look into the index for each is faster than sorting all rows for a GROUP BY.
_OF_TEMPLATE = " ".join(
    [
        "SELECT",
        _COUNTS,
        "FROM whatsapp_messages_log INDEXED BY messages_by_template",
        "WHERE shop_id = :shop AND template_name = :name AND delivery IS :delivery AND",
        _LEFT,
    ]
)
_RECIPIENTS = f"""
    SELECT CAST(phone AS INTEGER), count(*) {_IN_TIME} AND phone IS NOT NULL
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_MOST_RECIPIENTS}"""
_BUYER = """
    SELECT buyer_first_name, buyer_last_name
    FROM whatsapp_messages_log AS m INDEXED BY messages_by_phone
    JOIN orders ON orders.shop_id = m.shop_id AND orders.code = m.order_code
    WHERE m.shop_id = ? AND m.phone = ? AND m.accepted_at IS NOT NULL
    ORDER BY m.accepted_at DESC LIMIT 1"""
_READ_AFTER = f"""
    SELECT read_at - accepted_at {_IN_TIME} AND state = 'read'
    ORDER BY accepted_at DESC LIMIT {_LATEST_READ}"""
_NOT_SENT = """
    SELECT created_at / 3600000, reason, count(*) FROM whatsapp_messages_log INDEXED BY messages_not_sent
    WHERE shop_id = :shop AND created_at >= :start AND created_at < :end
        AND state IN ('failed', 'skipped') AND kind NOT IN ('test', 'digest') GROUP BY 1, 2"""
# CROSS JOIN keeps SQLite from beginning with the messages, of which there are many more.
_REPLIED = " ".join(
    [
        "SELECT m.id, m.accepted_at, m.template_name, m.delivery",
        "FROM chat_messages AS reply INDEXED BY replies_by_time",
        "CROSS JOIN chats ON chats.id = reply.chat",
        "CROSS JOIN whatsapp_messages_log AS m INDEXED BY messages_by_phone",
        "ON m.shop_id = reply.shop_id AND m.phone = chats.phone",
        "AND m.accepted_at > reply.at - :within AND m.accepted_at <= reply.at",
        "WHERE reply.shop_id = :shop AND reply.from_me = 0",
        "AND reply.at >= :start AND reply.at < :end + :within AND",
        _LEFT,
    ]
)
_REPLIED_NUMBER = _REPLIED.replace("m.id, m.accepted_at, m.template_name, m.delivery", "count(DISTINCT m.id)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """A buyer by phone, with the name of the latest order and the number of messages."""

    phone: str
    name: str
    messages: int

    def __repr__(self) -> str:
        return f"Recipient(messages={self.messages})"


@dataclass(frozen=True, kw_only=True, slots=True)
class DayCount:
    """One Almaty day; `not_sent` are the messages made on it that never left and that somebody misses."""

    day: date
    count: Count
    not_sent: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistics:
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
    """Read-only; all of it comes from covering indexes."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, shop_id: int, first: date, last: date) -> Statistics:
        """The statistics of the days from `first` to `last`, both included."""
        span = _Span(shop_id, first, last)
        before = _Span(shop_id, first - (last - first) - _DAY, first - _DAY)
        # A message may have been answered several times.
        replies = {
            number: (at // _HOUR, name, _delivery(delivery))
            for number, at, name, delivery in self._db.rows(_REPLIED, span.parameters)
        }.values()
        hours = self._hours(span, Counter(hour for hour, _, _ in replies))
        missed = self._missed(span)
        templates, deliveries = self._kinds(span, replies)
        return Statistics(
            first=first,
            last=last,
            total=sum(hours.values(), Count()),
            before=self._total(before),
            days=tuple(_days(span, hours, missed)),
            hours=tuple(_clock(hours)),
            templates=templates,
            deliveries=deliveries,
            not_sent=_reasons(missed),
            not_sent_before=sum(number for _, _, number in self._missed(before)),
            recipients=tuple(self._recipients(span)),
            read_within=self._read_within(span),
        )

    def _hours(self, span: "_Span", replied: Mapping[int, int]) -> dict[int, Count]:
        """What left in each hour since 1970; the zone's offset is always whole hours."""
        return {
            hour: _count(numbers) + Count(replied=replied.get(hour, 0))
            for hour, *numbers in self._db.rows(_BY_HOUR, span.parameters)
        }

    def _missed(self, span: "_Span") -> list[tuple[int, Reason | None, int]]:
        """What was not sent, by the hour in which it was made and by reason."""
        rows = self._db.rows(_NOT_SENT, span.parameters)
        found = [(hour, Reason(reason) if reason else None, number) for hour, reason, number in rows]
        return [(hour, reason, number) for hour, reason, number in found if reason not in REPLACED]

    def _total(self, span: "_Span") -> Count:
        (numbers,) = self._db.rows(_TOTAL, span.parameters)
        return _count(numbers) + Count(replied=self._db.value(_REPLIED_NUMBER, span.parameters))

    def _kinds(
        self, span: "_Span", replies: Collection[tuple[int, str, Delivery | None]]
    ) -> tuple[dict[str, Count], dict[Delivery | None, Count]]:
        templates: dict[str, Count] = {}
        deliveries: dict[Delivery | None, Count] = {}
        for name, delivery, count in (*self._matrix(span), *_one_each(replies)):
            templates[name] = templates.get(name, Count()) + count
            deliveries[delivery] = deliveries.get(delivery, Count()) + count
        return (
            dict(sorted(templates.items(), key=lambda item: (-item[1].sent, item[0]))),
            dict(sorted(deliveries.items(), key=lambda item: (-item[1].sent, item[0] or ""))),
        )

    def _matrix(self, span: "_Span") -> Iterator[tuple[str, Delivery | None, Count]]:
        name = ""
        while True:
            for delivery in (None, *Delivery):
                (numbers,) = self._db.rows(
                    _OF_TEMPLATE, {**span.parameters, "name": name, "delivery": delivery and delivery.value}
                )
                if numbers[0]:
                    yield name, delivery, _count(numbers)
            row = self._db.row(_NEXT_TEMPLATE, (span.shop_id, name))
            if row is None:
                return
            name = row[0]

    def _recipients(self, span: "_Span") -> Iterator[Recipient]:
        for number, messages in self._db.rows(_RECIPIENTS, span.parameters):
            phone = str(number)
            name = self._db.row(_BUYER, (span.shop_id, phone)) or ()
            yield Recipient(phone=phone, name=" ".join(filter(None, name)), messages=messages)

    def _read_within(self, span: "_Span") -> timedelta | None:
        times = [row[0] for row in self._db.rows(_READ_AFTER, span.parameters) if row[0] is not None]
        return timedelta(milliseconds=median_low(times)) if times else None


class _Span:
    """Days of a shop as parameters of the queries."""

    def __init__(self, shop_id: int, first: date, last: date) -> None:
        self.shop_id = shop_id
        self.days = [first + number * _DAY for number in range((last - first).days + 1)]
        self.parameters = {
            "shop": shop_id,
            "start": ms(at_almaty(first, time.min)),
            "end": ms(at_almaty(last + _DAY, time.min)),
            "within": REPLY_WITHIN // timedelta(milliseconds=1),
        }


def _local(hour: int) -> datetime:
    return almaty(moment(hour * _HOUR))


def _count(numbers: Sequence[int]) -> Count:
    sent, delivered, read = numbers
    return Count(sent=sent, delivered=delivered + read, read=read)


def _delivery(value: str | None) -> Delivery | None:
    return Delivery(value) if value else None


def _one_each(
    replies: Iterable[tuple[int, str, Delivery | None]],
) -> Iterator[tuple[str, Delivery | None, Count]]:
    for (name, delivery), number in Counter((name, delivery) for _, name, delivery in replies).items():
        yield name, delivery, Count(replied=number)


def _clock(hours: Mapping[int, Count]) -> Iterator[Count]:
    """The 24 hours of the Almaty clock."""
    of_clock = [Count()] * 24
    for hour, count in hours.items():
        of_clock[_local(hour).hour] += count
    yield from of_clock


def _reasons(missed: Iterable[tuple[int, Reason | None, int]]) -> dict[Reason | None, int]:
    """How many for each reason, the most frequent first."""
    sums: Counter[Reason | None] = Counter()
    for _, reason, number in missed:
        sums[reason] += number
    return dict(sums.most_common())


def _days(
    span: _Span, hours: Mapping[int, Count], missed: Iterable[tuple[int, Reason | None, int]]
) -> Iterator[DayCount]:
    counts = dict.fromkeys(span.days, Count())
    for hour, count in hours.items():
        counts[_local(hour).date()] += count
    not_sent: Counter[date] = Counter()
    for hour, _, number in missed:
        not_sent[_local(hour).date()] += number
    for day in span.days:
        yield DayCount(day=day, count=counts[day], not_sent=not_sent[day])
