"""What is fuzzed: every parser of something that comes from outside, with the samples it is fed from."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import msgspec

from kaspi_notifier.domain import phone, settings, template_file, template_language
from kaspi_notifier.domain.opt_out import is_opt_out
from kaspi_notifier.domain.template import MAX_OUTPUT, Template
from kaspi_notifier.domain.template_check import FILTERS, VARIABLES
from kaspi_notifier.domain.values import values
from kaspi_notifier.kaspi import KaspiError, lines
from kaspi_notifier.kaspi import parse as kaspi_parse
from kaspi_notifier.store import FileSecrets, Store
from kaspi_notifier.waha import WahaError, events, refusals, wire
from kaspi_notifier.waha import parse as waha_parse
from kaspi_notifier.waha.link import Reply, retry_after
from kaspi_notifier.waha.values import Engine
from tests.harness import mutation

NOW = datetime(2026, 3, 20, tzinfo=UTC)
_TESTS = Path(__file__).parents[1]
SHOP = settings.Shop(name="Арман Техно")


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """One parser: how an input is made and what is done with it. `share` of all inputs go to it."""

    name: str
    share: float
    make: Callable[[random.Random], object]
    take: Callable[[object], None]


# Kaspi


def _samples() -> list[bytes]:
    documents = json.loads((_TESTS / "kaspi/data/samples.json").read_bytes())
    bodies = [sample.get("response", {}).get("body") for sample in documents.values()]
    return [json.dumps(body, ensure_ascii=False).encode() for body in bodies if isinstance(body, dict)]


def _spoiled(samples: list[bytes]) -> Callable[[random.Random], object]:
    def make(dice: random.Random) -> object:
        sample = dice.choice(samples)
        return mutation.structure(dice, sample) if dice.random() < 0.5 else mutation.octets(dice, sample)

    return make


def _take_kaspi(body: object) -> None:
    assert isinstance(body, bytes)
    kaspi_parse.error_text(body)
    for parse in (lines.parse_entries, lines.parse_product_name):
        with suppress(KaspiError):
            parse(body)
    try:
        page = kaspi_parse.parse_orders(body, NOW)
    except KaspiError:
        return
    for order in page.orders[:3]:
        assert order.code.isascii() and order.code.isdigit(), "a code that is none"
        assert order.created_at <= NOW, "an order of the future"
        phone.mobile(order.buyer_phone)
        known = values(order, (), SHOP, "ru", NOW)
        assert not any("\ud800" <= c <= "\udfff" for text in known.values() for c in text), "half a character"


class _Ingest:
    """The same pages, written into a real file."""

    def __init__(self, folder: Path) -> None:
        self._store = Store.open(folder / "fuzz.db", FileSecrets(folder / "secrets.json"), NOW)
        self._store.settings.save(settings.Settings(shops=(SHOP,)))
        self._store.templates.seed(default_templates())
        self._store.settings.set_baseline(1, NOW)

    def __call__(self, body: object) -> None:
        assert isinstance(body, bytes)
        try:
            page = kaspi_parse.parse_orders(body, NOW)
        except KaspiError:
            return
        self._store.orders.ingest(
            1,
            page.orders,
            now=NOW,
            baseline=False,
            templates=self._store.templates.list(),
            language="ru",
        )

    def close(self) -> None:
        self._store.close()


# WAHA


def _waha_bodies() -> list[bytes]:
    transcripts = json.loads((_TESTS / "waha/data/transcripts.json").read_bytes())
    bodies = [t["body"].encode() for t in transcripts if t["body"]]
    return [body for body in bodies if _is_json(body)]


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


def _make_reply(dice: random.Random, make: Callable[[random.Random], object]) -> object:
    body = make(dice)
    status = dice.choice(
        (200, 201, 201, 400, 401, 403, 404, 422, 429, 500, 500, 501, 503, 204, 307, 100, 999)
    )
    waits = (
        "1",
        "-1",
        "10" * 30,
        "Wed, 21 Oct 2026 07:28:00 GMT",
        "Mon, 99 Foo 20x6",
        "",
        "٣",
        "1e9",
        "\ud800",
    )
    return Reply(
        status=status,
        body=None if dice.random() < 0.01 else body,  # type: ignore[arg-type]
        retry_after=dice.choice(waits) if dice.random() < 0.9 else mutation.characters(dice, waits[3]),
        date=NOW,
    )


def _waha_readers(reply: Reply) -> Iterator[Callable[[], object]]:
    yield lambda: waha_parse.accepted(reply)
    yield lambda: waha_parse.found(reply, "3EB0AAAAAAAAAAAAAAAAAA")
    value = wire.document(reply.body)
    yield lambda: waha_parse.version(value)
    yield lambda: waha_parse.session(value, Engine.GOWS)
    yield lambda: waha_parse.me(value)
    yield lambda: waha_parse.existence(value)
    yield lambda: waha_parse.new_id(value)
    yield lambda: waha_parse.timelock(value)
    yield lambda: waha_parse.capping(value)
    yield lambda: [waha_parse.found_message(item) for item in waha_parse.items(value)]
    yield lambda: [waha_parse.session(item, None) for item in waha_parse.items(value)]
    yield lambda: waha_parse.text(value, "code")
    yield lambda: waha_parse.address(value, "lid")
    yield lambda: waha_parse.moment(wire.dig(value, "startTimestamp"))
    yield lambda: waha_parse.merged(wire.dig(value, "config"), {"noweb": {"store": {"enabled": True}}})


def _take_waha(reply: object) -> None:
    assert isinstance(reply, Reply)
    error = refusals.refusal(reply)
    assert (error is None) == (reply.status in (200, 201)), "a refusal taken for a success"
    retry_after(reply)
    try:
        for read in _waha_readers(reply):
            with suppress(WahaError):
                read()
    except WahaError:
        return


def _frames() -> list[bytes]:
    frames = json.loads((_TESTS / "waha/data/frames.json").read_bytes())
    lines_ = [line.encode() for frame in frames for line in frame["lines"]]
    return [line for line in lines_ if _is_json(line)]


def _take_frame(frame: object) -> None:
    assert isinstance(frame, bytes)
    events.read(frame, "default")
    try:
        events.read(frame.decode(), "default")
    except UnicodeDecodeError:
        # A text frame is always text; websockets refuses the rest itself.
        return


# What a person writes


def _settings_files() -> list[bytes]:
    whole = settings.Settings(
        shops=(SHOP, settings.Shop(name="Второй", waha=settings.Waha(url="https://w.kz")))
    )
    return [
        msgspec.json.encode(whole),
        b'{"shops":[{"sending":{"daily_limit":null}}],"app":{"language":"kk"}}',
    ]


_CURRENT = settings.Settings(shops=(SHOP,))


def _take_settings(body: object) -> None:
    assert isinstance(body, bytes)
    try:
        got = settings.parse(body, _CURRENT)
    except settings.BadSettings as error:
        assert "\n" not in str(error), "an error of several lines"
        return
    assert settings.parse(msgspec.json.encode(got), settings.Settings()) == got, (
        "not the same when read again"
    )


def _template_files() -> list[bytes]:
    folder = resources.files("kaspi_notifier").joinpath("..", "resources", "templates")
    return [folder.joinpath(f"{language}.json").read_bytes() for language in ("ru", "kk")]


def default_templates() -> list[Template]:
    """The program's own templates."""
    return template_file.default_templates(*_template_files())


