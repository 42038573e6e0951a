"""Labels, buttons and cards with the look of this program; all of them show plain text only."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kaspi_notifier.ui.theme import Tone, restyle, room, shown_colors


def label(text: str = "", role: str | None = None, *, wraps: bool = False, copies: bool = False) -> QLabel:
    """A plain-text label; `role` names its looks in the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role is not None:
        made.setProperty("role", role)
    if wraps:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    if copies:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def button(text: str, kind: str | None = None) -> QPushButton:
    """A push button; `kind` is primary, danger, link or chip."""
    made = QPushButton(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if kind is not None:
        made.setProperty("kind", kind)
    if kind == "chip":
        made.setCheckable(True)
    return made


def menu_button(text: str) -> QPushButton:
    """A link that opens a menu; fill it through `menu()`."""
    made = button(text, "link")
    made.setMenu(QMenu(made))
    return made


def pill() -> QLabel:
    """A small coloured word; give it colour and text with `set_pill`."""
    made = label()
    made.setProperty("tone", "grey")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def set_pill(where: QLabel, tone: Tone, text: str) -> None:
    """Colour and text of a pill."""
    where.setText(text)
    restyle(where, tone=tone)


def caption(text: str) -> QLabel:
    """The small heading of a card, in capitals as the language writes them."""
    return label(text.upper(), "caption")


class Card(QFrame):
    """A white field with round corners; its contents go into `box`."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(18, 16, 18, 16)
        self.box.setSpacing(8)
        if title:
            self.box.addWidget(caption(title))


class Dot(QWidget):
    """A coloured dot beside a word; the word carries the meaning."""

    def __init__(self) -> None:
        super().__init__()
        self._tone: Tone = "grey"
        self.setFixedSize(QSize(room(10), room(10)))

    def set_tone(self, tone: Tone) -> None:
        """The colour of the dot."""
        self._tone = tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown_colors().tone(self._tone)[0]))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


class Switch(QAbstractButton):
    """A sliding switch."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(room(36), room(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = shown_colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colors.text) if self.hasFocus() else Qt.PenStyle.NoPen)
        is_on = self.isChecked() and self.isEnabled()
        painter.setBrush(QColor(colors.accent if is_on else colors.switch_off))
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#ffffff"))
        size = ground.height() - 4
        left = ground.right() - 2 - size if self.isChecked() else ground.left() + 2
        painter.drawEllipse(QRectF(left, ground.top() + 2, size, size))
        painter.end()


class Banner(QFrame):
    """A coloured strip with one message in words and the buttons that help."""

    def __init__(self, tone: Tone = "amber") -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setProperty("tone", tone)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(14, 10, 14, 10)
        self._box.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self.title = label("", "strong", wraps=True)
        self.text = label("", wraps=True)
        texts.addWidget(self.title)
        texts.addWidget(self.text)
        self._box.addLayout(texts, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(6)
        self._buttons.addStretch(1)
        self._box.addLayout(self._buttons)

    def say(self, tone: Tone, title: str, text: str = "") -> None:
        """Show this message."""
        restyle(self, tone=tone)
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.arrange()

    def add_button(self, text: str, kind: str | None = None) -> QPushButton:
        """A button at the strip's end."""
        made = button(text, kind)
        self._buttons.insertWidget(self._buttons.count() - 1, made)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Buttons beside the text while they leave it most of the room, else under it."""
        is_wide = 2 * self._buttons.sizeHint().width() < self.width()
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() is not direction:
            self._box.setDirection(direction)


class StateCard(Card):
    """A caption, a headline with a coloured dot, and a sentence under it."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.dot = Dot()
        self.headline = label("", "headline", wraps=True)
        self.sentence = label("", "muted", wraps=True)
        row.addWidget(self.dot)
        row.addWidget(self.headline, 1)
        self.box.addLayout(row)
        self.box.addWidget(self.sentence)
        self.box.addStretch(1)

    def say(self, tone: Tone, headline: str, sentence: str) -> None:
        """Show this state."""
        self.dot.set_tone(tone)
        self.headline.setText(headline)
        self.sentence.setText(sentence)


def is_look_change(event: QEvent) -> bool:
    """Whether an event tells that colours changed, for widgets that keep coloured pictures."""
    return event.type() is QEvent.Type.PaletteChange


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def in_letters(widget: QWidget, width: int) -> float:
    """A width in heights of a line of text, so that larger letters count as less room."""
    return width / max(1, widget.fontMetrics().height())
