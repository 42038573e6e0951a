"""The strip that says why nothing, or nothing new, is sent, with what a person may do about it."""

from datetime import datetime

from PySide6.QtCore import Signal

from kaspi_notifier.engine.status import ASKING, PauseReason, ShopStatus
from kaspi_notifier.ui import number_labels, sending_labels
from kaspi_notifier.ui.widgets.basics import Banner


class StoppedBanner(Banner):
    """Hidden while nothing is stopped."""

    gone_on = Signal()
    skipped = Signal()
    wanted = Signal(str)
    """The page that shows more."""

    def __init__(self) -> None:
        super().__init__()
        self._page = ""
        self.go_on = self.add_button(self.tr("Go on"))
        self.more = self.add_button("")
        self.skip = self.add_button(self.tr("Skip these"), "danger")
        self.go_on.clicked.connect(self.gone_on)
        self.more.clicked.connect(lambda: self.wanted.emit(self._page))
        self.skip.clicked.connect(self.skipped)
        self.hide()

    def show_status(self, status: ShopStatus, now: datetime) -> None:
        """What is stopped, and why."""
        pause, restriction = status.pause, status.number.restriction
        self.setVisible(pause is not None or restriction is not None)
        self.go_on.setVisible(status.waits_for_start)
        self._offer(pause.reason if pause is not None else None)
        if pause is not None and pause.reason in ASKING:
            title = (
                self.tr("%n message(s) at once: send them?", "", status.asked)
                if pause.reason is PauseReason.BURST
                else self.tr("%n message(s) waited: still send them?", "", status.asked)
            )
            text = sending_labels.pause(pause, now)
            if status.not_worth:
                text += " " + self.tr("%n more came too late and will not be sent.", "", status.not_worth)
            self.say("amber", title, text)
        elif pause is not None:
            is_own = pause.reason is PauseReason.BY_PERSON
            title = self.tr("Sending is paused") if is_own else self.tr("Sending stopped by itself")
            self.say("amber", title, sending_labels.pause(pause, now))
        elif restriction is not None:
            text = number_labels.restriction(restriction, now)
            self.say("amber", self.tr("New buyers wait"), text)

    def _offer(self, reason: PauseReason | None) -> None:
        is_asked, is_zombie = reason in ASKING, reason is PauseReason.ZOMBIE
        self.go_on.setText(self.tr("Send") if is_asked else self.tr("Go on"))
        self.skip.setVisible(is_asked)
        self.more.setVisible(is_asked or is_zombie)
        self.more.setText(self.tr("Open WhatsApp") if is_zombie else self.tr("Look through"))
        self._page = "whatsapp" if is_zombie else "messages/queue"
