"""Removing a shop with everything it left: says what goes, and wants the shop's name typed in."""

from PySide6.QtWidgets import QLineEdit, QWidget

from kaspi_notifier.ui import formats
from kaspi_notifier.ui.widgets.basics import label
from kaspi_notifier.ui.widgets.dialog import Dialog


class RemovalDialog(Dialog):
    """Goes on only when the name stands there."""

    def __init__(self, parent: QWidget, name: str, *, orders: int, messages: int, waiting: int) -> None:
        super().__init__(parent, self.tr("Remove the shop with its data"), 480)
        self._name = name
        title = self.tr("Remove «{name}» with everything it left?").format(name=name)
        self.box.addWidget(label(title, "strong", wraps=True))
        goes = self.tr(
            "Deleted from this computer: orders ({orders}), messages ({messages}), chats, statistics, the"
            " token and the key."
        ).format(orders=formats.number(orders), messages=formats.number(messages))
        if waiting:
            goes += " " + self.tr("%n waiting message(s) will not be sent.", "", waiting)
        self.box.addWidget(label(goes, wraps=True))
        for text in (
            self.tr(
                "It can't be undone: save a backup first if you may need the data. The nightly copies on this"
                " computer hold it for about a month more."
            ),
            self.tr(
                "The phone stays linked to the WhatsApp server. If the number is no longer used, unlink it on"
                " the WhatsApp page first."
            ),
        ):
            self.box.addWidget(label(text, "muted", wraps=True))
        wanted = self.tr("To confirm, type the name of the shop: {name}").format(name=formats.kept(name))
        self.box.addWidget(label(wanted, wraps=True))
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Name of the shop"))
        self.typed.textChanged.connect(self._look)
        self.box.addWidget(self.typed)
        self.remove = self.end_with(self.tr("Remove with its data"), "danger")
        self.remove.clicked.connect(self.accept)
        self._look()

    def _look(self, *_text: object) -> None:
        self.remove.setEnabled(self.typed.text().strip().casefold() == self._name.strip().casefold())
