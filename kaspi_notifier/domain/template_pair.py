"""Templates that belong together: what is said about one event and delivery, in Russian and in Kazakh."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Language, Template, TemplateLanguage, choose
from kaspi_notifier.domain.template_text import joined, parts

_PLACE = {event: place for place, event in enumerate(Event)}
_DELIVERIES = [None, *Delivery]


class Pair(Struct, frozen=True, kw_only=True):
    """Either one template in both languages, or one in each or in one of them; never empty."""

    ru: Template | None = None
    kk: Template | None = None
    both: Template | None = None

    @property
    def members(self) -> tuple[Template, ...]:
        """The stored templates of the pair."""
        return tuple(template for template in (self.both, self.ru, self.kk) if template is not None)

    @property
    def event(self) -> Event:
        """The event that the pair speaks about."""
        return self.members[0].event

    @property
    def delivery(self) -> Delivery | None:
        """The delivery it is for; None is any."""
        return self.members[0].delivery

    @property
    def is_on(self) -> bool:
        """Whether buyers get it."""
        return any(template.enabled for template in self.members)

    def sent(self, language: Language) -> Template:
        """The template that a shop writing in this language sends; when all are off, would send."""
        first = self.members[0]
        delivery = first.delivery or Delivery.PICKUP
        on = [
            replace(template, enabled=True) for template in self.members if template.enabled or not self.is_on
        ]
        found = choose(on, first.event, delivery, language)
        assert found is not None, "an enabled template fits its own event and delivery"
        return found

    def text(self, language: Language) -> str:
        """What it says in one of the languages; empty when nothing."""
        if self.both is not None:
            return next((p.text.strip() for p in parts(self.both.text, "both") if p.language == language), "")
        one = self.kk if language == "kk" else self.ru
        return one.text if one is not None else ""


class Draft(Struct, frozen=True, kw_only=True):
    """A pair as a person edits it. `sends` None leaves it to the language of the program."""

    name: str
    event: Event
    delivery: Delivery | None
    delay_minutes: int
    is_on: bool
    ru: str
    kk: str
    sends: TemplateLanguage | None = None


def pairs(templates: Iterable[Template]) -> list[Pair]:
    """The templates as pairs, in the order in which things happen to an order."""
    found: dict[tuple[Event, Delivery | None], list[Pair]] = {}
    for template in templates:
        same = found.setdefault((template.event, template.delivery), [])
        for place, pair in enumerate(same):
            if pair.both is None and template.language != "both" and _is_free(pair, template.language):
                same[place] = _with(pair, template)
                break
        else:
            same.append(_with(Pair(), template))
    ordered = sorted(found.items(), key=lambda item: (_PLACE[item[0][0]], _DELIVERIES.index(item[0][1])))
    return [pair for _, same in ordered for pair in same]


def _is_free(pair: Pair, language: Language) -> bool:
    return (pair.kk if language == "kk" else pair.ru) is None


def _with(pair: Pair, template: Template) -> Pair:
    match template.language:
        case "both":
            return replace(pair, both=template)
        case "kk":
            return replace(pair, kk=template)
        case _:
            return replace(pair, ru=template)


def switched(pair: Pair, *, is_on: bool) -> list[Template]:
    """The templates of the pair, all on or all off."""
    return [replace(template, enabled=is_on) for template in pair.members]


def saved(draft: Draft, before: Pair | None) -> tuple[list[Template], list[int]]:
    """The templates to keep for a draft, and the ids of those that are no longer needed.

    A template keeps its id, and with it its earlier versions, wherever the language allows.
    """
    old = before or Pair()
    if draft.sends == "both":
        was = next(iter(old.members), None)
        kept = [_member(draft, old, was, "both", joined(draft.kk, draft.ru), is_on=draft.is_on)]
    else:
        texts: tuple[tuple[Language, str], ...] = (("ru", draft.ru), ("kk", draft.kk))
        kept = [_single(draft, old, language, text) for language, text in texts if text.strip()]
    ids = {template.id for template in kept}
    return kept, [t.id for t in old.members if t.id is not None and t.id not in ids]


def _single(draft: Draft, old: Pair, language: Language, text: str) -> Template:
    was = old.kk if language == "kk" else old.ru or old.both
    is_on = draft.is_on and draft.sends in (None, language)
    if draft.sends is None and was is not None and draft.is_on == old.is_on:
        is_on = was.enabled
    return _member(draft, old, was, language, text, is_on=is_on)


def _member(
    draft: Draft, old: Pair, was: Template | None, language: TemplateLanguage, text: str, *, is_on: bool
) -> Template:
    # A name is one for the pair only after a person has given it one.
    is_renamed = all(template.name != draft.name for template in old.members)
    return Template(
        id=None if was is None else was.id,
        name=draft.name if was is None or is_renamed else was.name,
        event=draft.event,
        delivery=draft.delivery,
        language=language,
        enabled=is_on,
        delay_minutes=draft.delay_minutes,
        text=text.strip(),
    )


def fits(draft: Draft) -> bool:
    """Whether there is a text in every language that is to be sent."""
    needed: Sequence[str] = {
        "both": (draft.ru, draft.kk),
        "ru": (draft.ru,),
        "kk": (draft.kk,),
        None: (draft.ru or draft.kk,),
    }[draft.sends]
    return all(text.strip() for text in needed)
