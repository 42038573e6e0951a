"""Our own drawings in the colours of the look that is on."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kaspi_notifier.paths import resource


@lru_cache(maxsize=256)
def pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The drawing `name` in a colour (`#rrggbb`), `size` logical pixels wide."""
    drawing = resource(f"icons/{name}.svg").read_bytes().replace(b"currentColor", color.encode())
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, color: str = "#000000") -> QIcon:
    """The drawing as an icon, sharp in every size that Windows asks for."""
    made = QIcon()
    for size in (16, 20, 24, 32, 48, 64, 128):
        made.addPixmap(pixmap(name, color, size))
    return made
