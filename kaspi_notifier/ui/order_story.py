"""One order in moments: what Kaspi changed, what we wrote, what the buyer answered, what is planned."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kaspi_notifier.domain.decide import Note
from kaspi_notifier.domain.message import REALLY_SENT, MessageState, Reason
from kaspi_notifier.domain.rules import FOLLOW_UPS, Event
from kaspi_notifier.ui import conversation_labels, formats, labels, message_labels
from kaspi_notifier.ui.widgets.timeline import Moment

if TYPE_CHECKING:
    from kaspi_notifier.store import Message, OrderStory, RecordedEvent

translate = QCoreApplication.translate
_S = MessageState
_NOT_SENT = frozenset({_S.FAILED, _S.SKIPPED})
_PLANNED = frozenset({_S.QUEUED, _S.HELD})
_MAY_GO = frozenset({Reason.BY_PERSON, Reason.EXPIRED, Reason.TEMPLATE_ERROR, None})


def moments(story: "OrderStory", now: datetime) -> list[Moment]:
    """Everything in the order of time; what is still to come stands at the end."""
    about = {message.event: message for message in story.messages if message.event is not None}
    found: list[tuple[bool, datetime, Moment]] = []
    for event in story.events:
        if event.event not in FOLLOW_UPS.values():
            found.append((False, event.observed_at, _event(event, about.get(event.event), now)))
        elif event.event not in about:
            found.append((False, event.observed_at, _event(event, None, now)))
    for message in story.messages:
        is_told = message.event is not None and message.event not in FOLLOW_UPS.values()
        if message.state in _NOT_SENT and is_told:
            continue  # said in the line of its event
        is_planned = message.state in _PLANNED
        found.append((is_planned, _at(message, is_planned=is_planned), _message(message, now)))
    for reply in story.replies:
        title = translate("story", "Answer: “{text}”").format(
            text=conversation_labels.said(reply.text, reply.media)
        )
        found.append((False, reply.at, Moment(title, formats.clock_or_date(reply.at, now), "messages")))
    # The sort is stable: an event stands before its message of the same moment.
    return [moment for _planned, _at, moment in sorted(found, key=lambda entry: entry[:2])]


def as_text(story: "OrderStory", now: datetime) -> str:
    """The story as plain lines, to copy into a letter."""
    head = translate("story", "Order № {code}").format(code=story.stored.order.code)
    lines = [f"{moment.title}\n  {moment.text}" for moment in moments(story, now)]
    return "\n".join([head, *lines])


def _at(message: "Message", *, is_planned: bool) -> datetime:
    if is_planned:
        return message.due_at
    return message.accepted_at or message.attempt_at or message.created_at


def _event(event: "RecordedEvent", message: "Message | None", now: datetime) -> Moment:
    parts = [formats.clock_or_date(event.observed_at, now)]
    if event.event not in FOLLOW_UPS.values():
        parts.append("Kaspi")
    actions: tuple[tuple[str, str], ...] = ()
    tone, icon = labels.LOOKS[_S.SKIPPED][0], ""
    if event.note is Note.BASELINE:
        parts.append(labels.reason(Reason.BASELINE))
    elif event.note is Note.NO_TEMPLATE:
        parts.append(translate("story", "no template is switched on for this"))
    elif message is not None and message.state in _NOT_SENT:
        parts.append(translate("story", "no message: {reason}").format(reason=_why_not(message, now)))
        tone, icon = labels.LOOKS[message.state]
        actions = _actions(message)
    return Moment(labels.event(event.event), " · ".join(parts), icon, tone, actions=actions)


def _why_not(message: "Message", now: datetime) -> str:
    if message.joined_to is not None:
        return translate("story", "another message speaks for it too")
    return message_labels.why(message, now)


def _message(message: "Message", now: datetime) -> Moment:
    subject = message_labels.subject(message)
    tone, icon = labels.LOOKS[message.state]
    if message.state in _PLANNED:
        text = message_labels.why(message, now)
        if message.event is Event.PICKUP_REMINDER:
            text += ", " + translate("story", "unless it has been collected")
        return Moment(subject, text, icon, tone, is_planned=True, actions=_actions(message))
    if message.state in REALLY_SENT:
        title = translate("story", "“{subject}” sent").format(subject=subject)
        return Moment(title, _sent(message, now), icon, tone)
    time = formats.clock_or_date(_at(message, is_planned=False), now)
    why = _why_not(message, now) if message.state in _NOT_SENT else message_labels.why(message, now)
    return Moment(subject, f"{time} · {why}", icon, tone, actions=_actions(message))


def _sent(message: "Message", now: datetime) -> str:
    parts = [formats.clock_or_date(_at(message, is_planned=False), now)]
    if message.read_at is not None:
        text = translate("story", "read at {time}")
        parts.append(text.format(time=formats.clock_or_date(message.read_at, now)))
    elif message.delivered_at is not None:
        text = translate("story", "delivered at {time}")
        parts.append(text.format(time=formats.clock_or_date(message.delivered_at, now)))
    else:
        parts.append(message_labels.why(message, now))
    return " · ".join(parts)


def _actions(message: "Message") -> tuple[tuple[str, str], ...]:
    """Buttons of a moment; each stands for `<decision> <message id>`."""
    send = translate("story", "Send"), f"send_again {message.id}"
    drop = translate("story", "Don't send"), f"drop {message.id}"
    arrived = translate("story", "It arrived"), f"arrived {message.id}"
    if message.state is _S.NEEDS_DECISION:
        return arrived, (translate("story", "Send again"), send[1]), drop
    if message.state in _PLANNED:
        return (drop,)
    if message.state in _NOT_SENT and message.phone and message.reason in _MAY_GO:
        return (send,)
    return ()
