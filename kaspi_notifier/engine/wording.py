"""The text of a message: a template filled with its order, alone or together with others."""

from collections.abc import Sequence

from kaspi_notifier.domain.joining import joined
from kaspi_notifier.domain.order import Entry
from kaspi_notifier.domain.template import MAX_OUTPUT, Template
from kaspi_notifier.domain.template_language import RenderError
from kaspi_notifier.domain.template_text import write
from kaspi_notifier.domain.values import values
from kaspi_notifier.engine.context import ShopContext
from kaspi_notifier.engine.prepare import Facts
from kaspi_notifier.store import Message, StoredOrder

__all__ = ["RenderError", "text_of", "together"]


def text_of(context: ShopContext, template: Template, stored: StoredOrder, entries: Sequence[Entry]) -> str:
    """The template as it reads for this order. Raises `RenderError`."""
    return write(
        template,
        lambda language: values(stored.order, entries, context.shop, language, context.now()),
    )


def together(context: ShopContext, text: str, companions: Sequence[Facts]) -> tuple[str, tuple[Message, ...]]:
    """The text that speaks for as many of the others as it can hold, and those."""
    texts, said, whole = [text], [], text
    for other in companions:
        assert other.template is not None and other.stored is not None, "only such can be said together"
        try:
            texts.append(text_of(context, other.template, other.stored, other.stored.entries))
        except RenderError:
            # It fails by itself when its turn comes.
            continue
        longer = joined(texts, MAX_OUTPUT)
        if longer is None:
            break
        whole = longer
        said.append(other.message)
    return whole, tuple(said)
