"""A shop's settings, and what can be tried out with it."""

import msgspec
from fastapi import APIRouter
from starlette.exceptions import HTTPException

from kaspi_notifier.api.asked import Acting, Back, ShopId
from kaspi_notifier.api.behind import Behind
from kaspi_notifier.api.bodies import PhoneIn, PhoneOut, QueuedOut, SettingsIn, SettingsOut, TestIn
from kaspi_notifier.api.samples import renamed, sample_values
from kaspi_notifier.domain.settings import BadSettings, Shop, parse
from kaspi_notifier.domain.template_language import RenderError, render

router = APIRouter(tags=["shop"])


@router.get("/settings/{store_id}")
async def settings(store_id: ShopId, behind: Back) -> SettingsOut:
    """The shop's settings; its token and key stay where they are."""
    return await _shown(store_id, behind)


@router.post("/settings/{store_id}")
async def change_settings(store_id: ShopId, body: SettingsIn, behind: Back) -> SettingsOut:
    """Change settings; the program works with them a moment later."""
    shop = await _shop(store_id, behind)
    waha = {"url": body.waha_server_url, "session": body.waha_session_name}
    sending = {"enabled": body.is_enabled}
    patch = {
        "name": shop.name,
        "waha": {key: value for key, value in waha.items() if value is not None},
        "sending": {key: value for key, value in sending.items() if value is not None},
    }
    current = await behind.db(behind.store.settings.load)
    try:
        changed = parse(msgspec.json.encode({"shops": [patch]}), current)
    except BadSettings as error:
        raise HTTPException(422, str(error).encode("utf-8", "replace").decode()) from None
    if changed != current:
        await behind.save(changed)
    return await _shown(store_id, behind)


async def _shop(store_id: int, behind: Behind) -> Shop:
    return {shop.id: shop.shop for shop in await behind.db(behind.store.settings.shops)}[store_id]


async def _shown(store_id: int, behind: Behind) -> SettingsOut:
    shop = await _shop(store_id, behind)
    return SettingsOut(
        store_id=store_id,
        store_name=shop.name,
        waha_server_url=shop.waha.url,
        waha_session_name=shop.waha.session,
        is_enabled=shop.sending.enabled,
        webhook_url=await behind.db(behind.store.settings.webhook_address, store_id),
    )


@router.post("/send-test/{store_id}")
async def send_test(store_id: ShopId, body: TestIn, engine: Acting) -> QueuedOut:
    """Queue a test message. It waits for its turn, keeps the pauses and counts in the limits."""
    try:
        text = render(renamed(body.template_text), sample_values(body.sample_data))
    except RenderError as error:
        raise HTTPException(422, str(error).encode("utf-8", "replace").decode()) from None
    message_id = await engine.send_test_to(store_id, body.phone_number, text)
    return QueuedOut(message_id=message_id, message_text=text)


@router.post("/check-phone/{store_id}")
async def check_phone(store_id: ShopId, body: PhoneIn, engine: Acting) -> PhoneOut:
    """Whether a number has WhatsApp. Each is asked about once in 30 days: WhatsApp minds such questions."""
    check = await engine.check_phone(store_id, body.phone_number)
    return PhoneOut(
        phone_number=None if check.phone is None else f"+{check.phone}",
        is_valid=check.phone is not None,
        exists=check.has_whatsapp,
        detail=check.detail,
    )
