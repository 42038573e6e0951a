"""What tests and benchmarks may set about an engine; a shop's owner never does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from msgspec import Struct


class Step(StrEnum):
    """The named moments of a send and of a pass at which a crash test may kill the program."""

    PAGE_RECORDED = "page_recorded"
    PREPARED = "prepared"
    TYPED = "typed"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    RECORDED = "recorded"
    LOOKED_UP = "looked_up"
    RESENT = "resent"


def utc_now() -> datetime:
    """This computer's time."""
    return datetime.now(UTC)


def _go_on(_: Step) -> None:
    return


class Options(Struct, frozen=True, kw_only=True):
    """Seams for time and speed. The defaults are the product's."""

    now: Callable[[], datetime] = utc_now
    reached: Callable[[Step], None] = _go_on
    """Called at every named step, on the loop's thread."""
    kaspi_requests_per_second: float | None = 2.0
    session_interval: timedelta = timedelta(seconds=30)
    """Between two looks at an open session."""
    session_interval_closed: timedelta = timedelta(seconds=5)
    """Between two looks at a session that is not open."""
    farewell: timedelta = timedelta(seconds=10)
    """How long leaving the engine waits for a request that is on the wire."""
    least_free: int = 100_000_000
    """Bytes on the disk; with fewer nothing is sent, because its outcome might not be written."""
    housekeeping_after: timedelta = timedelta(minutes=1)
    """How long after the start the nightly work is first looked at."""
    tick: timedelta = timedelta(seconds=5)
    """Between two looks at the clock and the network."""
    once_patience: timedelta = timedelta(seconds=20)
    """How long a single run waits for a session that is starting."""
