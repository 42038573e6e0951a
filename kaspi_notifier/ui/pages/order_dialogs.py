"""The windows of one order: write to the buyer, send from one's own phone, type in a hidden number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from kaspi_notifier.domain.message import OPEN_STATES, REALLY_SENT
from kaspi_notifier.domain.phone import NoChat, masked, mobile, pretty
from kaspi_notifier.ui import bridge, formats, labels
from kaspi_notifier.ui.theme import restyle
from kaspi_notifier.ui.widgets.basics import button, label
from kaspi_notifier.ui.widgets.dialog import Dialog
from kaspi_notifier.ui.widgets.qr_code import QrCode

if TYPE_CHECKING:
    from kaspi_notifier.domain.settings import Shop
    from kaspi_notifier.domain.template import Template
    from kaspi_notifier.store import OrderStory

MAX_LINK = 1_800
"""Characters of a link that a phone's camera still reads from the screen as a code."""


def chat_link(phone: str, text: str = "") -> str:
    """The wa.me link that opens the chat, with the text ready to send."""
    return f"https://wa.me/{phone}" + (f"?text={quote(text)}" if text else "")


def open_chat(phone: str) -> None:
    """Open the buyer's chat in WhatsApp on this computer."""
    QDesktopServices.openUrl(QUrl(chat_link(phone)))


class PhoneDialog(Dialog):
    """Asks for the number that Kaspi hides."""

    typed = Signal(str)
    """Eleven digits."""

    def __init__(self, parent: QWidget, code: str) -> None:
        super().__init__(parent, self.tr("Number for order № {code}").format(code=code), 380)
        text = self.tr("Kaspi hides this buyer's number. If the buyer gave it to you, enter it here.")
        self.box.addWidget(label(text, wraps=True))
        self.number = QLineEdit()
        self.number.setPlaceholderText("+7 700 000 00 00")
        self.number.setAccessibleName(self.tr("The buyer's number"))
        self.number.setMaxLength(24)
        self.box.addWidget(self.number)
        self.box.addWidget(self.error)
        note = self.tr("What is still of use is then sent, nothing else.")
        self.box.addWidget(label(note, "muted", wraps=True))
        cancel, self.save = button(self.tr("Cancel")), button(self.tr("Save"), "primary")
        cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        self.save.setDefault(True)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.save)
        self.box.addLayout(self.buttons)

    def _save(self) -> None:
        digits = mobile(self.number.text())
        is_bad = isinstance(digits, NoChat)
        restyle(self.number, bad="true" if is_bad else "false")
        if isinstance(digits, NoChat):
            self.say_wrong(self.tr("This is not a Kazakh mobile number. Example: +7 700 000 00 00"))
            return
        self.typed.emit(digits)
        self.accept()


class FromPhoneDialog(Dialog):
    """A code that opens the chat on the owner's phone, with the text ready to send."""

    def __init__(self, parent: QWidget, phone: str, text: str) -> None:
        super().__init__(parent, self.tr("Send from my phone"), 420)
        link = chat_link(phone, text)
        fits = len(link) <= MAX_LINK
        self.link = link if fits else chat_link(phone)
        self.code = QrCode()
        self.code.setFixedSize(self.code.sizeHint().expandedTo(self.code.sizeHint() * (1.3 if text else 1)))
        self.code.set_text(self.link)
        self.box.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self.hint = label("", wraps=True)
        self.hint.setText(
            self.tr("Point the phone's camera at the code. The chat opens with the text, you press Send.")
            if fits and text
            else self.tr("Point the phone's camera at the code. The chat opens, you write the text.")
        )
        self.box.addWidget(self.hint)
        copy = button(self.tr("Copy the text"))
        copy.setVisible(bool(text))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        here = button(self.tr("Open on this computer"))
        here.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(self.link)))
        close = button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        for control in (copy, here, close):
            self.buttons.addWidget(control)
        self.box.addLayout(self.buttons)


