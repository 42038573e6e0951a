"""What is asked and said about backups: a password or none, what one holds, and why it did not work."""

import errno
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from kaspi_notifier.ui import formats
from kaspi_notifier.ui.widgets.basics import label
from kaspi_notifier.ui.widgets.dialog import Dialog
from kaspi_notifier.ui.widgets.form import Line, choice_with_notes, under_choice

if TYPE_CHECKING:
    from kaspi_notifier.store.backup import Contents

translate = QCoreApplication.translate

_FULL = (errno.ENOSPC, errno.EDQUOT)


class BackupDialog(Dialog):
    """With a password or without, and what each means."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, self.tr("Back up everything"), 480)
        self.password: str | None = None
        text = self.tr(
            "Orders, messages, templates, settings and the memory of who was written to, all in one file."
        )
        self.box.addWidget(label(text, wraps=True))
        self.plain = QRadioButton(self.tr("Without a password"))
        self.closed = QRadioButton(self.tr("With a password"))
        self.plain.setChecked(True)
        for choice, note in (
            (
                self.plain,
                self.tr(
                    "Whoever gets the file can read buyers' names and phones. The Kaspi token and the key of"
                    " the server are not in it."
                ),
            ),
            (
                self.closed,
                self.tr("Nobody can read the file without it. The token and the key go along, sealed."),
            ),
        ):
            self.box.addLayout(choice_with_notes(choice, label(note, "muted", wraps=True)))
        self.box.addWidget(self._password_lines())
        self.go_on = self.end_with(self.tr("Choose where to save…"))
        self.go_on.clicked.connect(self._go_on)
        self.closed.toggled.connect(self._toggled)

    def _password_lines(self) -> QWidget:
        self._lines = QWidget()
        box = QVBoxLayout(self._lines)
        box.setContentsMargins(under_choice(), 0, 0, 0)
        self.first = Line(self.tr("Password"), is_secret=True)
        self.second = Line(self.tr("The password once more"), is_secret=True)
        for line in (self.first, self.second):
            line.setPlaceholderText(line.accessibleName())
            box.addWidget(line)
        warning = self.tr(
            "A forgotten password can't be brought back by anybody, and the file is lost with it. Write it"
            " down and keep it apart from the file."
        )
        box.addWidget(label(warning, "strong", wraps=True))
        self._lines.hide()
        return self._lines

    def _toggled(self, is_closed: bool) -> None:
        self._lines.setVisible(is_closed)
        # Qt lets Tab stop at the choice that was made when the row was entered, not at the one made since.
        (self.closed if is_closed else self.plain).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say_wrong("")
        if is_closed:
            self.first.setFocus()
        self.fit()

    def _go_on(self) -> None:
        if self.closed.isChecked():
            if not self.first.text():
                self.say_wrong(self.tr("Enter a password, or choose “Without a password”."))
                return
            if self.first.text() != self.second.text():
                self.say_wrong(self.tr("The two passwords differ. Enter them once more."))
                self.second.setFocus()
                return
            self.password = self.first.text()
        self.accept()


class PasswordDialog(Dialog):
    """Asks for the password of a backup."""

    def __init__(self, parent: QWidget, name: str, *, was_wrong: bool) -> None:
        super().__init__(parent, self.tr("Restore from a backup"), 420)
        self.password = ""
        self.box.addWidget(label(self.tr("«{name}» is under a password.").format(name=name), wraps=True))
        self.line = Line(self.tr("Password of the backup"), is_secret=True)
        self.line.setPlaceholderText(self.line.accessibleName())
        self.box.addWidget(self.line)
        self.go_on = self.end_with(self.tr("Go on"))
        self.go_on.clicked.connect(self._go_on)
        if was_wrong:
            self.say_wrong(self.tr("This password does not open it, or the file is damaged. Try once more."))

    def _go_on(self) -> None:
        self.password = self.line.text()
        if self.password:
            self.accept()


def why_not(error: BaseException, *, writes: bool) -> str:
    """Why a backup could not be written or restored, and what to do."""
    from kaspi_notifier.store import Damaged, DiskFull, NewerFile

    match error:
        case NewerFile():
            return translate(
                "backups",
                "The backup was made by a newer version of the program. Install that version first.",
            )
        case Damaged():
            return translate(
                "backups", "This file is no backup of this program, or it is damaged. Choose another one."
            )
        case DiskFull():
            return translate("backups", "The disk is full. Free some space and try again.")
        case OSError() if error.errno in _FULL:
            return translate("backups", "The disk is full. Free some space and try again.")
    if writes:
        return translate(
            "backups",
            "Nothing can be written there. Is the disk full, or write-protected? Choose another place.",
        )
    return translate("backups", "The file can't be read. Is the disk or the stick still there?")


class _Counted(QObject):
    """Counted texts: lupdate sees a plural only in the `tr` of a class."""

    def messages(self, n: int) -> str:
        return self.tr("%n message(s)", "", n)


def told(found: "Contents", now: datetime) -> str:
    """What a backup holds and what follows when it is restored."""
    shops = ", ".join(f"«{name}»" for name in found.shops) or translate("backups", "no shop yet")
    head = " · ".join((shops, _Counted().messages(found.messages)))
    if found.made_at is not None:
        made = translate("backups", "Made: {time}").format(time=formats.clock_or_date(found.made_at, now))
        head = " · ".join((made, head))
    lines = [
        head,
        translate(
            "backups",
            "It takes the place of everything that is in the program now. What is here now is kept for seven"
            " days in the folder “backups”.",
        ),
        translate("backups", "What was sent is remembered: nobody is written to twice."),
    ]
    if found.is_from_here and found.made_at is not None:
        lines.append(translate("backups", "It was made on this computer: sending goes on as before."))
    else:
        lines.append(
            translate("backups", "Sending stays paused until you say that this is the computer that sends.")
        )
    if not found.is_from_here and not found.has_secrets:
        lines.append(
            translate(
                "backups",
                "The Kaspi token and the key of the server are not in it: enter them in the settings"
                " afterwards.",
            )
        )
    lines.append(translate("backups", "The window opens anew by itself; that takes some seconds."))
    return "\n\n".join(lines)
