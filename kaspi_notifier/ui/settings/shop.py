"""The shop, its Kaspi token, what buyers are told about picking up, and further shops."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kaspi_notifier.domain.settings import Kaspi, Pickup, Shop
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.settings.group import Group, changed
from kaspi_notifier.ui.trials import TokenTrialBox
from kaspi_notifier.ui.widgets.basics import button, label
from kaspi_notifier.ui.widgets.flow import FlowLayout
from kaspi_notifier.ui.widgets.form import fits


class ShopGroup(Group):
    """«Shop and Kaspi»."""

    add_wanted = Signal()
    remove_wanted = Signal()
    wipe_wanted = Signal()
    """Remove the shop with everything it left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._others: frozenset[str] = frozenset()
        self._shop = Shop(name="?")
        self._add_shop()
        self._add_pickup()
        self._add_more()
        self.box.addStretch(1)

    def _add_shop(self) -> None:
        form = self.form(self.tr("Shop and Kaspi"))
        self.name = form.line(
            self.tr("Name of the shop"), self.tr("Buyers see it in the messages."), self._name_problem
        )
        self.token = form.line(
            self.tr("Kaspi token"),
            self.tr("Kaspi cabinet → Settings → API token → Create. Only the shop's manager can do it."),
            self._token_problem,
            is_secret=True,
        )
        self.trial = TokenTrialBox(lambda: changed(self._shop.kaspi, token=self.token.value()))
        self.token.textEdited.connect(self.trial.clear)
        form.box.addWidget(self.trial)

    def _add_pickup(self) -> None:
        form = self.form(self.tr("For buyers who come themselves"))
        too_long = self.tr("Up to 200 letters.")
        self.address = form.line(
            self.tr("Pickup address"),
            self.tr("Stands in messages about orders that are ready."),
            lambda text: "" if fits(Pickup, address=text) else too_long,
        )
        self.hours = form.line(
            self.tr("Opening hours"),
            self.tr("For example: every day 10:00–20:00."),
            lambda text: "" if fits(Pickup, hours=text) else too_long,
        )
        self.phone = form.line(
            self.tr("Phone for buyers"),
            self.tr("If it is another one than the WhatsApp number."),
            lambda text: "" if fits(Pickup, phone=text) else too_long,
        )

    def _add_more(self) -> None:
        form = self.form(self.tr("Several shops"))
        row = QWidget()
        buttons = FlowLayout(row)
        self.add_shop = button(self.tr("Add a shop"))
        self.remove_shop = button(self.tr("Remove this shop…"), "danger")
        self.add_shop.clicked.connect(self.add_wanted)
        self.remove_shop.clicked.connect(self.remove_wanted)
        self.wipe_shop = button(self.tr("Remove this shop with its data…"), "danger")
        self.wipe_shop.clicked.connect(self.wipe_wanted)
        for made in (self.add_shop, self.remove_shop, self.wipe_shop):
            buttons.addWidget(made)
        form.box.addWidget(
            label(self.tr("Each shop has its own token, number and messages."), "muted", wraps=True)
        )
        form.box.addWidget(row)

    def _name_problem(self, name: str) -> str:
        if not fits(Shop, name=name):
            return self.tr("Give the shop a name, up to 100 letters.")
        if name.casefold() in self._others:
            return self.tr("Another shop has this name already.")
        return ""

    def _token_problem(self, token: str) -> str:
        if fits(Kaspi, token=token):
            return ""
        return self.tr("This does not look like a Kaspi token. Copy it once more.")

    def show_names(self, others: frozenset[str]) -> None:
        self._others = frozenset(name.casefold() for name in others)
        self.remove_shop.setVisible(bool(others))

    def show_shop(self, shop: Shop) -> None:
        self._shop = shop
        self.name.show_value(shop.name)
        if shop.kaspi.token != self.token.value():
            self.trial.clear()
        self.token.show_value(shop.kaspi.token)
        self.address.show_value(shop.pickup.address)
        self.hours.show_value(shop.pickup.hours)
        self.phone.show_value(shop.pickup.phone)

    def shop(self, shop: Shop) -> Shop:
        pickup = {
            "address": self.address.value(),
            "hours": self.hours.value(),
            "phone": self.phone.value(),
        }
        kaspi = changed(shop.kaspi, token=self.token.value())
        return changed(shop, name=self.name.value(), kaspi=kaspi, pickup=pickup)
