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
