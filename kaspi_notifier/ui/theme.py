"""The light and the dark look: our own colours, because Qt's dark mode does nothing on some systems."""

from string import Template
from typing import Literal, NamedTuple

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QWidget

from kaspi_notifier.paths import resource

Tone = Literal["green", "blue", "amber", "red", "grey"]


class Colors(NamedTuple):
    """Every colour of one look, as `#rrggbb`. A `soft` colour is the ground under its strong one."""

    window: str
    sidebar: str
    card: str
    border: str
    field: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    hover: str
    green: str
    green_soft: str
    blue: str
    blue_soft: str
    amber: str
    amber_soft: str
    red: str
    red_soft: str
    grey: str
    grey_soft: str
    bubble: str
    chat: str
    delivered: str
    badge: str
    switch_off: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """The strong colour of a tone and the soft ground it stands on."""
        return {
            "green": (self.green, self.green_soft),
            "blue": (self.blue, self.blue_soft),
            "amber": (self.amber, self.amber_soft),
            "red": (self.red, self.red_soft),
            "grey": (self.grey, self.grey_soft),
        }[tone]


LIGHT = Colors(
    window="#f4f6f8",
    sidebar="#fbfbfc",
    card="#ffffff",
    border="#e3e6ea",
    field="#c3c9d1",
    text="#14171f",
    muted="#636b78",
    accent="#0c8a64",
    accent_hover="#0a7656",
    on_accent="#ffffff",
    hover="#f0f2f5",
    green="#087a57",
    green_soft="#e4f4ee",
    blue="#2460c4",
    blue_soft="#e8effd",
    amber="#91590a",
    amber_soft="#fdf2e0",
    red="#c22f26",
    red_soft="#fdeae8",
    grey="#59616d",
    grey_soft="#e8eaed",
    bubble="#e7ffdb",
    chat="#ece5dd",
    delivered="#8fd0b9",
    badge="#d5362c",
    switch_off="#9aa1ad",
)

DARK = Colors(
    window="#15171b",
    sidebar="#191c20",
    card="#1d2025",
    border="#2d3138",
    field="#4a515b",
    text="#eef1f4",
    muted="#9ca4af",
    accent="#2bbf94",
    accent_hover="#45cfa6",
    on_accent="#06251b",
    hover="#262a30",
    green="#3fcfa2",
    green_soft="#163a30",
    blue="#7fadfa",
    blue_soft="#1d2d4a",
    amber="#e8b85c",
    amber_soft="#3a2d16",
    red="#f58a82",
    red_soft="#43211f",
    grey="#aab1bb",
    grey_soft="#2e3238",
    bubble="#005c4b",
    chat="#12191d",
    delivered="#1d6b55",
    badge="#e2554b",
    switch_off="#59606a",
)


def shown_colors() -> Colors:
    """The colours of the look that is on; a widget's own palette is bent by the style sheet."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette(colors: Colors) -> QPalette:
    """Qt's palette in our colours, for everything that Qt draws by itself."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, value in (
        (role.Window, colors.window),
        (role.WindowText, colors.text),
        (role.Base, colors.card),
        (role.AlternateBase, colors.hover),
        (role.Text, colors.text),
        (role.Button, colors.card),
        (role.ButtonText, colors.text),
        (role.BrightText, colors.red),
        (role.PlaceholderText, colors.muted),
        (role.ToolTipBase, colors.card),
        (role.ToolTipText, colors.text),
        (role.Highlight, colors.accent),
        (role.HighlightedText, colors.on_accent),
        (role.Link, colors.accent),
        (role.LinkVisited, colors.accent),
        (role.Light, colors.card),
        (role.Midlight, colors.border),
        (role.Mid, colors.border),
        (role.Dark, colors.switch_off),
        (role.Shadow, colors.border),
    ):
        made.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colors.switch_off))
    return made


