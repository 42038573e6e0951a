"""The settings file: what it changes, what it refuses, and that a refusal says where."""

import json
from datetime import time, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaspi_notifier.domain.settings import (
    KASPI_URL,
    BadSettings,
    Kaspi,
    Sending,
    Settings,
    Shop,
    Waha,
    Webhook,
    is_loopback,
    parse,
    same_origin,
)

ONE = Settings(shops=(Shop(name="Арман Техно", kaspi=Kaspi(token="first")),))
TWO = Settings(shops=(*ONE.shops, Shop(name="Второй")))


def change(document: object, current: Settings = ONE) -> Settings:
    """The settings after importing a file."""
    return parse(json.dumps(document, ensure_ascii=False).encode(), current)


def shop(**groups: Any) -> Shop:
    """The only shop after importing a file that names no shop."""
    return change({"shops": [groups]}).shops[0]


def refusal(document: object, current: Settings = ONE) -> str:
    """What a refused file is answered with: always one line."""
    with pytest.raises(BadSettings) as raised:
        change(document, current)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_the_contracts_example_with_every_key() -> None:
    """It is taken as written, and what comes out is what was put in."""
    document: dict[str, Any] = {
        "shops": [
            {
                "name": "Арман Техно",
                "kaspi": {"token": "t", "base_url": KASPI_URL, "poll_seconds": 180, "merchant_uid": None},
                "waha": {"url": "http://localhost:3000", "api_key": "k", "session": "default"},
                "sending": {
                    "enabled": True,
                    "gap_seconds": [45, 90],
                    "hourly_limit": 25,
                    "daily_limit": 120,
                    "warm_up": True,
                    "quiet_hours": ["21:00", "09:00"],
                    "typing": True,
                    "settle_seconds": 120,
                    "recheck_minutes": 10,
                    "burst_limit": 30,
                },
                "opt_out_words": ["стоп", "stop", "тоқта"],
                "pickup": {"address": "…", "hours": "…", "phone": "…"},
                "replies": {
                    "hours": ["09:00", "19:00"],
                    "days": [1, 2, 3, 4, 5, 6, 7],
                    "alert_minutes": 15,
                    "auto_reply": False,
                    "auto_reply_text": "",
                },
                "digest": {"at": "20:00", "whatsapp": False, "notification": False},
            }
        ],
        "app": {
            "language": "ru",
            "theme": "system",
            "autostart": False,
            "api": {"enabled": False, "port": 8765},
            "webhook": {"enabled": False, "host": "127.0.0.1", "port": 8766},
        },
    }
    settings = change(document, Settings())
    document["app"]["updates"] = True
    document["app"]["show_phones"] = False
    document["app"]["retention"] = {"messages_days": 30, "orders_days": 90}
    assert msgspec.json.decode(msgspec.json.encode(settings)) == document
    defaults = Shop(name="Арман Техно")
    assert settings.shops[0].sending == defaults.sending
    assert settings.shops[0].opt_out_words == defaults.opt_out_words
    assert settings.app == Settings().app


def test_missing_keys_keep_their_value() -> None:
    """At every level; the shop's token too."""
    changed = change({"shops": [{"kaspi": {"poll_seconds": 300}}], "app": {"api": {"port": 9000}}})
    assert changed.shops[0].kaspi == Kaspi(token="first", poll_seconds=300)
    assert (changed.app.api.port, changed.app.api.enabled, changed.app.language) == (9000, False, "ru")
    assert change({}) == ONE


def test_a_shop_is_matched_by_its_name() -> None:
    """A new name is a new shop; lists are replaced whole."""
    changed = change({"shops": [{"name": "Второй", "opt_out_words": ["нет"]}, {"name": "Третий"}]}, TWO)
    assert [s.name for s in changed.shops] == ["Арман Техно", "Второй", "Третий"]
    assert changed.shops[0] == TWO.shops[0]
    assert changed.shops[1].opt_out_words == ("нет",)


