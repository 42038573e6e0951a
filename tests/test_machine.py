"""Which computer this is, and on what its folders lie."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from kaspi_notifier.machine import Place, is_cloud, machine_id, place_in_mounts, place_of


def test_a_computer_has_a_name_that_tells_nothing(tmp_path: Path) -> None:
    one, other, empty = tmp_path / "one", tmp_path / "other", tmp_path / "empty"
    one.write_text("0123456789abcdef\n")
    other.write_text("fedcba9876543210\n")
    empty.write_text("")
    none = tmp_path / "none"
    assert machine_id((none, empty, one)) == machine_id((one,)) != machine_id((other,))
    assert "0123456789" not in str(machine_id((one,)))
    assert machine_id((none,)) is None


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("/home/me/data", Place.OWN_DISK),
        ("/srv/share/data", Place.NETWORK),
        ("/srv/share two/data", Place.NETWORK),
        ("/media/me/STICK/data", Place.REMOVABLE),
        ("/run/media/me/STICK/data", Place.REMOVABLE),
        ("/mnt/smb/data", Place.NETWORK),
    ],
)
def test_the_place_by_the_table_of_mounts(tmp_path: Path, folder: str, place: Place) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\nserver:/x /srv/share nfs4 rw 0 0\n//pc/x /srv/share\\040two cifs rw 0 0\n"
        "/dev/sdb1 /media/me/STICK vfat rw 0 0\n/dev/sdb1 /run/media/me/STICK vfat rw 0 0\n"
        "//pc/y /mnt/smb smb3 rw 0 0\n\nodd\n"
    )
    assert place_in_mounts(Path(folder), mounts) is place


def test_without_a_table_it_is_taken_for_an_own_disk(tmp_path: Path) -> None:
    assert place_of(tmp_path, tmp_path / "none") is Place.OWN_DISK
    assert place_of(tmp_path / "OneDrive - Shop" / "data", tmp_path / "none") is Place.CLOUD


def test_a_cloud_is_known_by_its_variable_or_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert is_cloud(PureWindowsPath(r"C:\Users\me\OneDrive\data"), ())
    assert is_cloud(PurePosixPath("/home/me/Яндекс.Диск/data"), ())
    assert is_cloud(PureWindowsPath(r"D:\Wolke\data"), (r"D:\Wolke",))
    assert not is_cloud(PureWindowsPath(r"C:\Users\me\AppData\Local\KaspiNotifier"), (r"D:\Wolke",))
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path))
    assert place_of(tmp_path / "x") is Place.CLOUD
