"""Help for the owner: the pages of docs/, shown in a small window without the internet."""

from enum import StrEnum
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from kaspi_notifier.paths import document
from kaspi_notifier.ui.widgets.basics import button

if TYPE_CHECKING:
    from kaspi_notifier.ui.application import Application


class Topic(StrEnum):
    """A page of help; the value is its file in every language."""

    START = "first-steps"
    KASPI_TOKEN = "kaspi-token"  # noqa: S105 - the name of a page, no secret
    WAHA = "waha-windows"
    NOT_BLOCKED = "not-blocked"
    REASONS = "reasons"
    MOVING = "moving"
    TROUBLE = "trouble"


PAGES = {
    "overview": Topic.START,
    "messages": Topic.REASONS,
    "orders": Topic.REASONS,
    "templates": Topic.NOT_BLOCKED,
    "whatsapp": Topic.WAHA,
    "settings": Topic.KASPI_TOKEN,
}
"""What F1 opens on each page of the window."""


class HelpWindow(QDialog):
    """One page after the other; links lead to other pages, and web addresses to the browser."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Help"))
        self.resize(820, 640)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.browser = QTextBrowser()
        self.browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.browser.document().setDocumentMargin(26)
        # The pages are the program's own; what they point to outside is for the browser.
        self.browser.setOpenExternalLinks(True)
        self.browser.setAccessibleName(self.tr("Help"))
        box.addWidget(self.browser)
        back = QShortcut(QKeySequence.StandardKey.Back, self)
        back.activated.connect(self.browser.backward)

    def open_at(self, topic: Topic, section: str = "") -> None:
        """Show a page in the window's language, at the heading with these words."""
        language = cast("Application", QApplication.instance()).language
        self.browser.setSource(QUrl.fromLocalFile(str(document(f"{language}/{topic}.md"))))
        self.show()
        self.raise_()
        if section:
            self._go_to(section)

    def _go_to(self, section: str) -> None:
        block = self.browser.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text().casefold() == section.casefold():
                top = self.browser.document().documentLayout().blockBoundingRect(block).top()
                self.browser.verticalScrollBar().setValue(int(top) - 12)
                return
            block = block.next()


def help_button(parent: QWidget, page: str) -> QPushButton:
    """The way to the help about a page of the window."""
    made = button(QCoreApplication.translate("help", "Help"), "link")
    made.setToolTip("F1")
    made.clicked.connect(lambda: show_help(parent, PAGES.get(page, Topic.START)))
    return made


def show_help(parent: QWidget, topic: Topic, section: str = "") -> HelpWindow:
    """Open the help of this window, or turn the open one to this page."""
    window = parent.window()
    made = window.findChild(HelpWindow) or HelpWindow(window)
    made.open_at(topic, section)
    return made
