"""The state behind the simulated WAHA: sessions, chats, receipts, and the hands that move them."""

import asyncio
import random
import ssl
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from kaspi_notifier.simulator import waha_bodies
from kaspi_notifier.simulator.chats import Bubble, Chats, Record
from kaspi_notifier.simulator.events import Gateway
from kaspi_notifier.simulator.options import AckDelays, WahaOptions
from kaspi_notifier.simulator.orders import milliseconds
from kaspi_notifier.simulator.server import LoopbackServer
from kaspi_notifier.simulator.session import SimulatedSession, lid_of

SHOP_PHONE = "77000000000"


class WahaWorld(LoopbackServer):
    """WAHA, WhatsApp behind it, and the buyers' phones."""

    def __init__(
        self, *, port: int, seed: int, options: WahaOptions, ssl_context: ssl.SSLContext | None
    ) -> None:
        super().__init__(port, ssl_context)
        self.options = options
        self.ack_delays: AckDelays | Callable[[], AckDelays] = options.ack_delays
        self.api_key = f"simulated-waha-key-{seed:013d}"
        self.session = "default"
        self.sessions: dict[str, SimulatedSession] = {}
        self._random = random.Random(seed)
        self.chats = Chats(random.Random(seed + 1))
        self.gateway = Gateway(options, random.Random(seed + 2), self.now_ms)
        self.on_bubble: Callable[[Bubble], None] | None = None
        """Hears of every new bubble; the demo's buyers use it."""
        self.only_writers_are_known = False
        """Whether a restriction refuses chats in which the buyer never wrote, too."""
        self.refused_chats: list[str] = []
        """The chat of every message that a timelock or a used-up quota kept from beginning a chat."""
        self._timers: set[asyncio.TimerHandle] = set()
        self.started_at = self.now()
        if options.is_single:
            self.new_session("default")

    # What tests and the demo see

    @property
    def url(self) -> str:
        """The server's address."""
        return self.origin

    @property
    def bubbles(self) -> list[Bubble]:
        """What buyers really got, oldest first."""
        return self.chats.bubbles

    @property
    def connected_events(self) -> int:
        """How many WebSockets are open."""
        return self.gateway.connected

    @property
    def events_muted(self) -> bool:
        """WebSockets stay open and nothing arrives."""
        return self.gateway.is_muted

    @events_muted.setter
    def events_muted(self, value: bool) -> None:
        self.gateway.is_muted = value

    def bubbles_to(self, phone: str) -> list[Bubble]:
        """What one buyer got; `phone` is 11 digits."""
        return [bubble for bubble in self.bubbles if bubble.chat_id == f"{phone}@c.us"]

    def status(self, session: str | None = None) -> str | None:
        """A session's status; None when there is no such session."""
        found = self.sessions.get(session or self.session)
        return found.status if found else None

    # What tests and the demo do

    def pair(self, phone: str = SHOP_PHONE, session: str | None = None) -> None:
        """Straight to WORKING; the session is made if need be."""
        name = session or self.session
        (self.sessions.get(name) or self.new_session(name)).pair(phone)

    def scan_qr(self, phone: str = SHOP_PHONE, session: str | None = None) -> None:
        """The shop's phone scans the QR code. Raises `ValueError` when none is shown."""
        self._session(session).scan(phone)

    def enter_code(self, session: str | None = None) -> None:
        """The shop's phone enters the pairing code it was asked for."""
        found = self._session(session)
        found.scan(found.pairing_phone or SHOP_PHONE)

    def unlink(self, session: str | None = None) -> None:
        """The owner removes the device on the phone: FAILED until somebody logs out and scans again."""
        self._session(session).unlink()

    def lose_connection(self, seconds: float, session: str | None = None) -> None:
        """WORKING with a dead socket for a while, then STARTING, then WORKING."""
        self._session(session).lose_connection(seconds)

    def set_status(self, status: str, session: str | None = None) -> None:
        """Any status."""
        self._session(session).force(status)

    def set_timelock(
        self, is_active: bool, ends_at: datetime | None = None, session: str | None = None
    ) -> None:
        """WhatsApp restricts new chats, or no longer."""
        ends = int(ends_at.timestamp()) if ends_at else None
        lock = {"enforcementType": "DEFAULT", "isActive": is_active, "timeEnforcementEnds": ends}
        found = self._session(session)
        found.timelock = lock
        found.repeat_status()

    def set_capping(
        self,
        status: str,
        used: int,
        total: int,
        session: str | None = None,
        *,
        ends_at: datetime | None = None,
    ) -> None:
        """WhatsApp's quota of new chats, until the end of its cycle."""
        self._session(session).capping = {
            "cappingStatus": status,
            "totalQuota": total,
            "usedQuota": used,
            "cycleStart": None,
            "cycleEnd": int(ends_at.timestamp()) if ends_at else None,
            "mvStatus": "NOT_ELIGIBLE",
            "oteStatus": "NOT_ELIGIBLE",
        }

    def restart_server(self) -> None:
        """The process ends and comes back: connections cut, held sends lost, sessions as the version does."""
        self.cut_connections()
        self.started_at = self.now()
        for session in self.sessions.values():
            was_running = session.is_running
            session.die()
            if self.options.is_single:
                session.config = None
            elif was_running:
                session.start()

    def reply(self, phone: str, text: str, session: str | None = None, media: str = "") -> str:
        """A buyer writes to the shop, or sends a thing (`image`, `audio`, …). The message's bare id."""
        return self._said(phone, text, session, from_me=False, media=media)

    def write_on_phone(self, phone: str, text: str, session: str | None = None) -> str:
        """The owner writes to a buyer on the phone itself. The message's bare id."""
        return self._said(phone, text, session, from_me=True, media="")

    def _said(self, phone: str, text: str, session: str | None, *, from_me: bool, media: str) -> str:
        record = self.chats.remember(
            Record(
                wa_id=self.chats.new_id("3A"),
                chat_id=f"{phone}@c.us",
                from_me=from_me,
                text=text,
                at=self.now(),
                session=session or self.session,
                visible_at=0.0,
                ack=2,
                source="app",
                media=media,
            )
        )
        self.publish_message(self._session(session), record)
        return record.wa_id

    def read_all(self) -> None:
        """Every buyer opens every message."""
        for bubble in self.bubbles:
            if bubble.ack < 3:
                self.ack(bubble.wa_id, 3)

    def ack(self, wa_id: str, number: int) -> None:
        """Any receipt by hand, also one out of order. Unknown ids give an event too."""
        records = self.chats.records_with(wa_id) or [
            Record(
                wa_id=wa_id, chat_id="77000000099@c.us", from_me=True, text="", at=self.now(),
                session=self.session, visible_at=0.0,
            )
        ]  # fmt: skip
        for record in records:
            self.set_ack(record, number)

    def cut_events(self) -> None:
        """Reset the WebSockets."""
        self.gateway.cut()

    def forget_messages(self) -> None:
        """The server loses its message store."""
        self.chats.forget()

    # What the endpoints use

    def new_session(self, name: str) -> SimulatedSession:
        """A stopped session under this name."""
        session = SimulatedSession(name, self.options, self._random, self._publish_status, self.now_ms)
        self.sessions[name] = session
        return session

    def _session(self, name: str | None) -> SimulatedSession:
        return self.sessions[name or self.session]

    def me_id(self, session: SimulatedSession) -> str:
        """The shop's own chat id."""
        return f"{session.phone}@c.us"

    def shown_chat(self, chat_id: str) -> str:
        """How the server names a chat."""
        return lid_of(chat_id.removesuffix("@c.us")) if self.options.answers_lid else chat_id

    def has_whatsapp(self, chat_id: str) -> bool:
        """Whether there is an account behind a chat id; only proper numbers have one."""
        digits, _, kind = chat_id.partition("@")
        return kind == "c.us" and digits.isdecimal() and digits not in self.options.without_whatsapp

    def lets_begin(self, session: SimulatedSession, chat_id: str) -> bool:
        """Whether WhatsApp takes a message to this chat now: a restriction is for chats that are new.

        A chat is known when the buyer wrote, or a message arrived on the phone; WhatsApp may not count
        that. What begins a chat counts against the quota.
        """
        is_restricted = session.is_restricted(self.now())
        if not is_restricted and session.capping is None:
            return True
        if chat_id == self.me_id(session) or self.chats.is_known(
            session.name, chat_id, replied_only=self.only_writers_are_known
        ):
            return True
        if is_restricted:
            self.refused_chats.append(chat_id)
            return False
        session.count_new_chat()
        return True

    def coin(self) -> bool:
        """Heads or tails, by the seed."""
        return self._random.random() < 0.5

    def random_bytes(self, size: int) -> bytes:
        """Bytes by the seed."""
        return self._random.randbytes(size)

    def arrive(self, record: Record) -> None:
        """A message reaches the buyer's phone; receipts follow."""
        is_new = self.chats.deliver(record)
        if is_new and record.bubble is not None and self.on_bubble is not None:
            self.on_bubble(record.bubble)
        if not self.options.acks:
            return
        delays = self.ack_delays() if callable(self.ack_delays) else self.ack_delays
        for number, delay in ((1, delays.server), (2, delays.device), (3, delays.read)):
            if delay is not None:
                self.later(delay, partial(self._natural_ack, record, number))

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        """Do something after a while, unless the server is stopped for good."""

        def run() -> None:
            self._timers.discard(timer)
            action()

        timer = asyncio.get_running_loop().call_later(seconds, run)
        self._timers.add(timer)

    def _natural_ack(self, record: Record, number: int) -> None:
        if number > record.ack:
            self.set_ack(record, number)

    def set_ack(self, record: Record, number: int) -> None:
        """A receipt arrives at the server."""
        record.ack = number
        if record.bubble is not None:
            record.bubble.ack = max(record.bubble.ack, number)
        session = self.sessions.get(record.session)
        if session is None or session.status != "WORKING":
            return
        if number == 1 and self.options.engine == "GOWS":
            return
        chat = self.shown_chat(record.chat_id)
        payload = waha_bodies.ack(self.options, record, number, chat, self.me_id(session))
        self.gateway.publish("message.ack", session.name, session.me, session.config, payload)

    def publish_message(self, session: SimulatedSession, record: Record) -> None:
        """`message.any`, and for an incoming one `message` under the same id."""
        chat = self.shown_chat(record.chat_id)
        payload = waha_bodies.message(self.options, record, chat, self.me_id(session), is_event=True)
        event_id = self.gateway.new_event_id()
        for name in ("message.any",) if record.from_me else ("message", "message.any"):
            self.gateway.publish(name, session.name, session.me, session.config, payload, event_id)

    def _publish_status(self, session: SimulatedSession) -> None:
        payload: dict[str, Any] = {"name": session.name, "status": session.status}
        if self.options.at_least("2025.9.4"):
            payload["statuses"] = session.statuses
        if session.timelock is not None and session.status == "WORKING":
            payload["data"] = {"reachoutTimelock": session.timelock}
        self.gateway.publish("session.status", session.name, session.me, session.config, payload)

    def now_ms(self) -> int:
        """The server's time as it writes it."""
        return milliseconds(self.now())

    async def close(self) -> None:
        """Stop the server, its sessions and everything that was to happen later."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        for session in self.sessions.values():
            session.cancel()
        self.gateway.webhooks.close()
        await self.stop_server()
