"""The pane beside the orders: one order with its story and what can be done about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from kaspi_notifier.domain.phone import NoChat, mobile
from kaspi_notifier.ui import bridge, formats, order_labels, order_story
from kaspi_notifier.ui.pages.order_dialogs import open_chat, shown_phone
from kaspi_notifier.ui.pages.page import scrolled
from kaspi_notifier.ui.widgets.basics import Card, button, caption, label, menu_button, pill, set_pill
from kaspi_notifier.ui.widgets.flow import FlowLayout
from kaspi_notifier.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from kaspi_notifier.store import OrderStory


class OrderDetails(Card):
    """One order, whole."""

    decided = Signal(int, str)
    """A message's id and what was decided about it."""
    write_wanted = Signal()
    template_wanted = Signal()
    phone_wanted = Signal()
    from_phone_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box.setContentsMargins(4, 4, 4, 14)
        self.story: OrderStory | None = None
        self.shows_phones = False
        """Whether a phone is shown whole before somebody asks for it."""
        self._shows_phone = False
        content = QWidget()
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(14, 12, 12, 8)
        self._content.setSpacing(6)
        self._add_head()
        self._content.addSpacing(8)
        self._content.addWidget(caption(self.tr("History")))
        self.timeline = Timeline()
        self.timeline.acted.connect(self._acted)
        self._content.addWidget(self.timeline)
        self._content.addStretch(1)
        self.box.addWidget(scrolled(content), 1)
        self._add_actions()

    def _add_head(self) -> None:
        row = QHBoxLayout()
        self.code = label("", "headline", copies=True)
        row.addWidget(self.code, 1)
        row.addWidget(self._copy_button())
        self._content.addLayout(row)
        self.status = pill()
        self._content.addWidget(self.status)
        self.buyer = label("", wraps=True)
        self._content.addWidget(self.buyer)
        phone = QWidget()
        phone_row = FlowLayout(phone, spacing=8)
        self.phone = label("")
        self.show_phone = button(self.tr("Show"), "link")
        self.show_phone.clicked.connect(self._show_clicked)
        self.type_phone = button(self.tr("Enter the number…"), "link")
        self.type_phone.clicked.connect(self.phone_wanted)
        self.more = menu_button(self.tr("More"))
        self.forget = self.more.menu().addAction(self.tr("Forget this buyer…"))
        self.forget.triggered.connect(self.forget_wanted)
        for part in (self.phone, self.show_phone, self.type_phone, self.more):
            phone_row.addWidget(part)
        self._content.addWidget(phone)
        self.place = label("", "muted", wraps=True)
        self.goods = label("", "muted", wraps=True)
        self._content.addWidget(self.place)
        self._content.addWidget(self.goods)

    def _add_actions(self) -> None:
        actions = QVBoxLayout()
        actions.setContentsMargins(14, 4, 12, 0)
        actions.setSpacing(8)
        self.write = button(self.tr("Write…"), "primary")
        self.write.clicked.connect(self.write_wanted)
        self.template = button(self.tr("Send a template…"))
        self.template.clicked.connect(self.template_wanted)
        self.chat = button(self.tr("Open chat"))
        self.chat.clicked.connect(self._open_chat)
        self.from_phone = button(self.tr("From my phone"))
        self.from_phone.clicked.connect(self.from_phone_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.chat, 1)
        row.addWidget(self.from_phone, 1)
        for part in (self.write, self.template):
            actions.addWidget(part)
        actions.addLayout(row)
        self.box.addLayout(actions)

    def _copy_button(self) -> QPushButton:
        self.copy = button(self.tr("Copy"), "link")
        menu = QMenu(self)
        menu.addAction(self.tr("The order's number"), self._copy_code)
        self.copy_phone = menu.addAction(self.tr("The buyer's number"), self._copy_phone)
        menu.addAction(self.tr("The history as text"), self._copy_story)
        self.copy.setMenu(menu)
        return self.copy

    @property
    def known_phone(self) -> str | None:
        """The buyer's mobile number, from Kaspi or typed in."""
        if self.story is None:
            return None
        digits = mobile(self.story.stored.order.buyer_phone)
        return self.story.typed_phone if isinstance(digits, NoChat) else digits

    def say(self, story: "OrderStory") -> None:
        """Show this order; another one hides the phone again."""
        if self.story is None or self.story.stored.id != story.stored.id:
            self._shows_phone = self.shows_phones
        self.story = story
        order = story.stored.order
        self.code.setText(f"№ {order.code}")
        set_pill(self.status, *order_labels.status(order))
        self.buyer.setText(" ".join(filter(None, (order.buyer_first_name, order.buyer_last_name))) or "—")
        self._say_phone()
        address = order.delivery_address or order.pickup_address
        parts = (order_labels.delivery(order.delivery), address, formats.money(order.total_price))
        self.place.setText(" · ".join(filter(None, parts)))
        lines = [f"{entry.name} × {entry.quantity.normalize():f}" for entry in story.stored.entries]
        self.goods.setText("\n".join(lines))
        self.goods.setVisible(bool(lines))
        self.timeline.say(order_story.moments(story, bridge.now()))

    def _say_phone(self) -> None:
        phone = self.known_phone
        self.phone.setText(
            shown_phone(phone, is_whole=self._shows_phone) or self.tr("The number is hidden by Kaspi")
        )
        self.show_phone.setVisible(phone is not None)
        self.show_phone.setText(self.tr("Hide") if self._shows_phone else self.tr("Show"))
        self.type_phone.setVisible(phone is None)
        self.more.setVisible(phone is not None)
        for control in (self.write, self.template, self.chat, self.from_phone, self.copy_phone):
            control.setEnabled(phone is not None)

    def _show_clicked(self) -> None:
        self._shows_phone = not self._shows_phone
        self._say_phone()

    def _open_chat(self) -> None:
        phone = self.known_phone
        if phone is not None:
            open_chat(phone)

    def _copy_code(self) -> None:
        if self.story is not None:
            QGuiApplication.clipboard().setText(self.story.stored.order.code)

    def _copy_phone(self) -> None:
        QGuiApplication.clipboard().setText(shown_phone(self.known_phone, is_whole=True))

    def _copy_story(self) -> None:
        if self.story is not None:
            QGuiApplication.clipboard().setText(order_story.as_text(self.story, bridge.now()))

    def _acted(self, meaning: str) -> None:
        decision, _, message_id = meaning.partition(" ")
        self.decided.emit(int(message_id), decision)
