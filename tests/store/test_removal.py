"""A shop that is removed leaves nothing, and takes nothing of the other one along."""

import sqlite3
from pathlib import Path

import pytest

from kaspi_notifier.domain.message import MessageState
from kaspi_notifier.store import AlreadyFrozen, FileSecrets, Said, Store
from tests.store.desk import NOW, SECOND_SHOP, SHOP, in_state, ingest, opened, order


def rows_of(folder: Path, shop: int) -> dict[str, int]:
    """How many rows of each table are of the shop."""
    connection = sqlite3.connect(folder / "store.db")
    tables = connection.execute(
        "SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table' AND c.name = 'shop_id'"
    ).fetchall()
    counts = {
        name: connection.execute(f"SELECT count(*) FROM {name} WHERE shop_id = ?", (shop,)).fetchone()[0]
        for (name,) in tables
    }
    connection.close()
    return counts


def triggers(folder: Path) -> list[str]:
    """The guards of the file."""
    connection = sqlite3.connect(folder / "store.db")
    found = connection.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    ).fetchall()
    connection.close()
    return [sql for (sql,) in found]


def test_a_shop_is_removed_with_everything(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно", "Второй") as store:
        in_state(store, MessageState.READ)
        ingest(store, order(), shop=SECOND_SHOP)
        for shop in (SHOP, SECOND_SHOP):
            said = Said(wa_id="W", phone="77000000001", from_me=False, body="?", media=None, at=NOW)
            store.conversations.add(shop, said)
            store.conversations.learn_lid(shop, "1@lid", "77000000001")
            store.contacts.opt_out(shop, "77000000001", NOW)
            store.settings.make_webhook_key(shop)
        before, guards = rows_of(tmp_path, SECOND_SHOP), triggers(tmp_path)
        assert rows_of(tmp_path, SHOP)["message_history"] > 1

        store.removal.remove_shop(SHOP)
        store.removal.remove_shop(99)

        assert not any(rows_of(tmp_path, SHOP).values())
        assert rows_of(tmp_path, SECOND_SHOP) == before
        assert triggers(tmp_path) == guards
        assert [shop.name for shop in store.settings.load().shops] == ["Второй"]
        secrets = FileSecrets(tmp_path / "secrets.json")
        assert [secrets.get(f"shop/{SHOP}/{name}") for name in ("kaspi_token", "webhook_key")] == [None, None]
        assert secrets.get(f"shop/{SECOND_SHOP}/kaspi_token") is not None
        store.check()


def test_history_is_still_guarded_afterwards(store: Store) -> None:
    in_state(store, MessageState.READ)
    store.removal.remove_shop(SECOND_SHOP)
    with pytest.raises(AlreadyFrozen), store.transaction():
        store.outbox._db.write("DELETE FROM message_history")


def test_keys_are_made_once(store: Store) -> None:
    settings = store.settings
    assert settings.webhook_key(SHOP) is None
    key = settings.make_webhook_key(SHOP)
    assert len(key) >= 40
    assert settings.make_webhook_key(SHOP) == settings.webhook_key(SHOP) == key
    assert settings.webhook_key(SECOND_SHOP) is None
    api = settings.api_key()
    assert settings.api_key() == api
    assert settings.renew_api_key() != api


def test_what_is_noted_of_a_shop(store: Store) -> None:
    settings = store.settings
    assert settings.webhook_address(SHOP) is None
    settings.set_webhook_address(SHOP, "http://127.0.0.1:8766/waha/webhook")
    assert settings.webhook_address(SHOP) == "http://127.0.0.1:8766/waha/webhook"
    settings.set_webhook_address(SHOP, None)
    assert settings.webhook_address(SHOP) is None
    assert settings.note_digest(SHOP, NOW.date())
    assert not settings.note_digest(SHOP, NOW.date())
    assert settings.note_digest(SECOND_SHOP, NOW.date())
