"""How a run tells what it found: a table for people, then one line of JSON, kept for the results page."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

RESULTS = Path("build/reliability")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns as wide as their widest cell; numbers stand to the right."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[column]) for line in [list(head), *lines]) for column in range(len(head))]

    def shown(line: Sequence[str]) -> str:
        cells = (
            cell.rjust(width) if cell.replace(".", "").replace("-", "").isdigit() else cell.ljust(width)
            for cell, width in zip(line, widths, strict=True)
        )
        return "  ".join(cells).rstrip()

    return "\n".join([shown(head), "  ".join("-" * width for width in widths), *map(shown, lines)])


def finish(run: str, name: str, result: dict[str, object], *, keep: bool = True) -> int:
    """Print the result as the last line and keep it under `name`; the exit code, 1 when it is not ok."""
    whole = {"run": run, **result}
    line = json.dumps(whole, ensure_ascii=False)
    if keep:
        RESULTS.mkdir(parents=True, exist_ok=True)
        (RESULTS / f"{name}.json").write_text(line + "\n", encoding="utf-8")
    print(line, flush=True)
    return 0 if result["ok"] else 1


def resident_mb() -> float:
    """This process's memory."""
    import psutil

    size: int = psutil.Process().memory_info().rss
    return size / 1e6


def slope_per(samples: Sequence[tuple[float, float]], unit: float) -> float:
    """The least-squares slope of (time, value) samples, per `unit` of time."""
    count = len(samples)
    if count < 2:
        return 0.0
    middle_t = sum(t for t, _ in samples) / count
    middle_v = sum(v for _, v in samples) / count
    spread = sum((t - middle_t) ** 2 for t, _ in samples)
    if not spread:
        return 0.0
    return sum((t - middle_t) * (v - middle_v) for t, v in samples) / spread * unit
