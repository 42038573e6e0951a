"""The widgets of templates and statistics: bubble, template field, flow of chips, bars, formats."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from kaspi_notifier.domain.template_language import problems
from kaspi_notifier.domain.template_syntax import ProblemKind, spans
from kaspi_notifier.ui import formats, template_labels
from kaspi_notifier.ui.application import Application
from kaspi_notifier.ui.theme import DARK, LIGHT, room
from kaspi_notifier.ui.widgets.bars import Bar, BarChart, Series, legend, step_of
from kaspi_notifier.ui.widgets.bubble import Bubble, pieces
from kaspi_notifier.ui.widgets.flow import FlowLayout
from kaspi_notifier.ui.widgets.template_edit import TemplateEdit, marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Заказ *№1* готов", [("Заказ ", ""), ("№1", "*"), (" готов", "")]),
        ("_а_ ~б~", [("а", "_"), (" ", ""), ("б", "~")]),
        ("*_а_ б*", [("а", "*_"), (" б", "*")]),
        ("2*3*4", [("2*3*4", "")]),
        ("* а *", [("* а *", "")]),
        ("*а\nб*", [("*а\nб*", "")]),
        ("snake_case_name", [("snake_case_name", "")]),
        ("", []),
    ],
)
def test_whatsapps_marks(text: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(text) == expected


@given(st.text(alphabet="*_~аб \n", max_size=30))
def test_marks_lose_no_letter(text: str) -> None:
    shown = "".join(piece for piece, _ in pieces(text))
    assert [c for c in shown if c in "аб \n"] == [c for c in text if c in "аб \n"]


def test_a_bubble_is_as_high_as_its_text_and_green(english: Application) -> None:
    bubble = Bubble()
    bubble.say("Здравствуйте, *Айгерим*! <b>Это не разметка</b>", "12:31", "read")
    assert bubble.accessibleName().endswith("</b>")
    assert bubble.heightForWidth(150) > bubble.heightForWidth(400)
    for look, color in (("light", LIGHT.bubble), ("dark", DARK.bubble)):
        english.wear("dark" if look == "dark" else "light")
        bubble.resize(300, bubble.heightForWidth(300))
        image = bubble.grab().toImage()
        assert QColor(image.pixel(4, image.height() // 2)) == QColor(color)
    assert (LIGHT.bubble, DARK.bubble) == ("#e7ffdb", "#005c4b")


def test_the_other_side_has_a_bubble_too(english: Application) -> None:
    bubble = Bubble(is_ours=False)
    bubble.say("Спасибо", "12:33")
    bubble.resize(300, bubble.heightForWidth(300))
    image = bubble.grab().toImage()
    assert QColor(image.pixel(12, image.height() // 2)) == QColor(LIGHT.card)


def test_places_are_counted_as_qt_counts() -> None:
    source = "🔸 {shop_nam}"
    found = marks(source, spans(source), problems(source))
    assert found == [(3, 10, "variable"), (4, 8, "problem")]
    unclosed = "а {"
    assert marks(unclosed, spans(unclosed), problems(unclosed)) == [(2, 1, "problem")]


async def test_colours_follow_the_typing(english: Application) -> None:
    from tests.ui.conftest import until

    edit = TemplateEdit()
    edit.setPlainText("{% if first_name %}\nа\n{% endif %}")
    assert [kind for _, _, kind in edit.highlighter.marks] == ["tag", "tag"]
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    edit.textCursor().deletePreviousChar()
    await until(lambda: [kind for _, _, kind in edit.highlighter.marks] == ["tag", "problem"])


def test_marks_go_around_the_selection_and_away_again(english: Application) -> None:
    edit = TemplateEdit()
    edit.setPlainText("🔸 слово")
    cursor = edit.textCursor()
    cursor.setPosition(3)
    cursor.setPosition(8, cursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    edit.wrap("*")
    assert edit.toPlainText() == "🔸 *слово*"
    assert edit.textCursor().selectedText() == "*слово*"
    edit.wrap("*")
    assert edit.toPlainText() == "🔸 слово"
    edit.undo()
    assert edit.toPlainText() == "🔸 *слово*"
    assert edit.sizeHint().width() > 0


def test_chips_flow_into_the_next_line(english: Application) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, spacing=4)
    chips = [QWidget() for _ in range(6)]
    for chip in chips:
        chip.setFixedSize(60, 20 if chip is not chips[1] else 30)
        flow.addWidget(chip)
    flow.setGeometry(QRect(0, 0, 200, 100))
    assert [chip.pos() for chip in chips[:3]] == [QPoint(0, 5), QPoint(64, 0), QPoint(128, 5)]
    assert chips[3].pos() == QPoint(0, 34)
    assert flow.heightForWidth(200) == 54
    assert flow.heightForWidth(1000) == 30
    chips[5].hide()
    assert flow.count() == 6
    assert flow.takeAt(5) is not None
    assert flow.takeAt(5) is None
    assert flow.itemAt(9) is None
    assert flow.sizeHint().height() == 30
    assert FlowLayout().heightForWidth(100) == 0


@pytest.mark.parametrize(("highest", "step"), [(0, 1), (1, 1), (3, 1), (4, 2), (12, 5), (40, 20), (900, 500)])
def test_lines_behind_bars(highest: int, step: int) -> None:
    assert step_of(highest) == step


def test_bars_are_drawn_in_both_looks(english: Application) -> None:
    series = (Series(name="read", color="accent"), Series(name="not sent", color="badge", is_hatched=True))
    chart = BarChart(series, "Messages by day")
    chart.resize(300, 200)
    assert not chart.grab().isNull()
    chart.say([Bar(name=str(n), values=(n, 0), words=f"{n} sent") for n in range(4)])
    for look, colors in (("light", LIGHT), ("dark", DARK)):
        english.wear("dark" if look == "dark" else "light")
        image = chart.grab().toImage()
        place = chart._place(3).center().toPoint()
        assert QColor(image.pixel(place)) == QColor(colors.accent)
    assert chart.accessibleDescription() == "1 sent; 2 sent; 3 sent"
    shown = legend(series)
    assert [one.text() for one in shown.findChildren(QLabel)] == [one.name for one in series]
    assert chart.sizeHint().height() > 100


def test_numbers_and_days_in_local_form(english: Application) -> None:
    english.speak("ru")
    assert formats.number(1204).replace("\u00a0", " ") == "1 204"
    assert formats.share(1185, 1204) == "98,4\u00a0%"
    assert formats.share(1204, 1204) == "100\u00a0%"
    assert formats.share(0, 0) == "—"
    assert formats.days(date(2026, 11, 1), date(2026, 11, 23)) == "1 ноября – 23 ноября"
    assert formats.days(date(2026, 11, 1), date(2026, 11, 1)) == "1 ноября"
    assert "2025" in formats.days(date(2025, 12, 1), date(2026, 1, 1))
    assert template_labels.delay(1440) == "через 1 день"
    assert template_labels.delay(180) == "через 3 часа"
    assert template_labels.delay(45) == "через 45 минут"
    assert template_labels.in_line("Kaspi Доставка") == "Kaspi Доставка"


@pytest.mark.parametrize(
    "source", ["", "{", "}", "{{a}}", "{}", "{#a#}", "{% if greeting %}", "{% for %}", "{b}"]
)
def test_every_mistake_has_words(english: Application, source: str) -> None:
    for problem in problems(source):
        text = template_labels.problem(problem)
        assert text.startswith("Line 1: ")
        assert "{name}" not in text
    assert set(template_labels._PROBLEMS) == set(ProblemKind)


def test_a_field_is_as_high_as_its_text_within_limits() -> None:
    edit = TemplateEdit()
    lowest = edit.sizeHint().height()
    edit.setPlainText("\n".join("line" for _ in range(7)))
    assert lowest < edit.sizeHint().height() < 200
    edit.setPlainText("\n".join("line" for _ in range(50)))
    assert edit.sizeHint().height() == 200


def test_a_bubble_without_time_and_ticks_has_no_empty_line(english: Application) -> None:
    bubble = Bubble()
    bubble.say("Your order is ready.")
    bare_height = bubble.heightForWidth(300)
    bubble.say("Your order is ready.", "14:03", "read")
    assert bubble.heightForWidth(300) - bare_height == room(18)
