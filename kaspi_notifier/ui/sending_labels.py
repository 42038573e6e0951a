"""Whether messages go out, what they wait for, and why they stand still, in words."""

from datetime import datetime
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QObject

from kaspi_notifier.domain.skew import ClockProblem
from kaspi_notifier.engine.status import (
    Pause,
    PauseReason,
    QueueHealth,
    SessionProblem,
    ShopStatus,
    Wait,
)
from kaspi_notifier.ui import formats, number_labels
from kaspi_notifier.ui.labels import QT_TRANSLATE_NOOP, with_since
from kaspi_notifier.ui.theme import Tone

translate = QCoreApplication.translate

PAUSES = MappingProxyType(
    {
        PauseReason.BY_PERSON: QT_TRANSLATE_NOOP(
            "labels", "You paused sending. Orders are still being read."
        ),
        PauseReason.BURST: QT_TRANSLATE_NOOP(
            "labels", "Unusually many messages at once. Look through the queue; if all is right, go on."
        ),
        PauseReason.CATCH_UP: QT_TRANSLATE_NOOP(
            "labels",
            "The program did not work for a while. Look through what waits: send it, or leave it out.",
        ),
        PauseReason.RESTORED: QT_TRANSLATE_NOOP(
            "labels",
            "The data came back from a copy. Make sure that no other computer sends for this shop,"
            " then go on.",
        ),
        PauseReason.OTHER_COMPUTER: QT_TRANSLATE_NOOP(
            "labels",
            "The data was copied from another computer. Switch the program off there, then go on here.",
        ),
        PauseReason.OTHER_SHOP: QT_TRANSLATE_NOOP(
            "labels",
            "The new token belongs to another shop. If that is right, go on; only new orders get messages.",
        ),
        PauseReason.SEND_REFUSED: QT_TRANSLATE_NOOP(
            "labels", "WhatsApp refused several messages in a row. Look at the number, then go on."
        ),
        PauseReason.ZOMBIE: QT_TRANSLATE_NOOP(
            "labels", "WhatsApp is connected, but messages don't go out. Restart the connection."
        ),
    }
)

WAITS = MappingProxyType(
    {
        Wait.NOTHING: QT_TRANSLATE_NOOP("labels", "Nothing is being waited for."),
        Wait.SENDING_OFF: QT_TRANSLATE_NOOP("labels", "Sending is switched off in the settings."),
        Wait.PAUSED: QT_TRANSLATE_NOOP("labels", "Sending is paused."),
        Wait.SESSION: QT_TRANSLATE_NOOP("labels", "Waits for WhatsApp to be connected."),
        Wait.KASPI: QT_TRANSLATE_NOOP(
            "labels", "Waits for Kaspi: the order is checked once more before sending."
        ),
        Wait.CLOCK: QT_TRANSLATE_NOOP(
            "labels", "The computer's clock is wrong. Set the right time, then it goes on."
        ),
        Wait.DISK: QT_TRANSLATE_NOOP(
            "labels", "The disk is full. Free some space, then it goes on by itself."
        ),
        Wait.DUE_TIME: QT_TRANSLATE_NOOP("labels", "The next message has its own time."),
        Wait.GAP: QT_TRANSLATE_NOOP("labels", "A short break between messages, as a person would make."),
        Wait.REST: QT_TRANSLATE_NOOP("labels", "A longer break after a row of messages protects the number."),
        Wait.NEW_CHATS: QT_TRANSLATE_NOOP(
            "labels",
            "Enough new buyers for today: the limit protects the number."
            " Buyers who know you are written to as before.",
        ),
        Wait.QUIET_HOURS: QT_TRANSLATE_NOOP("labels", "Quiet hours: nobody is written to at night."),
        Wait.HOURLY_LIMIT: QT_TRANSLATE_NOOP(
            "labels", "Enough for this hour: the limit protects the number."
        ),
        Wait.DAILY_LIMIT: QT_TRANSLATE_NOOP("labels", "Enough for today: the limit protects the number."),
    }
)


def clock(value: ClockProblem) -> str:
    """What a wrong clock means."""
    if value is ClockProblem.WRONG:
        return translate(
            "labels", "The clock of this computer is wrong by more than an hour. Set it, and sending goes on."
        )
    return translate("labels", "The clock of this computer is wrong by some minutes. Please set it.")


def pause(value: Pause, now: datetime) -> str:
    """Why sending stands still, since when and until when."""
    return with_since(translate("labels", PAUSES[value.reason]), value.since, now, value.until)


def waiting(queue: QueueHealth, now: datetime) -> str:
    """What the next message waits for and when it leaves."""
    if queue.wait is Wait.NOTHING:
        return (
            translate("labels", "The next message is leaving now.")
            if queue.waiting
            else translate("labels", "All messages are out. New orders bring new ones.")
        )
    text = translate("labels", WAITS[queue.wait])
    if queue.next_send_at is None or queue.next_send_at <= now:
        return text
    return translate("labels", "{text} Next at {time}.").format(
        text=text, time=formats.clock_or_date(queue.next_send_at, now)
    )


class _Counted(QObject):
    """Counted texts: lupdate sees a plural only in the `tr` of a class."""

    def waiting(self, n: int) -> str:
        return self.tr("%n message(s) waiting", "", n)


def queue_title(queue: QueueHealth) -> str:
    """How many messages wait."""
    if not queue.waiting:
        return translate("labels", "The queue is empty")
    return _Counted().waiting(queue.waiting)


def sent_in_day(queue: QueueHealth) -> str:
    """How many messages left in the last 24 hours, and out of how many."""
    if queue.daily_limit is None:
        return translate("labels", "In 24 hours: {sent}").format(sent=queue.sent_in_day)
    return translate("labels", "In 24 hours: {sent} of {limit}").format(
        sent=queue.sent_in_day, limit=queue.daily_limit
    )


def restricted(status: ShopStatus, now: datetime) -> str:
    """That WhatsApp lets no new chats begin, and until when, in a line; empty when it does."""
    limit = status.number.restriction
    return "" if limit is None else number_labels.in_short(limit, now)


def sending(status: ShopStatus | None) -> tuple[Tone, str]:
    """Whether messages go out, in one line: for the side bar and the tray."""
    if status is None:
        return "grey", translate("labels", "Not set up yet")
    if not status.sending_enabled:
        return "grey", translate("labels", "Sending is off")
    if status.pause is not None:
        return "amber", translate("labels", "On a break")
    if status.session.problem is SessionProblem.STARTING:
        return "blue", translate("labels", "Connecting…")
    if status.session.problem is not None:
        return "amber", translate("labels", "No WhatsApp")
    if status.kaspi.problem is not None:
        return "amber", translate("labels", "Orders are not read")
    if status.number.restriction is not None:
        return "amber", translate("labels", "Known buyers only")
    return "green", translate("labels", "Sending is on")
