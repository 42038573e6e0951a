"""Draws the state of a message in the table as a coloured pill with its icon and its word."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kaspi_notifier.ui import labels
from kaspi_notifier.ui.models.messages import STATE_ROLE
from kaspi_notifier.ui.theme import shown_colors
from kaspi_notifier.ui.widgets.icons import pixmap

ICON = 14
_PAD = 9.0


class StateDelegate(QStyledItemDelegate):
    """Never colour alone: icon, word and ground say the same."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state = index.data(STATE_ROLE)
        colors = shown_colors()
        rect = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colors.green_soft))
        painter.setPen(QColor(colors.border))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if state is not None:
            tone, icon_name = labels.LOOKS[state]
            strong, soft = colors.tone(tone)
            self._paint_pill(painter, rect, (strong, soft), icon_name, labels.state(state))
        painter.restore()

    def _paint_pill(
        self, painter: QPainter, rect: QRectF, tone: tuple[str, str], icon_name: str, word: str
    ) -> None:
        strong, soft = tone
        font = _pill_font(self._view.font())
        width = QFontMetricsF(font).horizontalAdvance(word) + ICON + 5 + 2 * _PAD
        pill = QRectF(rect.left() + 6, rect.center().y() - 12, min(width, rect.width() - 10), 24)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft))
        painter.drawRoundedRect(pill, 7, 7)
        picture = pixmap(icon_name, strong, ICON, self._view.devicePixelRatioF())
        painter.drawPixmap(int(pill.left() + _PAD), int(pill.center().y() - ICON / 2), picture)
        painter.setPen(QColor(strong))
        painter.setFont(font)
        words = pill.adjusted(_PAD + ICON + 5, 0, -4, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        state = index.data(STATE_ROLE)
        word = "" if state is None else labels.state(state)
        width = QFontMetricsF(_pill_font(self._view.font())).horizontalAdvance(word)
        return QSize(int(width + ICON + 5 + 2 * _PAD + 16), 40)


def _pill_font(base: QFont) -> QFont:
    font = QFont(base)
    font.setPixelSize(13)
    font.setWeight(QFont.Weight.DemiBold)
    return font
