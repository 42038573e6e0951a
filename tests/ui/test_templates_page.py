"""The page of templates as a person writes on it, over a real engine and the simulator."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template_text import SEPARATOR
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.pages.templates import TemplatesPage
from tests.ui.conftest import until
from tests.ui.template_desk import KK, RU, answer, choose, on_page, saved, stored, text_of, write
from tests.ui.test_pages import Live


@on_page
async def test_a_text_is_written_shown_for_a_real_order_and_saved(page: TemplatesPage, live: Live) -> None:
    assert page.preview.orders.currentText().startswith("№ 5128830")
    write(page, "Здравствуйте, {first_name}! Заказ *№{order_num}* готов.")
    code = page.preview.orders.currentData()
    await until(lambda: page.preview.text.endswith(f"! Заказ *№{code}* готов."))
    assert page.preview.text.startswith("Здравствуйте, ")
    assert page.preview.bubble.text == page.preview.text
    assert page.editor.is_dirty
    page.preview.orders.setCurrentIndex(1)
    page.preview.orders.activated.emit(1)
    assert page.preview.orders.currentData() in page.preview.text
    found = await saved(page, live)
    assert found[0].text == "Здравствуйте, {first_name}! Заказ *№{order_num}* готов."
    assert found[1].text == KK.text
    assert not page.editor.is_dirty


@on_page
async def test_a_mistake_is_named_under_the_text_and_corrected_with_a_click(
    page: TemplatesPage, live: Live
) -> None:
    editor = page.editor
    write(page, "Привет!\nС уважением, {shop_nam}")
    wanted = "Line 2: there is no variable shop_nam. Perhaps shop_name?"
    await until(lambda: wanted in texts(page))
    assert not editor.save.isEnabled()
    assert not editor.test.isEnabled()
    marks = editor.boxes["ru"].edit.highlighter.marks
    assert [kind for _, _, kind in marks] == ["variable", "problem"]
    next(b for b in editor.findChildren(QPushButton) if b.text() == "Correct" and b.isVisible()).click()
    assert text_of(page, "ru") == "Привет!\nС уважением, {shop_name}"
    assert editor.save.isEnabled()
    editor.undo.trigger()
    assert "shop_nam}" in text_of(page, "ru")


@on_page
async def test_a_mistake_in_the_other_language_is_shown_too(page: TemplatesPage, live: Live) -> None:
    write(page, "{order_nun}", "kk")
    assert page.editor.shown == "ru"
    await until(lambda: any(text.startswith("Қазақша. Line 1") for text in texts(page)))
    next(b for b in page.editor.findChildren(QPushButton) if b.text() == "Correct" and b.isVisible()).click()
    assert page.editor.shown == "kk"
    assert text_of(page, "kk") == "{order_num}"


def texts(page: TemplatesPage) -> list[str]:
    return [label.text() for label in page.editor.findChildren(QLabel) if label.isVisibleTo(page)]


@on_page
async def test_advice_comes_with_its_reason_and_forbids_nothing(page: TemplatesPage, live: Live) -> None:
    write(page, "Скидка для Вас! №{order_num}")
    await until(lambda: any("sounds like advertising" in text for text in texts(page)))
    assert page.editor.save.isEnabled()


@on_page
async def test_chips_and_marks_write_where_the_cursor_is(page: TemplatesPage, live: Live) -> None:
    write(page, "№")
    edit = page.editor.boxes["ru"].edit
    page.editor.chips["order_num"].click()
    assert text_of(page, "ru") == "№{order_num}"
    edit.selectAll()
    page.editor.boxes["ru"].marks["*"].click()
    assert text_of(page, "ru") == "*№{order_num}*"
    QTest.keyClick(edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert text_of(page, "ru") == "№{order_num}"
    QTest.keyClick(edit, Qt.Key.Key_End)
    QTest.keyClick(edit, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(edit, "da")
    assert text_of(page, "ru") == "№{order_num}_da_"
    page.editor.views["both"].click()
    page.editor.boxes["kk"].edit.setFocus()
    page.editor.chips["shop_name"].click()
    assert text_of(page, "kk").endswith("{shop_name}") or text_of(page, "kk").startswith("{shop_name}")
    assert page.editor.boxes["ru"].counter.text() == "16 / 4,000"


@on_page
async def test_both_languages_in_one_message_and_back(page: TemplatesPage, live: Live) -> None:
    choose(page.editor.form.sends, "both")
    await until(lambda: SEPARATOR in page.preview.text)
    assert page.preview.text.index("дайын") < page.preview.text.index(SEPARATOR)
    (both,) = await saved(page, live)
    assert both.language == "both"
    assert both.text == f"{KK.text}\n\n{SEPARATOR}\n\n{RU.text}"
    assert "ҚАЗ + РУС" in page.list.rows[0].details.text()
    choose(page.editor.form.sends, "kk")
    russian, kazakh = await saved(page, live)
    assert (russian.enabled, kazakh.enabled) == (False, True)
    assert (russian.text, kazakh.text) == (RU.text, KK.text)
    assert page.list.rows[0].switch.isChecked()


@on_page
async def test_a_text_is_needed_in_each_language_that_is_sent(page: TemplatesPage, live: Live) -> None:
    write(page, "", "kk")
    assert page.editor.save.isEnabled()
    choose(page.editor.form.sends, "both")
    assert not page.editor.save.isEnabled()
    assert page.editor.state.text() == "A text is missing in a language that is to be sent."


@on_page
async def test_switches_count_at_once_and_keep_what_is_being_written(page: TemplatesPage, live: Live) -> None:
    write(page, "Не готово")
    page.list.rows[0].switch.click()
    await until(lambda: page.editor.pair is not None and not page.editor.pair.is_on)
    assert [template.enabled for template in await stored(live)] == [False, False]
    assert text_of(page, "ru") == "Не готово"
    found = await saved(page, live)
    assert [(t.enabled, t.text) for t in found] == [(False, "Не готово"), (False, KK.text)]
    page.list.rows[0].switch.click()
    await until(lambda: page.editor.pair is not None and page.editor.pair.is_on)


@on_page
async def test_a_new_template_for_another_event(page: TemplatesPage, live: Live) -> None:
    page.new.click()
    await until(lambda: page.editor.pair is None)
    assert not page.editor.save.isEnabled()
    form = page.editor.form
    choose(form.about, Event.CANCELLED)
    choose(form.delivery, Delivery.PICKUP)
    choose(form.delay, 60)
    form.name.selectAll()
    QTest.keyClicks(form.name, "Otmena")
    write(page, "Заказ №{order_num} отменён")
    await until(lambda: page.preview.text.endswith("отменён"))
    found = await saved(page, live)
    made = found[-1]
    assert (made.name, made.event, made.delivery) == ("Otmena", Event.CANCELLED, Delivery.PICKUP)
    assert (made.delay_minutes, made.language, made.enabled) == (60, "ru", True)
    assert [row.name.text() for row in page.list.rows] == ["Готов", "Otmena"]
    assert page.list.rows[1].details.text() == "in 1 hour · pickup"
    QTest.keyClick(page.list.rows[0], Qt.Key.Key_Return)
    await until(lambda: page.editor.form.name.text() == "Готов")
    QTest.mouseClick(page.list.rows[1], Qt.MouseButton.LeftButton)
    await until(lambda: page.editor.form.name.text() == "Otmena")
    page.editor.delete.trigger()
    await answer("Delete")
    await until(lambda: len(page.list.rows) == 1)
    assert page.editor.form.name.text() == "Готов"
    assert len(await stored(live)) == 2


@on_page
async def test_products_are_asked_for_when_the_text_needs_them(page: TemplatesPage, live: Live) -> None:
    order = live.simulator.kaspi.add_order(delivery="pickup", phone="7000000098")
    await until(lambda: page.preview.orders.findData(order.code) >= 0)
    page.preview.orders.setCurrentIndex(page.preview.orders.findData(order.code))
    write(page, "{items_list}")
    await until(lambda: page.preview.text and page.preview.orders.currentData() == order.code)
    assert page.preview.bubble.isVisible()


@on_page
async def test_a_small_window_shows_editor_or_preview(page: TemplatesPage, live: Live) -> None:
    window = cast(MainWindow, page.window())
    assert not page.swap.isVisible()
    window.resize(900, 600)
    await until(lambda: page.swap.isVisible())
    assert page.editor.isVisible()
    assert not page.preview.isVisible()
    page.swap.click()
    assert page.preview.isVisible()
    assert not page.editor.isVisible()
