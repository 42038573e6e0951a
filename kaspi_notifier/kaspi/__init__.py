"""Reading a shop's orders from the Kaspi Merchant API; this program never changes an order."""

from kaspi_notifier.kaspi.client import KaspiClient, OrdersPage
from kaspi_notifier.kaspi.errors import (
    BadReply,
    Blocked,
    KaspiError,
    NoRights,
    NotFound,
    RateLimited,
    ServerFault,
    TokenRejected,
    Unreachable,
)
from kaspi_notifier.kaspi.given import orders_of

__all__ = [
    "BadReply",
    "Blocked",
    "KaspiClient",
    "KaspiError",
    "NoRights",
    "NotFound",
    "OrdersPage",
    "RateLimited",
    "ServerFault",
    "TokenRejected",
    "Unreachable",
    "orders_of",
]
