"""Gentle advice about a template's wording: what gets a number blocked or breaks Kaspi's rules for shops."""

import re
from enum import StrEnum

from msgspec import Struct

from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import TemplateLanguage
from kaspi_notifier.domain.template_syntax import spans
from kaspi_notifier.domain.template_text import parts

LONGEST = 400
"""Characters in one language; longer messages are read less and look like bulk mail."""
_MOST_EMOJI = 2


class AdviceKind(StrEnum):
    """What would better be written in another way; the window says why."""

    PROMOTION = "promotion"
    """A word of advertising; `name` is the word. Kaspi lets buyers' data be used for the order alone."""
    LINK = "link"
    """A link in the first message a buyer gets; WhatsApp takes it for spam."""
    SHOUTING = "shouting"
    """Words in capitals or several exclamation marks; `name` is an example."""
    TOO_LONG = "too_long"
    """Over `LONGEST` characters in one language; `name` is the length."""
    MANY_EMOJI = "many_emoji"
    ASKS_CODE = "asks_code"
    """Asks for the code of the order, which swindlers do."""
    REFUND_DAY = "refund_day"
    """Promises when money comes back; only Kaspi knows."""


class Advice(Struct, frozen=True, kw_only=True):
    """One thing to think about. `line` counts from 1."""

    kind: AdviceKind
    line: int
    name: str = ""


FIRST_MESSAGES = frozenset({Event.NEW_ORDER, Event.ACCEPTED})
_MONEY_BACK = frozenset({Event.CANCELLED, Event.RETURN_REQUESTED, Event.RETURNED})
_PROMOTION = re.compile(
    r"\b(?:скидк|акци[яиюей]|распродаж|промокод|купон|кэшб[еэ]к|кешб[еэ]к|бонус|подар(?:о?к|им|ит)|бесплатн|даром\b"
    r"|розыгрыш|жеңілдік|тегін|сыйлы[қғ]|сыйақы|промо|ұтыс)\w*",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:kz|ru|com|me|org|net)\b|\{\s*review_link\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[^\W\d_a-zа-яәіңғүұқөһё]{4,}(?:[ ,!-]+[^\W\d_a-zа-яәіңғүұқөһё]{2,})+\b")
_MARKS = re.compile(r"!\s*!|\?\s*!")
_CODE = re.compile(
    r"\b(?:пришлите|отправьте|сообщите|напишите|продиктуйте|назовите|скажите|укажите|скиньте|дайте)\b[^.,!?]{0,40}\bкод"
    r"|\bкод\w*\b[^.,!?]{0,30}\b(?:жібер|жолда|айтыңыз|жазыңыз|жазып)",
    re.IGNORECASE,
)
_REFUND = re.compile(
    r"\d+(?:\s*[-–—]\s*\d+)?\s*(?:(?:рабоч|банковск|календарн)\w+\s+|жұмыс\s+)?(?:дн|день|час|сутки|күн|сағат)",
    re.IGNORECASE,
)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def advice(text: str, language: TemplateLanguage, event: Event) -> list[Advice]:
    """What to think about, in reading order, each kind once in a part; a good text has none."""
    found: list[Advice] = []
    for part in parts(text, language):
        plain = _blank(part.text)
        found += [
            Advice(kind=kind, line=part.line + plain.count("\n", 0, offset), name=name)
            for kind, offset, name in sorted(_in(part.text, plain, event), key=lambda item: item[1])
        ]
    return found


def _in(source: str, plain: str, event: Event) -> list[tuple[AdviceKind, int, str]]:
    looks = [
        (AdviceKind.PROMOTION, _PROMOTION.search(plain)),
        (AdviceKind.SHOUTING, _CAPITALS.search(plain) or _MARKS.search(plain)),
        (AdviceKind.ASKS_CODE, _CODE.search(plain)),
    ]
    if event in FIRST_MESSAGES:
        looks.append((AdviceKind.LINK, _LINK.search(source)))
    if event in _MONEY_BACK:
        looks.append((AdviceKind.REFUND_DAY, _REFUND.search(plain)))
    found = [(kind, match.start(), match.group().strip()) for kind, match in looks if match]
    length = len(" ".join(plain.split()))
    if length > LONGEST:
        found.append((AdviceKind.TOO_LONG, 0, str(length)))
    if len(_EMOJI.findall(plain)) > _MOST_EMOJI:
        found.append((AdviceKind.MANY_EMOJI, 0, ""))
    return found


def _blank(source: str) -> str:
    """The source with variables as dots and without its tags; lines and offsets stay."""
    text = source
    for span in spans(source):
        filled = "." if span.kind == "variable" else " "
        kept = re.sub(r"[^\n]", filled, source[span.start : span.end])
        text = text[: span.start] + kept + text[span.end :]
    return text
