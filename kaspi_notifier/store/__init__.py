"""Everything the program remembers, in one SQLite file."""

from kaspi_notifier.store.errors import (
    AlreadyFrozen,
    Busy,
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
)
from kaspi_notifier.store.secrets import FileSecrets, KeyringSecrets, Secrets, open_secrets

__all__ = [
    "AlreadyFrozen",
    "Busy",
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
    "Locked",
    "Message",
    "Move",
    "NewerFile",
    "ReadOnly",
    "RecordedEvent",
    "Secrets",
    "SessionMemory",
    "Store",
    "StoreError",
    "StoredOrder",
    "StoredShop",
    "open_secrets",
]
