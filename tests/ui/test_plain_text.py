"""Nothing that comes from outside is ever shown as rich text: Qt guesses, so the code must not let it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "kaspi_notifier" / "ui"
FILES = sorted(UI.rglob("*.py"))
RICH = {"setHtml", "insertHtml", "setMarkdown", "insertMarkdown", "QErrorMessage", "QTextBrowser"}
OWN_WORDS = {
    # The system's tooltip of a tray icon knows plain text only.
    ("tray.py", "'\\n'.join(self._lines(statuses))[:_TOOLTIP_LIMIT]"),
    ("template_form.py", "combo.currentText()"),
    ("templates_step.py", "labels.event(template.event)"),
    ("template_text_box.py", "tip"),
    ("template_editor.py", "meaning"),
    ("sidebar.py", "shortcut"),
    ("chat_view.py", "labels.state(line.state)"),
}
"""Tooltips whose words are the program's own."""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call by the last part of its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def is_own(value: ast.expr) -> bool:
    """Whether a text is a literal or a translation of one, numbers filled in or not."""
    if isinstance(value, ast.Constant):
        return True
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute):
        return False
    if value.func.attr == "format":
        return is_own(value.func.value)
    return value.func.attr in ("tr", "translate")


def faults(name: str, source: str) -> list[str]:
    """What in a file could show a text of somebody else as rich text."""
    found = []
    for called, call in calls(ast.parse(source)):
        where = f"{name}:{call.lineno} {called}"
        if called == "QLabel" and call.args and name != "basics.py":
            found.append(f"{where}: use `label`, which is plain text")
        if called in RICH and name != "help.py":
            found.append(f"{where}: rich text")
        if called == "QMessageBox" and name != "dialogs.py":
            found.append(f"{where}: use `dialogs`")
        if called in ("setToolTip", "setStatusTip", "setWhatsThis"):
            text = call.args[0]
            if not is_own(text) and (name, ast.unparse(text)) not in OWN_WORDS:
                found.append(f"{where}: a tooltip guesses rich text: {ast.unparse(text)}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_text_from_outside_can_become_rich(path: Path) -> None:
    assert faults(path.name, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "QLabel(order.buyer_name)",
        "view.setHtml(text)",
        "QMessageBox(self)",
        "made.setToolTip(message.text)",
        "made.setToolTip(self.tr('{x}').join(names))",
        "QTextBrowser()",
    ],
)
def test_the_check_finds_what_it_looks_for(source: str) -> None:
    assert len(faults("page.py", source)) == 1


def test_labels_and_boxes_are_plain_at_their_home() -> None:
    for name in ("widgets/basics.py", "dialogs.py"):
        source = (UI / name).read_text("utf-8")
        assert "setTextFormat(Qt.TextFormat.PlainText)" in source
