"""WAHA's session endpoints: life-cycle, pairing, identity, limits."""

import asyncio
import re
from base64 import b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from kaspi_notifier.simulator.session import SimulatedSession
from kaspi_notifier.simulator.waha_bodies import Refusal, answer, empty, exception, gate, nest

if TYPE_CHECKING:
    from kaspi_notifier.simulator.waha_server import WahaSimulator

_NAME = re.compile(r"[a-zA-Z0-9_-]{0,54}")
_EVENTS = frozenset(
    {
        "session.status", "message", "message.reaction", "message.any", "message.ack", "message.waiting",
        "message.revoked", "message.edited", "state.change", "presence.update", "poll.vote",
        "poll.vote.failed", "chat.archive", "call.received", "call.accepted", "call.rejected",
        "event.response", "event.response.failed", "engine.event", "*",
    }
)  # fmt: skip
_NO_TIMELOCK = {"enforcementType": None, "isActive": False, "timeEnforcementEnds": None}
_NO_CAPPING = {
    "cappingStatus": "NONE",
    "totalQuota": -1,
    "usedQuota": 0,
    "cycleStart": None,
    "cycleEnd": None,
    "mvStatus": "NOT_ELIGIBLE",
    "oteStatus": "NOT_ELIGIBLE",
}
# The smallest valid PNG; nobody here scans it.
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360000000"
    "020001e221bc330000000049454e44ae426082"
)


