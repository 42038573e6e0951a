"""What is to be said about one message: why it stands where it stands, and what happened to it."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kaspi_notifier.domain.message import Kind, MessageState, Reason
from kaspi_notifier.ui import formats, labels

if TYPE_CHECKING:
    from kaspi_notifier.store import Message

translate = QCoreApplication.translate


def subject(message: "Message") -> str:
    """What the message is about: the event, or who wrote it and why."""
    if message.event is not None:
        return labels.event(message.event)
    match message.kind:
        case Kind.AUTO_REPLY:
            return translate("messages", "Automatic reply")
        case Kind.OPT_OUT:
            return translate("messages", "Opt-out confirmed")
        case Kind.TEST:
            return translate("messages", "Test message")
        case Kind.DIGEST:
            return translate("messages", "The day in figures")
        case _:
            return translate("messages", "Written by hand")


def title(message: "Message") -> str:
    """The subject, with the order's number where there is an order."""
    return " · № ".join(filter(None, (subject(message), message.order_code)))


def why(message: "Message", now: datetime) -> str:
    """The details of one message in a few words; never empty."""
    match message.state:
        case MessageState.QUEUED:
            if message.due_at > now:
                time = formats.clock_or_date(message.due_at, now)
                return translate("messages", "will be sent at {time}").format(time=time)
            return translate("messages", "waits for its turn")
        case MessageState.SENDING:
            return translate("messages", "is on its way right now")
        case MessageState.UNKNOWN:
            return translate("messages", "checking whether it went out, up to 2 minutes")
        case MessageState.NEEDS_DECISION:
            if not message.attempts:
                return translate("messages", "the buyer got four messages in 24 hours")
            if message.accepted_at is not None:
                return translate("messages", "WhatsApp did not send it")
            return translate("messages", "we don't know whether it arrived; look into the chat")
        case MessageState.ACCEPTED:
            return translate("messages", "the server took it, WhatsApp has not confirmed yet")
        case MessageState.SENT:
            return translate("messages", "WhatsApp took it, the buyer's phone has not yet")
        case MessageState.DELIVERED:
            return _after(message.sent_at, message.delivered_at, is_read=False)
        case MessageState.READ:
            return _after(message.delivered_at or message.sent_at, message.read_at, is_read=True)
        case MessageState.HELD:
            return labels.reason(message.reason or Reason.RESTRICTED)
        case MessageState.FAILED | MessageState.SKIPPED:
            if message.joined_to is not None:
                return translate("messages", "told together with the buyer's other order")
            if message.reason is None:
                return translate("messages", "will not be sent")
            return labels.reason(message.reason)


def _after(start: datetime | None, end: datetime | None, *, is_read: bool) -> str:
    span = labels.span_between(start, end)
    if is_read:
        if span:
            return translate("messages", "read after {span}").format(span=span)
        return translate("messages", "the buyer opened it")
    if span:
        return translate("messages", "delivered in {span}").format(span=span)
    return translate("messages", "is on the buyer's phone")


def decision_text(message: "Message") -> str:
    """What a person has to decide about a message, and how."""
    if not message.attempts:
        return translate(
            "messages", "The buyer got four messages in 24 hours. Send this one, too, or let it be?"
        )
    if message.order_code is None:
        if message.accepted_at is not None:
            return translate("messages", "WhatsApp did not send the message.")
        return translate("messages", "We don't know whether the message arrived. Open the chat and look.")
    if message.accepted_at is not None:
        return translate("messages", "WhatsApp did not send the message about order {code}.").format(
            code=message.order_code
        )
    return translate(
        "messages", "We don't know whether the message about order {code} arrived. Open the chat and look."
    ).format(code=message.order_code)
