"""Speed and memory as ratios against a floor measured in the same run.

    python -m tests.bench            everything
    python -m tests.bench sends      one of those named in BENCHES

A benchmark prints; it never fails a run by time.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench.api_start import api_start
from tests.bench.coming_back import coming_back
from tests.bench.delivery import delivery
from tests.bench.doubt import doubt
from tests.bench.first_poll import first_poll
from tests.bench.flat import flat
from tests.bench.forgery import forgery
from tests.bench.log_page import log_page
from tests.bench.memory import memory
from tests.bench.sends import sends
from tests.bench.statistics import statistics
from tests.bench.window import idle, size, start

BENCHES: dict[str, Callable[[Path], Awaitable[str]]] = {
    "sends": sends,
    "first-poll": first_poll,
    "flat": flat,
    "log-page": log_page,
    "memory": memory,
    "coming-back": coming_back,
    "doubt": doubt,
    "forgery": forgery,
    "api-start": api_start,
    "delivery": delivery,
    "statistics": statistics,
    "start": start,
    "size": size,
    "idle": idle,
}


def main() -> int:
    """Run the benchmarks that were named, or all, each in a fresh folder."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], default=[])
    for name in parser.parse_args().names or BENCHES:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{name}: {asyncio.run(_measured(BENCHES[name], Path(folder)))}", flush=True)
    return 0


async def _measured(bench: Callable[[Path], Awaitable[str]], folder: Path) -> str:
    return await bench(folder)


if __name__ == "__main__":
    sys.exit(main())
