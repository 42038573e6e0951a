"""The groups of the settings in their order: a group is added with one line here."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.settings.about import AboutGroup
from kaspi_notifier.ui.settings.access import AccessGroup
from kaspi_notifier.ui.settings.data import DataGroup
from kaspi_notifier.ui.settings.group import Group
from kaspi_notifier.ui.settings.program import ProgramGroup
from kaspi_notifier.ui.settings.replies import RepliesGroup
from kaspi_notifier.ui.settings.schedule import ScheduleGroup
from kaspi_notifier.ui.settings.sending import SendingGroup
from kaspi_notifier.ui.settings.server import ServerGroup
from kaspi_notifier.ui.settings.shop import ShopGroup

translate = QCoreApplication.translate


class Entry(Struct, frozen=True, kw_only=True):
    """One group: its key for `go_to("settings/key")`, its name, and what builds it."""

    key: str
    name: str
    factory: Callable[[Desk], Group]


def entries() -> tuple[Entry, ...]:
    """Every group, named in the language of now."""
    return (
        Entry(key="shop", name=translate("settings", "Shop and Kaspi"), factory=ShopGroup),
        Entry(key="server", name=translate("settings", "WhatsApp server"), factory=ServerGroup),
        Entry(key="sending", name=translate("settings", "Sending"), factory=SendingGroup),
        Entry(key="schedule", name=translate("settings", "Checks"), factory=ScheduleGroup),
        Entry(key="replies", name=translate("settings", "Chats"), factory=RepliesGroup),
        Entry(key="program", name=translate("settings", "Program"), factory=ProgramGroup),
        Entry(key="data", name=translate("settings", "Data and copies"), factory=DataGroup),
        Entry(key="access", name=translate("settings", "Access"), factory=AccessGroup),
        Entry(key="about", name=translate("settings", "About"), factory=AboutGroup),
    )
