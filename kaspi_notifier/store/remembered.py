"""A few things that the program remembers for itself, by name, beside the settings."""

from kaspi_notifier.store.database import Database


def recall(db: Database, key: str) -> str | None:
    """What is remembered under the name, or None."""
    value: str | None = db.value(
        "SELECT value FROM whatsapp_settings WHERE shop_id IS NULL AND key = ?", (key,)
    )
    return value


def remember(db: Database, key: str, value: str) -> None:
    """Remember this under the name; to be called in a transaction."""
    db.write(
        "INSERT INTO whatsapp_settings (shop_id, key, value) VALUES (NULL, ?, ?)"
        " ON CONFLICT (ifnull(shop_id, 0), key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def forget(db: Database, key: str) -> None:
    """Forget what is under the name; to be called in a transaction."""
    db.write("DELETE FROM whatsapp_settings WHERE shop_id IS NULL AND key = ?", (key,))
