"""WAHA's chat endpoints: sending, looking up, checking numbers."""

import asyncio
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from aiohttp import web

from kaspi_notifier.simulator.chats import ACK_NAMES, Record
from kaspi_notifier.simulator.faults import Fault
from kaspi_notifier.simulator.session import SimulatedSession, lid_of
from kaspi_notifier.simulator.waha_bodies import Refusal, answer, empty, exception, message, nest, sent
from kaspi_notifier.simulator.waha_faults import refusal_of

if TYPE_CHECKING:
    from kaspi_notifier.simulator.waha_server import WahaSimulator

_REJECTED = frozenset({"ack_error", "restricted_463"})
"""Kinds after which WhatsApp refuses the message although WAHA answered 201."""


class MessageEndpoints:
    """Handlers of `/api/sendText`, `/api/{session}/chats/…`, `/api/contacts/…` and the like."""

    def __init__(self, server: "WahaSimulator") -> None:
        self._server = server
        self._options = server.options

    def routes(self) -> list[tuple[str, str, str, Any]]:
        """(method, path, fault route, handler)."""
        chat = "/api/{session}/chats/{chat}/messages"
        routes: list[tuple[str, str, str, Any]] = [
            ("POST", "/api/sendText", "sendText", self.send_text),
            ("POST", "/api/startTyping", "startTyping", self.typing),
            ("POST", "/api/stopTyping", "stopTyping", self.typing),
            ("GET", chat, "messages", self.messages),
            ("GET", f"{chat}/{{id}}", "message", self.message),
            ("GET", "/api/contacts/check-exists", "check-exists", self.check_exists),
        ]
        if self._options.at_least("2025.7.4"):
            routes.append(("GET", "/api/{session}/lids/pn/{phone}", "lids", self.lid_of_phone))
            routes.append(("GET", "/api/{session}/lids/{lid}", "lids", self.phone_of_lid))
        if self._options.at_least("2026.4.3"):
            routes.append(("GET", "/api/{session}/new-message-id", "new-message-id", self.new_message_id))
        return routes

    # Sending

    async def send_text(self, request: web.Request) -> web.StreamResponse:
        """Send, with whatever goes wrong before, meanwhile or afterwards."""
        body = await self._server.body(request)
        self._server.sends.append(body)
        fault = self._server.faults.take("sendText")
        if fault is not None:
            await self._before(request, body, fault)
        session = await self._server.bound(body.get("session"), "WORKING")
        if session.is_offline:
            raise Refusal(exception(self._options, request, "Connection Closed", body=body, is_boom=True))
        if "chatId" not in body:
            text = "Cannot read properties of undefined (reading 'includes')"
            raise Refusal(exception(self._options, request, text, body=body))
        if "text" not in body:
            raise Refusal(exception(self._options, request, "Invalid media type", body=body, is_boom=True))
        kind = fault.kind if fault is not None else ""
        if not self._server.lets_begin(session, normal_chat(str(body["chatId"]))):
            kind = "restricted_463"
            self._refuse_chat(request, body)
        record = self._dispatch(session, body, kind)
        reply = sent(self._options, record, self._shown(session, record), self._server.me_id(session))
        return await self._after(request, body, reply, fault)

    async def _before(self, request: web.Request, body: dict[str, Any], fault: Fault) -> None:
        kind = fault.kind
        if kind == "restricted_463":
            self._refuse_chat(request, body)
        if kind == "timed_out" and not self._server.coin():
            kind = "error_500_before"
        if kind in ("drop", "drop_before"):
            raise self._server.cut(request)
        if kind == "hang":
            raise await self._server.silence(request)
        # The server goes on with a held message even when the client has left; only its end stops that.
        if kind == "hold" and not await self._server.rest(fault.seconds):
            raise self._server.cut(request)
        if (refusal := refusal_of(kind, fault, self._options, request, body)) is not None:
            raise Refusal(refusal)

    def _refuse_chat(self, request: web.Request, body: dict[str, Any]) -> None:
        """GOWS waits for WhatsApp and answers with its refusal; the others hear of it after they answered."""
        if self._options.engine == "GOWS":
            text = "2 UNKNOWN: server returned error 463"
            raise Refusal(exception(self._options, request, text, body=body))

    def _dispatch(self, session: SimulatedSession, body: dict[str, Any], kind: str) -> Record:
        chosen = body.get("id") if self._options.obeys_ids and kind != "reply_other_id" else None
        chats, server = self._server.chats, self._server
        record = chats.remember(
            Record(
                wa_id=str(chosen or chats.new_id()),
                chat_id=normal_chat(str(body["chatId"])),
                from_me=True,
                text=str(body["text"]),
                at=server.now(),
                session=session.name,
                visible_at=asyncio.get_running_loop().time() + self._options.lookup_lag,
                ack=0 if self._options.engine == "NOWEB" or not self._options.acks else 1,
                secret=b64encode(server.random_bytes(32)).decode(),
            )
        )
        if kind in _REJECTED:  # Known only to WhatsApp: WAHA hears of it later.
            record.ack = min(record.ack, 0)
            server.publish_message(session, record)
            server.later(0.01, lambda: server.set_ack(record, -1))
            return record
        record.ack = max(record.ack, 0)
        if server.has_whatsapp(record.chat_id):
            server.arrive(record)
            if kind == "double":
                twin = body | {"id": chats.new_id()}
                self._dispatch(session, twin, "")
        server.publish_message(session, record)
        return record

    async def _after(
        self, request: web.Request, body: dict[str, Any], reply: dict[str, Any], fault: Fault | None
    ) -> web.StreamResponse:
        match fault.kind if fault is not None else "":
            case "drop_after":
                raise self._server.cut(request)
            case "error_500_after":
                raise Refusal(exception(self._options, request, "Internal error", body=body))
            case "timed_out":
                raise Refusal(exception(self._options, request, "Timed Out", body=body))
            case "reply_garbage":
                return web.Response(status=201, text="<html>gateway</html>", content_type="text/html")
            case "reply_no_id":
                return answer(201, {"status": "PENDING"})
            case "empty_201":
                return empty(201)
            case "delay_reply" if fault is not None and not await self._server.rest(fault.seconds):
                raise self._server.cut(request)
            case _:
                return answer(201, reply)

    async def typing(self, request: web.Request) -> web.Response:
        """Shown to nobody here, but the session must work."""
        body = await self._server.body(request)
        await self._server.bound(body.get("session"), "WORKING")
        return answer(201, {"result": True})

    async def new_message_id(self, request: web.Request) -> web.Response:
        """An id for a message that is sent later; browser engines have none."""
        if self._options.is_browser:
            raise Refusal(nest(501, "The method is not implemented by the engine"))
        await self._server.bound(request.match_info["session"], "WORKING")
        return answer(200, {"id": self._server.chats.new_id()})

    # Looking up

    async def messages(self, request: web.Request) -> web.Response:
        """Newest first, filtered; `all` chats at once on NOWEB and GOWS."""
        session = await self._stored(request)
        query = request.query
        for name in ("limit", "offset"):
            if not query.get(name, "1").isdecimal():
                text = f"{name} must be a number conforming to the specified constraints"
                raise Refusal(nest(400, [text]))
        if query.get("filter.ack", "READ") not in ACK_NAMES.values():
            names = ", ".join(ACK_NAMES.values())
            raise Refusal(nest(400, [f"filter.ack must be one of the following values: {names}"]))
        offset, limit = int(query.get("offset", "0")), int(query.get("limit", "10"))
        now = asyncio.get_running_loop().time()
        chat = request.match_info["chat"]
        merges = query.get("merge") == "true" and self._options.at_least("2026.3.1")
        fitting = [
            record
            for record in self._server.chats.newest_first(session.name, now)
            if self._is_in(record, chat, merges=merges) and _fits(record, query)
        ]
        if query.get("sortOrder") == "asc":
            fitting.reverse()
        return answer(200, [self._show(session, record) for record in fitting[offset : offset + limit]])

    async def message(self, request: web.Request) -> web.Response:
        """By full id, or on NOWEB and GOWS by the bare one."""
        session = await self._stored(request)
        identifier = request.match_info["id"]
        parts = identifier.split("_")
        if len(parts) not in (1, 3, 4) or (len(parts) == 1 and self._options.is_browser):
            form = "false_11111111111@c.us_AAAAAAAAAAAAAAAAAAAA[_participant]"
            raise Refusal(exception(self._options, request, f"Message id be in format {form}"))
        bare = parts[0] if len(parts) == 1 else parts[2]
        record = self._server.chats.find(session.name, bare, asyncio.get_running_loop().time())
        if record is None or not self._is_in(record, request.match_info["chat"], merges=False):
            raise Refusal(nest(404, "Message not found"))
        return answer(200, self._show(session, record))

    async def _stored(self, request: web.Request) -> SimulatedSession:
        if request.match_info.get("chat") == "all" and self._options.is_browser:
            raise Refusal(nest(501, "The method is not implemented by the engine"))
        session = await self._server.bound(request.match_info["session"], "WORKING")
        if not session.has_store:
            store = '"config.noweb.store.enabled=True" and "config.noweb.store.full_sync=True"'
            more = "Read more: https://waha.devlike.pro/docs/engines/noweb#store"
            name = self._options.engine
            raise Refusal(nest(400, f"Enable {name} store {store} when starting a new session. {more}"))
        return session

    def _is_in(self, record: Record, chat: str, *, merges: bool) -> bool:
        if chat == "all":
            return True
        if normal_chat(chat) != record.chat_id:
            return False
        return merges or not self._options.answers_lid or chat.endswith("@lid")

    def _show(self, session: SimulatedSession, record: Record) -> dict[str, Any]:
        me = self._server.me_id(session)
        return message(self._options, record, self._shown(session, record), me, is_event=False)

    def _shown(self, _: SimulatedSession, record: Record) -> str:
        return self._server.shown_chat(record.chat_id)

    # Numbers

    async def check_exists(self, request: web.Request) -> web.Response:
        """Whether a number has WhatsApp, and the name of the chat with it."""
        session_name, phone = request.query.get("session"), request.query.get("phone")
        if session_name is None:
            raise Refusal(nest(400, "Session name is required"))
        if phone is None:
            text = "Cannot read properties of undefined (reading 'split')"
            raise Refusal(exception(self._options, request, text))
        await self._server.bound(session_name, "WORKING")
        digits = phone.lstrip("+").removesuffix("@c.us")
        if not self._server.has_whatsapp(f"{digits}@c.us"):
            is_gows = self._options.engine == "GOWS"
            return answer(200, {"numberExists": False} | ({"chatId": None} if is_gows else {}))
        body = {"numberExists": True, "chatId": self._server.shown_chat(f"{digits}@c.us")}
        if self._options.at_least("2026.8.1"):
            body["pn"] = f"{self._options.known_as.get(digits, digits)}@c.us"
        return answer(200, body)

    async def lid_of_phone(self, request: web.Request) -> web.Response:
        """The @lid of a number."""
        await self._stored(request)
        digits = request.match_info["phone"].removesuffix("@c.us")
        is_known = self._server.has_whatsapp(f"{digits}@c.us")
        return answer(200, {"lid": lid_of(digits) if is_known else None, "pn": f"{digits}@c.us"})

    async def phone_of_lid(self, request: web.Request) -> web.Response:
        """The number behind a @lid."""
        await self._stored(request)
        lid = request.match_info["lid"].removesuffix("@lid") + "@lid"
        chat = normal_chat(lid)
        return answer(200, {"lid": lid, "pn": None if chat == lid else chat})


def normal_chat(chat: str) -> str:
    """The chat by its number, whatever form of the name was used."""
    chat = chat.replace("@s.whatsapp.net", "@c.us")
    if chat.endswith("@lid"):
        digits = chat.removesuffix("@lid").removeprefix("2000")
        return f"{digits}@c.us" if lid_of(digits) == chat else chat
    return chat if "@" in chat else f"{chat}@c.us"


def _fits(record: Record, query: Any) -> bool:
    seconds = int(record.at.timestamp())
    return (
        query.get("filter.fromMe", str(record.from_me).lower()) == str(record.from_me).lower()
        and seconds >= int(query.get("filter.timestamp.gte", seconds))
        and seconds <= int(query.get("filter.timestamp.lte", seconds))
        and query.get("filter.ack", ACK_NAMES[record.ack]) == ACK_NAMES[record.ack]
    )
