"""Settings of the shops and of the program; what is secret stays in the secret store."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

import msgspec

from kaspi_notifier.domain.settings import App, Settings, Shop
from kaspi_notifier.store.columns import moment_or_none, ms, ms_or_none
from kaspi_notifier.store.database import Database, Row
from kaspi_notifier.store.errors import Damaged
from kaspi_notifier.store.models import StoredShop
from kaspi_notifier.store.secrets import Secrets

_OVER = "over"
_TOKEN = "kaspi_token"  # noqa: S105 the name of a secret, not one
_KEY = "waha_key"
_WEBHOOK_KEY = "webhook_key"
_API_KEY = "api_key"

_T = TypeVar("_T", App, Shop)


class SettingsTable:
    """The settings, and per shop what the engine remembers: its baseline and its pause."""

    def __init__(self, database: Database, secret_store: Secrets) -> None:
        self._db = database
        self._secrets = secret_store

    def load(self) -> Settings:
        """All settings as they were saved, secrets filled in."""
        document = self._db.value("SELECT value FROM whatsapp_settings WHERE shop_id IS NULL AND key = 'app'")
        return Settings(
            shops=tuple(stored.shop for stored in self.shops()),
            app=App() if document is None else _decode(document, App),
        )

    def shops(self) -> list[StoredShop]:
        """The shops of the settings, in their order, secrets filled in."""
        rows = self._db.rows(
            "SELECT shops.shop_id, value, baseline_at, pause_reason, pause_since, pause_until,"
            " last_pass_at FROM shops JOIN whatsapp_settings AS settings"
            " ON settings.shop_id = shops.shop_id AND settings.key = 'shop'"
            " WHERE position IS NOT NULL ORDER BY position"
        )
        return [self._stored_shop(row) for row in rows]

    def _stored_shop(self, row: Row) -> StoredShop:
        shop = _decode(row[1], Shop)
        token = self._secrets.get(_secret(row[0], _TOKEN)) or ""
        key = self._secrets.get(_secret(row[0], _KEY)) or ""
        return StoredShop(
            id=row[0],
            shop=_with_secrets(shop, token, key),
            baseline_at=moment_or_none(row[2]),
            pause_reason=row[3],
            pause_since=moment_or_none(row[4]),
            pause_until=moment_or_none(row[5]),
            last_pass_at=moment_or_none(row[6]),
        )

    def save(self, settings: Settings) -> None:
        """Replace all settings in one transaction.

        A shop keeps its id by its name, or, renamed, by its Kaspi token. One that is gone keeps its
        log, but loses its secrets and its baseline: should it come back, nobody old is messaged.
        """
        with self._db.transaction():
            ids = self._ids(settings.shops)
            self._remove_others(ids)
            for position, (shop_id, shop) in enumerate(zip(ids, settings.shops, strict=True)):
                self._save_shop(shop_id, shop, position)
            self.put(None, "app", msgspec.json.encode(settings.app).decode())

    def _ids(self, shops: Sequence[Shop]) -> list[int | None]:
        by_name: dict[str, int] = dict(self._db.rows("SELECT name, shop_id FROM shops"))
        listed = {stored.id: stored.shop for stored in self.shops()}
        ids = [by_name.get(shop.name) for shop in shops]
        for position, shop in enumerate(shops):
            if ids[position] is None and shop.kaspi.token:
                same = [
                    shop_id
                    for shop_id, old in listed.items()
                    if shop_id not in ids and _same_account(old, shop)
                ]
                ids[position] = same[0] if same else None
        return ids

    def _remove_others(self, ids: Sequence[int | None]) -> None:
        for (shop_id,) in self._db.rows("SELECT shop_id FROM shops WHERE position IS NOT NULL"):
            if shop_id not in ids:
                self._db.write(
                    "UPDATE shops SET position = NULL, baseline_at = NULL, pause_reason = NULL,"
                    " pause_since = NULL, pause_until = NULL WHERE shop_id = ?",
                    (shop_id,),
                )
                self._db.write("DELETE FROM whatsapp_settings WHERE shop_id = ?", (shop_id,))
                self.forget_secrets(shop_id)

    def forget_secrets(self, shop_id: int) -> None:
        """Take the shop's secrets out of the secret store."""
        for name in (_TOKEN, _KEY, _WEBHOOK_KEY):
            self._put_secret(shop_id, name, "")

    def _save_shop(self, shop_id: int | None, shop: Shop, position: int) -> None:
        if shop_id is None:
            shop_id = self._db.insert("INSERT INTO shops (name) VALUES (?)", (shop.name,))
        self._db.write(
            "UPDATE shops SET name = ?, position = ? WHERE shop_id = ?", (shop.name, position, shop_id)
        )
        document = msgspec.json.encode(_with_secrets(shop, "", "")).decode()
        self.put(shop_id, "shop", document)
        self._put_secret(shop_id, _TOKEN, shop.kaspi.token)
        self._put_secret(shop_id, _KEY, shop.waha.api_key)

    def put(self, shop_id: int | None, key: str, value: str) -> None:
        """Set one stored value; to be called in a transaction."""
        self._db.write(
            "INSERT INTO whatsapp_settings (shop_id, key, value) VALUES (?, ?, ?)"
            " ON CONFLICT (ifnull(shop_id, 0), key) DO UPDATE SET value = excluded.value",
            (shop_id, key, value),
        )

    def get(self, shop_id: int | None, key: str) -> str | None:
        """One stored value, or None."""
        value = self._db.value(
            "SELECT value FROM whatsapp_settings WHERE ifnull(shop_id, 0) = ? AND key = ?",
            (shop_id or 0, key),
        )
        return None if value is None else str(value)

    def note_digest(self, shop_id: int, day: date) -> bool:
        """Note that the owner was told about this day; False when that was noted before."""
        with self._db.transaction():
            if self.get(shop_id, "digest") == day.isoformat():
                return False
            self.put(shop_id, "digest", day.isoformat())
        return True

    def webhook_address(self, shop_id: int) -> str | None:
        """Where WAHA was told to bring the shop's events."""
        return self.get(shop_id, "webhook") or None

    def set_webhook_address(self, shop_id: int, address: str | None) -> None:
        """Remember where WAHA brings the shop's events (None: nowhere)."""
        with self._db.transaction():
            self.put(shop_id, "webhook", address or "")

    def webhook_key(self, shop_id: int) -> str | None:
        """What the shop's events are signed with; None before the first one was made."""
        return self._secrets.get(_secret(shop_id, _WEBHOOK_KEY))

    def make_webhook_key(self, shop_id: int) -> str:
        """The shop's key, made if there is none."""
        return self._made(_secret(shop_id, _WEBHOOK_KEY))

    def api_key(self) -> str:
        """The key of the local API, made if there is none."""
        return self._made(_API_KEY)

    def renew_api_key(self) -> str:
        """Another key for the local API; the old one opens nothing any more."""
        self._secrets.set(_API_KEY, secrets.token_urlsafe(32))
        return self.api_key()

    def _made(self, name: str) -> str:
        known = self._secrets.get(name)
        if known is None:
            known = secrets.token_urlsafe(32)
            self._secrets.set(name, known)
        return known

    def first_run(self) -> int | None:
        """The step of the first run to go on with, from 0; None when it is over, or was never needed."""
        found = self._db.value(
            "SELECT value FROM whatsapp_settings WHERE shop_id IS NULL AND key = 'first_run'"
        )
        if found is None:
            return None if self.shops() else 0
        return None if found == _OVER else int(found)

    def keep_first_run(self, step: int | None) -> None:
        """Remember the step to go on with; None: it is over."""
        with self._db.transaction():
            self.put(None, "first_run", _OVER if step is None else str(step))

    def _put_secret(self, shop_id: int, name: str, value: str) -> None:
        name = _secret(shop_id, name)
        known = self._secrets.get(name)
        if value and value != known:
            self._secrets.set(name, value)
        elif not value and known is not None:
            self._secrets.delete(name)

    def set_baseline(self, shop_id: int, now: datetime | None) -> None:
        """Note when the shop's orders were first read whole; None: they have to be read again."""
        with self._db.transaction():
            self._db.write("UPDATE shops SET baseline_at = ? WHERE shop_id = ?", (ms_or_none(now), shop_id))

    def set_last_pass(self, shop_id: int, now: datetime) -> None:
        """Note when the shop's orders were last read to the end."""
        with self._db.transaction():
            self._db.write("UPDATE shops SET last_pass_at = ? WHERE shop_id = ?", (ms(now), shop_id))

    def set_pause(
        self, shop_id: int, reason: str | None, since: datetime | None, until: datetime | None
    ) -> None:
        """Note why and how long the shop sends nothing; no reason: it sends."""
        with self._db.transaction():
            self._db.write(
                "UPDATE shops SET pause_reason = ?, pause_since = ?, pause_until = ? WHERE shop_id = ?",
                (reason, ms_or_none(since), ms_or_none(until), shop_id),
            )


