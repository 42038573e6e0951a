"""Tries a Kaspi token or a WAHA server before anything is saved; nothing is changed anywhere."""

import asyncio
from contextlib import aclosing
from datetime import timedelta

import msgspec

from kaspi_notifier.domain.settings import Kaspi, Waha
from kaspi_notifier.engine.options import utc_now
from kaspi_notifier.engine.poll import problem_of
from kaspi_notifier.engine.send import session_problem
from kaspi_notifier.engine.status import KaspiProblem, SessionProblem
from kaspi_notifier.kaspi import KaspiClient, KaspiError
from kaspi_notifier.waha import KeyRefused, WahaClient, WahaError

USUAL_ADDRESSES = ("http://localhost:3000", "http://localhost:3001", "http://localhost:8080")
"""Where a WAHA server on this computer usually answers."""
_WINDOW = timedelta(days=13)
_PATIENCE = 15.0
_PATIENCE_AT_HOME = 3.0


class TokenTrial(msgspec.Struct, frozen=True, kw_only=True):
    """What Kaspi answers to a token: the trouble, or how many orders it shows and a real one of them."""

    problem: KaspiProblem | None = None
    orders: int = 0
    order_code: str | None = None


class ServerTrial(msgspec.Struct, frozen=True, kw_only=True):
    """What a WAHA server answers: the trouble, or which server it is.

    `is_open` means that it lets everybody in: whoever reaches it can write in the shop's name.
    """

    problem: SessionProblem | None = None
    version: str = ""
    engine: str = ""
    is_open: bool = False


async def try_token(kaspi: Kaspi) -> TokenTrial:
    """Read the orders of the last days with this token; only real rows show that it works."""
    if not kaspi.token:
        return TokenTrial(problem=KaspiProblem.NO_TOKEN)
    try:
        async with KaspiClient(kaspi, read_timeout=_PATIENCE) as client:
            pages = client.orders(utc_now() - _WINDOW)
            async with aclosing(pages):
                async for page in pages:
                    newest = max(page.orders, key=lambda order: order.created_at, default=None)
                    return TokenTrial(
                        orders=page.total_count, order_code=None if newest is None else newest.code
                    )
    except KaspiError as error:
        return TokenTrial(problem=problem_of(error))
    return TokenTrial()


async def try_server(waha: Waha) -> ServerTrial:
    """Ask the server who it is, with the key and without one."""
    try:
        async with asyncio.timeout(_PATIENCE), WahaClient(waha) as client:
            version = await client.version()
            await client.session()
    except WahaError as error:
        return ServerTrial(problem=session_problem(error) or SessionProblem.SERVER_FAULT)
    except TimeoutError:
        return ServerTrial(problem=SessionProblem.UNREACHABLE)
    return ServerTrial(
        version=version.version,
        engine=str(version.engine),
        is_open=await lets_in(msgspec.structs.replace(waha, api_key="")),
    )


async def lets_in(stranger: Waha) -> bool:
    """Whether the server at this address answers somebody without a key."""
    try:
        async with asyncio.timeout(_PATIENCE), WahaClient(stranger) as client:
            await client.version()
    except (WahaError, TimeoutError):
        return False
    return True


async def find_server(addresses: tuple[str, ...] | None = None) -> str | None:
    """The first of these addresses (else of the usual ones) where a WAHA server answers, or None."""
    for url in USUAL_ADDRESSES if addresses is None else addresses:
        try:
            async with asyncio.timeout(_PATIENCE_AT_HOME), WahaClient(Waha(url=url)) as client:
                await client.version()
        except KeyRefused:
            return url
        except (WahaError, TimeoutError):
            continue
        return url
    return None
