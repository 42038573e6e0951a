"""The hours in which somebody of the shop reads what buyers write."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from msgspec import Struct

from kaspi_notifier.domain.clock import almaty_day, at_almaty

_DAY = timedelta(days=1)
_LOOKED_AHEAD = 370


class WorkingHours(Struct, frozen=True, kw_only=True):
    """Wall clock times in Almaty on some days of the week (1 is Monday).

    Hours that close before they open last over midnight and belong to the day they open on; hours that
    open and close at the same time last a whole day.
    """

    opens: time
    closes: time
    days: frozenset[int]

    def _shifts(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """From the shift that may have begun the day before `moment`, for a year."""
        first = almaty_day(moment) - _DAY
        for number in range(_LOOKED_AHEAD):
            day = first + number * _DAY
            if day.isoweekday() in self.days:
                last = day if self.opens < self.closes else day + _DAY
                yield at_almaty(day, self.opens), at_almaty(last, self.closes)

    def is_open(self, now: datetime) -> bool:
        """Whether somebody is there."""
        return any(opens <= now < closes for opens, closes in self._shifts(now) if opens - now < 2 * _DAY)

    def opens_at(self, now: datetime) -> datetime | None:
        """When somebody is there next, after `now`; None without working days."""
        return next((opens for opens, _ in self._shifts(now) if opens > now), None)

    def after(self, start: datetime, amount: timedelta) -> datetime | None:
        """The moment at which `amount` of working time has passed since `start`; None: not in a year."""
        left = amount
        for opens, closes in self._shifts(start):
            begin = max(opens, start)
            if closes <= begin:
                continue
            if closes - begin >= left:
                return begin + left
            left -= closes - begin
        return None
