"""WAHA's WebSocket: who listens to what, and the envelope of an event."""

import asyncio
import json
import random
import time
from collections.abc import Callable
from typing import Any

from aiohttp import WSCloseCode, web

from kaspi_notifier.simulator.options import WahaOptions
from kaspi_notifier.simulator.server import abort
from kaspi_notifier.simulator.webhooks import Webhooks

_ULID = "0123456789abcdefghjkmnpqrstvwxyz"
_DEFAULT_EXCLUDES = frozenset({"engine.event", "state.change"})


class _Listener:
    """One open WebSocket and what it asked for."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        request: web.Request,
        session: str,
        names: frozenset[str],
    ) -> None:
        self.socket = socket
        self.request = request
        self.queue: asyncio.Queue[str] = asyncio.Queue()
        self._session = session
        self._names = names

    def wants(self, name: str, session: str) -> bool:
        """Whether an event concerns this listener."""
        is_named = name in self._names or ("*" in self._names and name not in _DEFAULT_EXCLUDES)
        return is_named and self._session in ("*", session)


class Gateway:
    """Publishes events to every listener, in order, without replay, and to the webhooks."""

    def __init__(self, options: WahaOptions, seed: random.Random, now_ms: Callable[[], int]) -> None:
        self._options = options
        self._random = seed
        self._now_ms = now_ms
        self._listeners: set[_Listener] = set()
        self.webhooks = Webhooks(seed)
        self.is_muted = False
        """Listeners stay connected and hear nothing."""

    @property
    def connected(self) -> int:
        """How many WebSockets are open."""
        return len(self._listeners)

    def new_event_id(self) -> str:
        """An `evt_` id; `message` and `message.any` of one message share one."""
        moment = int(time.time() * 1000)
        head = "".join(_ULID[(moment >> shift) & 31] for shift in range(45, -1, -5))
        return f"evt_{head}{''.join(self._random.choices(_ULID, k=16))}"

    def publish(
        self,
        name: str,
        session: str,
        me: dict[str, Any] | None,
        config: dict[str, Any] | None,
        payload: dict[str, Any],
        event_id: str | None = None,
    ) -> None:
        """Send an event to the listeners that want it."""
        envelope: dict[str, Any] = {
            "id": event_id or self.new_event_id(),
            "timestamp": self._now_ms(),
            "event": name,
            "session": session,
        }
        if metadata := (config or {}).get("metadata"):
            envelope["metadata"] = metadata
        envelope |= {
            "me": me,
            "payload": payload,
            "engine": self._options.engine,
            "environment": self._options.environment,
        }
        if self.is_muted:
            return
        text = json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))
        for listener in self._listeners:
            if listener.wants(name, session):
                listener.queue.put_nowait(text)
        self.webhooks.publish(config, name, text)

    def publish_raw(self, text: str) -> None:
        """Send any text to every listener, as a broken server would."""
        for listener in self._listeners:
            listener.queue.put_nowait(text)

    def cut(self) -> None:
        """Reset every WebSocket."""
        for listener in self._listeners:
            abort(listener.request)

    async def serve(self, request: web.Request, *, is_allowed: bool) -> web.WebSocketResponse:
        """One WebSocket from its upgrade to its end. A bad key is told only after the upgrade."""
        socket = web.WebSocketResponse(heartbeat=60)
        await socket.prepare(request)
        if not is_allowed:
            await socket.close(code=WSCloseCode.POLICY_VIOLATION, message=b"Unauthorized")
            return socket
        names = [name for value in request.query.getall("events", ["*"]) for name in value.split(",")]
        session = request.query.get("session", "*")
        listener = _Listener(socket, request, session, frozenset(names))
        self._listeners.add(listener)
        writer = asyncio.create_task(self._write(listener))
        try:
            async for _ in socket:
                pass  # Clients have nothing to say; this ends when they leave.
        finally:
            self._listeners.discard(listener)
            writer.cancel()
        return socket

    @staticmethod
    async def _write(listener: _Listener) -> None:
        while True:
            text = await listener.queue.get()
            try:
                await listener.socket.send_str(text)
            except ConnectionError:
                return
