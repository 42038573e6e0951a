"""Forgetting everything: nothing of the program's is left, and nothing else is touched."""

from pathlib import Path

import pytest
from keyring.errors import KeyringLocked

from kaspi_notifier.domain.settings import Kaspi, Settings, Shop, Waha
from kaspi_notifier.engine.options import utc_now
from kaspi_notifier.store import KeyringSecrets, Store, StoreError, erasure, nightly
from kaspi_notifier.store.contacts import KEY
from tests.store.test_secrets import Drawer, made

SHOPS = tuple(
    Shop(name=name, kaspi=Kaspi(token=f"token-{n}"), waha=Waha(api_key=f"key-{n}"))
    for n, name in enumerate(("Арман Техно", "Два"))
)


class Locked(Drawer):
    """A backend whose owner does not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        """As keyring defines it."""
        raise KeyringLocked


def lived_in(folder: Path, drawer: Drawer) -> Path:
    """A data folder after some days, with a file of somebody else's in it; the database."""
    secrets = KeyringSecrets(drawer, folder)
    with Store.open(folder / "kaspi-notifier.db", secrets, utc_now()) as store:
        store.settings.save(Settings(shops=SHOPS))
        store.settings.api_key()
        store.settings.make_webhook_key(1)
        secrets.set(KEY, "0" * 64)
        store.sent.merge()
        store.ballast.fill()
        nightly.make(store, utc_now())
    (folder / "logs").mkdir()
    (folder / "logs/kaspi-notifier.log").write_text("x", "utf-8")
    for name in ("kaspi-notifier.db.v1-20260101T000000Z.copy", "window.ini", "my own notes.txt"):
        (folder / name).write_text("x", "utf-8")
    return folder / "kaspi-notifier.db"


@pytest.mark.parametrize("damaged", [False, True])
def test_nothing_is_left(tmp_path: Path, damaged: bool) -> None:
    drawer = made(Drawer)
    database = lived_in(tmp_path, drawer)
    assert len(drawer.passwords) == 7
    if damaged:
        database.write_bytes(b"no database at all")
    listed = erasure.remains(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path not in listed] == ["my own notes.txt"]
    assert set(erasure.erase(tmp_path, database, KeyringSecrets(drawer, tmp_path))) >= set(listed)
    assert drawer.passwords == {}
    assert [path.name for path in tmp_path.iterdir()] == ["my own notes.txt"]


def test_nothing_was_there(tmp_path: Path) -> None:
    assert list(erasure.erase(tmp_path, tmp_path / "none.db", KeyringSecrets(made(Drawer), tmp_path))) == []


def test_what_can_not_be_forgotten_is_told_before_a_file_goes(tmp_path: Path) -> None:
    database = lived_in(tmp_path, made(Drawer))
    with pytest.raises(StoreError):
        list(erasure.erase(tmp_path, database, KeyringSecrets(made(Locked), tmp_path)))
    assert database.exists()
