"""Plant each bug in turn: the run that should find it has to.

python -m tests.harness.teeth [BUG ...]
"""

import argparse
import json
import subprocess
import sys
import time
from typing import Any

from tests.harness.planted import BUGS, Bug
from tests.harness.report import finish, table

_MODULES = {"faults": "tests.faults"}
_PATIENCE = 900.0


def bite(name: str, bug: Bug) -> dict[str, Any]:
    """What the run with the bug planted showed; `caught` only if it failed for the expected reason."""
    module = _MODULES.get(bug.run, f"tests.harness.{bug.run}")
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", module, *bug.arguments, "--planted", name],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=_PATIENCE,
        check=False,
    )
    lines = done.stdout.decode("utf-8", "replace").strip().splitlines()
    result = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {"ok": None}
    shown = {key: result.get(key, 0) for key in bug.shows if result.get(key)}
    return {
        "bug": name,
        "title": bug.title,
        "run": bug.run,
        "caught": result["ok"] is False and bool(shown),
        "shown": shown,
        "seconds": round(time.monotonic() - began),
    }


def main() -> int:
    """Parse the command line, run, print."""
    parser = argparse.ArgumentParser(description="planted bugs")
    parser.add_argument("bugs", nargs="*", choices=[*BUGS, []], default=[])
    names = parser.parse_args().bugs or list(BUGS)
    found = []
    for name in names:
        found.append(bite(name, BUGS[name]))
        print(f"{name}: {'caught' if found[-1]['caught'] else 'NOT CAUGHT'}", file=sys.stderr, flush=True)
    rows = [
        (
            one["bug"],
            one["title"],
            one["run"],
            ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in one["shown"].items())
            or "NOT CAUGHT",
        )
        for one in found
    ]
    print(table(("planted bug", "what it is", "run", "what the run showed"), rows))
    caught = sum(one["caught"] for one in found)
    result: dict[str, object] = {
        "ok": caught == len(found),
        "planted": len(found),
        "caught": caught,
        "bugs": found,
    }
    return finish("teeth", "teeth", result, keep=len(found) == len(BUGS))


if __name__ == "__main__":
    raise SystemExit(main())
