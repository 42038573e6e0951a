"""Tries the installer on Windows, silent, for one person: `python installed.py SETUP.exe BREAKS.exe`.

Installs, upgrades over a running program, uninstalls, and looks each time at what is there and what is
left. BREAKS.exe, made with -DBREAK_OFF, dies in an upgrade when there is no program for a moment. The data
folder has to survive all of it.
"""

import ctypes
import os
import subprocess
import sys
import tempfile
import time
import winreg
from collections.abc import Callable
from pathlib import Path

LOCAL = Path(os.environ["LOCALAPPDATA"])
FOLDER = LOCAL / "Programs/Kaspi Notifier"
WINDOW = FOLDER / "app/kaspi-notifier-window.exe"
CONSOLE = FOLDER / "app/kaspi-notifier.exe"
DATA = LOCAL / "KaspiNotifier"
SHORTCUT = Path(os.environ["APPDATA"]) / "Microsoft/Windows/Start Menu/Programs/Kaspi Notifier.lnk"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
RUN_ONCE = r"Software\Microsoft\Windows\CurrentVersion\RunOnce"
RUN_ONCE_LIMIT = 260
"""Windows leaves out longer lines."""
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\KaspiNotifier"
PATIENCE = 300.0
BROKEN_OFF = 9
"""What BREAKS.exe ends with."""


class Failed(Exception):
    """The installer did not do what it should; `str()` says what."""


def expect(is_so: object, what: str) -> None:
    """Stop when it is not so."""
    if not is_so:
        raise Failed(what)


def value(path: str, name: str) -> str | None:
    """A value of this person's registry."""
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
            return str(winreg.QueryValueEx(key, name)[0])
    except OSError:
        return None


def set_start(on: bool) -> None:
    """Start with Windows or not, as the switch in the program's settings does."""
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN, 0, winreg.KEY_SET_VALUE) as key:
        if on:
            winreg.SetValueEx(key, "Kaspi Notifier", 0, winreg.REG_SZ, f'"{WINDOW}" --tray')
        else:
            winreg.DeleteValue(key, "Kaspi Notifier")


def is_running() -> bool:
    """Whether a copy waits for the installer's word to quit."""
    kernel = ctypes.WinDLL("kernel32")
    kernel.OpenEventW.restype = ctypes.c_void_p
    handle = kernel.OpenEventW(0x0002, False, "KaspiNotifier.Quit")
    if handle:
        kernel.CloseHandle(ctypes.c_void_p(handle))
    return bool(handle)


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait for something that takes its time."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        expect(time.monotonic() < deadline, f"waited in vain for {what}")
        time.sleep(0.2)


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    return subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.PIPE,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE,
        check=False,
    )


def silently(program: Path) -> int:
    """Run an installer to its end; its exit code. What it leaves running might hold a pipe open."""
    nothing = subprocess.DEVNULL
    return subprocess.run(
        [str(program), "/S"], stdin=nothing, stdout=nothing, stderr=nothing, timeout=PATIENCE, check=False
    ).returncode


def install(setup: Path) -> None:
    """The silent installation."""
    code = silently(setup)
    expect(code == 0, f"the installer ended with {code}")
    for path in (WINDOW, CONSOLE, FOLDER / "uninstall.exe", SHORTCUT):
        expect(path.exists(), f"{path} is missing")
    for left in ("app.new", "app.old"):
        expect(not (FOLDER / left).exists(), f"{left} was left behind")
    expect(value(UNINSTALL, "DisplayVersion"), "Windows does not know that it is installed")


def try_first_install(setup: Path) -> None:
    """Everything is where it belongs, and the program answers."""
    install(setup)
    expect(value(RUN, "Kaspi Notifier") == f'"{WINDOW}" --tray', "the Run key is wrong")
    done = run(CONSOLE, "--version")
    expect(done.returncode == 0, f"the installed program ended with {done.returncode}: {done.stderr}")
    print("installed:", done.stdout.strip(), flush=True)


def try_upgrade(setup: Path) -> None:
    """Over a running program: it ends, the data stays, and what was switched off stays off."""
    settings = '{"shops": [{"name": "Проба", "kaspi": {"token": "upgrade-token"}}]}'
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "settings.json"
        file.write_text(settings, encoding="utf-8")
        done = run(CONSOLE, "settings", "import", file)
        expect(done.returncode == 0, f"settings import: {done.stderr}")
    expect(not (DATA / "secrets.json").exists(), "the token lies in a file and not in Windows' vault")
    set_start(False)
    with subprocess.Popen(
        [str(WINDOW), "--tray"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as window:
        time.sleep(15)
        expect(window.poll() is None, "the program did not stay in the tray")
        install(setup)
        expect(window.wait(PATIENCE) == 0, f"the running program ended with {window.returncode}")
    expect(value(RUN, "Kaspi Notifier") is None, "the upgrade switched the start with Windows on again")
    done = run(CONSOLE, "settings", "export", "-", "--with-secrets")
    expect("upgrade-token" in done.stdout and "Проба" in done.stdout, f"the settings are gone: {done.stderr}")
    print("upgraded over a running program: it ended, settings and token are there", flush=True)


def try_broken_upgrade(setup: Path, breaks: Path) -> None:
    """One that broke off between its renames: the next log-on brings the program back."""
    set_start(True)
    expect(silently(breaks) == BROKEN_OFF, "the upgrade did not break off")
    expect(not (FOLDER / "app").exists(), "the upgrade broke off at another moment")
    line = value(RUN_ONCE, "Kaspi Notifier") or ""
    expect(0 < len(line) <= RUN_ONCE_LIMIT, f"Windows would not run {line!r}")
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_ONCE, 0, winreg.KEY_SET_VALUE) as key:
        winreg.DeleteValue(key, "Kaspi Notifier")  # as Windows does before it runs the line
    subprocess.run(line, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False)
    done = run(CONSOLE, "--version")
    expect(done.returncode == 0, f"the program that came back ended with {done.returncode}: {done.stderr}")
    wait_until(is_running, "the program to start at the next log-on")
    install(setup)
    expect(value(RUN_ONCE, "Kaspi Notifier") is None, "the log-on is still told to mend something")
    print(
        "after a broken upgrade the next log-on brought the program back, and an upgrade worked", flush=True
    )
    (FOLDER / "app").rename(FOLDER / "app.old")
    install(setup)
    print("mended a broken upgrade without a log-on", flush=True)


def try_uninstall() -> None:
    """The program is gone, the data is not."""
    expect(silently(FOLDER / "uninstall.exe") == 0, "the uninstaller failed")
    deadline = time.monotonic() + PATIENCE
    while FOLDER.exists() and time.monotonic() < deadline:
        time.sleep(0.5)  # it works on in a copy of itself
    for path in (FOLDER, SHORTCUT):
        expect(not path.exists(), f"{path} is left")
    for path, name in ((RUN, "Kaspi Notifier"), (UNINSTALL, "DisplayName")):
        expect(value(path, name) is None, f"{path} is left in the registry")
    expect((DATA / "kaspi-notifier.db").exists(), "the data is gone")
    print("uninstalled: nothing is left but the data", flush=True)


def main() -> int:
    """All of it; 0 when the installer may be shipped."""
    setup, breaks = (Path(name).resolve() for name in sys.argv[1:3])
    try:
        try_first_install(setup)
        try_upgrade(setup)
        try_broken_upgrade(setup, breaks)
        try_uninstall()
    except (Failed, subprocess.TimeoutExpired) as error:
        print(f"FAILED: {error}", flush=True)
        return 1
    print("all well", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
