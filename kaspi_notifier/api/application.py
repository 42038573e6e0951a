"""The REST API as a FastAPI application: its doors, its refusals, and the routes under `/waha`."""

import logging
from typing import Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kaspi_notifier import __version__
from kaspi_notifier.api import bodies, events, log, page, sessions, shops, templates
from kaspi_notifier.api.asked import wants_key
from kaspi_notifier.api.behind import Behind, NotRunning
from kaspi_notifier.api.receiver import Receiver
from kaspi_notifier.engine.engine import ActionRefused
from kaspi_notifier.engine.supervisor import where
from kaspi_notifier.store import StoreError

_log = logging.getLogger(__name__)

BIGGEST_BODY = 5_000_000
PREFIX = "/waha"
_Refusals = dict[int | str, dict[str, Any]]
REFUSALS: _Refusals = {
    400: {"model": bodies.WrongRequest, "description": "The body is no JSON."},
    401: {"model": bodies.Refusal, "description": "The key is missing or wrong."},
    404: {"model": bodies.Refusal, "description": "There is no such shop or template."},
    409: {"model": bodies.Refusal, "description": "It can't be done now; `detail` says why."},
    413: {"model": bodies.Refusal, "description": "The body is over 5 MB."},
    422: {"model": bodies.WrongRequest, "description": "Something in the request is wrong."},
}


def application(behind: Behind, receiver: Receiver, key: str) -> FastAPI:
    """The API. Every route but `health` and `webhook` wants the key."""
    app = FastAPI(
        title="Kaspi Notifier",
        version=__version__,
        description="The program's local interface. Nothing here writes to Kaspi.",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
    )
    app.state.behind = behind
    app.state.receiver = receiver
    app.state.key = key
    guard = [Depends(wants_key)]
    for router in (sessions.router, templates.router, shops.router, log.router, events.guarded):
        app.include_router(router, prefix=PREFIX, dependencies=guard, responses=REFUSALS)
    app.include_router(events.open_router, prefix=PREFIX)

    @app.get(f"{PREFIX}/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(page.drawn(app.openapi()))

    app.add_middleware(_Doorkeeper)
    _refuse_in_words(app)
    return app


def _refuse_in_words(app: FastAPI) -> None:
    """What the house raises becomes a status and a sentence; what nobody foresaw becomes a bare 500."""

    @app.exception_handler(RequestValidationError)
    async def wrong(_: Request, error: RequestValidationError) -> JSONResponse:
        # Without the input, which may hold anything, and with nothing that could not be written down.
        places = [
            {"loc": [_plain(part) for part in item["loc"]], "msg": _plain(item["msg"]), "type": item["type"]}
            for item in error.errors()
        ]
        return JSONResponse({"detail": places}, 422)

    @app.exception_handler(ActionRefused)
    async def refused(_: Request, error: ActionRefused) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, 409)

    @app.exception_handler(NotRunning)
    async def absent(_: Request, __: NotRunning) -> JSONResponse:
        return JSONResponse({"detail": "the program is starting"}, 409)

    @app.exception_handler(StoreError)
    async def store_failed(_: Request, error: StoreError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, 409)

    @app.exception_handler(Exception)
    async def unforeseen(_: Request, error: Exception) -> JSONResponse:
        # Not with the error's own text: it may hold a buyer's data.
        _log.error("a request failed: %s", where(error))
        return JSONResponse({"detail": "unexpected error"}, 500)


def _plain(part: object) -> object:
    return part.encode("utf-8", "replace").decode() if isinstance(part, str) else part


class _Doorkeeper:
    """Sends away what is too big, and pages of the web that reach this computer under a name of their own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").rsplit(":", 1)[0]
        if host not in ("127.0.0.1", "localhost"):
            await JSONResponse({"detail": "another host is meant"}, 421)(scope, receive, send)
            return
        left = BIGGEST_BODY

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413, "the body is over 5 MB")
            return message

        await self._app(scope, counted, send)
