"""What happened in a shop lately: its orders' events with what the buyers were told, and their answers."""

from collections.abc import Iterable
from datetime import datetime

from kaspi_notifier.domain.message import Reason
from kaspi_notifier.domain.rules import FOLLOW_UPS, Event
from kaspi_notifier.store.columns import json_array, moment, ms
from kaspi_notifier.store.database import Database, Row
from kaspi_notifier.store.message_rows import SELECT
from kaspi_notifier.store.models import Happening, Message, message_of

_EVENTS = """
    SELECT observed_at, order_code, event FROM order_events WHERE shop_id = ?
        AND event NOT IN (SELECT value FROM json_each(?)) ORDER BY observed_at DESC LIMIT ?"""
_MESSAGES = SELECT + " WHERE shop_id = ? AND order_code IN (SELECT value FROM json_each(?)) ORDER BY id"
_REPLIES = """
    SELECT said.at, chats.phone, said.body, said.media
    FROM chat_messages AS said JOIN chats ON chats.id = said.chat
    WHERE said.shop_id = ? AND said.from_me = 0 ORDER BY said.id DESC LIMIT ?"""
_NEWEST_TO = """
    SELECT order_code FROM whatsapp_messages_log WHERE shop_id = ? AND phone = ? ORDER BY id DESC LIMIT 1"""
_AT_ONCE = 4
"""An order that is seen accepted and ready at once has several events; one of them is shown."""


class Feed:
    """Read-only."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def latest(self, shop_id: int, limit: int) -> list[Happening]:
        """The newest happenings, the last one first; what was there before the set-up is left out."""
        follow_ups = json_array(FOLLOW_UPS.values())
        events = self._db.rows(_EVENTS, (shop_id, follow_ups, limit * _AT_ONCE))
        replies = [
            (*row, self._order_of(shop_id, row[1])) for row in self._db.rows(_REPLIES, (shop_id, limit))
        ]
        codes = {row[1] for row in events} | {row[4] for row in replies}
        names, messages = self._names(shop_id, codes), self._messages(shop_id, codes)
        together: dict[tuple[int, str], list[Happening]] = {}
        for row in events:
            together.setdefault(row[:2], []).append(_event(row, names, messages))
        found = [max(happenings, key=_weight) for happenings in together.values()]
        found += [
            Happening(
                at=moment(at), order_code=code, buyer=names.get(code, ""), reply=body or "", media=media
            )
            for at, _phone, body, media, code in replies
        ]
        return sorted(found, key=lambda happening: happening.at, reverse=True)[:limit]

    def orders_since(self, shop_id: int, since: datetime) -> int:
        """How many orders were made since then."""
        number: int = self._db.value(
            "SELECT count(*) FROM orders WHERE shop_id = ? AND created_at >= ?", (shop_id, ms(since))
        )
        return number

    def _order_of(self, shop_id: int, phone: str) -> str | None:
        """The order that the newest message to this phone was about."""
        found: str | None = self._db.value(_NEWEST_TO, (shop_id, phone))
        return found

    def _names(self, shop_id: int, codes: Iterable[str | None]) -> dict[str | None, str]:
        rows = self._db.rows(
            "SELECT code, buyer_first_name FROM orders"
            " WHERE shop_id = ? AND code IN (SELECT value FROM json_each(?))",
            (shop_id, json_array(filter(None, codes))),
        )
        return dict(rows)

    def _messages(self, shop_id: int, codes: Iterable[str | None]) -> dict[tuple[str | None, Event], Message]:
        rows = self._db.rows(_MESSAGES, (shop_id, json_array(filter(None, codes))))
        messages = map(message_of, rows)
        return {(message.order_code, message.event): message for message in messages if message.event}


def _event(
    row: Row, names: dict[str | None, str], messages: dict[tuple[str | None, Event], Message]
) -> Happening:
    at, code, name = row
    event = Event(name)
    return Happening(
        at=moment(at),
        order_code=code,
        buyer=names.get(code, ""),
        event=event,
        message=messages.get((code, event)),
    )


def _weight(happening: Happening) -> tuple[bool, bool, int]:
    """Of what was seen at once, the event that has a message counts, else the latest stage."""
    message = happening.message
    is_told = message is not None and message.reason is not Reason.SUPERSEDED
    assert happening.event is not None, "only events are seen at once"
    return is_told, message is not None, list(Event).index(happening.event)
