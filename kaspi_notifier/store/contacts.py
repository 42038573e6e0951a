"""What is known of a buyer's phone: WhatsApp or none, a refusal to be written to, an answer."""

from datetime import datetime

from kaspi_notifier.store.columns import moment_or_none, ms
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.models import Contact


class Contacts:
    """The table of contacts, by shop and phone digits. A refusal stays until the person takes it back."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, shop_id: int, phone: str) -> Contact | None:
        """What is known of the phone, or None."""
        row = self._db.row(
            "SELECT opted_out_at, has_replied, checked_at, has_whatsapp, chat_id FROM contacts"
            " WHERE shop_id = ? AND phone = ?",
            (shop_id, phone),
        )
        if row is None:
            return None
        return Contact(
            phone=phone,
            opted_out_at=moment_or_none(row[0]),
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

    def replied(self, shop_id: int, phone: str, now: datetime) -> None:
        """The buyer wrote to the shop, so the chat is no longer a new one."""
        with self._db.transaction():
            self._db.write(
                "INSERT INTO contacts (shop_id, phone, has_replied, replied_at) VALUES (?, ?, 1, ?)"
                " ON CONFLICT DO UPDATE SET has_replied = 1, replied_at = excluded.replied_at",
                (shop_id, phone, ms(now)),
            )
