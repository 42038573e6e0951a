"""The templates file: what `templates export` writes, `templates import` reads and the program ships."""

from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template, TemplateLanguage
from kaspi_notifier.domain.template_language import Problem
from kaspi_notifier.domain.template_text import problems_of

_LONGEST_FILE = 8_000_000
_MOST_TEMPLATES = 1_000
_MONTH_OF_MINUTES = 30 * 24 * 60

_DeliveryWord = Literal["any", "pickup", "own_delivery", "kaspi_delivery", "express", "postomat"]


class BadTemplates(Exception):
    """A templates file that was refused; `str()` of it is one ASCII line that says where and why."""


class _Row(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    name: Annotated[str, Meta(min_length=1, max_length=100, pattern=r"\S")]
    event: Event
    delivery: _DeliveryWord = "any"
    language: TemplateLanguage = "ru"
    enabled: bool = True
    delay_minutes: Annotated[int, Meta(ge=0, le=_MONTH_OF_MINUTES)] = 0
    text: str


class _File(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    templates: Annotated[list[_Row], Meta(max_length=_MOST_TEMPLATES)]


def parse_templates(document: bytes) -> list[Template]:
    """The templates of a file, in its order.

    Raises `BadTemplates` with the path of the first thing that is wrong: the file is no JSON, has an
    unknown key or a bad value, two templates with the same event, delivery, language and name, or a
    text that could never be sent.
    """
    if len(document) > _LONGEST_FILE:
        raise BadTemplates("the templates file is over 8 MB")
    try:
        # Windows' own editor writes a mark in front of UTF-8.
        file = msgspec.json.decode(document.removeprefix(b"\xef\xbb\xbf"), type=_File)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        raise BadTemplates(ascii(f"{path.strip('`') or '$'}: {message}")[1:-1]) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadTemplates(ascii(f"the templates file is not valid JSON: {error}")[1:-1]) from None
    templates = [_template(row) for row in file.templates]
    seen: set[tuple[object, ...]] = set()
    for position, template in enumerate(templates):
        key = (template.event, template.delivery, template.language, template.name)
        if key in seen:
            raise BadTemplates(
                f"$.templates[{position}]: the same event, delivery, language and name a second time"
            )
        seen.add(key)
        for problem in problems_of(template.text, template.language):
            raise BadTemplates(f"$.templates[{position}].text: {_told(problem)}")
    return templates


def _template(row: _Row) -> Template:
    return Template(
        name=row.name,
        event=row.event,
        delivery=None if row.delivery == "any" else Delivery(row.delivery),
        language=row.language,
        enabled=row.enabled,
        delay_minutes=row.delay_minutes,
        text=row.text,
    )


def _told(problem: Problem) -> str:
    what = problem.kind.replace("_", " ")
    name = f" {ascii(problem.name)[1:-1]}" if problem.name else ""
    hint = f", did you mean {problem.nearest}?" if problem.nearest else ""
    return f"line {problem.line}, column {problem.column}: {what}{name}{hint}"


def templates_document(templates: Iterable[Template]) -> bytes:
    """The templates as a file: UTF-8 JSON with a line of its own for every key, without their ids."""
    rows = [
        {
            "name": template.name,
            "event": template.event.value,
            "delivery": template.delivery.value if template.delivery else "any",
            "language": template.language,
            "enabled": template.enabled,
            "delay_minutes": template.delay_minutes,
            "text": template.text,
        }
        for template in templates
    ]
    return msgspec.json.format(msgspec.json.encode({"templates": rows}), indent=2) + b"\n"


def default_templates(ru: bytes, kk: bytes) -> list[Template]:
    """The templates a new shop starts with, from the program's own Russian and Kazakh files."""
    return parse_templates(ru) + parse_templates(kk)
