"""The page of templates: list, editor and preview, and what is done with a template as a whole."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu

from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import Shop
from kaspi_notifier.domain.template import Language, Template
from kaspi_notifier.domain.template_file import default_templates
from kaspi_notifier.domain.template_pair import Draft, Pair, pairs, saved, switched
from kaspi_notifier.domain.template_text import parts
from kaspi_notifier.engine.status import Change
from kaspi_notifier.paths import resource
from kaspi_notifier.ui import bridge, dialogs, labels
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.pages.page import Page
from kaspi_notifier.ui.pages.template_dialogs import ImaginedDialog, VersionsDialog
from kaspi_notifier.ui.pages.template_editor import TemplateEditor
from kaspi_notifier.ui.pages.template_files import TemplateFiles
from kaspi_notifier.ui.pages.template_list import TemplateList
from kaspi_notifier.ui.pages.template_preview import TemplatePreview
from kaspi_notifier.ui.pages.template_what_if import Summary, imagined
from kaspi_notifier.ui.widgets.basics import button, in_letters

if TYPE_CHECKING:
    from kaspi_notifier.store import TemplateVersion
    from kaspi_notifier.store.what_if import Imagined

_RECENT_ORDERS = 200
_NARROW = 46
"""Heights of a line under which three columns have no room."""


class TemplatesPage(Page):
    """What and when a buyer gets."""

    SHOWS = frozenset({Change.TEMPLATES, Change.ORDERS, Change.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Templates"))
        self.subtitle.setText(self.tr("What buyers get, and when"))
        self._pairs: list[Pair] = []
        self._chosen: Pair | None = None
        self._is_new = False
        self._found: list[Imagined] = []
        self._files = TemplateFiles(self, desk)
        self._add_head()
        row = QHBoxLayout()
        row.setSpacing(16)
        self.list = TemplateList()
        self.editor = TemplateEditor()
        self.preview = TemplatePreview()
        row.addWidget(self.list)
        row.addWidget(self.editor, 1)
        row.addWidget(self.preview, 0)
        self.box.addLayout(row, 1)
        self._typing = QTimer(self, singleShot=True, interval=120)
        self._typing.timeout.connect(self._show_preview)
        self._connect()

    def _add_head(self) -> None:
        self.file = button(self.tr("Import and export"))
        menu = QMenu(self.file)
        self.import_file = menu.addAction(self.tr("Import from a file…"))
        self.export_file = menu.addAction(self.tr("Export to a file…"))
        self.import_file.triggered.connect(self._import_clicked)
        self.export_file.triggered.connect(self._export_clicked)
        self.file.setMenu(menu)
        self.swap = button(self.tr("Preview"), "chip")
        self.swap.clicked.connect(self._lay_out)
        self.head.addWidget(self.swap)
        self.new = button(self.tr("New template"), "primary")
        self.new.setShortcut("Ctrl+N")
        self.new.clicked.connect(self._new_clicked)
        self.head.addWidget(self.file)
        self.head.addWidget(self.new)

    def _connect(self) -> None:
        self.list.chosen.connect(self._row_chosen)
        self.list.switched.connect(self._row_switched)
        editor, preview = self.editor, self.preview
        editor.changed.connect(self._edited)
        editor.save.clicked.connect(self._save_clicked)
        editor.test.clicked.connect(self._test_clicked)
        editor.versions.triggered.connect(self._versions_clicked)
        editor.default.triggered.connect(self._default_clicked)
        editor.delete.triggered.connect(self._delete_clicked)
        preview.entries_wanted.connect(self._entries_wanted)
        preview.what_if_wanted.connect(self._what_if_clicked)
        preview.list_wanted.connect(self._list_clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._typing.stop()

    def _lay_out(self) -> None:
        """Three columns; with little room the preview takes the editor's place when it is asked for."""
        letter, room = self.fontMetrics().height(), self.width()
        is_narrow = in_letters(self, room) < _NARROW
        self.list.setFixedWidth(max(round(13 * letter), min(15 * letter, room * 22 // 100)))
        self.swap.setVisible(is_narrow)
        self.subtitle.setVisible(not is_narrow)
        is_swapped = is_narrow and self.swap.isChecked()
        self.editor.setVisible(not is_swapped)
        self.preview.setVisible(is_swapped or not is_narrow)
        widest = room if is_narrow else max(round(11.8 * letter), min(20 * letter, room * 26 // 100))
        self.preview.setMinimumWidth(0 if is_narrow else widest)
        self.preview.setMaximumWidth(widest)

    @property
    def _language(self) -> Language:
        """The language in which the shop writes, as the engine sees it."""
        return "kk" if self.desk.settings.app.language == "kk" else "ru"

    def _shop(self) -> Shop | None:
        status = self.desk.status
        shops = self.desk.settings.shops
        return next((s for s in shops if status is not None and s.name == status.shop_name), None)

    def refresh(self, kinds: frozenset[Change]) -> None:
        self.start(self._read(with_orders=Change.ORDERS in kinds))

    async def _read(self, *, with_orders: bool) -> None:
        store = self.desk.store
        found = pairs(await self.desk.read(store.templates.list))
        if found != self._pairs:
            self._pairs = found
            self._show_list()
        if self._chosen is None and not self._is_new:
            await self._choose_first()
        status = self.desk.status
        if with_orders and status is not None:
            ids = await self.desk.read(store.reports.latest_order_ids, status.shop_id, _RECENT_ORDERS)
            self.preview.set_orders(await self.desk.read(store.reports.orders, ids), self._shop())

    def _show_list(self) -> None:
        self.list.say(self._pairs, self._language)
        if self._chosen is not None:
            self._chosen = self._same(self._chosen)
            if self.editor.is_dirty:
                self.editor.pair = self._chosen  # only its switch can have changed: it counts at once
            elif self._chosen is not None:
                self.editor.load(self._chosen, self._language)
                self._show_preview()
        self._mark()

    def _same(self, pair: Pair) -> Pair | None:
        """The pair as it is stored now."""
        ids = {template.id for template in pair.members}
        return next((p for p in self._pairs if ids & {t.id for t in p.members}), None)

    def _mark(self) -> None:
        self.list.mark(None if self._chosen is None else self._pairs.index(self._chosen))

    def _choose(self, pair: Pair) -> None:
        self._chosen, self._is_new = pair, False
        self.editor.load(pair, self._language)
        self._mark()
        self._forget_what_if()
        self._show_preview()

    async def _choose_first(self) -> None:
        if self._pairs:
            self._choose(self._pairs[0])
        else:
            await self._begin_new()

    def _row_chosen(self, number: int) -> None:
        if self._pairs[number] is not self._chosen:
            self.start(self._leave_for(self._pairs[number]))

    async def _leave_for(self, pair: Pair) -> None:
        if await self._may_leave():
            # The templates may have changed while the question stood there.
            self._choose(self._same(pair) or self._pairs[0])

    async def _may_leave(self) -> bool:
        if not self.editor.is_dirty:
            return True
        return await dialogs.ask(
            self,
            self.tr("Leave without saving?"),
            self.tr("What you changed in this template will be lost."),
            self.tr("Leave"),
            is_danger=True,
        )

    def _row_switched(self, number: int, is_on: bool) -> None:
        self.start(self._switch(self._pairs[number], is_on=is_on))

    async def _switch(self, pair: Pair, *, is_on: bool) -> None:
        try:
            await self.desk.engine.save_templates(switched(pair, is_on=is_on))
        finally:
            # Also where it failed: then the switch goes back.
            self._pairs = pairs(await self.desk.read(self.desk.store.templates.list))
            self._show_list()

    def _edited(self) -> None:
        self._forget_what_if()
        self._typing.start()

    def _drafted(self) -> tuple[list[Template], list[int]]:
        return saved(self.editor.draft, self.editor.pair)

    def _show_preview(self) -> None:
        kept, _gone = self._drafted()
        if not kept:
            return
        view = self.editor.shown
        wanted = (view, self.editor.form.language)
        shown = next((t for t in kept if t.language == "both"), None)
        for language in wanted:
            shown = shown or next((t for t in kept if t.language == language), None)
        self.preview.show_template(shown or kept[0])

    def _new_clicked(self) -> None:
        self.start(self._begin_new())

    async def _begin_new(self) -> None:
        if not await self._may_leave():
            return
        taken = {(pair.event, pair.delivery) for pair in self._pairs}
        event = next((event for event in Event if (event, None) not in taken), Event.NEW_ORDER)
        self._chosen, self._is_new = None, True
        fresh = Draft(
            name=labels.event(event), event=event, delivery=None, delay_minutes=0, is_on=True, ru="", kk=""
        )
        self.editor.load(None, self._language, fresh)
        self._mark()
        self._forget_what_if()
        self.editor.boxes[self._language].edit.setFocus()

    def _save_clicked(self) -> None:
        self.start(self._save())

    async def _save(self) -> None:
        kept, gone = self._drafted()
        before = {template.id for pair in self._pairs for template in pair.members}
        await self.desk.engine.save_templates(kept, gone)
        templates = await self.desk.read(self.desk.store.templates.list)
        ids = {template.id for template in kept} - {None} or {template.id for template in templates} - before
        self._pairs = pairs(templates)
        self._chosen = next((p for p in self._pairs if ids & {t.id for t in p.members}), None)
        self._is_new = False
        if self._chosen is not None:
            self.editor.load(self._chosen, self._language)
        self._show_list()
        self.editor.say(self.tr("Saved. New messages are written with it at once."))

    def _test_clicked(self) -> None:
        self.start(self._send_test())

    async def _send_test(self) -> None:
        status = self.desk.status
        self._show_preview()
        if status is None or not self.preview.text:
            self.editor.say(self.tr("There is no message for this order; choose another one."))
            return
        await self.desk.engine.send_test(status.shop_id, self.preview.text)
        self.editor.say(self.tr("It will come to your own WhatsApp number in a moment."))

    def _versions_clicked(self) -> None:
        self.start(self._show_versions())

    async def _show_versions(self) -> None:
        pair = self.editor.pair
        ids = [] if pair is None else [t.id for t in pair.members if t.id is not None]
        versions = await self.desk.read(self.desk.store.templates.versions, ids)
        if not versions:
            await dialogs.tell(
                self,
                self.tr("There are no earlier versions yet"),
                self.tr("Each time you save another text, the one before is kept here."),
            )
            return
        dialog = VersionsDialog(self, versions)
        dialog.wanted.connect(self._bring_back)
        dialog.open()

    def _bring_back(self, version: "TemplateVersion") -> None:
        for part in parts(version.text, version.language):
            self.editor.boxes[part.language].edit.rewrite(part.text.strip())
            self.editor.show_language(part.language)

    def _default_clicked(self) -> None:
        draft = self.editor.draft
        originals = default_templates(
            resource("templates/ru.json").read_bytes(), resource("templates/kk.json").read_bytes()
        )
        fitting = [t for t in originals if t.event is draft.event and t.delivery == draft.delivery]
        if not fitting:
            fitting = [t for t in originals if t.event is draft.event and t.delivery is None]
        for template in fitting:
            self.editor.boxes["kk" if template.language == "kk" else "ru"].edit.rewrite(template.text)
        if not fitting:
            self.editor.say(self.tr("There is no original text for this event and delivery."))

    def _delete_clicked(self) -> None:
        self.start(self._delete())

    async def _delete(self) -> None:
        pair = self.editor.pair
        if pair is None:
            await self._choose_first()
            return
        sure = await dialogs.ask(
            self,
            self.tr("Delete the template?"),
            self.tr("Buyers will not get “{name}” any more. Earlier versions go with it.").format(
                name=pair.sent(self._language).name
            ),
            self.tr("Delete"),
            is_danger=True,
        )
        if sure:
            gone = [template.id for template in pair.members if template.id is not None]
            self._chosen, self.editor.pair = None, None
            await self.desk.engine.save_templates([], gone)
            self._pairs = pairs(await self.desk.read(self.desk.store.templates.list))
            self._show_list()
            await self._choose_first()

    def _entries_wanted(self, code: str) -> None:
        self.start(self._read_entries(code))

    async def _read_entries(self, code: str) -> None:
        from kaspi_notifier.engine.engine import ActionRefused

        status = self.desk.status
        if status is not None and self.desk.is_running:
            try:
                await self.desk.engine.read_entries(status.shop_id, code)
            except ActionRefused:
                return  # the preview says already that the products are not known
            await self._read(with_orders=True)

    def _forget_what_if(self) -> None:
        self._found = []
        self.preview.imagine("", has_list=False)

    def _what_if_clicked(self) -> None:
        self.start(self._imagine())

    async def _imagine(self) -> None:
        status = self.desk.status
        kept, gone = self._drafted()
        if status is None or not kept:
            return
        ours = {template.id for template in kept} | set(gone)
        others = [t for pair in self._pairs for t in pair.members if t.id not in ours]
        others += kept
        wanted = pairs(kept)[0].sent(self._language)
        self.preview.ask.setEnabled(False)
        try:
            self._found = await imagined(
                self.desk, status.shop_id, wanted, others, language=self._language, now=bridge.now()
            )
        finally:
            self.preview.ask.setEnabled(True)
        self.preview.imagine(Summary(self).of(self._found), has_list=bool(self._found))

    def _list_clicked(self) -> None:
        whole = self.desk.settings.app.show_phones
        ImaginedDialog(self, self.preview.what_if.text(), self._found, shows_phones=whole).open()

    def _import_clicked(self) -> None:
        self.start(self._files.import_file())

    def _export_clicked(self) -> None:
        self.start(self._files.export_file())
