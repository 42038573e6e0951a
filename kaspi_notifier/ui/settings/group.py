"""What every group of the settings has: it shows the settings, and gives back the changed ones."""

from typing import TypeVar

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kaspi_notifier.domain.settings import App, Shop
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.widgets.form import Form, Line

T = TypeVar("T", bound=msgspec.Struct)


def changed(settings: T, **values: object) -> T:
    """The settings with other values; raises `msgspec.ValidationError` for one that does not fit."""
    return msgspec.convert({**msgspec.to_builtins(settings), **msgspec.to_builtins(values)}, type(settings))


class Group(QWidget):
    """One page of the settings; a group that belongs to no shop leaves the shop as it is."""

    edited = Signal()
    """A person changed something in this group."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.desk = desk
        self.forms: list[Form] = []
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(16)

    def form(self, title: str) -> Form:
        """One more card with rows."""
        made = Form(title)
        made.changed.connect(self.edited)
        self.forms.append(made)
        self.box.addWidget(made)
        return made

    def show_names(self, others: frozenset[str]) -> None:
        """Know the names of the other shops."""

    def show_shop(self, shop: Shop) -> None:
        """Show this shop's settings."""

    def show_app(self, app: App) -> None:
        """Show the settings of the program."""

    def shop(self, shop: Shop) -> Shop:
        """The shop as this group has it now."""
        return shop

    def app(self, app: App) -> App:
        """The program's settings as this group has them now."""
        return app

    def wrong(self) -> Line | None:
        """The first line with a problem."""
        return next((line for form in self.forms if (line := form.wrong()) is not None), None)

    def look(self) -> None:
        """Say what is wrong, everywhere in this group."""
        for form in self.forms:
            for line in form.lines:
                line.look()
