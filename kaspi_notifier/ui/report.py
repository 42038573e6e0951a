"""A report for whoever helps: gathered on a click, shown whole, and saved by the person; nothing sends it."""

import platform
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QCoreApplication, QDateTime, QDir, QFileInfo, QStandardPaths, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kaspi_notifier import logs
from kaspi_notifier.built import this_build
from kaspi_notifier.ui import tasks
from kaspi_notifier.ui.widgets.basics import button, label

if TYPE_CHECKING:
    from kaspi_notifier.ui.bridge import Desk

_LINES = 3000
_SECRET = ("token", "api_key", "name", "address", "phone", "merchant_uid")


async def gather(desk: "Desk") -> str:
    """Versions, settings without secrets and names, the health check, and the log's last lines.

    Whatever the log may not hold is masked here once more, and so is the person's own folder.
    """
    # Where this is called the engine is imported long since; at the start of the window it is not.
    from kaspi_notifier.engine.engine import Engine

    parts = [
        ("PROGRAM", list(_program())),
        ("SETTINGS", _settings(desk)),
        ("STATE", [str(status) for status in desk.statuses]),
    ]
    found = await Engine(desk.store, desk.db, on_change=lambda _change: None).check()
    parts.append(("CHECK", [f"{'well' if item.ok else 'BAD'}  {item.part}: {item.detail}" for item in found]))
    parts.append(("LOG", logs.lines_for_report(_LINES)))
    text = "\n".join(f"{title}\n" + "".join(f"  {line}\n" for line in lines) for title, lines in parts)
    return _masked(text, [shop.name for shop in desk.settings.shops])


def _program() -> Iterator[str]:
    build = this_build()
    yield f"Kaspi Notifier {build.version} {build.commit or '(sources)'} {build.committed_at}".rstrip()
    yield f"Python {platform.python_version()}, PySide6 {pyside_version}"
    yield platform.platform()
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    yield f"{QGuiApplication.platformName()}, {size.width()}x{size.height()} at {screen.devicePixelRatio():g}"


def _settings(desk: "Desk") -> list[str]:
    plain = msgspec.to_builtins(desk.settings)
    return msgspec.json.format(msgspec.json.encode(_without_secrets(plain)), indent=1).decode().splitlines()


def _without_secrets(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: ("set" if inner else "empty") if key in _SECRET else _without_secrets(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_without_secrets(inner) for inner in value]
    return value


def _masked(text: str, names: list[str]) -> str:
    for number, name in enumerate(names, 1):
        text = text.replace(name, f"<shop {number}>")
    return logs.redact(text.replace(str(Path.home()), "~"))


class ReportDialog(QDialog):
    """Shows the whole report before anything leaves, and lets the person save it."""

    def __init__(self, parent: QWidget, text: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Report"))
        self.resize(860, 560)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 18, 22, 18)
        box.setSpacing(12)
        box.addWidget(label(self.tr("This is all that the report says"), "headline"))
        box.addWidget(
            label(
                self.tr(
                    "Phones, keys and the names of your shops are left out. Nothing is sent anywhere:"
                    " save the file and send it yourself to the person who helps you."
                ),
                "muted",
                wraps=True,
            )
        )
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.tr("Report"))
        box.addWidget(self.text, 1)
        row = QHBoxLayout()
        self.saved = label("", "muted", wraps=True)
        row.addWidget(self.saved, 1)
        self.save = button(self.tr("Save the file…"), "primary")
        self.save.clicked.connect(self._choose)
        close = button(self.tr("Close"))
        close.clicked.connect(self.close)
        row.addWidget(close)
        row.addWidget(self.save)
        box.addLayout(row)

    def _choose(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        day = QDateTime.currentDateTime().toString("yyyy-MM-dd")
        chooser = QFileDialog(self, self.tr("Save the file…"))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.selectFile(QFileInfo(QDir(documents), f"kaspi-notifier-{day}.txt").filePath())
        chooser.fileSelected.connect(self.write)
        chooser.open()

    def write(self, path: str) -> None:
        """Save what is shown, to the letter."""
        try:
            Path(path).write_text(self.text.toPlainText(), encoding="utf-8")
        except OSError:
            self.saved.setText(self.tr("It can't be written there. Choose another folder."))
        else:
            self.saved.setText(self.tr("Saved: {name}").format(name=Path(path).name))


async def show_report(parent: QWidget, desk: "Desk") -> None:
    """Gather the report and show it."""
    ReportDialog(parent, await gather(desk)).open()


def report_button(parent: QWidget, desk: "Desk") -> QWidget:
    """A button that makes a report, for any page."""
    made = button(QCoreApplication.translate("report", "Make a report…"))

    def clicked() -> None:
        tasks.start(show_report(parent.window(), desk), parent)

    made.clicked.connect(clicked)
    return made
