"""Keeps the computer awake while messages are about to leave, and only on mains power."""

import shutil
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QProcess, QTimer

from kaspi_notifier.engine.status import ShopStatus, Wait
from kaspi_notifier.ui import bridge

if TYPE_CHECKING:
    from kaspi_notifier.ui.bridge import Desk

SOON = timedelta(hours=1)
"""A message that leaves later than this (quiet hours, the day's limit) lets the computer sleep."""

_LOOK_MS = 60_000
_SUPPLIES = Path("/sys/class/power_supply")


def is_wanted(statuses: Iterable[ShopStatus], now: datetime) -> bool:
    """Whether some message leaves by itself soon, so that sleeping would hold it up."""
    return any(_leaves_soon(status, now) for status in statuses)


def _leaves_soon(status: ShopStatus, now: datetime) -> bool:
    queue = status.queue
    if not queue.waiting or not status.sending_enabled or status.pause is not None or status.needs_person:
        return False
    if queue.next_send_at is not None:
        return queue.next_send_at - now <= SOON
    return queue.wait in (Wait.NOTHING, Wait.GAP, Wait.KASPI, Wait.SESSION)


class Hold(Protocol):
    """How this system is asked to stay awake; it lets go by itself when the program ends."""

    def take(self) -> None:
        """Stay awake from now on."""

    def release(self) -> None:
        """Sleep whenever you like."""


class Awake(QObject):
    """Follows the desk's queue; looks again every minute, because time and power change without a sign."""

    def __init__(self, desk: "Desk", hold: Hold | None = None) -> None:
        super().__init__(desk)
        self._desk = desk
        self._hold = hold or _hold(self)
        self.is_held = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        desk.changed.connect(self.look)

    def look(self, *_kinds: object) -> None:
        """Take or release the hold, whichever is right now."""
        wanted = is_wanted(self._desk.statuses, bridge.now()) and on_mains()
        if wanted != self.is_held:
            self.is_held = wanted
            (self._hold.take if wanted else self._hold.release)()


class Inhibitor(QObject):
    """systemd's idle lock. It lasts as long as a small process that ends when its input does."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None

    def take(self) -> None:
        """Without systemd the desktop's own settings decide."""
        tool, cat = shutil.which("systemd-inhibit"), shutil.which("cat")
        if tool is None or cat is None:
            return
        process = QProcess(self)
        process.finished.connect(partial(self._ended, process))
        who = ["--what=idle", "--who=Kaspi Notifier", "--why=Messages are waiting", "--mode=block"]
        process.start(tool, [*who, cat])
        self._process = process

    def release(self) -> None:
        """Close the process's input, which ends it."""
        if self._process is not None:
            self._process.closeWriteChannel()
            self._process = None

    def _ended(self, process: QProcess, *_outcome: object) -> None:
        # A system that does not run systemd, but has its tools, ends it at once.
        if self._process is process:
            self._process = None
        process.deleteLater()


def mains_by_supplies(folder: Path = _SUPPLIES) -> bool:
    """Whether Linux's list of power supplies shows mains power; a computer without a battery has it."""
    has_battery = False
    for supply in folder.glob("*"):
        kind = _word(supply / "type")
        if kind == "Mains" and _word(supply / "online") == "1":
            return True
        # A mouse has a battery too; its scope says that it is not the computer's.
        has_battery = has_battery or (kind == "Battery" and _word(supply / "scope") != "Device")
    return not has_battery


def _word(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _ES_CONTINUOUS, _ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001

    class _PowerStatus(ctypes.Structure):
        _fields_ = (
            ("ac_line", wintypes.BYTE),
            ("battery_flag", wintypes.BYTE),
            ("battery_percent", wintypes.BYTE),
            ("system_flag", wintypes.BYTE),
            ("battery_seconds", wintypes.DWORD),
            ("battery_full_seconds", wintypes.DWORD),
        )

    class _Execution:
        """The state belongs to the thread that sets it, the window's own."""

        def take(self) -> None:
            ctypes.windll.kernel32.SetThreadExecutionState(
                ctypes.c_uint(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED)
            )

        def release(self) -> None:
            ctypes.windll.kernel32.SetThreadExecutionState(ctypes.c_uint(_ES_CONTINUOUS))

    def on_mains() -> bool:
        """Whether the computer is not on its battery; what Windows does not know counts as mains."""
        status = _PowerStatus()
        return not ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)) or status.ac_line != 0

    def _hold(_parent: QObject) -> Hold:
        return _Execution()

else:

    def on_mains() -> bool:
        """Whether the computer is not on its battery."""
        return mains_by_supplies()

    def _hold(parent: QObject) -> Hold:
        return Inhibitor(parent)
