"""Secrets go to the system's own store where there is one, else to a file for one pair of eyes."""

import os
import stat
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
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

    @cached_property
    def passwords(self) -> dict[tuple[str, str], str]:
        """What is in the drawer, by service and name."""
        return {}

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


class Void(null.Keyring):
    """keyring's own backend that keeps nothing."""


class LockedDrawer(Drawer):
    """A backend whose owner does not unlock it."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """As keyring defines it."""
        raise KeyringLocked


class ForgetfulDrawer(Drawer):
    """A backend that takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """As keyring defines it."""


class Chain(ChainerBackend):
    """Several backends in a row, as keyring arranges them by itself."""

    priority = 10
    backends = (made(Void), made(LockedDrawer), made(Drawer))


TRUSTED = {(kind.__module__, kind.__name__) for kind in (Drawer, LockedDrawer, ForgetfulDrawer)}


@pytest.fixture(autouse=True)
def _keyring_as_before() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_the_systems_store_is_used_where_it_works(tmp_path: Path) -> None:
    drawer = made(Drawer)
    keyring.set_keyring(drawer)

    secrets, warning = open_secrets(tmp_path, trusted=TRUSTED)
    secrets.set(NAME, "token")

    assert warning is None
    assert list(drawer.passwords.values()) == ["token"]
    assert all(service == SERVICE and key.endswith(NAME) for service, key in drawer.passwords)
    assert secrets.get(NAME) == "token"
    secrets.delete(NAME)
    secrets.delete(NAME)
    assert secrets.get(NAME) is None
    assert not list(tmp_path.iterdir())
    assert repr(secrets) == "KeyringSecrets()"


def test_two_folders_keep_their_secrets_apart(tmp_path: Path) -> None:
    keyring.set_keyring(made(Drawer))
    one, two = (open_secrets(tmp_path / name, trusted=TRUSTED)[0] for name in ("one", "two"))
    one.set(NAME, "first")
    two.set(NAME, "second")
    assert (one.get(NAME), two.get(NAME)) == ("first", "second")
    assert open_secrets(tmp_path / "two" / ".." / "one", trusted=TRUSTED)[0].get(NAME) == "first"


@pytest.mark.parametrize("backend", [null.Keyring, fail.Keyring, Drawer])
def test_a_store_that_is_not_the_systems_is_not_trusted(
    tmp_path: Path, backend: Callable[[], KeyringBackend]
) -> None:
    keyring.set_keyring(backend())

    secrets, warning = open_secrets(tmp_path)

    assert isinstance(secrets, FileSecrets)
    assert warning is not None
    assert "secrets.json" in warning


@pytest.mark.parametrize("backend", [LockedDrawer, ForgetfulDrawer])
def test_a_store_that_fails_its_trial_is_not_used(
    tmp_path: Path, backend: Callable[[], KeyringBackend]
) -> None:
    keyring.set_keyring(backend())

    assert isinstance(open_secrets(tmp_path, trusted=TRUSTED)[0], FileSecrets)


def test_of_several_backends_the_first_good_one_is_taken(tmp_path: Path) -> None:
    keyring.set_keyring(made(Chain))

    secrets, _ = open_secrets(tmp_path, trusted=TRUSTED)

    assert isinstance(secrets, KeyringSecrets)


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
