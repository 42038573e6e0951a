"""The store as one object."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from kaspi_notifier.store.ballast import Ballast
from kaspi_notifier.store.columns import ms
from kaspi_notifier.store.contacts import Contacts
from kaspi_notifier.store.conversations import Conversations
from kaspi_notifier.store.database import Database
from kaspi_notifier.store.feed import Feed
from kaspi_notifier.store.inbox import Inbox
from kaspi_notifier.store.journal import Journal
from kaspi_notifier.store.message_log import MessageLog
from kaspi_notifier.store.new_chats import NewChats
from kaspi_notifier.store.numbers import Numbers
from kaspi_notifier.store.order_book import OrderBook
from kaspi_notifier.store.orders import Orders
from kaspi_notifier.store.outbox import Outbox
from kaspi_notifier.store.privacy import Privacy
from kaspi_notifier.store.remembered import recall, remember
from kaspi_notifier.store.removal import Removal
from kaspi_notifier.store.reports import Reports
from kaspi_notifier.store.secrets import Secrets
from kaspi_notifier.store.sent import Sent
from kaspi_notifier.store.sessions import Sessions
from kaspi_notifier.store.settings import SettingsTable
from kaspi_notifier.store.statistics import StatisticsReport
from kaspi_notifier.store.templates import Templates
from kaspi_notifier.store.what_if import WhatIf

JOURNAL = "sent.journal"
"""The name of the list of sent messages, which lies beside the database."""


class Store:
    """Everything the program remembers. Opened, used and closed on one thread."""

    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._db = database
        self.secrets = secrets
        self.ballast = Ballast(database.path.with_name("ballast"))
        self.orders = Orders(database)
        self.sent = Sent(database, Journal(database.path.with_name(JOURNAL)))
        self.outbox = Outbox(database, self.sent)
        self.new_chats = NewChats(database)
        self.inbox = Inbox(database)
        self.contacts = Contacts(database, secrets)
        self.privacy = Privacy(database, self.contacts)
        self.conversations = Conversations(database)
        self.settings = SettingsTable(database, secrets)
        self.templates = Templates(database, self.settings)
        self.sessions = Sessions(database)
        self.numbers = Numbers(database)
        self.reports = Reports(database)
        self.removal = Removal(database, self.settings)
        self.message_log = MessageLog(database)
        self.feed = Feed(database)
        self.order_book = OrderBook(database)
        self.statistics = StatisticsReport(database)
        self.what_if = WhatIf(database)

    @classmethod
    def open(cls, path: Path, secrets: Secrets, now: datetime) -> Self:
        """Open the file, or make it; raises a `StoreError` and then leaves the file as it was."""
        database = Database(path)
        database.open(now)
        return cls(database, secrets)

    @property
    def path(self) -> Path:
        """The database file."""
        return self._db.path

    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is committed together, or not at all."""
        return self._db.transaction()

    def close(self) -> None:
        """Close the file."""
        self.sent.journal.close()
        self._db.close()

    def stands_on(self, machine: str, now: datetime) -> None:
        """Note on which computer the folder is; on another one than before every shop begins paused."""
        known = recall(self._db, "machine")
        if known == machine:
            return
        with self.transaction():
            remember(self._db, "machine", machine)
            if known is not None:
                self._db.write(
                    "UPDATE shops SET pause_reason = 'other_computer', pause_since = ?, pause_until = NULL"
                    " WHERE pause_reason IS NULL",
                    (ms(now),),
                )

    def check(self) -> None:
        """Raise `Damaged` when SQLite finds the file broken."""
        self._db.check()

    def backup(self, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
        """Write a whole copy of the file; `progress` gets pages done and in all, and may raise to stop."""
        self._db.copy(target, progress)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
