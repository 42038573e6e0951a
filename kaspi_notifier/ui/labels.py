"""The words of the window for what the engine and the store name: states, reasons, problems."""

from datetime import datetime, timedelta
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.domain.phone import pretty
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.status import (
    KaspiHealth,
    KaspiProblem,
    SessionHealth,
    SessionProblem,
)
from kaspi_notifier.ui import formats
from kaspi_notifier.ui.theme import Tone

translate = QCoreApplication.translate
_S = MessageState


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Marks a literal for lupdate, which looks for this name; Qt's own has no useful type."""
    return text


EVENTS = MappingProxyType(
    {
        Event.NEW_ORDER: QT_TRANSLATE_NOOP("labels", "New order"),
        Event.ACCEPTED: QT_TRANSLATE_NOOP("labels", "Order accepted"),
        Event.ASSEMBLED: QT_TRANSLATE_NOOP("labels", "Order packed"),
        Event.READY_FOR_PICKUP: QT_TRANSLATE_NOOP("labels", "Ready for pickup"),
        Event.HANDED_TO_DELIVERY: QT_TRANSLATE_NOOP("labels", "Handed to delivery"),
        Event.DELAYED: QT_TRANSLATE_NOOP("labels", "Order delayed"),
        Event.COMPLETED: QT_TRANSLATE_NOOP("labels", "Order handed out"),
        Event.CANCELLED: QT_TRANSLATE_NOOP("labels", "Order cancelled"),
        Event.RETURN_REQUESTED: QT_TRANSLATE_NOOP("labels", "Return requested"),
        Event.RETURNED: QT_TRANSLATE_NOOP("labels", "Order returned"),
        Event.PICKUP_REMINDER: QT_TRANSLATE_NOOP("labels", "Pickup reminder"),
        Event.REVIEW_REQUEST: QT_TRANSLATE_NOOP("labels", "Review request"),
    }
)

STATES = MappingProxyType(
    {
        _S.QUEUED: QT_TRANSLATE_NOOP("labels", "In the queue"),
        _S.SENDING: QT_TRANSLATE_NOOP("labels", "Being sent"),
        _S.UNKNOWN: QT_TRANSLATE_NOOP("labels", "Being checked"),
        _S.NEEDS_DECISION: QT_TRANSLATE_NOOP("labels", "Your decision"),
        _S.ACCEPTED: QT_TRANSLATE_NOOP("labels", "Handed over"),
        _S.SENT: QT_TRANSLATE_NOOP("labels", "Sent"),
        _S.DELIVERED: QT_TRANSLATE_NOOP("labels", "Delivered"),
        _S.READ: QT_TRANSLATE_NOOP("labels", "Read"),
        _S.HELD: QT_TRANSLATE_NOOP("labels", "On hold"),
        _S.FAILED: QT_TRANSLATE_NOOP("labels", "Not sent"),
        _S.SKIPPED: QT_TRANSLATE_NOOP("labels", "Skipped"),
    }
)

LOOKS: MappingProxyType[MessageState, tuple[Tone, str]] = MappingProxyType(
    {
        _S.QUEUED: ("blue", "clock"),
        _S.SENDING: ("blue", "arrow"),
        _S.UNKNOWN: ("amber", "search"),
        _S.NEEDS_DECISION: ("amber", "question"),
        _S.ACCEPTED: ("green", "clock"),
        _S.SENT: ("green", "tick"),
        _S.DELIVERED: ("green", "ticks"),
        _S.READ: ("blue", "ticks"),
        _S.HELD: ("amber", "pause"),
        _S.FAILED: ("red", "cross"),
        _S.SKIPPED: ("grey", "minus"),
    }
)
"""The colour and the icon of a state; never a colour alone."""

REASONS = MappingProxyType(
    {
        Reason.CANCELLED: QT_TRANSLATE_NOOP("labels", "the order was cancelled before sending"),
        Reason.EXPIRED: QT_TRANSLATE_NOOP("labels", "too much time has passed, the message is out of date"),
        Reason.OPTED_OUT: QT_TRANSLATE_NOOP("labels", "the buyer asked not to be written to"),
        Reason.NO_PHONE: QT_TRANSLATE_NOOP("labels", "the order has no usable phone number"),
        Reason.PHONE_HIDDEN: QT_TRANSLATE_NOOP("labels", "Kaspi hides the buyer's number"),
        Reason.NO_WHATSAPP: QT_TRANSLATE_NOOP("labels", "this number has no WhatsApp"),
        Reason.BASELINE: QT_TRANSLATE_NOOP("labels", "the order was there before the program was set up"),
        Reason.SUPERSEDED: QT_TRANSLATE_NOOP("labels", "the order has moved on, a newer message replaces it"),
        Reason.TEMPLATE_ERROR: QT_TRANSLATE_NOOP(
            "labels", "something is missing for the text of the template"
        ),
        Reason.RESTRICTED: QT_TRANSLATE_NOOP("labels", "WhatsApp restricts new chats of this number"),
        Reason.BY_PERSON: QT_TRANSLATE_NOOP("labels", "you decided not to send it"),
    }
)

