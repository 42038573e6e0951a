"""What the server knows of messages and chats: one message, what was sent, what came, who is behind a lid."""

from datetime import datetime, timedelta
from typing import Any

from kaspi_notifier.waha import errors, events, parse
from kaspi_notifier.waha.calls import READ, Calls, quoted
from kaspi_notifier.waha.link import Reply
from kaspi_notifier.waha.values import FoundMessage, MessageSeen

_PAGES = 4
_PAGE = 100


class Lookups(Calls):
    """Questions that change nothing on the server."""

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
        path = f"/api/{self._settings.session}/chats/{quoted(chat_id)}/messages/{quoted(message_id)}"
        return await self._link.exchange("GET", path, params={"downloadMedia": "false"}, read_timeout=READ)

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
            wire = await self._get(f"/api/{self._settings.session}/chats/{quoted(chat_id)}/messages", params)
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
        return parse.digits_of(await self._lids(f"/{quoted(lid)}", "pn"))

    async def lid_of(self, digits: str) -> str | None:
        """The lid WhatsApp may use instead of a phone; None while the server does not know it."""
        return await self._lids(f"/pn/{quoted(digits)}", "lid")

    async def _chats(self, chat_id: str) -> list[str]:
        """The chat, and the same buyer's chat under the other kind of address where that is known."""
        if digits := parse.digits_of(chat_id):
            twin = await self.lid_of(digits)
        else:
            twin = await self._lids(f"/{quoted(chat_id)}", "pn")
        return [chat_id, twin] if twin else [chat_id]

    async def _lids(self, path: str, wanted: str) -> str | None:
        try:
            wire = await self._optional(f"/api/{self._settings.session}/lids{path}")
        except (errors.LookupUnavailable, errors.Unprocessable):
            return None
        return parse.address(wire, wanted)
