"""The card that links the phone: QR code, code by phone number, or how the linked number is."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from kaspi_notifier.domain.phone import pretty
from kaspi_notifier.engine.status import SessionHealth, SessionProblem
from kaspi_notifier.ui import labels
from kaspi_notifier.ui.theme import restyle, shown_colors
from kaspi_notifier.ui.widgets.basics import Card, button, caption, label
from kaspi_notifier.ui.widgets.icons import pixmap
from kaspi_notifier.ui.widgets.qr_code import QrCode

QR_CODES_IN_ALL = 6
_ICONS = {"green": "tick", "blue": "clock", "amber": "warning", "red": "warning", "grey": "minus"}


def dashed(code: str) -> str:
    """WhatsApp's eight letters as the phone shows them: `ABCD-EFGH`."""
    letters = code.replace("-", "").strip().upper()
    return f"{letters[:4]}-{letters[4:]}" if len(letters) == 8 else letters


class Linking(Card):
    """Three faces: the QR code, the code by phone number, and a plain state."""

    code_wanted = Signal(str)
    """The phone number as typed."""

    def __init__(self) -> None:
        super().__init__()
        self.by_phone = False
        self._health = SessionHealth()
        self._qr_face = self._make_qr_face()
        self._phone_face = self._make_phone_face()
        self._state_face = self._make_state_face()
        for face in (self._qr_face, self._phone_face, self._state_face):
            self.box.addWidget(face)
        self._choose_face()

    def _make_qr_face(self) -> QWidget:
        face, box = _face()
        title = caption(self.tr("Scan the code"))
        self.qr = QrCode()
        self.countdown = label("", "muted", wraps=True)
        self.countdown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.to_phone = button(self.tr("Can't scan? Link by phone number"), "link")
        self.to_phone.clicked.connect(lambda: self._turn(by_phone=True))
        box.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.countdown)
        box.addWidget(self.to_phone, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        return face

    def _make_phone_face(self) -> QWidget:
        face, box = _face()
        box.addWidget(caption(self.tr("Code by phone number")))
        box.addWidget(label(self.tr("The number of the shop's WhatsApp"), "muted"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.number = QLineEdit()
        self.number.setAccessibleName(self.tr("The number of the shop's WhatsApp"))
        self.number.setPlaceholderText("+7 700 000 00 00")
        self.number.setMaxLength(24)
        self.number.returnPressed.connect(self._want_code)
        self.get_code = button(self.tr("Get the code"), "primary")
        self.get_code.clicked.connect(self._want_code)
        row.addWidget(self.number, 1)
        row.addWidget(self.get_code)
        box.addLayout(row)
        self.number_error = label("", "error", wraps=True)
        self.number_error.hide()
        box.addWidget(self.number_error)
        self.code = label("", "code", copies=True)
        self.code.hide()
        self.code_hint = label(
            self.tr("Type this code on the phone. It is valid for a few minutes."), "muted", wraps=True
        )
        self.code_hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.code_hint.hide()
        self.copy = button(self.tr("Copy"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.code.text()))
        self.copy.hide()
        box.addSpacing(10)
        for part in (self.code, self.copy):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.code_hint)
        self.to_qr = button(self.tr("Back to the QR code"), "link")
        self.to_qr.clicked.connect(lambda: self._turn(by_phone=False))
        box.addWidget(self.to_qr, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        return face

    def _make_state_face(self) -> QWidget:
        face, box = _face()
        box.addSpacing(34)
        self.mark = QLabel()
        self.title = label("", "headline", wraps=True)
        self.sentence = label("", "muted", wraps=True)
        self.accept = button(self.tr("Send from this number"), "primary")
        self.test = button(self.tr("Send a test to this number"))
        self.test_note = label("", "muted", wraps=True)
        for part in (self.title, self.sentence, self.test_note):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.title)
        box.addWidget(self.sentence)
        box.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.test, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.test_note)
        box.addStretch(1)
        return face

    def _turn(self, *, by_phone: bool) -> None:
        self.by_phone = by_phone
        self._choose_face()
        if by_phone:
            self.number.setFocus()

    def show_here(self) -> None:
        """Bring the card into view: what a person has to do is on it."""
        for control in (self.accept, self.to_phone, self.number, self.test):
            if control.isVisible():
                control.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _choose_face(self) -> None:
        if self._health.problem is not SessionProblem.NEEDS_SCAN:
            self.by_phone = False
            chosen = self._state_face
        else:
            chosen = self._phone_face if self.by_phone else self._qr_face
        # Not a stacked widget: that is always as high as the highest of its pages.
        for face in (self._qr_face, self._phone_face, self._state_face):
            face.setVisible(face is chosen)

    def _want_code(self) -> None:
        self.number_error.hide()
        restyle(self.number, bad="false")
        self.code_wanted.emit(self.number.text())

    def say_bad_number(self) -> None:
        """The number typed is no Kazakh mobile number."""
        restyle(self.number, bad="true")
        self.number_error.setText(self.tr("This is not a Kazakh mobile number. Example: +7 700 000 00 00"))
        self.number_error.show()

    def show_code(self, code: str) -> None:
        """The code to type on the phone."""
        self.code.setText(dashed(code))
        for part in (self.code, self.code_hint, self.copy):
            part.setVisible(bool(code))

    def say(self, health: SessionHealth, now: datetime) -> None:
        """Show this state of the session."""
        if health.problem is not SessionProblem.NEEDS_SCAN:
            self.show_code("")
        elif health.pairing_code:
            self.show_code(health.pairing_code)
        self._health = health
        self.qr.set_text(health.qr if health.problem is SessionProblem.NEEDS_SCAN else None)
        self.countdown.setText(self._countdown(health, now))
        self._say_state(health, now)
        self._choose_face()

    def _countdown(self, health: SessionHealth, now: datetime) -> str:
        if health.qr is None:
            return self.tr("The code is coming…")
        parts = []
        if health.qr_expires_at is not None:
            seconds = max(0, int((health.qr_expires_at - now).total_seconds()))
            parts.append(self.tr("A new code in {seconds} s").format(seconds=seconds))
        if 0 < health.qr_number <= QR_CODES_IN_ALL:
            parts.append(
                self.tr("code {number} of {all}").format(number=health.qr_number, all=QR_CODES_IN_ALL)
            )
        return " · ".join(parts)

    def _say_state(self, health: SessionHealth, now: datetime) -> None:
        tone, title, text = labels.session(health, now)
        if health.problem is None:
            text = self.tr("The phone is linked. Messages leave from this number.")
            if health.push_name:
                text = health.push_name + "\n" + text
        self.accept.setVisible(health.problem is SessionProblem.OTHER_NUMBER)
        self.test.setVisible(health.problem is None)
        self.test_note.setVisible(health.problem is None and bool(self.test_note.text()))
        if health.problem is SessionProblem.OTHER_NUMBER and health.phone:
            title = self.tr("Another number is linked: {phone}").format(phone=pretty(health.phone))
        color = shown_colors().tone(tone)[0]
        self.mark.setPixmap(pixmap(_ICONS[tone], color, 56, self.devicePixelRatioF()))
        self.title.setText(title)
        self.sentence.setText(text)


def _face() -> tuple[QWidget, QVBoxLayout]:
    face = QWidget()
    box = QVBoxLayout(face)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(10)
    return face, box
