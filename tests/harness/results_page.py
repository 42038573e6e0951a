"""Writes the figures of the runs into `docs/reliability.md`, between its marks.

    python -m tests.harness.results_page

The runs leave their results in `build/reliability`. A run that was made again replaces its own line, or its
whole table where it has one; what was not run again stays as it stands on the page.
"""

import json
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.faults.matrix import ROWS
from tests.harness.comeback import TITLES
from tests.harness.report import RESULTS

PAGE = Path("docs/reliability.md")
_BEGIN, _END = "<!-- figures: {} -->", "<!-- end of figures -->"

Result = dict[str, Any]


def results(run: str) -> list[Result]:
    """What the run left, without those in which a bug was planted."""
    found = [json.loads(path.read_text("utf-8")) for path in sorted(RESULTS.glob(f"{run}*.json"))]
    return [one for one in found if one["run"] == run and not one.get("planted")] if run != "teeth" else found


def markdown(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table, or nothing when there is nothing to show."""
    names = list(head)
    lines = ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(["| " + " | ".join(names) + " |", "|" + "---|" * len(names), *lines]) if lines else ""


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items() if count)


def _bound(one: Result) -> str:
    return "-" if one["bound"] is None else f"{100 * one['bound']:.2f} %"


def storm() -> str:
    """A line for each storm."""
    head = (
        "engine, tier, seed",
        "orders",
        "kills",
        "lost",
        "doubled",
        "asked",
        "doubtful outcomes",
        "bound",
        "s",
    )
    return markdown(
        head,
        (
            (
                f"{one['engine']}, {one['tier']}, {one['seed']}",
                *(_number(one[key]) for key in ("orders", "kills", "lost", "doubled", "asked", "doubtful")),
                _bound(one),
                one["seconds"],
            )
            for one in results("storm")
        ),
    )


_CUT = ("commits_checked", "commits_lost", "corrupt", "half_transactions")


def powercut() -> str:
    """A line for each run of cuts."""
    keys = (
        "seed",
        "events",
        "syncs",
        "cuts",
        "commits_checked",
        "commits_lost",
        "corrupt",
        "half_transactions",
    )
    head = ("seed", "events", "syncs", "cuts", "commits checked", "lost", "damaged", "half", "s")
    return markdown(head, ((*(_number(o[k]) for k in keys), o["seconds"]) for o in results("powercut")))


def comeback() -> str:
    """A line for each time."""
    return markdown(
        ("what", "s", "bar, s"),
        (
            (TITLES[name], took, f"{one['bars'][name]:g}")
            for one in results("comeback")
            for name, took in one["took"].items()
        ),
    )


def fuzz() -> str:
    """A line for each seed."""
    head = ("seed", "inputs", "uncaught", "over 1 s", "slowest, ms", "memory grown, MB", "s")
    keys = ("seed", "inputs", "uncaught", "over_1_s", "slowest_ms", "memory_growth_mb", "seconds")
    return markdown(head, ((_number(o[k]) for k in keys) for o in results("fuzz")))


_COMPLAINTS = (
    "doubled", "old_orders_told", "changed", "in_quiet_hours", "over_hourly", "over_daily",
    "over_new_chats", "stale", "after_cancellation", "after_opt_out", "hammered", "wrongly_sent",
    "unexplained", "unseen", "standing_still", "file",
)  # fmt: skip


def month() -> str:
    """A line for each seed, with every kind of complaint that occurred."""
    head = ("seed", "days", "orders", "sends", "troubles", "complaints", "memory, MB a week", "s")
    return markdown(
        head,
        (
            (
                *(_number(one[key]) for key in ("seed", "days", "orders", "sends", "troubles")),
                ", ".join(f"{name.replace('_', ' ')}: {one[name]}" for name in _COMPLAINTS if one[name])
                or "none",
                one["memory_mb_a_week"],
                one["seconds"],
            )
            for one in results("month")
        ),
    )


def faults() -> str:
    """The sums, and every row that does not pass, by name."""
    text = []
    for one in results("faults"):
        sums = ("rows", "passed", "failed", "not_built", "elsewhere", "tests", "seconds")
        head = ("rows", "pass", "fail", "not built", "need something else", "tests", "s")
        text.append(markdown(head, [[_number(one[key]) for key in sums]]))
        for key, title in _UNPASSED.items():
            names = [f"- {name}: {ROWS[name].title}{_reason(name)}" for name in one[key]]
            if names:
                text.append("\n".join([f"{title}:", "", *names]))
    return "\n\n".join(text)


_UNPASSED = {
    "failing_rows": "Fail",
    "not_built_rows": "Not built",
    "elsewhere_rows": "Need what a test process does not have",
}


def _reason(name: str) -> str:
    return f" ({ROWS[name].elsewhere})" if ROWS[name].elsewhere else ""


def teeth() -> str:
    """A line for each planted bug."""
    return markdown(
        ("planted bug", "run", "what the run showed"),
        (
            (
                bug["title"],
                bug["run"],
                _listed(bug["shown"]) or "**not caught**",
            )
            for one in results("teeth")
            for bug in one["bugs"]
        ),
    )


_FIGURES: dict[str, tuple[Callable[[], str], int]] = {
    "storm": (storm, 3),
    "powercut": (powercut, 2),
    "faults": (faults, 0),
    "month": (month, 2),
    "comeback": (comeback, 0),
    "fuzz": (fuzz, 2),
    "teeth": (teeth, 0),
}
"""Each table, and how many of its first columns name the run of a line; 0: all of it is one run."""


def joined(stands: str, new: str, named_by: int) -> str:
    """What stands on the page with the new figures: a line gives way to a new one of the same name."""
    if not new or not stands or not named_by:
        return new or stands
    head, rule, *old = stands.splitlines()
    if not new.startswith(f"{head}\n{rule}\n"):
        return new
    lines = {_name(line, named_by): line for line in [*old, *new.splitlines()[2:]]}
    return "\n".join([head, rule, *(lines[name] for name in sorted(lines))])


def _name(line: str, named_by: int) -> tuple[tuple[int, str], ...]:
    cells = (cell.strip() for cell in line.split("|")[1 : named_by + 1])
    # Shorter numbers are smaller; of names that are no numbers only the alphabet counts.
    return tuple((len(cell) if cell[0].isdigit() else 0, cell) for cell in cells)


def filled(page: str) -> str:
    """The page with the figures of today's results between its marks."""
    for name, (figures, named_by) in _FIGURES.items():
        before, begin, rest = page.partition(_BEGIN.format(name))
        if not begin:
            raise ValueError(f"the page has no place for {name}")
        stands, end, after = rest.partition(_END)
        page = f"{before}{begin}\n\n{joined(stands.strip(), figures(), named_by)}\n\n{end}{after}"
    return page


def main() -> int:
    """Fill the page."""
    PAGE.write_text(filled(PAGE.read_text("utf-8")), encoding="utf-8")
    print(f"{PAGE} filled, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
