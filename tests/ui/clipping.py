"""Finds text that a person can't read to its end: cut off, elided, or outside of what is shown."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableWidget,
    QWidget,
)

_SLACK = 1


def cut_off(window: QWidget) -> list[str]:
    """What can't be read to its end, each with the words and the reason."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and widget.window() is window.window():
            found += [f"{type(widget).__name__} «{_words(widget)}»: {why}" for why in _faults(widget, window)]
            if isinstance(widget, QListWidget):
                found += _elided(widget)
            if isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
                found += _narrow(widget)
            if isinstance(widget, QTableWidget):
                found += _cells(widget)
    return found


def _cells(table: QTableWidget) -> list[str]:
    """Cells that end in dots."""
    letters = QFontMetrics(table.font())
    found = []
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            item = table.item(row, column)
            room = table.columnWidth(column) - 20
            if item is not None and letters.horizontalAdvance(item.text()) > room:
                found.append(f"cell «{item.text()}» is elided")
    return found


def _narrow(header: QHeaderView) -> list[str]:
    """Columns that are narrower than what stands above them."""
    found = []
    for column in range(header.count()):
        needed = header.sectionSizeFromContents(column).width()
        if not header.isSectionHidden(column) and header.sectionSize(column) + _SLACK < needed:
            name = header.model().headerData(column, Qt.Orientation.Horizontal)
            found.append(f"column «{name}»: {header.sectionSize(column)} of {needed} wide")
    return found


def _elided(rows: QListWidget) -> list[str]:
    """Lines of a list that end in dots; lines that wrap are not looked at."""
    if rows.wordWrap():
        return []
    letters = QFontMetrics(rows.font())
    texts = [rows.item(row).text() for row in range(rows.count())]
    room = rows.viewport().width() - 20
    return [f"line «{text}» is elided" for text in texts if letters.horizontalAdvance(text) > room]


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else widget.accessibleName()


def _faults(widget: QWidget, window: QWidget) -> Iterator[str]:
    if not _words(widget):
        return
    if isinstance(widget, QLabel):
        yield from _of_label(widget)
    elif isinstance(widget, QPushButton | QCheckBox | QRadioButton):
        if widget.width() + _SLACK < widget.minimumSizeHint().width():
            yield f"{widget.width()} of {widget.minimumSizeHint().width()} wide"
    elif isinstance(widget, QComboBox):
        needed = QFontMetrics(widget.font()).horizontalAdvance(widget.currentText()) + 30
        # A choice that tells its whole text when pointed at may be elided.
        if widget.width() + _SLACK < needed and widget.toolTip() != widget.currentText():
            yield f"{widget.width()} of {needed} wide"
    else:
        return
    yield from _outside(widget, window)


def _of_label(label: QLabel) -> Iterator[str]:
    if label.wordWrap():
        high = label.heightForWidth(label.width())
        if label.height() + _SLACK < high:
            yield f"{label.height()} of {high} high"
        longest = max(label.text().split(), key=len, default="")
        room = label.contentsRect().width()
        if QFontMetrics(label.font()).horizontalAdvance(longest) > room + _SLACK:
            yield f"«{longest}» does not fit into a line"
    else:
        needed = label.sizeHint()
        if label.width() + _SLACK < needed.width() or label.height() + _SLACK < needed.height():
            yield f"{label.width()}x{label.height()} of {needed.width()}x{needed.height()}"


def _outside(widget: QWidget, window: QWidget) -> Iterator[str]:
    """Sticking out of an ancestor; downwards is allowed where it can be scrolled."""
    here = QRect(QPoint(0, 0), widget.size())
    parent = widget.parentWidget()
    while parent is not None:
        place = QRect(widget.mapTo(parent, QPoint(0, 0)), here.size())
        area = parent.parentWidget()
        is_viewport = isinstance(area, QAbstractScrollArea) and area.viewport() is parent
        bounds = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
        if place.left() < bounds.left() or place.right() > bounds.right():
            yield f"sticks out of {type(parent).__name__} sideways"
            return
        if is_viewport:
            assert isinstance(area, QAbstractScrollArea)
            if area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                yield "can't be scrolled to"
            return
        if place.bottom() > bounds.bottom() or place.top() < bounds.top():
            yield f"sticks out of {type(parent).__name__}"
            return
        if parent is window:
            return
        parent = parent.parentWidget()


def sideways(window: QWidget) -> list[str]:
    """Pages whose contents are wider than what is shown, though they can only be scrolled downwards."""
    found = []
    for area in window.findChildren(QScrollArea):
        content = area.widget()
        if area.isVisibleTo(window) and content is not None and content.width() > area.viewport().width() + 1:
            found.append(f"{content.width()} wide in {area.viewport().width()}")
    return found
