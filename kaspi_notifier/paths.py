"""Where the program's own files lie and where the owner's data is kept."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str, package: Path = _PACKAGE) -> Path:
    """The path of a file shipped with the program, for example `templates/ru.json`.

    An installed wheel carries `resources` inside the package; in a checkout and in a PyInstaller bundle
    (`sys._MEIPASS`) the folder lies beside it. Raises `FileNotFoundError` when neither has the file.
    """
    for root in (package, package.parent):
        path = root / "resources" / name
        if path.exists():
            return path
    raise FileNotFoundError(f"the program's own file {name} is missing; install it again")


def document(name: str, package: Path = _PACKAGE) -> Path:
    """The path of a page of help, for example `ru/first-steps.md`; it lies as resources do.

    Raises `FileNotFoundError` when it is not there.
    """
    for root in (package, package.parent):
        path = root / "docs" / name
        if path.exists():
            return path
    raise FileNotFoundError(f"the program's own page {name} is missing; install it again")


def data_dir(override: Path | None = None) -> Path:
    """The folder of the database and the log, created for its owner alone when it is not there yet.

    The rights of a folder that already exists are the person's own choice and are left as they are.
    """
    folder = (override or _usual()).expanduser().absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    # On Windows the profile's own folder is already closed to others; the mode counts elsewhere.
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _usual() -> Path:
    # Only here: a start with a folder of its own is painted without it.
    from platformdirs import user_data_path

    return user_data_path("KaspiNotifier", appauthor=False, roaming=False)
