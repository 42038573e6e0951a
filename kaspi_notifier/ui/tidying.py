"""Python's garbage is collected on the window's thread only: a Qt object freed on another one crashes."""

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 3000


class Tidying(QObject):
    """While it lives, the collector runs from a timer here instead of on whichever thread allocates."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limits = gc.get_threshold()
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self.tidy)
        gc.disable()
        # What is loaded by now stays for good: it need not be gone through again and again.
        gc.freeze()
        self._timer.start()

    def tidy(self) -> None:
        """Collect the generations that have grown past Python's own limits."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._limits[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Back to Python's own way."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
