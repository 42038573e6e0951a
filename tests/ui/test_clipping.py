"""No text is cut off on a notebook of 1366x768, in no language, with letters half as large again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from kaspi_notifier.domain.template_file import default_templates
from kaspi_notifier.paths import resource
from kaspi_notifier.ui.application import Application, Language
from kaspi_notifier.ui.main_window import MainWindow
from tests.screens import SIZE
from tests.ui.clipping import cut_off, sideways
from tests.ui.conftest import opened
from tests.ui.gallery import SHOTS
from tests.ui.scene import Scene


@pytest.fixture
def back_to_plain(english: Application) -> Iterator[Application]:
    """Whatever the test did to the letters is undone."""
    yield english
    english.enlarge(1.0)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
async def test_nothing_is_cut_off(
    back_to_plain: Application, tmp_path: Path, language: Language, scale: float
) -> None:
    back_to_plain.speak(language)
    back_to_plain.enlarge(scale)
    faults: list[str] = []
    async with opened(tmp_path) as shop:
        russian, kazakh = (resource(f"templates/{name}.json").read_bytes() for name in ("ru", "kk"))
        await shop.desk.read(shop.desk.store.templates.replace, default_templates(russian, kazakh))
        window = MainWindow()
        window.resize(*SIZE)
        window.open_desk(shop.desk)
        window.show()
        scene = Scene(window=window, desk=shop.desk, ids=shop.ids)
        for name, take in SHOTS.items():
            shown = await take(scene)
            faults += [f"{name}: {fault}" for fault in [*cut_off(shown), *sideways(shown)]]
            scene.uncover()
    assert not faults, "\n".join(faults)


@pytest.mark.usefixtures("english")
def test_a_label_that_is_too_small_is_found() -> None:
    window = QWidget()
    label = QLabel("a text that is much longer than its place", window)
    label.setFixedSize(60, 20)
    button = QPushButton("outside", window)
    button.move(180, 0)
    window.resize(200, 100)
    window.show()
    assert len(cut_off(window)) == 2
    label.setFixedSize(label.sizeHint())
    window.resize(600, 100)
    assert cut_off(window) == []
