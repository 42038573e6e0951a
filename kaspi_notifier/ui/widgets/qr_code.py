"""A QR code drawn from its matrix, with its white margin, so that a phone reads it on a dark ground too."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

MARGIN = 4
"""Modules of white around the code; the standard asks for four."""


def matrix(text: str) -> list[list[bool]]:
    """The code's modules with the white margin; True is black."""
    from qrcode.constants import ERROR_CORRECT_L
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_L, border=MARGIN)
    code.add_data(text)
    return [[bool(module) for module in row] for row in code.get_matrix()]


class QrCode(QWidget):
    """Shows one text as a QR code. The text is secret: it is painted, never named or described."""

    def __init__(self) -> None:
        super().__init__()
        self._text: str | None = None
        self.modules: list[list[bool]] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("QR code for the phone"))

    def set_text(self, text: str | None) -> None:
        """Show this text; None shows an empty white field."""
        if text == self._text:
            return
        self._text = text
        self.modules = matrix(text) if text else []
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(312, 312)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor("#d7dbe0"))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        if self.modules:
            self._paint_modules(painter)
        painter.end()

    def _paint_modules(self, painter: QPainter) -> None:
        # Whole device pixels per module: a blurred edge costs the phone's camera time.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        count = len(self.modules)
        side = max(1, min(self.width(), self.height()) // count)
        left = (self.width() - side * count) // 2
        top = (self.height() - side * count) // 2
        for y, row in enumerate(self.modules):
            for x, is_black in enumerate(row):
                if is_black:
                    painter.fillRect(left + x * side, top + y * side, side, side, Qt.GlobalColor.black)
