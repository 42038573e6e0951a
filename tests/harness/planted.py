"""Bugs that are planted on purpose: a run that does not catch its bug has no teeth.

Each is switched on by its name, inside the process that runs the program's code; the product knows of none.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from kaspi_notifier.store import database
from tests.harness import planted_elsewhere as elsewhere
from tests.harness import planted_sending as sending
from tests.harness.planted_sending import put


@dataclass(frozen=True, kw_only=True, slots=True)
class Bug:
    """`plant` switches it on until the stack is closed; the run with these arguments has to find it.

    `shows` are the figures of the run's result of which at least one must be more than zero.
    """

    title: str
    plant: Callable[[ExitStack], None]
    run: str
    arguments: tuple[str, ...] = ()
    shows: tuple[str, ...]


def _normal_sync(stack: ExitStack) -> None:
    _synchronous(stack, "normal")


def _sync_off(stack: ExitStack) -> None:
    _synchronous(stack, "off")


def _synchronous(stack: ExitStack, level: str) -> None:
    pragmas = dict(database._PRAGMAS) | {"synchronous": level}
    put(stack, database, "_PRAGMAS", tuple(pragmas.items()))


_STORM = ("--orders", "300", "--kills", "25")
_CUTS = ("--cuts", "200")
_DAYS = ("--days", "3")

BUGS: dict[str, Bug] = {
    "normal_sync": Bug(
        title="WAL with synchronous=NORMAL",
        plant=_normal_sync,
        run="powercut",
        arguments=_CUTS,
        shows=("commits_lost",),
    ),
    "sync_off": Bug(
        title="synchronous=OFF",
        plant=_sync_off,
        run="powercut",
        arguments=_CUTS,
        shows=("corrupt", "commits_lost"),
    ),
    "new_id_on_retry": Bug(
        title="a new message id for the second attempt",
        plant=sending.new_id_on_retry,
        run="storm",
        arguments=_STORM,
        shows=("changed", "doubled"),
    ),
    "resend_without_settling": Bug(
        title="look-up without settling, then sent again",
        plant=sending.resend_without_settling,
        run="storm",
        arguments=(*_STORM, "--tier", "2"),
        shows=("doubled",),
    ),
    "ask_without_settling": Bug(
        title="look-up without settling, then a person is asked",
        plant=sending.ask_without_settling,
        run="storm",
        arguments=(*_STORM, "--tier", "2"),
        shows=("asked_though_sent",),
    ),
    "mark_before_send": Bug(
        title="marked as sent before the request",
        plant=sending.mark_before_send,
        run="storm",
        arguments=_STORM,
        shows=("wrongly_sent", "lost"),
    ),
    "mark_after_send": Bug(
        title="nothing committed before the request",
        plant=sending.mark_after_send,
        run="storm",
        arguments=_STORM,
        shows=("doubled",),
    ),
    "no_sweep": Bug(
        title="messages on the wire are not looked up after a start",
        plant=sending.no_sweep,
        run="storm",
        arguments=(*_STORM, "--standstill", "10"),
        shows=("stuck",),
    ),
    "retry_in_client": Bug(
        title="the HTTP layer tries a POST again",
        plant=sending.retry_in_client,
        run="storm",
        arguments=(*_STORM, "--tier", "2"),
        shows=("doubled",),
    ),
    "no_baseline": Bug(
        title="no baseline: old orders count as new",
        plant=sending.no_baseline,
        run="storm",
        arguments=_STORM,
        shows=("old_orders_told",),
    ),
    "cap_by_midnight": Bug(
        title="the day's new chats counted from midnight",
        plant=elsewhere.cap_by_midnight,
        run="month",
        # Only what leaves late in a day is still inside of 24 hours when the next day's begins.
        arguments=("--days", "2", "--evenings"),
        shows=("over_new_chats",),
    ),
    "never_stale": Bug(
        title="messages sent however old they are",
        plant=elsewhere.never_stale,
        run="month",
        arguments=_DAYS,
        shows=("stale",),
    ),
    "quiet_hours_by_utc": Bug(
        title="quiet hours by the wrong zone",
        plant=elsewhere.quiet_hours_by_utc,
        run="month",
        arguments=("--days", "2"),
        shows=("in_quiet_hours",),
    ),
    "ticks_go_back": Bug(
        title="the last tick counts, not the highest",
        plant=elsewhere.ticks_go_back,
        run="faults",
        arguments=("--row", "W19"),
        shows=("failed",),
    ),
    "redirects_followed": Bug(
        title="redirects followed, with the key",
        plant=elsewhere.redirects_followed,
        run="faults",
        arguments=("--row", "N8"),
        shows=("failed",),
    ),
    "parser_raises": Bug(
        title="broken bytes raise out of the parser",
        plant=elsewhere.parser_raises,
        run="fuzz",
        arguments=("--inputs", "20000"),
        shows=("uncaught",),
    ),
}


@contextmanager
def planted(name: str) -> Iterator[None]:
    """The bug of this name is there inside; an empty one plants none. Raises `KeyError` for an unknown."""
    with ExitStack() as stack:
        if name:
            BUGS[name].plant(stack)
        yield
