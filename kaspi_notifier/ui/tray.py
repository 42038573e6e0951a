"""The icon beside the clock: how things are in one sentence, and what is needed without the window."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from kaspi_notifier.ui import labels, tasks
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.widgets.icons import icon

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

    def attach(self, desk: Desk) -> None:
        """Show this desk's state from now on."""
        self._desk = desk
        desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, *_kinds: object) -> None:
        """Icon and tooltip for the state right now."""
        statuses = () if self._desk is None else self._desk.statuses
        shape = "tray-on"
        if any(status.needs_person for status in statuses):
            shape = "tray-attention"
        elif statuses and all(status.pause is not None or not status.sending_enabled for status in statuses):
            shape = "tray-paused"
        if shape != self._shape:
            self._shape = shape
            self.icon.setIcon(icon(shape))
        lines = ["Kaspi Notifier"]
        for status in statuses:
            word = labels.sending(status)[1]
            name = f"{status.shop_name}: " if len(statuses) > 1 else ""
            lines.append(f"{name}{word} · {labels.queue_title(status.queue)}")
        self.icon.setToolTip("\n".join(lines)[:_TOOLTIP_LIMIT])

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

    def _build_menu(self) -> None:
        self.menu.clear()
        status = None if self._desk is None else self._desk.status
        head = QAction(labels.sending(status)[1], self.menu)
        head.setEnabled(False)
        self.menu.addAction(head)
        self.menu.addSeparator()
        opens = QAction(self.tr("Open the window"), self.menu)
        opens.triggered.connect(self.open_wanted)
        self.menu.addAction(opens)
        self.menu.setDefaultAction(opens)
        if status is not None:
            text = self.tr("Pause sending") if status.pause is None else self.tr("Go on sending")
            toggle = QAction(text, self.menu)
            toggle.triggered.connect(self._toggle)
            self.menu.addAction(toggle)
        self.menu.addSeparator()
        quits = QAction(self.tr("Quit"), self.menu)
        quits.triggered.connect(self.quit_wanted)
        self.menu.addAction(quits)

    def _toggle(self) -> None:
        desk = self._desk
        if desk is not None:
            tasks.start(desk.toggle_sending(), self)
