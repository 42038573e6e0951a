"""What a template's variables stand for in one order: cleaned for WhatsApp, in the buyer's language."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from kaspi_notifier.domain.clock import almaty, almaty_day
from kaspi_notifier.domain.order import Delivery, Entry, Order
from kaspi_notifier.domain.phone import NoChat, mobile, pretty
from kaspi_notifier.domain.settings import Shop
from kaspi_notifier.domain.template import Language

_NBSP = "\u00a0"
_LONGEST_NAME = 40
_LONGEST_PRODUCT = 60
_LONGEST_TEXT = 200
_MOST_ITEMS = 5

# Letters and blanks that show nothing; Unicode does not count them as spaces.
_INVISIBLE = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
# Words that some system wrote where a name should be.
_NO_NAME = frozenset({"null", "none", "n/a", "na", "unknown", "undefined", "клиент", "покупатель"})

_GREETINGS: Mapping[Language, tuple[str, str, str, str]] = MappingProxyType(
    {
        "ru": ("Доброе утро", "Добрый день", "Добрый вечер", "Здравствуйте"),
        "kk": ("Қайырлы таң", "Қайырлы күн", "Қайырлы кеш", "Сәлеметсіз бе"),
    }
)
_MONTHS: Mapping[Language, tuple[str, ...]] = MappingProxyType(
    {
        "ru": (
            *("января", "февраля", "марта", "апреля", "мая", "июня"),
            *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
        ),
        "kk": (
            *("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым"),
            *("шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"),
        ),
    }
)
_DELIVERIES: Mapping[Language, Mapping[Delivery, str]] = MappingProxyType(
    {
        "ru": {
            Delivery.PICKUP: "самовывоз",
            Delivery.OWN_DELIVERY: "доставка магазина",
            Delivery.KASPI_DELIVERY: "Kaspi Доставка",
            Delivery.EXPRESS: "экспресс-доставка",
            Delivery.POSTOMAT: "Kaspi Postomat",
        },
        "kk": {
            Delivery.PICKUP: "өзі алып кету",
            Delivery.OWN_DELIVERY: "дүкеннің жеткізуі",
            Delivery.KASPI_DELIVERY: "Kaspi Жеткізу",
            Delivery.EXPRESS: "экспресс-жеткізу",
            Delivery.POSTOMAT: "Kaspi Postomat",
        },
    }
)


def values(
    order: Order, entries: Sequence[Entry], shop: Shop, language: Language, now: datetime
) -> dict[str, str]:
    """The values of the template variables for an order; what is not known is absent, never invented.

    A planned day that has passed is absent too: it is no promise any more.
    """
    picked_up = order.delivery is Delivery.PICKUP
    first_name = _person(order.buyer_first_name)
    found = {
        "user_name": " ".join(filter(None, (first_name, _person(order.buyer_last_name)))),
        "first_name": first_name,
        "order_num": clean(order.code, _LONGEST_NAME),
        "shop_name": clean(shop.name, 100),
        "delivery_type": _DELIVERIES[language].get(order.delivery, ""),
        "order_date": _day(order.created_at, language),
        "planned_date": _planned(order.planned_at, language, now),
        "total_amount": _money(order.total_price),
        "customer_phone": _phone(order.buyer_phone),
        "greeting": _greeting(now, language),
        "pickup_address": (
            clean(shop.pickup.address, _LONGEST_TEXT) or clean(order.pickup_address, _LONGEST_TEXT)
            if picked_up
            else ""
        ),
        "delivery_address": "" if picked_up else clean(order.delivery_address, _LONGEST_TEXT),
        "shop_hours": clean(shop.pickup.hours, _LONGEST_TEXT),
        "shop_phone": _shop_phone(shop.pickup.phone),
        "review_link": _review_link(order, entries),
        **_goods(entries, language),
    }
    return {name: value for name, value in found.items() if value}


def clean(text: str, longest: int) -> str:
    """Text from outside as one harmless line: no WhatsApp marks, no line breaks, nothing invisible.

    Longer texts are cut and end in `…`. The result may be empty.
    """
    text = unicodedata.normalize("NFC", text[: longest * 20])
    text = _INVISIBLE.sub(" ", text)
    if not text.isprintable():
        text = "".join(map(_visible, text))
    # The marks of bold, italic, struck out and fixed width; between digits they have a meaning.
    text = re.sub(r"(?<=\d)\s?\*\s?(?=\d)", "×", text)
    text = re.sub(r"~(?=\s?\d)", "≈", text)
    text = text.replace("`", "'")
    text = re.sub(r"[*_~]+", " ", text)
    text = " ".join(text.split())
    # At the beginning of a line these make a quotation or a list.
    text = re.sub(r"^(?:>+\s*|[-•]\s+)+", "", text)
    text = re.sub(r"^(\d+)\.(?=\s)", r"\1)", text)
    if len(text) > longest:
        text = text[: longest - 1].rstrip(" ,.;:-") + "…"
    return text


def _visible(character: str) -> str:
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp" | "Zs":
            return " "
        case "Cf" | "Cs" | "Co" | "Cn":
            return ""
        case _:
            return character


def _person(name: str) -> str:
    # A name with stars in it was masked on purpose; half of it would read like a mistake.
    if re.search(r"[*•#]", name):
        return ""
    text = clean(name, _LONGEST_NAME)
    if text.casefold() in _NO_NAME or not any(map(str.isalpha, text)):
        return ""
    return text.title() if text.isupper() or text.islower() else text


def _phone(raw: str) -> str:
    digits = mobile(raw)
    # A number that Kaspi has masked stays unknown: nothing is guessed and no stars are sent.
    return "" if isinstance(digits, NoChat) else pretty(digits)


def _shop_phone(raw: str) -> str:
    # The shop's phone may well be a landline.
    return _phone(raw) or clean(raw, _LONGEST_TEXT)


def _greeting(now: datetime, language: Language) -> str:
    morning, day, evening, any_time = _GREETINGS[language]
    hour = almaty(now).hour
    if 5 <= hour < 12:
        return morning
    if 12 <= hour < 18:
        return day
    return evening if 18 <= hour < 23 else any_time


def _day(moment: datetime, language: Language) -> str:
    day = almaty_day(moment)
    return f"{day.day}{_NBSP}{_MONTHS[language][day.month - 1]}"


def _planned(moment: datetime | None, language: Language, now: datetime) -> str:
    if moment is None or almaty_day(moment) < almaty_day(now):
        return ""
    return _day(moment, language)


def _money(amount: Decimal | None) -> str:
    if amount is None or not amount.is_finite() or not 0 < amount < Decimal(10) ** 12:
        return ""
    cents = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole, _, rest = f"{cents:,}".partition(".")
    shown = whole.replace(",", _NBSP) + ("" if rest == "00" else f",{rest}")
    return f"{shown}{_NBSP}₸" if cents else ""


def _review_link(order: Order, entries: Sequence[Entry]) -> str:
    """Kaspi's page for a review of the first product. It sets no stars beforehand: that is for the buyer."""
    product = next((entry.product_code for entry in entries if entry.product_code), "")
    if not product:
        return ""
    return f"https://kaspi.kz/shop/review/productreview?orderCode={order.code}&productCode={product}"


