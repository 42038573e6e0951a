"""Everything the program remembers, in one SQLite file."""

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
from kaspi_notifier.store.message_log import Finds, LogFilter, LogView, Span
from kaspi_notifier.store.models import (
    Contact,
    Day,
    Decision,
    Draft,
    HistoryRow,
    Ingested,
    ListedOrder,
    Message,
    Move,
    OrderStory,
    RecordedEvent,
    Reply,
    SessionMemory,
    StoredOrder,
    StoredShop,
)
from kaspi_notifier.store.order_book import OrderFilter, OrderPage
from kaspi_notifier.store.secrets import FileSecrets, KeyringSecrets, Secrets, open_secrets

__all__ = [
    "AlreadyFrozen",
    "Contact",
    "Damaged",
    "Day",
    "Decision",
    "DiskFull",
    "Draft",
    "FileSecrets",
    "Finds",
    "HistoryRow",
    "Ingested",
    "KeyringSecrets",
    "ListedOrder",
    "Locked",
    "LogFilter",
    "LogView",
    "Message",
    "Move",
    "NewerFile",
    "OrderFilter",
    "OrderPage",
    "OrderStory",
    "ReadOnly",
    "RecordedEvent",
    "Reply",
    "Secrets",
    "SessionMemory",
    "Span",
    "Store",
    "StoreError",
    "StoredOrder",
    "StoredShop",
    "open_secrets",
]