KASPI_PROBLEMS = MappingProxyType(
    {
        KaspiProblem.NO_TOKEN: (
            QT_TRANSLATE_NOOP("labels", "No token yet"),
            QT_TRANSLATE_NOOP(
                "labels", "Enter the shop's Kaspi token in the settings, then orders are read."
            ),
        ),
        KaspiProblem.TOKEN_REJECTED: (
            QT_TRANSLATE_NOOP("labels", "Token not accepted"),
            QT_TRANSLATE_NOOP(
                "labels",
                "Kaspi does not accept the token, orders are not read. Make a new one in the Kaspi cabinet:"
                " Settings, API token.",
            ),
        ),
        KaspiProblem.NO_RIGHTS: (
            QT_TRANSLATE_NOOP("labels", "No access"),
            QT_TRANSLATE_NOOP(
                "labels", "The token is not allowed to read orders. The manager of the shop can allow it."
            ),
        ),
        KaspiProblem.BLOCKED: (
            QT_TRANSLATE_NOOP("labels", "Kaspi lets nobody in from here"),
            QT_TRANSLATE_NOOP(
                "labels", "Kaspi does not answer this internet connection. Is a VPN on? Switch it off."
            ),
        ),
        KaspiProblem.RATE_LIMITED: (
            QT_TRANSLATE_NOOP("labels", "Kaspi asks for a break"),
            QT_TRANSLATE_NOOP("labels", "Too many requests. The program waits and goes on by itself."),
        ),
        KaspiProblem.UNREACHABLE: (
            QT_TRANSLATE_NOOP("labels", "No connection"),
            QT_TRANSLATE_NOOP(
                "labels", "Kaspi can't be reached. Check the internet; it is tried again by itself."
            ),
        ),
        KaspiProblem.BAD_REPLY: (
            QT_TRANSLATE_NOOP("labels", "Strange answer"),
            QT_TRANSLATE_NOOP("labels", "Kaspi answered something unreadable. It is asked again by itself."),
        ),
        KaspiProblem.SERVER_FAULT: (
            QT_TRANSLATE_NOOP("labels", "Kaspi is having trouble"),
            QT_TRANSLATE_NOOP("labels", "The fault is on Kaspi's side. It is asked again by itself."),
        ),
    }
)

