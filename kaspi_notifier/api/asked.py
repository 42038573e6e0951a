"""What every route asks for: what stands behind the API, and the shop that is meant."""

import hmac
from typing import Annotated, TypeVar

from fastapi import Depends, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from kaspi_notifier.api.behind import Behind
from kaspi_notifier.api.bodies import Id
from kaspi_notifier.engine.engine import Engine

T = TypeVar("T")


def _behind(request: Request) -> Behind:
    behind: Behind = request.app.state.behind
    return behind


_KEY = HTTPBearer(auto_error=False, description="The key from the program's settings.")


def knows_key(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_KEY)]) -> bool:
    """Whether the request bears the key; it takes as long for a wrong one."""
    if given is None:
        return False
    key: str = request.app.state.key
    return hmac.compare_digest(given.credentials.encode(errors="surrogateescape"), key.encode())


def wants_key(is_trusted: Annotated[bool, Depends(knows_key)]) -> None:
    """401 without the key."""
    if not is_trusted:
        raise HTTPException(401, "the key is missing or wrong", {"WWW-Authenticate": "Bearer"})


Back = Annotated[Behind, Depends(_behind)]


async def _engine(behind: Back) -> Engine:
    return await behind.engine()


Acting = Annotated[Engine, Depends(_engine)]


async def _shop_id(engine: Acting, store_id: Annotated[Id, Path(description="The shop.")]) -> int:
    if all(status.shop_id != store_id for status in engine.statuses):
        raise HTTPException(404, "there is no such shop")
    return store_id


ShopId = Annotated[int, Depends(_shop_id)]


def found(thing: T | None, what: str) -> T:
    """The thing, or 404."""
    if thing is None:
        raise HTTPException(404, f"there is no such {what}")
    return thing
