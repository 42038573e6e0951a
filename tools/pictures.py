"""`make pictures`: the pictures of docs/, scaled from those of `make screens`: `pictures.py SCREENS`."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

OUT = Path(__file__).resolve().parents[1] / "docs/pictures"
SHOWN = {"overview": "1-overview", "whatsapp": "6b-whatsapp-qr", "settings": "7-settings-shop"}
WIDTH = 740


def main() -> int:
    """Each picture in each language."""
    OUT.mkdir(exist_ok=True)
    for name, screen in SHOWN.items():
        for language in ("ru", "kk", "en"):
            image = QImage(str(Path(sys.argv[1]) / f"{screen}-{language}-light-100.png"))
            if image.isNull():
                raise SystemExit(f"there is no picture of {screen} in {language}")
            small = image.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
            small.save(str(OUT / f"{language}-{name}.png"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
