"""Every setting with its default and its limits; the settings file is these classes as JSON."""

import re
from datetime import time, timedelta
from functools import lru_cache
from ipaddress import ip_address
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import UNSET, Meta, UnsetType

from kaspi_notifier.domain.hours import WorkingHours

KASPI_URL = "https://kaspi.kz/shop/api/v2"
_CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"

Clock = Annotated[str, Meta(pattern=_CLOCK)]
ShortText = Annotated[str, Meta(max_length=200)]
Secret = Annotated[str, Meta(max_length=500)]
Seconds = Annotated[int, Meta(ge=0, le=3600)]
Limit = Annotated[int, Meta(ge=1, le=10_000)]


@lru_cache(maxsize=64)
def is_loopback(url: str) -> bool:
    """Whether the address names this computer."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses are one server: a key was given to one of them, and goes to no other."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _is_private(url: str) -> bool:
    if is_loopback(url):
        return True
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_private
    except ValueError:
        # A bare name without a dot is a computer of the shop's own network.
        return re.fullmatch(r"[a-zA-Z0-9-]+", host) is not None or host.endswith((".local", ".lan"))


def _is_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and parts.hostname is not None
        and parts.hostname.isascii()
        and parts.username is None
        and parts.password is None
        and not parts.query
        and not parts.fragment
        and port != 0
        and not re.search(r"[\s\\]", url)
    )


class _Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group of settings; a file with a key that no group knows is refused."""


class Kaspi(_Group, frozen=True, kw_only=True):
    """Where the shop's orders are read. `merchant_uid` only matters where one login owns several shops."""

    token: Secret = ""
    base_url: str = KASPI_URL
    poll_seconds: Annotated[int, Meta(ge=1, le=900)] = 180
    merchant_uid: Annotated[str, Meta(pattern=r"^\d{1,20}$")] | None = None

    def __post_init__(self) -> None:
        if self.base_url != KASPI_URL and not (_is_http(self.base_url) and is_loopback(self.base_url)):
            raise ValueError(f"base_url is {KASPI_URL}, or an address of this computer for tests")
        if self.poll_seconds < 60 and not is_loopback(self.base_url):
            raise ValueError("poll_seconds is at least 60")
        if not (self.token.isascii() and self.token.isprintable()):
            raise ValueError("token has characters that no Kaspi token has")

    def __repr__(self) -> str:
        return f"Kaspi(base_url={self.base_url!r})"


class Waha(_Group, frozen=True, kw_only=True):
    """The owner's WAHA server and the session on it that belongs to this shop."""

    url: Annotated[str, Meta(max_length=500)] = "http://localhost:3000"
    api_key: Secret = ""
    session: Annotated[str, Meta(pattern=r"^[a-zA-Z0-9_-]{1,54}$")] = "default"
    certificate: Annotated[str, Meta(pattern=r"^(([0-9A-F]{2}:){31}[0-9A-F]{2})?$")] | UnsetType = UNSET
    """SHA-256 of the only certificate that is trusted, for a server whose own nobody vouches for."""

    def __post_init__(self) -> None:
        if not _is_http(self.url):
            raise ValueError("url looks like http://localhost:3000, without a path, name or password")
        if self.certificate and not self.url.startswith("https://"):
            raise ValueError("certificate belongs to a url that starts with https://")
        if self.url.startswith("http://") and not _is_private(self.url):
            raise ValueError("url of a server outside this computer and its own network starts with https://")
        if not (self.api_key.isascii() and self.api_key.isprintable()):
            raise ValueError("api_key has characters that no WAHA key has")

    def __repr__(self) -> str:
        return f"Waha(url={self.url!r}, session={self.session!r})"


