"""Takes a shop out of the file with everything that belongs to it."""

from kaspi_notifier.store.database import Database
from kaspi_notifier.store.settings import SettingsTable


class Removal:
    """The one way in which history is deleted: together with its shop."""

    def __init__(self, database: Database, settings: SettingsTable) -> None:
        self._db = database
        self._settings = settings

    def remove_shop(self, shop_id: int) -> None:
        """Delete every row of the shop and its secrets, in one transaction; an unknown shop is no error."""
        with self._db.transaction():
            # Rows of different tables refer to each other; whether all fits is checked at the end.
            self._db.row("PRAGMA defer_foreign_keys = ON")
            guards = self._db.rows(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append only%'"
            )
            for name, _ in guards:
                self._db.write(f"DROP TRIGGER {name}")
            for (table,) in self._db.rows(
                "SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
                " WHERE m.type = 'table' AND c.name = 'shop_id'"
            ):
                # Both names are of our own schema.
                self._db.write(f"DELETE FROM {table} WHERE shop_id = ?", (shop_id,))  # noqa: S608 - see above
            # Ids of moves that are gone may come again: other shops' statistics are counted anew.
            self._db.write("DELETE FROM statistics_marks")
            for _, sql in guards:
                self._db.write(sql)
            self._settings.forget_secrets(shop_id)
