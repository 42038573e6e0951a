"""What several messages to one buyer become when they are said in one."""

import pytest

from kaspi_notifier.domain.joining import joined


def new_order(code: str, goods: str) -> str:
    """A message about a new order, as the shop's template writes it."""
    return (
        f"Добрый день, Айгерим! Это магазин *Арман Техно* на Kaspi. Мы получили Ваш заказ №{code}: {goods}."
        " Если что-то не так, ответьте на это сообщение.\n\nЧтобы не получать уведомления, ответьте СТОП."
    )


def test_one_greeting_a_line_for_each_order_one_end() -> None:
    """What all say is said once."""
    texts = [new_order("1", "Чайник, 2 шт"), new_order("2", "Утюг"), new_order("3", "Фен 1.5 кВт")]
    assert joined(texts, 4000) == (
        "Добрый день, Айгерим! Это магазин *Арман Техно* на Kaspi.\n"
        "• Мы получили Ваш заказ №1: Чайник, 2 шт.\n"
        "• Мы получили Ваш заказ №2: Утюг.\n"
        "• Мы получили Ваш заказ №3: Фен 1.5 кВт.\n"
        "Если что-то не так, ответьте на это сообщение.\nЧтобы не получать уведомления, ответьте СТОП."
    )


def test_lines_and_unequal_middles() -> None:
    """Lines of one order stay together; an order may have more to say than another."""
    first = "Здравствуйте!\nЗаказ 1 готов.\nАдрес: Абая, 1\n*Арман*"
    second = "Здравствуйте!\nЗаказ 2 готов.\n*Арман*"
    assert joined([first, second], 4000) == (
        "Здравствуйте!\n• Заказ 1 готов. Адрес: Абая, 1\n• Заказ 2 готов.\n*Арман*"
    )


@pytest.mark.parametrize("texts", [["заказ 1", "заказ 2"], ["A 1. Z", "B 2. Y"]])
def test_nothing_in_common(texts: list[str]) -> None:
    """Then each is a line."""
    assert joined(texts, 4000) == "\n".join(f"• {text}" for text in texts)


def test_too_long() -> None:
    """There is a limit to what a message holds."""
    texts = ["Заказ 1", "Заказ 2"]
    assert joined(texts, 19) == "• Заказ 1\n• Заказ 2"
    assert joined(texts, 18) is None
