"""“Forget this buyer”: what is wiped and what is kept, and the wiping."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from kaspi_notifier.domain.phone import NoChat, masked, mobile
from kaspi_notifier.ui import tasks
from kaspi_notifier.ui.theme import restyle
from kaspi_notifier.ui.widgets.basics import label
from kaspi_notifier.ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from kaspi_notifier.ui.bridge import Desk


class ForgetDialog(Dialog):
    """Asks once; `phone` None: it is typed in here."""

    def __init__(self, parent: QWidget, desk: "Desk", phone: str | None = None) -> None:
        super().__init__(parent, self.tr("Forget this buyer"), 480)
        self._desk, self._phone = desk, phone
        self.number = QLineEdit()
        self.number.setPlaceholderText("+7 700 000 00 00")
        self.number.setAccessibleName(self.tr("The buyer's number"))
        self.number.setMaxLength(24)
        if phone is None:
            self.box.addWidget(label(self.tr("The number of the buyer who asks for it:"), wraps=True))
        else:
            self.number.setText(phone)
            self.number.hide()
            who = self.tr("Everything about {phone} is wiped.").format(phone=masked(phone))
            self.box.addWidget(label(who, "strong", wraps=True))
        self.box.addWidget(self.number)
        for text in (
            self.tr(
                "Wiped in every shop, and in the copies on this computer: name, phone, address, the texts of"
                " messages and the chat. What waits for this buyer is not sent. It can't be undone."
            ),
            self.tr(
                "Kept: that there was an order and a message, for the counts; and a refusal to be written to,"
                " in a form that nobody can read the number from."
            ),
            self.tr("Backups that you saved elsewhere and the phone's own WhatsApp are not touched."),
        ):
            self.box.addWidget(label(text, "muted", wraps=True))
        self.forget = self.end_with(self.tr("Forget the buyer"), "danger")
        self.forget.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        digits = mobile(self.number.text())
        is_bad = isinstance(digits, NoChat)
        restyle(self.number, bad="true" if is_bad else "false")
        if isinstance(digits, NoChat):
            self.say_wrong(self.tr("This is not a Kazakh mobile number. Example: +7 700 000 00 00"))
            return
        tasks.start(self._forget(digits), self)

    async def _forget(self, phone: str) -> None:
        from kaspi_notifier.engine.engine import ActionRefused

        self.say_wrong("")
        self.forget.setEnabled(False)
        self.forget.setText(self.tr("Wiping…"))
        try:
            await self._desk.engine.forget_buyer(phone)
        except ActionRefused:
            self.say_wrong(
                self.tr("A message to this buyer is on its way just now. Try again in some minutes.")
            )
            self.forget.setEnabled(True)
            self.forget.setText(self.tr("Forget the buyer"))
            return
        self.accept()
