"""The page of templates as a person works with it, over a real engine and the simulator."""

from collections.abc import Callable, Coroutine
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QMessageBox, QPushButton

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.domain.template import Template
from kaspi_notifier.domain.template_text import SEPARATOR
from kaspi_notifier.engine.status import Change
from kaspi_notifier.ui.main_window import MainWindow
from kaspi_notifier.ui.pages.template_dialogs import ImaginedDialog, VersionsDialog
from kaspi_notifier.ui.pages.templates import TemplatesPage
from tests.ui.conftest import dialog, until
from tests.ui.test_pages import Live, shown, with_engine

PageTest = Callable[[TemplatesPage, Live], Coroutine[Any, Any, None]]
RU = Template(name="Готов", event=Event.READY_FOR_PICKUP, text="№{order_num} {shop_name}")
KK = Template(name="Дайын", event=Event.READY_FOR_PICKUP, language="kk", text="№{order_num} дайын")


def on_page(test: PageTest) -> Callable[[Path], Coroutine[Any, Any, None]]:
    """Give a test the page with a Russian and a Kazakh template in it."""

    @wraps(test)
    async def run(live: Live) -> None:
        await live.desk.db(live.desk.store.templates.merge, [KK])
        window = shown(live)
        window.resize(1280, 800)
        window.go_to("templates")
        page = cast(TemplatesPage, window.pages["templates"])
        await until(lambda: len(page.list.rows) == 1 and page.editor.pair is not None)
        await until(lambda: page.preview.orders.currentData() and page.preview.text)
        await test(page, live)

    return with_engine(run)


def text_of(page: TemplatesPage, language: str) -> str:
    return page.editor.boxes["kk" if language == "kk" else "ru"].edit.toPlainText()


def write(page: TemplatesPage, text: str, language: str = "ru") -> None:
    """Type over everything, as a person would."""
    edit = page.editor.boxes["kk" if language == "kk" else "ru"].edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    edit.insertPlainText(text)


def choose(combo: QComboBox, data: object) -> None:
    """Pick an item of a combo box."""
    combo.setCurrentIndex(combo.findData(data))
    combo.activated.emit(combo.currentIndex())


async def stored(live: Live) -> list[Template]:
    return await live.desk.read(live.desk.store.templates.list)


async def saved(page: TemplatesPage, live: Live) -> list[Template]:
    """Click on Save, and what is stored then."""
    assert page.editor.save.isEnabled()
    page.editor.save.click()
    await until(lambda: page.editor.state.text().startswith("Saved"))
    return await stored(live)


async def answer(text: str) -> None:
    """Click on a button of the question that is asked."""
    box = cast(QMessageBox, await dialog())
    next(button for button in box.findChildren(QPushButton) if button.text() == text).click()


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
    wanted = "Line 2: There is no variable shop_nam. Perhaps shop_name?"
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
    assert page.editor.boxes["ru"].counter.text() == "16 / 4000"


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
async def test_what_is_not_saved_is_not_lost_without_a_question(page: TemplatesPage, live: Live) -> None:
    write(page, "Важное")
    page.new.click()
    await answer("Cancel")
    assert text_of(page, "ru") == "Важное"
    page.new.click()
    await answer("Leave")
    await until(lambda: page.editor.pair is None)
    page.editor.delete.trigger()
    await until(lambda: page.editor.pair is not None)
    assert text_of(page, "ru") == RU.text


@on_page
async def test_earlier_versions_come_back_into_the_editor(page: TemplatesPage, live: Live) -> None:
    page.editor.versions.trigger()
    box = cast(QMessageBox, await dialog())
    assert box.text() == "There are no earlier versions yet"
    box.findChildren(QPushButton)[0].click()
    write(page, "Второй")
    await saved(page, live)
    page.editor.versions.trigger()
    versions = cast(VersionsDialog, await dialog())
    assert versions.list.count() == 1
    assert versions.text.toPlainText() == RU.text
    versions.bring.click()
    assert text_of(page, "ru") == RU.text
    page.editor.undo.trigger()
    assert text_of(page, "ru") == "Второй"
    page.editor.versions.trigger()
    cast(VersionsDialog, await dialog()).cancel.click()
    assert text_of(page, "ru") == "Второй"


@on_page
async def test_the_original_text_comes_back(page: TemplatesPage, live: Live) -> None:
    page.editor.default.trigger()
    assert text_of(page, "ru") != RU.text or page.editor.state.text()
    choose(page.editor.form.about, Event.COMPLETED)
    page.editor.default.trigger()
    assert "спасибо" in text_of(page, "ru").lower()
    assert "рақмет" in text_of(page, "kk").lower()
    choose(page.editor.form.about, Event.READY_FOR_PICKUP)
    choose(page.editor.form.delivery, Delivery.POSTOMAT)
    page.editor.default.trigger()
    assert page.editor.state.text() == "There is no original text for this event and delivery."


