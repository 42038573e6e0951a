"""Hears from Windows that the computer woke up, a moment before the engine notices by itself."""

from ctypes import wintypes
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal

from kaspi_notifier.ui import tasks

if TYPE_CHECKING:
    from kaspi_notifier.ui.bridge import Desk

_WM_POWERBROADCAST = 0x0218
_RESUMED = (0x0007, 0x0012)  # by a person, by itself


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, power: "Power") -> None:
        super().__init__()
        self._power = power

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if _text(kind) in (b"windows_generic_MSG", b"windows_dispatcher_MSG"):
            seen = wintypes.MSG.from_address(int(message))
            if seen.message == _WM_POWERBROADCAST and seen.wParam in _RESUMED:
                self._power.resumed.emit()
        return False, 0


def _text(kind: QByteArray | bytes | bytearray | memoryview) -> bytes:
    return bytes(kind.data() if isinstance(kind, QByteArray) else kind)


class Power(QObject):
    """Tells the running engine of each waking; other systems are left to the engine's own clock."""

    resumed = Signal()

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self._filter = _Filter(self)
        self.resumed.connect(self._wake)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._filter)

    def _wake(self) -> None:
        if self._desk.is_running:
            tasks.start(self._desk.engine.resumed(), self)
