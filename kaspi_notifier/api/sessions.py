"""The WhatsApp session of a shop."""

from fastapi import APIRouter

from kaspi_notifier.api.asked import Acting, Back, ShopId
from kaspi_notifier.api.behind import Behind
from kaspi_notifier.api.bodies import ConnectIn, SessionOut
from kaspi_notifier.engine.engine import Engine

router = APIRouter(prefix="/sessions", tags=["sessions"])


@router.post("/connect/{store_id}")
async def connect(
    store_id: ShopId, engine: Acting, behind: Back, body: ConnectIn | None = None
) -> SessionOut:
    """Create or start the session; read the code to scan from `status`.

    Events come over a connection that the program keeps, so `webhook_url` is needed by nobody. It is
    used only where the receiver of webhooks is switched on and WhatsApp is connected already.
    """
    await engine.start_session(store_id)
    await engine.see_session(store_id)
    url = body.webhook_url if body is not None else None
    settings = await behind.db(behind.store.settings.load)
    if url and settings.app.webhook.enabled and engine.status(store_id).session.problem is None:
        await engine.set_up_webhook(store_id, [url])
    return await _shown(store_id, engine, behind)


@router.post("/restart/{store_id}")
async def restart(store_id: ShopId, engine: Acting, behind: Back) -> SessionOut:
    """Restart the session; the pairing stays."""
    await engine.restart_session(store_id)
    await engine.see_session(store_id)
    return await _shown(store_id, engine, behind)


@router.post("/stop/{store_id}")
async def stop(store_id: ShopId, engine: Acting, behind: Back) -> SessionOut:
    """Stop the session and leave it stopped."""
    await engine.stop_session(store_id)
    await engine.see_session(store_id)
    return await _shown(store_id, engine, behind)


@router.get("/status/{store_id}")
async def status(store_id: ShopId, engine: Acting, behind: Back) -> SessionOut:
    """How the session is."""
    return await _shown(store_id, engine, behind)


async def _shown(store_id: int, engine: Engine, behind: Behind) -> SessionOut:
    session = engine.status(store_id).session
    shops = {shop.id: shop.shop for shop in await behind.db(behind.store.settings.shops)}
    return SessionOut(
        store_id=store_id,
        session_name=shops[store_id].waha.session,
        status=session.status,
        is_connected=session.problem is None,
        problem=session.problem,
        phone=session.phone,
        profile_name=session.push_name,
        engine=session.engine,
        version=session.version,
        qr=session.qr,
        pairing_code=session.pairing_code,
        webhook_url=await behind.db(behind.store.settings.webhook_address, store_id),
    )
