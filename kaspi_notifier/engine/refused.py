"""What a person asked for and can't be done now."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kaspi_notifier.waha import WahaError


class ActionRefused(Exception):
    """An action that can't be done now; `str()` is a short reason."""


@asynccontextmanager
async def refusals() -> AsyncIterator[None]:
    """What WAHA refuses, a person hears as a refused action."""
    try:
        yield
    except WahaError as error:
        raise ActionRefused(error.detail) from error
