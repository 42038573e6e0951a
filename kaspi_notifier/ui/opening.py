"""What is said when the data folder can't be opened: what happened, and what to do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from kaspi_notifier.machine import Place
from kaspi_notifier.ui import dialogs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

translate = QCoreApplication.translate


def explain(cause: BaseException | None, detail: str) -> tuple[str, str]:
    """Headline and sentence for the error that kept the folder closed."""
    from kaspi_notifier.store import Damaged, DiskFull, Locked, NewerFile, ReadOnly

    match cause:
        case NewerFile():
            text = translate(
                "opening", "The data was written by a newer version of the program. Install that version."
            )
        case Damaged():
            text = translate("opening", "The database is damaged, and there is no whole copy of it here.")
        case Locked():
            text = translate("opening", "Another program holds the database. Close it and start again.")
        case ReadOnly():
            text = translate("opening", "The data folder is write-protected. Allow writing and start again.")
        case DiskFull():
            text = translate("opening", "The disk is full. Free some space and start again.")
        case _:
            text = detail
    return translate("opening", "The program can't open its data"), text


async def mended(
    window: QWidget,
    cause: BaseException | None,
    newest: "Callable[[], tuple[date, Path] | None]",
    restore: "Callable[[Path, str | None], object]",
) -> bool:
    """Whether a damaged database was replaced by the newest whole copy, as the person wished."""
    from kaspi_notifier.store import Damaged

    copy = newest() if isinstance(cause, Damaged) else None
    if copy is None:
        return False
    day, path = copy
    wanted = await dialogs.ask(
        window,
        translate("opening", "The database is damaged"),
        translate(
            "opening",
            "There is a whole copy of {day}. The damaged file is kept beside it."
            " Sending then waits until you have looked at the messages.",
        ).format(day=day.strftime("%d.%m.%Y")),
        translate("opening", "Take the copy"),
    )
    if wanted:
        restore(path, None)
    return wanted


def restoring() -> str:
    """What the window says while a backup is taken in."""
    return translate("opening", "The backup is being restored…")


def restored(*, is_paused: bool) -> tuple[str, str]:
    """Headline and sentence after a backup was taken in."""
    text = translate("opening", "Sending goes on. What was sent is remembered, nobody is written to twice.")
    if is_paused:
        text = translate(
            "opening",
            "Sending is paused. Make sure that no other computer sends for this shop, then press “Go on”"
            " on the overview.",
        )
    return translate("opening", "The data is back"), text


def not_restored(cause: BaseException | None) -> tuple[str, str]:
    """Headline and sentence when a backup could not be taken in after all."""
    from kaspi_notifier.ui import backups

    text = translate("opening", "Everything is as it was before.")
    if cause is not None:
        text = f"{backups.why_not(cause, writes=False)} {text}"
    return translate("opening", "The backup was not restored"), text


def place(value: Place) -> str:
    """The notice for a data folder that does not lie on the computer's own disk."""
    if value is Place.CLOUD:
        return translate(
            "opening",
            "The data folder lies in a folder that is copied to the internet. That can damage the database:"
            " choose another folder.",
        )
    return translate(
        "opening",
        "The data folder lies on a stick or an outer disk. Never pull it out while the program runs.",
    )


def secrets_in_file() -> str:
    """The notice for a system without a safe place for secrets."""
    return translate(
        "opening",
        "This system has no safe place for keys; they lie in a file of the data folder"
        " that only you can read.",
    )