def _take_templates(body: object) -> None:
    assert isinstance(body, bytes)
    try:
        found = template_file.parse_templates(body)
    except template_file.BadTemplates as error:
        assert str(error).isascii() and "\n" not in str(error), "an error that a console can't show"
        return
    for template in found:
        assert not template_language.problems(template.text), "a bad template let in"


_PIECES = (
    *("{", "}", "{%", "%}", "{#", "#}", "{{", "}}", "{% if ", "{% elif ", "{% else %}", "{% endif %}"),
    "{% raw %}",
    *(f"{{{name}}}" for name in VARIABLES),
    *(f"|{name}" for name in FILTERS),
    '|default("нет")', " and ", " or ", " not ", " in ", " is ", "==", "!=", ">=", "<", "(", ")", "[", "]",
    ",", ".", "~", "+", "*10**9", "'A'*1000000000", "''.__class__.__mro__", "|attr('x')", "cycler",
    "self", "range(10**9)",
    "1" * 20, "1_0", "0x1F", "1e9", '"', "'", "\\", "\n", "\r\n", "\t", "\u2028", "\u202e", "\x00", "\ud800",
    "(" * 200, "not " * 200, "{% if a %}" * 60, "-" * 300, "|trim" * 100, "{shop_name}" * 400, "a or " * 300,
)  # fmt: skip
_VALUES = {name: f"значение {name}" for name in VARIABLES} | {"order_num": "123", "item_qty": "1,5"}


def _make_template(dice: random.Random) -> object:
    if dice.random() < 0.5:
        return mutation.characters(dice, dice.choice(_TEXTS), _PIECES)
    return "".join(dice.choice(_PIECES) for _ in range(dice.randint(1, 14)))


_TEXTS = [template.text for template in default_templates()]


def _take_template(source: object) -> None:
    assert isinstance(source, str)
    wrong = template_language.problems(source)
    template_language.needs_entries(source)
    try:
        text = template_language.render(source, _VALUES)
    except template_language.RenderError:
        return
    assert not wrong, "a template with problems was rendered"
    assert 0 < len(text) <= MAX_OUTPUT, "a text of a wrong length"
    text.encode()


_PHONES = (
    "7000000001",
    "+7 (700) 000-00-01",
    "8 700 000 00 01",
    "0000000000",
    "7***000001",
    "77000000001@c.us",
)


def _make_phone(dice: random.Random) -> object:
    return mutation.characters(dice, dice.choice(_PHONES))


def _take_phone(raw: object) -> None:
    assert isinstance(raw, str)
    found = phone.mobile(raw)
    if isinstance(found, str):
        assert found.isascii() and found.isdigit() and len(found) == 11 and found.startswith("77"), (
            "no mobile"
        )
        assert phone.masked(found).count("•") == 6, "a number that is not masked"
    phone.pretty(raw)
    phone.masked(raw)
    is_opt_out(raw, SHOP.opt_out_words)


def targets(folder: Path) -> tuple[list[Target], Callable[[], None]]:
    """Everything that is fuzzed, and what closes it."""
    ingest = _Ingest(folder)
    kaspi, waha = _spoiled(_samples()), _spoiled(_waha_bodies())

    def reply(dice: random.Random) -> object:
        return _make_reply(dice, waha)

    return [
        Target(name="Kaspi pages, lines, products, errors", share=0.30, make=kaspi, take=_take_kaspi),
        Target(name="Kaspi pages into the database", share=0.01, make=kaspi, take=ingest),
        Target(name="WAHA answers", share=0.25, make=reply, take=_take_waha),
        Target(name="WAHA events", share=0.15, make=_spoiled(_frames()), take=_take_frame),
        Target(name="settings file", share=0.08, make=_spoiled(_settings_files()), take=_take_settings),
        Target(name="templates file", share=0.02, make=_spoiled(_template_files()), take=_take_templates),
        Target(name="template language", share=0.09, make=_make_template, take=_take_template),
        Target(name="phones and replies", share=0.10, make=_make_phone, take=_take_phone),
    ], ingest.close
