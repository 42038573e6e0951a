"""Step one: the language, the shop's name, and what buyers who come themselves have to know."""

from PySide6.QtCore import Qt

from kaspi_notifier.domain.settings import Pickup, Shop
from kaspi_notifier.ui import restoring
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.first_run.step import Step
from kaspi_notifier.ui.settings.group import changed
from kaspi_notifier.ui.settings.program import LANGUAGES
from kaspi_notifier.ui.widgets.basics import button
from kaspi_notifier.ui.widgets.form import Form, fits, show_choice


class ShopStep(Step):
    """Language and shop."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            self.tr("Your shop"),
            self.tr("A few lines, then buyers hear of their orders by themselves. All of it can be changed."),
        )
        form = Form()
        self.language = form.choice(self.tr("Language"), LANGUAGES)
        self.language.activated.connect(lambda: self.start(self._speak()))
        self.name = form.line(
            self.tr("Name of the shop"),
            self.tr("Buyers see it in the messages."),
            lambda text: "" if fits(Shop, name=text) else self.tr("Give the shop a name, up to 100 letters."),
        )
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
        self.form = form
        self.box.addWidget(form)
        self.restore = button(self.tr("I have a backup of this program…"), "link")
        self.restore.clicked.connect(lambda: self.start(restoring.restore(self, desk, self._look)))
        self.restore.setVisible(desk.can_restore)
        self.box.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        show_choice(self.language, desk.settings.app.language, "")
        if desk.settings.shops:
            self.name.show_value(self.shop.name)
            self.address.show_value(self.shop.pickup.address)
            self.hours.show_value(self.shop.pickup.hours)

    def _look(self, is_busy: bool) -> None:
        self.restore.setEnabled(not is_busy)

    async def _speak(self) -> None:
        """The language changes at once; what is typed is kept where it can be."""
        if fits(Shop, name=self.name.value()) and self.form.wrong() is None:
            await self.done()
        else:
            settings = self.desk.settings
            app = changed(settings.app, language=self.language.currentData())
            await self.desk.save(changed(settings, app=app))

    async def done(self) -> bool:
        wrong = self.form.wrong()
        if wrong is not None:
            wrong.look()
            wrong.setFocus()
            return False
        pickup = changed(self.shop.pickup, address=self.address.value(), hours=self.hours.value())
        shop = changed(self.shop, name=self.name.value(), pickup=pickup)
        if not self.desk.settings.shops:
            # Nobody is written to before the last step says so.
            shop = changed(shop, sending=changed(shop.sending, enabled=False))
        await self.keep(shop, language=self.language.currentData())
        return True
