"""What a template may say, what is told of its mistakes and what comes out of it."""

import time
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kaspi_notifier.domain.template import MAX_OUTPUT
from kaspi_notifier.domain.template_language import (
    FILTERS,
    MAX_SOURCE_BYTES,
    VARIABLES,
    BadOutput,
    BadTemplate,
    MissingValue,
    ProblemKind,
    RenderError,
    names,
    needs_entries,
    problems,
    render,
)

VALUES = {
    "first_name": "Айгуль",
    "order_num": "123456789",
    "item_qty": "2",
    "total_amount": "12\u00a0990\u00a0₸",
    "delivery_type": "самовывоз",
    "items_list": "Чайник ×2",
    "shop_hours": "  ",
}


def test_the_variables_of_the_seed_come_first_and_all_are_printed() -> None:
    assert VARIABLES[:9] == (
        *("user_name", "order_num", "product_name", "item_qty", "shop_name"),
        *("delivery_type", "order_date", "total_amount", "customer_phone"),
    )
    assert len(VARIABLES) == len(set(VARIABLES)) == 18
    source = " ".join(f"{{{name}}}" for name in VARIABLES)
    assert render(source, {name: f"<{name}>" for name in VARIABLES}) == " ".join(f"<{n}>" for n in VARIABLES)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Заказ №{order_num}", "Заказ №123456789"),
        ("{ order_num }", "123456789"),
        ("{first_name|upper}", "АЙГУЛЬ"),
        ("{first_name|lower|title}", "Айгуль"),
        ("{first_name|lower|capitalize}", "Айгуль"),
        ("[{first_name|trim}]", "[Айгуль]"),
        ('{user_name|default("покупатель")}', "покупатель"),
        ("{first_name|default('покупатель')}", "Айгуль"),
        ("{user_name or first_name}", "Айгуль"),
        ('{user_name or shop_phone or "друг"|upper}', "ДРУГ"),
        ('скобка {"{"} и {"}"}', "скобка { и }"),
        ("100 % и 5%", "100 % и 5%"),
        ("{% if first_name %}да{% endif %}!", "да!"),
        ("{% if user_name %}да{% endif %}!", "!"),
        ("{% if shop_hours %}да{% else %}нет{% endif %}", "нет"),
        ("{% if user_name %}а{% elif first_name %}б{% else %}в{% endif %}", "б"),
        ("{% if user_name %}а{% elif shop_phone %}б{% else %}в{% endif %}", "в"),
        ("{% if user_name %}а{% elif shop_phone %}б{% endif %}г", "г"),
        ("{% if not user_name and first_name %}да{% endif %}", "да"),
        ("{% if first_name and user_name %}да{% else %}нет{% endif %}", "нет"),
        ("{% if user_name or first_name %}да{% endif %}", "да"),
        ("{% if item_qty > 1 %}несколько{% endif %}", "несколько"),
        ("{% if item_qty == 2.0 %}два{% endif %}", "два"),
        ("{% if 1 < item_qty <= 2 %}два{% endif %}", "два"),
        ("{% if 2 < item_qty <= 2 %}а{% else %}б{% endif %}", "б"),
        ("{% if total_amount >= 10000 %}дорого{% endif %}", "дорого"),
        ("{% if first_name >= 1 %}а{% else %}б{% endif %}", "б"),
        ("{% if first_name != 1 %}а{% endif %}", "а"),
        ("{% if user_name == 'x' %}а{% else %}б{% endif %}", "б"),
        ("{% if user_name != 'x' %}а{% endif %}", "а"),
        ('{% if delivery_type == "Самовывоз" %}сами{% endif %}', "сами"),
        ('{% if delivery_type in ["самовывоз", "экспресс"] %}а{% endif %}', "а"),
        ('{% if delivery_type not in ("экспресс", "x") %}а{% endif %}', "а"),
        ('{% if "чайник" in items_list %}а{% endif %}', "а"),
        ('{% if "кружка" not in items_list %}а{% endif %}', "а"),
        ("{% if user_name in items_list %}а{% else %}б{% endif %}", "б"),
        ("{% if 'x' in user_name %}а{% else %}б{% endif %}", "б"),
        ("{% if 2 in items_list %}а{% else %}б{% endif %}", "б"),
        ("{% if item_qty in (1, 2) %}а{% endif %}", "а"),
        ("{% if item_qty in () == 1 %}а{% else %}б{% endif %}", "б"),
        ("{% if item_qty not in () == 1 %}а{% else %}б{% endif %}", "б"),
        ("{% if user_name|default('x') == 'x' %}а{% endif %}", "а"),
        ('{% if "x" %}а{% endif %}', "а"),
        ("а  {-order_num-}  б", "а123456789б"),
    ],
)
def test_what_a_template_gives(source: str, text: str) -> None:
    assert problems(source) == []
    assert render(source, VALUES) == text