def test_nulls_switch_limits_off() -> None:
    """As the contract has it."""
    off = shop(
        sending={
            "quiet_hours": None,
            "gap_seconds": [0, 0],
            "hourly_limit": None,
            "daily_limit": None,
            "burst_limit": None,
        }
    ).sending
    assert (off.quiet, off.hourly_limit, off.daily_limit, off.burst_limit) == (None, None, None, None)
    assert off.gap_seconds == (0, 0)


def test_settings_as_the_engine_uses_them() -> None:
    """Clock times and durations."""
    sending = Sending()
    assert sending.quiet == (time(21), time(9))
    assert (sending.settle, sending.recheck) == (timedelta(minutes=2), timedelta(minutes=10))


@pytest.mark.parametrize(
    ("document", "where", "what"),
    [
        ({"colour": 1}, "$:", "unknown field `colour`"),
        ({"shops": [{"kaspi": {"tokn": "x"}}]}, "$.shops[0].kaspi:", "unknown field `tokn`"),
        ({"shops": [{"kaspi": {"a - at b": "x"}}]}, "$.shops[0].kaspi:", "unknown field `a - at b`"),
        ({"shops": [{"kaspi": {"a\nb": "x"}}]}, "$.shops[0].kaspi:", "unknown field"),
        ({"shops": [{"kaspi": 5}]}, "$.shops[0].kaspi:", "Expected `object`"),
        ({"shops": [{"kaspi": {"token": 5}}]}, "$.shops[0].kaspi.token:", "Expected `str`"),
        ({"shops": [{"kaspi": {"token": "x" * 501}}]}, "$.shops[0].kaspi.token:", "length <= 500"),
        ({"shops": [{"kaspi": {"poll_seconds": 59}}]}, "$.shops[0].kaspi:", "at least 60"),
        ({"shops": [{"kaspi": {"poll_seconds": 901}}]}, "$.shops[0].kaspi.poll_seconds:", "<= 900"),
        ({"shops": [{"kaspi": {"merchant_uid": "a1"}}]}, "$.shops[0].kaspi.merchant_uid:", "regex"),
        ({"shops": [{"waha": {"session": "a b"}}]}, "$.shops[0].waha.session:", "regex"),
        ({"shops": [{"sending": {"gap_seconds": [90, 45]}}]}, "$.shops[0].sending:", "shortest gap first"),
        ({"shops": [{"sending": {"gap_seconds": [1]}}]}, "$.shops[0].sending.gap_seconds:", "length 2"),
        ({"shops": [{"sending": {"gap_seconds": [0, 3601]}}]}, "$.shops[0].sending.gap_seconds[1]:", "3600"),
        ({"shops": [{"sending": {"hourly_limit": 0}}]}, "$.shops[0].sending.hourly_limit:", ">= 1"),
        ({"shops": [{"sending": {"quiet_hours": ["24:00", "09:00"]}}]}, "quiet_hours[0]:", "regex"),
        ({"shops": [{"sending": {"quiet_hours": ["9:00", "10:00"]}}]}, "quiet_hours[0]:", "regex"),
        ({"shops": [{"opt_out_words": [""]}]}, "$.shops[0].opt_out_words[0]:", "length >= 1"),
        ({"shops": [{"pickup": {"address": "x" * 201}}]}, "$.shops[0].pickup.address:", "length <= 200"),
        ({"shops": [{"name": "Новый", "kaspi": None}]}, "$.shops[1].kaspi:", "Expected `object`"),
        ({"shops": [{"name": ""}]}, "$.shops[1].name:", "length >= 1"),
        ({"shops": [{"name": 5}]}, "$.shops[1].name:", "Expected `str`"),
        ({"app": {"language": "de"}}, "$.app.language:", "Invalid enum value"),
        ({"app": {"api": {"port": 80}}}, "$.app.api.port:", ">= 1024"),
        ({"app": []}, "$.app:", "Expected `object`"),
        ({"shops": {}}, "$.shops:", "expected a list"),
        ({"shops": None}, "$.shops:", "expected a list"),
        ({"shops": ["x"]}, "$.shops[0]:", "JSON object"),
        ({"shops": [{"name": " арман ТЕХНО"}]}, "$.shops:", "the same name"),
        ([], "", "not a JSON object"),
    ],
)
def test_what_is_refused_and_where(document: object, where: str, what: str) -> None:
    """An unknown key or a bad value is named with its path."""
    said = refusal(document)
    assert where in said
    assert what in said


