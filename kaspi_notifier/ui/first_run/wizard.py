"""The five steps one after the other; where a person stopped, the next start goes on."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kaspi_notifier.ui import tasks
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.first_run.kaspi_step import KaspiStep
from kaspi_notifier.ui.first_run.phone_step import PhoneStep
from kaspi_notifier.ui.first_run.server_step import ServerStep
from kaspi_notifier.ui.first_run.shop_step import ShopStep
from kaspi_notifier.ui.first_run.step import Step
from kaspi_notifier.ui.first_run.templates_step import TemplatesStep
from kaspi_notifier.ui.pages.page import scrolled
from kaspi_notifier.ui.theme import room, shown_colors
from kaspi_notifier.ui.widgets.basics import button, label

STEPS: tuple[Callable[[Desk], Step], ...] = (ShopStep, KaspiStep, ServerStep, PhoneStep, TemplatesStep)
_WIDTH = 760


class Progress(QWidget):
    """A bar for each step; the words above say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.step = 0
        self.setFixedHeight(5)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, count, gap = shown_colors(), len(STEPS), 6
        width = (self.width() - gap * (count - 1)) / count
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(count):
            painter.setBrush(QColor(colors.accent if number <= self.step else colors.border))
            painter.drawRoundedRect(QRectF(number * (width + gap), 0, width, 5), 2.5, 2.5)
        painter.end()


class FirstRun(QWidget):
    """Shown instead of the pages until the last step is done or skipped."""

    finished = Signal()

    def __init__(self, desk: Desk, step: int) -> None:
        super().__init__()
        self.desk = desk
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        middle = QHBoxLayout(content)
        middle.setContentsMargins(28, 0, 28, 0)
        column = QWidget()
        column.setMaximumWidth(room(_WIDTH))
        self._box = QVBoxLayout(column)
        self._box.setContentsMargins(0, 28, 0, 24)
        self._box.setSpacing(12)
        middle.addStretch(1)
        middle.addWidget(column, 8)
        middle.addStretch(1)
        outer.addWidget(scrolled(content))
        self._add_head()
        self.place = QVBoxLayout()
        self._box.addLayout(self.place)
        self._add_buttons()
        self._box.addStretch(1)
        self.step: Step = ShopStep(desk)
        self.number = 0
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        desk.changed.connect(self._tick)
        self._show(step)

    def _add_head(self) -> None:
        self.where = label("", "muted")
        self.title = label("", "title", wraps=True)
        self.progress = Progress()
        for widget in (self.where, self.title, self.progress):
            self._box.addWidget(widget)
        self._box.addSpacing(8)

    def _add_buttons(self) -> None:
        row = QHBoxLayout()
        self.back = button(self.tr("Back"))
        self.skip = button(self.tr("Skip"), "link")
        self.forward = button("", "primary")
        self.back.clicked.connect(lambda: self._go(self.number - 1))
        self.skip.clicked.connect(lambda: self._go(self.number + 1))
        self.forward.clicked.connect(lambda: tasks.start(self._forward(), self))
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.skip)
        row.addWidget(self.forward)
        self._box.addLayout(row)

    def _show(self, number: int) -> None:
        self.number = min(max(0, number), len(STEPS) - 1)
        while (item := self.place.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.step = STEPS[self.number](self.desk)
        self.place.addWidget(self.step)
        self.where.setText(self.tr("Step {n} of {all}").format(n=self.number + 1, all=len(STEPS)))
        self.title.setText(self.step.title)
        self.progress.step = self.number
        self.progress.update()
        self.back.setVisible(self.number > 0)
        self.forward.setText(self.step.next_text)
        self.step.entered()
        self.step.tick()

    def _go(self, number: int) -> None:
        tasks.start(self._gone(number), self)

    async def _gone(self, number: int) -> None:
        """Remember where we are, then be there."""
        is_over = number >= len(STEPS)
        await self.desk.keep_first_run(None if is_over else number)
        if is_over:
            self.finished.emit()
        else:
            self._show(number)

    async def _forward(self) -> None:
        for control in (self.back, self.skip, self.forward):
            control.setEnabled(False)
        try:
            if await self.step.done():
                await self._gone(self.number + 1)
        finally:
            for control in (self.back, self.skip, self.forward):
                control.setEnabled(True)

    def _tick(self, *_kinds: object) -> None:
        if self.isVisible():
            self.step.tick()