def test_lines_with_nothing_but_a_tag_leave_no_line_behind() -> None:
    source = (
        "А\n{% if first_name %}\nБ\n  {% if user_name %}  \nВ\n  {% endif %}\n{% else %}\nГ\n{% endif %}\nД\n"
    )
    assert render(source, VALUES) == "А\nБ\nД"
    assert render("А{% if first_name %}\nБ{% endif %}\nВ", VALUES) == "А\nБ\nВ"
    assert render("А\n{% if first_name %}Б{% endif %}\nВ", VALUES) == "А\nБ\nВ"
    assert render("А\n{% if first_name -%}\n\n  Б{% endif %}", VALUES) == "А\nБ"


def test_blank_space_nobody_needs_is_left_out() -> None:
    assert render("\n А \r\n\r\n\r\n\r\nБ\t\r В  \n", VALUES) == "А\n\nБ\n В"


@pytest.mark.parametrize(
    ("source", "line", "column", "kind", "name", "nearest"),
    [
        ("", 1, 1, "empty", "", None),
        (" \n ", 1, 1, "empty", "", None),
        ("ы" * (MAX_SOURCE_BYTES // 2) + "!", 1, 1, "too_long", "", None),
        ("да\nне\0т", 2, 3, "forbidden_character", "U+0000", None),
        ("\u202eда", 1, 1, "forbidden_character", "U+202E", None),
        ("\ud800", 1, 1, "forbidden_character", "U+D800", None),
        ("да\r\nнет {order_num", 2, 5, "unclosed_brace", "", None),
        ("{order_num, да! {first_name}", 1, 1, "unclosed_brace", "", None),
        ("{order_num {first_name}", 1, 1, "unclosed_brace", "", None),
        ("{", 1, 1, "unclosed_brace", "", None),
        ("а {%", 1, 3, "unclosed_brace", "", None),
        ("{'((", 1, 1, "unclosed_brace", "", None),
        ("order_num}", 1, 10, "stray_brace", "", None),
        ("{order_num}}", 1, 12, "stray_brace", "", None),
        ("а {{order_num}}", 1, 3, "double_braces", "", None),
        ("{ }", 1, 1, "empty_braces", "", None),
        ("а{# б #}", 1, 2, "comment", "", None),
        ("{% if first_name %}а{% if order_num %}", 1, 21, "unclosed_if", "", None),
        ("\n {% raw %}{% endraw %}", 2, 2, "unknown_tag", "raw", None),
        ("{% for x in order_num %}{% endfor %}", 1, 1, "unknown_tag", "for", None),
        ("{% iff order_num %}", 1, 1, "unknown_tag", "iff", "if"),
        ("{% set order_num = 1 %}", 1, 1, "unknown_tag", "set", None),
        ("{% 1 %}", 1, 1, "syntax", "a tag starts with if, elif, else or endif", None),
        ("а {ordernum}", 1, 4, "unknown_variable", "ordernum", "order_num"),
        ("{customer_name}", 1, 2, "unknown_variable", "customer_name", "user_name"),
        ("{Order_Num}", 1, 2, "unknown_variable", "Order_Num", "order_num"),
        ("{имя}", 1, 2, "unknown_variable", "имя", None),
        ("{% if\nfirst_nam %}а{% endif %}", 2, 1, "unknown_variable", "first_nam", "first_name"),
        ("{order_num| uper}", 1, 13, "unknown_filter", "uper", "upper"),
        ("{order_num|defalt('а')}", 1, 12, "unknown_filter", "defalt", "default"),
        ("{order_num|default}", 1, 12, "bad_argument", "default", None),
        ("{order_num|default(' ')}", 1, 12, "bad_argument", "default", None),
        ("{order_num|default('а', 'б')}", 1, 12, "bad_argument", "default", None),
        ("{order_num|default(first_name)}", 1, 12, "bad_argument", "default", None),
        ("{order_num|default('а', b='б')}", 1, 12, "bad_argument", "default", None),
        ("{order_num|default(*first_name)}", 1, 12, "bad_argument", "default", None),
        ("{order_num|default('а', **first_name)}", 1, 12, "bad_argument", "default", None),
        ("{order_num|upper('а')}", 1, 12, "bad_argument", "upper", None),
        ("{order_num()}", 1, 2, "not_allowed", "call", None),
        ("{order_num.x}", 1, 2, "not_allowed", "attribute", None),
        ("{order_num[0]}", 1, 2, "not_allowed", "attribute", None),
        ("{order_num + 1}", 1, 2, "not_allowed", "arithmetic", None),
        ("{-order_num * 2}", 1, 3, "not_allowed", "arithmetic", None),
        ("{% if -item_qty %}а{% endif %}", 1, 7, "not_allowed", "arithmetic", None),
        ("{order_num ~ first_name}", 1, 2, "not_allowed", "arithmetic", None),
        ("{order_num == '1'}", 1, 2, "not_allowed", "comparison", None),
        ("{not order_num}", 1, 2, "not_allowed", "comparison", None),
        ("{order_num and first_name}", 1, 2, "not_allowed", "comparison", None),
        ("{% if (order_num == '1') == '2' %}а{% endif %}", 1, 8, "not_allowed", "comparison", None),
        ("{order_num if first_name else shop_name}", 1, 2, "not_allowed", "inline if", None),
        ("{% if order_num is defined %}а{% endif %}", 1, 7, "not_allowed", "is", None),
        ("{1}", 1, 2, "not_allowed", "literal", None),
        ("{% if true %}а{% endif %}", 1, 7, "not_allowed", "literal", None),
        ("{% if item_qty == true %}а{% endif %}", 1, 19, "not_allowed", "literal", None),
        ("{[order_num]}", 1, 2, "not_allowed", "list", None),
        ("{% if item_qty == (1, 2) %}а{% endif %}", 1, 20, "not_allowed", "list", None),
        (r"{'\x41'}", 1, 2, "not_allowed", "backslash", None),
        ("{% if item_qty > 1_000 %}а{% endif %}", 1, 18, "not_allowed", "number", None),
        ("{% if item_qty > " + "9" * 5000 + " %}а{% endif %}", 1, 18, "not_allowed", "number", None),
        ("{% if item_qty > 1e9 %}а{% endif %}", 1, 18, "not_allowed", "number", None),
        ("{" + "(" * 30 + "order_num" + ")" * 30 + "}", 1, 22, "too_deep", "", None),
        ("{% if order_num %}" * 21 + "{% endif %}" * 21, 1, 361, "too_deep", "", None),
        ("{% if " + "not " * 3000 + "order_num %}а{% endif %}", 1, 1, "too_deep", "", None),
        ("{order_num" + "|upper" * 30 + "}", 1, 60, "too_deep", "", None),
        ("{ order_num first_name }", 1, 13, "syntax", None, None),
        ("а\n{ order_num ! }", 2, 13, "syntax", None, None),
        ("{% endif %}", 1, 4, "syntax", None, None),
        ("{ x² }", 1, 3, "syntax", None, None),
        ("{% if item_qty %}а{% else if order_num %}б{% endif %}", 1, 27, "syntax", None, None),
    ],
)
def test_every_mistake_is_told_with_its_place(
    source: str, line: int, column: int, kind: str, name: str | None, nearest: str | None
) -> None:
    found = problems(source)
    first = found[0]
    assert (first.line, first.column, first.kind, first.nearest) == (line, column, kind, nearest)
    assert first.name == name if name is not None else first.name
    assert names(source) == frozenset()
    with pytest.raises(BadTemplate) as caught:
        render(source, VALUES)
    assert caught.value.problem == first
    assert str(caught.value) == f"line {line}, column {column}: {kind}"


def test_all_wrong_names_are_told_at_once_in_reading_order() -> None:
    source = (
        "{usr_name}\n{% if order_numm == 'x' and item_qty in (1, qty) %}{a|uper}"
        "{% elif b %}{% else %}{c()}{% endif %}"
    )
    found = problems(source)
    assert [(p.line, p.column, p.name) for p in found] == [
        (1, 2, "usr_name"),
        (2, 7, "order_numm"),
        (2, 45, "qty"),
        (2, 53, "a"),
        (2, 55, "uper"),
        (2, 68, "b"),
        (2, 83, "call"),
    ]
    assert len(problems("{x}" * 5000)) == 50


def test_a_missing_value_stops_the_message_and_is_named() -> None:
    for values in ({}, {"user_name": ""}, {"user_name": None}, {"user_name": " \u00a0"}):
        with pytest.raises(MissingValue) as caught:
            render("Здравствуйте, {user_name|upper}!", values)
        assert caught.value.name == "user_name"
        assert str(caught.value) == "no value for {user_name}"
    with pytest.raises(MissingValue, match="shop_name"):
        render("{user_name or shop_name}", VALUES)
    assert issubclass(MissingValue, RenderError)


def test_a_text_that_cannot_be_sent_is_refused() -> None:
    assert render("{items_list}", {"items_list": "ы" * MAX_OUTPUT}) == "ы" * MAX_OUTPUT
    with pytest.raises(BadOutput, match="over 4000"):
        render("{items_list}", {"items_list": "ы" * (MAX_OUTPUT + 1)})
    with pytest.raises(BadOutput, match="empty"):
        render("{% if user_name %}а{% endif %}\n ", VALUES)
    for bad in ("\0", "\x1b", "\u202e", "\udfff", "\u2028"):
        with pytest.raises(BadOutput, match="character") as caught:
            render("а{items_list}б", {"items_list": f"тайна{bad}."})
        assert "тайна" not in str(caught.value)


def test_values_are_text_and_nothing_in_them_is_run() -> None:
    assert render("{first_name}", {"first_name": "{order_num} {% if x %} {{7*7}}"}) == (
        "{order_num} {% if x %} {{7*7}}"
    )


def test_which_templates_need_the_products() -> None:
    assert needs_entries("{product_name}")
    assert needs_entries("{% if items_list %}а{% endif %}")
    assert needs_entries("{% if item_qty > 1 %}а{% endif %}")
    assert not needs_entries("{order_num} product_name {'items_list'}")
    assert not needs_entries("{product_name} {")
    assert names("{order_num|upper}{% if 'x' in items_list %}а{% endif %}") == {"order_num", "items_list"}


PIECES = st.sampled_from(
    [
        *("{", "}", "{%", "%}", "{#", "#}", "{{", "}}", "{%-", "-%}", "-}", "\n", "\r", " ", "\\", '"', "'"),
        *(
            "if",
            "elif",
            "else",
            "endif",
            "endraw",
            "raw",
            "for",
            "in",
            "not",
            "and",
            "or",
            "is",
            "set",
            "block",
        ),
        *("order_num", "items_list", "первый", "x", "1", "1.5", "1e5", "0x1F", "٣", "²", "default", "upper"),
        *(
            "|",
            "(",
            ")",
            "[",
            "]",
            ",",
            ":",
            ".",
            "==",
            "!=",
            "<",
            ">",
            "=",
            "+",
            "-",
            "*",
            "**",
            "//",
            "~",
            "%",
        ),
        *(
            "текст",
            "\0",
            "\ud83d",
            "\u2028",
            "😀",
            "{% if order_num %}",
            "{% endif %}",
            "{order_num}",
            "{% else %}",
        ),
    ]
)
SOURCES = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES, max_size=40).map(" ".join),
)


