"""Runs `python -m kaspi_notifier …` and tells a test what the window shows and where. It presses nothing.

`python -m tests.whole.eye PORT_FILE …`: the port it listens on is written into the file.
"""

import json
import runpy
import socketserver
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMetaObject, QObject, QRect, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTableView, QWidget


class Eye(QObject):
    """Looks at every widget on the program's own thread, when it is asked to."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[dict[str, Any]] = []
        self.picture = ""

    @Slot()
    def look(self) -> None:
        """Note what is on the screen right now."""
        self.seen = [seen for widget in QApplication.allWidgets() if (seen := _seen(widget))]

    @Slot()
    def shoot(self) -> None:
        """Save what the screen really shows, as the graphics server has it."""
        QGuiApplication.primaryScreen().grabWindow(0).save(self.picture)


def _seen(widget: QWidget) -> dict[str, Any] | None:
    """What a person sees of a widget: its words, its place, whether it can be used."""
    region = widget.visibleRegion().boundingRect() if widget.isVisible() else QRect()
    if region.isEmpty():
        return None
    place = QRect(widget.mapToGlobal(region.topLeft()), region.size())
    text = widget.text() if isinstance(widget, QLabel | QLineEdit | QAbstractButton) else ""
    return {
        "kind": type(widget).__name__,
        "name": widget.accessibleName(),
        "text": text,
        "enabled": widget.isEnabled(),
        "focus": widget.hasFocus(),
        "place": place.getRect(),
        "rows": _rows(widget) if isinstance(widget, QTableView) else [],
    }


def _rows(table: QTableView) -> list[list[str]]:
    """The words in the rows that are in view."""
    model = table.model()
    first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    rows = range(max(0, first), model.rowCount() if last < 0 else last + 1)
    shown = [column for column in range(model.columnCount()) if not table.isColumnHidden(column)]
    return [[_words(model.index(row, column).data()) for column in shown] for row in rows]


def _words(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


class _Answering(socketserver.StreamRequestHandler):
    eye: Eye

    def handle(self) -> None:
        """One line asks, one line answers."""
        asked = self.rfile.readline().decode().strip()
        action = "look"
        if asked != "look":
            action, self.eye.picture = "shoot", asked
        QMetaObject.invokeMethod(self.eye, action, Qt.ConnectionType.BlockingQueuedConnection)
        self.wfile.write(json.dumps(self.eye.seen).encode() + b"\n")


def _open(port_file: Path) -> None:
    """Wait for the application, then answer for as long as the program runs."""
    ready = threading.Event()
    while (application := QApplication.instance()) is None:
        ready.wait(0.02)
    eye = Eye()
    eye.moveToThread(application.thread())
    _Answering.eye = eye
    with socketserver.TCPServer(("127.0.0.1", 0), _Answering) as server:
        port_file.write_text(str(server.server_address[1]))
        server.serve_forever()


def main() -> None:
    """Open the eye beside the program, and be the program."""
    threading.Thread(target=_open, args=(Path(sys.argv[1]),), daemon=True).start()
    sys.argv = ["kaspi_notifier", *sys.argv[2:]]
    runpy.run_module("kaspi_notifier", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
