"""The field in which a template is written: variables, conditions and mistakes are marked as one types."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from kaspi_notifier.domain.template_fix import offset_of
from kaspi_notifier.domain.template_language import problems
from kaspi_notifier.domain.template_syntax import Problem, Span, SpanKind, spans
from kaspi_notifier.ui.theme import shown_colors

_KEYS: dict[int, str] = {Qt.Key.Key_B: "*", Qt.Key.Key_I: "_", Qt.Key.Key_U: "~"}
"""With Ctrl: WhatsApp's marks for bold, italic and struck out."""
_LOW, _HIGH = 130, 200
_Mark = tuple[int, int, str]


def _units(text: str) -> int:
    """The length as Qt counts it: a character beyond the first 65,536 is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def marks(source: str, found: Sequence[Span], wrong: Sequence[Problem]) -> list[_Mark]:
    """What to colour: begin, length and kind, counted as Qt counts."""
    places = [(span.start, span.end, span.kind.value) for span in found]
    for problem in wrong:
        start = offset_of(source, problem)
        is_named = problem.name and source.startswith(problem.name, start)
        places.append((start, start + (len(problem.name) if is_named else 1), "problem"))
    return [(_units(source[:start]), _units(source[start:end]), kind) for start, end, kind in places]


class Highlighter(QSyntaxHighlighter):
    """Colours a template with the parser that also writes the messages."""

    def __init__(self, edit: "TemplateEdit") -> None:
        super().__init__(edit.document())
        self._source: str | None = None
        self.marks: list[_Mark] = []

    def highlightBlock(self, text: str) -> None:
        source = self.document().toPlainText()
        if source != self._source:
            self._source = source
            self.marks = marks(source, spans(source), problems(source) if source.strip() else ())
        start = self.currentBlock().position()
        end = start + _units(text)
        for begin, length, kind in self.marks:
            first, last = max(begin, start), min(begin + length, end)
            if first < last:
                self.setFormat(first - start, last - first, _look(kind))


def _look(kind: str) -> QTextCharFormat:
    colors = shown_colors()
    look = QTextCharFormat()
    if kind == "problem":
        look.setForeground(QColor(colors.red))
        look.setUnderlineColor(QColor(colors.red))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    else:
        look.setForeground(QColor(colors.green if kind == SpanKind.VARIABLE else colors.blue))
    return look


class TemplateEdit(QPlainTextEdit):
    """Plain text; `Tab` leaves the field, so that the keyboard gets everywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.highlighter = Highlighter(self)
        # A mistake in one line may change the colours of another.
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.highlighter.rehighlight)
        self._coloured = ""
        self.textChanged.connect(self._text_changed)

    def sizeHint(self) -> QSize:
        # As high as its text: on a small window the mistake under a short one is seen, too.
        wanted = round(self.document().size().height() * self.fontMetrics().lineSpacing()) + 40
        return QSize(320, min(max(wanted, _LOW), _HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mark = _KEYS.get(event.key())
        if mark is not None and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.wrap(mark)
        else:
            super().keyPressEvent(event)

    def _text_changed(self) -> None:
        if self.toPlainText() != self._coloured:
            self._coloured = self.toPlainText()
            self.updateGeometry()
            self._again.start()

    def insert(self, text: str) -> None:
        """Put text where the cursor is."""
        self.textCursor().insertText(text)
        self.setFocus()

    def wrap(self, mark: str) -> None:
        """Put a mark of WhatsApp's on both sides of the selection, or take it away again."""
        cursor = self.textCursor()
        selected = cursor.selectedText()
        start = cursor.selectionStart()
        if len(selected) > 1 and selected.startswith(mark) and selected.endswith(mark):
            new = selected[1:-1]
        else:
            new = f"{mark}{selected}{mark}"
        cursor.insertText(new)
        # With nothing selected the cursor stands between the marks.
        cursor.setPosition(start + (1 if not selected else 0))
        if selected:
            cursor.setPosition(start + _units(new), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

    def rewrite(self, text: str) -> None:
        """Put another text in the place of this one; undo brings it back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
