"""The oracle of a month: what must never have happened, told from what the servers and buyers saw."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from kaspi_notifier.domain.clock import almaty
from kaspi_notifier.domain.message import REALLY_SENT, MessageState
from kaspi_notifier.domain.pacing import WARM_UP, in_quiet_hours
from kaspi_notifier.domain.rules import FRESH_FOR, Event
from kaspi_notifier.domain.settings import Sending
from kaspi_notifier.store import Message, Store
from tests.harness.world import DAY, HOUR, Key, Post, Truth

# A window is counted at the server, a hair after the program counted it.
_HAIR = timedelta(seconds=2)
_RECHECK = timedelta(minutes=12)
_HEARD = timedelta(minutes=1)
_MOST_IN_A_LOCK = 2


@dataclass
class Complaints:
    """Each list holds one line for every time it happened."""

    doubled: list[str] = field(default_factory=list)
    old_orders_told: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    in_quiet_hours: list[str] = field(default_factory=list)
    over_hourly: list[str] = field(default_factory=list)
    over_daily: list[str] = field(default_factory=list)
    over_new_chats: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    after_cancellation: list[str] = field(default_factory=list)
    after_opt_out: list[str] = field(default_factory=list)
    hammered: list[str] = field(default_factory=list)
    wrongly_sent: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    standing_still: list[str] = field(default_factory=list)
    file: list[str] = field(default_factory=list)

    def all(self) -> dict[str, list[str]]:
        """By name."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def any(self) -> bool:
        """Whether there is one at all."""
        return any(self.all().values())


def judge_file(store: Store) -> list[str]:
    """Whether SQLite finds the file whole."""
    found = [f"integrity: {row}" for row in store._db.rows("PRAGMA integrity_check") if row != ("ok",)]
    return found + [f"foreign key: {row}" for row in store._db.rows("PRAGMA foreign_key_check")]


def judge_truth(truth: Truth, rows: Sequence[Message], sending: Sending) -> Complaints:
    """Every complaint about a month."""
    found = Complaints(unseen=list(truth.unseen), standing_still=list(truth.standing_still))
    found.doubled = [f"{key}: {number}" for key, number in truth.bubbles.items() if number > 1]
    forms: dict[object, set[object]] = {}
    for post in truth.posts:
        forms.setdefault(("id", post.wa_id), set()).add((post.text, post.chat_id))
        forms.setdefault(("text", post.text), set()).add((post.wa_id, post.chat_id))
        _judge_time(post, truth, sending, found)
        for key in post.keys:
            _judge_post(post, key, truth, found)
    found.changed = [str(name) for name, known in forms.items() if len(known) > 1]
    _judge_windows(truth, sending, found)
    for start, end in truth.locks:
        refused = [at for at in truth.refused if start <= at < end]
        if len(refused) > _MOST_IN_A_LOCK:
            found.hammered.append(f"{len(refused)} sends refused in the restriction of {start:%m-%d %H:%M}")
    _judge_rows(truth, rows, found)
    return found


def _judge_time(post: Post, truth: Truth, sending: Sending, found: Complaints) -> None:
    what = f"{post.keys} at {post.at:%m-%d %H:%M:%S}"
    if sending.quiet is not None and in_quiet_hours(almaty(post.at).time(), sending.quiet):
        found.in_quiet_hours.append(what)
    opted_out = truth.opted_out.get(post.chat_id)
    if opted_out is not None and post.at - opted_out > _HEARD:
        found.after_opt_out.append(f"{what}, opted out {opted_out:%m-%d %H:%M}")


def _judge_post(post: Post, key: Key, truth: Truth, found: Complaints) -> None:
    code, event = key
    what = f"{event} {code} at {post.at:%m-%d %H:%M:%S}"
    if code in truth.old:
        found.old_orders_told.append(what)
    happened = truth.happened.get(key)
    if happened is not None and post.at - happened > FRESH_FOR[Event(event)] + _HAIR:
        found.stale.append(f"{what}, {(post.at - happened) / HOUR:.1f} h after")
    cancelled = truth.cancelled.get(code)
    if cancelled is not None and event != Event.CANCELLED.value and post.at - cancelled > _RECHECK:
        found.after_cancellation.append(f"{what}, cancelled {cancelled:%m-%d %H:%M}")


def _judge_windows(truth: Truth, sending: Sending, found: Complaints) -> None:
    """Every sliding window, counted again at the end of each send."""
    times = [post.at for post in truth.posts]
    known, begun = set(truth.replied), []
    for number, post in enumerate(truth.posts):
        at = post.at
        in_hour = number + 1 - bisect_left(times, at - HOUR + _HAIR)
        if sending.hourly_limit is not None and in_hour > sending.hourly_limit:
            found.over_hourly.append(f"{in_hour} in the hour before {at:%m-%d %H:%M}")
        in_day = number + 1 - bisect_left(times, at - DAY + _HAIR)
        if sending.daily_limit is not None and in_day > sending.daily_limit:
            found.over_daily.append(f"{in_day} in the day before {at:%m-%d %H:%M}")
        if post.chat_id not in known:
            known.add(post.chat_id)
            begun.append(at)
            # A day late at most: the number was paired before the first message left.
            day = (at - times[0]) // DAY + 1
            in_day = len(begun) - bisect_left(begun, at - DAY + _HAIR)
            if sending.warm_up and day < len(WARM_UP) and in_day > WARM_UP[day]:
                found.over_new_chats.append(f"{in_day} new chats in the day before {at:%m-%d %H:%M}")


def _judge_rows(truth: Truth, rows: Sequence[Message], found: Complaints) -> None:
    now = truth.ended_at
    for row in rows:
        if row.order_code is None or row.event is None:
            continue
        key = (row.order_code, row.event.value)
        if row.state in REALLY_SENT and not truth.bubbles[key]:
            found.wrongly_sent.append(str(key))
        if row.state in (MessageState.SKIPPED, MessageState.HELD) and row.reason is None:
            found.unexplained.append(f"{key} is {row.state} for no reason")
        if row.state is MessageState.QUEUED and row.expires_at < now - HOUR:
            found.unexplained.append(f"{key} waits although its time is over")
        if row.state is not MessageState.SKIPPED and truth.bubbles[key] and row.state not in REALLY_SENT:
            found.unexplained.append(f"{key} arrived and is called {row.state}")
    known = {row.order_code for row in rows}
    for (code, event), happened in truth.happened.items():
        if event == Event.NEW_ORDER.value and code not in known and truth.ended_at - happened > 3 * DAY:
            found.unexplained.append(f"order {code} has no message and no reason")
