"""How often the orders are read, and how careful the program is before and after a message."""

from datetime import timedelta

from kaspi_notifier.domain.settings import Shop
from kaspi_notifier.ui import formats
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.settings.group import Group, changed
from kaspi_notifier.ui.widgets.form import show_choice, show_number

_INTERVALS = (60, 120, 180, 300, 600, 900)


class ScheduleGroup(Group):
    """«Checks»."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        form = self.form(self.tr("Reading the orders"))
        self.poll = form.choice(
            self.tr("Ask Kaspi every"),
            [(seconds, formats.span(timedelta(seconds=seconds))) for seconds in _INTERVALS],
            self.tr("More often is rarely faster for the buyer: Kaspi itself shows changes with a delay."),
        )
        self.merchant = form.line(
            self.tr("Merchant number"),
            self.tr("Only if one Kaspi login owns several shops. Digits, as in the Kaspi cabinet."),
            self._merchant_problem,
        )
        care = self.form(self.tr("Care with each message"))
        self.recheck = care.number(
            self.tr("Look at the order again"),
            0,
            1440,
            self.tr("If the last look is older than this, the order is read once more before its message."),
            self.tr("min"),
        )
        self.settle = care.number(
            self.tr("Wait when in doubt"),
            0,
            3600,
            self.tr("When the answer of the server got lost, it is asked after this time what happened."),
            self.tr("s"),
        )
        self.box.addStretch(1)

    def _merchant_problem(self, text: str) -> str:
        if not text or (text.isascii() and text.isdigit() and len(text) <= 20):
            return ""
        return self.tr("Up to 20 digits, nothing else.")

    def show_shop(self, shop: Shop) -> None:
        seconds = shop.kaspi.poll_seconds
        show_choice(self.poll, seconds, formats.span(timedelta(seconds=seconds)))
        self.merchant.show_value(shop.kaspi.merchant_uid or "")
        show_number(self.recheck, shop.sending.recheck_minutes)
        show_number(self.settle, shop.sending.settle_seconds)

    def shop(self, shop: Shop) -> Shop:
        kaspi = changed(
            shop.kaspi, poll_seconds=self.poll.currentData(), merchant_uid=self.merchant.value() or None
        )
        sending = changed(
            shop.sending, recheck_minutes=self.recheck.value(), settle_seconds=self.settle.value()
        )
        return changed(shop, kaspi=kaspi, sending=sending)
