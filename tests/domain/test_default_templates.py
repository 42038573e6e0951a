"""Every text the program ships, written out for sample orders as a buyer would get it."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kaspi_notifier.domain.lint import advice
from kaspi_notifier.domain.order import Delivery, DeliveryMode, Entry, Order, State, Status
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.settings import Pickup, Shop
from kaspi_notifier.domain.template import Language, Template, choose
from kaspi_notifier.domain.template_file import default_templates, parse_templates, templates_document
from kaspi_notifier.domain.template_language import MissingValue, names, problems, render
from kaspi_notifier.domain.template_text import write
from kaspi_notifier.domain.values import values
from kaspi_notifier.paths import resource

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
DEFAULTS = default_templates(
    resource("templates/ru.json").read_bytes(), resource("templates/kk.json").read_bytes()
)
SHOP = Shop(
    name="Арман Техно",
    pickup=Pickup(address="Алматы, ул. Абая 1, ТЦ «Арман»", hours="ежедневно 10:00–20:00"),
)
BARE_SHOP = Shop(name="Арман Техно")
ENTRIES = (
    Entry(name="Чайник электрический Hausberg", quantity=Decimal(2)),
    Entry(name="Кружка", quantity=Decimal(1)),
)
EVERY_KIND: list[Delivery] = [kind for kind in Delivery if kind is not Delivery.UNKNOWN]
# Kaspi allows sellers to write about the order only, and forbids asking for codes or money beside it.
FORBIDDEN = re.compile(
    r"скидк|акци[яюи]|промокод|бонус|кешб|кэшб|подар|бесплатн|распродаж|выгодн|купите|закажите ещё|рассрочк"
    r"|отмените|переведите|предоплат|оплатите|kaspi gold|по номеру карты|вернём деньги|сообщите код"
    r"|пришлите код"
    r"|звёзд|5 зв|пять зв|\b5\b"
    r"|жеңілдік|науқан|промокод|сыйлық|тегін|арзан|жұлдыз|бас тартыңыз|аударыңыз|төлеңіз|кодты жіберіңіз"
    r"|http|www\.|\.kz|wa\.me|instagram|telegram",
    re.IGNORECASE,
)


def order(delivery: Delivery) -> Order:
    """An order of a buyer, to be brought or picked up in this way."""
    modes = {
        Delivery.PICKUP: DeliveryMode.DELIVERY_PICKUP,
        Delivery.POSTOMAT: DeliveryMode.DELIVERY_PICKUP,
        Delivery.OWN_DELIVERY: DeliveryMode.DELIVERY_LOCAL,
        Delivery.EXPRESS: DeliveryMode.DELIVERY_LOCAL,
        Delivery.KASPI_DELIVERY: DeliveryMode.DELIVERY_REGIONAL_TODOOR,
    }
    made = Order(
        code="987654321",
        kaspi_id="OTg3",
        state=State.KASPI_DELIVERY,
        status=Status.ACCEPTED_BY_MERCHANT,
        delivery_mode=modes[delivery],
        created_at=NOW,
        is_kaspi_delivery=delivery in (Delivery.POSTOMAT, Delivery.EXPRESS, Delivery.KASPI_DELIVERY),
        is_express=delivery is Delivery.EXPRESS,
        planned_at=datetime(2026, 11, 26, 5, 0, tzinfo=UTC),
        total_price=Decimal(24990),
        buyer_first_name="АЙГЕРИМ",
        buyer_last_name="С.",
        buyer_phone="7000000003",
        delivery_address="Алматы, ул. Сатпаева 90, кв. 12",
    )
    assert made.delivery is delivery
    return made


def kinds(template: Template) -> list[Delivery]:
    """The deliveries a template is for."""
    return [template.delivery] if template.delivery else EVERY_KIND


def id_of(template: Template) -> str:
    """A readable name of a case."""
    return f"{template.language}-{template.event}-{template.delivery or 'any'}"


every_default = pytest.mark.parametrize("template", DEFAULTS, ids=id_of)


@every_default
def test_each_text_reads_well_for_an_ordinary_order(template: Template) -> None:
    assert problems(template.text) == []
    assert advice(template.text, template.language, template.event) == []
    for delivery in kinds(template):
        text = write(template, words(order(delivery), ENTRIES, SHOP))
        check(text)
        assert "Айгерим" in text
        assert len(text) <= 420, "a message is read on a phone"


@every_default
def test_each_text_reads_well_when_nothing_more_is_known(template: Template) -> None:
    for delivery in kinds(template):
        bare = Order(
            code="987654321",
            kaspi_id="OTg3",
            state=State.NEW,
            status=Status.APPROVED_BY_BANK,
            delivery_mode=order(delivery).delivery_mode,
            is_kaspi_delivery=order(delivery).is_kaspi_delivery,
            is_express=order(delivery).is_express,
            created_at=NOW,
        )
        check(write(template, words(bare, (), BARE_SHOP)))


def words(
    found: Order, entries: Sequence[Entry], shop: Shop
) -> Callable[[Language], Mapping[str, str | None]]:
    """The variables of an order in a language."""
    return lambda language: dict(values(found, entries, shop, language, NOW))


def check(text: str) -> None:
    """What holds for every message the program sends by itself."""
    assert "987654321" in text
    assert "*Арман Техно*" in text
    assert not FORBIDDEN.search(text), FORBIDDEN.search(text)
    assert not re.search(
        r"[ \t]{2}|\n{3}|[ \t]$|^[ \t]|[{}%]|None|N/A| [.,:!?]|,,|::|\.\.|:\.|: ?\n", text, re.MULTILINE
    )
    assert re.search(r"[.!?*]$", text)
    assert text.count("*") == 2
    assert not re.search(r"[\U0001F000-\U0001FFFF]", text)


@every_default
def test_only_the_greeting_the_number_and_the_shop_must_be_known(template: Template) -> None:
    with pytest.raises(MissingValue):
        render(template.text, {})
    assert render(template.text, {"greeting": "А", "order_num": "1", "shop_name": "Б"})
    assert {"greeting", "order_num", "shop_name"} <= names(template.text)
    # The amount is nobody's business if the number is wrong; a link to a stranger is spam.
    assert names(template.text).isdisjoint({"total_amount", "customer_phone", "review_link", "user_name"})


def test_both_languages_have_the_same_templates() -> None:
    def shape(language: Language) -> Counter[tuple[object, ...]]:
        return Counter(
            (t.event, t.delivery, t.enabled, t.delay_minutes, names(t.text))
            for t in DEFAULTS
            if t.language == language
        )

    assert shape("ru") == shape("kk")
    assert len(DEFAULTS) == len({(t.event, t.delivery, t.language) for t in DEFAULTS})


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_what_is_switched_on_from_the_start(language: Language) -> None:
    def chosen(event: Event) -> set[Delivery]:
        found = {kind: choose(DEFAULTS, event, kind, language) for kind in EVERY_KIND}
        assert all(t is None or t.language == language for t in found.values())
        return {kind for kind, template in found.items() if template}

    on = {event: chosen(event) for event in Event}
    assert on[Event.NEW_ORDER] == on[Event.DELAYED] == set(EVERY_KIND)
    assert on[Event.READY_FOR_PICKUP] == on[Event.PICKUP_REMINDER] == {Delivery.PICKUP}
    # Kaspi shows no hand-over of the shop's own deliveries; that text is there to be sent by hand.
    assert on[Event.HANDED_TO_DELIVERY] == set(EVERY_KIND) - {Delivery.PICKUP, Delivery.OWN_DELIVERY}
    for event in (
        *(Event.ACCEPTED, Event.ASSEMBLED, Event.COMPLETED, Event.REVIEW_REQUEST),
        *(Event.CANCELLED, Event.RETURN_REQUESTED, Event.RETURNED),
    ):
        assert on[event] == set()
        assert any(t.event is event and not t.enabled for t in DEFAULTS)


def test_the_follow_ups_come_a_day_later_and_all_else_at_once() -> None:
    later = {Event.PICKUP_REMINDER, Event.REVIEW_REQUEST}
    assert all(t.delay_minutes == (1440 if t.event in later else 0) for t in DEFAULTS)


@every_default
def test_a_way_out_is_offered_where_the_shop_writes_first(template: Template) -> None:
    first = template.event in (Event.NEW_ORDER, Event.READY_FOR_PICKUP, Event.REVIEW_REQUEST)
    word = "СТОП" if template.language == "ru" else "ТОҚТА"
    assert (word in template.text) is first
    assert word.casefold() in SHOP.opt_out_words


@every_default
def test_each_text_is_in_the_letters_of_its_language(template: Template) -> None:
    written = re.sub(r"\{.*?\}", "", template.name + template.text)
    assert bool(re.search(r"[әғқңөұүһі]", written, re.IGNORECASE)) is (template.language == "kk")
    # Kazakh typed on a keyboard without its letters, and Latin letters among Cyrillic ones.
    assert not re.search(r"[а-яё][a-z]|[a-z][а-яё]", written, re.IGNORECASE)
    assert not re.search(r"[іңғүұқөһә]", written, re.IGNORECASE) or template.language == "kk"


def test_the_files_are_kept_as_the_program_would_write_them() -> None:
    for language in ("ru", "kk"):
        raw = resource(f"templates/{language}.json").read_bytes()
        assert templates_document(parse_templates(raw)) == raw.replace(b"\r\n", b"\n")
