"""Tries the installer on Windows: `python installed.py SETUP.exe`, silent, for the person who runs it.

Installs, upgrades over a running program, uninstalls, and looks each time at what is there and what is
left. The data folder has to survive all of it.
"""

import os
import subprocess
import sys
import tempfile
import time
import winreg
from pathlib import Path

LOCAL = Path(os.environ["LOCALAPPDATA"])
FOLDER = LOCAL / "Programs/Kaspi Notifier"
WINDOW = FOLDER / "app/kaspi-notifier-window.exe"
CONSOLE = FOLDER / "app/kaspi-notifier.exe"
DATA = LOCAL / "KaspiNotifier"
SHORTCUT = Path(os.environ["APPDATA"]) / "Microsoft/Windows/Start Menu/Programs/Kaspi Notifier.lnk"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\KaspiNotifier"
PATIENCE = 300.0


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


def install(setup: Path) -> None:
    """The silent installation."""
    done = run(setup, "/S")
    expect(done.returncode == 0, f"the installer ended with {done.returncode}")
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
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN, 0, winreg.KEY_SET_VALUE) as key:
        winreg.DeleteValue(key, "Kaspi Notifier")
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


def try_broken_upgrade(setup: Path) -> None:
    """An upgrade that broke off between its renames is mended by the next one."""
    (FOLDER / "app").rename(FOLDER / "app.old")
    install(setup)
    print("mended a broken upgrade", flush=True)


def try_uninstall() -> None:
    """The program is gone, the data is not."""
    expect(run(FOLDER / "uninstall.exe", "/S").returncode == 0, "the uninstaller failed")
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
    setup = Path(sys.argv[1]).resolve()
    try:
        try_first_install(setup)
        try_upgrade(setup)
        try_broken_upgrade(setup)
        try_uninstall()
    except (Failed, subprocess.TimeoutExpired) as error:
        print(f"FAILED: {error}", flush=True)
        return 1
    print("all well", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
