"""Pictures of everything the window shows: `python -m tests.screens OUTDIR [part of a name]`.

Each shot in Russian, Kazakh and English, light and dark, with plain text and with text half as large again.
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kaspi_notifier.ui.application import Application

LANGUAGES: tuple[Literal["ru", "kk", "en"], ...] = ("ru", "kk", "en")
LOOKS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SCALES = (1.0, 1.5)
SIZE = (1366, 700)
"""What a notebook of 1366x768 leaves for a window between its title and the task bar."""


async def take_all(application: "Application", folder: Path, wanted: str) -> int:
    """All pictures whose name has `wanted` in it, into the folder; how many there are."""
    from kaspi_notifier.domain.template_file import default_templates
    from kaspi_notifier.paths import resource
    from tests.ui.sample import sample

    count = 0
    with tempfile.TemporaryDirectory() as data:
        async with sample(Path(data)) as (store, db, _filled, ids):
            russian, kazakh = (resource(f"templates/{name}.json").read_bytes() for name in ("ru", "kk"))
            await db(store.templates.replace, default_templates(russian, kazakh))
            for language in LANGUAGES:
                for look in LOOKS:
                    for scale in SCALES:
                        name = f"{language}-{look}-{scale * 100:.0f}"
                        application.speak(language)
                        application.enlarge(scale)
                        application.wear(look)
                        count += await _take(folder, name, wanted, store, db, ids)
        await asyncio.sleep(0.2)
    return count


async def _take(folder: Path, name: str, wanted: str, store: object, db: object, ids: dict[str, int]) -> int:
    from kaspi_notifier.ui.bridge import Desk
    from kaspi_notifier.ui.main_window import MainWindow
    from tests.ui.gallery import SHOTS
    from tests.ui.sample import settings
    from tests.ui.scene import Scene

    shots = {shot: take for shot, take in SHOTS.items() if wanted in f"{shot}-{name}"}
    if not shots:
        return 0
    language, look, _scale = name.split("-")
    window = MainWindow()
    window.resize(*SIZE)
    desk = Desk(store, db, settings(language, look), window)  # type: ignore[arg-type]
    window.open_desk(desk)
    window.show()
    scene = Scene(window=window, desk=desk, ids=ids)
    for shot, take in shots.items():
        (await take(scene)).grab().save(str(folder / f"{shot}-{name}.png"))
        scene.uncover()
    window.hide()
    window.deleteLater()
    return len(shots)


def main() -> int:
    """Take them all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from kaspi_notifier.ui import tasks
    from kaspi_notifier.ui.application import Application
    from kaspi_notifier.ui.loop import Loop

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = Application(["screens"])
    with Loop(application) as loop:
        count = loop.run_until_complete(take_all(application, folder, "".join(sys.argv[2:3])))
        loop.run_until_complete(tasks.drain())
    print(f"{count} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
