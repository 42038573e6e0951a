"""Runs a built program against the simulators: `python tools/packaging/smoke.py FOLDER`.

It starts, answers with its version, shows its window, delivers a message of the demo, lets no second copy
beside it, and ends cleanly when it is told to. Only the standard library, so that any Python can run it.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

WINDOWS = sys.platform == "win32"
PATIENCE = 180.0 if WINDOWS else 60.0
"""Seconds for each step; wine needs them."""

QUIT_EVENT = "KaspiNotifier.Quit"


class Failed(Exception):
    """The program did not do what it should; `str()` says what."""


def say(line: str) -> None:
    """One step done."""
    print(line, flush=True)


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for something that takes its time."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise Failed(f"waited in vain for {what}")
        time.sleep(0.2)


class Program:
    """The built program with a data folder of its own."""

    def __init__(self, folder: Path, data: Path) -> None:
        suffix = ".exe" if WINDOWS else ""
        self.console = folder / f"kaspi-notifier{suffix}"
        self.starter = folder / f"kaspi-notifier-window{suffix}" if WINDOWS else self.console
        self.inside = folder / "_internal"
        self.data = data

    def answer(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [str(self.console), "--data-dir", str(self.data), *arguments],
            stdin=subprocess.PIPE,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    def window(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start the window with the demo."""
        return subprocess.Popen(
            [str(self.starter), "--demo", "--data-dir", str(self.data), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def log(self) -> str:
        """What the demo's log says so far."""
        file = self.data / "demo/logs/kaspi-notifier.log"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def delivered(self) -> int:
        """How many messages of the demo have been delivered; an export may look in while it runs."""
        command = [str(self.console), "--data-dir", str(self.data / "demo"), "messages", "export", "-"]
        done = subprocess.run(
            command,
            stdin=subprocess.PIPE,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        messages = json.loads(done.stdout) if done.returncode == 0 else []
        return sum(message["state"] in ("delivered", "read") for message in messages)


def tell_to_quit(process: "subprocess.Popen[bytes]") -> None:
    """As the system does at log-off; on Windows as the installer does."""
    if WINDOWS:
        import ctypes

        kernel = ctypes.WinDLL("kernel32")
        kernel.OpenEventW.restype = ctypes.c_void_p
        handle = kernel.OpenEventW(0x0002, False, QUIT_EVENT)
        if not handle:
            raise Failed("the program does not listen to the installer")
        kernel.SetEvent(ctypes.c_void_p(handle))
        kernel.CloseHandle(ctypes.c_void_p(handle))
    else:
        process.send_signal(signal.SIGTERM)


def try_version(program: Program) -> None:
    """It knows what it is, and brought its licences."""
    built = json.loads((program.inside / "resources/build.json").read_text(encoding="utf-8"))
    done = program.answer("--version")
    if (done.returncode, done.stdout.strip()) != (0, built["version"]):
        raise Failed(f"--version gave {done.returncode} {done.stdout!r} {done.stderr!r}")
    if not (program.inside / "licenses/LIST.txt").exists():
        raise Failed("the licences are missing")
    say(f"version {built['version']}, {built['commit']}")


def try_secrets(program: Program) -> None:
    """A secret is kept, on Windows in its own store and not in a file, and gone after `erase`."""
    folder = program.data / "secrets"
    kept = [program.answer("--data-dir", str(folder), "api-key").stdout for _ in range(2)]
    if not kept[0].strip() or kept[0] != kept[1]:
        raise Failed("a secret was not kept")
    if WINDOWS and (folder / "secrets.json").exists():
        raise Failed("a secret lies in a file although Windows has a store for them")
    done = program.answer("--data-dir", str(folder), "erase", "--yes")
    if done.returncode != 0 or list(folder.iterdir()):
        raise Failed(f"erase gave {done.returncode} and left {list(folder.iterdir())}: {done.stderr!r}")
    say("secrets: kept, and gone when all is erased")


def try_run(program: Program) -> None:
    """Without a window: a message is delivered, and it ends when it is told to."""
    command = [str(program.console), "--demo", "--data-dir", str(program.data), "run"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        began = time.monotonic()
        for line in process.stdout:
            if json.loads(line).get("state") == "delivered":
                break
            if time.monotonic() - began > PATIENCE:
                raise Failed("run delivered nothing")
        if WINDOWS:
            process.kill()  # there is no console here to press Ctrl+C in
        else:
            process.send_signal(signal.SIGTERM)
            _rest, errors = process.communicate(timeout=PATIENCE)
            if process.returncode != 0 or errors.strip():
                raise Failed(f"run ended with {process.returncode} and said {errors!r}")
    say(f"run: a message delivered after {time.monotonic() - began:.1f} s")


def try_window(program: Program, *arguments: str) -> None:
    """With its window: painted, a message delivered, alone, and gone within two seconds."""
    where = "tray" if "--tray" in arguments else "window"
    began = time.monotonic()
    process = program.window(*arguments)
    try:
        if where == "window":
            until(lambda: "the window is shown" in program.log(), "the window")
            say(f"window: shown after {time.monotonic() - began:.1f} s")
        until(program.delivered, "a delivered message")
        say(f"{where}: a message delivered after {time.monotonic() - began:.1f} s")
        second = program.window("--tray")
        output, _errors = second.communicate(timeout=PATIENCE)
        if second.returncode != 0 or process.poll() is not None:
            raise Failed(f"the second copy ended with {second.returncode}: {output!r}")
        say(f"{where}: a second copy only brought up the first")
        began = time.monotonic()
        tell_to_quit(process)
        code = process.wait(PATIENCE)
        took = time.monotonic() - began
        # Two seconds are promised; a busy machine needs some more to let this process notice.
        if code != 0 or took > (5 if WINDOWS else 3):
            raise Failed(f"the window ended with {code} after {took:.1f} s")
        say(f"{where}: ended after {took:.1f} s")
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
    bad = [line for line in program.log().splitlines() if " ERROR " in line or " CRITICAL " in line]
    if bad:
        raise Failed("the log has errors: " + bad[0])


def try_old_data(program: Program) -> None:
    """A data folder of each earlier version: whatever was in it is there, and can be taken out again."""
    schemas = Path(__file__).resolve().parents[2] / "tests/store/schemas"
    for rows in sorted(schemas.glob("*.rows.sql")):
        version = rows.name.partition(".")[0]
        folder = program.data / f"v{version}"
        folder.mkdir(parents=True)
        database = sqlite3.connect(folder / "kaspi-notifier.db")
        for file in (schemas / f"{version}.sql", rows):
            database.executescript(file.read_text(encoding="utf-8"))
        database.close()
        for what, table in (("messages", "whatsapp_messages_log"), ("orders", "orders")):
            before = sqlite3.connect(folder / "kaspi-notifier.db")
            (number,) = before.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - ours
            before.close()
            done = program.answer("--data-dir", str(folder), what, "export", "-")
            found = len(json.loads(done.stdout)) if done.returncode == 0 else None
            if found != number or not number:
                raise Failed(f"of {number} {what} of version {version} there are {found}: {done.stderr!r}")
        say(f"data of version {version}: everything is there")


def main() -> int:
    """All of it; 0 when the program may be shipped."""
    folder = Path(sys.argv[1]).resolve()
    os.environ.setdefault("QT_QPA_PLATFORM", "windows" if WINDOWS else "offscreen")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        program = Program(folder, Path(place) / "данные")
        try:
            try_version(program)
            try_old_data(program)
            try_secrets(program)
            try_run(program)
            try_window(program)
            if WINDOWS:  # elsewhere a screen for tests has no tray
                try_window(Program(folder, Path(place) / "tray"), "--tray")
        except (Failed, subprocess.TimeoutExpired) as error:
            say(f"FAILED: {error}\n{program.log()[-3000:]}")
            return 1
    say("all well")
    return 0


if __name__ == "__main__":
    sys.exit(main())
