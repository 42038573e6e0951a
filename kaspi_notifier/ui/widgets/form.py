"""Forms: a name on the left, a control on the right, and under it why it matters or what is wrong."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from kaspi_notifier.ui.theme import restyle, room, shown_colors
from kaspi_notifier.ui.widgets.basics import Card, Switch, label
from kaspi_notifier.ui.widgets.icons import icon

Check = Callable[[str], str]
"""Gives what is wrong with a text, in words; empty when nothing is."""
_NAME_WIDTH = 215
_NUMBER_WIDTH = 130
_WIDE_FROM = 600


def fits(group: type[Any], **values: object) -> bool:
    """Whether a group of settings takes these values."""
    try:
        msgspec.convert(values, group)
    except msgspec.ValidationError:
        return False
    return True


class Line(QLineEdit):
    """One line of text, checked while it is typed."""

    def __init__(self, name: str, check: Check | None = None, *, is_secret: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._check = check
        self.error = label("", "error", wraps=True)
        self.error.hide()
        self.textEdited.connect(self.look)
        self._eye: QAction | None = None
        if is_secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
            self._eye = QAction(self)
            self._eye.setToolTip(self.tr("Show or hide"))
            self._eye.triggered.connect(self._show_or_hide)
            self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._eye is not None:
            self._eye.setIcon(icon("eye", shown_colors().muted))

    def _show_or_hide(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)

    def value(self) -> str:
        """The contents without the spaces that copying brings along."""
        return self.text().strip()

    def show_value(self, text: str) -> None:
        """Contents that come from the settings; nothing is wrong with them."""
        if text != self.text():
            self.setText(text)
        self.complain("")

    def problem(self) -> str:
        """What is wrong with the contents now, in words."""
        return "" if self._check is None else self._check(self.value())

    def look(self, *_text: object) -> None:
        """Say what is wrong with the contents, or take it back."""
        self.complain(self.problem())

    def complain(self, text: str) -> None:
        """Show what is wrong; an empty text takes it back."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self.setAccessibleDescription(text)
        restyle(self, bad="true" if text else "false")


class Form(Card):
    """Rows of one subject."""

    changed = Signal()
    """A person changed something."""

    def __init__(self, title: str = "") -> None:
        super().__init__(title)
        self.lines: list[Line] = []
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(18)
        self.grid.setVerticalSpacing(3)
        self.grid.setColumnStretch(1, 1)
        self._is_narrow = False
        self._rows: list[tuple[QLabel, QWidget, QWidget]] = []
        self.box.addLayout(self.grid)

    def add(self, name: str, control: QWidget, hint: str = "", below: Sequence[QWidget] = ()) -> QLabel:
        """A row with any control; gives the label of the hint under it."""
        title = label(name, wraps=True)
        title.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(name)
        note = label(hint, "muted", wraps=True)
        note.setVisible(bool(hint))
        if hint and not control.accessibleDescription():
            control.setAccessibleDescription(hint)
        under = QWidget()
        box = QVBoxLayout(under)
        box.setContentsMargins(0, 0, 0, 9)
        for widget in (note, *below):
            box.addWidget(widget)
        self._rows.append((title, control, under))
        self._arrange()
        return note

    def _arrange(self) -> None:
        """Names beside their controls, or above them where the room or the letters ask for it."""
        for number, (title, control, under) in enumerate(self._rows):
            is_wide = isinstance(control, QLineEdit) or control.layout() is not None
            side = Qt.AlignmentFlag(0) if is_wide else Qt.AlignmentFlag.AlignLeft
            top = 3 * number
            if self._is_narrow:
                self.grid.addWidget(title, top, 0, 1, 2)
                self.grid.addWidget(control, top + 1, 0, 1, 2, side)
                self.grid.addWidget(under, top + 2, 0, 1, 2)
            else:
                self.grid.addWidget(title, top, 0, Qt.AlignmentFlag.AlignVCenter)
                self.grid.addWidget(control, top, 1, side)
                self.grid.addWidget(under, top + 1, 1)
        self.grid.setColumnMinimumWidth(0, 0 if self._is_narrow else room(_NAME_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < room(_WIDE_FROM)
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            self._arrange()

    def line(self, name: str, hint: str = "", check: Check | None = None, *, is_secret: bool = False) -> Line:
        """A row with a line of text."""
        made = Line(name, check, is_secret=is_secret)
        made.setMaximumWidth(room(460))
        made.textEdited.connect(self.changed)
        self.lines.append(made)
        self.add(name, made, hint, (made.error,))
        return made

    def switch(self, name: str, hint: str = "") -> Switch:
        """A row with a switch."""
        made = Switch()
        made.clicked.connect(self.changed)
        self.add(name, made, hint)
        return made

    def choice(self, name: str, options: Sequence[tuple[object, str]], hint: str = "") -> QComboBox:
        """A row with a choice of one; each option is its value and its words."""
        made = QComboBox()
        made.setMinimumWidth(room(220))
        for value, text in options:
            made.addItem(text, value)
        made.activated.connect(self.changed)
        self.add(name, made, hint)
        return made

    def number(self, name: str, low: int, high: int, hint: str = "", unit: str = "") -> QSpinBox:
        """A row with a whole number; what is out of range can't be typed."""
        made = spin(name, low, high, unit)
        made.setMinimumWidth(room(_NUMBER_WIDTH))
        made.valueChanged.connect(self.changed)
        self.add(name, made, hint)
        return made

    def wrong(self) -> Line | None:
        """The first line with a problem."""
        return next((line for line in self.lines if line.problem()), None)


def spin(name: str, low: int, high: int, unit: str = "") -> QSpinBox:
    """A field for a whole number from `low` to `high`."""
    made = QSpinBox()
    made.setAccessibleName(name)
    made.setRange(low, high)
    made.lineEdit().setTextMargins(11, 0, 8, 0)
    made.setSuffix(f" {unit}" if unit else "")
    made.setMinimumWidth(room(94))
    return made


def clock_field(name: str) -> QTimeEdit:
    """A field for a time of day."""
    made = QTimeEdit()
    made.setAccessibleName(name)
    made.setDisplayFormat("HH:mm")
    made.lineEdit().setTextMargins(11, 0, 8, 0)
    made.setFixedWidth(room(76))
    return made


def under_choice() -> int:
    """How far in a note stands to begin where the word of its choice does: box, border and space."""
    return room(16) + 11


def choice_with_notes(choice: QRadioButton, *notes: QLabel) -> QVBoxLayout:
    """One of several choices, and right under it what it means."""
    made = QVBoxLayout()
    made.setSpacing(0)
    made.addWidget(choice)
    for note in notes:
        note.setContentsMargins(under_choice(), 0, 0, 2)
        made.addWidget(note)
    return made


def show_choice(box: QComboBox, value: object, text: str) -> None:
    """Choose a value that comes from the settings; one that is not offered is added as `text`."""
    index = box.findData(value)
    if index < 0:
        box.addItem(text, value)
        index = box.count() - 1
    box.setCurrentIndex(index)


def show_number(box: QSpinBox, value: int) -> None:
    """A number that comes from the settings, not from a person."""
    blocked = box.blockSignals(True)
    box.setValue(value)
    box.blockSignals(blocked)
