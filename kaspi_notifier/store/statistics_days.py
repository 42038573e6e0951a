"""What came of the messages of each day, counted from the rows once and kept until one of them changes.

A day is kept with the database, so that a month is 30 short rows and not 90,000 messages. Nothing is paid
for that when a message moves: every move is in the history anyway, and the days of whatever moved since the
last look are counted anew. The few changes that are no moves, and undo what was counted, are seen by the
triggers of `page_schema.STATISTICS`.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import chain
from operator import add

import msgspec

from kaspi_notifier.domain.clock import almaty, almaty_day, at_almaty
from kaspi_notifier.domain.message import Reason
from kaspi_notifier.store.columns import moment, ms
from kaspi_notifier.store.database import Database, Row
from kaspi_notifier.store.errors import StoreError

REPLY_WITHIN = timedelta(hours=72)
"""A buyer who writes within this time after a message has replied to it."""
REPLACED = frozenset({Reason.SUPERSEDED, Reason.BASELINE})
"""Reasons of messages that nobody misses: a newer one went instead, or the order is an old one."""
LATEST_READ = 501
"""So many of the latest read messages say how long reading takes."""
_DAY = timedelta(days=1)
_HOUR = 3_600_000
_WITHIN = REPLY_WITHIN // timedelta(milliseconds=1)
_KEPT_UP = 180
"""Days that are counted at night: twice the longest period that the page offers."""
_MANY = 5_000
"""So many rows had to be read that remembering what they said is worth a commit."""

_LEFT = """
    SELECT accepted_at, state, kind, template_name, ifnull(delivery, ''), phone, read_at - accepted_at, id
    FROM whatsapp_messages_log
    WHERE shop_id = :shop AND accepted_at >= :start AND accepted_at < :end AND accepted_at IS NOT NULL
    ORDER BY accepted_at DESC"""
_MADE = """
    SELECT state, ifnull(reason, ''), count(*) FROM whatsapp_messages_log
    WHERE shop_id = :shop AND created_at >= :start AND created_at < :end AND kind NOT IN ('test', 'digest')
        AND state NOT IN ('accepted', 'sent', 'delivered', 'read')
    GROUP BY 1, 2"""
_REPLIES = """
    SELECT chats.phone, reply.at FROM chat_messages AS reply CROSS JOIN chats ON chats.id = reply.chat
    WHERE reply.shop_id = :shop AND reply.from_me = 0 AND reply.at >= :start AND reply.at < :end + :within
    ORDER BY reply.at"""
_NEWEST = ("SELECT max(id) FROM message_history", "SELECT max(id) FROM chat_messages")
_MOVED = """
    SELECT DISTINCT m.created_at / 3600000, ifnull(m.accepted_at, m.created_at) / 3600000
    FROM message_history AS h CROSS JOIN whatsapp_messages_log AS m ON m.id = h.message_id
    WHERE h.id > ? AND h.id <= ? AND h.shop_id = ?"""
# CROSS JOIN keeps SQLite from beginning with the messages, of which there are many more, and `+` from looking
# for them by time.
_ANSWERED = """
    SELECT DISTINCT m.accepted_at / 3600000
    FROM chat_messages AS reply
    CROSS JOIN chats ON chats.id = reply.chat
    CROSS JOIN whatsapp_messages_log AS m ON m.shop_id = reply.shop_id AND m.phone = chats.phone
    WHERE reply.id > ? AND reply.id <= ? AND reply.shop_id = ? AND reply.from_me = 0
        AND +m.accepted_at > reply.at - ? AND +m.accepted_at <= reply.at"""

_TICKED = {"accepted": (1, 0, 0), "sent": (1, 0, 0), "delivered": (1, 1, 0), "read": (1, 1, 1)}
_OWN_CHAT = frozenset({"test", "digest"})
_NOT_SENT = frozenset({"failed", "skipped"})

Numbers = list[int]
"""Sent, delivered, read and replied."""


class Day(msgspec.Struct):
    """One Almaty day of a shop."""

    hours: dict[int, Numbers] = msgspec.field(default_factory=dict)
    """What left in each hour of the clock."""
    kinds: dict[str, dict[str, Numbers]] = msgspec.field(default_factory=dict)
    """The same by template and delivery; '' is none."""
    not_sent: dict[str, int] = msgspec.field(default_factory=dict)
    """What was made on the day, never left and is missed, by reason."""
    waiting: int = 0
    """What was made on the day and has neither left nor been given up."""
    read_after: list[int] = msgspec.field(default_factory=list)
    """Milliseconds until the latest messages were read, the newest first."""
    left_out: list[int] = msgspec.field(default_factory=list)
    """Ids of messages that the server took and that don't count: given back by WhatsApp, or to oneself."""


class _Look(msgspec.Struct, kw_only=True):
    """How far the moves and replies were seen, and the days whose counts may differ from what is kept."""

    shop_id: int
    is_first: bool
    history_id: int
    reply_id: int
    moved: set[date] = msgspec.field(default_factory=set)


