"""Asyncio on Qt's loop: qasync, but with one timer of Qt's for everything that waits for its time."""

import asyncio
import heapq
import math
from collections.abc import Callable
from contextvars import Context
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from qasync import QEventLoop

_LONGEST_MS = 3_600_000
_MANY = 100


class _Appointment(asyncio.TimerHandle):
    is_waiting = True


class Loop(QEventLoop):  # type: ignore[misc]  # qasync has no types
    """qasync starts a timer for each callback, and one that was cancelled lives on until its time.

    The time limit of a request that was answered is such a one. While thousands of messages leave there are
    thousands of them: Qt looks through all whenever one ends, and those of a second fire together.
    """

    def __init__(self, application: QCoreApplication | None) -> None:
        self._waiting: list[_Appointment] = []
        self._given_up = 0
        self._alarm = QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._alarm.timeout.connect(self._ring)
        super().__init__(application)

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Call after so many seconds; at once is qasync's own business."""
        if delay > 0:
            return self.call_at(self.time() + delay, callback, *args, context=context)
        at_once: asyncio.Handle = super().call_later(0, callback, *args, context=context)
        return at_once

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call at this time of `time()`, never before it."""
        handle = _Appointment(when, callback, args, self, context)
        heapq.heappush(self._waiting, handle)
        if self._waiting[0] is handle:
            self._set_alarm()
        return handle

    def close(self) -> None:
        """Call nothing any more."""
        self._alarm.stop()
        self._waiting.clear()
        super().close()

    def _timer_handle_cancelled(self, handle: _Appointment) -> None:
        """What asyncio's handles call when they are cancelled."""
        self._given_up += handle.is_waiting
        if self._given_up > _MANY and 2 * self._given_up > len(self._waiting):
            # The one at hand is only about to be cancelled.
            handle.is_waiting = False
            self._waiting = [it for it in self._waiting if it.is_waiting and not it.cancelled()]
            heapq.heapify(self._waiting)
            self._given_up = 0

    def _set_alarm(self) -> None:
        if self._waiting:
            wait = math.ceil((self._waiting[0].when() - self.time()) * 1000)
            self._alarm.start(min(max(wait, 0), _LONGEST_MS))

    def _ring(self) -> None:
        now, due = self.time(), []
        while self._waiting and self._waiting[0].when() <= now:
            handle = heapq.heappop(self._waiting)
            handle.is_waiting = False
            self._given_up -= handle.cancelled()
            due.append(handle)
        # Before they run: one of them may run a loop of its own.
        self._set_alarm()
        for handle in due:
            if not handle.cancelled():
                handle._run()
