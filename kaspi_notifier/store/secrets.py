"""Where the Kaspi token and the WAHA key are kept: the system's own secret store, else a private file."""

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from kaspi_notifier.store.errors import StoreError

SERVICE = "KaspiNotifier"
_ON_A_DESKTOP_OF_LINUX = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"),
)
_STORES = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
}
_CHOICE = "PYTHON_KEYRING_BACKEND"
"""keyring's own variable, by which a person says which backend is to be used."""


class Secrets(Protocol):
    """A place for a few named secrets."""

    def get(self, name: str) -> str | None:
        """The secret, or None."""
        ...

    def set(self, name: str, value: str) -> None:
        """Keep the secret."""
        ...

    def delete(self, name: str) -> None:
        """Forget the secret; one that is not there is no error."""
        ...


class KeyringSecrets:
    """The system's secret store through one of keyring's backends.

    `folder` keeps the secrets of two data folders of one user apart.
    """

    def __init__(self, backend: Any, folder: Path) -> None:
        self._backend = backend
        self._scope = hashlib.sha256(os.path.realpath(folder).encode()).hexdigest()[:12]

    def get(self, name: str) -> str | None:
        """The secret, or None. Raises `StoreError` when the system refuses."""
        value: str | None = self._ask("get_password", name)
        return value

    def set(self, name: str, value: str) -> None:
        """Keep the secret."""
        self._ask("set_password", name, value)

    def delete(self, name: str) -> None:
        """Forget the secret."""
        if self.get(name) is not None:
            self._ask("delete_password", name)

    def _ask(self, method: str, name: str, *value: str) -> Any:
        try:
            return getattr(self._backend, method)(SERVICE, f"{self._scope}/{name}", *value)
        except Exception as error:  # noqa: BLE001 each backend has its own errors, some without a base
            raise StoreError(f"the system's secret store refused ({type(error).__name__})") from None

    def __repr__(self) -> str:
        return "KeyringSecrets()"


class FileSecrets:
    """A JSON file that only its owner may read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, name: str) -> str | None:
        """The secret, or None. Raises `StoreError` when the file can't be read."""
        return self._read().get(name)

    def set(self, name: str, value: str) -> None:
        """Keep the secret."""
        self._write({**self._read(), name: value})

    def delete(self, name: str) -> None:
        """Forget the secret."""
        secrets = self._read()
        if secrets.pop(name, None) is not None:
            self._write(secrets)

    def _read(self) -> dict[str, str]:
        try:
            document = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise StoreError(f"{self._path.name} can't be read ({type(error).__name__})") from None
        if not isinstance(document, dict) or not all(isinstance(value, str) for value in document.values()):
            raise StoreError(f"{self._path.name} is not a list of secrets")
        return document

    def _write(self, secrets: dict[str, str]) -> None:
        part = self._path.with_name(self._path.name + ".part")
        try:
            with contextlib.suppress(FileNotFoundError):
                part.unlink()
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(secrets, file, indent=2, sort_keys=True)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path)
        except OSError as error:
            raise StoreError(f"{self._path.name} can't be written ({type(error).__name__})") from None

    def __repr__(self) -> str:
        return "FileSecrets()"


def open_secrets(
    data_dir: Path, stores: Sequence[tuple[str, str]] | None = None
) -> tuple[Secrets, str | None]:
    """The best place there is, and a warning when it is only a file. Takes up to 0.1 s: keyring.

    `stores` names the keyring backends (module, class) that are believed, None: the operating system's own.
    All others are plain files or nothing at all.
    """
    for kind in _viable(_at_hand() if stores is None else stores):
        secrets = KeyringSecrets(kind(), data_dir)
        if _works(secrets):
            return secrets, None
    warning = (
        "The system has no secret store that works, so the Kaspi token and the WAHA key are kept in"
        " secrets.json in the data folder, readable for this user only."
    )
    return FileSecrets(data_dir / "secrets.json"), warning


def _at_hand() -> Sequence[tuple[str, str]]:
    """The system's own stores, known by name: a search through all that is installed takes 40 ms."""
    stores = _STORES.get(sys.platform, _ON_A_DESKTOP_OF_LINUX)
    if choice := os.environ.get(_CHOICE):
        return [store for store in stores if ".".join(store) == choice]
    return () if stores is _ON_A_DESKTOP_OF_LINUX and not _has_session_bus() else stores


def _has_session_bus() -> bool:
    """Whether there is the one way to all of Linux' stores; a server has none, and keyring takes 13 MB."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return "DBUS_SESSION_BUS_ADDRESS" in os.environ or (runtime is not None and Path(runtime, "bus").exists())


def _viable(stores: Sequence[tuple[str, str]]) -> list[Any]:
    """The backends that work on this system, the one that keyring would choose first."""
    kinds: list[Any] = [getattr(import_module(module), name) for module, name in stores]
    return sorted((kind for kind in kinds if kind.viable), key=lambda kind: kind.priority, reverse=True)


def _works(secrets: KeyringSecrets) -> bool:
    # Another process may be trying the same right now.
    probe = f"probe-{os.getpid()}"
    try:
        secrets.set(probe, probe)
        answer = secrets.get(probe)
        secrets.delete(probe)
    except StoreError:
        return False
    return answer == probe
