"""The program itself: its language, its look, and whether it starts with the system."""

from kaspi_notifier.domain.settings import App, Retention
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.settings.group import Group, changed
from kaspi_notifier.ui.widgets.form import show_choice, show_number

LANGUAGES = (("ru", "Русский"), ("kk", "Қазақша"), ("en", "English"))
"""Each language by its own name: who can't read the present one still finds the own one."""


class ProgramGroup(Group):
    """«Program»."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        form = self.form(self.tr("Program"))
        self.language = form.choice(self.tr("Language"), LANGUAGES, self.tr("It changes at once."))
        self.theme = form.choice(
            self.tr("Look"),
            (
                ("system", self.tr("As in the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
            ),
        )
        self.autostart = form.switch(
            self.tr("Start with the computer"),
            self.tr("The program then waits beside the clock, and no order is missed."),
        )
        self.updates = form.switch(
            self.tr("Look for new versions"),
            self.tr("Twice a day the program asks whether there is one. It installs nothing by itself."),
        )
        self.show_phones = form.switch(
            self.tr("Show buyers' phones in full"),
            self.tr("Otherwise only the last digits are seen, which is enough to tell buyers apart."),
        )
        self.messages_days = form.number(
            self.tr("Keep texts and phones"),
            1,
            365,
            self.tr("Then they are wiped; counts stay."),
            self.tr("days"),
        )
        self.orders_days = form.number(
            self.tr("Keep buyers in orders"), 1, 1825, self.tr("Name, phone and address."), self.tr("days")
        )
        self.box.addStretch(1)

    def show_app(self, app: App) -> None:
        show_choice(self.language, app.language, app.language)
        show_choice(self.theme, app.theme, app.theme)
        self.autostart.setChecked(app.autostart)
        self.updates.setChecked(app.updates)
        self.show_phones.setChecked(app.show_phones)
        show_number(self.messages_days, app.retention.messages_days)
        show_number(self.orders_days, app.retention.orders_days)

    def app(self, app: App) -> App:
        return changed(
            app,
            language=self.language.currentData(),
            theme=self.theme.currentData(),
            autostart=self.autostart.isChecked(),
            updates=self.updates.isChecked(),
            show_phones=self.show_phones.isChecked(),
            retention=Retention(
                messages_days=self.messages_days.value(), orders_days=self.orders_days.value()
            ),
        )
