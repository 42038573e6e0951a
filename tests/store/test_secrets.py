"""Secrets go to the system's own store where there is one, else to a file for one pair of eyes."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, TypeVar

import pytest
from keyring.backend import KeyringBackend
from keyring.compat import properties
from keyring.errors import KeyringLocked, PasswordDeleteError

from kaspi_notifier.store import FileSecrets, KeyringSecrets, StoreError, open_secrets
from kaspi_notifier.store.secrets import SERVICE

NAME = "shop/1/kaspi_token"

Kind = TypeVar("Kind", bound=KeyringBackend)


def made(kind: Callable[[], Kind]) -> Kind:
    """A backend; keyring's own constructors have no types."""
    return kind()


class Drawer(KeyringBackend):
    """A keyring backend that keeps passwords in memory."""

    priority = 0.5

    passwords: ClassVar[dict[tuple[str, str], str]] = {}
    """What is in the drawer, by service and name."""

    def get_password(self, service: str, username: str) -> str | None:
        """As keyring defines it."""
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """As keyring defines it."""
        self.passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """As keyring defines it."""
        if self.passwords.pop((service, username), None) is None:
            raise PasswordDeleteError


class LockedDrawer(Drawer):
    """A backend whose owner does not unlock it."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """As keyring defines it."""
        raise KeyringLocked


class ForgetfulDrawer(Drawer):
    """A backend that takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """As keyring defines it."""


class Elsewhere(Drawer):
    """A backend of another system."""

    @properties.classproperty
    def priority(cls) -> float:  # noqa: N805 - a property of the class
        """As keyring defines it."""
        raise RuntimeError("not on this system")


class Preferred(LockedDrawer):
    """A backend that comes before the others on this system."""

    priority = 5


def named(*kinds: type[KeyringBackend]) -> list[tuple[str, str]]:
    """The names by which these backends are found."""
    return [(kind.__module__, kind.__name__) for kind in kinds]


@pytest.fixture(autouse=True)
def _empty_drawers() -> None:
    Drawer.passwords.clear()


def test_the_systems_store_is_used_where_it_works(tmp_path: Path) -> None:
    secrets, warning = open_secrets(tmp_path, named(Drawer))
    secrets.set(NAME, "token")

    assert warning is None
    assert list(Drawer.passwords.values()) == ["token"]
    assert all(service == SERVICE and key.endswith(NAME) for service, key in Drawer.passwords)
    assert secrets.get(NAME) == "token"
    secrets.delete(NAME)
    secrets.delete(NAME)
    assert secrets.get(NAME) is None
    assert not list(tmp_path.iterdir())
    assert repr(secrets) == "KeyringSecrets()"


def test_two_folders_keep_their_secrets_apart(tmp_path: Path) -> None:
    one, two = (open_secrets(tmp_path / name, named(Drawer))[0] for name in ("one", "two"))
    one.set(NAME, "first")
    two.set(NAME, "second")
    assert (one.get(NAME), two.get(NAME)) == ("first", "second")
    assert open_secrets(tmp_path / "two" / ".." / "one", named(Drawer))[0].get(NAME) == "first"


@pytest.mark.parametrize("choice", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring", "x"])
def test_a_store_that_is_not_the_systems_is_not_trusted(
    tmp_path: Path, choice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", choice)

    secrets, warning = open_secrets(tmp_path)

    assert isinstance(secrets, FileSecrets)
    assert warning is not None
    assert "secrets.json" in warning


@pytest.mark.parametrize("backend", [LockedDrawer, ForgetfulDrawer, Elsewhere])
def test_a_store_that_fails_its_trial_is_not_used(tmp_path: Path, backend: type[KeyringBackend]) -> None:
    assert isinstance(open_secrets(tmp_path, named(backend))[0], FileSecrets)


def test_of_several_backends_the_first_good_one_is_taken(tmp_path: Path) -> None:
    secrets, _ = open_secrets(tmp_path, named(Elsewhere, Drawer, Preferred))

    assert isinstance(secrets, KeyringSecrets)


_LOADED = """
import sys
from pathlib import Path
from kaspi_notifier.store import open_secrets
print(open_secrets(Path(sys.argv[1]))[1] is not None, "keyring.backends.SecretService" in sys.modules)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps secrets behind a bus")
@pytest.mark.parametrize(("bus", "is_asked"), [("nowhere", False), ("bus", True), ("variable", True)])
def test_keyring_is_loaded_only_where_there_is_a_bus_to_its_stores(
    tmp_path: Path, bus: str, is_asked: bool
) -> None:
    hidden = {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "PYTHON_KEYRING_BACKEND"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    if bus == "variable":
        environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={tmp_path}/nobody"
    elif bus == "bus":
        environment["XDG_RUNTIME_DIR"] = str(tmp_path)
        (tmp_path / "bus").touch()
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, str(tmp_path)], env=environment, capture_output=True, check=True
    )
    assert done.stdout.split() == [b"True", str(is_asked).encode()]


def test_a_refusal_of_the_system_is_told_without_the_secret(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        KeyringSecrets(made(LockedDrawer), tmp_path).set(NAME, "token")
    assert str(refused.value) == "the system's secret store refused (KeyringLocked)"


def test_the_file_keeps_and_forgets(tmp_path: Path) -> None:
    secrets = FileSecrets(tmp_path / "secrets.json")
    assert secrets.get(NAME) is None

    secrets.set(NAME, "token")
    secrets.set("other", "ключ")

    again = FileSecrets(tmp_path / "secrets.json")
    assert (again.get(NAME), again.get("other")) == ("token", "ключ")
    again.delete(NAME)
    again.delete(NAME)
    assert secrets.get(NAME) is None
    assert [file.name for file in tmp_path.iterdir()] == ["secrets.json"]
    assert repr(secrets) == "FileSecrets()"


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    (tmp_path / "secrets.json.part").write_text("left by a crash")
    umask = os.umask(0)
    FileSecrets(path).set(NAME, "token")
    os.umask(umask)

    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"a": 1}'])
def test_a_file_of_another_kind_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "secrets.json"
    path.write_bytes(content)
    secrets = FileSecrets(path)

    uses: list[Callable[[], object]] = [
        lambda: secrets.get(NAME),
        lambda: secrets.set(NAME, "x"),
        lambda: secrets.delete(NAME),
    ]
    for use in uses:
        with pytest.raises(StoreError, match=r"secrets\.json"):
            use()
    assert path.read_bytes() == content


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="written"):
        FileSecrets(tmp_path / "gone" / "secrets.json").set(NAME, "x")
