"""Which computer this is, so that a copied data folder is known for one; and on what its folder lies."""

import hashlib
import os
import sys
from enum import StrEnum
from pathlib import Path, PurePath

_LINUX_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_MOUNTS = Path("/proc/self/mounts")
_NETWORK_SYSTEMS = ("nfs", "cifs", "smb", "sshfs", "fuse.sshfs", "afs", "davfs", "fuse.davfs")
_CLOUDS = ("onedrive", "dropbox", "google drive", "googledrive", "yandexdisk", "яндекс.диск", "icloud")
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4


def machine_id(files: tuple[Path, ...] = _LINUX_IDS) -> str | None:
    """A name of this computer that tells nothing about it; None where the system has none."""
    found = _windows_id() if sys.platform == "win32" else _id_in(files)
    return hashlib.sha256(f"kaspi-notifier {found}".encode()).hexdigest()[:32] if found else None


def _id_in(files: tuple[Path, ...]) -> str:
    for file in files:
        try:
            if text := file.read_text().strip():
                return text
        except (OSError, ValueError):
            continue
    return ""


def _windows_id() -> str:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            pass
    return ""


class Place(StrEnum):
    """On what a folder lies."""

    OWN_DISK = "own_disk"
    CLOUD = "cloud"
    """Something copies it to the internet, file by file, at moments of its own."""
    NETWORK = "network"
    """Locks and syncs don't hold there."""
    REMOVABLE = "removable"


def place_of(folder: Path, mounts: Path = _MOUNTS) -> Place:
    """On what the folder lies, as far as the system tells."""
    clouds = tuple(value for name, value in os.environ.items() if name.startswith("OneDrive") and value)
    if is_cloud(folder, clouds):
        return Place.CLOUD
    return _place_on_windows(folder) if sys.platform == "win32" else place_in_mounts(folder, mounts)


def is_cloud(folder: PurePath, clouds: tuple[str, ...]) -> bool:
    """Whether a cloud's folder is above it: one of these, or one by its usual name."""
    if any(folder.is_relative_to(cloud) for cloud in clouds):
        return True
    return any(part.casefold().startswith(_CLOUDS) for part in folder.parts)


def place_in_mounts(folder: Path, mounts: Path) -> Place:
    """The place by a table of mounted file systems as Linux keeps it."""
    try:
        lines = mounts.read_text(errors="replace").splitlines()
    except OSError:
        return Place.OWN_DISK
    best, kind = "", ""
    for line in lines:
        _, point, system, *_ = [*line.split(), "", "", ""]
        point = point.replace(r"\040", " ")
        if point and folder.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, system
    if kind.startswith(_NETWORK_SYSTEMS):
        return Place.NETWORK
    return Place.REMOVABLE if best.startswith(("/media/", "/run/media/")) else Place.OWN_DISK


def _place_on_windows(folder: Path) -> Place:
    if sys.platform == "win32":
        import ctypes

        if folder.drive.startswith("\\\\"):
            return Place.NETWORK
        kind = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return {_DRIVE_REMOTE: Place.NETWORK, _DRIVE_REMOVABLE: Place.REMOVABLE}.get(kind, Place.OWN_DISK)
    return Place.OWN_DISK
