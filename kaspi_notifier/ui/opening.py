"""What is said when the data folder can't be opened: what happened, and what to do."""

from PySide6.QtCore import QCoreApplication

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
            text = translate("opening", "The database is damaged. Restore it from your last backup.")
        case Locked():
            text = translate("opening", "Another program holds the database. Close it and start again.")
        case ReadOnly():
            text = translate("opening", "The data folder is write-protected. Allow writing and start again.")
        case DiskFull():
            text = translate("opening", "The disk is full. Free some space and start again.")
        case _:
            text = detail
    return translate("opening", "The program can't open its data"), text


def secrets_in_file() -> str:
    """The notice for a system without a safe place for secrets."""
    return translate(
        "opening",
        "This system has no safe place for keys; they lie in a file of the data folder"
        " that only you can read.",
    )
