"""How long the program needs to be at work again: after a start, a sleep, a lost network, a lost answer.

    python -m tests.harness.comeback

The first three are times of a real process; on a busy machine they are the machine's. The last is in virtual
time and takes the program's own waiting alone.
"""

import asyncio
import tempfile
import time
from pathlib import Path

from tests.bench.coming_back import BARS, times
from tests.bench.doubt import BAR, doubts
from tests.harness.report import finish, table

TITLES = {
    "start": "from the start of the process until orders are read and WhatsApp is connected",
    "wake": "from waking up until orders are read",
    "network": "from the network's return until orders are read",
    "doubt": "from a lost answer until it is known what became of the message, of four kinds the longest",
}


def main() -> int:
    """Measure, print."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        took = asyncio.run(times(Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        took["doubt"] = max(doubts(Path(folder)).values()).total_seconds()
    bars = {**BARS, "doubt": BAR.total_seconds()}
    print(table(("s", "under", ""), ((f"{took[name]:.1f}", bars[name], TITLES[name]) for name in TITLES)))
    result: dict[str, object] = {
        "ok": all(took[name] < bars[name] for name in TITLES),
        "took": {name: round(took[name], 1) for name in TITLES},
        "bars": bars,
        "seconds": round(time.perf_counter() - began),
    }
    return finish("comeback", "comeback", result)


if __name__ == "__main__":
    raise SystemExit(main())
