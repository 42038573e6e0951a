"""Settings come back as they were saved; secrets never touch the database."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kaspi_notifier.domain.settings import Api, App, Kaspi, Pickup, Sending, Settings, Shop, Waha
from kaspi_notifier.store import Damaged, FileSecrets, Store, StoreError
from kaspi_notifier.store.database import Database
from tests.store.desk import HOUR, NOW, SECOND_SHOP, SHOP, opened, settings_of

_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
_secrets = st.text("abcXYZ019-_=", max_size=30)
_limits = st.none() | st.integers(1, 10_000)
_shops = st.builds(
    Shop,
    name=_words,
    kaspi=st.builds(
        Kaspi,
        token=_secrets,
        poll_seconds=st.integers(60, 900),
        merchant_uid=st.none() | st.integers(0, 10**9).map(str),
    ),
    waha=st.builds(Waha, api_key=_secrets, session=st.text("abc_-9", min_size=1, max_size=9)),
    sending=st.builds(
        Sending,
        enabled=st.booleans(),
        gap_seconds=st.tuples(st.integers(0, 50), st.integers(50, 90)),
        hourly_limit=_limits,
        daily_limit=_limits,
        quiet_hours=st.none() | st.just(("22:00", "08:00")),
    ),
    opt_out_words=st.lists(_words, max_size=3).map(tuple),
    pickup=st.builds(Pickup, address=_words, hours=_words, phone=_words),
)
_settings = st.builds(
    Settings,
    shops=st.lists(_shops, max_size=3, unique_by=lambda shop: shop.name).map(tuple),
    app=st.builds(
        App,
        language=st.sampled_from(["ru", "kk", "en"]),
        theme=st.sampled_from(["system", "light", "dark"]),
        autostart=st.booleans(),
        api=st.builds(Api, enabled=st.booleans(), port=st.integers(1024, 65535)),
    ),
)


@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(saved=st.lists(_settings, min_size=1, max_size=3))
def test_settings_come_back_as_they_were_saved(saved: list[Settings]) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder)) as store:
        for settings in saved:
            store.settings.save(settings)
            assert store.settings.load() == settings


def test_a_new_file_has_the_default_settings(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.db", FileSecrets(tmp_path / "s.json"), NOW) as store:
        assert store.settings.load() == Settings()
        assert store.settings.shops() == []


def test_no_secret_is_in_the_database(store: Store, tmp_path: Path) -> None:
    token = settings_of("Арман Техно").shops[0].kaspi.token.encode()

    stored = b"".join(file.read_bytes() for file in tmp_path.glob("store.db*"))
    assert token not in stored
    assert token in (tmp_path / "secrets.json").read_bytes()


def test_a_secret_that_is_emptied_is_forgotten(store: Store, tmp_path: Path) -> None:
    secrets = FileSecrets(tmp_path / "secrets.json")
    assert secrets.get("shop/1/waha_key") == "key"

    store.settings.save(Settings(shops=(Shop(name="Арман Техно"),)))

    assert secrets.get("shop/1/waha_key") is None
    assert secrets.get("shop/1/kaspi_token") is None
    assert secrets.get("shop/2/waha_key") is None


def test_a_shop_keeps_its_id_in_any_order(store: Store) -> None:
    store.settings.save(settings_of("Второй", "Третий", "Арман Техно"))

    assert [(shop.id, shop.shop.name) for shop in store.settings.shops()] == [
        (SECOND_SHOP, "Второй"),
        (3, "Третий"),
        (SHOP, "Арман Техно"),
    ]


def test_a_renamed_shop_is_known_by_its_token(store: Store) -> None:
    first, second = settings_of("Арман Техно", "Второй").shops
    renamed = msgspec.structs.replace(first, name="Арман")
    other = msgspec.structs.replace(second, name="Другой", kaspi=Kaspi(token="new"))

    store.settings.save(Settings(shops=(renamed, other, Shop(name="Без токена"))))

    assert [shop.id for shop in store.settings.shops()] == [SHOP, 3, 4]


def test_a_shop_that_comes_back_has_to_be_read_from_the_start(store: Store) -> None:
    store.settings.set_baseline(SHOP, NOW)
    store.settings.set_pause(SHOP, "by_person", NOW, NOW + HOUR)
    (shop, other) = store.settings.shops()
    assert (shop.baseline_at, shop.pause_reason) == (NOW, "by_person")
    assert (shop.pause_since, shop.pause_until) == (NOW, NOW + HOUR)
    assert (other.baseline_at, other.pause_reason) == (None, None)
    assert "Арман" not in repr(shop)

    store.settings.save(settings_of("Второй"))
    store.settings.save(settings_of("Второй", "Арман Техно"))

    back = store.settings.shops()[1]
    assert (back.id, back.baseline_at, back.pause_reason) == (SHOP, None, None)


def test_a_baseline_can_be_taken_back(store: Store) -> None:
    store.settings.set_baseline(SHOP, NOW)
    store.settings.set_baseline(SHOP, None)

    assert store.settings.shops()[0].baseline_at is None


def test_what_can_not_be_kept_secret_is_not_saved_at_all(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.json"
    with opened(tmp_path, "Арман Техно") as store:
        before = store.settings.load()
        kept = secrets.read_bytes()
        secrets.write_text("[]")
        with pytest.raises(StoreError):
            store.settings.save(settings_of("Другой"))
        secrets.write_bytes(kept)
        assert store.settings.load() == before


def test_a_secret_spoilt_from_outside_is_asked_for_again(store: Store, tmp_path: Path) -> None:
    FileSecrets(tmp_path / "secrets.json").set("shop/1/kaspi_token", "ключ")

    shop = store.settings.load().shops[0]
    assert (shop.kaspi.token, shop.waha.api_key) == ("", "")


def test_settings_spoilt_from_outside_are_called_damaged(tmp_path: Path) -> None:
    with opened(tmp_path, "Арман Техно"):
        pass
    db = Database(tmp_path / "store.db")
    db.open(NOW + timedelta(days=1))
    db.write("UPDATE whatsapp_settings SET value = '{' WHERE key = 'app'")
    db.close()
    with (
        Store.open(tmp_path / "store.db", FileSecrets(tmp_path / "secrets.json"), NOW) as store,
        pytest.raises(Damaged),
    ):
        store.settings.load()


def test_the_first_run_goes_on_where_it_was_left(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.db", FileSecrets(tmp_path / "s.json"), NOW) as store:
        assert store.settings.first_run() == 0
        store.settings.keep_first_run(3)
        assert store.settings.first_run() == 3
        store.settings.save(settings_of("Арман Техно"))
        assert store.settings.first_run() == 3
        store.settings.keep_first_run(None)
        assert store.settings.first_run() is None


def test_a_program_that_has_a_shop_needs_no_first_run(store: Store) -> None:
    assert store.settings.first_run() is None
