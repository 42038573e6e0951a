"""Where the program finds its own files and keeps the owner's."""

import stat
import sys
from pathlib import Path

import pytest
from platformdirs import user_data_path

from kaspi_notifier.paths import data_dir, resource


def test_a_checkout_has_its_resources_beside_the_package() -> None:
    assert resource("templates/ru.json").read_bytes().startswith(b"{")


def test_a_wheel_has_them_inside_and_a_bundle_beside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "kaspi_notifier"
    beside = tmp_path / "resources" / "a.txt"
    inside = package / "resources" / "a.txt"
    for path in (beside, inside):
        path.parent.mkdir(parents=True)
        path.touch()
    assert resource("a.txt", package) == inside
    inside.unlink()
    assert resource("a.txt", package) == beside
    beside.unlink()
    with pytest.raises(FileNotFoundError, match=r"a\.txt"):
        resource("a.txt", package)


def test_a_new_data_folder_is_its_owners_alone(tmp_path: Path) -> None:
    folder = data_dir(tmp_path / "new" / "data")
    assert folder.is_dir()
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert data_dir(folder) == folder


def test_a_relative_folder_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_dir(Path("data")) == tmp_path / "data"


def test_without_a_choice_it_is_the_systems_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    expected = user_data_path("KaspiNotifier", appauthor=False, roaming=False)
    if sys.platform != "win32":  # there the shell is asked, not the environment
        assert expected.is_relative_to(tmp_path)
        assert data_dir() == expected
        assert expected.is_dir()
