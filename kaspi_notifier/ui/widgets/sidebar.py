"""The side bar: the shop, the pages, and whether messages go out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from kaspi_notifier.ui.theme import Tone, restyle, room, shown_colors
from kaspi_notifier.ui.widgets.basics import Dot, Switch, is_look_change, label
from kaspi_notifier.ui.widgets.icons import icon, pixmap

if TYPE_CHECKING:
    from kaspi_notifier.engine.status import ShopStatus

WIDTH = 236


class NavButton(QPushButton):
    """One line of the side bar with an icon and, where something needs a person, a number."""

    def __init__(self, icon_name: str, text: str) -> None:
        super().__init__(text)
        self._icon_name = icon_name
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(room(18), room(18)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        self._badge = label("", "badge")
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._badge.setFixedHeight(room(18))
        self._badge.hide()
        row.addStretch(1)
        row.addWidget(self._badge)
        self.toggled.connect(self._paint_icon)
        self._paint_icon()

    def set_badge(self, count: int, *, calm: bool = False) -> None:
        """Show how many things wait for a person; 0 hides the number, `calm`: none of them is urgent."""
        restyle(self._badge, calm=str(calm).lower())
        self._badge.setText(str(count))
        self._badge.setVisible(count > 0)
        self.setAccessibleDescription(str(count) if count else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event):
            self._paint_icon()

    def _paint_icon(self) -> None:
        colors = shown_colors()
        self.setIcon(icon(self._icon_name, colors.green if self.isChecked() else colors.muted))


class StatusBox(QFrame):
    """Whether messages go out, with the switch that pauses and resumes."""

    toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBox")
        box = QVBoxLayout(self)
        box.setContentsMargins(11, 11, 11, 11)
        box.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(7)
        self.dot = Dot()
        self.headline = label("", "strong", wraps=True)
        self.switch = Switch()
        self.switch.setAccessibleName(self.tr("Send messages"))
        self.switch.clicked.connect(self._clicked)
        row.addWidget(self.dot)
        row.addWidget(self.headline, 1)
        row.addWidget(self.switch)
        box.addLayout(row)
        self.lines = label("", "muted", wraps=True)
        box.addWidget(self.lines)

    def _clicked(self) -> None:
        self.toggled.emit(self.switch.isChecked())

    def say(self, tone: Tone, headline: str, lines: Sequence[str]) -> None:
        """The state in words."""
        self.dot.set_tone(tone)
        self.headline.setText(headline)
        self.headline.setToolTip("")
        self.lines.setText("\n".join(lines))
        self.lines.setVisible(bool(lines))


class Sidebar(QFrame):
    """Brand, pages and the status box."""

    page_chosen = Signal(str)
    shop_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setFixedWidth(room(WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(12, 22, 12, 16)
        self._box.setSpacing(3)
        self._box.addLayout(self._brand())
        self._box.addSpacing(14)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, NavButton] = {}
        self._box.addStretch(1)
        self.status = StatusBox()
        self._box.addWidget(self.status)

    def _brand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 4, 0)
        row.setSpacing(10)
        mark = QLabel()
        mark.setPixmap(pixmap("app", "#000000", 36, self.devicePixelRatioF()))
        mark.setFixedSize(36, 36)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label("Kaspi Notifier", "strong"))
        self.shop = label("", "muted")
        self.shops = QComboBox()
        self.shops.hide()
        self.shops.activated.connect(self._shop_activated)
        texts.addWidget(self.shop)
        texts.addWidget(self.shops)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        return row

    def _shop_activated(self, index: int) -> None:
        self.shop_chosen.emit(self.shops.itemData(index))

    def add_page(self, key: str, icon_name: str, text: str, shortcut: str) -> None:
        """One more line; pages come in the order of their lines."""
        made = NavButton(icon_name, text)
        made.setAccessibleName(text)
        made.setToolTip(shortcut)
        made.clicked.connect(lambda: self.page_chosen.emit(key))
        self._group.addButton(made)
        self._box.insertWidget(2 + len(self.buttons), made)
        self.buttons[key] = made

    def choose(self, key: str) -> None:
        """Mark a page as the one shown."""
        self.buttons[key].setChecked(True)

    def show_shops(self, statuses: "Sequence[ShopStatus]", current: "ShopStatus | None") -> None:
        """The shop's name; a choice only where there is more than one."""
        self.shop.setText("" if current is None else f"«{current.shop_name}»")
        self.shop.setVisible(current is not None and len(statuses) < 2)
        self.shops.setVisible(len(statuses) > 1)
        wanted = [(status.shop_id, status.shop_name) for status in statuses]
        present = [(self.shops.itemData(i), self.shops.itemText(i)) for i in range(self.shops.count())]
        if wanted != present:
            self.shops.clear()
            for shop_id, name in wanted:
                self.shops.addItem(name, shop_id)
        if current is not None:
            self.shops.setCurrentIndex(self.shops.findData(current.shop_id))
