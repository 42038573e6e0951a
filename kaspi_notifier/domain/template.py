"""Message templates: what may stand in one, what is wrong with one, and its text for an order."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event

Language = Literal["ru", "kk"]
TemplateLanguage = Literal["ru", "kk", "both"]
"""`both`: the text says everything twice in one message, see `template_text`."""

MAX_OUTPUT = 4_000
"""The most characters of a message."""


class Template(Struct, frozen=True, kw_only=True):
    """One template as stored. `delivery` None means any kind of delivery.

    `delay_minutes` is the time from the event's observation to the message's due time.
    """

    id: int | None = None
    name: str
    event: Event
    delivery: Delivery | None = None
    language: TemplateLanguage = "ru"
    enabled: bool = True
    delay_minutes: int = 0
    text: str


def choose(
    templates: Iterable[Template], event: Event, delivery: Delivery, language: Language
) -> Template | None:
    """The enabled template for an event: the exact delivery before any, then the one in both languages,
    then the language before the other.

    Of equals the one stored first is taken, so that the choice is the same on every run.
    """
    fitting = [
        template
        for template in templates
        if template.enabled and template.event is event and template.delivery in (None, delivery)
    ]
    return min(
        fitting,
        key=lambda t: (t.delivery is None, _distance(t.language, language), t.id is None, t.id or 0),
        default=None,
    )


def _distance(language: TemplateLanguage, wanted: Language) -> int:
    return 0 if language == "both" else 1 if language == wanted else 2