@on_page
async def test_a_test_goes_to_the_own_number(page: TemplatesPage, live: Live) -> None:
    live.simulator.waha.pair()
    await until(lambda: live.desk.status is not None and live.desk.status.session.phone)
    write(page, "Проба №{order_num}")
    page.editor.test.click()
    await until(lambda: page.editor.state.text().startswith("It will come"))
    await until(lambda: any(bubble.text.startswith("Проба №") for bubble in live.simulator.waha.bubbles))
    write(page, "{planned_date}")
    page.editor.test.click()
    await until(lambda: page.editor.state.text().startswith("There is no message"))
    assert "{planned_date} is not known" in page.preview.missing.text()


@on_page
async def test_what_it_would_have_sent(page: TemplatesPage, live: Live) -> None:
    page.preview.ask.click()
    await until(lambda: page.preview.what_if.isVisible())
    assert "it would have sent" in page.preview.what_if.text()
    assert "new p" in page.preview.what_if.text()
    page.preview.show_list.click()
    found = cast(ImaginedDialog, await dialog())
    assert f"sent {found.table.rowCount()} messages" in page.preview.what_if.text()
    assert found.table.item(0, 1) is not None
    found.closing.click()
    choose(page.editor.form.about, Event.RETURNED)
    assert not page.preview.what_if.isVisible()
    page.preview.ask.click()
    await until(lambda: page.preview.what_if.text() == "In the last 14 days it would have sent nothing.")
    assert not page.preview.show_list.isVisible()


async def pick(path: Path) -> None:
    """Choose this file in the file dialog that is open."""
    files = cast(QFileDialog, await dialog())
    files.setDirectory(str(path.parent))
    files.findChildren(QLineEdit)[0].setText(str(path))
    files.accept()


@on_page
async def test_export_and_import(page: TemplatesPage, live: Live) -> None:
    with TemporaryDirectory() as folder:
        await export_and_import(page, live, Path(folder) / "templates.json")


def rewrite(target: Path, old: str, new: str) -> None:
    """Change the file as another program would."""
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new), encoding="utf-8")


async def export_and_import(page: TemplatesPage, live: Live, target: Path) -> None:
    page.export_file.trigger()
    await pick(target)
    await until(target.exists)
    rewrite(target, "№{order_num} дайын", "№{order_num} күтіп тұр")
    page.import_file.trigger()
    await pick(target)
    await answer("Import")
    await until(lambda: "күтіп тұр" in text_of(page, "kk"))
    rewrite(target, "templates", "something")
    page.import_file.trigger()
    await pick(target)
    box = cast(QMessageBox, await dialog())
    assert box.text() == "The file can't be used"
    box.findChildren(QPushButton)[0].click()
    page.import_file.trigger()
    cast(QFileDialog, await dialog()).reject()
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


@on_page
async def test_a_new_template_survives_what_happens_meanwhile(page: TemplatesPage, live: Live) -> None:
    page.new.click()
    await until(lambda: page.editor.pair is None)
    live.desk.changed.emit(frozenset(Change))
    order = live.simulator.kaspi.add_order(delivery="pickup", phone="7000000097")
    await until(lambda: page.preview.orders.findData(order.code) >= 0)
    assert page.editor.pair is None
    rows = list(page.list.rows)
    live.desk.changed.emit(frozenset({Change.TEMPLATES}))
    await live.desk.engine.save_templates([])
    await stored(live)
    assert page.list.rows == rows


@on_page
async def test_without_templates_the_editor_waits_for_the_first(page: TemplatesPage, live: Live) -> None:
    page.editor.delete.trigger()
    await answer("Delete")
    await until(lambda: not page.list.rows)
    assert page.editor.pair is None
    write(page, "Заказ №{order_num}")
    (made,) = await saved(page, live)
    assert made.event is Event.NEW_ORDER
    assert page.list.rows[0].switch.isChecked()


@on_page
async def test_a_switch_goes_back_when_it_could_not_be_turned(page: TemplatesPage, live: Live) -> None:
    engine = live.desk.engine
    live.desk.attach(None)
    page.list.rows[0].switch.click()
    box = cast(QMessageBox, await dialog())
    assert box.text() == "This can't be done right now"
    box.findChildren(QPushButton)[0].click()
    await until(lambda: page.list.rows[0].switch.isChecked())
    live.desk.attach(engine)
