"""The program itself: its language, its look, and whether it starts with the system."""

from kaspi_notifier.domain.settings import App
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.settings.group import Group, changed
from kaspi_notifier.ui.widgets.form import show_choice

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
        self.box.addStretch(1)

    def show_app(self, app: App) -> None:
        show_choice(self.language, app.language, app.language)
        show_choice(self.theme, app.theme, app.theme)
        self.autostart.setChecked(app.autostart)
        self.updates.setChecked(app.updates)

    def app(self, app: App) -> App:
        return changed(
            app,
            language=self.language.currentData(),
            theme=self.theme.currentData(),
            autostart=self.autostart.isChecked(),
            updates=self.updates.isChecked(),
        )
