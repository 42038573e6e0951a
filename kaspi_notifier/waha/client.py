"""The shop's session on the owner's WAHA server: pairing, sending, looking up, events."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any

from kaspi_notifier.waha import errors, events, parse, webhook
from kaspi_notifier.waha.lookups import Lookups
from kaspi_notifier.waha.refusals import success
from kaspi_notifier.waha.values import (
    Accepted,
    AckReceived,
    Capping,
    Existence,
    Me,
    MessageSeen,
    ServerVersion,
    Session,
    SessionChanged,
    SessionStatus,
    Timelock,
)
from kaspi_notifier.waha.wire import dig

# Seconds.
_READ_TYPING = 5.0

CONFIG: dict[str, Any] = {
    "ignore": {"status": True, "groups": True, "channels": True, "broadcast": True},
    "noweb": {"markOnline": False, "store": {"enabled": True, "fullSync": False}},
}
"""A session's config: one-to-one chats only, phone notifications stay on, sent messages can be found."""


class WahaClient(Lookups):
    """One session of one WAHA server, as an async context manager. Nothing is ever tried twice."""

    # --- the server -----------------------------------------------------------------------------

    async def version(self) -> ServerVersion:
        """Which WAHA, engine and edition this is."""
        try:
            wire = await self._get("/api/server/version")
        except errors.NotFound:
            # The name before 2024.11.
            wire = await self._get("/api/version")
        version = parse.version(wire)
        self._engine = version.engine
        return version

    async def started_at(self) -> datetime | None:
        """When the server started, by its own clock; None where it does not say."""
        try:
            wire = await self._get("/api/server/status")
        except (errors.NotFound, errors.Forbidden, errors.Unsupported):
            return None
        return parse.moment(dig(wire, "startTimestamp"))

    # --- the session ----------------------------------------------------------------------------

    async def sessions(self) -> list[Session]:
        """All sessions of the server that the key may see, also stopped ones."""
        wire = await self._get("/api/sessions", {"all": "true"})
        return [parse.session(item, self._engine) for item in parse.items(wire)]

    async def session(self) -> Session | None:
        """This shop's session, or None when the server has no such session yet."""
        try:
            return parse.session(await self._get(self._session_path()), self._engine)
        except errors.NotFound as error:
            if not error.is_about_session:
                raise
            return None

    async def create_session(self) -> None:
        """Create the session and start it; an existing one gets our config, the rest of its own stays."""
        body = {"name": self._settings.session, "start": True, "config": CONFIG}
        try:
            await self._post("/api/sessions", body)
        except errors.Unprocessable:
            # "already exists"; before 2026.6 `default` always does.
            await self._configure(await self._get(self._session_path()))
            await self._start()

    async def _configure(self, session: Any) -> None:
        present = dig(session, "config")
        wanted = parse.merged(present, CONFIG)
        # A PUT stops a running session and replaces all of its config.
        if wanted != present:
            await self._call("PUT", self._session_path(), body={"config": wanted})

    async def start(self) -> None:
        """Start the session; a failed one is restarted, because WAHA's start leaves that as it is.

        A stopped session without any config gets ours: before 2026.6 WAHA forgets it when it restarts.
        """
        session = await self._get(self._session_path())
        if dig(session, "status") == SessionStatus.STOPPED and dig(session, "config") is None:
            await self._configure(session)
        await self._start()

    async def _start(self) -> None:
        try:
            session = await self._post(self._session_path("/start"))
        except errors.Unprocessable:
            # "already started", also when it has failed since.
            session = await self._get(self._session_path())
        if dig(session, "status") == SessionStatus.FAILED:
            await self.restart()

    async def set_webhook(self, url: str, key: str) -> None:
        """Have the session's events brought to this address, signed with the key; others stay as they are.

        A running session is stopped and started by it. Raises `NotFound` where there is no session.
        """
        await self._change_webhooks(url, webhook.entry(url, key, events.EVENTS))

    async def remove_webhook(self, url: str) -> None:
        """Bring no more events to this address."""
        await self._change_webhooks(url, None)

    async def _change_webhooks(self, url: str, entry: dict[str, Any] | None) -> None:
        present = dig(await self._get(self._session_path()), "config")
        wanted = webhook.changed(present, url, entry)
        if wanted is not None:
            await self._call("PUT", self._session_path(), body={"config": wanted})

    async def stop(self) -> None:
        """Stop the session; its pairing stays."""
        await self._post(self._session_path("/stop"))

    async def restart(self) -> None:
        """Stop and start the session; the way out of FAILED."""
        await self._post(self._session_path("/restart"))

    async def logout(self) -> None:
        """Unpair the WhatsApp account from the server; a new QR is needed."""
        await self._post(self._session_path("/logout"))

    async def qr(self) -> str | None:
        """The raw text of the QR to scan, a secret; None when the session is not waiting for a scan."""
        session = await self.session()
        if session is None or session.status is not SessionStatus.SCAN_QR_CODE:
            # Asked in another status the server would hold the request for 10 s.
            return None
        try:
            wire = await self._get(f"/api/{self._settings.session}/auth/qr", {"format": "raw"})
        except errors.SessionNotReady:
            return None
        return parse.text(wire, "value")

    async def pairing_code(self, digits: str) -> str:
        """The code to type on the phone instead of scanning. Raises `SessionNotReady` unless it waits."""
        path = f"/api/{self._settings.session}/auth/request-code"
        return parse.text(await self._post(path, {"phoneNumber": digits}), "code")

    async def me(self) -> Me | None:
        """The WhatsApp account; None when there is none or the session is stopped."""
        try:
            return parse.me(await self._get(self._session_path("/me")))
        except errors.NotFound:
            return None

    async def timelock(self) -> Timelock | None:
        """WhatsApp's ban on new chats; None where the server does not know."""
        return parse.timelock(await self._optional(self._session_path("/timelock")))

    async def capping(self) -> Capping | None:
        """WhatsApp's quota of new chats; None where the server does not know."""
        return parse.capping(await self._optional(self._session_path("/capping")))

    # --- sending --------------------------------------------------------------------------------

    async def exists(self, digits: str) -> Existence:
        """Ask WhatsApp whether a number has an account. Costly for the account's standing: pace it."""
        params = {"phone": digits, "session": self._settings.session}
        return parse.existence(await self._get("/api/contacts/check-exists", params))

    async def new_message_id(self) -> str | None:
        """An id to send a message with; None where the server can't give one that may be used."""
        try:
            wire = await self._get(f"/api/{self._settings.session}/new-message-id")
        except (errors.NotFound, errors.Unsupported, errors.BadReply):
            return None
        return parse.new_id(wire)

    async def send_text(self, chat_id: str, text: str, message_id: str | None) -> Accepted:
        """Send one message, once.

        Raises an error with `surely_not_sent`, or `OutcomeUnknown`; nothing else. Cancelling it leaves
        the outcome unknown as well: callers shield it.
        """
        message = {"session": self._settings.session, "chatId": chat_id, "text": text, "linkPreview": False}
        if message_id is not None:
            message["id"] = message_id
        try:
            reply = await self._exchange("POST", "/api/sendText", message, self._send_read_timeout)
            return parse.accepted(reply)
        except errors.WahaError as error:
            fault = error if error.surely_not_sent else errors.OutcomeUnknown(error.detail)
        raise fault

    async def start_typing(self, chat_id: str) -> None:
        """Show "typing…" to the buyer until `stop_typing`."""
        await self._typing("/api/startTyping", chat_id)

    async def stop_typing(self, chat_id: str) -> None:
        """Stop showing "typing…"."""
        await self._typing("/api/stopTyping", chat_id)

    async def _typing(self, path: str, chat_id: str) -> None:
        message = {"session": self._settings.session, "chatId": chat_id}
        success(await self._exchange("POST", path, message, _READ_TYPING))

    # --- events ---------------------------------------------------------------------------------

    def events(self) -> AsyncGenerator[SessionChanged | MessageSeen | AckReceived, None]:
        """What happens in the session, over one WebSocket; ends or raises `WahaError` when it drops.

        Nothing is repeated that was missed before or between: look after the statuses yourself.
        """
        # A start doesn't wait for websockets.
        from kaspi_notifier.waha.socket import listen

        return listen(self._settings, self._tls)