SESSION_PROBLEMS = MappingProxyType(
    {
        SessionProblem.UNREACHABLE: (
            QT_TRANSLATE_NOOP("labels", "Server does not answer"),
            QT_TRANSLATE_NOOP(
                "labels",
                "The WAHA server can't be reached. Is it running, is its address right?"
                " It is tried again by itself.",
            ),
        ),
        SessionProblem.KEY_REFUSED: (
            QT_TRANSLATE_NOOP("labels", "Key not accepted"),
            QT_TRANSLATE_NOOP(
                "labels", "The WAHA server does not accept the key. Correct it in the settings."
            ),
        ),
        SessionProblem.FORBIDDEN: (
            QT_TRANSLATE_NOOP("labels", "Key has no rights"),
            QT_TRANSLATE_NOOP(
                "labels", "This key may not use the session. Take another key in the settings."
            ),
        ),
        SessionProblem.NOT_FOUND: (
            QT_TRANSLATE_NOOP("labels", "Not linked yet"),
            QT_TRANSLATE_NOOP("labels", "Start the connection and link the shop's phone with a code."),
        ),
        SessionProblem.SERVER_FAULT: (
            QT_TRANSLATE_NOOP("labels", "Server is having trouble"),
            QT_TRANSLATE_NOOP(
                "labels", "The WAHA server answers with an error. It is tried again by itself."
            ),
        ),
        SessionProblem.STOPPED: (
            QT_TRANSLATE_NOOP("labels", "Stopped"),
            QT_TRANSLATE_NOOP("labels", "The connection is stopped. Messages wait until you start it."),
        ),
        SessionProblem.STARTING: (
            QT_TRANSLATE_NOOP("labels", "Connecting…"),
            QT_TRANSLATE_NOOP("labels", "The connection to WhatsApp is being made. It takes up to a minute."),
        ),
        SessionProblem.NEEDS_SCAN: (
            QT_TRANSLATE_NOOP("labels", "Waits for the phone"),
            QT_TRANSLATE_NOOP("labels", "Scan the code with the shop's phone; messages wait until then."),
        ),
        SessionProblem.NEEDS_PASSKEY: (
            QT_TRANSLATE_NOOP("labels", "Confirm on the phone"),
            QT_TRANSLATE_NOOP("labels", "WhatsApp asks for a confirmation on the shop's phone."),
        ),
        SessionProblem.FAILED: (
            QT_TRANSLATE_NOOP("labels", "Connection broken"),
            QT_TRANSLATE_NOOP(
                "labels", "WhatsApp did not connect. Restart it; if that is no help, link the phone anew."
            ),
        ),
        SessionProblem.UNKNOWN_STATUS: (
            QT_TRANSLATE_NOOP("labels", "Unknown state"),
            QT_TRANSLATE_NOOP(
                "labels", "The server reports a state this program does not know. Nothing is sent."
            ),
        ),
        SessionProblem.OTHER_NUMBER: (
            QT_TRANSLATE_NOOP("labels", "Another number"),
            QT_TRANSLATE_NOOP(
                "labels", "Another number than before is linked. Nothing is sent until you confirm it."
            ),
        ),
    }
)

_AUTOMATIC = frozenset({SessionProblem.STARTING, SessionProblem.UNREACHABLE, SessionProblem.SERVER_FAULT})


def event(value: Event) -> str:
    """What happened to the order."""
    return translate("labels", EVENTS[value])


def state(value: MessageState) -> str:
    """The state of a message in a word or two."""
    return translate("labels", STATES[value])


def reason(value: Reason) -> str:
    """Why a message was not sent."""
    return translate("labels", REASONS[value])


def kaspi(health: KaspiHealth, now: datetime) -> tuple[Tone, str, str]:
    """Colour, headline and sentence about reading the orders."""
    if health.problem is not None:
        title, text = (translate("labels", part) for part in KASPI_PROBLEMS[health.problem])
        return "red", title, with_since(text, health.since, now)
    if health.last_poll_at is None:
        return (
            "blue",
            translate("labels", "Connecting…"),
            translate("labels", "Orders are read for the first time."),
        )
    text = translate("labels", "Last check {ago}").format(ago=formats.ago(health.last_poll_at, now))
    return "green", translate("labels", "Connected"), text


def session(health: SessionHealth, now: datetime) -> tuple[Tone, str, str]:
    """Colour, headline and sentence about the WhatsApp connection."""
    if health.problem is None:
        server = " ".join(part for part in ("WAHA", health.version) if part)
        title = pretty(health.phone) if health.phone else translate("labels", "Connected")
        text = " · ".join(
            part for part in (translate("labels", "Connected"), health.push_name, server) if part
        )
        return "green", title, text
    title, text = (translate("labels", part) for part in SESSION_PROBLEMS[health.problem])
    tone: Tone = "blue" if health.problem is SessionProblem.STARTING else "amber"
    if health.problem in (
        SessionProblem.FAILED,
        SessionProblem.KEY_REFUSED,
        SessionProblem.FORBIDDEN,
        SessionProblem.OTHER_NUMBER,
    ):
        tone = "red"
    return tone, title, text if health.problem in _AUTOMATIC else with_since(text, health.since, now)


def with_since(text: str, since: datetime | None, now: datetime, until: datetime | None = None) -> str:
    """The sentence with the time it has been true since, and the time when that ends."""
    if since is None:
        return text
    start = formats.kept(formats.clock_or_date(since, now))
    if until is None:
        return translate("labels", "{text} Since {time}.").format(text=text, time=start)
    end = formats.kept(formats.clock_or_date(until, now))
    return translate("labels", "{text} From {start} until {end}.").format(text=text, start=start, end=end)


def span_between(start: datetime | None, end: datetime | None) -> str:
    """The time between two moments, empty where one is missing or they are the same."""
    if start is None or end is None or end - start < timedelta(seconds=1):
        return ""
    return formats.span(end - start)
