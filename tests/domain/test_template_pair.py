"""Templates in Russian and Kazakh that belong together, and what saving a draft of them does."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template, TemplateLanguage
from kaspi_notifier.domain.template_pair import Draft, Pair, fits, pairs, saved, switched
from kaspi_notifier.domain.template_text import joined

RU = Template(id=1, name="Новый заказ", event=Event.NEW_ORDER, language="ru", text="Привет")
KK = Template(id=2, name="Жаңа тапсырыс", event=Event.NEW_ORDER, language="kk", text="Сәлем")
BOTH = Template(
    id=3, name="Новый заказ", event=Event.NEW_ORDER, language="both", text=joined("Сәлем", "Привет")
)


def draft(**changes: Any) -> Draft:
    given: dict[str, Any] = {
        "name": "Новый заказ",
        "event": Event.NEW_ORDER,
        "delivery": None,
        "delay_minutes": 0,
        "is_on": True,
        "ru": "Привет",
        "kk": "Сәлем",
    }
    return Draft(**given | changes)


def test_templates_pair_by_event_and_delivery_in_the_order_of_an_order() -> None:
    pickup = replace(RU, id=4, delivery=Delivery.PICKUP)
    done = replace(RU, id=5, event=Event.COMPLETED)
    second = replace(RU, id=6)
    found = pairs([done, RU, BOTH, pickup, KK, second])
    assert found == [
        Pair(ru=RU, kk=KK),
        Pair(both=BOTH),
        Pair(ru=second),
        Pair(ru=pickup),
        Pair(ru=done),
    ]
    assert (found[3].event, found[3].delivery) == (Event.NEW_ORDER, Delivery.PICKUP)


def test_what_is_sent_follows_the_switches_and_then_the_language() -> None:
    pair = Pair(ru=RU, kk=KK)
    assert (pair.sent("ru").id, pair.sent("kk").id) == (1, 2)
    only_kazakh = Pair(ru=replace(RU, enabled=False), kk=KK)
    assert only_kazakh.sent("ru").id == 2
    assert only_kazakh.is_on
    off = Pair(ru=replace(RU, enabled=False), kk=replace(KK, enabled=False))
    assert off.sent("kk").id == 2
    assert not off.is_on
    assert Pair(ru=replace(RU, delivery=Delivery.EXPRESS)).sent("ru").delivery is Delivery.EXPRESS


def test_texts_by_language() -> None:
    assert (Pair(both=BOTH).text("kk"), Pair(both=BOTH).text("ru")) == ("Сәлем", "Привет")
    assert (Pair(ru=RU).text("ru"), Pair(ru=RU).text("kk")) == ("Привет", "")
    assert Pair(both=replace(BOTH, text="Сәлем")).text("ru") == ""
    assert Pair(kk=KK).text("kk") == "Сәлем"


def test_a_switch_turns_the_whole_pair() -> None:
    assert [t.enabled for t in switched(Pair(ru=RU, kk=KK), is_on=False)] == [False, False]
    assert [t.enabled for t in switched(Pair(both=replace(BOTH, enabled=False)), is_on=True)] == [True]


def test_saving_unchanged_changes_nothing() -> None:
    off = replace(KK, enabled=False)
    assert saved(draft(), Pair(ru=RU, kk=off)) == ([RU, off], [])
    assert saved(draft(sends="both"), Pair(both=BOTH)) == ([BOTH], [])


def test_both_in_one_message_and_back() -> None:
    kept, gone = saved(draft(sends="both"), Pair(ru=RU, kk=KK))
    assert kept == [replace(BOTH, id=1)]
    assert gone == [2]
    kept, gone = saved(draft(sends="kk"), Pair(both=BOTH))
    assert kept == [
        replace(RU, id=3, enabled=False),
        replace(KK, id=None, name="Новый заказ"),
    ]
    assert gone == []
    kept, gone = saved(draft(sends="kk", ru=""), Pair(both=BOTH))
    assert ([t.language for t in kept], gone) == (["kk"], [3])


def test_the_language_that_is_sent_is_the_one_switched_on() -> None:
    kept, _ = saved(draft(sends="kk"), Pair(ru=RU, kk=KK))
    assert [t.enabled for t in kept] == [False, True]
    kept, _ = saved(draft(is_on=False), Pair(ru=RU, kk=KK))
    assert [t.enabled for t in kept] == [False, False]


def test_a_new_name_is_for_both_and_an_emptied_text_goes() -> None:
    kept, gone = saved(draft(name="Мы получили заказ", kk=" "), Pair(ru=RU, kk=KK))
    assert kept == [replace(RU, name="Мы получили заказ")]
    assert gone == [2]
    kept, gone = saved(draft(), None)
    assert [(t.id, t.name, t.language) for t in kept] == [
        (None, "Новый заказ", "ru"),
        (None, "Новый заказ", "kk"),
    ]


def test_every_language_that_is_sent_needs_a_text() -> None:
    assert fits(draft())
    assert fits(draft(ru=""))
    assert not fits(draft(ru="", kk=" "))
    assert not fits(draft(ru="", sends="both"))
    assert not fits(draft(ru="", sends="ru"))
    assert not fits(draft(kk="", sends="kk"))


LANGUAGES: st.SearchStrategy[TemplateLanguage] = st.sampled_from(["ru", "kk", "both"])


@given(
    st.lists(
        st.builds(
            Template,
            id=st.integers(1, 99),
            name=st.just("А"),
            event=st.sampled_from([Event.NEW_ORDER, Event.COMPLETED]),
            language=LANGUAGES,
            text=st.just("А"),
        ),
        unique_by=lambda template: template.id,
    )
)
def test_no_template_gets_lost_in_pairs(templates: list[Template]) -> None:
    members = [template for pair in pairs(templates) for template in pair.members]
    assert sorted(members, key=lambda t: t.id or 0) == sorted(templates, key=lambda t: t.id or 0)
