"""One-click corrections of templates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaspi_notifier.domain.template_fix import fixed, offset_of
from kaspi_notifier.domain.template_language import problems


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Привет!\nС уважением, {shop_nam}", "Привет!\nС уважением, {shop_name}"),
        ("{customer_name}", "{user_name}"),
        ("{% if shop_nam %}А{% endif %}", "{% if shop_name %}А{% endif %}"),
        ("{shop_name|uper}", "{shop_name|upper}"),
        ("{% iff shop_name %}А{% endif %}", "{% if shop_name %}А{% endif %}"),
        ("№{{ order_num }}", "№{order_num}"),
        ("А}", "А"),
        ("А { } Б", "А  Б"),
        ("А{# прим. #}Б", "АБ"),
        ("{% if shop_name %}А\n", "{% if shop_name %}А{% endif %}"),
        ("А\u200eБ", "АБ"),
    ],
)
def test_obvious_corrections(wrong: str, right: str) -> None:
    assert fixed(wrong, problems(wrong)[0]) == right
    assert problems(right) == []


@pytest.mark.parametrize("wrong", ["", "{shop_name", "{qqqqqq}", "{shop_name.x}", "{{"])
def test_what_a_person_has_to_decide(wrong: str) -> None:
    assert fixed(wrong, problems(wrong)[0]) is None


@given(st.text(alphabet="a{}%# \n|if🔸", max_size=30))
def test_never_raises_and_points_into_the_source(source: str) -> None:
    for problem in problems(source):
        assert 0 <= offset_of(source, problem) <= len(source)
        fixed(source, problem)