def test_which_shop_is_meant() -> None:
    """Without a name there has to be exactly one."""
    for current in (TWO, Settings()):
        assert refusal({"shops": [{"kaspi": {}}]}, current).startswith("$.shops[0].name: which shop")


@pytest.mark.parametrize(
    "document",
    [b"", b"{", b"\xff", b'{"app": {"language": "\xff"}}', b"[" * 100_000, b'{"a":' * 100_000],
)
def test_what_is_no_json(document: bytes) -> None:
    """Refused as a whole, in one line."""
    with pytest.raises(BadSettings, match=r"^the settings file is not valid JSON"):
        parse(document, ONE)


@pytest.mark.parametrize("secret", ["a\r\nb", "a\0b", "ключ", "a\x1bb", "a\x7fb"])
def test_secrets_that_no_header_can_carry(secret: str) -> None:
    """Refused, and the value itself is not repeated."""
    for document in ({"kaspi": {"token": secret}}, {"waha": {"api_key": secret}}):
        assert secret not in refusal({"shops": [document]})


@pytest.mark.parametrize(
    "url",
    [
        *("https://example.com/shop/api/v2", "http://kaspi.kz/shop/api/v2", "https://kaspi.kz/shop/api/v2/"),
        *(
            "http://192.168.0.5/",
            "http://localhost.example.com/",
            "http://127.0.0.1@example.com/",
            "localhost",
        ),
        *("ftp://localhost/", "http://", "http://[::1", "http://localhost:99999/", "http://localhost:0/", ""),
        *("http://localhost/ x", "http://localhost\\@example.com/", "http://localhost/?a=b"),
    ],
)
def test_orders_are_read_from_kaspi_or_this_computer(url: str) -> None:
    """The token goes nowhere else."""
    said = refusal({"shops": [{"kaspi": {"base_url": url}}]})
    assert said == f"$.shops[0].kaspi: base_url is {KASPI_URL}, or an address of this computer for tests"


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1:8080", "127.1.2.3", "[::1]:8080"])
def test_this_computer_may_be_asked_every_second(host: str) -> None:
    """Only there."""
    kaspi = shop(kaspi={"base_url": f"http://{host}/shop/api/v2", "poll_seconds": 1}).kaspi
    assert kaspi.poll_seconds == 1


@pytest.mark.parametrize(
    "url",
    [
        *("http://localhost:3000", "http://192.168.0.5:3000", "http://10.0.0.1", "http://waha:3000"),
        *("http://shop-pc.local", "http://nas.lan:3000", "http://[fd00::1]:3000", "https://waha.example.com"),
    ],
)
def test_a_waha_of_ones_own(url: str) -> None:
    """This computer, the shop's network, or the internet over TLS."""
    assert shop(waha={"url": url}).waha.url == url


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("http://example.com:3000", "starts with https://"),
        ("http://8.8.8.8", "starts with https://"),
        ("https://user:password@example.com", "without a path, name or password"),
        ("https://:password@example.com", "without a path, name or password"),
        ("localhost:3000", "looks like"),
        ("https://вахa.kz", "looks like"),
        ("https://example.com:port", "looks like"),
        ("https://example.com?x=1", "looks like"),
        ("https://example.com#x", "looks like"),
    ],
)
def test_a_waha_that_is_refused(url: str, what: str) -> None:
    """The key never crosses the internet in the clear."""
    assert what in refusal({"shops": [{"waha": {"url": url}}]})


def test_loopback() -> None:
    """Names and numbers of this computer; nothing that only looks like it."""
    assert all(
        map(is_loopback, ("http://localhost", "http://127.0.0.1:1", "http://127.9.9.9", "http://[::1]"))
    )
    assert not any(map(is_loopback, ("http://127.0.0.1.example.com", "http://0.0.0.0", "x", "")))