class Sending(_Group, frozen=True, kw_only=True):
    """How fast, when and under which limits messages leave. None switches a limit off."""

    enabled: bool = True
    gap_seconds: tuple[Seconds, Seconds] = (45, 90)
    hourly_limit: Limit | None = 25
    daily_limit: Limit | None = 120
    warm_up: bool = True
    quiet_hours: tuple[Clock, Clock] | None = ("21:00", "09:00")
    typing: bool = True
    settle_seconds: Annotated[int, Meta(ge=0, le=3600)] = 120
    recheck_minutes: Annotated[int, Meta(ge=0, le=1440)] = 10
    burst_limit: Limit | None = 30

    def __post_init__(self) -> None:
        if self.gap_seconds[0] > self.gap_seconds[1]:
            raise ValueError("gap_seconds is the shortest gap first, then the longest")

    @property
    def quiet(self) -> tuple[time, time] | None:
        """The quiet hours as wall clock times in Almaty."""
        if self.quiet_hours is None:
            return None
        start, end = self.quiet_hours
        return time.fromisoformat(start), time.fromisoformat(end)

    @property
    def settle(self) -> timedelta:
        """How long a doubtful send is left alone before it is looked up."""
        return timedelta(seconds=self.settle_seconds)

    @property
    def recheck(self) -> timedelta:
        """How old our knowledge of an order may be when a message about it leaves."""
        return timedelta(minutes=self.recheck_minutes)


class Pickup(_Group, frozen=True, kw_only=True):
    """What a buyer who comes to the shop has to know."""

    address: ShortText = ""
    hours: ShortText = ""
    phone: ShortText = ""


class Replies(_Group, frozen=True, kw_only=True):
    """When somebody reads what buyers write. The hours are an Almaty wall clock's, 1 is Monday.

    `alert_minutes`: how long a buyer may wait in these hours before the owner is told; None: never told.
    An empty `auto_reply_text` means the text that comes with the program.
    """

    hours: tuple[Clock, Clock] = ("09:00", "19:00")
    days: Annotated[tuple[Annotated[int, Meta(ge=1, le=7)], ...], Meta(max_length=7)] = (1, 2, 3, 4, 5, 6, 7)
    alert_minutes: Annotated[int, Meta(ge=1, le=600)] | None = 15
    auto_reply: bool = False
    auto_reply_text: Annotated[str, Meta(max_length=1000)] = ""

    @property
    def working(self) -> WorkingHours:
        """The hours and days as values."""
        start, end = self.hours
        return WorkingHours(
            opens=time.fromisoformat(start), closes=time.fromisoformat(end), days=frozenset(self.days)
        )


class Digest(_Group, frozen=True, kw_only=True):
    """The day in figures for the owner, once a day: into the own chat, as a notification, or neither."""

    at: Clock = "20:00"
    whatsapp: bool = False
    notification: bool = False


class Shop(_Group, frozen=True, kw_only=True):
    """One shop: its Kaspi token, its WhatsApp, its manners."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    kaspi: Kaspi = Kaspi()
    waha: Waha = Waha()
    sending: Sending = Sending()
    opt_out_words: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=50)], ...], Meta(max_length=50)
    ] = ("стоп", "stop", "тоқта")
    pickup: Pickup = Pickup()
    replies: Replies = Replies()
    digest: Digest = Digest()


class Api(_Group, frozen=True, kw_only=True):
    """The optional local REST API."""

    enabled: bool = False
    port: Annotated[int, Meta(ge=1024, le=65535)] = 8765


class Retention(_Group, frozen=True, kw_only=True):
    """How long buyers' data is kept; counts and reasons stay for good."""

    messages_days: Annotated[int, Meta(ge=1, le=365)] = 30
    """Texts, phones and chats of messages, after the message came to its end."""
    orders_days: Annotated[int, Meta(ge=1, le=1825)] = 90
    """Names, phones and addresses in orders, after the order was made."""