class SessionEndpoints:
    """Handlers of `/api/sessions…` and `/api/{session}/auth/…`."""

    def __init__(self, server: "WahaSimulator") -> None:
        self._server = server
        self._options = server.options

    def routes(self) -> list[tuple[str, str, str, Any]]:
        """(method, path, fault route, handler)."""
        one = "/api/sessions/{session}"
        routes: list[tuple[str, str, str, Any]] = [
            ("GET", "/api/sessions", "sessions", self.list),
            ("POST", "/api/sessions", "create", self.create),
            ("GET", one, "session", self.get),
            ("PUT", one, "update", self.update),
            ("DELETE", one, "delete", self.delete),
            ("GET", f"{one}/me", "me", self.me),
            ("POST", f"{one}/start", "start", self.start),
            ("POST", f"{one}/stop", "stop", self.stop),
            ("POST", f"{one}/restart", "restart", self.restart),
            ("POST", f"{one}/logout", "logout", self.logout),
            ("GET", "/api/{session}/auth/qr", "qr", self.qr),
            ("POST", "/api/{session}/auth/request-code", "request-code", self.request_code),
        ]
        if self._options.at_least("2026.8.1"):
            routes.append(("GET", f"{one}/timelock", "timelock", self.timelock))
            routes.append(("GET", f"{one}/capping", "capping", self.capping))
        return routes

    def _one(self, request: web.Request) -> SimulatedSession:
        name = request.match_info["session"]
        self._server.check_name(name)
        session = self._server.sessions.get(name)
        if session is None:
            raise Refusal(nest(404, "Session not found"))
        return session

    async def list(self, request: web.Request) -> web.Response:
        """STOPPED sessions are hidden unless `all=true`."""
        shows_all = request.query.get("all") == "true"
        sessions = self._server.sessions.values()
        return answer(200, [s.document(has_engine=False) for s in sessions if shows_all or s.is_running])

    async def get(self, request: web.Request) -> web.Response:
        """One session with its engine's state."""
        return answer(200, self._one(request).document(has_engine=True))

    async def me(self, request: web.Request) -> web.Response:
        """An unpaired session answers with an empty body, a stopped one with 404."""
        session = self._one(request)
        if not session.is_running:
            start = f"Please start it first by using POST /api/sessions/{session.name}/start request"
            raise Refusal(nest(404, f"We didn't find a session with name '{session.name}'.\n{start}"))
        return answer(200, session.me) if session.me else empty(200)

    async def create(self, request: web.Request) -> web.Response:
        """Without `"start": true` nothing is started; the old free server then does not even create it."""
        body = await self._server.body(request)
        name = body.get("name") or "default"
        if not _NAME.fullmatch(str(name)):
            allowed = "alphanumeric characters, hyphens, and underscores (a-z, A-Z, 0-9, -, _) or be empty"
            raise Refusal(nest(400, [f"Session name can only contain {allowed}"]))
        self._check_config(body.get("config"))
        self._server.check_name(name)
        if name in self._server.sessions:
            raise Refusal(nest(422, f"Session '{name}' already exists. Use PUT to update it."))
        if self._options.is_single and not body.get("start"):
            return empty(201)
        session = self._server.new_session(name)
        session.config = body.get("config")
        if body.get("start"):
            session.start()
        return answer(201, session.document(has_engine=True))

    def _check_config(self, config: dict[str, Any] | None) -> None:
        problems = []
        for number, hook in enumerate((config or {}).get("webhooks") or ()):
            if not str(hook.get("url", "")).startswith(("http://", "https://")):
                problems.append(f"config.webhooks.{number}.url must be a URL address")
            if not _EVENTS.issuperset(hook.get("events", ())):
                text = "each value in events must be one of the following values"
                problems.append(f"config.webhooks.{number}.{text}: {', '.join(sorted(_EVENTS))}")
        if problems:
            raise Refusal(nest(400, problems))

    async def update(self, request: web.Request) -> web.Response:
        """Replaces the whole config; a running session is stopped and started again."""
        session = self._one(request)
        body = await self._server.body(request)
        self._check_config(body.get("config"))

        def change() -> None:
            session.config = body.get("config")

        return await self._lifecycle(request, session, change, restarts=session.is_running, code=200)

    async def delete(self, request: web.Request) -> web.Response:
        """Idempotent, unpairs, answers with nothing."""
        name = request.match_info["session"]
        self._server.check_name(name)
        session = self._server.sessions.pop(name, None)
        if session is not None:
            session.stop()
            session.forget()
        return empty(200)

    async def start(self, request: web.Request) -> web.Response:
        """Does nothing for a running session; the old free server refuses it."""
        session = self._one(request)
        if session.is_running:
            if self._options.is_single:
                raise Refusal(nest(422, f"Session '{session.name}' is already started."))
            return answer(201, session.document(has_engine=True))
        session.start()
        return answer(201, session.document(has_engine=True))

    async def stop(self, request: web.Request) -> web.Response:
        """Idempotent."""
        session = self._one(request)
        return await self._lifecycle(request, session, lambda: None, restarts=False, stops=True)

    async def restart(self, request: web.Request) -> web.Response:
        """Stop and start, whatever it was doing."""
        session = self._one(request)
        return await self._lifecycle(request, session, lambda: None, restarts=True)

    async def logout(self, request: web.Request) -> web.Response:
        """Unpair; a running session starts again and wants a new QR code."""
        session = self._one(request)
        return await self._lifecycle(request, session, session.forget, restarts=session.is_running)

    async def _lifecycle(
        self,
        request: web.Request,
        session: SimulatedSession,
        change: Callable[[], None],
        *,
        restarts: bool,
        stops: bool = False,
        code: int = 201,
    ) -> web.Response:
        try:
            async with asyncio.timeout(self._options.lock_wait):
                await session.lock.acquire()
        except TimeoutError:
            text = f"async-lock timed out in queue {session.name}"
            raise Refusal(exception(self._options, request, text)) from None
        try:
            if session.is_running and (restarts or stops):
                session.stop()
                await asyncio.sleep(self._options.stop_seconds)
            change()
            if restarts:
                session.start()
        finally:
            session.lock.release()
        return answer(code, session.document(has_engine=True))

    async def qr(self, request: web.Request) -> web.Response:
        """The code as raw text, a PNG, or a PNG in JSON."""
        session = await self._server.bound(request.match_info["session"], "SCAN_QR_CODE")
        if request.query.get("format") == "raw":
            return answer(200, {"value": session.qr})
        if "application/json" in request.headers.get("Accept", ""):
            return answer(200, {"mimetype": "image/png", "data": b64encode(_PNG).decode()})
        return web.Response(body=_PNG, content_type="image/png")

    async def request_code(self, request: web.Request) -> web.Response:
        """A pairing code; the number is not looked at."""
        session = await self._server.bound(request.match_info["session"], None)
        body = await self._server.body(request)
        if body.get("method") and self._options.engine == "NOWEB":
            raise Refusal(nest(422, "NOWEB engine doesn't support any 'method', remove it and try again"))
        if session.status == "STARTING":
            await session.reached("SCAN_QR_CODE", self._options.gate_wait)
        if session.status != "SCAN_QR_CODE":
            only = "Can request code only in SCAN_QR_CODE status."
            raise Refusal(nest(422, f"{only} The current status is {session.status}"))
        return answer(201, {"code": session.code_for(str(body.get("phoneNumber", "")))})

    async def timelock(self, request: web.Request) -> web.Response:
        """Whether WhatsApp refuses new chats."""
        session = await self._server.bound(request.match_info["session"], "WORKING")
        return answer(200, session.timelock or _NO_TIMELOCK)

    async def capping(self, request: web.Request) -> web.Response:
        """How many new chats WhatsApp still allows."""
        session = await self._server.bound(request.match_info["session"], "WORKING")
        return answer(200, session.capping or _NO_CAPPING)


def not_in(session: SimulatedSession, expected: str) -> Refusal:
    """The refusal of a request that needs another status."""
    return Refusal(gate(session.name, session.status, expected))
