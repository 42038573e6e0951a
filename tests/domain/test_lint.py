"""Advice about wording: what it warns of, and what it leaves in peace."""

import pytest

from kaspi_notifier.domain.lint import LONGEST, Advice, AdviceKind, advice
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template_text import joined

K = AdviceKind


@pytest.mark.parametrize(
    ("text", "event", "kind", "name"),
    [
        ("Скидка 20 % на всё", Event.COMPLETED, K.PROMOTION, "Скидка"),
        ("Пікір үшін сыйлық береміз", Event.REVIEW_REQUEST, K.PROMOTION, "сыйлық"),
        ("Доставка бесплатная", Event.NEW_ORDER, K.PROMOTION, "бесплатная"),
        ("Каталог: https://example.kz/a", Event.NEW_ORDER, K.LINK, "https://"),
        ("Каталог на arman.kz", Event.ACCEPTED, K.LINK, "arman.kz"),
        ("Отзыв: {review_link}", Event.NEW_ORDER, K.LINK, "{review_link"),
        ("СРОЧНО ЗАБЕРИТЕ заказ", Event.READY_FOR_PICKUP, K.SHOUTING, "СРОЧНО ЗАБЕРИТЕ"),
        ("Спасибо!!!", Event.COMPLETED, K.SHOUTING, "!!"),
        ("а" * (LONGEST + 1), Event.COMPLETED, K.TOO_LONG, str(LONGEST + 1)),
        ("Ура 🎉🎉🎉", Event.COMPLETED, K.MANY_EMOJI, ""),
        ("Назовите, пожалуйста. Пришлите нам код", Event.COMPLETED, K.ASKS_CODE, "Пришлите нам код"),
        ("Kaspi кодын жіберіңіз", Event.READY_FOR_PICKUP, K.ASKS_CODE, "кодын жібер"),
        ("Деньги вернутся за 3–5 рабочих дней", Event.CANCELLED, K.REFUND_DAY, "3–5 рабочих дн"),
    ],
)
def test_each_thing_to_think_about(text: str, event: Event, kind: AdviceKind, name: str) -> None:
    assert advice(text, "ru", event) == [Advice(kind=kind, line=1, name=name)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Заказ №{order_num}: Телевизор LG OLED, реакция хорошая. Ответьте СТОП.", Event.NEW_ORDER),
        ("Отзыв: {review_link}", Event.REVIEW_REQUEST),
        ("Для выдачи понадобится код из приложения Kaspi, называйте его только на месте.", Event.NEW_ORDER),
        ("Приедем за 3 дня", Event.NEW_ORDER),
        (
            "{% if first_name and user_name and shop_name and order_num and items_list %}А{% endif %}" * 8,
            Event.DELAYED,
        ),
    ],
)
def test_what_is_fine(text: str, event: Event) -> None:
    assert advice(text, "ru", event) == []


def test_each_language_is_judged_by_itself_and_lines_are_those_of_the_whole() -> None:
    text = joined("Сәлем\n" + "а" * LONGEST, "Привет\nскидка")
    found = advice(text, "both", Event.COMPLETED)
    assert [(item.kind, item.line) for item in found] == [(K.TOO_LONG, 1), (K.PROMOTION, 7)]
