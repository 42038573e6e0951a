"""The simulated WAHA server's doors: the key, the routes, and what spoils a request."""

import asyncio
import json
import ssl
from base64 import b64encode
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from kaspi_notifier.simulator.faults import Fault, Faults
from kaspi_notifier.simulator.options import WahaOptions
from kaspi_notifier.simulator.orders import milliseconds
from kaspi_notifier.simulator.server import CutConnection
from kaspi_notifier.simulator.session import SimulatedSession
from kaspi_notifier.simulator.waha_bodies import Refusal, answer, nest, short
from kaspi_notifier.simulator.waha_faults import KINDS, ROUTES, refusal_of
from kaspi_notifier.simulator.waha_messages import MessageEndpoints
from kaspi_notifier.simulator.waha_sessions import SessionEndpoints, not_in
from kaspi_notifier.simulator.waha_world import WahaWorld


class WahaSimulator(WahaWorld):
    """WAHA, WhatsApp behind it, and the buyers' phones."""

    def __init__(
        self, *, port: int, seed: int, options: WahaOptions, ssl_context: ssl.SSLContext | None
    ) -> None:
        super().__init__(port=port, seed=seed, options=options, ssl_context=ssl_context)
        self.sends: list[dict[str, Any]] = []
        """JSON bodies of every sendText that came with a good key."""
        self.faults = Faults(seed, routes=ROUTES, kinds=KINDS, rated=frozenset({"sendText"}))

    def check_name(self, name: str) -> None:
        """Old free servers refuse every name but `default`."""
        if self.options.is_single and name != "default":
            encoded = b64encode(name.encode()).decode()
            raise Refusal(
                nest(
                    422,
                    f"WAHA Core support only 'default' session. You tried to access '{name}' session "
                    f"(base64: {encoded}). If you want to run more then one WhatsApp account - please get "
                    "WAHA PLUS version. Check this out: https://waha.devlike.pro/",
                )
            )

    async def bound(self, name: object, expected: str | None) -> SimulatedSession:
        """The session an endpoint works on, in the status it needs; waits for it, then refuses."""
        if not isinstance(name, str) or not name:
            raise Refusal(nest(400, "Session name is required"))
        self.check_name(name)
        session = self.sessions.get(name)
        if session is None:
            await asyncio.sleep(self.options.gate_wait)
            raise Refusal(nest(422, f'Session "{name}" does not exist'))
        life = self.lives
        if expected is not None and not await session.reached(expected, self.options.gate_wait):
            raise not_in(session, expected)
        if life != self.lives:
            raise CutConnection
        return session

    async def body(self, request: web.Request) -> dict[str, Any]:
        """The request's JSON or form as an object."""
        if request.content_type == "application/x-www-form-urlencoded":
            return {name: str(value) for name, value in (await request.post()).items()}
        try:
            document = json.loads(await request.read() or b"{}")
        except ValueError:
            raise Refusal(nest(400, "Unexpected end of JSON input")) from None
        return document if isinstance(document, dict) else {}

    def application(self) -> web.Application:
        """All routes; the key is asked for before the path is looked at."""
        application = web.Application(client_max_size=50 * 1024 * 1024)
        routes = [
            ("GET", "/api/server/version", "version", self._version),
            ("GET", "/api/version", "version", self._version),
            ("GET", "/api/server/status", "status", self._server_status),
            *SessionEndpoints(self).routes(),
            *MessageEndpoints(self).routes(),
        ]
        for method, path, name, handler in routes:
            application.router.add_route(method, path, self._guarded(name, handler))
        application.router.add_get("/ping", self._ping)
        application.router.add_get("/ws", self._events)
        application.router.add_route("*", "/{path:.*}", self._anything_else)
        return application

    def _guarded(
        self, name: str, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def guarded(request: web.Request) -> web.StreamResponse:
            self.note(request)
            if not self._is_authorised(request):
                return short(401, "Unauthorized")
            # sendText takes its fault itself: most of them are about what was sent by then.
            fault = None if name == "sendText" else self.faults.take(name)
            try:
                if fault is not None and (spoiled := await self._spoil(request, fault)) is not None:
                    return spoiled
                return await handler(request)
            except Refusal as refusal:
                return refusal.response

        return guarded

    async def _spoil(self, request: web.Request, fault: Fault) -> web.Response | None:
        match fault.kind:
            case "hang":
                raise await self.silence(request)
            case "drop":
                raise self.cut(request)
            case "hold":
                await self.rest(fault.seconds)
                return None
            case "reply_garbage":
                return web.Response(text="<html>gateway</html>", content_type="text/html")
            case _:
                return refusal_of(fault.kind, fault, self.options, request)

    def _is_authorised(self, request: web.Request) -> bool:
        key = request.headers.get("X-Api-Key")
        if key is None and self.options.at_least("2026.4.3"):
            key = request.query.get("x-api-key")
        # Without a key of its own the server lets everybody in, as WAHA_NO_API_KEY does.
        return not self.api_key or key == self.api_key

    async def _ping(self, request: web.Request) -> web.Response:
        self.note(request)
        return answer(200, {"message": "pong"})

    async def _version(self, _: web.Request) -> web.Response:
        return answer(200, self.options.environment)

    async def _server_status(self, _: web.Request) -> web.Response:
        started = milliseconds(self.started_at)
        return answer(
            200, {"startTimestamp": started, "uptime": self.now_ms() - started, "worker": {"id": ""}}
        )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        self.note(request)
        given = [value for name, value in request.query.items() if name.lower() == "x-api-key"]
        return await self.gateway.serve(request, is_allowed=not self.api_key or given == [self.api_key])

    async def _anything_else(self, request: web.Request) -> web.Response:
        self.note(request)
        if not request.path.startswith(("/api", "/health")):
            headers = {"WWW-Authenticate": "Basic", "Content-Type": "text/html; charset=utf-8"}
            return web.Response(status=401, headers=headers)
        if not self._is_authorised(request):
            return short(401, "Unauthorized")
        return nest(404, f"Cannot {request.method} {request.path}")
