"""What happened lately, in moments: an order's event with what the buyer was told of it, a buyer's answer."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kaspi_notifier.domain.message import REALLY_SENT, MessageState, Reason
from kaspi_notifier.domain.phone import masked
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.ui import conversation_labels, formats, labels, message_labels
from kaspi_notifier.ui.labels import QT_TRANSLATE_NOOP
from kaspi_notifier.ui.widgets.timeline import Moment

if TYPE_CHECKING:
    from kaspi_notifier.store import Happening, Message

translate = QCoreApplication.translate

_TITLES = {
    Event.NEW_ORDER: QT_TRANSLATE_NOOP("happenings", "New order № {code}"),
    Event.ACCEPTED: QT_TRANSLATE_NOOP("happenings", "Order № {code} accepted"),
    Event.ASSEMBLED: QT_TRANSLATE_NOOP("happenings", "Order № {code} packed"),
    Event.READY_FOR_PICKUP: QT_TRANSLATE_NOOP("happenings", "Order № {code} ready for pickup"),
    Event.HANDED_TO_DELIVERY: QT_TRANSLATE_NOOP("happenings", "Order № {code} handed to delivery"),
    Event.DELAYED: QT_TRANSLATE_NOOP("happenings", "Order № {code} is late"),
    Event.COMPLETED: QT_TRANSLATE_NOOP("happenings", "Order № {code} handed out"),
    Event.CANCELLED: QT_TRANSLATE_NOOP("happenings", "Order № {code} cancelled"),
    Event.RETURN_REQUESTED: QT_TRANSLATE_NOOP("happenings", "Order № {code}: return requested"),
    Event.RETURNED: QT_TRANSLATE_NOOP("happenings", "Order № {code} returned"),
}


def moment_of(happening: "Happening", now: datetime) -> Moment:
    """One happening."""
    time = formats.clock_or_date(happening.at, now)
    code = happening.order_code
    if happening.event is None:
        who = happening.buyer or translate("happenings", "A buyer")
        words = conversation_labels.said(happening.reply or "", happening.media)
        # A thing without words stands between quotation marks already.
        pattern = translate("happenings", "{who} answered: “{text}”")
        if happening.media is not None:
            pattern = translate("happenings", "{who} answered: {text}")
        title = pattern.format(who=who, text=words)
        about = translate("happenings", "order № {code}").format(code=code) if code else ""
        return Moment(title, " · ".join(filter(None, (time, about))), "messages")
    title = translate("happenings", _TITLES[happening.event]).format(code=code)
    message = happening.message
    if message is None:
        return Moment(title, time)
    tone, icon = labels.LOOKS[message.state]
    if message.reason is Reason.NO_WHATSAPP and message.phone:
        title = translate("happenings", "No WhatsApp at {phone}").format(phone=masked(message.phone))
        about = translate("happenings", "order № {code}").format(code=code)
        return Moment(title, f"{time} · {about}", icon, tone)
    return Moment(title, f"{time} · {_told(message, now)}", icon, tone)


def _told(message: "Message", now: datetime) -> str:
    if message.state in REALLY_SENT:
        return labels.state(message.state).lower()
    if message.state in (MessageState.FAILED, MessageState.SKIPPED):
        return translate("happenings", "no message: {reason}").format(reason=message_labels.why(message, now))
    return message_labels.why(message, now)
