"""What the template variables stand for, and that nothing in an order can disturb a message."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kaspi_notifier.domain.order import DeliveryMode, Entry, Order, State, Status
from kaspi_notifier.domain.settings import Pickup, Shop
from kaspi_notifier.domain.template import Language
from kaspi_notifier.domain.template_language import VARIABLES, render
from kaspi_notifier.domain.values import clean, values

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # noon in Almaty
NBSP = "\u00a0"
SHOP = Shop(
    name="Арман Техно",
    pickup=Pickup(address="ТЦ «Арман», 2 этаж", hours="10:00–20:00", phone="8 (700) 000-00-01"),
)
KETTLE = Entry(name="Чайник", quantity=Decimal(2), product_code="100000001")
CUP = Entry(name="Кружка", quantity=Decimal(1))


def order(**changes: Any) -> Order:
    """An order to be picked up in the shop."""
    known: dict[str, Any] = {
        "code": "123456789",
        "kaspi_id": "MTIz",
        "state": State.PICKUP,
        "status": Status.ACCEPTED_BY_MERCHANT,
        "delivery_mode": DeliveryMode.DELIVERY_PICKUP,
        "created_at": datetime(2026, 11, 22, 20, 30, tzinfo=UTC),
        "planned_at": datetime(2026, 11, 24, 6, 0, tzinfo=UTC),
        "total_price": Decimal(12990),
        "buyer_first_name": "АЙГУЛЬ",
        "buyer_last_name": "Сериккызы",
        "buyer_phone": "7000000002",
        "pickup_address": "Алматы, Абая 1",
        "delivery_address": "Алматы, Абая 150, кв. 3",
    }
    return Order(**(known | changes))


def known(
    changes: Mapping[str, Any] | None = None,
    *,
    entries: tuple[Entry, ...] = (KETTLE, CUP),
    shop: Shop = SHOP,
    language: Language = "ru",
    now: datetime = NOW,
) -> dict[str, str]:
    """The values of the order above, changed."""
    return values(order(**(changes or {})), entries, shop, language, now)


def test_an_order_to_be_picked_up_in_russian() -> None:
    assert known() == {
        "user_name": "Айгуль Сериккызы",
        "first_name": "Айгуль",
        "order_num": "123456789",
        "shop_name": "Арман Техно",
        "delivery_type": "самовывоз",
        "order_date": f"23{NBSP}ноября",  # already the next day in Almaty
        "planned_date": f"24{NBSP}ноября",
        "total_amount": f"12{NBSP}990{NBSP}₸",
        "customer_phone": "+7 700 000 00 02",
        "greeting": "Добрый день",
        "pickup_address": "ТЦ «Арман», 2 этаж",
        "shop_hours": "10:00–20:00",
        "shop_phone": "+7 700 000 00 01",
        "product_name": "Чайник и ещё 1 товар",
        "items_list": f"Чайник{NBSP}×2, Кружка",
        "item_qty": "3",
        "review_link": "https://kaspi.kz/shop/review/productreview?orderCode=123456789&productCode=100000001",
    }


def test_the_same_order_in_kazakh() -> None:
    in_kazakh = known(language="kk")
    assert in_kazakh["greeting"] == "Қайырлы күн"
    assert in_kazakh["planned_date"] == f"24{NBSP}қараша"
    assert in_kazakh["delivery_type"] == "өзі алып кету"
    assert in_kazakh["product_name"] == "Чайник және тағы 1 тауар"


def test_a_review_is_about_the_first_product_that_has_a_page() -> None:
    link = "https://kaspi.kz/shop/review/productreview?orderCode=123456789&productCode=100000001"
    assert known()["review_link"] == link
    assert known(entries=(CUP, KETTLE))["review_link"] == link
    assert "review_link" not in known(entries=(CUP,))


def test_only_variables_of_the_language_have_values() -> None:
    every = known().keys() | known({"delivery_mode": DeliveryMode.DELIVERY_LOCAL}).keys()
    assert every == set(VARIABLES)


def test_what_is_not_known_is_absent() -> None:
    bare = Order(
        code="1",
        kaspi_id="1",
        state=State("X"),
        status=Status("X"),
        delivery_mode=DeliveryMode("X"),
        created_at=NOW,
    )
    assert values(bare, (), Shop(name="А"), "ru", NOW) == {
        "order_num": "1",
        "shop_name": "А",
        "order_date": f"23{NBSP}ноября",
        "greeting": "Добрый день",
    }


@pytest.mark.parametrize(
    ("hour", "ru", "kk"),
    [
        (4, "Здравствуйте", "Сәлеметсіз бе"),
        (5, "Доброе утро", "Қайырлы таң"),
        (11, "Доброе утро", "Қайырлы таң"),
        (12, "Добрый день", "Қайырлы күн"),
        (17, "Добрый день", "Қайырлы күн"),
        (18, "Добрый вечер", "Қайырлы кеш"),
        (22, "Добрый вечер", "Қайырлы кеш"),
        (23, "Здравствуйте", "Сәлеметсіз бе"),
    ],
)
def test_the_greeting_follows_the_clock_of_almaty(hour: int, ru: str, kk: str) -> None:
    now = datetime(2026, 11, 23, (hour - 5) % 24, 59, tzinfo=UTC)
    assert known(now=now)["greeting"] == ru
    assert known(now=now, language="kk")["greeting"] == kk


def test_every_month_has_its_name() -> None:
    days = [datetime(2026, month, 1, 6, tzinfo=UTC) for month in range(1, 13)]
    ru = [known({"created_at": day})["order_date"].split(NBSP)[1] for day in days]
    kk = [known({"created_at": day}, language="kk")["order_date"].split(NBSP)[1] for day in days]
    assert ru[0] == "января"
    assert ru[11] == "декабря"
    assert kk[0] == "қаңтар"
    assert kk[11] == "желтоқсан"
    assert len(set(ru)) == len(set(kk)) == 12


def test_a_planned_day_that_has_passed_is_no_promise() -> None:
    today = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)  # half past midnight of the 23rd in Almaty
    assert known({"planned_at": today})["planned_date"] == f"23{NBSP}ноября"
    assert "planned_date" not in known({"planned_at": datetime(2026, 11, 22, 18, 59, tzinfo=UTC)})
    assert "planned_date" not in known({"planned_at": None})


@pytest.mark.parametrize(
    ("mode", "is_kaspi", "is_express", "ru", "kk"),
    [
        ("DELIVERY_LOCAL", False, False, "доставка магазина", "дүкеннің жеткізуі"),
        ("DELIVERY_REGIONAL_TODOOR", True, False, "Kaspi Доставка", "Kaspi Жеткізу"),
        ("DELIVERY_LOCAL", True, True, "экспресс-доставка", "экспресс-жеткізу"),
        ("DELIVERY_PICKUP", True, False, "Kaspi Postomat", "Kaspi Postomat"),
    ],
)
def test_delivery_to_the_buyer(mode: str, is_kaspi: bool, is_express: bool, ru: str, kk: str) -> None:
    changes = {
        "delivery_mode": DeliveryMode(mode),
        "is_kaspi_delivery": is_kaspi,
        "is_express": is_express,
    }
    found = known(changes)
    assert found["delivery_type"] == ru
    assert known(changes, language="kk")["delivery_type"] == kk
    # The shop's door is not where this buyer finds the order.
    assert "pickup_address" not in found
    assert found["delivery_address"] == "Алматы, Абая 150, кв. 3"


def test_the_address_the_owner_wrote_goes_before_kaspis() -> None:
    assert known(shop=Shop(name="А"))["pickup_address"] == "Алматы, Абая 1"
    assert "pickup_address" not in known({"pickup_address": ""}, shop=Shop(name="А"))
    assert "delivery_address" not in known()


@pytest.mark.parametrize(
    ("price", "shown"),
    [
        (Decimal(0), None),
        (Decimal(-5), None),
        (Decimal("0.001"), None),
        (Decimal("NaN"), None),
        (Decimal("Infinity"), None),
        (Decimal("1e15"), None),
        (None, None),
        (Decimal(990), f"990{NBSP}₸"),
        (Decimal("1234567.0"), f"1{NBSP}234{NBSP}567{NBSP}₸"),
        (Decimal("12990.5"), f"12{NBSP}990,50{NBSP}₸"),
    ],
)
def test_the_total_is_never_zero_or_nonsense(price: Decimal | None, shown: str | None) -> None:
    assert known({"total_price": price}).get("total_amount") == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("айгуль", "Айгуль"),
        ("ӘСЕЛ-НҰР", "Әсел-Нұр"),
        ("МакКей", "МакКей"),
        (" Нұр\tСұлтан ", "Нұр Сұлтан"),
        ("*_Айгуль_*", None),
        ("А•••••", None),
        ("_Айгуль_", "Айгуль"),
        ("null", None),
        ("Клиент", None),
        ("12345", None),
        ("\u3164\u200b", None),
        ("", None),
    ],
)
def test_names_are_tidied_and_masked_ones_left_out(name: str, shown: str | None) -> None:
    found = known({"buyer_first_name": name, "buyer_last_name": ""})
    assert found.get("first_name") == shown
    assert found.get("user_name") == shown


def test_one_of_two_names_is_a_name() -> None:
    assert known({"buyer_first_name": "null"})["user_name"] == "Сериккызы"


@pytest.mark.parametrize("phone", ["0000000000", "+7 (700) ***-**-02", "", "9000000000"])
def test_a_hidden_phone_stays_hidden(phone: str) -> None:
    assert "customer_phone" not in known({"buyer_phone": phone})


def test_the_shops_phone_may_be_a_landline() -> None:
    shop = Shop(name="А", pickup=Pickup(phone="8 727 000 00 00, доб. 5"))
    assert known(shop=shop)["shop_phone"] == "8 727 000 00 00, доб. 5"


def test_one_product_is_named_alone() -> None:
    found = known(entries=(Entry(name="Кружка.", quantity=Decimal(1)),))
    assert (found["product_name"], found["items_list"], found["item_qty"]) == ("Кружка", "Кружка", "1")


def test_while_the_products_are_not_known_none_is_named() -> None:
    nameless = Entry(name=" \u200b", quantity=Decimal(1))
    for entries in ((), (nameless,)):
        assert known(entries=entries).keys().isdisjoint({"product_name", "items_list", "item_qty"})


@pytest.mark.parametrize(
    ("quantity", "item", "total"),
    [
        ("1.500", f"Сыр{NBSP}×1,5", "1,5"),
        ("0.3333333", f"Сыр{NBSP}×0,333", "0,333"),
        ("10.0", f"Сыр{NBSP}×10", "10"),
        ("0", "Сыр", None),
        ("0.0001", "Сыр", None),
        ("-1", "Сыр", None),
        ("NaN", "Сыр", None),
        ("1e9", "Сыр", None),
    ],
)
def test_quantities(quantity: str, item: str, total: str | None) -> None:
    found = known(entries=(Entry(name="Сыр", quantity=Decimal(quantity)),))
    assert found["items_list"] == item
    assert found.get("item_qty") == total


def test_beside_other_things_a_weighed_one_counts_as_one() -> None:
    cheese = Entry(name="Сыр", quantity=Decimal("1.5"))
    assert known(entries=(cheese, KETTLE))["item_qty"] == "3"
    assert "item_qty" not in known(entries=(Entry(name="Сыр", quantity=Decimal(0)), KETTLE))


@pytest.mark.parametrize(
    ("more", "ru"),
    [
        (1, "1 товар"),
        (2, "2 товара"),
        (4, "4 товара"),
        (5, "5 товаров"),
        (11, "11 товаров"),
        (12, "12 товаров"),
        (14, "14 товаров"),
        (21, "21 товар"),
        (22, "22 товара"),
        (111, "111 товаров"),
        (112, "112 товаров"),
    ],
)
def test_russian_plurals(more: int, ru: str) -> None:
    entries = (CUP,) * (more + 1)
    assert known(entries=entries)["product_name"] == f"Кружка и ещё {ru}"
    assert known(entries=entries, language="kk")["product_name"] == f"Кружка және тағы {more} тауар"


def test_a_long_list_ends_in_how_many_more_there_are() -> None:
    assert known(entries=(CUP,) * 5)["items_list"] == "Кружка, Кружка, Кружка, Кружка, Кружка"
    assert known(entries=(CUP,) * 7)["items_list"].endswith("Кружка и ещё 2 товара")


def test_long_product_names_are_cut() -> None:
    name = known(entries=(Entry(name="Чайник электрический, " * 9, quantity=Decimal(1)),))["product_name"]
    assert len(name) <= 60
    assert name.endswith("…")


@pytest.mark.parametrize(
    ("raw", "harmless"),
    [
        ("Чехол *NEW* _2в1_ ~хит~ `код`", "Чехол NEW 2в1 хит 'код'"),
        ("Коврик 10*20 см", "Коврик 10×20 см"),
        ("Коврик 10 * 20 см", "Коврик 10×20 см"),
        ("Мешок ~5 кг", "Мешок ≈5 кг"),
        ("> цитата", "цитата"),
        (">>> - • пункт", "пункт"),
        ("-5 градусов", "-5 градусов"),
        ("1. Чайник", "1) Чайник"),
        ("1.5 литра", "1.5 литра"),
        ("Чай\r\nник\u2028\u2029и\tкружка\v\f", "Чай ник и кружка"),
        ("\u202eкинйач\u202c\u200b\u200d\ufeff", "кинйач"),
        ("\ud800Ч\0а\x1bй\ue000", "Ч а й"),
        ("\u3164\u2800", ""),
        ("и\u0306", "й"),
        ("🫖 Чайник", "🫖 Чайник"),
        ("Чайник, белый", "Чайник…"),
    ],
)
def test_whatsapp_marks_and_hidden_characters_are_taken_out(raw: str, harmless: str) -> None:
    assert clean(raw, 9 if raw == "Чайник, белый" else 100) == harmless


TEXTS = st.one_of(
    st.text(),
    st.text("*_~`>-•1.2 \n\r\t\u202e\u200b\u2028\ud800Чaё\u0301…", max_size=60),
)


@given(TEXTS, st.integers(1, 60))
@example("1. > - 2. ", 60)
@example("- 1. x", 60)
@example("*" * 10_000, 5)
@example("a\u0301" * 300, 5)
def test_whatever_an_order_says_stays_one_harmless_line(raw: str, longest: int) -> None:
    text = clean(raw, longest)
    assert len(text) <= longest
    assert text == text.strip()
    assert not re.search(r"[*_~`]", text)
    assert not re.match(r">|[-•] |\d+\. ", text)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for c in text)
    assert "  " not in text
    text.encode()


@given(
    st.builds(
        order,
        code=TEXTS,
        buyer_first_name=TEXTS,
        buyer_last_name=TEXTS,
        buyer_phone=TEXTS,
        pickup_address=TEXTS,
        delivery_address=TEXTS,
        total_price=st.none() | st.decimals(),
        delivery_mode=st.sampled_from(DeliveryMode),
    ),
    st.lists(st.builds(Entry, name=TEXTS, quantity=st.decimals()), max_size=8),
    st.sampled_from(["ru", "kk"]),
)
def test_every_value_can_be_printed(order: Order, entries: list[Entry], language: Language) -> None:
    found = values(order, entries, Shop(name="А"), language, NOW)
    for name, value in found.items():
        assert render(f"№{{{name}}}.", found) == f"№{value}."