def test_a_refused_file_changes_nothing() -> None:
    """The settings handed in stay as they are."""
    before = msgspec.json.encode(TWO)
    refusal({"shops": [{"name": "Второй", "kaspi": {"token": "new"}}, {"name": "Третий", "x": 1}]}, TWO)
    assert msgspec.json.encode(TWO) == before


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["shops", "name", "kaspi", "waha", "app", "api", "url", "token", "sending", "x"]),
            inner,
        )
    ),
    max_leaves=20,
)


@given(values)
def test_any_json_is_settings_or_a_refusal(document: object) -> None:
    """Nothing else ever comes out."""
    try:
        settings = change(document, TWO)
    except BadSettings as error:
        assert str(error)
        return
    assert len(settings.shops) >= 2


def test_a_waha_has_its_defaults() -> None:
    """A server on this computer, without a key."""
    assert Waha() == Waha(url="http://localhost:3000", api_key="", session="default")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("http://localhost:3000", True),
        ("http://LOCALHOST:3000/", True),
        ("http://localhost:3001", False),
        ("https://localhost:3000", False),
        ("https://waha.example.com", False),
    ],
)
def test_a_key_goes_to_no_other_server(url: str, kept: bool) -> None:
    current = Settings(shops=(Shop(name="Арман Техно", waha=Waha(api_key="k")),))
    (changed,) = change({"shops": [{"name": "Арман Техно", "waha": {"url": url.rstrip("/")}}]}, current).shops
    assert changed.waha.api_key == ("k" if kept else "")
    given = {"shops": [{"waha": {"url": url.rstrip("/"), "api_key": "k"}}]}
    assert change(given, current).shops[0].waha.api_key == "k"


def test_an_address_without_sense_is_refused_and_not_compared() -> None:
    current = Settings(shops=(Shop(name="Арман Техно", waha=Waha(api_key="k")),))
    assert "waha" in refusal({"shops": [{"waha": {"url": "http://[::1"}}]}, current)


def test_the_port_may_be_left_to_the_scheme() -> None:
    assert same_origin("https://waha.example.com", "https://waha.example.com:443")
    assert not same_origin("http://waha", "https://waha")


WAHA_URL = "http://localhost:4000"


def test_a_new_shop_in_two_parts_is_one_shop() -> None:
    parts = [{"name": "A"}, {"name": "B", "waha": {"session": "b"}}, {"name": "B", "waha": {"url": WAHA_URL}}]
    (_, shop) = change({"shops": parts}, Settings()).shops
    assert (shop.waha.session, shop.waha.url) == ("b", WAHA_URL)


def test_a_named_certificate_is_kept_and_may_be_taken_back() -> None:
    named = {"url": "https://waha.example.com", "certificate": ":".join(["AB"] * 32)}
    settings = change({"shops": [{"name": "A", "waha": named}]}, Settings())
    assert (
        json.loads(msgspec.json.encode(settings))["shops"][0]["waha"]["certificate"] == named["certificate"]
    )
    later = change({"shops": [{"waha": {"session": "b"}}]}, settings)
    assert later.shops[0].waha.certificate == named["certificate"]
    assert not change({"shops": [{"waha": {"certificate": ""}}]}, later).shops[0].waha.certificate


@pytest.mark.parametrize(
    ("group", "key", "value", "told"),
    [
        ("kaspi", "token", "ключ", "no Kaspi token"),
        ("waha", "api_key", "ключ\n", "no WAHA key"),
    ],
)
def test_a_secret_that_cannot_be_one_is_refused_without_being_told(
    group: str, key: str, value: str, told: str
) -> None:
    said = refusal({"shops": [{group: {key: value}}]})
    assert told in said
    assert "ключ" not in said


def test_the_webhooks_host_is_an_address_and_no_name() -> None:
    with pytest.raises(ValueError, match="IP address"):
        Webhook(host="1.2.3")
    assert Webhook(host="::1").host == "::1"


def test_no_secret_is_shown_where_settings_are() -> None:
    assert "0hidden0" not in repr(Kaspi(token="0hidden0"))
    assert "0hidden0" not in repr(Waha(api_key="0hidden0"))
    assert "0hidden0" not in repr(Shop(name="Арман Техно", kaspi=Kaspi(token="0hidden0")))
