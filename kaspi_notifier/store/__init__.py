"""Everything the program remembers, in one SQLite file."""

from kaspi_notifier.store.conversations import Chat, Line, Said, Unanswered
from kaspi_notifier.store.errors import (
    AlreadyFrozen,
    Damaged,
    DiskFull,
    Locked,
    NewerFile,
    ReadOnly,
    StoreError,
)
from kaspi_notifier.store.facade import Store
from kaspi_notifier.store.models import (
    Contact,
    Day,
    Decision,
    Draft,
    HistoryRow,
    Ingested,
    JournalRow,
    Message,
    Move,
    RecordedEvent,
    SessionMemory,
    StoredOrder,
    StoredShop,
    TemplateVersion,
)
from kaspi_notifier.store.secrets import FileSecrets, KeyringSecrets, Secrets, open_secrets

__all__ = [
    "AlreadyFrozen",
    "Chat",
    "Contact",
    "Damaged",
    "Day",
    "Decision",
    "DiskFull",
    "Draft",
    "FileSecrets",
    "HistoryRow",
    "Ingested",
    "JournalRow",
    "KeyringSecrets",
    "Line",
    "Locked",
    "Message",
    "Move",
    "NewerFile",
    "ReadOnly",
    "RecordedEvent",
    "Said",
    "Secrets",
    "SessionMemory",
    "Store",
    "StoreError",
    "StoredOrder",
    "StoredShop",
    "TemplateVersion",
    "Unanswered",
    "open_secrets",
]
