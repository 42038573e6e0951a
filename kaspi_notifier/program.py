"""What runs behind the window once it is painted: the data, the engine, the pages, and the orderly end."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from kaspi_notifier.certificates import trusted
from kaspi_notifier.datafolder import AlreadyRunning, DataFolder, FolderError
from kaspi_notifier.signals import stop_event
from kaspi_notifier.ui import tasks
from kaspi_notifier.ui.loop import Loop
from kaspi_notifier.ui.tidying import Tidying
from kaspi_notifier.ui.tray import Tray

if TYPE_CHECKING:
    from collections.abc import Callable

    from kaspi_notifier.ui.application import Application
    from kaspi_notifier.ui.bridge import Desk
    from kaspi_notifier.ui.main_window import MainWindow
    from kaspi_notifier.ui.memory import WindowMemory
    from kaspi_notifier.ui.restoring import Restoring


class Parts(NamedTuple):
    """What is there at the first paint."""

    application: "Application"
    window: "MainWindow"
    memory: "WindowMemory"


def run(parts: Parts, data: DataFolder, *, hidden: bool) -> int:
    """Run the program behind a painted window until the person quits; the exit code."""
    with Loop(parts.application) as loop:
        # Qt's own default would be ten threads, and closing would wait for all of them.
        loop.set_default_executor(ThreadPoolExecutor(3))
        tidying = Tidying(parts.application)
        try:
            return int(loop.run_until_complete(Program(parts, data).run(hidden=hidden)))
        finally:
            tidying.stop()


class Program:
    """Everything behind the window, from the first paint to the last close."""

    def __init__(self, parts: Parts, data: DataFolder) -> None:
        self.application, self.window, self.memory = parts.application, parts.window, parts.memory
        self.data = data
        self.tray = Tray()
        self.tray.open_wanted.connect(self.window.bring_up)
        self.tray.quit_wanted.connect(self.application.closing.set)
        self.window.closed.connect(self._window_closed)
        self._restart = asyncio.Event()
        self._restoring: Restoring | None = None
        self._close: Callable[[], None] | None = None
        """What has to be called at the end, once there are pages."""

    async def run(self, *, hidden: bool) -> int:
        """Open the data, run the engine until somebody quits, close. Returns the exit code."""
        self.tray.show()
        if not (hidden and self.tray.is_available()):
            self.window.show()
        # Parsed beside everything else that a start has to do.
        asyncio.get_running_loop().run_in_executor(None, trusted)
        try:
            with stop_event() as stopped:
                async with self.data:
                    tasks.start(self.application.leaving.hurry_when(stopped), self.window)
                    await self._work()
            if self._restoring is not None and self._restoring.is_wanted:
                await self._restoring.carry_out(self.data.restore)
                return await self.run(hidden=False)
        except AlreadyRunning:
            from kaspi_notifier.ui.single import ring

            if not await ring(self.data.path):
                raise
        except FolderError as error:
            from kaspi_notifier.ui import dialogs, opening

            newest, restore = self.data.newest_copy, self.data.restore
            if await opening.mended(self.window, error.__cause__, newest, restore):
                return await self.run(hidden=False)
            await dialogs.tell(self.window, *opening.explain(error.__cause__, str(error)))
            raise
        finally:
            self.window.hide()
            self.tray.hide()
            self.application.leaving.is_over = True
        return 0

    async def _work(self) -> None:
        # The heavy imports (httpx, jinja2, peewee) come after the first paint, the pages after the engine.
        from kaspi_notifier.api.door import Door
        from kaspi_notifier.engine.engine import Engine
        from kaspi_notifier.ui.bridge import Desk

        desk = await Desk.load(self.data.store, self.data.db, self.window)
        desk.settings_saved.connect(self._restart.set)
        self._dress(desk)
        door = Door(self.data.store, self.data.db, desk.take)
        desk.door_problem = lambda: door.problem
        desk.can_restore = not self.data.demo
        try:
            while not self._is_ending:
                self._restart.clear()
                run = Engine(self.data.store, self.data.db, on_change=desk.bridge.on_change)
                async with run as engine, door.open_to(engine, desk.settings.app):
                    desk.attach(engine)
                    self._furnish(desk)
                    await tasks.first(self.application.closing, self._restart)
                    # Ending may take a moment while a message on its way is recorded; nobody has to watch.
                    self.window.setVisible(self.window.isVisible() and not self.application.closing.is_set())
                    desk.attach(None)
                if self._dress(desk):
                    self.window.open_desk(desk, self.window.page)
        finally:
            await door.close()
            await self._clear(desk)

    @property
    def _is_ending(self) -> bool:
        return self.application.closing.is_set() or (
            self._restoring is not None and self._restoring.is_wanted
        )

    def _furnish(self, desk: "Desk") -> None:
        """The pages and all else that works with the desk, once; sending goes on meanwhile."""
        if self._close is not None:
            return
        from kaspi_notifier.ui.furniture import Restoring, furnish

        data = self.data
        self._close = furnish(desk, self.window, self.tray, self.memory, data.path, data.warning, data.place)
        self._restoring = self._restoring or Restoring(self.window, self.tray, self._restart)
        self._restoring.follow(desk)

    async def _clear(self, desk: "Desk") -> None:
        if self._close is not None:
            self._close()
            self._close = None
        self.memory.keep_place(self.window)
        await tasks.drain()
        if self._restoring is not None:
            self._restoring.clear(desk)

    def _dress(self, desk: "Desk") -> bool:
        app = desk.settings.app
        self.memory.keep(app.language, app.theme)
        return self.application.dress(app.language, app.theme)

    def _window_closed(self) -> None:
        if not self.tray.is_available():
            self.application.closing.set()
            return
        self.window.hide()
        if self.memory.first_hiding():
            self.tray.say_hidden()
