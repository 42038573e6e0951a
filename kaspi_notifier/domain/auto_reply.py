"""What a buyer is told who writes while nobody of the shop is there."""

from datetime import datetime, time

from kaspi_notifier.domain.clock import almaty, almaty_day
from kaspi_notifier.domain.settings import Replies

_OF_DIGITS = ("ден", "ден", "ден", "тен", "тен", "тен", "дан", "ден", "ден", "дан")
_OF_TENS = ("", "нан", "дан", "дан", "тан", "ден")


def text(replies: Replies, now: datetime) -> str:
    """The shop's own words, or ours in both languages with the time at which somebody reads again."""
    if replies.auto_reply_text.strip():
        return replies.auto_reply_text.strip()
    opens = replies.working.opens_at(now)
    russian, kazakh = "Здравствуйте! Сейчас мы не на месте.", "Сәлеметсіз бе! Қазір біз орнымызда жоқпыз."
    if opens is None:
        return f"{russian} Прочитаем и ответим, как только вернёмся.\n\n{kazakh} Оралған бойда жауап береміз."
    clock, hour = almaty(opens).time(), f"{almaty(opens):%H:%M}"
    match (almaty_day(opens) - almaty_day(now)).days:
        case 0:
            days = ("сегодня", "Бүгін")
        case 1:
            days = ("завтра", "Ертең")
        case _:
            days = (f"{almaty(opens):%d.%m}", f"{almaty(opens):%d.%m} күні")
    return (
        f"{russian} Ответим {days[0]} после {hour}.\n\n"
        f"{kazakh} {days[1]} сағат {hour}-{_ending(clock)} кейін жауап береміз."
    )


def _ending(clock: time) -> str:
    """The ending of "after" as the time is spoken in Kazakh: it follows the last word of the number."""
    number = clock.minute or clock.hour
    return _OF_TENS[number // 10] if number and number % 10 == 0 else _OF_DIGITS[number % 10]
