"""The settings in groups, checked as they are typed, saved together; saving enters the engine anew."""

import msgspec
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
)

from kaspi_notifier import logs
from kaspi_notifier.domain.settings import Settings, Shop
from kaspi_notifier.engine.status import Change, ShopStatus
from kaspi_notifier.ui import autostart, dialogs
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.pages.page import Page, scrolled
from kaspi_notifier.ui.settings.group import Group, changed
from kaspi_notifier.ui.settings.removal import RemovalDialog
from kaspi_notifier.ui.settings.shop import ShopGroup
from kaspi_notifier.ui.settings.table import entries
from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.basics import Card, button, label


class SettingsPage(Page):
    """A list of groups, the chosen one beside it, one Save for all of them."""

    SHOWS = frozenset({Change.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Settings"))
        self.subtitle.hide()
        self._base = self._draft = self._with_a_shop(desk.settings)
        self._index = 0
        self._add_head()
        self.groups: dict[str, Group] = {}
        self.list = QListWidget()
        self.list.setProperty("kind", "groups")
        self.list.setAccessibleName(self.tr("Groups of settings"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        for entry in entries():
            group = entry.factory(desk)
            group.edited.connect(self._edited)
            self.groups[entry.key] = group
            item = QListWidgetItem(entry.name, self.list)
            item.setSizeHint(QSize(0, room(38)))
            self.stack.addWidget(scrolled(group))
        letters = self.list.fontMetrics()
        longest = max(letters.horizontalAdvance(entry.name) for entry in entries())
        self.list.setFixedWidth(longest + room(40))
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.list.setCurrentRow(0)
        self._add_body()
        shop = self._shop_group
        shop.add_wanted.connect(self._add_shop)
        shop.remove_wanted.connect(self._remove_clicked)
        shop.wipe_wanted.connect(self._wipe_clicked)
        desk.shop_chosen.connect(self._shop_of_window)
        self._show_draft()

    def _add_head(self) -> None:
        self.shops = QComboBox()
        self.shops.setAccessibleName(self.tr("Shop"))
        self.shops.activated.connect(self._shop_activated)
        self.saved = label("", "muted")
        self.undo = button(self.tr("Undo"))
        self.undo.clicked.connect(self._undo_clicked)
        self.save = button(self.tr("Save"), "primary")
        self.save.setShortcut("Ctrl+S")
        self.save.setToolTip("Ctrl+S")
        self.save.clicked.connect(self._save_clicked)
        for widget in (self.shops, self.saved, self.undo, self.save):
            self.head.addWidget(widget)

    def _add_body(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        card = Card()
        card.box.setContentsMargins(8, 10, 8, 10)
        card.box.addWidget(self.list)
        left = QVBoxLayout()
        left.addWidget(card)
        row.addLayout(left)
        row.addWidget(self.stack, 1)
        self.box.addLayout(row, 1)

    @property
    def _shop_group(self) -> ShopGroup:
        group = self.groups["shop"]
        assert isinstance(group, ShopGroup)
        return group

    def show_part(self, part: str) -> None:
        """Show one group by its key."""
        self.list.setCurrentRow(list(self.groups).index(part))

    def _wrong_group(self) -> str | None:
        return next((key for key, group in self.groups.items() if group.wrong() is not None), None)

    def _collected(self) -> Settings:
        """The settings as they stand in the fields; only asked for while nothing is wrong."""
        shop, app = self._draft.shops[self._index], self._draft.app
        for group in self.groups.values():
            shop, app = group.shop(shop), group.app(app)
        shops = list(self._draft.shops)
        shops[self._index] = shop
        return changed(self._draft, shops=shops, app=app)

    def _is_changed(self) -> bool:
        return self._wrong_group() is not None or self._collected() != self._base

    def _show_draft(self) -> None:
        shops = self._draft.shops
        self._index = min(self._index, len(shops) - 1)
        shop = shops[self._index]
        others = frozenset(other.name for other in shops if other is not shop)
        for group in self.groups.values():
            group.show_app(self._draft.app)
            group.show_names(others)
            group.show_shop(shop)
        self._shop_group.wipe_shop.setVisible(self._stored(shop.name) is not None)
        self.shops.clear()
        self.shops.addItems([other.name for other in shops])
        self.shops.setCurrentIndex(self._index)
        self.shops.setVisible(len(shops) > 1)
        self._show_state()

    def _show_state(self) -> None:
        is_changed = self._is_changed()
        self.save.setEnabled(is_changed)
        self.undo.setVisible(is_changed)
        if is_changed:
            self.saved.setText(self.tr("Not saved yet"))
        elif self.saved.text() == self.tr("Not saved yet"):
            self.saved.setText("")

    def _edited(self) -> None:
        self._show_state()

    def refresh(self, _kinds: frozenset[Change]) -> None:
        if self._is_changed():
            return  # what is being typed is not overwritten
        self._undo_clicked()

    def _undo_clicked(self) -> None:
        self._base = self._draft = self._with_a_shop(self.desk.settings)
        self._show_draft()

    def _shop_of_window(self) -> None:
        status = self.desk.status
        names = [shop.name for shop in self._draft.shops]
        if status is not None and status.shop_name in names and not self._is_changed():
            self._index = names.index(status.shop_name)
            self._show_draft()

    def _shop_activated(self, index: int) -> None:
        if self._is_wrong_shown():
            self.shops.setCurrentIndex(self._index)
            return
        self._draft = self._collected()
        self._index = index
        self._show_draft()

    def _add_shop(self) -> None:
        if self._is_wrong_shown():
            return
        self._draft = self._collected()
        shops = self._draft.shops
        number = len(shops) + 1
        while self.tr("Shop {n}").format(n=number) in {shop.name for shop in shops}:
            number += 1
        waha = changed(shops[0].waha, session=f"shop-{number}")
        made = Shop(name=self.tr("Shop {n}").format(n=number), waha=waha)
        self._draft = changed(self._draft, shops=[*shops, made])
        self._index = len(shops)
        self._show_draft()
        self._shop_group.name.selectAll()
        self._shop_group.name.setFocus()

    def _remove_clicked(self) -> None:
        self.start(self._remove())

    async def _remove(self) -> None:
        shop = self._draft.shops[self._index]
        status = self._stored(shop.name)
        waiting = 0 if status is None else status.queue.waiting
        sure = await dialogs.ask(
            self,
            self.tr("Remove the shop «{name}»?").format(name=shop.name),
            self.tr("Its orders are no longer read, its token and key are deleted. The log stays.")
            + " "
            + self.tr("%n waiting message(s) will not be sent.", "", waiting),
            self.tr("Remove"),
            is_danger=True,
        )
        if sure:
            rest = [other for other in self._draft.shops if other is not shop]
            self._draft = changed(self._draft, shops=rest)
            self._index = 0
            self._show_draft()
            await self._save()

    def _stored(self, name: str) -> ShopStatus | None:
        """The shop of this name as the engine knows it; None for one that is not saved yet."""
        return next((status for status in self.desk.statuses if status.shop_name == name), None)

    def _wipe_clicked(self) -> None:
        self.start(self._wipe())

    async def _wipe(self) -> None:
        """Remove the shop with everything it left, once its name is typed in."""
        desk, status = self.desk, self._stored(self._base.shops[self._index].name)
        if status is None:
            return
        orders, messages = await desk.read(self._count, status.shop_id)
        waiting = status.queue.waiting
        dialog = RemovalDialog(self, status.shop_name, orders=orders, messages=messages, waiting=waiting)
        if not await dialog.answered():
            return
        await desk.engine.remove_shop(status.shop_id)
        desk.take(await desk.read(desk.store.settings.load))
        self._index = 0
        self._undo_clicked()
        if not desk.settings.shops:
            await desk.keep_first_run(0)
            self.go_to.emit("first_run")

    def _count(self, shop_id: int) -> tuple[int, int]:
        """Orders and messages of a shop; on the database's thread."""
        from kaspi_notifier.store import LogFilter

        store = self.desk.store
        log = store.message_log.view(LogFilter(shop_id=shop_id))
        return store.orders.count(shop_id), sum(log.counts.values())

    def _is_wrong_shown(self) -> bool:
        """Show the first thing that is wrong, if there is one."""
        key = self._wrong_group()
        if key is None:
            return False
        group = self.groups[key]
        group.look()
        self.show_part(key)
        line = group.wrong()
        if line is not None:
            line.setFocus()
        return True

    def _save_clicked(self) -> None:
        if not self._is_wrong_shown():
            self.start(self._save())

    async def _save(self) -> None:
        settings = self._collected()
        for shop in settings.shops:
            logs.hide(shop.kaspi.token, shop.waha.api_key)
        # Said before: the language may change with the saving, and the page with it.
        self.saved.setText(self.tr("Saved"))
        self.save.setEnabled(False)
        autostart.follow(settings.app.autostart)
        await self.desk.save(settings)
        self._base = self._draft = settings
        self._show_state()

    def _with_a_shop(self, settings: Settings) -> Settings:
        """The settings with at least one shop to fill in, and with what the system says of autostart."""
        shops = settings.shops or (Shop(name=self.tr("My shop")),)
        app = msgspec.structs.replace(settings.app, autostart=autostart.is_on())
        return msgspec.structs.replace(settings, shops=shops, app=app)
