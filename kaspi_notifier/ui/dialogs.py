"""Questions and messages as windows that are opened, never executed: a nested loop loses wake-ups."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QMessageBox, QPushButton, QSizePolicy, QSpacerItem, QWidget

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.ui.bridge import NotRunning
from kaspi_notifier.ui.theme import room

if TYPE_CHECKING:
    from kaspi_notifier.ui.bridge import Desk

translate = QCoreApplication.translate
_WIDTH = 440


def _box(parent: QWidget | None, title: str, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("Kaspi Notifier")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText(text)
    # The box is as wide as its title wants; a long text under a short title becomes a column.
    spacer = QSpacerItem(room(_WIDTH), 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    grid = box.layout()
    if isinstance(grid, QGridLayout):
        grid.setContentsMargins(8, 18, 20, 16)
        grid.setVerticalSpacing(10)
        grid.addItem(spacer, grid.rowCount(), 0, 1, grid.columnCount())
    # The second line guesses rich text by itself.
    for label in box.findChildren(QWidget, "qt_msgbox_informativelabel"):
        label.setProperty("textFormat", Qt.TextFormat.PlainText)
    return box


async def ask(parent: QWidget | None, title: str, text: str, action: str, *, is_danger: bool = False) -> bool:
    """Ask whether to go on; `action` names the button that does it. Escape means no."""
    box = _box(parent, title, text)
    yes = QPushButton(action, box)
    yes.setProperty("kind", "danger" if is_danger else "primary")
    no = QPushButton(translate("dialogs", "Cancel"), box)
    box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no if is_danger else yes)
    box.setEscapeButton(no)
    return await _answer(box) is yes


async def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Say something and wait until it is read."""
    await _answer(_told(parent, title, text))


async def decide(
    parent: QWidget, desk: "Desk", message_id: int, decision: str, state: MessageState | None
) -> bool:
    """Carry a person's decision about a message out; False when she thinks better of it.

    What may have arrived is sent once more only after a warning.
    """
    from kaspi_notifier.store import Decision

    choice = Decision(decision)
    is_doubtful = state is MessageState.NEEDS_DECISION
    if choice is Decision.SEND_AGAIN and is_doubtful and not await _may_send_twice(parent):
        return False
    await desk.engine.decide(message_id, choice)
    return True


async def _may_send_twice(parent: QWidget) -> bool:
    return await ask(
        parent,
        translate("dialogs", "Send the message once more?"),
        translate(
            "dialogs",
            "If the first one arrived after all, the buyer gets it twice. Look into the chat first.",
        ),
        translate("dialogs", "Send again"),
    )


def _told(parent: QWidget | None, title: str, text: str) -> QMessageBox:
    box = _box(parent, title, text)
    # With a parent: the box does not keep a button alive that only Python knows.
    button = QPushButton(translate("dialogs", "OK"), box)
    box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
    return box


async def _answer(box: QMessageBox) -> object:
    future: asyncio.Future[object] = asyncio.get_running_loop().create_future()

    def finished(_result: int) -> None:
        if not future.done():
            future.set_result(box.clickedButton())

    box.finished.connect(finished)
    box.open()
    try:
        return await future
    except asyncio.CancelledError:
        box.close()
        raise


def is_expected(error: BaseException) -> bool:
    """Whether an error is an answer ("not now") and no fault of the program."""
    from kaspi_notifier.engine.engine import ActionRefused

    return isinstance(error, ActionRefused | NotRunning)


def report(parent: QWidget, error: BaseException) -> None:
    """Show that an action failed: in words where it was refused, else where the details are."""
    if is_expected(error):
        title = translate("dialogs", "This can't be done right now")
        text = translate("dialogs", "The state has just changed. Look at it once more and try again.")
    else:
        title = translate("dialogs", "Something went wrong")
        text = translate("dialogs", "The program goes on. The details are in its log ({kind}).").format(
            kind=type(error).__name__
        )
    _told(parent, title, text).open()