def _goods(entries: Sequence[Entry], language: Language) -> dict[str, str]:
    """The variables made of the order's entries; none of them while the entries are not known."""
    # A full stop of its own would meet the one of the sentence.
    named = [(clean(e.name, _LONGEST_PRODUCT).rstrip(" .,;:"), _sensible(e.quantity)) for e in entries]
    named = [(name, quantity) for name, quantity in named if name]
    if not named:
        return {}
    items = [_item(name, quantity) for name, quantity in named]
    first = named[0][0]
    left_out = len(items) - _MOST_ITEMS
    return {
        "product_name": f"{first}{_more(len(named) - 1, language)}",
        "items_list": ", ".join(items[:_MOST_ITEMS]) + _more(left_out, language),
        "item_qty": _total([quantity for _, quantity in named]),
    }


def _sensible(quantity: Decimal) -> Decimal | None:
    if not quantity.is_finite() or not 0 < quantity < Decimal(10) ** 6:
        return None
    rounded = quantity.quantize(Decimal("0.001"), ROUND_HALF_UP)
    return rounded or None


def _item(name: str, quantity: Decimal | None) -> str:
    return name if quantity is None or quantity == 1 else f"{name}{_NBSP}×{_amount(quantity)}"


def _amount(quantity: Decimal) -> str:
    return f"{quantity:f}".rstrip("0").rstrip(".").replace(".", ",")


def _total(quantities: Sequence[Decimal | None]) -> str:
    """How many things there are; beside other things a weighed one (1,5 kg) counts as one."""
    known = [quantity for quantity in quantities if quantity is not None]
    if len(known) < len(quantities):
        return ""
    if len(known) == 1:
        return _amount(known[0])
    return str(sum(int(quantity) if quantity == int(quantity) else 1 for quantity in known))


def _more(count: int, language: Language) -> str:
    """` и ещё 2 товара`; nothing when there is nothing more."""
    if count <= 0:
        return ""
    if language == "kk":
        return f" және тағы {count} тауар"
    return f" и ещё {count} {_plural(count, 'товар', 'товара', 'товаров')}"


def _plural(count: int, one: str, few: str, many: str) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return one
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return few
    return many
