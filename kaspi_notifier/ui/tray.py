"""The icon beside the clock: how things are in one sentence, and what is needed without the window."""

from collections.abc import Callable, Coroutine
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from kaspi_notifier.ui.widgets.icons import icon

if TYPE_CHECKING:
    from kaspi_notifier.engine.status import ShopStatus
    from kaspi_notifier.ui.bridge import Desk

_MORNING = time(9)
_TOOLTIP_LIMIT = 120
"""Windows cuts a tooltip at 127 characters."""


class Tray(QObject):
    """Three shapes of the icon: running, paused, needs a person."""

    open_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._shape = ""
        self.menu = QMenu()
        self.menu.aboutToShow.connect(self._build_menu)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.refresh()

    @staticmethod
    def is_available() -> bool:
        """Whether this desktop has a place for tray icons; the only honest question to ask."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        """Put the icon beside the clock, where there is such a place."""
        if self.is_available():
            self.icon.show()

    def hide(self) -> None:
        """Take the icon away."""
        self.icon.hide()

    def attach(self, desk: "Desk", is_watched: Callable[[], bool] = lambda: False) -> None:
        """Show this desk's state from now on, and tell what needs a person who does not watch."""
        # The icon is there before the first paint; words and states come after it.
        from kaspi_notifier.ui.notices import Notices

        self._desk = desk
        Notices(desk, is_watched).told.connect(self.tell)
        desk.changed.connect(self.refresh)
        self.refresh()

    def detach(self) -> None:
        """There is no desk to show, until another is attached."""
        self._desk = None
        self.refresh()

    def refresh(self, *_kinds: object) -> None:
        """Icon and tooltip for the state right now."""
        statuses = () if self._desk is None else self._desk.statuses
        shape = "tray-on"
        if any(status.needs_person or status.replies.is_overdue for status in statuses):
            shape = "tray-attention"
        elif statuses and all(status.pause is not None or not status.sending_enabled for status in statuses):
            shape = "tray-paused"
        if shape != self._shape:
            self._shape = shape
            self.icon.setIcon(icon(shape))
        self.icon.setToolTip("\n".join(self._lines(statuses))[:_TOOLTIP_LIMIT])

    def _lines(self, statuses: "tuple[ShopStatus, ...]") -> list[str]:
        if not statuses:
            return ["Kaspi Notifier"]
        from kaspi_notifier.ui import sending_labels

        lines = []
        for status in statuses:
            word = sending_labels.sending(status)[1]
            name = f"{status.shop_name}: " if len(statuses) > 1 else ""
            lines.append(f"{name}{word} · {sending_labels.queue_title(status.queue)}")
        return lines

    @property
    def shape(self) -> str:
        """The drawing that is shown."""
        return self._shape

    def say_hidden(self) -> None:
        """Tell once that closing the window did not end the program."""
        self.icon.showMessage(
            "Kaspi Notifier",
            self.tr("The program goes on here, beside the clock. To end it, choose Quit in this menu."),
            icon("app"),
        )

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.open_wanted.emit()

    def tell(self, title: str, text: str) -> None:
        """Show a message beside the clock, with a sound: it only comes when a person is needed."""
        self.icon.showMessage(title, text, icon("tray-attention"))
        QApplication.beep()

    def _build_menu(self) -> None:
        from kaspi_notifier.ui import sending_labels

        self.menu.clear()
        desk = self._desk
        status = None if desk is None else desk.status
        head = QAction(sending_labels.sending(status)[1], self.menu)
        head.setEnabled(False)
        self.menu.addAction(head)
        self.menu.addSeparator()
        opens = self._action(self.tr("Open the window"), self.open_wanted.emit)
        self.menu.setDefaultAction(opens)
        if desk is not None and status is not None:
            self._add_actions(desk, status)
        self.menu.addSeparator()
        self._action(self.tr("Quit"), self.quit_wanted.emit)

    def _add_actions(self, desk: "Desk", status: "ShopStatus") -> None:
        from kaspi_notifier.ui import bridge

        self._action(self.tr("Check orders now"), lambda: self._start(desk.check_now()))
        if status.pause is not None:
            self._action(self.tr("Go on sending"), lambda: self._start(desk.resume()))
            return
        pause = self.menu.addMenu(self.tr("Pause sending"))
        now = bridge.now()
        for text, until in (
            (self.tr("For an hour"), now + timedelta(hours=1)),
            (self.tr("Till tomorrow, 09:00"), tomorrow(now)),
            (self.tr("Until I go on"), None),
        ):
            action = QAction(text, pause)
            action.triggered.connect(partial(self._pause, desk, until))
            pause.addAction(action)

    def _action(self, text: str, does: Callable[[], object]) -> QAction:
        made = QAction(text, self.menu)
        made.triggered.connect(lambda: does())
        self.menu.addAction(made)
        return made

    def _pause(self, desk: "Desk", until: datetime | None, *_checked: object) -> None:
        self._start(desk.pause(until))

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        # Only here, so that the first paint doesn't wait for asyncio.
        from kaspi_notifier.ui import tasks

        tasks.start(work, self)


def tomorrow(now: datetime) -> datetime:
    """The next morning in Almaty at which shops open; before it, this very morning."""
    from kaspi_notifier.domain.clock import almaty_day, at_almaty

    today = almaty_day(now)
    morning = at_almaty(today, _MORNING)
    return morning if now < morning else at_almaty(today + timedelta(days=1), _MORNING)
