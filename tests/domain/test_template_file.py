"""The templates file: refused with its place or read back exactly as it was written."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template
from kaspi_notifier.domain.template_file import (
    BadTemplates,
    default_templates,
    parse_templates,
    templates_document,
)

ROW = {
    "name": "Новый заказ",
    "event": "new_order",
    "delivery": "any",
    "language": "ru",
    "enabled": True,
    "delay_minutes": 0,
    "text": "Заказ №{order_num}",
}
TEMPLATE = Template(name="Новый заказ", event=Event.NEW_ORDER, text="Заказ №{order_num}")


def document(*rows: Any, **top: Any) -> bytes:
    """A templates file with these rows and these further keys."""
    return json.dumps({"templates": list(rows)} | top).encode()


def test_the_file_is_written_as_the_contract_says() -> None:
    written = templates_document([TEMPLATE])
    assert json.loads(written) == {"templates": [ROW]}
    assert list(json.loads(written)["templates"][0]) == list(ROW)
    assert "Новый заказ".encode() in written
    assert written.endswith(b"\n")


def test_the_file_is_read_as_the_contract_says() -> None:
    assert parse_templates(document(ROW)) == [TEMPLATE]
    assert parse_templates(b"\xef\xbb\xbf" + document(ROW)) == [TEMPLATE]
    assert parse_templates(document()) == []
    short = {"name": "А", "event": "returned", "text": "Б"}
    assert parse_templates(document(short)) == [Template(name="А", event=Event.RETURNED, text="Б")]
    other = ROW | {"delivery": "postomat", "language": "kk", "enabled": False, "delay_minutes": 1440}
    assert parse_templates(document(ROW, other))[1] == Template(
        name="Новый заказ",
        event=Event.NEW_ORDER,
        delivery=Delivery.POSTOMAT,
        language="kk",
        enabled=False,
        delay_minutes=1440,
        text="Заказ №{order_num}",
    )


@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("delivery", [None, *(set(Delivery) - {Delivery.UNKNOWN})])
def test_every_event_and_delivery_has_its_word(event: Event, delivery: Delivery | None) -> None:
    template = Template(name="А", event=event, delivery=delivery, text="Б")
    assert parse_templates(templates_document([template])) == [template]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "the templates file is not valid JSON"),
        (b"\xff\xfe", "the templates file is not valid JSON"),
        (b'{"templates": [{"name": "\xff"}]}', "the templates file is not valid JSON"),
        (b"[" * 100_000, "$: Expected `object`, got `array`"),
        (b'{"templates": ' + b"[" * 100_000, "$.templates[0]: "),
        (b" " * 8_000_001, "the templates file is over 8 MB"),
        (b"[]", "$: Expected `object`, got `array`"),
        (b"{}", "$: Object missing required field `templates`"),
        (document(tmplates=[]), "$: Object contains unknown field `tmplates`"),
        (document(*[ROW] * 1001), "$.templates: Expected `array` of length <= 1000"),
        (document(ROW | {"colour": "red"}), "$.templates[0]: Object contains unknown field `colour`"),
        (document(ROW | {"цвет": "red"}), r"$.templates[0]: Object contains unknown field `\u0446"),
        (document(ROW, {"name": "А"}), "$.templates[1]: Object missing required field `event`"),
        (document(ROW | {"name": ""}), "$.templates[0].name: "),
        (document(ROW | {"name": "  "}), "$.templates[0].name: "),
        (document(ROW | {"name": "ы" * 101}), "$.templates[0].name: "),
        (document(ROW | {"event": "NEW_ORDER"}), "$.templates[0].event: "),
        (document(ROW | {"delivery": "unknown"}), "$.templates[0].delivery: "),
        (document(ROW | {"delivery": None}), "$.templates[0].delivery: "),
        (document(ROW | {"language": "en"}), "$.templates[0].language: "),
        (document(ROW | {"enabled": 1}), "$.templates[0].enabled: "),
        (document(ROW | {"delay_minutes": -1}), "$.templates[0].delay_minutes: "),
        (document(ROW | {"delay_minutes": 43_201}), "$.templates[0].delay_minutes: "),
        (document(ROW | {"text": None}), "$.templates[0].text: "),
        (document(ROW | {"text": " "}), "$.templates[0].text: line 1, column 1: empty"),
        (
            document(ROW, ROW | {"name": "Б", "text": "да\n{ordr_num} {x"}),
            "$.templates[1].text: line 2, column 12: unclosed brace",
        ),
        (
            document(ROW | {"text": "да\n{ordr_num}"}),
            "$.templates[0].text: line 2, column 2: unknown variable ordr_num, did you mean order_num?",
        ),
        (
            document(ROW | {"text": "{имя}"}),
            r"$.templates[0].text: line 1, column 2: unknown variable \u0438",
        ),
        (document(ROW, ROW | {"text": "А"}), "$.templates[1]: the same event, delivery, language and name"),
    ],
)
def test_a_bad_file_is_refused_with_the_place(raw: bytes, told: str) -> None:
    with pytest.raises(BadTemplates) as caught:
        parse_templates(raw)
    assert str(caught.value).startswith(told)
    assert str(caught.value).isascii()
    assert "\n" not in str(caught.value)


TEMPLATES = st.lists(
    st.builds(
        Template,
        name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=100).filter(str.strip),
        event=st.sampled_from(Event),
        delivery=st.none() | st.sampled_from(sorted(set(Delivery) - {Delivery.UNKNOWN})),
        language=st.sampled_from(["ru", "kk"]),
        enabled=st.booleans(),
        delay_minutes=st.integers(0, 43_200),
        text=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=50).map(
            lambda text: "А" + "".join(c for c in text if c not in "{}\u202a\u202b\u202c\u202d\u202e\u061c")
        ),
    ),
    unique_by=lambda template: (template.event, template.delivery, template.language, template.name),
    max_size=5,
)


@given(TEMPLATES)
def test_what_is_written_is_read_back(templates: list[Template]) -> None:
    try:
        again = parse_templates(templates_document(templates))
    except BadTemplates as error:
        assert "forbidden character" in str(error)
    else:
        assert again == templates


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    with pytest.raises(BadTemplates):
        parse_templates(raw)


def test_the_defaults_are_the_russian_then_the_kazakh_ones() -> None:
    kazakh = Template(name="Жаңа тапсырыс", event=Event.NEW_ORDER, language="kk", text="А")
    both = default_templates(templates_document([TEMPLATE]), templates_document([kazakh]))
    assert both == [TEMPLATE, kazakh]