class Days:
    """The days of a shop; what had to be read for them is remembered when it was much."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, shop_id: int, days: Sequence[date]) -> list[Day]:
        """These days, one after the other, equal to a recount of all rows at this moment."""
        version = self._version()
        look = self._look(shop_id)
        found = self._kept(look, days)
        counted: dict[date, Day] = {}
        cost = 0
        for day in days:
            if day not in found:
                counted[day], rows = self._count(shop_id, day)
                cost += rows
        if cost > _MANY:
            # They can be shown on a full disk too.
            with suppress(StoreError), self._db.transaction():
                if self._version() == version:
                    self._keep(look, counted)
        found |= counted
        return [found[day] for day in days]

    def keep_up(self, now: datetime) -> Iterator[None]:
        """Count and keep what is not, day by day, so that nothing else has to wait long for the database."""
        yesterday = almaty_day(now) - _DAY
        days = [yesterday - back * _DAY for back in reversed(range(_KEPT_UP))]
        for (shop_id,) in self._db.rows("SELECT shop_id FROM shops"):
            look = self._look(shop_id)
            kept = self._kept(look, days)
            for day in days:
                if day in kept:
                    continue
                with self._db.transaction():
                    counted, rows = self._count(shop_id, day)
                    # A day without messages is quickly counted again.
                    if rows:
                        self._keep(look, {day: counted})
                yield

    def _version(self) -> object:
        """Changes when another program has written to the file."""
        return self._db.value("PRAGMA data_version")

    def _look(self, shop_id: int) -> "_Look":
        """What moved since the last look, and how far this one went."""
        history_id, reply_id = (self._db.value(newest) or 0 for newest in _NEWEST)
        marks = self._db.row(
            "SELECT history_id, reply_id FROM statistics_marks WHERE shop_id = ?", (shop_id,)
        )
        look = _Look(shop_id=shop_id, is_first=marks is None, history_id=history_id, reply_id=reply_id)
        if marks is not None:
            moved = self._db.rows(_MOVED, (marks[0], history_id, shop_id))
            answered = self._db.rows(_ANSWERED, (marks[1], reply_id, shop_id, _WITHIN))
            look.moved |= {almaty_day(moment(hour * _HOUR)) for hour in chain(*moved, *answered)}
        return look

    def _kept(self, look: "_Look", days: Sequence[date]) -> dict[date, Day]:
        """Those of these days that are kept and in which nothing has moved since."""
        if look.is_first:
            return {}
        rows = self._db.rows(
            "SELECT starts, ends, counts FROM statistics_days"
            " WHERE shop_id = ? AND starts >= ? AND ends <= ?",
            (look.shop_id, bounds(days[0])[0], bounds(days[-1])[1]),
        )
        by_bounds = {(starts, ends): counts for starts, ends, counts in rows}
        return {
            day: msgspec.json.decode(by_bounds[bounds(day)], type=Day)
            for day in days
            if day not in look.moved and bounds(day) in by_bounds
        }

    def _keep(self, look: "_Look", counted: Mapping[date, Day]) -> None:
        if look.is_first:
            self._db.write("DELETE FROM statistics_days WHERE shop_id = ?", (look.shop_id,))
            look.is_first = False
        self._db.write_many(
            "DELETE FROM statistics_days WHERE shop_id = ? AND starts = ?",
            [(look.shop_id, bounds(day)[0]) for day in look.moved],
        )
        look.moved.clear()
        self._db.write_many(
            "INSERT OR REPLACE INTO statistics_days (shop_id, starts, ends, counts) VALUES (?, ?, ?, ?)",
            [
                (look.shop_id, *bounds(day), msgspec.json.encode(found).decode())
                for day, found in counted.items()
            ],
        )
        self._db.write(
            "INSERT OR REPLACE INTO statistics_marks (shop_id, history_id, reply_id) VALUES (?, ?, ?)",
            (look.shop_id, look.history_id, look.reply_id),
        )

    def _count(self, shop_id: int, day: date) -> tuple[Day, int]:
        """The day from its rows, and how many those are."""
        found = Day()
        start, end = bounds(day)
        span = {"shop": shop_id, "start": start, "end": end}
        left = self._db.rows(_LEFT, span)
        replies: dict[str, list[int]] = {}
        for phone, at in self._db.rows(_REPLIES, {**span, "within": _WITHIN}):
            replies.setdefault(phone, []).append(at)
        _count_left(found, left, replies)
        for state, reason, number in self._db.rows(_MADE, span):
            if state not in _NOT_SENT:
                found.waiting += number
            elif reason not in REPLACED:
                found.not_sent[reason] = found.not_sent.get(reason, 0) + number
        return found, len(left)


def bounds(day: date) -> tuple[int, int]:
    """The first millisecond of an Almaty day and the first one after it."""
    return ms(at_almaty(day, time.min)), ms(at_almaty(day + _DAY, time.min))


def _count_left(found: Day, rows: Iterable[Row], replies: Mapping[str, list[int]]) -> None:
    groups: Counter[tuple[int, str, str, str, bool]] = Counter()
    for at, state, kind, template, delivery, phone, read_after, number in rows:
        if state not in _TICKED or kind in _OWN_CHAT:
            found.left_out.append(number)
            continue
        groups[at // _HOUR, template, delivery, state, _is_answered(at, replies.get(phone, ()))] += 1
        if state == "read" and read_after is not None and len(found.read_after) < LATEST_READ:
            found.read_after.append(read_after)
    for (hour, template, delivery, state, is_answered), number in groups.items():
        counted = [number * mark for mark in (*_TICKED[state], is_answered)]
        for numbers in (
            found.hours.setdefault(_clock_hour(hour), [0] * 4),
            found.kinds.setdefault(template, {}).setdefault(delivery, [0] * 4),
        ):
            numbers[:] = map(add, numbers, counted)


def _is_answered(at: int, replies: Sequence[int]) -> bool:
    """Whether the first of the replies from then on, which stand in order, came in time."""
    first = bisect_left(replies, at)
    return first < len(replies) and replies[first] < at + _WITHIN


def _clock_hour(hour: int) -> int:
    """The hour on an Almaty clock of an hour since 1970; the zone's offset is always whole hours."""
    return almaty(moment(hour * _HOUR)).hour
