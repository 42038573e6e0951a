"""A message as WhatsApp shows it: the green bubble, the marks turned into bold and italic, time and ticks."""

import re
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kaspi_notifier.ui.theme import room, shown_colors
from kaspi_notifier.ui.widgets.icons import pixmap

Ticks = Literal["", "clock", "tick", "ticks", "read"]
_PAD_X, _PAD_Y, _FOOT, _TAIL = 12, 8, 18, 8
_MARKED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]*?\S)\1(?![\w*_~])")


def pieces(text: str) -> list[tuple[str, str]]:
    """The text cut at WhatsApp's marks: each piece with the marks that are on it."""
    return [(piece, "".join(sorted(marks))) for piece, marks in _pieces(text, frozenset()) if piece]


def _pieces(text: str, marks: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    found = _MARKED.search(text)
    if found is None:
        return [(text, marks)]
    return [
        (text[: found.start()], marks),
        *_pieces(found.group(2), marks | {found.group(1)}),
        *_pieces(text[found.end() :], marks),
    ]


def bare(text: str) -> str:
    """The text without WhatsApp's marks, for places that show plain letters only."""
    return "".join(piece for piece, _marks in pieces(text))


class Bubble(QWidget):
    """One message; its height follows its width. Shown text is never taken for markup."""

    def __init__(self, *, is_ours: bool = True) -> None:
        super().__init__()
        self._is_ours = is_ours
        self._time = ""
        self._ticks: Ticks = ""
        self.text = ""
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(wrap)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, text: str, time: str = "", ticks: Ticks = "") -> None:
        """Show this message."""
        self.text, self._time, self._ticks = text, time, ticks
        self.setAccessibleName(text)
        self._document.clear()
        cursor = QTextCursor(self._document)
        for piece, marks in pieces(text):
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.Bold if "*" in marks else QFont.Weight.Normal)
            look.setFontItalic("_" in marks)
            look.setFontStrikeOut("~" in marks)
            cursor.insertText(piece, look)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._document.setDefaultFont(self.font())
        self._document.setTextWidth(max(40, width - 2 * _PAD_X - _TAIL))
        return round(self._document.size().height()) + 2 * _PAD_Y + self._foot

    @property
    def _foot(self) -> int:
        """The line of time and ticks; none where neither is known."""
        return room(_FOOT) if self._time or self._ticks else 0

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = shown_colors()
        self.heightForWidth(self.width())
        left = 0 if self._is_ours else _TAIL
        body = QRectF(left, 0, self.width() - _TAIL, self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(body, 10, 10)
        ground = QColor(colors.bubble if self._is_ours else colors.card)
        painter.fillPath(shape, ground)
        painter.fillPath(self._corner(body), ground)
        painter.save()
        painter.translate(QPointF(body.left() + _PAD_X, _PAD_Y))
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, QColor(colors.text))
        self._document.documentLayout().draw(painter, context)
        painter.restore()
        self._paint_foot(painter, body)
        painter.end()

    def _corner(self, body: QRectF) -> QPainterPath:
        """The sharp corner that points to who wrote it."""
        corner = QPainterPath()
        edge = body.right() if self._is_ours else body.left()
        out = _TAIL if self._is_ours else -_TAIL
        corner.moveTo(edge + out, 0)
        corner.lineTo(edge - 2 * out, 0)
        corner.lineTo(edge - 2 * out, 12)
        corner.lineTo(edge, 12)
        corner.closeSubpath()
        return corner

    def _paint_foot(self, painter: QPainter, body: QRectF) -> None:
        colors = shown_colors()
        right = body.right() - _PAD_X
        middle = body.bottom() - self._foot / 2 - 3
        size, half = room(15), room(18) / 2
        if self._ticks:
            name = "ticks" if self._ticks == "read" else self._ticks
            color = colors.blue if self._ticks == "read" else colors.muted
            mark = pixmap(name, color, size, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(right - size, middle - size / 2), mark)
            right -= size + 5
        font = self.font()
        font.setPixelSize(room(12))
        painter.setFont(font)
        painter.setPen(QColor(colors.muted))
        place = QRectF(body.left(), middle - half, right - body.left(), 2 * half)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._time)
