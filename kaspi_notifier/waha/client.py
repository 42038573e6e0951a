"""The shop's session on the owner's WAHA server: pairing, sending, looking up, events."""

import ssl
from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import httpx
import msgspec

from kaspi_notifier.domain.settings import Waha
from kaspi_notifier.waha import errors, events, parse, webhook
from kaspi_notifier.waha.link import Link, Reply, tls_context
from kaspi_notifier.waha.refusals import success
from kaspi_notifier.waha.values import (
    Accepted,
    AckReceived,
    Capping,
    Engine,
    Existence,
    FoundMessage,
    Me,
    MessageSeen,
    ServerVersion,
    Session,
    SessionChanged,
    SessionStatus,
    Timelock,
)
from kaspi_notifier.waha.wire import dig

# WAHA waits up to 10 s for a session's status and 4 s for an engine to stop before it answers.
_READ = 30.0
_READ_TYPING = 5.0
_PAGES = 4
_PAGE = 100

CONFIG: dict[str, Any] = {
    "ignore": {"status": True, "groups": True, "channels": True, "broadcast": True},
    "noweb": {"markOnline": False, "store": {"enabled": True, "fullSync": False}},
}
"""A session's config: one-to-one chats only, phone notifications stay on, sent messages can be found."""


class WahaClient:
    """One session of one WAHA server, as an async context manager. Nothing is ever tried twice."""

    def __init__(
        self,
        settings: Waha,
        *,
        ssl_context: ssl.SSLContext | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        send_read_timeout: float = 100.0,
    ) -> None:
        """`send_read_timeout` in seconds; WAHA may hold a send for 15 s and the engine's own 75 s."""
        self._settings = settings
        self._tls = tls_context(settings, ssl_context)
        self._link = Link(settings, self._tls, transport)
        self._send_read_timeout = send_read_timeout
        self._engine: Engine | None = None

    async def __aenter__(self) -> Self:
        await self._link.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._link.__aexit__(kind, error, trace)

    async def renew(self) -> None:
        """Let go of every connection, and of what is known of the server's clock."""
        await self._link.renew()

    @property
    def clock_skew(self) -> timedelta | None:
        """The server's clock minus this computer's, from the last answer with a date."""
        return self._link.clock_skew

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

    # --- looking up -----------------------------------------------------------------------------

    async def message(self, wa_id: str, chat_id: str) -> FoundMessage | None:
        """A message by its bare id: in all chats, then in the buyer's chat under phone and lid.

        None means looked everywhere and absent. Anything less certain raises; `LookupUnavailable` when
        the server keeps no messages.
        """
        looked = False
        places = [("all", wa_id)]
        for place, message_id in places:
            try:
                found = parse.found(await self._get_message(place, message_id), wa_id)
            except errors.Unsupported:
                found = None
            else:
                looked = True
            if found is not None:
                return found
            if place == "all":
                places += [(chat, f"true_{chat}_{wa_id}") for chat in await self._chats(chat_id)]
        if not looked:
            raise errors.LookupUnavailable("this engine can't look up a message")
        return None

    async def _get_message(self, chat_id: str, message_id: str) -> Reply:
        path = f"/api/{self._settings.session}/chats/{_quoted(chat_id)}/messages/{_quoted(message_id)}"
        return await self._link.exchange("GET", path, params={"downloadMedia": "false"}, read_timeout=_READ)

    async def sent_since(self, chat_id: str, since: datetime, limit: int = 50) -> list[FoundMessage]:
        """Messages sent to a chat since a moment, newest first, from all of this account's devices."""
        found: dict[str, FoundMessage] = {}
        for chat in await self._chats(chat_id):
            for page in range(_PAGES):
                items = await self._chat_page(chat, since, limit, page * limit)
                found |= {message.wa_id: message for message in items if message.from_me}
                if not items or len(found) >= limit:
                    break
        return sorted(found.values(), key=lambda message: message.at, reverse=True)[:limit]

    async def _chat_page(self, chat_id: str, since: datetime, limit: int, offset: int) -> list[FoundMessage]:
        items = await self._list(chat_id, since, limit, offset, {"filter.fromMe": "true"})
        return [message for item in items if (message := parse.found_message(item))]

    async def _list(
        self, chat_id: str, since: datetime, limit: int, offset: int, more: dict[str, str]
    ) -> list[Any]:
        # The messages carry the server's time; where its clock is behind ours, look further back.
        since += min(self.clock_skew or timedelta(), timedelta())
        params = {
            "limit": str(limit),
            "offset": str(offset),
            "downloadMedia": "false",
            "sortOrder": "desc",
            **more,
            "filter.timestamp.gte": str(int(since.timestamp())),
        }
        try:
            wire = await self._get(f"/api/{self._settings.session}/chats/{_quoted(chat_id)}/messages", params)
        except errors.Unsupported:
            fault = errors.LookupUnavailable("this engine can't list messages")
        else:
            return parse.items(wire)
        raise fault

    async def messages_since(
        self, since: datetime, limit: int = 500, *, only_incoming: bool = False
    ) -> list[MessageSeen]:
        """Messages of every one-to-one chat since a moment, in and out, newest first.

        Raises `LookupUnavailable` where the server can't list the messages of all chats.
        """
        found: list[MessageSeen] = []
        wanted = {"filter.fromMe": "false"} if only_incoming else {}
        for page in range(limit // _PAGE):
            items = await self._list("all", since, _PAGE, page * _PAGE, wanted)
            found += [
                message for item in items if (message := events.message_seen("", "message.any", item, None))
            ]
            if len(items) < _PAGE:
                break
        return found

    async def phone_of_lid(self, lid: str) -> str | None:
        """The digits behind a lid; None while the server does not know them."""
        return parse.digits_of(await self._lids(f"/{_quoted(lid)}", "pn"))

    async def lid_of(self, digits: str) -> str | None:
        """The lid WhatsApp may use instead of a phone; None while the server does not know it."""
        return await self._lids(f"/pn/{_quoted(digits)}", "lid")

    async def _chats(self, chat_id: str) -> list[str]:
        """The chat, and the same buyer's chat under the other kind of address where that is known."""
        if digits := parse.digits_of(chat_id):
            twin = await self.lid_of(digits)
        else:
            twin = await self._lids(f"/{_quoted(chat_id)}", "pn")
        return [chat_id, twin] if twin else [chat_id]

    async def _lids(self, path: str, wanted: str) -> str | None:
        try:
            wire = await self._optional(f"/api/{self._settings.session}/lids{path}")
        except (errors.LookupUnavailable, errors.Unprocessable):
            return None
        return parse.address(wire, wanted)

    # --- events ---------------------------------------------------------------------------------

    def events(self) -> AsyncGenerator[SessionChanged | MessageSeen | AckReceived, None]:
        """What happens in the session, over one WebSocket; ends or raises `WahaError` when it drops.

        Nothing is repeated that was missed before or between: look after the statuses yourself.
        """
        return events.listen(self._settings, self._tls)

    # --- plumbing -------------------------------------------------------------------------------

    def _session_path(self, rest: str = "") -> str:
        return f"/api/sessions/{self._settings.session}{rest}"

    async def _exchange(self, method: str, path: str, body: Any, read_timeout: float) -> Reply:
        content = None if body is None else _encoded(body)
        return await self._link.exchange(method, path, content=content, read_timeout=read_timeout)

    async def _call(self, method: str, path: str, *, body: Any = None) -> Any:
        return success(await self._exchange(method, path, body, _READ))

    async def _post(self, path: str, body: Any = None) -> Any:
        return await self._call("POST", path, body=body)

    async def _get(self, path: str, params: dict[str, str] | None = None) -> Any:
        reply = await self._link.exchange("GET", path, params=params, read_timeout=_READ)
        return success(reply)

    async def _optional(self, path: str) -> Any:
        """The answer of a GET that older versions and other engines do not have."""
        try:
            return await self._get(path)
        except (errors.NotFound, errors.Unsupported):
            return None


def _quoted(part: str) -> str:
    return quote(part, safe="")


def _encoded(body: Any) -> bytes:
    try:
        return msgspec.json.encode(body)
    except UnicodeEncodeError:
        # Half of a surrogate pair in the text.
        pass
    raise errors.BadRequest("the text is not valid Unicode")
