"""Start coroutines from the window: kept while they run, cancelled with their widget, never silent."""

import asyncio
import logging
from collections.abc import Coroutine
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
