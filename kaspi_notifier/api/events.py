"""What comes in from outside: orders handed over, WAHA's webhooks, and the question whether all is well."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request, Response

from kaspi_notifier import __version__
from kaspi_notifier.api import bodies
from kaspi_notifier.api.asked import Acting, ShopId, knows_key
from kaspi_notifier.api.receiver import SIGNATURE, Receiver
from kaspi_notifier.engine.status import ShopStatus

guarded = APIRouter(tags=["events"])
open_router = APIRouter(tags=["events"])

_ORDER = {
    "id": "T1RBd01EQXdNREF4",
    "type": "orders",
    "attributes": {
        "code": "900000001",
        "state": "NEW",
        "status": "APPROVED_BY_BANK",
        "deliveryMode": "DELIVERY_PICKUP",
        "creationDate": 1_778_578_200_000,
        "totalPrice": 5000,
        "customer": {"cellPhone": "7000000001", "firstName": "Иван", "lastName": "Иванов"},
    },
}
_WEBHOOK_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "Taken, or of no use."},
    401: {"description": "The signature is none of ours."},
    408: {"description": "The body took too long."},
    413: {"description": "The body is over 256 KiB."},
    429: {"description": "Too many events; bring it again."},
}


@guarded.post("/process-orders/{store_id}")
async def process_orders(
    store_id: ShopId,
    engine: Acting,
    body: Annotated[Any, Body(examples=[{"data": [_ORDER]}], description="Kaspi's own JSON.")],
) -> bodies.OrdersOut:
    """Take in orders as if they had been read at Kaspi: same rules, same baseline, each event told once."""
    taken = await engine.take_orders(store_id, body)
    return bodies.OrdersOut(
        store_id=store_id, processed=taken.orders, unreadable=taken.unreadable, queued=taken.queued
    )


@open_router.post(
    "/webhook",
    response_class=Response,
    responses=_WEBHOOK_ANSWERS,
    openapi_extra={
        "parameters": [
            {
                "name": "X-Webhook-Hmac",
                "in": "header",
                "required": False,
                "schema": {"type": "string"},
                "description": "HMAC-SHA512 of the body with the shop's webhook key, in lower-case hex.",
            }
        ],
        "requestBody": {"content": {"application/json": {"schema": {}}}},
    },
)
async def webhook(request: Request) -> Response:
    """Take in an event of WAHA; only one that is signed with a shop's own key changes anything."""
    receiver: Receiver = request.app.state.receiver
    status = await receiver.answer(request.stream(), request.headers.get(SIGNATURE, ""))
    return Response(status_code=status, headers={"Retry-After": "2"} if status == 429 else None)


@open_router.get(
    "/health",
    responses={409: {"model": bodies.Refusal}},
    # The key is welcome and not wanted.
    openapi_extra={"security": [{}]},
)
async def health(engine: Acting, is_trusted: Annotated[bool, Depends(knows_key)]) -> bodies.HealthOut:
    """Whether all is well; which shop has what trouble is told to who has the key."""
    statuses = engine.statuses
    is_well = all(status.kaspi.problem is None and status.session.problem is None for status in statuses)
    return bodies.HealthOut(
        status="ok" if is_well else "attention",
        version=__version__,
        shops=[_shop(status) for status in statuses] if is_trusted else None,
    )


def _shop(status: ShopStatus) -> bodies.ShopHealth:
    pause = status.pause.reason if status.pause else None
    return bodies.ShopHealth(
        store_id=status.shop_id,
        store_name=status.shop_name,
        orders=status.kaspi.problem or "ok",
        whatsapp=status.session.problem or "ok",
        sending=pause or ("on" if status.sending_enabled else "off"),
    )
