"""What is done with all messages of a filter at once: written to a file, or sent once more."""

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject

from kaspi_notifier.domain.clock import almaty_day
from kaspi_notifier.domain.message import MessageState, Reason
from kaspi_notifier.ui import bridge, dialogs
from kaspi_notifier.ui.exporting import export
from kaspi_notifier.ui.files import to_save

if TYPE_CHECKING:
    from kaspi_notifier.ui.pages.messages import MessagesPage


class MessageJobs(QObject):
    """The page's longer jobs; each asks first."""

    def __init__(self, page: "MessagesPage") -> None:
        super().__init__(page)
        self._page = page

    def export_clicked(self) -> None:
        """Write what the filter shows to a file."""
        self._page.start(self._export())

    async def _export(self) -> None:
        from kaspi_notifier.exports import MESSAGE_COLUMNS

        page, status, wanted = self._page, self._page.desk.status, self._page.wanted()
        if status is None or wanted is None:
            return
        pages = page.pages
        name = f"messages-{almaty_day(bridge.now()):%Y-%m-%d}.xlsx"
        kinds = "Excel (*.xlsx);;CSV (*.csv);;JSON (*.json)"
        target = await to_save(page, self.tr("Export messages"), name, kinds)
        if target is None:
            return
        log, shop = page.desk.store.message_log, status.shop_name

        async def read(part: object) -> list[dict[str, object]]:
            return await page.desk.read(log.export, wanted, part, shop)

        rows = sum(part.rows for part in pages)
        await export(page, target, MESSAGE_COLUMNS, tuple(reversed(pages)), rows, read)

    def retry_clicked(self) -> None:
        """Send again what could not be sent."""
        self._page.start(self._retry())

    async def _retry(self) -> None:
        page, wanted = self._page, self._page.wanted()
        if wanted is None:
            return
        wanted = replace(wanted, states=frozenset({MessageState.FAILED}))
        log = page.desk.store.message_log
        view = await page.desk.read(log.view, wanted)
        ids: list[int] = []
        for span in view.spans:
            # A number without WhatsApp will not have it now.
            ids += await page.desk.read(partial(log.ids, wanted, span, but=Reason.NO_WHATSAPP))
        if not ids:
            title = self.tr("Nothing to send again")
            await dialogs.tell(page, title, self.tr("All of these numbers have no WhatsApp."))
            return
        title = self.tr("Send %n message(s) again?", "", len(ids))
        text = self.tr("They leave one by one, at the usual pace and not at night.")
        if await dialogs.ask(page, title, text, self.tr("Send again")):
            await page.desk.engine.send_again(ids)