_SHEET = Template("""
QToolTip { color: $text; background: $card; border: 1px solid $border; padding: 4px 6px; }
#sidebar { background: $sidebar; border: 0; border-right: 1px solid $border; }
#card { background: $card; border: 1px solid $border; border-radius: 12px; }
#statusBox { background: $card; border: 1px solid $border; border-radius: 12px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: $title; font-weight: 700; }
QLabel[role="caption"] { color: $muted; font-size: $small; font-weight: 600; }
QLabel[role="headline"] { font-size: $headline; font-weight: 700; }
QLabel[role="number"] { font-size: $number; font-weight: 700; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="planned"] { color: $muted; font-weight: 600; }
QLabel[role="muted"] { color: $muted; font-size: $small; }
QLabel[role="code"] { font-size: $code; font-weight: 700; letter-spacing: 3px; }
QLabel[role="error"] { color: $red; font-size: $small; }
QLabel[role="bubble"] { background: $bubble; border-radius: 10px; padding: 10px 12px; }
#chat { background: $chat; border-radius: 10px; }
#row { background: transparent; border: 1px solid transparent; border-radius: 8px; }
#row:hover { background: $hover; }
#row:focus { border-color: $accent; }
#row[chosen="true"] { background: $green_soft; }
#bubble { border-radius: 10px; }
#bubble[side="ours"] { background: $bubble; }
#bubble[side="theirs"] { background: $card; }
QListView[kind="chats"] { background: transparent; border: 0; outline: 0; }
QLabel[tone] { border-radius: 7px; padding: 3px 9px; font-size: $small; font-weight: 600; }
QLabel[tone="green"] { color: $green; background: $green_soft; }
QLabel[tone="blue"] { color: $blue; background: $blue_soft; }
QLabel[tone="amber"] { color: $amber; background: $amber_soft; }
QLabel[tone="red"] { color: $red; background: $red_soft; }
QLabel[tone="grey"] { color: $grey; background: $grey_soft; }
#banner { border-radius: 10px; }
#banner[tone="green"] { background: $green_soft; }
#banner[tone="blue"] { background: $blue_soft; }
#banner[tone="amber"] { background: $amber_soft; }
#banner[tone="red"] { background: $red_soft; }
QPushButton { background: $card; color: $text; border: 1px solid $border; border-radius: 8px;
  padding: 6px 14px; font-weight: 500; min-height: ${line}px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $switch_off; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton[kind="primary"]:disabled { background: $grey_soft; border-color: $grey_soft; color: $grey; }
QPushButton[kind="danger"] { color: $red; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $green;
  padding: 4px 3px; min-height: 20px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border-color: $accent; }
QPushButton[kind="chip"] { background: $grey_soft; color: $grey; border: 1px solid $grey_soft;
  padding: 3px 12px; font-size: $small; font-weight: 600; min-height: 20px; }
QPushButton[kind="chip"]:focus { border-color: $accent; }
QPushButton[kind="chip"]:checked { background: $green_soft; color: $green; border-color: $green_soft; }
QPushButton[kind="chip"]:checked:focus { border-color: $accent; }
QPushButton[kind="variable"] { background: transparent; color: $green; border: 1px dashed $accent;
  padding: 2px 8px; min-height: 18px; font-size: $small; }
QPushButton[kind="variable"]:hover { background: $green_soft; }
QPushButton[kind="variable"]:focus { border: 1px solid $text; }
QPushButton[kind="mark"] { background: transparent; border: 1px solid transparent; padding: 2px 8px;
  min-width: 14px; min-height: 20px; font-weight: 600; }
QPushButton[kind="mark"]:hover { background: $hover; }
QPushButton[kind="mark"]:focus { border-color: $accent; }
QPushButton[mark="*"] { font-weight: 800; }
QPushButton[mark="_"] { font-style: italic; }
QPushButton[mark="~"] { text-decoration: line-through; }
QPushButton::menu-indicator { width: 0; image: none; }
QPushButton[kind="nav"] { background: transparent; border: 1px solid transparent; text-align: left;
  padding: 6px 11px; }
QPushButton[kind="nav"]:hover { background: $hover; }
QPushButton[kind="nav"]:focus { border-color: $accent; }
QPushButton[kind="nav"]:checked { background: $green_soft; color: $green; font-weight: 600; }
QLabel[role="badge"] { background: $badge; color: #ffffff; border-radius: 9px; padding: 1px 6px;
  font-size: $tiny; font-weight: 700; min-width: 8px; }
QLabel[role="badge"][calm="true"] { background: $grey_soft; color: $grey; }
QLineEdit, QComboBox, QSpinBox, QTimeEdit, QDateEdit, QPlainTextEdit { background: $card;
  border: 1px solid $field; border-radius: 8px; padding: 6px 12px;
  selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit, QComboBox, QSpinBox, QTimeEdit, QDateEdit { min-height: ${line}px; max-height: ${line}px; }
QLineEdit { padding: 6px 10px; }
QLineEdit[kind="search"] { padding-left: 3px; }
QLineEdit[kind="tight"] { padding: 6px; }
QAbstractSpinBox QLineEdit { background: transparent; border: 0; padding: 0; min-height: 0; }
QAbstractSpinBox QLineEdit:focus { border: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border;
  width: 1px; border: 0; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QTimeEdit:focus, QDateEdit:focus, QPlainTextEdit:focus {
  border: 1px solid $accent; }
QSpinBox:disabled, QTimeEdit:disabled { color: $switch_off; }
QRadioButton { spacing: 9px; padding: 3px 0; }
QRadioButton:disabled { color: $switch_off; }
QRadioButton::indicator { width: ${mark}px; height: ${mark}px; border-radius: ${round}px; background: $card;
  border: 1px solid $switch_off; }
QRadioButton::indicator:checked { width: ${core}px; height: ${core}px; border: 5px solid $accent; }
QRadioButton::indicator:focus { border-color: $text; }
QCheckBox { spacing: 9px; }
QCheckBox::indicator, QListView::indicator { width: ${mark}px; height: ${mark}px; border-radius: 4px;
  background: $card; border: 1px solid $switch_off; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: $accent; border-color: $accent;
  image: url("$check"); }
QCheckBox::indicator:focus { border-color: $text; }
QProgressBar { background: $grey_soft; border: 0; border-radius: 4px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QListWidget { background: $card; border: 1px solid $border; border-radius: 8px; padding: 4px; }
QListWidget:focus { border-color: $accent; }
QListWidget[kind="groups"] { background: transparent; border: 0; outline: 0; }
QListWidget[kind="groups"]::item { padding: 9px 10px; border-radius: 8px; border: 1px solid transparent; }
QListWidget[kind="groups"]::item:hover { background: $hover; }
QListWidget[kind="groups"]::item:selected { background: $green_soft; color: $green; }
QListWidget[kind="groups"]::item:selected:focus { border-color: $accent; }
QLineEdit[bad="true"] { border-color: $red; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$chevron");
  width: ${arrow}px; height: ${arrow}px; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $border; padding: 4px;
  selection-background-color: $green_soft; selection-color: $text; }
QComboBox[kind="tight"] { padding: 6px 0 6px 8px; }
QComboBox[kind="tight"]::drop-down { width: 20px; }
QPushButton[kind="more"] { padding: 6px 8px; }
QTableView { background: transparent; border: 0; gridline-color: $border; outline: 0;
  selection-background-color: $green_soft; selection-color: $text; }
QTableView::item { border-bottom: 1px solid $border; padding: 0 9px; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; color: $muted; border: 0;
  border-bottom: 1px solid $border; padding: 9px 12px; font-size: $small; font-weight: 600; }
QScrollArea, QScrollArea > QWidget > #scrolled { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $border; border-radius: 3px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: $switch_off; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle:horizontal { background: $border; border-radius: 3px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; width: 0; height: 0; }
QDialogButtonBox { button-layout: 3; }
QMessageBox QLabel#qt_msgbox_label { font-weight: 600; }
QMenu { background: $card; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 22px; border-radius: 6px; }
QMenu::item:selected { background: $green_soft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
""")


