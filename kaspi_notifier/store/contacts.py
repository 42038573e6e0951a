"""What is known of a buyer's phone: WhatsApp or none, a refusal to be written to, an answer."""

import hashlib
import hmac
from datetime import datetime
from secrets import token_hex

from kaspi_notifier.store.columns import moment_or_none, ms
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.models import Contact
from kaspi_notifier.store.secrets import Secrets

KEY = "opt_out_key"
"""The name of the secret that turns phones into the hashes of refusals."""


class Contacts:
    """The table of contacts, by shop and phone digits. A refusal stays until the person takes it back:
    when the phone itself is forgotten, as a hash that nobody reads without the secret key.
    """

    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._db = database
        self._secrets = secrets
        self._key: bytes | None = None
        self._has_hashes: bool | None = None

    def get(self, shop_id: int, phone: str) -> Contact | None:
        """What is known of the phone, or None."""
        row = self._db.row(
            "SELECT opted_out_at, has_replied, checked_at, has_whatsapp, chat_id FROM contacts"
            " WHERE shop_id = ? AND phone = ?",
            (shop_id, phone),
        )
        hashed = self._hashed_refusal(shop_id, phone)
        if row is None:
            if hashed is None:
                return None
            row = (hashed, 0, None, None, None)
        return Contact(
            phone=phone,
            opted_out_at=moment_or_none(row[0] or hashed),
            has_replied=bool(row[1]),
            checked_at=moment_or_none(row[2]),
            has_whatsapp=None if row[3] is None else bool(row[3]),
            chat_id=row[4],
        )

    def checked(self, shop_id: int, phone: str, *, exists: bool, chat_id: str | None, now: datetime) -> None:
        """Note whether the phone has WhatsApp."""
        with self._db.transaction():
            self._db.write(
                "INSERT INTO contacts (shop_id, phone, checked_at, has_whatsapp, chat_id)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET checked_at = excluded.checked_at,"
                " has_whatsapp = excluded.has_whatsapp, chat_id = excluded.chat_id",
                (shop_id, phone, ms(now), int(exists), chat_id),
            )

    def opt_out(self, shop_id: int, phone: str, now: datetime) -> bool:
        """The buyer wants no more messages; the first time counts, later ones return False."""
        with self._db.transaction():
            changed = self._db.write(
                "INSERT INTO contacts (shop_id, phone, opted_out_at) VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET opted_out_at = excluded.opted_out_at WHERE opted_out_at IS NULL",
                (shop_id, phone, ms(now)),
            )
        return changed == 1

    def opt_in(self, shop_id: int, phone: str) -> None:
        """The buyer wants messages again."""
        with self._db.transaction():
            self._db.write(
                "UPDATE contacts SET opted_out_at = NULL WHERE shop_id = ? AND phone = ?", (shop_id, phone)
            )
            if self._knows_hashes():
                self._db.write(
                    "DELETE FROM opt_outs WHERE shop_id = ? AND phone_hash = ?", (shop_id, self._hash(phone))
                )

    def replied(self, shop_id: int, phone: str, now: datetime) -> None:
        """The buyer wrote to the shop, so the chat is no longer a new one."""
        with self._db.transaction():
            self._db.write(
                "INSERT INTO contacts (shop_id, phone, has_replied, replied_at) VALUES (?, ?, 1, ?)"
                " ON CONFLICT DO UPDATE SET has_replied = 1, replied_at = excluded.replied_at",
                (shop_id, phone, ms(now)),
            )

    def forget(self, phone: str) -> None:
        """Forget the phone in every shop; to be called in a transaction."""
        self._forget("phone = ?", phone)

    def forget_older(self, before: datetime) -> None:
        """Forget every phone of which nothing was heard since then; to be called in a transaction."""
        newest = "max(ifnull(checked_at, 0), ifnull(replied_at, 0), ifnull(opted_out_at, 0))"
        self._forget(f"{newest} < ?", ms(before))

    def _forget(self, which: str, value: object) -> None:
        refused = "SELECT shop_id, phone, opted_out_at FROM contacts WHERE opted_out_at IS NOT NULL AND"
        refusals = self._db.rows(f"{refused} {which}", (value,))
        for shop_id, phone, opted_out_at in refusals:
            self._db.write(
                "INSERT INTO opt_outs (shop_id, phone_hash, opted_out_at) VALUES (?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                (shop_id, self._hash(phone), opted_out_at),
            )
            self._has_hashes = True
        delete = "DELETE FROM contacts WHERE"
        self._db.write(f"{delete} {which}", (value,))

    def _hashed_refusal(self, shop_id: int, phone: str) -> int | None:
        if not self._knows_hashes():
            return None
        found: int | None = self._db.value(
            "SELECT opted_out_at FROM opt_outs WHERE shop_id = ? AND phone_hash = ?",
            (shop_id, self._hash(phone)),
        )
        return found

    def _knows_hashes(self) -> bool:
        if self._has_hashes is None:
            self._has_hashes = self._db.value("SELECT 1 FROM opt_outs LIMIT 1") is not None
        return self._has_hashes

    def _hash(self, phone: str) -> bytes:
        if self._key is None:
            known = self._secrets.get(KEY)
            if known is None:
                known = token_hex(32)
                self._secrets.set(KEY, known)
            self._key = bytes.fromhex(known)
        return hmac.new(self._key, phone.encode(), hashlib.sha256).digest()
