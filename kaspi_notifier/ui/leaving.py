"""Ending when the system ends: at log-off or shutdown there are two seconds, then the process is gone."""

import logging
import os
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal
from PySide6.QtGui import QSessionManager, QWindow

from kaspi_notifier import logs

if TYPE_CHECKING:
    import asyncio

    from kaspi_notifier.ui.application import Application

_log = logging.getLogger(__name__)

PATIENCE_S = 1.3
"""Seconds from the first sign of the end to the end; the system kills what takes longer than it likes."""

QUIT_EVENT = "KaspiNotifier.Quit"
"""On Windows, whoever sets the event of this name (the installer) ends every window of this person."""

_FOR_EVER = 0xFFFFFFFF


class Leaving(QObject):
    """Hurries the orderly end, and ends the process when that takes too long.

    Nothing is lost then: whatever was decided is committed already, and a message that was just leaving
    is looked up after the next start.
    """

    def __init__(self, application: "Application", leave: Callable[[], None] | None = None) -> None:
        super().__init__(application)
        self._application = application
        self._leave = leave or _leave_now
        self._timer: threading.Timer | None = None
        self.is_over = False
        """Set when everything is closed."""
        application.commitDataRequest.connect(self._session_ends)
        if sys.platform == "win32":
            application.aboutToQuit.connect(self._stay_until_over)
            # The end of a session is told to windows, and a start in the tray has made none yet.
            self._ear = QWindow()
            self._ear.create()
            self._door = _QuitEvent(self)
            self._door.told.connect(self.hurry, Qt.ConnectionType.QueuedConnection)

    @property
    def is_hurried(self) -> bool:
        """Whether the end has been asked for and may not take long."""
        return self._timer is not None

    def hurry(self) -> None:
        """End now: in order within `PATIENCE_S`, else at once."""
        if self._timer is None:
            _log.info("the system ends the program")
            # A thread, because it must also work when the loop is busy.
            self._timer = threading.Timer(PATIENCE_S, self._leave)
            self._timer.daemon = True
            self._timer.start()
        self._application.closing.set()

    async def hurry_when(self, stopped: "asyncio.Event") -> None:
        """End as soon as this event is set."""
        await stopped.wait()
        self.hurry()

    def forget(self) -> None:
        """Take the hurry back; for a process that lives on."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _session_ends(self, _manager: QSessionManager) -> None:
        self.hurry()

    def _stay_until_over(self) -> None:
        # Windows kills the process as soon as the handler of its last message returns. The loop inside
        # ends with the application's own, when the main coroutine has closed everything.
        if self.is_hurried and not self.is_over:
            QEventLoop().exec()


def _leave_now() -> None:
    logs.stop()
    os._exit(0)


if sys.platform == "win32":
    import ctypes

    class _QuitEvent(QObject):
        """Says when somebody has set the named event."""

        told = Signal()

        def __init__(self, parent: QObject) -> None:
            super().__init__(parent)
            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            kernel.CreateEventW.restype = ctypes.c_void_p
            # It stays set until the last program that knows it has ended.
            self._handle = ctypes.c_void_p(kernel.CreateEventW(None, True, False, QUIT_EVENT))
            self._wait_for = kernel.WaitForSingleObject
            threading.Thread(target=self._wait, daemon=True).start()

        def _wait(self) -> None:
            if self._wait_for(self._handle, _FOR_EVER) == 0:
                self.told.emit()
