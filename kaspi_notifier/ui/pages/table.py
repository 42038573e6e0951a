"""The pages of the window in the order of the side bar: a page is added with one line here."""

from collections.abc import Callable
from importlib import import_module

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.pages.messages import MessagesPage
from kaspi_notifier.ui.pages.orders import OrdersPage
from kaspi_notifier.ui.pages.overview import OverviewPage
from kaspi_notifier.ui.pages.page import Page

translate = QCoreApplication.translate


class Entry(Struct, frozen=True, kw_only=True):
    """One page: its key for `go_to`, the drawing and the name in the side bar, and what builds it."""

    key: str
    icon: str
    name: str
    factory: Callable[[Desk], Page]


def _late(module: str, kind: str) -> Callable[[Desk], Page]:
    """A page that is loaded when it is first opened: it brings along what no other page needs."""

    def build(desk: Desk) -> Page:
        made: Page = getattr(import_module(f"kaspi_notifier.ui.pages.{module}"), kind)(desk)
        return made

    return build


def entries() -> tuple[Entry, ...]:
    """Every page, named in the language of now; the n-th answers to Ctrl+n."""
    return (
        Entry(key="overview", icon="overview", name=translate("pages", "Overview"), factory=OverviewPage),
        Entry(key="orders", icon="orders", name=translate("pages", "Orders"), factory=OrdersPage),
        Entry(key="messages", icon="messages", name=translate("pages", "Messages"), factory=MessagesPage),
        Entry(
            key="conversations",
            icon="conversations",
            name=translate("pages", "Chats"),
            factory=_late("conversations", "ConversationsPage"),
        ),
        Entry(
            key="templates",
            icon="templates",
            name=translate("pages", "Templates"),
            factory=_late("templates", "TemplatesPage"),
        ),
        Entry(
            key="statistics",
            icon="statistics",
            name=translate("pages", "Statistics"),
            factory=_late("statistics", "StatisticsPage"),
        ),
        Entry(key="whatsapp", icon="whatsapp", name="WhatsApp", factory=_late("whatsapp", "WhatsAppPage")),
        Entry(
            key="settings",
            icon="settings",
            name=translate("pages", "Settings"),
            factory=_late("settings", "SettingsPage"),
        ),
    )
