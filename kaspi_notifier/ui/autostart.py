"""Starting with the system: an entry of the person's own Run key on Windows, an autostart file elsewhere.

The system is the truth: the installer writes the same entry, and a person may switch it off in the task
manager. So a switch in the window shows `is_on()` and calls `switch()`; no administrator is needed.
"""

import contextlib
import logging
import os
import sys
from pathlib import Path

_log = logging.getLogger(__name__)
_NAME = "Kaspi Notifier"
_FILE = "kaspi-notifier.desktop"
_WINDOW = "kaspi-notifier-window.exe"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


def command(executable: Path | None = None, *, is_frozen: bool | None = None) -> list[str]:
    """What the system has to start: the window, hidden in the tray. The arguments are this process's own."""
    program = executable or Path(sys.executable)
    if getattr(sys, "frozen", False) if is_frozen is None else is_frozen:
        # On Windows the console's starter lies beside the one that shows no console.
        return [str(program.with_name(_WINDOW) if program.suffix == ".exe" else _lasting(program)), "--tray"]
    without_console = program.with_name("pythonw.exe")
    if program.suffix == ".exe" and without_console.exists():
        program = without_console
    return [str(program), "-m", "kaspi_notifier", "--tray"]


def _lasting(program: Path) -> Path:
    """The Debian package has a folder for each version, and above them a link to the newest, which stays."""
    link = program.parent.parent / program.name
    return link if link.is_symlink() else program


def windows_line(words: list[str]) -> str:
    """The command line as the Run key wants it. A path on Windows has no quotation marks in it."""
    return " ".join([f'"{words[0]}"', *words[1:]])


def desktop_entry(words: list[str]) -> str:
    """The autostart file of a Linux desktop, quoted by the rules of the Desktop Entry Specification."""
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        f"Name={_NAME}\n"
        f"Exec={' '.join(map(_quoted, words))}\n"
        "Icon=kaspi-notifier\n"
        "Terminal=false\n"
        "X-GNOME-Autostart-enabled=true\n"
    )


def _quoted(word: str) -> str:
    for special in ("\\", '"', "`", "$"):
        word = word.replace(special, f"\\{special}")
    # The whole value is a string of its own, in which a backslash is escaped once more.
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def autostart_file() -> Path:
    """Where a Linux desktop looks for what this person wants started."""
    configuration = os.environ.get("XDG_CONFIG_HOME", "")
    folder = Path(configuration) if Path(configuration).is_absolute() else Path.home() / ".config"
    return folder / "autostart" / _FILE


if sys.platform == "win32":
    import winreg

    def is_on() -> bool:
        """Whether the system starts the program when this person logs in."""
        with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
            winreg.QueryValueEx(key, _NAME)
            return not _is_switched_off()
        return False

    def _is_switched_off() -> bool:
        # The task manager leaves the entry and notes beside it, in an odd first byte, that it is off.
        with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, _APPROVED) as key:
            note, _kind = winreg.QueryValueEx(key, _NAME)
            return isinstance(note, bytes) and bool(note) and note[0] % 2 == 1
        return False

    def switch(on: bool) -> None:
        """Start with the system from now on, or no more. Raises `OSError` when the system refuses."""
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
            if on:
                winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, windows_line(command()))
            else:
                with contextlib.suppress(FileNotFoundError):
                    winreg.DeleteValue(key, _NAME)
        with (
            contextlib.suppress(FileNotFoundError),
            winreg.CreateKey(winreg.HKEY_CURRENT_USER, _APPROVED) as key,
        ):
            winreg.DeleteValue(key, _NAME)

else:

    def is_on() -> bool:
        """Whether the system starts the program when this person logs in."""
        try:
            lines = autostart_file().read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return False
        off = {"Hidden=true", "X-GNOME-Autostart-enabled=false"}
        return not off.intersection(line.strip() for line in lines)

    def switch(on: bool) -> None:
        """Start with the system from now on, or no more. Raises `OSError` when the system refuses."""
        file = autostart_file()
        if on:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(desktop_entry(command()), encoding="utf-8")
        else:
            file.unlink(missing_ok=True)


def follow(wanted: bool) -> None:
    """Do as a person chose; a system that refuses is noted in the log."""
    try:
        if is_on() is not wanted:
            switch(wanted)
    except OSError:
        _log.warning("the system does not let the program start with it", exc_info=True)