def secret_names(shop_id: int) -> tuple[str, str]:
    """The names of a shop's secrets in the secret store."""
    return _secret(shop_id, _TOKEN), _secret(shop_id, _KEY)


def all_secret_names(shop_ids: Iterable[int]) -> list[str]:
    """The names of everything of the settings that may lie in the secret store."""
    of_shops = [_secret(shop_id, name) for shop_id in shop_ids for name in (_TOKEN, _KEY, _WEBHOOK_KEY)]
    return [_API_KEY, *of_shops]


def _secret(shop_id: int, name: str) -> str:
    return f"shop/{shop_id}/{name}"


def _same_account(old: Shop, new: Shop) -> bool:
    return (old.kaspi.token, old.kaspi.merchant_uid) == (new.kaspi.token, new.kaspi.merchant_uid)


def _with_secrets(shop: Shop, token: str, key: str) -> Shop:
    replace = msgspec.structs.replace
    try:
        return replace(shop, kaspi=replace(shop.kaspi, token=token), waha=replace(shop.waha, api_key=key))
    except ValueError:
        # A secret that no save let in was changed from outside; asking for it again is the way out.
        return replace(shop, kaspi=replace(shop.kaspi, token=""), waha=replace(shop.waha, api_key=""))


def _decode(document: str, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(document, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError):
        raise Damaged("the stored settings can't be read") from None