@settings(deadline=1000)
@given(SOURCES, st.dictionaries(st.sampled_from(VARIABLES), st.none() | st.text(max_size=50)))
@example("{" + "- " * 5000 + "x}", {})
@example("{% if order_num %}" * 900, {})
@example("{x" + "[" * 5000 + "}", {})
@example("{1٣.5}", {})
@example("{% if item_qty > 1٣ %}а{% endif %}", {})
@example("{% if order_num %}{%- endif -%}", {"order_num": "1"})
def test_whatever_is_written_nothing_breaks(source: str, values: dict[str, str | None]) -> None:
    found = problems(source)
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in found:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    for before, after in pairwise(found):
        assert (before.line, before.column) <= (after.line, after.column)
    try:
        text = render(source, values)
    except BadTemplate as error:
        assert error.problem == found[0]
    except (MissingValue, BadOutput):
        assert not found
    else:
        assert not found
        assert 0 < len(text) <= MAX_OUTPUT


@given(st.text(st.characters(exclude_characters="{}", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_plain_text_comes_out_as_it_is(text: str) -> None:
    if not problems(text):
        assert render(text, {}) == text.strip()


@pytest.mark.parametrize(
    "source",
    [
        "{" * MAX_SOURCE_BYTES,
        "{%" * (MAX_SOURCE_BYTES // 2),
        "{% " + " " * (MAX_SOURCE_BYTES - 10),
        "{%-" + " " * (MAX_SOURCE_BYTES - 10),
        "{-order_num-} " * (MAX_SOURCE_BYTES // 14),
        " " * (MAX_SOURCE_BYTES - 20) + "{-order_num-}",
        "{order_num}" * (MAX_SOURCE_BYTES // 11),
        "{% if item_qty > 1 %}а{% endif %}\n" * (MAX_SOURCE_BYTES // 40),
        "{% if order_num %}" + "{% elif order_num %}" * 900 + "{% endif %}",
        "{unknown_name_of_something_long}" * (MAX_SOURCE_BYTES // 32),
        "{" + "a" * (MAX_SOURCE_BYTES - 2) + "}",
        "{order_num" + "|upper" * 3000 + "}",
        "{order_num" + " or order_num" * 1500 + "}",
        "{% if " + "item_qty < " * 1500 + "2 %}а{% endif %}",
        "{% if item_qty in (" + "1," * 9000 + ") %}а{% endif %}",
        "{'" + "a" * (MAX_SOURCE_BYTES - 4) + "'}",
        "а \n" * (MAX_SOURCE_BYTES // 4),
    ],
)
def test_no_template_takes_long(source: str) -> None:
    assert len(source.encode()) <= MAX_SOURCE_BYTES
    started = time.process_time()
    with suppress(RenderError):
        render(source, VALUES | {"order_num": "1" * 20, "first_name": " " * 3000 + "а"})
    assert time.process_time() - started < 1


def test_the_filters_are_few_and_plain() -> None:
    assert set(FILTERS) == {"upper", "lower", "capitalize", "title", "trim"}
    assert {kind.value for kind in ProblemKind} >= {"unknown_variable", "not_allowed", "too_long"}
