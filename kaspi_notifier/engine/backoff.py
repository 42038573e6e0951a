"""How long to leave a server alone after a failure: a pure function of the error and the count."""

import random
from datetime import timedelta

from kaspi_notifier.kaspi import Blocked, KaspiError, NoRights, RateLimited, TokenRejected

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)


def full_jitter(failures: int, *, first: timedelta, longest: timedelta, dice: random.Random) -> timedelta:
    """A random time up to `first` doubled with every failure, at least half of `first`."""
    top = min(longest, first * (1 << min(failures - 1, 20)))
    return max(first / 2, top * dice.random())


def after_kaspi(error: KaspiError, failures: int, dice: random.Random) -> timedelta:
    """The pause before Kaspi is asked again; `failures` counts this one (1 = the first).

    A rejected token is asked once more after a minute, because a gateway may answer 401 by mistake, and
    then hourly. A filter that blocks us is given 5 to 60 minutes.
    """
    match error:
        case TokenRejected():
            return _MINUTE if failures == 1 else 60 * _MINUTE
        case NoRights():
            return 60 * _MINUTE
        case Blocked():
            return min(60 * _MINUTE, 5 * _MINUTE * (1 << min(failures - 1, 6)))
        case RateLimited(retry_after=timedelta() as wanted):
            return wanted
        case _:
            return full_jitter(failures, first=5 * _SECOND, longest=10 * _MINUTE, dice=dice)


def after_waha(failures: int, dice: random.Random) -> timedelta:
    """The pause before the next message is tried after WAHA surely refused one."""
    return full_jitter(failures, first=5 * _SECOND, longest=15 * _MINUTE, dice=dice)
