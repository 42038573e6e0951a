"""Bars for the messages of the last days: what left, and under it what failed."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from kaspi_notifier.ui import formats
from kaspi_notifier.ui.theme import room, shown_colors
from kaspi_notifier.ui.widgets.basics import label

if TYPE_CHECKING:
    from kaspi_notifier.store.statistics import DayCount

_FOOT = 22.0
_GAP = 8.0


class DayBars(QWidget):
    """One bar a day, the newest on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: list[tuple[date, int, int]] = []
        self.setMinimumHeight(110)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Messages by day"))
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(320, 150)

    def say(self, days: "Sequence[DayCount]") -> None:
        """Show these days."""
        self.bars = [(day.day, day.count.sent, day.not_sent) for day in days]
        told = (self._words(number) for number, (_day, *counts) in enumerate(self.bars) if any(counts))
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def _words(self, number: int) -> str:
        day, sent, failed = self.bars[number]
        text = self.tr("{day} · sent: {sent}, failed: {failed}")
        return text.format(
            day=formats.short_day(day), sent=formats.number(sent), failed=formats.number(failed)
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self.bars and self.rect().contains(at.toPoint()):
            number = min(int(at.x() * len(self.bars) / self.width()), len(self.bars) - 1)
            QToolTip.showText(event.globalPosition().toPoint(), self._words(number), self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bars(painter)
        painter.setPen(QColor(shown_colors().muted))
        foot = QRectF(0, self.height() - _FOOT, self.width(), _FOOT)
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | bottom, formats.short_day(self.bars[0][0]))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | bottom, formats.short_day(self.bars[-1][0]))
        painter.end()

    def _paint_bars(self, painter: QPainter) -> None:
        colors = shown_colors()
        height = self.height() - _FOOT - 4
        width = (self.width() - _GAP * (len(self.bars) - 1)) / len(self.bars)
        highest = max(1, *(sent + failed for _day, sent, failed in self.bars))
        painter.setPen(Qt.PenStyle.NoPen)
        for number, (_day, sent, failed) in enumerate(self.bars):
            left = number * (width + _GAP)
            whole = height * (sent + failed) / highest
            if not whole:
                painter.setBrush(QColor(colors.border))
                painter.drawRect(QRectF(left, height - 2, width, 2))
                continue
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(left, height - whole, width, whole + 4), 4, 4)
            painter.setClipRect(QRectF(0, 0, self.width(), height))
            painter.fillPath(shape, QColor(colors.accent))
            red = height * failed / highest
            painter.fillRect(QRectF(left, height - red, width, red), QColor(colors.badge))
            painter.setClipping(False)


class Legend(QWidget):
    """What the colours of the bars stand for."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for name, text in (("accent", self.tr("sent")), ("badge", self.tr("failed"))):
            if row.count():
                row.addSpacing(8)
            row.addWidget(Patch(name))
            row.addWidget(label(text, "muted"))


class Patch(QWidget):
    """A dot in the very colour of the bars."""

    def __init__(self, color: str) -> None:
        super().__init__()
        self._color = color
        self.setFixedSize(room(10), room(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(shown_colors(), self._color)))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
