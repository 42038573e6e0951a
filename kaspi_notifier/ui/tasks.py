"""Start coroutines from the window: kept while they run, cancelled with their widget, never silent."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

_log = logging.getLogger(__name__)
_running: set[asyncio.Task[Any]] = set()


def start(coro: Coroutine[Any, Any, object], parent: QObject) -> asyncio.Task[Any]:
    """Run a coroutine that belongs to `parent`: it ends with it, and its failure is shown there."""
    task = asyncio.get_running_loop().create_task(coro)
    _running.add(task)
    cancel = partial(_cancel, task)
    parent.destroyed.connect(cancel)
    task.add_done_callback(partial(_done, parent, cancel))
    return task


class Reread:
    """Reads what a page shows: one read at a time, and once more if somebody asked meanwhile.

    What changes by itself is read `pause` seconds apart at the least; a person's question does not wait.
    """

    def __init__(
        self, parent: QObject, read: Callable[[], Coroutine[Any, Any, object]], pause: float
    ) -> None:
        self._parent = parent
        self._read = read
        self._pause = pause
        self._is_running = False
        self._is_asked = False
        self._hurry = asyncio.Event()

    def ask(self, *, hurry: bool = False) -> None:
        """Read, or read again after the read that is under way."""
        self._is_asked = True
        if hurry:
            self._hurry.set()
        if not self._is_running:
            self._is_running = True
            start(self._go(), self._parent)

    async def _go(self) -> None:
        try:
            while self._is_asked:
                self._is_asked = False
                self._hurry.clear()
                await self._read()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._hurry.wait(), self._pause)
        finally:
            self._is_running = False


async def first(*events: asyncio.Event) -> None:
    """Wait until one of these events is set."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


async def drain() -> None:
    """Cancel what still runs and wait for its end; for the way out of the program."""
    for task in tuple(_running):
        task.cancel()
    await asyncio.gather(*_running, return_exceptions=True)


def _cancel(task: asyncio.Task[Any]) -> None:
    task.cancel()


def _done(parent: QObject, cancel: object, task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    if task.cancelled():
        return
    try:
        parent.destroyed.disconnect(cancel)
    except RuntimeError:  # the widget is already gone on Qt's side
        return
    error = task.exception()
    if error is None:
        return
    from kaspi_notifier.ui import dialogs  # here, because dialogs start tasks too

    if not dialogs.is_expected(error):
        _log.error("an action in the window failed", exc_info=error)
    if isinstance(parent, QWidget):
        dialogs.report(parent, error)
