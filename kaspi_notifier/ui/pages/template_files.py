"""Templates from a file and into a file."""

import asyncio

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kaspi_notifier.domain.template_file import BadTemplates, parse_templates, templates_document
from kaspi_notifier.exports import write_file
from kaspi_notifier.ui import dialogs, files
from kaspi_notifier.ui.bridge import Desk

_KINDS = "JSON (*.json)"


class TemplateFiles(QObject):
    """Import and export, with their questions."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk

    async def import_file(self) -> None:
        """Ask for a file and take its templates in."""
        path = await files.to_open(self._page, self.tr("Import templates"), _KINDS)
        if path is None:
            return
        try:
            templates = parse_templates(await asyncio.to_thread(path.read_bytes))
        except (BadTemplates, OSError) as error:
            detail = str(error) if isinstance(error, BadTemplates) else type(error).__name__
            await dialogs.tell(
                self._page,
                self.tr("The file can't be used"),
                self.tr(
                    "Nothing was changed. A file of templates is one that was exported here. ({detail})"
                ).format(detail=detail),
            )
            return
        sure = await dialogs.ask(
            self._page,
            self.tr("Import %n template(s)?", "", len(templates)),
            self.tr("One with the same event, delivery, language and name takes the place of yours."),
            self.tr("Import"),
        )
        if sure:
            await self._desk.engine.import_templates(templates)

    async def export_file(self) -> None:
        """Ask where to, and write all templates."""
        path = await files.to_save(
            self._page, self.tr("Export templates"), "kaspi-notifier-templates.json", _KINDS
        )
        if path is None:
            return
        document = templates_document(await self._desk.read(self._desk.store.templates.list))
        try:
            await asyncio.to_thread(write_file, path, document)
        except OSError as error:
            await dialogs.tell(
                self._page,
                self.tr("The file can't be written"),
                self.tr("Choose another folder. ({detail})").format(detail=type(error).__name__),
            )
