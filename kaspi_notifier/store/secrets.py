"""Where the Kaspi token and the WAHA key are kept: the system's own secret store, else a private file."""

import contextlib
import hashlib
import json
import os
from collections.abc import Set
from pathlib import Path
from typing import Any, Protocol

from kaspi_notifier.store.errors import StoreError

SERVICE = "KaspiNotifier"
REAL_BACKENDS: Set[tuple[str, str]] = frozenset(
    {
        ("keyring.backends.Windows", "WinVaultKeyring"),
        ("keyring.backends.macOS", "Keyring"),
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.libsecret", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
        ("keyring.backends.kwallet", "DBusKeyringKWallet4"),
    }
)
"""Module and class of the keyring backends that are an operating system's own store."""


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
    data_dir: Path, *, trusted: Set[tuple[str, str]] = REAL_BACKENDS
) -> tuple[Secrets, str | None]:
    """The best place there is, and a warning when it is only a file. Takes up to 0.1 s: keyring.

    `trusted` names the keyring backends (module, class) that are believed; others are plain files or
    nothing at all.
    """
    import keyring
    from keyring.backends.chainer import ChainerBackend

    chosen = keyring.get_keyring()
    for backend in chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]:
        kind = type(backend)
        if (kind.__module__, kind.__name__) in trusted:
            secrets = KeyringSecrets(backend, data_dir)
            if _works(secrets):
                return secrets, None
    warning = (
        "The system has no secret store that works, so the Kaspi token and the WAHA key are kept in"
        " secrets.json in the data folder, readable for this user only."
    )
    return FileSecrets(data_dir / "secrets.json"), warning


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
