"""The pages of the window in the order of the side bar: a page is added with one line here."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.pages.conversations import ConversationsPage
from kaspi_notifier.ui.pages.messages import MessagesPage
from kaspi_notifier.ui.pages.orders import OrdersPage
from kaspi_notifier.ui.pages.overview import OverviewPage
from kaspi_notifier.ui.pages.page import Page
from kaspi_notifier.ui.pages.settings import SettingsPage
from kaspi_notifier.ui.pages.statistics import StatisticsPage
from kaspi_notifier.ui.pages.templates import TemplatesPage
from kaspi_notifier.ui.pages.whatsapp import WhatsAppPage

translate = QCoreApplication.translate


class Entry(Struct, frozen=True, kw_only=True):
    """One page: its key for `go_to`, the drawing and the name in the side bar, and what builds it."""

    key: str
    icon: str
    name: str
    factory: Callable[[Desk], Page]


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
            factory=ConversationsPage,
        ),
        Entry(key="templates", icon="templates", name=translate("pages", "Templates"), factory=TemplatesPage),
        Entry(
            key="statistics", icon="statistics", name=translate("pages", "Statistics"), factory=StatisticsPage
        ),
        Entry(key="whatsapp", icon="whatsapp", name="WhatsApp", factory=WhatsAppPage),
        Entry(key="settings", icon="settings", name=translate("pages", "Settings"), factory=SettingsPage),
    )