PLAIN = 10.5
"""Points of plain text where nobody asked for larger letters: small screens, no time to squint."""
_SIZES = {"tiny": 9.0, "small": 9.75, "headline": 13.5, "title": 16.5, "number": 18.0, "code": 22.5}
"""Points of the other kinds of text beside plain text of 10.5; they grow with it."""
_LENGTHS = {"line": 22, "mark": 16, "arrow": 14}
"""Pixels beside plain text of 10.5 that grow with it: what stands in a field, boxes to tick, arrows."""


def room(pixels: int) -> int:
    """A length that grows with the text, from what it is beside plain text of 10.5 points."""
    return round(pixels * QGuiApplication.font().pointSizeF() / PLAIN)


def style_sheet(colors: Colors, points: float = PLAIN) -> str:
    """The style sheet of the whole program in these colours, for plain text of this size."""
    sizes = {name: f"{size * points / PLAIN:.2f}pt" for name, size in _SIZES.items()}
    pictures = {name: resource(f"icons/{name}.svg").as_posix() for name in ("chevron", "check")}
    lengths = {name: str(round(length * points / PLAIN)) for name, length in _LENGTHS.items()}
    mark = int(lengths["mark"])
    # A mark that is chosen is as large as one that is not: its ring is 5 thick instead of 1.
    lengths |= {"core": str(mark - 8), "round": str(mark // 2 + 1)}
    return _SHEET.substitute(colors._asdict(), **sizes, **lengths, **pictures)


def restyle(widget: QWidget, **properties: str) -> None:
    """Set properties that the style sheet looks at, and draw the widget anew if one changed."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.updateGeometry()
