"""What the window gets after its first paint: its pages, its place beside the clock, and its helpers."""

from collections.abc import Callable
from pathlib import Path

from kaspi_notifier.engine.status import Change
from kaspi_notifier.machine import Place
from kaspi_notifier.ui import opening
from kaspi_notifier.ui.awake import Awake
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.memory import WindowMemory
from kaspi_notifier.ui.power import Power
from kaspi_notifier.ui.restoring import Restoring
from kaspi_notifier.ui.single import Doorbell
from kaspi_notifier.ui.tray import Tray
from kaspi_notifier.ui.updates import Updates

__all__ = ["Restoring", "furnish"]


def furnish(
    desk: Desk,
    window: MainWindow,
    tray: Tray,
    memory: WindowMemory,
    folder: Path,
    warning: str | None,
    place: Place,
) -> Callable[[], None]:
    """Everything that works with the desk; gives what has to be called at the end.

    `warning` is there when this system has no safe place for secrets.
    """
    doorbell = Doorbell(folder, window)
    doorbell.rung.connect(window.bring_up)
    if warning is not None:
        window.warnings = (opening.secrets_in_file(),)
    if place is not Place.OWN_DISK:
        window.warnings += (opening.place(place),)
    window.open_desk(desk)
    tray.attach(desk, window.isActiveWindow)
    Awake(desk)
    Power(desk)
    if not window.is_demo:
        Updates(desk, window, memory)
    # All of these only listen, and the engine runs already.
    desk.changed.emit(frozenset(Change))
    return doorbell.close
