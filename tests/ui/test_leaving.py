"""Log-off: the end begins at the first sign, and a program that can't end in time is ended."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kaspi_notifier.ui import leaving
from kaspi_notifier.ui.application import Application
from kaspi_notifier.ui.leaving import Leaving
from tests.ui.conftest import until


async def test_the_end_of_the_session_asks_for_an_orderly_end(
    english: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "PATIENCE_S", 3600)
    english.closing = asyncio.Event()
    made = Leaving(english)
    seen = [made.is_hurried]
    for act in (made.hurry, made.hurry, made.forget, made.forget):
        act()
        seen.append(made.is_hurried)
    assert seen == [False, True, True, False, False]
    assert english.closing.is_set()


async def test_an_end_that_takes_too_long_is_cut_short(
    english: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "PATIENCE_S", 0.02)
    left = threading.Event()
    Leaving(english, left.set).hurry()
    await until(left.is_set)


_STUCK = """
import asyncio, sys
from pathlib import Path
from kaspi_notifier import app, program
from kaspi_notifier.datafolder import DataFolder
from kaspi_notifier.engine.engine import Engine

async def never(self, *_):
    print("ending", flush=True)
    await asyncio.sleep(3600)

class Ready(program.Program):
    def _dress(self, desk):
        print("ready", flush=True)
        return super()._dress(desk)

program.Program, Engine.__aexit__ = Ready, never
sys.exit(app.main(DataFolder(Path(sys.argv[1])), False, False))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM; its log-off is a window message")
def test_log_off_ends_although_the_engine_does_not_and_everything_is_committed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _STUCK, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGTERM)
        # The engine would take an hour.
        assert process.wait(20) == 0
        assert process.stdout.read().endswith("ending\n")
    with sqlite3.connect(tmp_path / "kaspi-notifier.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
