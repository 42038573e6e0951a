"""A million spoiled inputs through every parser: nothing raised, nothing slow, no memory kept.

    python -m tests.harness.fuzz [--inputs 1000000] [--seed 1] [--only "phones and replies"]

All inputs are mutations of recorded samples, about half of them of bytes and half of structure; no
coverage guides them.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.harness.fuzz_targets import Target, targets
from tests.harness.planted import planted
from tests.harness.report import finish, resident_mb, table

SLOW = 1.0
_MOST_GROWTH_MB = 50.0
_WARM = 0.1


@dataclass(kw_only=True)
class Found:
    """What one target showed."""

    inputs: int = 0
    slowest: float = 0.0
    slow: int = 0
    uncaught: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)


def fuzz(folder: Path, *, inputs: int, seed: int, only: str = "") -> tuple[dict[str, Found], float]:
    """Everything found, by target, and by how many MB the memory grew after the first tenth."""
    chosen, close = targets(folder)
    chosen = [target for target in chosen if only in target.name]
    found = {target.name: Found() for target in chosen}
    whole = sum(target.share for target in chosen)
    early = 0.0
    for part in range(100):
        for target in chosen:
            count = max(1, round(inputs * target.share / whole / 100))
            _drive(target, found[target.name], count, seed * 1000 + part)
        if part == int(100 * _WARM):
            early = resident_mb()
    late = resident_mb()
    close()
    return found, late - early


def _drive(target: Target, found: Found, count: int, seed: int) -> None:
    dice = random.Random(f"{target.name} {seed}")
    for _ in range(count):
        given = target.make(dice)
        # The processor's time: on a busy machine any input may have to wait.
        began = time.process_time()
        try:
            target.take(given)
        except Exception as error:  # noqa: BLE001 - whatever comes out is what is looked for
            _note(found, error, given)
        spent = time.process_time() - began
        found.inputs += 1
        found.slow += spent > SLOW
        found.slowest = max(found.slowest, spent)


def _note(found: Found, error: Exception, given: object) -> None:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    own = [f for f in traceback.extract_tb(error.__traceback__) if "kaspi_notifier" in f.filename]
    place = own[-1] if own else frame
    what = f"{type(error).__name__} in {Path(place.filename).name}:{place.name}: {str(error)[:60]}"
    found.uncaught[what] += 1
    found.examples.setdefault(what, ascii(given)[:400])


def main() -> int:
    """Parse the command line, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="targets whose names hold this")
    parser.add_argument("--planted", default="")
    chosen = parser.parse_args()
    began = time.monotonic()
    with planted(chosen.planted), tempfile.TemporaryDirectory() as folder:
        found, growth = fuzz(Path(folder), inputs=chosen.inputs, seed=chosen.seed, only=chosen.only)
    seconds = time.monotonic() - began
    rows = [
        (name, one.inputs, sum(one.uncaught.values()), one.slow, f"{one.slowest * 1000:.0f} ms")
        for name, one in found.items()
    ]
    print(table(("target", "inputs", "uncaught", "over 1 s", "slowest"), rows))
    for name, one in found.items():
        for what, times in one.uncaught.items():
            print(f"{name}: {times} x {what}\n    {one.examples[what]}", file=sys.stderr)
    uncaught = sum(sum(one.uncaught.values()) for one in found.values())
    slow = sum(one.slow for one in found.values())
    result: dict[str, object] = {
        "ok": not uncaught and not slow and growth < _MOST_GROWTH_MB,
        "seed": chosen.seed,
        "planted": chosen.planted or None,
        "inputs": sum(one.inputs for one in found.values()),
        "uncaught": uncaught,
        "over_1_s": slow,
        "slowest_ms": round(1000 * max(one.slowest for one in found.values())),
        "memory_growth_mb": round(growth, 1),
        "targets": len(found),
        "seconds": round(seconds),
    }
    return finish("fuzz", f"fuzz-{chosen.planted or chosen.seed}", result, keep=not chosen.only)


if __name__ == "__main__":
    raise SystemExit(main())
