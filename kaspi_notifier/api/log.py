"""Statistics and the messages log of a shop."""

from datetime import timedelta
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
from kaspi_notifier.domain.clock import almaty_day
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
    """What came of the messages of the last days, the same figures as in the window."""
    today = almaty_day(engine.now())
    found = await behind.db(behind.store.statistics.of, store_id, today - timedelta(days=days - 1), today)
    total, failed = found.total, sum(found.not_sent.values())
    return StatisticsOut(
        store_id=store_id,
        days=days,
        total=total.sent + failed + found.waiting,
        sent=total.sent,
        delivered=total.delivered,
        read=total.read,
        failed=failed,
        pending=found.waiting,
        delivery_rate=round(100 * total.delivered / total.sent, 1) if total.sent else 0.0,
        by_day=[
            DayOut(
                date=day.day.isoformat(),
                sent=day.count.sent,
                delivered=day.count.delivered,
                read=day.count.read,
                failed=day.not_sent,
            )
            for day in found.days
        ],
        top_recipients=[
            RecipientOut(customer_phone=f"+{one.phone}", messages=one.messages) for one in found.recipients
        ],
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
