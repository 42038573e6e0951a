"""Which of several templates speaks about an event."""

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Language, Template, choose

EVENT = Event.NEW_ORDER


def template(
    number: int | None = None,
    *,
    event: Event = EVENT,
    delivery: Delivery | None = None,
    language: Language = "ru",
    enabled: bool = True,
) -> Template:
    """A template; only what the choice looks at matters."""
    return Template(
        id=number,
        name="А",
        event=event,
        delivery=delivery,
        language=language,
        enabled=enabled,
        text="Заказ №{order_num}",
    )


def test_without_a_fitting_template_there_is_none() -> None:
    others = [
        template(1, event=Event.CANCELLED),
        template(2, delivery=Delivery.POSTOMAT),
        template(3, enabled=False),
        template(4, delivery=Delivery.PICKUP, enabled=False),
    ]
    assert choose([], EVENT, Delivery.PICKUP, "ru") is None
    assert choose(others, EVENT, Delivery.PICKUP, "ru") is None


# From the best to the last resort.
IN_ORDER = [
    template(5, delivery=Delivery.PICKUP),
    template(7, delivery=Delivery.PICKUP),
    template(4, delivery=Delivery.PICKUP, language="kk"),
    template(3),
    template(6),
    template(1, language="kk"),
    template(2, language="kk"),
]


@pytest.mark.parametrize("first", range(len(IN_ORDER)))
def test_the_delivery_counts_before_the_language_and_the_older_before_the_newer(first: int) -> None:
    left = IN_ORDER[first:]
    for _ in range(20):
        shuffled = random.sample(left, len(left))
        assert choose(shuffled, EVENT, Delivery.PICKUP, "ru") == IN_ORDER[first]


def test_the_shops_language_turns_the_choice_round() -> None:
    both = [template(1), template(2, language="kk")]
    assert choose(both, EVENT, Delivery.EXPRESS, "ru") == both[0]
    assert choose(both, EVENT, Delivery.EXPRESS, "kk") == both[1]


def test_a_switched_off_template_leaves_its_place_to_the_next() -> None:
    exact = template(1, delivery=Delivery.EXPRESS, enabled=False)
    general = template(2)
    assert choose([exact, general], EVENT, Delivery.EXPRESS, "ru") == general


def test_a_stored_template_goes_before_one_that_is_not() -> None:
    stored = template(9)
    for order in permutations([template(None), stored]):
        assert choose(order, EVENT, Delivery.PICKUP, "ru") == stored


def test_any_iterable_will_do() -> None:
    assert choose(iter([template(1)]), EVENT, Delivery.PICKUP, "ru") == template(1)


TEMPLATES = st.lists(
    st.builds(
        template,
        st.integers(0, 1000),
        event=st.sampled_from([EVENT, Event.DELAYED]),
        delivery=st.none() | st.sampled_from(Delivery),
        language=st.sampled_from(["ru", "kk"]),
        enabled=st.booleans(),
    ),
    unique_by=lambda one: one.id,
    max_size=8,
)


@given(TEMPLATES, st.sampled_from(Delivery), st.sampled_from(["ru", "kk"]), st.randoms())
def test_the_choice_fits_and_does_not_depend_on_the_order(
    templates: list[Template], delivery: Delivery, language: Language, chance: random.Random
) -> None:
    chosen = choose(templates, EVENT, delivery, language)
    chance.shuffle(templates)
    assert choose(templates, EVENT, delivery, language) == chosen
    fitting = [t for t in templates if t.enabled and t.event is EVENT and t.delivery in (None, delivery)]
    if chosen is None:
        assert not fitting
        return
    assert chosen in fitting
    if chosen.delivery is None:
        assert all(t.delivery is None for t in fitting)
    if chosen.language != language:
        assert all(t.language != language for t in fitting if t.delivery == chosen.delivery)
