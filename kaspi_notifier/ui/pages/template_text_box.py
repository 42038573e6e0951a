"""One text of a template with its language and its length."""

import itertools
from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kaspi_notifier.domain.lint import LONGEST
from kaspi_notifier.domain.template import MAX_OUTPUT
from kaspi_notifier.ui import formats
from kaspi_notifier.ui.theme import restyle
from kaspi_notifier.ui.widgets.basics import button, label
from kaspi_notifier.ui.widgets.template_edit import TemplateEdit

_clock = itertools.count(1)


class TextBox(QWidget):
    """The field, the line under it and what there is to say about it.

    `focused_at` orders the fields by when they were last written in.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.focused_at = 0
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        self.edit = TemplateEdit()
        self.edit.setAccessibleName(title)
        self.edit.setPlaceholderText(self.tr("What the buyer reads in {language}").format(language=title))
        self.edit.setMinimumHeight(150)
        self.edit.installEventFilter(self)
        box.addWidget(self.edit, 1)
        row = QHBoxLayout()
        row.setSpacing(2)
        self.marks: dict[str, QPushButton] = {}
        for mark, text, tip in (
            ("*", self.tr("B"), self.tr("Bold (Ctrl+B)")),
            ("_", self.tr("I"), self.tr("Italic (Ctrl+I)")),
            ("~", self.tr("S"), self.tr("Struck out (Ctrl+U)")),
        ):
            made = button(text, "mark")
            made.setProperty("mark", mark)
            made.setToolTip(tip)
            made.setAccessibleName(f"{title}: {tip}")
            made.clicked.connect(partial(self._wrap, mark))
            row.addWidget(made)
            self.marks[mark] = made
        self.name = label(title, "muted")
        row.addSpacing(6)
        row.addWidget(self.name)
        row.addStretch(1)
        self.counter = label("", "muted")
        row.addWidget(self.counter)
        box.addLayout(row)
        self.notes = QVBoxLayout()
        self.notes.setSpacing(6)
        box.addLayout(self.notes)

    def _wrap(self, mark: str, *_checked: object) -> None:
        self.edit.wrap(mark)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.focused_at = next(_clock)
        return False

    def count(self) -> None:
        """Show the length, and in colour and words when it is much."""
        length = len(self.edit.toPlainText())
        self.counter.setText(f"{formats.number(length)} / {formats.number(MAX_OUTPUT)}")
        restyle(self.counter, role="error" if length > MAX_OUTPUT else "muted")
        self.counter.setToolTip(self.tr("Up to {n} characters are read to the end.").format(n=LONGEST))
