"""What the buyer would get: the message for a real order, and what the template would have sent so far."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout

from kaspi_notifier.domain.order import Delivery, DeliveryMode, Entry, Order, State, Status
from kaspi_notifier.domain.settings import Shop
from kaspi_notifier.domain.template import Language, Template
from kaspi_notifier.domain.template_language import FROM_ENTRIES, MissingValue, RenderError
from kaspi_notifier.domain.template_text import uses_entries, write
from kaspi_notifier.domain.values import values
from kaspi_notifier.ui import bridge, formats, template_labels
from kaspi_notifier.ui.pages.page import scrolled
from kaspi_notifier.ui.widgets.basics import Card, button, caption, label
from kaspi_notifier.ui.widgets.bubble import Bubble

if TYPE_CHECKING:
    from kaspi_notifier.store import StoredOrder

_MODES = {
    Delivery.PICKUP: (DeliveryMode.DELIVERY_PICKUP, False, False),
    Delivery.OWN_DELIVERY: (DeliveryMode.DELIVERY_LOCAL, False, False),
    Delivery.KASPI_DELIVERY: (DeliveryMode.DELIVERY_REGIONAL_TODOOR, True, False),
    Delivery.EXPRESS: (DeliveryMode.DELIVERY_LOCAL, True, True),
    Delivery.POSTOMAT: (DeliveryMode.DELIVERY_PICKUP, True, False),
}
EXAMPLE_ENTRIES = (Entry(name="Чайник Tefal KO2998", quantity=Decimal(2), product_code="100000001"),)
MOST_ORDERS = 12


def example(delivery: Delivery | None) -> Order:
    """An order to look at while the shop has none of this delivery."""
    mode, is_kaspi, is_express = _MODES[delivery or Delivery.PICKUP]
    now = datetime.now(UTC)
    return Order(
        code="512883377",
        kaspi_id="",
        state=State.DELIVERY,
        status=Status.ACCEPTED_BY_MERCHANT,
        delivery_mode=mode,
        is_kaspi_delivery=is_kaspi,
        is_express=is_express,
        created_at=now,
        planned_at=now,
        total_price=Decimal(41980),
        buyer_first_name="Айгерим",
        buyer_last_name="К.",
        buyer_phone="7000000001",
        pickup_address="Алматы, ул. Абая, 1",
        delivery_address="Алматы, ул. Абая, 1",
    )


class TemplatePreview(Card):
    """The bubble; `text` is the message as it stands there, empty when none comes of it."""

    entries_wanted = Signal(str)
    """The code of an order whose products are not read yet."""
    what_if_wanted = Signal()
    list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._orders: list[StoredOrder] = []
        self._shop: Shop | None = None
        self._template: Template | None = None
        self._asked: set[str] = set()
        self.text = ""
        self.box.setContentsMargins(14, 14, 12, 14)
        self.box.addWidget(caption(self.tr("Preview")))
        self.orders = QComboBox()
        self.orders.setAccessibleName(self.tr("Order to show the message for"))
        self.orders.activated.connect(self._order_chosen)
        self.box.addWidget(self.orders)
        self._add_chat()
        self._add_what_if()

    def _add_chat(self) -> None:
        chat = QFrame()
        chat.setObjectName("chat")
        column = QVBoxLayout(chat)
        column.setContentsMargins(14, 14, 8, 14)
        self.bubble = Bubble()
        self.missing = label("", "error", wraps=True)
        self.missing.hide()
        column.addWidget(self.bubble)
        column.addWidget(self.missing)
        column.addStretch(1)
        self.box.addWidget(scrolled(chat), 1)
        chat.setObjectName("chat")

    def _add_what_if(self) -> None:
        self.what_if = label("", "muted", wraps=True)
        self.what_if.hide()
        row = QVBoxLayout()
        row.setSpacing(2)
        self.ask = button(self.tr("What would it have sent?"), "link")
        self.ask.setToolTip(self.tr("Looks through the orders of the last 14 days; nothing is sent."))
        self.ask.clicked.connect(self.what_if_wanted)
        self.show_list = button(self.tr("Show the list"), "link")
        self.show_list.clicked.connect(self.list_wanted)
        self.show_list.hide()
        row.addWidget(self.ask)
        row.addWidget(self.show_list)
        self.box.addWidget(self.what_if)
        self.box.addLayout(row)

    def imagine(self, text: str, *, has_list: bool) -> None:
        """Show what the template would have sent; an empty text takes it back."""
        self.what_if.setText(text)
        self.what_if.setVisible(bool(text))
        self.show_list.setVisible(has_list)

    def set_orders(self, orders: "Sequence[StoredOrder]", shop: Shop | None) -> None:
        """The latest orders of the shop, the newest first."""
        self._orders, self._shop = list(orders), shop
        self._fill()
        self._show()

    def show_template(self, template: Template) -> None:
        """Show this template's message."""
        is_other = self._template is None or self._template.delivery != template.delivery
        self._template = template
        if is_other:
            self._fill()
        self._show()

    def _fill(self) -> None:
        """Orders that the template is for; the chosen one stays chosen."""
        chosen = self.orders.currentData()
        wanted = None if self._template is None else self._template.delivery
        fitting = [stored for stored in self._orders if wanted in (None, stored.order.delivery)]
        self.orders.clear()
        for stored in fitting[:MOST_ORDERS]:
            self.orders.addItem(f"№ {stored.order.code}", stored.order.code)
        if not fitting:
            self.orders.addItem(self.tr("Example"), "")
        self.orders.setCurrentIndex(max(0, self.orders.findData(chosen)))

    def _order_chosen(self, _index: int) -> None:
        self._show()

    def _show(self) -> None:
        template, shop = self._template, self._shop or Shop(name=self.tr("Your shop"))
        if template is None:
            return
        code = self.orders.currentData()
        stored = next((stored for stored in self._orders if stored.order.code == code), None)
        order = example(template.delivery) if stored is None else stored.order
        entries = EXAMPLE_ENTRIES if stored is None else stored.entries
        now = bridge.now()
        if stored is not None and not entries and uses_entries(template) and code not in self._asked:
            self._asked.add(code)
            self.entries_wanted.emit(code)

        def words(language: Language) -> dict[str, str | None]:
            return dict(values(order, entries, shop, language, now))

        try:
            self._say(write(template, words), "")
        except RenderError as error:
            self._say("", self._why(error, has_entries=bool(entries)))

    def _why(self, error: RenderError, *, has_entries: bool) -> str:
        if isinstance(error, MissingValue) and error.name in FROM_ENTRIES and not has_entries:
            return self.tr("Kaspi has not shown the products of this order yet.")
        return template_labels.render_error(error)

    def _say(self, text: str, missing: str) -> None:
        self.text = text
        self.bubble.setVisible(bool(text))
        if text:
            self.bubble.say(text, formats.clock(bridge.now()), "read")
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing))
