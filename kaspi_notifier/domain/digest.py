"""The shop's day in figures, as a text for its owner."""

from datetime import date

from msgspec import Struct

from kaspi_notifier.domain.template import Language


class Figures(Struct, frozen=True, kw_only=True):
    """What happened on one Almaty day, and what waits for the owner at its end.

    A message that was read counts as delivered, a delivered one as sent. `not_sent` leaves out what was
    not to be sent at all: old orders, and messages that a newer one made pointless.
    """

    day: date
    orders: int
    sent: int
    delivered: int
    read: int
    not_sent: int
    needs_decision: int
    unread: int


def text(figures: Figures, shop_name: str, language: Language) -> str:
    """The digest in the owner's language; lines that would say nothing are left out."""
    day = f"{figures.day:%d.%m.%Y}"
    if language == "kk":
        lines = [
            f"Күн қорытындысы, {day}",
            f"«{shop_name}» дүкені",
            "",
            f"Жаңа тапсырыс: {figures.orders}",
            f"Жіберілген хабарлама: {figures.sent}",
            f"Жеткені: {figures.delivered}, оқылғаны: {figures.read}",
        ]
        extra = ("Жіберілмегені", "Сіздің шешіміңізді күтеді", "Оқылмаған жауап")
    else:
        lines = [
            f"Итоги дня, {day}",
            f"Магазин «{shop_name}»",
            "",
            f"Новых заказов: {figures.orders}",
            f"Отправлено сообщений: {figures.sent}",
            f"Доставлено: {figures.delivered}, прочитано: {figures.read}",
        ]
        extra = ("Не отправлено", "Ждут вашего решения", "Непрочитанных ответов")
    counts = (figures.not_sent, figures.needs_decision, figures.unread)
    lines += [f"{name}: {count}" for name, count in zip(extra, counts, strict=True) if count]
    return "\n".join(lines)
