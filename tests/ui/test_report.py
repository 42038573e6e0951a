"""The report: everything that helps, nothing personal, shown before it is saved, sent by nobody."""

import logging
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from kaspi_notifier import logs
from kaspi_notifier.engine.engine import Engine
from kaspi_notifier.ui.application import Application
from kaspi_notifier.ui.report import ReportDialog, gather, report_button
from tests.ui.conftest import Sample, until
from tests.ui.sample import ShownEngine, status


async def test_the_report_has_what_helps_and_nothing_personal(
    english: Application, shop: Sample, tmp_path: Path
) -> None:
    logs.start(tmp_path / "logs")
    logging.getLogger("kaspi_notifier.test").warning("a line of the log about +7 700 000 00 12")
    shop.desk.attach(cast(Engine, ShownEngine(status())))
    text = await gather(shop.desk)
    logs.stop()
    for title in ("PROGRAM", "SETTINGS", "STATE", "CHECK", "LOG"):
        assert f"{title}\n" in text
    assert "a line of the log about <phone>" in text
    assert "well  database" in text
    secret = shop.desk.settings.shops[0]
    for private in (secret.name, secret.kaspi.token, secret.waha.api_key, str(Path.home()) + "/"):
        assert private
        assert private not in text
    assert '"address": "empty"' in text


async def test_the_report_is_shown_and_saved_to_the_letter(
    english: Application, shop: Sample, tmp_path: Path
) -> None:
    window = QWidget()
    made = report_button(window, shop.desk)
    assert isinstance(made, QPushButton)
    made.click()
    await until(lambda: window.findChild(ReportDialog))
    dialog = window.findChild(ReportDialog)
    assert dialog is not None
    dialog.save.click()
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(tmp_path / "report.txt"))
    chooser.close()
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == dialog.text.toPlainText()
    assert dialog.saved.text() == "Saved: report.txt"
    dialog.write(str(tmp_path / "nowhere/report.txt"))
    assert dialog.saved.text() == "It can't be written there. Choose another folder."
    dialog.close()
