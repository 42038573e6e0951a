"""What buyers wrote, what the owner answered from the phone, and which lid belongs to which number."""

from datetime import datetime

from msgspec import Struct

from kaspi_notifier.domain.message import Kind, MessageState
from kaspi_notifier.store.columns import moment, moment_or_none, ms, wanted
from kaspi_notifier.store.database import Database, Row

_SHOWN = 200
"""Chats in the list and lines in a chat."""

_CHATS = """
    SELECT c.phone, c.last_at, c.unread, c.waiting_since,
        (SELECT opted_out_at FROM contacts WHERE shop_id = c.shop_id AND phone = c.phone),
        l.at, l.from_me, l.body, l.media, m.accepted_at, m.text,
        o.code, o.buyer_first_name, o.buyer_last_name
    FROM chats AS c
    LEFT JOIN chat_messages AS l ON l.id =
        (SELECT id FROM chat_messages WHERE chat = c.id ORDER BY at DESC, id DESC LIMIT 1)
    LEFT JOIN whatsapp_messages_log AS m ON m.id =
        (SELECT id FROM whatsapp_messages_log WHERE shop_id = c.shop_id AND phone = c.phone
            AND accepted_at IS NOT NULL ORDER BY accepted_at DESC LIMIT 1)
    LEFT JOIN orders AS o ON o.shop_id = c.shop_id AND o.code =
        (SELECT order_code FROM whatsapp_messages_log WHERE shop_id = c.shop_id AND phone = c.phone
            AND order_code IS NOT NULL ORDER BY created_at DESC LIMIT 1)
    WHERE c.shop_id = :shop"""
_NEWEST = " ORDER BY c.last_at DESC LIMIT :limit"
_SEARCHED = """
    AND (instr(c.phone, :search) > 0 OR c.phone IN (
        SELECT phone FROM whatsapp_messages_log WHERE shop_id = :shop AND instr(search, :search) > 0))"""
_SAID = """
    SELECT at, from_me, body, media, NULL, NULL, NULL, id FROM chat_messages AS said
    WHERE chat = (SELECT id FROM chats WHERE shop_id = :shop AND phone = :phone)
        AND NOT EXISTS (SELECT 1 FROM whatsapp_messages_log AS ours
            WHERE ours.shop_id = :shop AND ours.wa_id = said.wa_id)
    ORDER BY at DESC, id DESC LIMIT :limit"""
_WRITTEN = """
    SELECT coalesce(accepted_at, created_at), 1, coalesce(text, draft, ''), NULL, state, kind, id, id
    FROM whatsapp_messages_log
    WHERE shop_id = :shop AND phone = :phone
        AND (accepted_at IS NOT NULL OR kind IN ('by_hand', 'auto_reply', 'opt_out'))
        AND kind NOT IN ('test', 'digest')
    ORDER BY created_at DESC, id DESC LIMIT :limit"""
_OF_ORDER = """
    SELECT at, from_me, body, media, NULL, NULL, NULL, id FROM chat_messages
    WHERE shop_id = ? AND order_code = ? ORDER BY at, id LIMIT ?"""
_LAST_ORDER = """
    SELECT order_code FROM whatsapp_messages_log
    WHERE shop_id = ? AND phone = ? AND order_code IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 1"""


class Said(Struct, frozen=True, kw_only=True):
    """One message of a chat that did not leave through this program. `media` is a kind, as `photo`."""

    wa_id: str
    phone: str
    from_me: bool
    body: str
    media: str | None
    at: datetime

    def __repr__(self) -> str:
        return f"Said(from_me={self.from_me})"


class Chat(Struct, frozen=True, kw_only=True):
    """One buyer's chat as the list shows it, with the order that was spoken of last.

    `waiting_since` is when the first reply came that nobody has read or answered.
    """

    phone: str
    name: str
    order_code: str | None
    last_at: datetime
    last_text: str
    last_media: str | None
    last_from_me: bool
    unread: int
    waiting_since: datetime | None
    opted_out: bool

    def __repr__(self) -> str:
        return f"Chat(unread={self.unread})"


