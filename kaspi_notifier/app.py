"""The start of the window: what a first paint needs, and only then all the rest."""

import logging
import sys

from kaspi_notifier import logs
from kaspi_notifier.datafolder import DataFolder
from kaspi_notifier.ui.application import Application
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.memory import WindowMemory

_log = logging.getLogger(__name__)


def main(data: DataFolder, demo: bool, tray: bool) -> int:
    """Run the window until the person quits. `data` is not entered yet; raises `FolderError`."""
    try:
        application = Application(sys.argv[:1])
        memory = WindowMemory(data.path)
        application.dress(memory.language, memory.look)
        window = MainWindow(demo=demo)
        memory.place(window)
        if not tray:
            window.show_at_once()
    finally:
        # Asyncio, the log and all that follows load while a person looks at the window already.
        logs.start(data.log_folder)
        logs.catch_crashes(data.log_folder)
    if window.isVisible():
        # Tools that try and measure the built program wait for this line.
        _log.info("the window is shown")
    from kaspi_notifier import program

    return program.run(program.Parts(application, window, memory), data, hidden=tray)
