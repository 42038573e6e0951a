"""What is shipped: how large it is, and what freezing costs between a start and the first window."""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "dist/kaspi-notifier"
ROUNDS = 9
_PATIENCE = 60.0


async def delivery(folder: Path) -> str:
    """Sizes of dist/ against their limits, and frozen start against source start, turn and turn about."""
    lines = [_sizes()]
    program = BUNDLE / "kaspi-notifier"
    if sys.platform != "linux" or not program.exists():
        return f"{lines[0]}; no bundle to start (make bundle)"
    starts: dict[str, list[float]] = {"frozen": [], "source": []}
    for number in range(ROUNDS + 1):
        for name, command in (
            ("frozen", [str(program)]),
            ("source", [sys.executable, "-m", "kaspi_notifier"]),
        ):
            took = await asyncio.to_thread(start_window, command, folder / f"{name}{number}")
            if number:  # the first fills the disk's cache
                starts[name].append(took)
    frozen, source = (statistics.median(starts[name]) for name in ("frozen", "source"))
    lines.append(
        f"start to first window: frozen {frozen * 1000:.0f} ms, source {source * 1000:.0f} ms,"
        f" {frozen / source:.2f} times (at most 1.1)"
    )
    return "; ".join(lines)


def _sizes() -> str:
    found = []
    if BUNDLE.exists():
        size = sum(path.lstat().st_size for path in BUNDLE.rglob("*") if not path.is_dir())
        found.append(f"folder {size / 1e6:.0f} MB (at most 140)")
    for pattern, limit in (("*.deb", 42), ("*-setup.exe", 30)):
        paths = sorted((ROOT / "dist").glob(pattern)) + sorted((ROOT / "build/windows").glob(pattern))
        found += [f"{path.suffix} {path.stat().st_size / 1e6:.1f} MB (at most {limit})" for path in paths]
    return ", ".join(found) or "nothing is built"


def start_window(command: list[str], data: Path) -> float:
    """Seconds from starting the process to the log's word that the window is shown."""
    log = data / "logs/kaspi-notifier.log"
    began = datetime.now(UTC)
    with subprocess.Popen(
        [*command, "--data-dir", str(data)],
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        deadline = time.monotonic() + _PATIENCE
        shown = None
        while shown is None and time.monotonic() < deadline:
            time.sleep(0.01)
            lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
            shown = next((line for line in lines if line.endswith("the window is shown")), None)
        process.terminate()
        process.wait(_PATIENCE)
    if shown is None:
        raise TimeoutError("the window was not shown")
    return (datetime.fromisoformat(shown.partition(" ")[0]) - began).total_seconds()
