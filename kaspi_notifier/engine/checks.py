"""Looks at everything a shop needs, without changing anything."""

from datetime import timedelta

from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.status import CheckItem, Part
from kaspi_notifier.kaspi import KaspiError
from kaspi_notifier.store import Store, StoreError
from kaspi_notifier.waha import SessionStatus, WahaError

_CLOCK_MAY_DIFFER = timedelta(minutes=2)


async def check_database(store: Store, db: DatabaseThread) -> CheckItem:
    """Whether the database file is whole."""
    try:
        await db(store.check)
    except StoreError as error:
        return CheckItem(shop="", part=Part.DATABASE, ok=False, detail=str(error))
    return CheckItem(shop="", part=Part.DATABASE, ok=True, detail="whole")


async def check_shop(context: ShopContext) -> list[CheckItem]:
    """Kaspi's answer to the token, WAHA's to the key, the session, and the clock against both servers."""
    return [await _kaspi(context), *await _waha(context), _clock(context)]


def _item(context: ShopContext, part: Part, ok: bool, detail: str) -> CheckItem:
    return CheckItem(shop=context.shop.name, part=part, ok=ok, detail=detail)


async def _kaspi(context: ShopContext) -> CheckItem:
    if not context.shop.kaspi.token:
        return _item(context, Part.KASPI, False, "no token is set")
    try:
        await context.kaspi.check()
    except KaspiError as error:
        return _item(context, Part.KASPI, False, error.detail)
    return _item(context, Part.KASPI, True, "orders can be read")


async def _waha(context: ShopContext) -> list[CheckItem]:
    try:
        version = await context.waha.version()
        session = await context.waha.session()
    except WahaError as error:
        return [
            _item(context, Part.WAHA, False, error.detail),
            _item(context, Part.SESSION, False, "not known"),
        ]
    server = _item(context, Part.WAHA, True, f"{version.version} {version.engine}")
    if session is None:
        return [server, _item(context, Part.SESSION, False, "there is no such session")]
    is_open = session.status is SessionStatus.WORKING
    pinned, me = context.memory.pinned_phone, session.me
    if is_open and pinned is not None and me is not None and me.phone and me.phone != pinned:
        return [server, _item(context, Part.SESSION, False, "another number is paired")]
    return [server, _item(context, Part.SESSION, is_open, str(session.status))]


def _clock(context: ShopContext) -> CheckItem:
    skews = [skew for skew in (context.kaspi.clock_skew, context.waha.clock_skew) if skew is not None]
    if not skews:
        return _item(context, Part.CLOCK, True, "no server to compare with")
    worst = max(skews, key=abs)
    seconds = round(worst.total_seconds())
    return _item(context, Part.CLOCK, abs(worst) <= _CLOCK_MAY_DIFFER, f"differs by {seconds} s")
