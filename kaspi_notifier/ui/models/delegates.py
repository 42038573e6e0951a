"""Draws the cells that are more than a word: a coloured pill with its drawing, two lines under each other."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kaspi_notifier.ui.theme import Tone, room, shown_colors
from kaspi_notifier.ui.widgets.icons import pixmap

PILL_ROLE = Qt.ItemDataRole.UserRole + 1
LINES_ROLE = Qt.ItemDataRole.UserRole + 2
ICON = 14
_PAD = 9.0
_GAP = 5.0
MARGIN = 12
"""Between the edge of a cell and what it holds: as much as a header leaves."""
_Index = QModelIndex | QPersistentModelIndex


class Pill(NamedTuple):
    """A word on a ground of its colour with a drawing before and one after it; without a word just those."""

    tone: Tone
    word: str = ""
    icon: str = ""
    note: str = ""


class Lines(NamedTuple):
    """Two lines of a cell: what it is, and under it what belongs to it."""

    first: str
    second: str
    is_strong: bool = False
    is_right: bool = False


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._fonts: dict[tuple[str, QFont.Weight, bool], tuple[QFont, QFontMetricsF]] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colors = shown_colors()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colors.green_soft))
        painter.setPen(QColor(colors.border))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The line under a row belongs to no cell: words of other columns stand half a pixel higher, too.
        self.paint_content(painter, QRectF(option.rect).adjusted(0, 0, 0, -1), index)
        painter.restore()

    def paint_content(self, painter: QPainter, rect: QRectF, index: _Index) -> None:
        """Draw what the cell holds."""
        raise NotImplementedError

    def font(self, weight: QFont.Weight, *, smaller: bool = False) -> tuple[QFont, QFontMetricsF]:
        """The table's font in another weight, a little smaller, and its measures."""
        key = self._view.font().key(), weight, smaller
        if key not in self._fonts:
            font = QFont(self._view.font())
            if smaller:
                font.setPointSizeF(font.pointSizeF() * 0.93)
            font.setWeight(weight)
            self._fonts[key] = font, QFontMetricsF(font)
        return self._fonts[key]


class PillDelegate(_Delegate):
    """Never colour alone: drawing, word and ground say the same."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: _Index) -> None:
        pill = index.data(PILL_ROLE)
        if pill is None:
            return
        left = rect.left() + MARGIN
        if pill.word:
            left = self._paint_pill(painter, rect, pill)
        elif pill.icon:
            left = self._paint_icon(painter, left, rect, pill.icon, shown_colors().tone(pill.tone)[0])
        if pill.note:
            self._paint_icon(painter, left + 6, rect, pill.note, shown_colors().muted)

    def _paint_icon(self, painter: QPainter, left: float, rect: QRectF, name: str, color: str) -> float:
        size = room(ICON)
        picture = pixmap(name, color, size, self._view.devicePixelRatioF())
        painter.drawPixmap(int(left), int(rect.center().y() - size / 2), picture)
        return left + size

    def _paint_pill(self, painter: QPainter, rect: QRectF, pill: Pill) -> float:
        strong, soft = shown_colors().tone(pill.tone)
        half = room(12)
        ground = QRectF(
            rect.left() + MARGIN,
            rect.center().y() - half,
            min(self.width(pill), rect.width() - MARGIN - 4),
            2 * half,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft))
        painter.drawRoundedRect(ground, 7, 7)
        left = ground.left() + _PAD
        if pill.icon:
            left = self._paint_icon(painter, left, rect, pill.icon, strong) + _GAP
        painter.setPen(QColor(strong))
        font, metrics = self.font(QFont.Weight.DemiBold, smaller=True)
        painter.setFont(font)
        words = QRectF(left, ground.top(), ground.right() - 4 - left, ground.height())
        text = metrics.elidedText(pill.word, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        return ground.right()

    def width(self, pill: Pill) -> float:
        """Of the coloured ground."""
        width = self.font(QFont.Weight.DemiBold, smaller=True)[1].horizontalAdvance(pill.word)
        return width + (room(ICON) + _GAP if pill.icon else 0) + 2 * _PAD

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        pill = index.data(PILL_ROLE) or Pill("grey")
        return QSize(int(self.width(pill)) + 2 * MARGIN, room(40))


class LinesDelegate(_Delegate):
    """The first line in the text's colour, the second one smaller and muted."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: _Index) -> None:
        lines = index.data(LINES_ROLE)
        if lines is None:
            return
        colors = shown_colors()
        side = Qt.AlignmentFlag.AlignRight if lines.is_right else Qt.AlignmentFlag.AlignLeft
        middle = rect.center().y()
        space, line = rect.width() - 2 * MARGIN, room(21)
        weight = QFont.Weight.DemiBold if lines.is_strong else QFont.Weight.Normal
        for text, (font, metrics), color, top in (
            (lines.first, self.font(weight), colors.text, middle - line),
            (lines.second, self.font(QFont.Weight.Normal, smaller=True), colors.muted, middle),
        ):
            painter.setFont(font)
            painter.setPen(QColor(color))
            words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, space)
            where = QRectF(rect.left() + MARGIN, top, space, line)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | side, words)
