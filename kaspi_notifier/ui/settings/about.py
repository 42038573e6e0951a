"""About the program: its version, and what it is built of and under which licences."""

from importlib import metadata

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from kaspi_notifier.built import this_build
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.help import help_button
from kaspi_notifier.ui.report import report_button
from kaspi_notifier.ui.settings.group import Group
from kaspi_notifier.ui.widgets.basics import label

PARTS = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("qasync", "BSD-2-Clause"),
    ("httpx", "BSD-3-Clause"),
    ("peewee", "MIT"),
    ("Jinja2", "BSD-3-Clause"),
    ("msgspec", "BSD-3-Clause"),
    ("qrcode", "BSD-3-Clause"),
    ("keyring", "MIT"),
    ("certifi", "MPL-2.0"),
)
"""The libraries that come with the program, and their licences."""


class AboutGroup(Group):
    """«About»."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        form = self.form(self.tr("About"))
        build = this_build()
        form.box.addWidget(
            label(" ".join(("Kaspi Notifier", build.version, build.commit)).strip(), "headline")
        )
        for text in (
            self.tr("Reads the orders of your Kaspi shop and writes to the buyers in WhatsApp."),
            self.tr("Everything stays on this computer: orders, messages and keys are sent to nobody else."),
            self.tr("Not a program of Kaspi or of WhatsApp. Free software under the MIT licence."),
        ):
            form.box.addWidget(label(text, wraps=True))
        buttons = QHBoxLayout()
        for made in (report_button(self, desk), help_button(self, "")):
            buttons.addWidget(made)
        buttons.addStretch(1)
        form.box.addLayout(buttons)
        parts = self.form(self.tr("Built of"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(2, 1)
        for row, (name, licence) in enumerate(PARTS):
            for column, text in enumerate((name, _version(name), licence)):
                grid.addWidget(label(text, "muted" if column else None, copies=True), row, column)
        parts.box.addLayout(grid)
        self.box.addStretch(1)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "—"