class Line(Struct, frozen=True, kw_only=True):
    """One message in a chat. `state`, `kind` and `message_id` are there for those of the messages log."""

    at: datetime
    from_me: bool
    body: str
    media: str | None
    state: MessageState | None
    kind: Kind | None
    message_id: int | None

    def __repr__(self) -> str:
        return f"Line(from_me={self.from_me}, state={self.state})"


class Unanswered(Struct, frozen=True, kw_only=True):
    """How much is unread, in how many chats a buyer waits, and since when the longest."""

    unread: int = 0
    chats: int = 0
    since: datetime | None = None


class Conversations:
    """The tables of chats. Only buyers the shop has written to, or is about to, have one."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # --- what comes in ---------------------------------------------------------------------------

    def is_buyer(self, shop_id: int, phone: str) -> bool:
        """Whether the shop knows this phone from an order; of others nothing is kept."""
        return self._db.row(
            "SELECT 1 FROM contacts WHERE shop_id = :shop AND phone = :phone"
            " UNION ALL SELECT 1 FROM whatsapp_messages_log WHERE shop_id = :shop AND phone = :phone LIMIT 1",
            {"shop": shop_id, "phone": phone},
        ) is not None  # fmt: skip

    def add(self, shop_id: int, said: Said, *, needs_answer: bool = True) -> bool:
        """Store a message of a chat; False when it is there already.

        A buyer's counts as unread while it `needs_answer`; the owner's own answers all before it.
        """
        at = ms(said.at)
        with self._db.transaction():
            if self._db.row(
                "SELECT 1 FROM chat_messages WHERE shop_id = ? AND wa_id = ?", (shop_id, said.wa_id)
            ):
                return False
            unread = int(needs_answer and not said.from_me)
            chat = self._db.value(
                "INSERT INTO chats (shop_id, phone, last_at, unread, waiting_since) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET last_at = max(last_at, excluded.last_at),"
                " unread = unread + excluded.unread,"
                " waiting_since = ifnull(waiting_since, excluded.waiting_since) RETURNING id",
                (shop_id, said.phone, at, unread, at if unread else None),
            )
            self._db.write(
                "INSERT INTO chat_messages (shop_id, chat, wa_id, from_me, body, media, at, order_code)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    shop_id,
                    chat,
                    said.wa_id,
                    int(said.from_me),
                    said.body,
                    said.media,
                    at,
                    self._db.value(_LAST_ORDER, (shop_id, said.phone)),
                ),
            )
            if said.from_me:
                self.mark_read(shop_id, said.phone)
        return True

    def mark_read(self, shop_id: int, phone: str) -> bool:
        """Nobody waits in this chat any more; False when nobody did."""
        with self._db.transaction():
            changed = self._db.write(
                "UPDATE chats SET unread = 0, waiting_since = NULL"
                " WHERE shop_id = ? AND phone = ? AND (unread > 0 OR waiting_since IS NOT NULL)",
                (shop_id, phone),
            )
        return changed == 1

    def learn_lid(self, shop_id: int, lid: str, phone: str) -> None:
        """WhatsApp files this phone under this lid."""
        with self._db.transaction():
            self._db.write(
                "INSERT INTO lids (shop_id, lid, phone) VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET phone = excluded.phone",
                (shop_id, lid, phone),
            )

    def phone_of_lid(self, shop_id: int, lid: str) -> str | None:
        """The phone behind a lid, as far as it was ever told."""
        phone = self._db.value(
            "SELECT phone FROM lids WHERE shop_id = :shop AND lid = :lid UNION ALL"
            " SELECT phone FROM contacts WHERE shop_id = :shop AND chat_id = :lid LIMIT 1",
            {"shop": shop_id, "lid": lid},
        )
        return None if phone is None else str(phone)

    def forget(self, before: datetime) -> int:
        """Delete what was said before, and chats in which nothing is left; how many messages."""
        with self._db.transaction():
            gone = self._db.write("DELETE FROM chat_messages WHERE at < ?", (ms(before),))
            self._db.write("DELETE FROM chats WHERE id NOT IN (SELECT chat FROM chat_messages)")
        return gone

    # --- what is shown ---------------------------------------------------------------------------

    def unanswered(self, shop_id: int) -> Unanswered:
        """What waits for a person in this shop's chats."""
        row = self._db.row(
            "SELECT ifnull(sum(unread), 0), count(waiting_since), min(waiting_since) FROM chats"
            " WHERE shop_id = ? AND unread > 0",
            (shop_id,),
        )
        assert row is not None, "an aggregate always has a row"
        return Unanswered(unread=row[0], chats=row[1], since=moment_or_none(row[2]))

    def last_reply_at(self, shop_id: int) -> datetime | None:
        """When the newest stored message of a chat was written."""
        return moment_or_none(
            self._db.value("SELECT last_at FROM chats WHERE shop_id = ? ORDER BY last_at DESC LIMIT 1",
                           (shop_id,))
        )  # fmt: skip

    def was_auto_answered(self, shop_id: int, phone: str, since: datetime) -> bool:
        """Whether a buyer got an automatic answer since then."""
        return self._db.row(
            "SELECT 1 FROM whatsapp_messages_log"
            " WHERE shop_id = ? AND phone = ? AND kind = 'auto_reply' AND created_at >= ? LIMIT 1",
            (shop_id, phone, ms(since)),
        ) is not None  # fmt: skip

    def chats(self, shop_id: int, search: str = "", limit: int = _SHOWN) -> list[Chat]:
        """The chats with the newest message first; `search` looks at name, phone and order."""
        parameters = {"shop": shop_id, "search": wanted(search), "limit": limit}
        sql = _CHATS + (_SEARCHED if parameters["search"] else "") + _NEWEST
        return [_chat(row) for row in self._db.rows(sql, parameters)]

    def lines(self, shop_id: int, phone: str, limit: int = _SHOWN) -> list[Line]:
        """What was said in a buyer's chat, from both tables, oldest first."""
        parameters = {"shop": shop_id, "phone": phone, "limit": limit}
        rows = [*self._db.rows(_SAID, parameters), *self._db.rows(_WRITTEN, parameters)]
        # Of the same moment: what this program wrote stands before what came back.
        return [_line(row) for row in sorted(rows, key=lambda row: (row[0], row[4] is None, row[7]))][-limit:]

    def of_order(self, shop_id: int, order_code: str, limit: int = _SHOWN) -> list[Line]:
        """What was said about an order besides this program's own messages, oldest first."""
        return [_line(row) for row in self._db.rows(_OF_ORDER, (shop_id, order_code, limit))]


def _chat(row: Row) -> Chat:
    is_said = row[5] is not None and (row[9] is None or row[5] >= row[9])
    return Chat(
        phone=row[0],
        last_at=moment(max(row[1], row[9] or 0)),
        unread=row[2],
        waiting_since=moment_or_none(row[3]),
        opted_out=row[4] is not None,
        last_from_me=bool(row[6]) if is_said else True,
        last_text=(row[7] if is_said else row[10]) or "",
        last_media=row[8] if is_said else None,
        order_code=row[11],
        name=" ".join(filter(None, (row[12], row[13]))),
    )


def _line(row: Row) -> Line:
    return Line(
        at=moment(row[0]),
        from_me=bool(row[1]),
        body=row[2] or "",
        media=row[3],
        state=MessageState(row[4]) if row[4] else None,
        kind=Kind(row[5]) if row[5] else None,
        message_id=row[6],
    )
