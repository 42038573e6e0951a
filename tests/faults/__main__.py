"""Run the fault matrix: every row with its tests, here and elsewhere, and what became of it.

python -m tests.faults [--row K8 ...]
"""

import argparse
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.matrix import GROUPS, ROWS
from tests.harness.planted import planted
from tests.harness.report import finish, table

_TESTS = "tests/"


@dataclass(eq=False)
class Outcomes:
    """A pytest plugin: runs what speaks for a row, and keeps what became of it."""

    beginnings: tuple[str, ...] = ()
    chosen: frozenset[str] = frozenset()
    by_test: dict[str, str] = field(default_factory=dict)
    marked: dict[str, set[str]] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what speaks for no row, and remember the rows of the rest."""
        items[:] = [
            item
            for item in items
            if item.get_closest_marker("row") or item.nodeid.startswith(self.beginnings)
        ]
        for item in items:
            for mark in item.iter_markers("row"):
                for name in mark.args:
                    self.marked.setdefault(name, set()).add(item.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The worst of set-up, call and tear-down counts."""
        if report.outcome != "passed" or report.when == "call":
            self.by_test[report.nodeid] = report.outcome

    def of(self, name: str) -> str:
        """What became of a row."""
        row = ROWS[name]
        if row.elsewhere:
            return row.elsewhere
        wanted = [_TESTS + beginning for beginning in row.tests]
        for beginning in wanted:
            if not any(test.startswith(beginning) for test in self.by_test):
                return f"FAILED: no test {beginning}"
        tests = {test for test in self.by_test if test.startswith(tuple(wanted))} if wanted else set()
        tests |= self.marked.get(name, set())
        if not tests:
            return "not built"
        bad = sorted(test for test in tests if self.by_test.get(test) != "passed")
        return f"FAILED: {bad[0]}" if bad else "passes"


def run(names: Iterable[str]) -> Outcomes:
    """Run every test of these rows."""
    rows = frozenset(names)
    chosen = [ROWS[name] for name in rows]
    elsewhere = {_TESTS + test.partition("[")[0] for row in chosen for test in row.tests}
    files = {test.partition("::")[0] for test in elsewhere}
    # A beginning of a name is no node id: its file is run, less what no row begins with.
    outcomes = Outcomes(beginnings=tuple(_TESTS + test for row in chosen for test in row.tests), chosen=rows)
    own = str(Path(__file__).parent.relative_to(Path.cwd()))
    # The planted bugs import the program first, and with it anyio, in which pytest sees a plugin of its own.
    quiet = ["-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"]
    options = ["-q", "--no-header", "-p", "no:cacheprovider", *quiet]
    pytest.main([*options, own, *sorted(files)], plugins=[outcomes])
    return outcomes


def main() -> int:
    """Parse the command line, run, print."""
    parser = argparse.ArgumentParser(description="fault matrix")
    parser.add_argument("--row", nargs="*", default=sorted(ROWS))
    parser.add_argument("--planted", default="")
    chosen = parser.parse_args()
    began = time.monotonic()
    with planted(chosen.planted):
        outcomes = run(chosen.row)
    found = {name: outcomes.of(name) for name in chosen.row}
    rows = [
        (name, row.title, found[name])
        for group in GROUPS.values()
        for name, row in group.items()
        if name in found
    ]
    print(table(("row", "what goes wrong", "outcome"), rows))
    counts = {
        "rows": len(found),
        "passed": sum(what == "passes" for what in found.values()),
        "failed": sum(what.startswith("FAILED") for what in found.values()),
        "not_built": sum(what == "not built" for what in found.values()),
        "elsewhere": sum(what.startswith("needs") for what in found.values()),
    }
    names = {key: [n for n, what in found.items() if what.startswith(word)] for key, word in _WORDS.items()}
    result: dict[str, object] = {
        "ok": counts["failed"] == counts["not_built"] == 0,
        **counts,
        **names,
        "tests": len(outcomes.by_test),
        "seconds": round(time.monotonic() - began),
    }
    return finish("faults", "faults", result, keep=len(found) == len(ROWS))


_WORDS = {"failing_rows": "FAILED", "not_built_rows": "not built", "elsewhere_rows": "needs"}


if __name__ == "__main__":
    sys.exit(main())
