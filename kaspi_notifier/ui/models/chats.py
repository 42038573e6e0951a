"""The list of chats: its rows, and how one is drawn."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kaspi_notifier.store import Chat
from kaspi_notifier.ui import bridge, conversation_labels
from kaspi_notifier.ui.theme import room, shown_colors

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_PAD = 12.0
CHAT_ROLE = Qt.ItemDataRole.UserRole + 1


class ChatsModel(QAbstractListModel):
    """Chats with the newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._chats: list[Chat] = []

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._chats)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        chat = self.chat(index.row())
        if chat is None:
            return None
        if role == CHAT_ROLE:
            return chat
        # For whoever listens instead of looking; the view draws by itself.
        return conversation_labels.name(chat) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def chat(self, row: int) -> Chat | None:
        """The chat in a row."""
        return self._chats[row] if 0 <= row < len(self._chats) else None

    def row_of(self, phone: str) -> int | None:
        """Where the buyer's chat stands now."""
        return next((row for row, chat in enumerate(self._chats) if chat.phone == phone), None)

    def set_chats(self, chats: list[Chat]) -> None:
        """Show these."""
        if len(chats) == len(self._chats):
            self._chats = chats
            self.dataChanged.emit(self.index(0), self.index(max(0, len(chats) - 1)))
            return
        self.beginResetModel()
        self._chats = chats
        self.endResetModel()


class ChatDelegate(QStyledItemDelegate):
    """A name over the last message, and on the right what waits: a number, a refusal, or only the time."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, room(58))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        chat = index.data(CHAT_ROLE)
        if not isinstance(chat, Chat):
            return
        colors = shown_colors()
        rect = QRectF(option.rect).adjusted(4, 1, -4, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        state = option.state
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setBrush(QColor(colors.green_soft if chosen else colors.hover))
            painter.drawRoundedRect(rect, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colors.accent))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        inner = rect.adjusted(_PAD, 7, -_PAD, -7)
        taken = self._paint_mark(painter, inner, chat)
        self._paint_words(painter, inner.adjusted(0, 0, -taken, 0), chat)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRectF, chat: Chat) -> None:
        colors, half = shown_colors(), rect.height() / 2
        for top, text, font, color in (
            (0.0, conversation_labels.name(chat), _bold(self._view.font()), colors.text),
            (half, conversation_labels.preview(chat), _small(self._view.font()), colors.muted),
        ):
            line = QRectF(rect.left(), rect.top() + top, rect.width(), half)
            short = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.setFont(font)
            painter.setPen(QColor(color))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)

    def _paint_mark(self, painter: QPainter, rect: QRectF, chat: Chat) -> float:
        """The thing on the right; how much room it takes."""
        colors, font = shown_colors(), _small(self._view.font())
        if chat.unread:
            text, ground, color = str(chat.unread), colors.badge, "#ffffff"
        elif chat.opted_out:
            text, ground, color = self.tr("refused"), colors.grey_soft, colors.grey
        else:
            text, ground, color = conversation_labels.when(chat.last_at, bridge.now()), "", colors.muted
        font = _bold(font) if ground else font
        width = QFontMetricsF(font).horizontalAdvance(text) + (14 if ground else 0)
        mark = QRectF(rect.right() - width, rect.center().y() - room(10), width, room(20))
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(mark, room(9), room(9))
        painter.setFont(font)
        painter.setPen(QColor(color))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, text)
        return width + 10


def _bold(base: QFont) -> QFont:
    font = QFont(base)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _small(base: QFont) -> QFont:
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * 0.93)
    return font
