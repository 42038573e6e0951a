"""Between the engine and the window: what changed, gathered into one signal, and what pages work with."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from kaspi_notifier.engine.status import Change, ShopStatus

if TYPE_CHECKING:
    from kaspi_notifier.domain.settings import Settings
    from kaspi_notifier.engine.database_thread import DatabaseThread
    from kaspi_notifier.engine.engine import Engine
    from kaspi_notifier.store import Store

T = TypeVar("T")

GATHER_MS = 120
"""How long changes are gathered before the window hears of them."""


class Bridge(QObject):
    """Turns the engine's many `on_change` calls into one signal now and then."""

    changed = Signal(object)
    """A frozenset of `Change`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kinds: set[Change] = set()
        self._timer = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._timer.timeout.connect(self._emit)

    def on_change(self, change: Change) -> None:
        """What the engine calls; cheap, any number of times."""
        self._kinds.add(change)
        if not self._timer.isActive():
            self._timer.start()

    def _emit(self) -> None:
        kinds, self._kinds = frozenset(self._kinds), set()
        self.changed.emit(kinds)


class Desk(QObject):
    """Everything a page works with: reads through the one database thread, actions through the engine.

    The engine is replaced when settings are saved; in between there is none.
    """

    changed = Signal(object)
    """A frozenset of `Change`; pages read again what they show."""
    settings_saved = Signal()
    """New settings are stored; whoever runs the engine enters it anew."""
    restore_wanted = Signal(object, object)
    """A backup's path and its password or None; whoever opened the data closes it and takes the backup in."""
    shop_chosen = Signal()

    def __init__(
        self, store: "Store", db: "DatabaseThread", settings: "Settings", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.db = db
        self.settings = settings
        self.first_run: int | None = None
        """The step of the first run that waits for the person; None: there is none."""
        self.bridge = Bridge(self)
        self.bridge.changed.connect(self.changed)
        self.can_restore = True
        """False in a demo, whose data is made anew at every start."""
        self.door_problem: Callable[[], str | None] = lambda: None
        """Why the local API or the receiver of events is not open although it is switched on."""
        self._engine: Engine | None = None
        self._chosen: int | None = None

    @classmethod
    async def load(cls, store: "Store", db: "DatabaseThread", parent: QObject | None = None) -> Self:
        """A desk over what is stored."""
        desk = cls(store, db, await db(store.settings.load), parent)
        desk.first_run = await db(store.settings.first_run)
        return desk

    @property
    def engine(self) -> "Engine":
        """The running engine; actions are only offered while there is one."""
        if self._engine is None:
            raise NotRunning
        return self._engine

    def attach(self, engine: "Engine | None") -> None:
        """Work with this engine from now on (None: it is being restarted)."""
        self._engine = engine
        self.changed.emit(frozenset(Change))

    @property
    def is_running(self) -> bool:
        """Whether there is an engine to act through."""
        return self._engine is not None

    @property
    def statuses(self) -> tuple[ShopStatus, ...]:
        """Every shop as the engine sees it; empty while there is no engine or no shop."""
        return () if self._engine is None else self._engine.statuses

    @property
    def status(self) -> ShopStatus | None:
        """The shop that the window shows."""
        statuses = self.statuses
        for status in statuses:
            if status.shop_id == self._chosen:
                return status
        return statuses[0] if statuses else None

    def choose_shop(self, shop_id: int) -> None:
        """Show another shop."""
        self._chosen = shop_id
        self.shop_chosen.emit()
        self.changed.emit(frozenset(Change))

    async def read(self, function: Callable[..., T], *args: Any) -> T:
        """One read on the database thread."""
        return await self.db(function, *args)

    async def toggle_sending(self) -> None:
        """What the switch does: pause the shown shop, or go on; sending that was off is switched on."""
        status = self.status
        if status is None:
            return
        if not status.sending_enabled:
            await self._switch_on(status.shop_name)
            return
        if status.pause is None:
            await self.engine.pause(status.shop_id)
        else:
            await self.engine.resume(status.shop_id)

    async def go_on(self) -> None:
        """Let the shown shop go on with what waits for a person: sending, or new chats alone."""
        status = self.status
        if status is not None:
            await self.engine.resume(status.shop_id)

    async def _switch_on(self, name: str) -> None:
        # Not before the first paint.
        from msgspec.structs import replace

        shops = tuple(
            replace(shop, sending=replace(shop.sending, enabled=True)) if shop.name == name else shop
            for shop in self.settings.shops
        )
        await self.save(replace(self.settings, shops=shops))

    async def pause(self, until: datetime | None) -> None:
        """Pause every shop until then, or until a person goes on."""
        for status in self.statuses:
            await self.engine.pause(status.shop_id, until)

    async def resume(self) -> None:
        """Let every shop go on."""
        for status in self.statuses:
            await self.engine.resume(status.shop_id)

    async def check_now(self) -> None:
        """Read the orders of every shop at once."""
        for status in self.statuses:
            await self.engine.check_now(status.shop_id)

    async def keep_first_run(self, step: int | None) -> None:
        """Remember the step of the first run that waits; None: it is over."""
        await self.db(self.store.settings.keep_first_run, step)
        self.first_run = step

    async def save(self, settings: "Settings") -> None:
        """Store new settings; the engine is then entered anew with them."""
        await self.db(self.store.settings.save, settings)
        self.take(settings)

    def restore(self, source: Path, password: str | None) -> None:
        """Have everything replaced by a backup that has been looked into."""
        self.restore_wanted.emit(source, password)

    def take(self, settings: "Settings") -> None:
        """Work with settings that are stored already, whoever stored them."""
        self.settings = settings
        self.settings_saved.emit()


class NotRunning(Exception):
    """An action was asked for while the engine is being restarted."""


def now() -> datetime:
    """This moment; the window's only clock."""
    return datetime.now(UTC)
