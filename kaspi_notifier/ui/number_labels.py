"""The words for how WhatsApp treats the shop's number, and for what is done for its good."""

from datetime import datetime
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from kaspi_notifier.domain.pacing import WARM_UP
from kaspi_notifier.domain.restriction import Restriction, Why
from kaspi_notifier.engine.status import Capability, NumberStanding, QueueHealth, Quota, ShopStatus
from kaspi_notifier.ui import formats
from kaspi_notifier.ui.labels import QT_TRANSLATE_NOOP, with_since

translate = QCoreApplication.translate

RESTRICTIONS = MappingProxyType(
    {
        Why.REFUSED: QT_TRANSLATE_NOOP(
            "number",
            "WhatsApp does not let this number begin new chats. That is WhatsApp's decision; we wait."
            " Buyers who know you are written to as before.",
        ),
        Why.TIMELOCK: QT_TRANSLATE_NOOP(
            "number",
            "WhatsApp restricted new chats of this number. That is WhatsApp's decision; we wait."
            " Buyers who know you are written to as before.",
        ),
        Why.CAPPED: QT_TRANSLATE_NOOP(
            "number",
            "WhatsApp's quota of new chats is used up. New buyers wait;"
            " those who know you are written to as before.",
        ),
        Why.WARNED: QT_TRANSLATE_NOOP(
            "number",
            "WhatsApp warned that its quota of new chats is almost used up. New buyers wait;"
            " those who know you are written to as before.",
        ),
    }
)

CAPABILITIES = MappingProxyType(
    {
        Capability.UNPROVEN: QT_TRANSLATE_NOOP(
            "number", "Whether the server finds sent messages is not known yet. The first messages will tell."
        ),
        Capability.RESENDS: QT_TRANSLATE_NOOP(
            "number", "If a message gets lost on the way, the program notices and sends it again by itself."
        ),
        Capability.LOOKS_UP: QT_TRANSLATE_NOOP(
            "number",
            "If a message gets lost on the way, the program looks for it and asks you before it sends again.",
        ),
        Capability.ASKS: QT_TRANSLATE_NOOP(
            "number",
            "The server does not show what was sent: when in doubt, the program asks you."
            " The engine GOWS can do more.",
        ),
    }
)

QUOTAS = MappingProxyType(
    {
        Quota.FREE: QT_TRANSLATE_NOOP("number", "WhatsApp has no objections to this number."),
        Quota.FIRST_WARNING: QT_TRANSLATE_NOOP(
            "number", "WhatsApp gave a first warning: messages leave half as fast."
        ),
        Quota.SECOND_WARNING: QT_TRANSLATE_NOOP(
            "number", "WhatsApp gave a second warning: no new chats for now."
        ),
        Quota.CAPPED: QT_TRANSLATE_NOOP("number", "WhatsApp's quota of new chats is used up."),
    }
)


def restriction(value: Restriction, now: datetime) -> str:
    """Why new chats are held, since when, until when, and what a person may do."""
    is_running = value.until is not None and not value.is_over(now)
    end = value.until if is_running else None
    text = with_since(translate("number", RESTRICTIONS[value.why]), value.since, now, end)
    if value.until is None:
        return translate(
            "number", "{text} This is the second time in a week: look at the phone, then go on."
        ).format(text=text)
    if is_running:
        return text
    return translate(
        "number", "{text} The time is over: one message tries first, the others follow it."
    ).format(text=text)


def quota(number: NumberStanding, now: datetime) -> str:
    """What WhatsApp says of the number, with its figures."""
    text = translate("number", QUOTAS[number.quota])
    if number.quota_total is None or number.quota_used is None:
        return text
    figures = translate("number", "{text} New chats: {used} of {total}.").format(
        text=text, used=number.quota_used, total=number.quota_total
    )
    if number.quota_ends_at is None:
        return figures
    until = formats.clock_or_date(number.quota_ends_at, now)
    return translate("number", "{text} Until {time}.").format(text=figures, time=until)


def in_short(value: Restriction, now: datetime) -> str:
    """That no new chats begin, and until when, for a narrow place."""
    if value.until is None:
        return translate("number", "New chats wait for you")
    if value.is_over(now):
        return translate("number", "New chats: one message tries first")
    until = formats.kept(formats.clock_or_date(value.until, now))
    return translate("number", "No new chats until {time}").format(time=until)


def new_buyers(queue: QueueHealth) -> str:
    """How many new chats were begun in 24 hours and how many more may be; empty where nothing limits them."""
    if queue.new_chats_limit is None:
        return ""
    return translate("number", "New buyers in 24 hours: {count} of {limit}, {left} more possible.").format(
        count=queue.new_chats_in_day,
        limit=queue.new_chats_limit,
        left=max(0, queue.new_chats_limit - queue.new_chats_in_day),
    )


def warm_up(number: NumberStanding) -> str:
    """How far a new number has warmed up; empty when it has."""
    if number.warm_up_day is None:
        return ""
    return translate("number", "A new number, day {day} of {days}: the limit grows by itself.").format(
        day=number.warm_up_day, days=len(WARM_UP)
    )


def standing(status: ShopStatus, now: datetime) -> list[str]:
    """What is known of the number beside its health, a sentence each."""
    number = status.number
    is_noted = number.quota is not Quota.FREE or number.quota_total is not None
    lines = (
        new_buyers(status.queue),
        warm_up(number),
        quota(number, now) if is_noted else "",
        capability(number.capability),
    )
    return [line for line in lines if line]


def capability(value: Capability) -> str:
    """What becomes of a message whose outcome is unknown."""
    return translate("number", CAPABILITIES[value])
