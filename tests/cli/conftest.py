"""The command line in this process and as real processes, against a simulator of its own."""

import asyncio
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from kaspi_notifier.__main__ import main
from kaspi_notifier.simulator import Simulator

T = TypeVar("T")

SHOP = "Арман Техно"

ENVIRONMENT = {
    **os.environ,
    # Nothing of a test may land in the keyring of the person who runs it.
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    "QT_QPA_PLATFORM": "offscreen",
    "PYTHONWARNINGS": "error",
}
PATIENCE = 20.0


class Program:
    """A running `python -m kaspi_notifier`; its JSON lines are read as they come."""

    def __init__(self, *arguments: object, stderr: int = subprocess.PIPE) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kaspi_notifier", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=ENVIRONMENT,
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.seen: list[dict[str, Any]] = []

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(b"")

    def line(self) -> dict[str, Any] | None:
        """The next line; None at the end."""
        try:
            text = self._lines.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError(f"nothing was said for {PATIENCE} s after {self.seen[-5:]}") from None
        if not text:
            return None
        line: dict[str, Any] = json.loads(text)
        self.seen.append(line)
        return line

    def wait_for(self, **wanted: object) -> dict[str, Any]:
        """The next line that has these values."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            line = self.line()
            assert line is not None, f"ended before {wanted}: {self.seen[-3:]} {self.stop()}"
            if all(line.get(key) == value for key, value in wanted.items()):
                return line
        raise AssertionError(f"no line with {wanted} in time; the last were {self.seen[-5:]}")

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Send the signal, wait for the end; the exit code and what is on stderr."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.end()

    def end(self) -> tuple[int, str]:
        """Wait for the end; the exit code and what is on stderr."""
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        while (line := self.line()) is not None:
            assert line
        errors = self.process.stderr.read().decode() if self.process.stderr else ""
        self.close()
        return code, errors

    def close(self) -> None:
        """Let nothing of it stay behind."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()


class CommandLine:
    """Commands on one data folder, in this process or in their own."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture
        self._programs: list[Program] = []

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        """Exit code, stdout and stderr of a command in this process."""
        self._capture.readouterr()
        code = main(["--data-dir", str(self.folder), *map(str, arguments)])
        output = self._capture.readouterr()
        return code, output.out, output.err

    def start(self, *arguments: object, stderr: int = subprocess.PIPE) -> Program:
        """A command in a process of its own."""
        program = Program("--data-dir", self.folder, *arguments, stderr=stderr)
        self._programs.append(program)
        return program

    def finish(self, *arguments: object) -> tuple[int, list[dict[str, Any]], str]:
        """Exit code, JSON lines and stderr of a command in a process of its own."""
        program = self.start(*arguments)
        code, errors = program.end()
        return code, program.seen, errors

    def close(self) -> None:
        """End every process that is still there."""
        for program in self._programs:
            program.close()


class Servers:
    """A simulator on a thread of its own, so that programs and tests may block meanwhile."""

    def __init__(self) -> None:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        assert self._ready.wait(PATIENCE)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        async with Simulator() as self._simulator:
            self._ready.set()
            await self._end.wait()

    def do(self, action: Callable[[Simulator], T]) -> T:
        """The result of `action`, done in the servers' own loop."""

        async def act() -> T:
            return action(self._simulator)

        return asyncio.run_coroutine_threadsafe(act(), self._loop).result(PATIENCE)

    def settings(self, **sending: object) -> dict[str, Any]:
        """A settings file for a shop that uses these servers and does not dawdle."""
        addresses = self.do(lambda simulator: simulator.addresses())
        pace = {
            "gap_seconds": [0, 0],
            "quiet_hours": None,
            "warm_up": False,
            "typing": False,
            "settle_seconds": 1,
            **sending,
        }
        kaspi = {**addresses["kaspi"], "poll_seconds": 1}
        return {"shops": [{"name": SHOP, "kaspi": kaspi, "waha": addresses["waha"], "sending": pace}]}

    def close(self) -> None:
        """End the servers and their thread."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@pytest.fixture
def servers() -> Iterator[Servers]:
    """Kaspi and WAHA without orders and without a paired phone."""
    simulated = Servers()
    yield simulated
    simulated.close()


@pytest.fixture
def shop(cli: CommandLine, servers: Servers, tmp_path: Path) -> Servers:
    """The servers with a paired phone, and the data folder set up for them, its baseline taken."""
    servers.do(lambda simulator: simulator.waha.pair())
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(servers.settings()), "utf-8")
    assert cli("settings", "import", file)[0] == 0
    code, _, err = cli("run", "--once")
    assert (code, err) == (0, "")
    return servers


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", ENVIRONMENT["PYTHON_KEYRING_BACKEND"])
    mask = os.umask(0o022)
    yield
    os.umask(mask)


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[CommandLine]:
    """The command line on an empty data folder."""
    folder = tmp_path / "data"
    line = CommandLine(folder, capsys)
    yield line
    line.close()
