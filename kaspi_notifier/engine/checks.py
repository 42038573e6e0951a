"""Looks at everything a shop needs, without changing anything: ten checks, each with its cause."""

import shutil
from datetime import timedelta

import msgspec

from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.database_thread import DatabaseThread
from kaspi_notifier.engine.poll import problem_of
from kaspi_notifier.engine.send import session_problem
from kaspi_notifier.engine.session import CLOSED
from kaspi_notifier.engine.status import CheckItem, Fault, KaspiProblem, Part, SessionProblem
from kaspi_notifier.engine.trial import lets_in
from kaspi_notifier.kaspi import KaspiError
from kaspi_notifier.store import Store, StoreError
from kaspi_notifier.waha import (
    UNTRUSTED,
    Engine,
    Forbidden,
    KeyRefused,
    ServerVersion,
    Session,
    SessionStatus,
    WahaError,
    shown_by,
)

OLDEST_VERSION = "2025.1"
"""Older servers answer in ways that were never looked at."""
LEAST_SPACE = 500_000_000
"""Bytes; a message is only sent when its outcome can be written down."""
_CLOCK_MAY_DIFFER = timedelta(minutes=2)
KNOWN_ENGINES = frozenset({Engine.GOWS, Engine.NOWEB, Engine.WEBJS, Engine.WPP})


async def check_folder(store: Store, db: DatabaseThread) -> list[CheckItem]:
    """Whether the database file is whole, and whether its disk has room."""
    return [await _database(store, db), await db(_disk, store)]


async def _database(store: Store, db: DatabaseThread) -> CheckItem:
    try:
        await db(store.check)
    except StoreError as error:
        return CheckItem(shop="", part=Part.DATABASE, ok=False, detail=str(error), problem=Fault.DAMAGED)
    return CheckItem(shop="", part=Part.DATABASE, ok=True, detail="whole")


def _disk(store: Store) -> CheckItem:
    free = shutil.disk_usage(store.path.parent).free
    is_low = free < LEAST_SPACE
    detail = f"{free // 1_000_000:,} MB free"
    return CheckItem(
        shop="", part=Part.DISK, ok=not is_low, detail=detail, problem=Fault.DISK_LOW if is_low else None
    )


async def check_shop(context: ShopContext) -> list[CheckItem]:
    """Kaspi's answer to the token, WAHA's to the key, the session, and the clock against both servers."""
    return [await _kaspi(context), *await _waha(context), _clock(context)]


def _well(context: ShopContext, part: Part, detail: str) -> CheckItem:
    return CheckItem(shop=context.shop.name, part=part, ok=True, detail=detail)


def _bad(
    context: ShopContext, part: Part, problem: KaspiProblem | SessionProblem | Fault, detail: str
) -> CheckItem:
    return CheckItem(shop=context.shop.name, part=part, ok=False, detail=detail, problem=problem)


async def _kaspi(context: ShopContext) -> CheckItem:
    if not context.shop.kaspi.token:
        return _bad(context, Part.KASPI, KaspiProblem.NO_TOKEN, "no token is set")
    try:
        await context.kaspi.check()
    except KaspiError as error:
        return _bad(context, Part.KASPI, problem_of(error), error.detail)
    return _well(context, Part.KASPI, "orders can be read")


async def _waha(context: ShopContext) -> list[CheckItem]:
    try:
        version = await context.waha.version()
        session = await context.waha.session()
    except (KeyRefused, Forbidden) as error:
        problem = session_problem(error) or SessionProblem.KEY_REFUSED
        return [
            _bad(context, Part.WAHA, problem, error.detail),
            _bad(context, Part.KEY, problem, error.detail),
            *_not_asked(context, Part.VERSION, Part.ENGINE, Part.SESSION, Part.NUMBER),
        ]
    except WahaError as error:
        problem = session_problem(error) or SessionProblem.SERVER_FAULT
        return [
            _bad(context, Part.WAHA, problem, await _with_certificate(context, error.detail)),
            *_not_asked(context, Part.KEY, Part.VERSION, Part.ENGINE, Part.SESSION, Part.NUMBER),
        ]
    return [
        _well(context, Part.WAHA, f"{version.version} {version.engine}"),
        await _key(context),
        _version(context, version),
        _engine(context, version),
        *_session_and_number(context, session),
    ]


async def _with_certificate(context: ShopContext, detail: str) -> str:
    """Who runs a server with a certificate of its own can tell by this whether it is that one."""
    shown = await shown_by(context.shop.waha.url) if detail == UNTRUSTED else None
    if shown is None:
        return detail
    return f"{detail}; it shows {shown}: if that is your own server's, it goes into waha.certificate"


def _not_asked(context: ShopContext, *parts: Part) -> list[CheckItem]:
    return [_bad(context, part, Fault.NOT_ASKED, "not known") for part in parts]


async def _key(context: ShopContext) -> CheckItem:
    if await lets_in(msgspec.structs.replace(context.shop.waha, api_key="")):
        return _bad(context, Part.KEY, Fault.OPEN_TO_ALL, "the server lets everybody in without a key")
    return _well(context, Part.KEY, "the key is accepted")


def _version(context: ShopContext, version: ServerVersion) -> CheckItem:
    if not version.at_least(OLDEST_VERSION):
        return _bad(context, Part.VERSION, Fault.OLD_VERSION, f"{version.version} is older than known")
    return _well(context, Part.VERSION, version.version)


def _engine(context: ShopContext, version: ServerVersion) -> CheckItem:
    if version.engine not in KNOWN_ENGINES:
        return _bad(context, Part.ENGINE, Fault.UNKNOWN_ENGINE, str(version.engine))
    return _well(context, Part.ENGINE, str(version.engine))


def _session(context: ShopContext, session: Session | None) -> CheckItem:
    if session is None:
        return _bad(context, Part.SESSION, SessionProblem.NOT_FOUND, "there is no such session")
    if session.status is SessionStatus.WORKING:
        return _well(context, Part.SESSION, str(session.status))
    problem = CLOSED.get(session.status, SessionProblem.UNKNOWN_STATUS)
    return _bad(context, Part.SESSION, problem, str(session.status))


def _session_and_number(context: ShopContext, session: Session | None) -> list[CheckItem]:
    number = _number(context, session)
    if number.problem is SessionProblem.OTHER_NUMBER:
        # A session with a stranger's number can send, but must not.
        return [_bad(context, Part.SESSION, SessionProblem.OTHER_NUMBER, number.detail), number]
    return [_session(context, session), number]


def _number(context: ShopContext, session: Session | None) -> CheckItem:
    is_open = session is not None and session.status is SessionStatus.WORKING
    me = session.me if session is not None and is_open else None
    if me is None or not me.phone:
        return _bad(context, Part.NUMBER, Fault.NO_NUMBER, "no number is linked")
    pinned = context.memory.pinned_phone
    if pinned is not None and me.phone != pinned:
        return _bad(context, Part.NUMBER, SessionProblem.OTHER_NUMBER, "another number is paired")
    return _well(context, Part.NUMBER, "the shop's number is linked")


def _clock(context: ShopContext) -> CheckItem:
    skews = [skew for skew in (context.kaspi.clock_skew, context.waha.clock_skew) if skew is not None]
    if not skews:
        return _well(context, Part.CLOCK, "no server to compare with")
    worst = max(skews, key=abs)
    detail = f"differs by {round(worst.total_seconds())} s"
    if abs(worst) > _CLOCK_MAY_DIFFER:
        return _bad(context, Part.CLOCK, Fault.CLOCK_WRONG, detail)
    return _well(context, Part.CLOCK, detail)