class Webhook(_Group, frozen=True, kw_only=True):
    """Where WAHA may bring events to, besides the connection the program keeps. Off, and of this computer.

    Another `host` (`0.0.0.0`, or an address of this computer) lets other computers of the network in.
    """

    enabled: bool = False
    host: Annotated[str, Meta(pattern=r"^[0-9A-Fa-f.:]{2,45}$")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1024, le=65535)] = 8766

    def __post_init__(self) -> None:
        try:
            ip_address(self.host)
        except ValueError:
            raise ValueError("host is an IP address of this computer, or 0.0.0.0") from None


class App(_Group, frozen=True, kw_only=True):
    """Settings of the program itself."""

    language: Literal["ru", "kk", "en"] = "ru"
    theme: Literal["system", "light", "dark"] = "system"
    autostart: bool = False
    updates: bool = True
    api: Api = Api()
    show_phones: bool = False
    """Whether buyers' phones are shown whole; else only their last digits."""
    retention: Retention = Retention()
    webhook: Webhook = Webhook()


class Settings(_Group, frozen=True, kw_only=True):
    """All settings. Shops are told apart by name."""

    shops: tuple[Shop, ...] = ()
    app: App = App()


class BadSettings(Exception):
    """A settings file that was refused; `str()` of it says where and why, in one line."""


def parse(document: bytes, current: Settings) -> Settings:
    """The current settings changed by a settings file; keys missing there keep their value.

    A shop is matched by its name; a file with one nameless shop means the only shop there is.
    Raises `BadSettings` with the path of the first thing that is wrong; nothing is changed then.
    """
    try:
        patch = msgspec.json.decode(document)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadSettings(f"the settings file is not valid JSON: {error}") from None
    if not isinstance(patch, dict):
        raise BadSettings("the settings file is not a JSON object")
    whole = msgspec.to_builtins(current)
    whole["shops"] = list(whole["shops"])
    shops = patch.pop("shops", [])
    if not isinstance(shops, list):
        raise BadSettings("$.shops: expected a list of shops")
    for position, shop in enumerate(shops):
        _merge_shop(whole["shops"], shop, position)
    _merge(whole, patch)
    names = [shop.get("name") for shop in whole["shops"]]
    if len({str(name).strip().casefold() for name in names}) < len(names):
        raise BadSettings("$.shops: two shops have the same name")
    try:
        return msgspec.convert(whole, Settings)
    except msgspec.ValidationError as error:
        raise BadSettings(_path_first(str(error))) from None


def _path_first(text: str) -> str:
    # An unknown key is quoted as it came, and may hold anything.
    message, found, path = " ".join(text.split()).rpartition(" - at `")
    return f"{path.rstrip('`')}: {message}" if found else f"$: {path}"


def _merge_shop(shops: list[dict[str, object]], patch: object, position: int) -> None:
    if not isinstance(patch, dict):
        raise BadSettings(f"$.shops[{position}]: expected a shop as a JSON object")
    name = patch.get("name")
    if name is None and len(shops) == 1:
        _merge_known(shops[0], patch)
        return
    for shop in shops:
        if shop["name"] == name:
            _merge_known(shop, patch)
            return
    if "name" not in patch:
        raise BadSettings(f"$.shops[{position}].name: which shop is meant? Give its name")
    shops.append(patch)


def _merge_known(shop: dict[str, object], patch: dict[str, object]) -> None:
    """A new address without a key loses the old one's key: it is not sent to whoever answers there."""
    before, waha = shop.get("waha"), patch.get("waha")
    url = str(before.get("url", "")) if isinstance(before, dict) else ""
    _merge(shop, patch)
    if isinstance(waha, dict) and "url" in waha and "api_key" not in waha:
        try:
            is_same = same_origin(url, str(waha["url"]))
        except ValueError:
            # No address at all; the check of the whole refuses it.
            return
        if not is_same:
            _merge(shop, {"waha": {"api_key": ""}})


def _merge(into: dict[str, object], patch: dict[str, object]) -> None:
    for key, value in patch.items():
        present = into.get(key)
        if isinstance(present, dict) and isinstance(value, dict):
            _merge(present, value)
        else:
            into[key] = value
