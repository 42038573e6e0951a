"""A window that asks something: contents, a line for what is wrong, buttons on the right of the last line."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.basics import button, label


class Dialog(QDialog):
    """Deletes itself when it is closed; opened, never executed."""

    def __init__(self, parent: QWidget, title: str, width: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(room(width))
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(20, 18, 20, 16)
        self.box.setSpacing(10)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.error = label("", "error", wraps=True)
        self.error.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """As high as the contents are at this width: texts that wrap ask for the height of a narrower one."""
        self.box.activate()
        width = max(self.width(), self.minimumWidth())
        self.resize(width, self.box.totalHeightForWidth(width))

    def say_wrong(self, text: str) -> None:
        """What is wrong with what was entered; empty when nothing is."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self.fit()

    def end_with(self, action: str, kind: str = "primary") -> QPushButton:
        """The last lines: what is wrong, then Cancel and the button that does it; gives that button."""
        cancel, does = button(self.tr("Cancel")), button(action, kind)
        cancel.clicked.connect(self.reject)
        does.setAutoDefault(kind != "danger")
        cancel.setAutoDefault(False)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(does)
        self.box.addWidget(self.error)
        self.box.addLayout(self.buttons)
        return does

    async def answered(self) -> bool:
        """Open it and wait for the end; whether the person went on."""
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def finished(result: int) -> None:
            if not future.done():
                future.set_result(bool(result))

        self.finished.connect(finished)
        self.open()
        try:
            return await future
        except asyncio.CancelledError:
            # The page that asked may be gone, and this window with it.
            if isValid(self):
                self.close()
            raise
