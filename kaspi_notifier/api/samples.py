"""Made-up values to look at a template with, and the names variables had before."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from kaspi_notifier.domain.template_check import VARIABLES

ALIASES: Mapping[str, str] = MappingProxyType(
    {"customer_name": "user_name", "order_id": "order_num", "quantity": "item_qty"}
)
"""Names of the earliest templates; a text with them is stored with those of today."""

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "user_name": "Иван Иванов",
        "order_num": "12345",
        "product_name": "Чайник",
        "item_qty": "2",
        "shop_name": "Арман Техно",
        "delivery_type": "самовывоз",
        "order_date": "12.05.2026",
        "total_amount": "5 000",
        "customer_phone": "+7 700 000 00 01",
        "greeting": "Добрый день",
        "first_name": "Иван",
        "items_list": "Чайник × 2",
        "pickup_address": "Алматы, ул. Примерная, 1",
        "shop_hours": "10:00-20:00",
        "shop_phone": "+7 700 000 00 00",
        "delivery_address": "Алматы, ул. Примерная, 2",
        "planned_date": "14 мая",
        "review_link": "kaspi.kz",
    }
)

_IN_BRACES = re.compile(r"\{[^{}]*\}")
_OLD_NAME = re.compile(rf"\b({'|'.join(ALIASES)})\b")


def renamed(text: str) -> str:
    """The text with the names of today."""
    return _IN_BRACES.sub(
        lambda braces: _OLD_NAME.sub(lambda name: ALIASES[name.group()], braces.group()), text
    )


def sample_values(given: Mapping[str, str | int | float] | None) -> dict[str, str]:
    """The examples with the given values in their place; unknown names are let be."""
    values = {name: EXAMPLES.get(name, name) for name in VARIABLES}
    for name, value in (given or {}).items():
        name = ALIASES.get(name, name)
        if name in values:
            values[name] = str(value)
    return values
