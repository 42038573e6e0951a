"""Rows M: templates that try to break out, names that try to break in."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from kaspi_notifier.domain.template import Template
from kaspi_notifier.domain.template_language import RenderError, problems, render
from tests.faults.ground import NEW, copies, row, shop

ESCAPES = (
    "{''.__class__}",
    "{{7*7}}",
    "{7*7}",
    "{config}",
    "{self}",
    "{user_name.__init__}",
    "{user_name|attr('x')}",
    "{user_name['__class__']}",
    "{'%s'|format('x')}",
    "{user_name.format(1)}",
    "{cycler.__init__}",
    "{lipsum}",
    "{range(10)}",
    "{dict(a=1)}",
    "{namespace()}",
    "{joiner()}",
    "{% for x in y %}{% endfor %}",
    "{% set x = 1 %}",
    "{% include 'x' %}",
    "{% import 'os' as os %}",
    "{% extends 'x' %}",
    "{% macro m() %}",
    "{% block b %}{% endblock %}",
    "{% call m() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% raw %}x{% endraw %}",
    "{% with %}{% endwith %}",
    "{% autoescape false %}{% endautoescape %}",
    "{% do x %}",
    "{% debug %}",
    "{# c #}",
    "{user_name|map('x')}",
    "{user_name|tojson}",
    "{user_name|safe}",
    "{user_name|pprint}",
    "{user_name|xmlattr}",
    "{()}",
    "{[]}",
    "{{}}",
    "{lambda: 1}",
    "{user_name if 1}",
    "{'a' * 1000000000}",
    "{'a' ~ 'b'}",
    "{1 + 1}",
    "{2 ** 99999}",
    "{user_name[0]}",
    "{user_name[::2]}",
    "{not user_name}",
    "{user_name is defined}",
    "{user_name()}",
    "{open('/etc/passwd')}",
    "{__import__('os')}",
    "{user_name|batch(2)}",
    "{user_name|list}",
    "{user_name|random}",
    "{user_name|replace('a','b')}",
    "{user_name|wordwrap(1)}",
    "{user_name|indent(99999999)}",
    "{user_name|center(99999999)}",
    "{\u202euser_name}",
)
HOSTILE = (
    "<img src=file:///etc/passwd>", "\\\\10.0.0.1\\share\\x", "\u202eevil", "a\u200bb", "x" * 100_000,
    "👩‍👩‍👧‍👦" * 200, "*жирный* _курсив_ ~нет~ `код`", "https://evil.example/x", "строка\nдругая\r\nтретья",
    "{shop_name}", "{{7*7}}", "%s %n", "'; DROP TABLE orders; --", "=cmd|' /C calc'!A0",
)  # fmt: skip


GREETING = Template(
    name="new", event=NEW, text='Здравствуйте [{user_name|default("покупатель")}] {order_num}'
)


@row("M2", "M3")
@pytest.mark.parametrize("source", ESCAPES)
def test_a_template_that_tries_to_break_out(source: str) -> None:
    """It is refused when it is saved, and when it is used."""
    assert problems(source)
    with pytest.raises(RenderError):
        render(source, {"user_name": "Айгерим"})


@row("M4", "M5")
@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name(tmp_path: Path, name: str) -> None:
    """One line, short, without markup, and nothing in it is run."""
    async with shop(tmp_path, templates=(GREETING,)) as desk:
        before = len(desk.bubbles())
        await desk.new_order(name=name)
        await desk.send_all()
        for text in desk.bubbles()[before:]:
            head, _, tail = text.partition("[")
            inside = tail.rpartition("]")[0]
            assert len(inside) <= 200
            assert not set(inside) & set("\r\n\u202e\u200b*_~`")
            assert "49" not in inside
            assert head == "Здравствуйте "


@row("M8")
async def test_a_template_changed_after_the_text_was_fixed(tmp_path: Path) -> None:
    """What was fixed is what is sent."""
    async with shop(tmp_path) as desk:
        order = await desk.new_order()
        desk.simulator.waha.faults.next("sendText", "refuse_422")
        await desk.sender.send_next()
        fixed = (await desk.message(order, NEW)).text
        template = next(t for t in await desk.db(desk.store.templates.list) if t.event is NEW)
        await desk.db(desk.store.templates.save, replace(template, text="другой текст {order_num}"))
        desk.clock.forward(minutes=10)
        await desk.session.look()
        await desk.poll.read()
        await desk.send_all()
        assert desk.bubbles()[-1] == fixed
        assert copies(desk, order) == 1


@row("M9")
async def test_texts_of_two_orders_are_never_the_same(tmp_path: Path) -> None:
    """The order's number tells them apart, and a look-up by text finds the right one."""
    async with shop(tmp_path) as desk:
        for _ in range(3):
            await desk.new_order(phone="7000000050", name="Айгерим Одна")
        await desk.send_all()
        assert len(set(desk.bubbles())) == len(desk.bubbles())
