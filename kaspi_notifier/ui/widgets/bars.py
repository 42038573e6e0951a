"""A chart of stacked bars, drawn sharp in both looks, with its values under the pointer and for the ear."""

import math
from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from kaspi_notifier.ui import formats
from kaspi_notifier.ui.theme import room, shown_colors
from kaspi_notifier.ui.widgets.basics import label
from kaspi_notifier.ui.widgets.flow import FlowLayout

_FOOT, _TOP = 28.0, 8.0
_LINES = 3


class Series(Struct, frozen=True, kw_only=True):
    """One part of every bar: its name, its colour by its name in the theme, and whether it has a pattern."""

    name: str
    color: str
    is_hatched: bool = False


class Bar(Struct, frozen=True, kw_only=True):
    """One bar: the name under it, its values from the bottom up, and all of it in words."""

    name: str
    values: tuple[int, ...]
    words: str


def step_of(highest: int) -> int:
    """The distance of the lines behind the bars: 1, 2 or 5 times a power of ten."""
    raw = max(1, highest) / _LINES
    power = 10 ** math.floor(math.log10(raw)) if raw >= 1 else 1
    return max(1, next(round(factor * power) for factor in (1, 2, 5, 10) if factor * power >= raw))


class BarChart(QWidget):
    """Bars side by side; arrow keys and the pointer go from one to the next."""

    def __init__(self, series: Sequence[Series], name: str) -> None:
        super().__init__()
        self._series = tuple(series)
        self._name = name
        self.bars: tuple[Bar, ...] = ()
        self.current: int | None = None
        self.setMinimumHeight(140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(360, 220)

    def say(self, bars: Sequence[Bar]) -> None:
        """Show these bars."""
        self.bars = tuple(bars)
        self._point_at(self.current if self.current is not None and self.current < len(bars) else None)
        self.update()

    def _point_at(self, number: int | None) -> None:
        self.current = number
        words = "; ".join(bar.words for bar in self.bars if any(bar.values))
        self.setAccessibleDescription(words if number is None else self.bars[number].words)
        self.update()

    def _area(self) -> QRectF:
        metrics = QFontMetricsF(self.font())
        highest = max((sum(bar.values) for bar in self.bars), default=0)
        left = metrics.horizontalAdvance(formats.number(step_of(highest) * _LINES)) + 8
        return QRectF(left, _TOP, max(1.0, self.width() - left), max(1.0, self.height() - _TOP - _FOOT))

    def _place(self, number: int) -> QRectF:
        """The column of a bar, from the top to the foot."""
        area = self._area()
        width = area.width() / max(1, len(self.bars))
        return QRectF(area.left() + number * width, area.top(), width, area.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        highest = max((sum(bar.values) for bar in self.bars), default=0)
        step = step_of(highest)
        top = max(step, math.ceil(highest / step) * step)
        self._paint_lines(painter, step, top)
        for number, bar in enumerate(self.bars):
            self._paint_bar(painter, number, bar, top)
        self._paint_names(painter)
        if self.hasFocus() and self.current is None:
            painter.setPen(QPen(QColor(shown_colors().accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def _paint_lines(self, painter: QPainter, step: int, top: int) -> None:
        colors, area = shown_colors(), self._area()
        for value in range(0, top + 1, step):
            y = round(area.bottom() - area.height() * value / top) + 0.5
            painter.setPen(QColor(colors.border))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(colors.muted))
            place = QRectF(0, y - 9, area.left() - 6, 18)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, formats.number(value)
            )

    def _paint_bar(self, painter: QPainter, number: int, bar: Bar, top: int) -> None:
        place = self._place(number)
        if number == self.current:
            painter.fillRect(place, QColor(shown_colors().hover))
        gap = min(8.0, place.width() * 0.25)
        # Whole pixels of the screen: half ones would blur the edges.
        left, right = round(place.left() + gap / 2), round(place.right() - gap / 2)
        foot = place.bottom()
        for series, value in zip(self._series, bar.values, strict=True):
            if value:
                height = place.height() * value / top
                part = QRectF(left, foot - height, max(1, right - left), height)
                self._fill(painter, part, series)
                foot -= height

    @staticmethod
    def _fill(painter: QPainter, part: QRectF, series: Series) -> None:
        color = QColor(getattr(shown_colors(), series.color))
        painter.fillRect(part, color)
        if series.is_hatched:
            painter.fillRect(part, QBrush(QColor(shown_colors().card), Qt.BrushStyle.BDiagPattern))

    def _paint_names(self, painter: QPainter) -> None:
        """As many names as have room, the first and every so many after it."""
        if not self.bars:
            return
        metrics = QFontMetricsF(self.font())
        widest = max(metrics.horizontalAdvance(bar.name) for bar in self.bars) + 12
        every = max(1, math.ceil(widest / max(1.0, self._place(0).width())))
        painter.setPen(QColor(shown_colors().muted))
        for number in range(0, len(self.bars), every):
            middle = self._place(number).center().x()
            left = min(max(middle - widest / 2, 0), self.width() - widest)
            place = QRectF(left, self.height() - 20, widest, 20)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.bars[number].name)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        number = next((n for n in range(len(self.bars)) if self._place(n).contains(at)), None)
        if number != self.current:
            self._point_at(number)
        if number is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self.bars[number].words, self)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self.bars:
            super().keyPressEvent(event)
            return
        start = self.current if self.current is not None else (-1 if step > 0 else len(self.bars))
        self._point_at(min(max(start + step, 0), len(self.bars) - 1))
        place = self._place(self.current or 0)
        QToolTip.showText(
            self.mapToGlobal(place.center().toPoint()), self.bars[self.current or 0].words, self
        )

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(None)


class _Patch(QWidget):
    """A small square in the colour and pattern of a series."""

    def __init__(self, series: Series) -> None:
        super().__init__()
        self._series = series
        self.setFixedSize(room(12), room(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        BarChart._fill(painter, QRectF(self.rect()), self._series)
        painter.end()


def legend(series: Sequence[Series]) -> QWidget:
    """What the colours of a chart mean, in as many lines as it takes."""
    made = QWidget()
    flow = FlowLayout(made, spacing=14)
    for one in series:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(_Patch(one))
        row.addWidget(label(one.name, "muted"))
        flow.addWidget(part)
    return made