class WriteDialog(Dialog):
    """A text for the buyer, free or made by a template from this order; what is shown is what is sent."""

    written = Signal(str, object)
    """The text, and the template it was made from or None."""

    def __init__(
        self,
        parent: QWidget,
        story: "OrderStory",
        phone: str,
        templates: "Sequence[Template]",
        shop: "Shop",
    ) -> None:
        code = story.stored.order.code
        super().__init__(parent, self.tr("Message about order № {code}").format(code=code), 520)
        self._story, self._shop, self._phone = story, shop, phone
        self.box.addWidget(label(self.tr("To {phone}").format(phone=masked(phone)), "muted"))
        self.template = QComboBox()
        self.template.setAccessibleName(self.tr("Template"))
        self.template.addItem(self.tr("My own words"), None)
        for template in templates:
            event, name = labels.event(template.event), template.name
            self.template.addItem(name if name.startswith(event) else f"{event} · {name}", template)
        self.template.currentIndexChanged.connect(self._fill)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("The message"))
        self.text.setPlaceholderText(self.tr("What would you like to tell the buyer?"))
        self.text.setMinimumHeight(190)
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._count)
        self.counter = label("", "muted")
        self.warning = label("", "muted", wraps=True)
        self.warning.hide()
        for part in (self.template, self.text, self.counter, self.warning, self.error):
            self.box.addWidget(part)
        self._add_buttons()
        self._count()

    def _add_buttons(self) -> None:
        from_phone = button(self.tr("Send from my phone…"))
        from_phone.clicked.connect(self._from_phone)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.send = button(self.tr("Send"), "primary")
        self.send.clicked.connect(self._send)
        self.buttons.insertWidget(0, from_phone)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.send)
        self.box.addLayout(self.buttons)

    def choose(self, template_id: int | None) -> None:
        """Take this template."""
        for at in range(self.template.count()):
            chosen = self.template.itemData(at)
            if chosen is not None and chosen.id == template_id:
                self.template.setCurrentIndex(at)

    def _fill(self) -> None:
        """The template's text for this order, as the engine would write it now."""
        from kaspi_notifier.domain.template_language import MissingValue, RenderError, render
        from kaspi_notifier.domain.values import values

        template = self.template.currentData()
        self.say_wrong("")
        self._warn(template)
        if template is None:
            return
        stored = self._story.stored
        known = values(stored.order, stored.entries, self._shop, template.language, bridge.now())
        try:
            self.text.setPlainText(render(template.text, known))
        except MissingValue as error:
            self.text.clear()
            text = self.tr("Nothing is known for {name} in this order. Write the text yourself.")
            self.say_wrong(text.format(name=f"{{{error.name}}}"))
        except RenderError:
            self.text.clear()
            self.say_wrong(self.tr("There is a mistake in this template. Correct it on the Templates page."))

    def _warn(self, template: "Template | None") -> None:
        told = [m for m in self._story.messages if template is not None and m.event is template.event]
        text = ""
        if any(message.state in REALLY_SENT for message in told):
            text = self.tr("The buyer has got this message already.")
        elif any(message.state in OPEN_STATES for message in told):
            text = self.tr("This message waits in the queue; the buyer would get both.")
        self.warning.setText(text)
        self.warning.setVisible(bool(text))

    def _count(self) -> None:
        from kaspi_notifier.domain.template import MAX_OUTPUT

        text = self.text.toPlainText()
        self.counter.setText(f"{formats.number(len(text))} / {formats.number(MAX_OUTPUT)}")
        self.send.setEnabled(bool(text.strip()) and len(text) <= MAX_OUTPUT)

    def _from_phone(self) -> None:
        FromPhoneDialog(self, self._phone, self.text.toPlainText().strip()).open()

    def _send(self) -> None:
        self.written.emit(self.text.toPlainText().strip(), self.template.currentData())
        self.accept()


def shown_phone(phone: str | None, *, is_whole: bool) -> str:
    """A phone as a page shows it: whole only if the person wants it so."""
    if not phone:
        return ""
    return pretty(phone) if is_whole else masked(phone)
