"""The message templates, which all shops share."""

from typing import Annotated

from fastapi import APIRouter, Path
from msgspec.structs import replace
from starlette.exceptions import HTTPException

from kaspi_notifier.api.asked import Acting, Back, ShopId, found
from kaspi_notifier.api.behind import Behind
from kaspi_notifier.api.bodies import (
    Id,
    PreviewIn,
    PreviewOut,
    ProblemOut,
    TemplateChange,
    TemplateIn,
    TemplateOut,
    VariableOut,
)
from kaspi_notifier.api.samples import ALIASES, renamed, sample_values
from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.template import Template
from kaspi_notifier.domain.template_language import RenderError, problems, render
from kaspi_notifier.engine.status import Change

router = APIRouter(prefix="/templates", tags=["templates"])
TemplateId = Annotated[Id, Path(description="The template.")]


# Before the routes with a number in this place, or it would be taken for one.
@router.get("/variables")
async def variables() -> list[VariableOut]:
    """Every variable a template may use."""
    return [
        VariableOut(name=name, example=example, aliases=[old for old, new in ALIASES.items() if new == name])
        for name, example in sample_values(None).items()
    ]


@router.post("/preview")
async def preview(body: PreviewIn) -> PreviewOut:
    """The message a template gives with made-up or given values; nothing is sent."""
    text = renamed(body.template_text)
    wrong = [
        ProblemOut(
            line=problem.line,
            column=problem.column,
            kind=problem.kind,
            name=_printable(problem.name),
            nearest=problem.nearest,
        )
        for problem in problems(text)
    ]
    try:
        return PreviewOut(preview=render(text, sample_values(body.sample_data)), problems=wrong, detail=None)
    except RenderError as error:
        return PreviewOut(preview=None, problems=wrong, detail=_printable(str(error)))


@router.get("/template/{template_id}")
async def one(template_id: TemplateId, behind: Back) -> TemplateOut:
    """One template."""
    return _shown(await _template(template_id, behind))


@router.post("/{store_id}", status_code=201)
async def create(store_id: ShopId, body: TemplateIn, engine: Acting, behind: Back) -> TemplateOut:
    """Add a template. A text that could never be sent is refused with the place that is wrong."""
    template = Template(
        name=body.template_name,
        event=body.event,
        delivery=_delivery(body.delivery),
        language=body.language,
        enabled=body.is_active,
        delay_minutes=body.delay_minutes,
        text=_sendable(body.template_text),
    )
    saved = await behind.db(behind.store.templates.save, template)
    engine.tell(Change.TEMPLATES)
    return _shown(saved, store_id)


@router.get("/{store_id}")
async def listed(store_id: ShopId, behind: Back) -> list[TemplateOut]:
    """Every template."""
    return [_shown(template, store_id) for template in await behind.db(behind.store.templates.list)]


@router.put("/{template_id}")
async def change(template_id: TemplateId, body: TemplateChange, engine: Acting, behind: Back) -> TemplateOut:
    """Change a template; messages that were written with it before stay as they are."""
    template = await _template(template_id, behind)
    if body.template_name is not None:
        template = replace(template, name=body.template_name)
    if body.template_text is not None:
        template = replace(template, text=_sendable(body.template_text))
    if body.is_active is not None:
        template = replace(template, enabled=body.is_active)
    if body.event is not None:
        template = replace(template, event=body.event)
    if body.delivery is not None:
        template = replace(template, delivery=_delivery(body.delivery))
    if body.language is not None:
        template = replace(template, language=body.language)
    if body.delay_minutes is not None:
        template = replace(template, delay_minutes=body.delay_minutes)
    saved = await behind.db(behind.store.templates.save, template)
    engine.tell(Change.TEMPLATES)
    return _shown(saved)


@router.delete("/{template_id}", status_code=204)
async def delete(template_id: TemplateId, engine: Acting, behind: Back) -> None:
    """Remove a template; messages keep its name."""
    await _template(template_id, behind)
    await behind.db(behind.store.templates.delete, template_id)
    engine.tell(Change.TEMPLATES)


async def _template(template_id: int, behind: Behind) -> Template:
    templates = await behind.db(behind.store.templates.list)
    return found(next((one for one in templates if one.id == template_id), None), "template")


def _sendable(source: str) -> str:
    text = renamed(source)
    for problem in problems(text):
        hint = f", did you mean {problem.nearest}?" if problem.nearest else ""
        what = f"{problem.kind.replace('_', ' ')} {_printable(problem.name)}".strip()
        raise HTTPException(422, f"line {problem.line}, column {problem.column}: {what}{hint}")
    return text


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _delivery(word: str) -> Delivery | None:
    return None if word == "any" else Delivery(word)


def _shown(template: Template, store_id: int | None = None) -> TemplateOut:
    assert template.id is not None, "a stored template has an id"
    return TemplateOut(
        id=template.id,
        store_id=store_id,
        template_name=template.name,
        template_text=template.text,
        is_active=template.enabled,
        event=template.event,
        delivery=template.delivery or "any",
        language=template.language,
        delay_minutes=template.delay_minutes,
    )
