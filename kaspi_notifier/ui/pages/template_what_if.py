"""What a template would have sent: asked in pages, so that nothing else waits for it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kaspi_notifier.domain.template import Language, Template

if TYPE_CHECKING:
    from kaspi_notifier.store.what_if import Imagined
    from kaspi_notifier.ui.bridge import Desk

LOOK_BACK = timedelta(days=14)


async def imagined(
    desk: "Desk",
    shop_id: int,
    wanted: Template,
    others: Sequence[Template],
    *,
    language: Language,
    now: datetime,
) -> "list[Imagined]":
    """Every message that `wanted` would have sent beside the `others` in the last 14 days."""
    look = desk.store.what_if
    since = now - LOOK_BACK
    found: list[Imagined] = []
    for codes in await desk.read(look.pages, shop_id, since):
        found += await desk.read(
            partial(look.page, shop_id, codes, others, wanted, language=language, since=since, until=now)
        )
    return found


class Summary(QObject):
    """The result in a sentence."""

    def of(self, found: "Sequence[Imagined]") -> str:
        """How many messages, and to how many people who never heard of the shop here."""
        if not found:
            return self.tr("In the last 14 days it would have sent nothing.")
        new = len({item.message.phone for item in found if item.is_new_person})
        text = self.tr("In the last 14 days it would have sent %n message(s)", "", len(found))
        people = self.tr("to %n new people", "", new) if new else self.tr("to nobody new")
        return f"{text}, {people}."
