"""Forgetting buyers: what is old is wiped by itself, what one buyer left is wiped on request; counts stay."""

from collections.abc import Iterator
from datetime import datetime

from kaspi_notifier.store.columns import json_array, ms
from kaspi_notifier.store.contacts import Contacts
from kaspi_notifier.store.conversations import Conversations
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.errors import Busy

_IDS_AT_ONCE = 5000

# The wording that went out, the phone and the chat go; what became of the message and why stays.
_WIPE_MESSAGES = """
    UPDATE whatsapp_messages_log SET wiped_at = :at, phone = NULL, chat_id = NULL, text = NULL, draft = NULL,
        next_ack_at = NULL, search = ifnull(order_code, '')
    WHERE wiped_at IS NULL AND state IN ('accepted', 'sent', 'delivered', 'read', 'failed', 'skipped') AND """
_OLD = """
    id BETWEEN :first AND :last
    AND max(created_at, ifnull(attempt_at, 0), ifnull(accepted_at, 0), ifnull(sent_at, 0),
        ifnull(delivered_at, 0), ifnull(read_at, 0)) < :before"""
_WIPE_ORDERS = """
    UPDATE orders SET wiped_at = :at, buyer_first_name = '', buyer_last_name = '', buyer_phone = '',
        delivery_address = '', typed_phone = NULL, search = code
    WHERE wiped_at IS NULL AND """
_THEIRS = """
    (phone = :phone OR chat_id IN (SELECT value FROM json_each(:chats))
        OR (shop_id, order_code) IN (SELECT shop_id, code FROM orders
            WHERE buyer_phone IN (SELECT value FROM json_each(:spellings)) OR typed_phone = :phone))"""

_WAITING = "state IN ('queued', 'held', 'needs_decision') AND"
_NOTE_SKIPPED = " ".join(
    [
        "INSERT INTO message_history (shop_id, message_id, at, before, after, reason, detail, by)",
        "SELECT shop_id, id, :at, state, 'skipped', 'by_person', 'buyer forgotten', 'person'",
        "FROM whatsapp_messages_log WHERE",
        _WAITING,
    ]
)
_SKIP = " ".join(
    [
        "UPDATE whatsapp_messages_log SET state = 'skipped', reason = 'by_person', error = '' WHERE",
        _WAITING,
    ]
)


class Privacy:
    """What is done so that nothing about a buyer is kept longer than it is needed."""

    def __init__(self, database: Database, contacts: Contacts) -> None:
        self._db = database
        self._contacts = contacts

    def wipe(self, messages: datetime, orders: datetime, now: datetime) -> Iterator[None]:
        """Wipe messages that came to their end before the one time, and orders made before the other.

        Step by step, so that nothing else has to wait long for the database. A refusal to be written to
        stays as a keyed hash.
        """
        yield from self._wipe_old(_WIPE_MESSAGES + _OLD, "whatsapp_messages_log", messages, now)
        old_orders = _WIPE_ORDERS + "id BETWEEN :first AND :last AND created_at < :before"
        yield from self._wipe_old(old_orders, "orders", orders, now)
        with self._db.transaction():
            self._db.write("DELETE FROM inbox WHERE received_at < ?", (ms(messages),))
            Conversations(self._db).forget(messages)
            self._contacts.forget_older(messages)
            self._db.write(
                "DELETE FROM lids WHERE phone NOT IN (SELECT phone FROM chats)"
                " AND phone NOT IN (SELECT phone FROM contacts)"
            )
        self._tidy()

    def _wipe_old(self, sql: str, table: str, before: datetime, now: datetime) -> Iterator[None]:
        newest = self._db.value(" ".join(["SELECT max(id) FROM", table])) or 0
        for last in range(_IDS_AT_ONCE, newest + _IDS_AT_ONCE, _IDS_AT_ONCE):
            span = {"first": last - _IDS_AT_ONCE, "last": last, "before": ms(before), "at": ms(now)}
            with self._db.transaction():
                self._db.write(sql, span)
            yield

    def forget(self, phone: str, now: datetime) -> None:
        """Wipe everything about the buyer with this phone, in every shop.

        What waits is skipped. Raises `Busy` while a message to the buyer is on its way: what became of it
        could not be found out any more.
        """
        with self._db.transaction():
            theirs = self._names_of(phone)
            busy = "SELECT 1 FROM whatsapp_messages_log WHERE state IN ('sending', 'unknown') AND"
            if self._db.value(" ".join([busy, _THEIRS, "LIMIT 1"]), theirs):
                raise Busy("a message to this buyer is on its way just now")
            self._skip_waiting(theirs, ms(now))
            self._db.write(_WIPE_MESSAGES + _THEIRS, {**theirs, "at": ms(now)})
            spelled = "(buyer_phone IN (SELECT value FROM json_each(:spellings)) OR typed_phone = :phone)"
            orders = {"spellings": theirs["spellings"], "phone": phone, "at": ms(now)}
            self._db.write(_WIPE_ORDERS + spelled, orders)
            chats = (
                "DELETE FROM inbox WHERE phone = :phone OR chat_id IN (SELECT value FROM json_each(:chats))"
            )
            self._db.write(chats, {"phone": phone, "chats": theirs["chats"]})
            chat = "SELECT id FROM chats WHERE phone = ?"
            self._db.write(" ".join(["DELETE FROM chat_messages WHERE chat IN (", chat, ")"]), (phone,))
            for table in ("chats", "lids"):
                self._db.write(" ".join(["DELETE FROM", table, "WHERE phone = ?"]), (phone,))
            self._contacts.forget(phone)
        self._tidy()

    def _names_of(self, phone: str) -> dict[str, object]:
        chats = {f"{phone}@c.us", f"{phone}@s.whatsapp.net"}
        chats |= {
            chat
            for (chat,) in self._db.rows(
                "SELECT chat_id FROM contacts WHERE phone = :phone AND chat_id IS NOT NULL"
                " UNION SELECT lid FROM lids WHERE phone = :phone",
                {"phone": phone},
            )
        }
        # Kaspi leaves out the country's code; other spellings come from hands.
        spellings = (phone, phone[1:], f"+{phone}", f"8{phone[1:]}")
        return {"phone": phone, "chats": json_array(sorted(chats)), "spellings": json_array(spellings)}

    def _skip_waiting(self, theirs: dict[str, object], at: int) -> None:
        """By plain SQL: the row is wiped in the same transaction, and no loop sees it in between."""
        self._db.write(_NOTE_SKIPPED + _THEIRS, {**theirs, "at": at})
        self._db.write(_SKIP + _THEIRS, theirs)

    def _tidy(self) -> None:
        """Leave nothing of what was wiped in the indexes of words and in the write-ahead log.

        Free pages are zeroed by SQLite itself. An index of words only notes that a row is gone; its words go
        when all of its parts become one.
        """
        with self._db.transaction():
            self._db.write("INSERT INTO message_words (message_words) VALUES ('optimize')")
        self._db.row("PRAGMA wal_checkpoint(TRUNCATE)")
