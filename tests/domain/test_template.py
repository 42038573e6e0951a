"""Which template an event's message is written from."""

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template, choose
from tests.domain.orders import template

E = Event.NEW_ORDER


def chosen(*templates: Template, delivery: Delivery = Delivery.PICKUP) -> str | None:
    """The name of the template for a new order in a Russian shop, whatever order they are listed in."""
    names = {
        found.name if (found := choose(listed, E, delivery, "ru")) else None
        for listed in (templates, tuple(reversed(templates)))
    }
    [name] = names
    return name


def test_none_fits() -> None:
    """Another event, another delivery, switched off."""
    assert chosen() is None
    assert chosen(template(Event.ACCEPTED), template(E, enabled=False)) is None
    assert chosen(template(E, delivery=Delivery.EXPRESS)) is None


def test_the_exact_delivery_comes_first_then_the_language_then_the_older() -> None:
    """In this order."""
    any_ru = template(E, name="any ru", id=1)
    any_kk = template(E, name="any kk", id=2, language="kk")
    exact_ru = template(E, name="exact ru", id=4, delivery=Delivery.PICKUP)
    exact_kk = template(E, name="exact kk", id=3, delivery=Delivery.PICKUP, language="kk")
    later = template(E, name="later", id=5, delivery=Delivery.PICKUP)
    unsaved = template(E, name="unsaved", delivery=Delivery.PICKUP)
    assert chosen(any_ru, any_kk, exact_ru, exact_kk, later, unsaved) == "exact ru"
    assert chosen(any_ru, any_kk, exact_kk) == "exact kk"
    assert chosen(any_ru, any_kk) == "any ru"
    assert chosen(any_kk) == "any kk"
    assert chosen(later, unsaved) == "later"
    assert chosen(any_ru, exact_ru, delivery=Delivery.EXPRESS) == "any ru"
