"""One window in a process: the bare one of Qt, or the program's; says when it has painted and when it runs.

`python -m tests.bench.window_worker bare` or `… program FOLDER`; words on stdin: `page KEY`, `hide`, `quit`.
"""

import gc
import json
import sys
import threading
import time
from pathlib import Path
from typing import Any


def say(what: str) -> None:
    """One line of JSON: what has happened, and when."""
    print(json.dumps({"what": what, "at": time.time(), "cpu": time.process_time()}), flush=True)


def bare() -> int:
    """The floor: a window with a label, a button and a menu, and nothing of ours."""
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget

    class Window(QMainWindow):
        was_painted = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            if not self.was_painted:
                self.was_painted = True
                say("painted")
                say("running")

    application = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1280, 800)
    body = QWidget()
    box = QVBoxLayout(body)
    box.addWidget(QLabel("label"))
    box.addWidget(QPushButton("button"))
    window.setCentralWidget(body)
    window.menuBar().addMenu("menu").addAction("action")
    window.show()
    _obey(application, {"hide": window.hide, "quit": application.quit})
    return application.exec()


def program(folder: Path) -> int:
    """The whole program as it starts from the command line."""
    gc.disable()
    from kaspi_notifier.datafolder import DataFolder

    data = DataFolder(folder)
    from kaspi_notifier import app  # isort: skip - as the command line does it, before anything of Qt
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from kaspi_notifier.ui.main_window import MainWindow

    told: set[str] = set()

    def once(what: str) -> None:
        if what not in told:
            told.add(what)
            say(what)

    class Window(MainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            once("painted")

        def show_at_once(self) -> None:
            super().show_at_once()
            watch(self)

    def watch(window: Window) -> None:
        """After the first paint: what follows is loaded by nobody's measuring before its time."""
        from kaspi_notifier import program
        from kaspi_notifier.ui.bridge import Desk

        attach = Desk.attach

        def attached(desk: Desk, engine: Any) -> None:
            attach(desk, engine)
            if engine is not None:
                once("running")

        Desk.attach = attached  # type: ignore[assignment, method-assign]

        class Program(program.Program):
            def __init__(self, parts: program.Parts, data: DataFolder) -> None:
                super().__init__(parts, data)
                words = {"hide": window.hide, "quit": self.application.closing.set}
                words |= {"page": lambda: window.go_to("messages")}
                _obey(self.application, words)

        vars(program)["Program"] = Program

    vars(app)["MainWindow"] = Window
    assert QApplication.instance() is None
    return app.main(data, demo=False, tray=False)


def _obey(application: Any, words: dict[str, Any]) -> None:
    """Do what stdin says, on Qt's thread."""
    from PySide6.QtCore import QTimer

    def listen() -> None:
        for line in sys.stdin:
            QTimer.singleShot(0, application, words[line.strip()])

    threading.Thread(target=listen, daemon=True).start()


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else program(Path(sys.argv[2])))
