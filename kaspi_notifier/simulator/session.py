"""One WhatsApp session of the simulated WAHA: its statuses, QR codes, pairing and credentials."""

import asyncio
import random
import string
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Any

from kaspi_notifier.simulator.options import WahaOptions
from kaspi_notifier.simulator.waiting import happened

RUNNING = frozenset(
    {"STARTING", "SCAN_QR_CODE", "PASSKEY_REQUIRED", "PASSKEY_CONFIRMATION_REQUIRED", "WORKING", "FAILED"}
)
_STATUSES_KEPT = 3


def lid_of(digits: str) -> str:
    """The hidden identity WhatsApp uses for a number."""
    return f"2000{digits}@lid"


class SimulatedSession:
    """The session's state machine. `on_status` hears every status, also one that is repeated."""

    def __init__(
        self,
        name: str,
        options: WahaOptions,
        seed: random.Random,
        on_status: Callable[["SimulatedSession"], None],
        now_ms: Callable[[], int],
    ) -> None:
        self.name = name
        self.status = "STOPPED"
        self.config: dict[str, Any] | None = None
        self.statuses: list[dict[str, Any]] = []
        self.qr: str | None = None
        self.pairing_phone: str | None = None
        self.phone: str | None = None
        """The paired number; stays after the phone has unlinked this device."""
        self.is_linked = False
        """Whether WhatsApp still accepts the credentials."""
        self.is_offline = False
        """The socket is lost although the status says WORKING."""
        self.timelock: dict[str, Any] | None = None
        self.capping: dict[str, Any] | None = None
        self.lock = asyncio.Lock()
        self._options = options
        self._random = seed
        self._on_status = on_status
        self._now_ms = now_ms
        self._changed = asyncio.Event()
        self._work: asyncio.Task[None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether the session was started and not stopped."""
        return self.status in RUNNING

    @property
    def has_store(self) -> bool:
        """Whether chats and messages can be looked up; NOWEB stores only when it is told to."""
        config = self.config or {}
        match self._options.engine:
            case "NOWEB":
                is_on = config.get("noweb", {}).get("store", {}).get("enabled", False)
            case "GOWS":
                is_on = config.get("gows", {}).get("storage", {}).get("messages", True)
            case _:
                is_on = True
        return self._options.has_store and bool(is_on)

    @property
    def me(self) -> dict[str, Any] | None:
        """WAHA's `me`: also set by a mere pairing code (NOWEB), and kept by a failed session."""
        if self.status == "STOPPED" and not self._options.at_least("2026.6.1"):
            return None
        if self.phone is None:
            if self.pairing_phone is None or self._options.engine != "NOWEB":
                return None
            return {"id": f"{self.pairing_phone}@c.us", "pushName": "~", "lid": ""}
        if self.status in ("STARTING", "SCAN_QR_CODE") and not self.is_linked:
            return None
        me: dict[str, Any] = {
            "id": f"{self.phone}@c.us",
            "pushName": "Арман Техно",
            "lid": lid_of(self.phone),
        }
        if self._options.engine == "GOWS":
            me["jid"] = f"{self.phone}:12@s.whatsapp.net"
        if self.timelock is not None and self._options.at_least("2026.7.2"):
            me["reachoutTimelock"] = self.timelock
        if self.capping is not None and self._options.at_least("2026.8.1"):
            me["messageCapping"] = self.capping
        return me

    def is_restricted(self, now: datetime) -> bool:
        """Whether WhatsApp refuses new chats: a timelock that has not ended, or a used-up quota."""
        lock, quota = self.timelock, self.capping
        if lock is not None and lock["isActive"]:
            ends = lock["timeEnforcementEnds"]
            if ends is None or ends > now.timestamp():
                return True
        return quota is not None and quota["cappingStatus"] == "CAPPED"

    def count_new_chat(self) -> None:
        """A chat was begun."""
        if self.capping is not None:
            self.capping["usedQuota"] += 1

    def document(self, *, has_engine: bool) -> dict[str, Any]:
        """The session as WAHA's API shows it."""
        is_stopped = self.status == "STOPPED"
        document: dict[str, Any] = {
            "name": self.name,
            "status": self.status,
            "config": self.config,
            "me": self.me,
            "presence": None,
            "timestamps": {"activity": None} if is_stopped else {},
        }
        if self._options.at_least("2026.6.1"):
            document["assignedWorker"] = ""
        if has_engine:
            document["engine"] = {} if is_stopped else self._engine()
        return document

    def _engine(self) -> dict[str, Any]:
        if self._options.engine == "GOWS":
            is_found = self.status == "WORKING"
            return {
                "engine": "GOWS",
                "grpc": {"client": "READY"},
                "gows": {"found": is_found, "connected": is_found},
            }
        return {"engine": self._options.engine}

    # Moves

    def start(self) -> None:
        """STARTING, then WORKING with good credentials, FAILED with refused ones, else QR codes."""
        self._set("STARTING")
        self._run(self._connect())

    def stop(self) -> None:
        """STOPPED; credentials stay."""
        self.die()
        self._set("STOPPED")

    def die(self) -> None:
        """The server's process has ended: stopped, and nobody hears of it."""
        self.cancel()
        self.qr = None
        self.status = "STOPPED"

    def forget(self) -> None:
        """Unpair: no credentials any more."""
        self.phone = self.pairing_phone = None
        self.is_linked = False

    def scan(self, phone: str) -> None:
        """The phone scanned the QR code or entered the pairing code. `ValueError` if there was none."""
        if self.status != "SCAN_QR_CODE":
            raise ValueError(f"nothing to scan in {self.status}")
        self.phone, self.is_linked, self.qr = phone, True, None
        self.start()

    def pair(self, phone: str) -> None:
        """Straight to WORKING."""
        self.cancel()
        self.phone, self.is_linked, self.qr = phone, True, None
        if self.config is None and self._options.engine == "NOWEB":
            self.config = {"noweb": {"markOnline": False, "store": {"enabled": True, "fullSync": False}}}
        self._set("WORKING")

    def unlink(self) -> None:
        """The owner removed this device on the phone."""
        self.cancel()
        self.is_linked = False
        self._set("FAILED")

    def force(self, status: str) -> None:
        """Any status, also one this simulator knows nothing of."""
        self.cancel()
        self._set(status)

    def repeat_status(self) -> None:
        """Issue the status again, as WAHA does when something beside it has changed."""
        self._set(self.status)

    def lose_connection(self, seconds: float) -> None:
        """The socket is gone: WORKING goes on for a while, then STARTING, then WORKING."""
        self.is_offline = True
        self._run(self._reconnect(seconds))

    def code_for(self, phone: str) -> str:
        """A pairing code for the number."""
        self.pairing_phone = phone
        letters = "".join(self._random.choices(string.ascii_uppercase + string.digits, k=8))
        return f"{letters[:4]}-{letters[4:]}"

    async def reached(self, status: str, seconds: float) -> bool:
        """Whether the session comes to this status within the time."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while self.status != status:
            if not await happened(self._changed, deadline - loop.time()):
                return False
        return True

    def cancel(self) -> None:
        """Stop what the session does by itself."""
        self.is_offline = False
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def _run(self, work: Any) -> None:
        if self._work is not None and self._work is not asyncio.current_task():
            self._work.cancel()
        self._work = asyncio.get_running_loop().create_task(work)

    async def _connect(self) -> None:
        await asyncio.sleep(self._options.start_seconds)
        if self.phone is not None:
            self._set("WORKING" if self.is_linked else "FAILED")
            return
        for number in range(self._options.qr_count):
            self.qr = self._new_qr()
            self._set("SCAN_QR_CODE")
            await asyncio.sleep(self._options.qr_first if number == 0 else self._options.qr_next)
        self.qr = None
        self._set("FAILED")

    async def _reconnect(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.is_offline = False
        self._set("STARTING")
        await asyncio.sleep(self._options.start_seconds)
        self._set("WORKING")

    def _new_qr(self) -> str:
        parts = [b64encode(self._random.randbytes(size)).decode() for size in (108, 32, 32, 32)]
        return "2@" + ",".join(parts)

    def _set(self, status: str) -> None:
        self.status = status
        self.statuses = [*self.statuses, {"status": status, "timestamp": self._now_ms()}][-_STATUSES_KEPT:]
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
        self._on_status(self)
