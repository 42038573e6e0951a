"""What the page of templates does beside writing: earlier texts, tries, files, and what happens meanwhile."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QPushButton

from kaspi_notifier.domain.order import Delivery
from kaspi_notifier.domain.rules import Event
from kaspi_notifier.engine.status import Change
from kaspi_notifier.ui.pages.template_dialogs import ImaginedDialog, VersionsDialog
from kaspi_notifier.ui.pages.templates import TemplatesPage
from tests.ui.conftest import dialog, until
from tests.ui.template_desk import RU, answer, choose, on_page, saved, stored, text_of, write
from tests.ui.test_pages import Live


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
