"""Statistics and the messages log of a shop."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from kaspi_notifier.api.asked import Acting, Back, ShopId
from kaspi_notifier.api.bodies import (
    MOST_DAYS,
    DayOut,
    Id,
    LogsOut,
    MessageOut,
    RecipientOut,
    StatisticsOut,
)
from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.store import Message

router = APIRouter(tags=["log"])

_S = MessageState
Status = Literal["pending", "sent", "delivered", "read", "failed"]
_STATUSES: dict[MessageState, Status] = {
    _S.ACCEPTED: "sent",
    _S.SENT: "sent",
    _S.DELIVERED: "delivered",
    _S.READ: "read",
    _S.FAILED: "failed",
    _S.SKIPPED: "failed",
}


@router.get("/statistics/{store_id}")
async def statistics(
    store_id: ShopId,
    engine: Acting,
    behind: Back,
    days: Annotated[int, Query(ge=1, le=MOST_DAYS, description="How far back, today included.")] = 30,
) -> StatisticsOut:
    """What came of the messages of the last days, counted from the log each time it is asked for."""
    now = engine.now()
    per_day = await behind.db(behind.store.reports.per_day, store_id, days, now)
    listed = [_day(day.day.isoformat(), day.counts) for day in per_day]
    total = {state: sum(day.counts[state] for day in per_day) for state in MessageState}
    whole = _day("", total)
    recipients = await behind.db(behind.store.reports.top_recipients, store_id, per_day[0].day)
    return StatisticsOut(
        store_id=store_id,
        days=days,
        total=sum(total.values()),
        sent=whole.sent,
        delivered=whole.delivered,
        read=whole.read,
        failed=whole.failed,
        pending=sum(total.values()) - whole.sent - whole.failed,
        delivery_rate=round(100 * whole.delivered / whole.sent, 1) if whole.sent else 0.0,
        by_day=listed,
        top_recipients=[
            RecipientOut(customer_phone=f"+{phone}", messages=count) for phone, count in recipients
        ],
    )


def _day(date: str, counts: dict[MessageState, int]) -> DayOut:
    read = counts[_S.READ]
    delivered = counts[_S.DELIVERED] + read
    return DayOut(
        date=date,
        sent=counts[_S.ACCEPTED] + counts[_S.SENT] + delivered,
        delivered=delivered,
        read=read,
        failed=counts[_S.FAILED] + counts[_S.SKIPPED],
    )


@router.get("/logs/{store_id}")
async def logs(
    store_id: ShopId,
    behind: Back,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="Slow for big numbers.")] = 0,
    cursor: Annotated[Id | None, Query(description="`next_cursor` of the page before.")] = None,
) -> LogsOut:
    """Messages, the newest first; go on with `next_cursor`, which is as quick on the last page as here."""
    found = await behind.db(behind.store.reports.page, store_id, cursor, offset, limit + 1)
    return LogsOut(
        store_id=store_id,
        logs=[_message(message) for message in found[:limit]],
        next_cursor=found[limit - 1].id if len(found) > limit else None,
    )


def _message(message: Message) -> MessageOut:
    return MessageOut(
        id=message.id,
        order_id=message.order_code,
        customer_phone=None if message.phone is None else f"+{message.phone}",
        message_text=message.text or message.draft,
        template_id=message.template_id,
        template_name=message.template_name,
        kind=message.kind,
        event=message.event,
        status=_STATUSES.get(message.state, "pending"),
        state=message.state,
        reason=message.reason,
        error_message=message.error or None,
        created_at=message.created_at,
        sent_at=message.sent_at or message.accepted_at,
        delivered_at=message.delivered_at,
        read_at=message.read_at,
    )
