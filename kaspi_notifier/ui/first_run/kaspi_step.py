"""Step two: the Kaspi token, tried on a real order before it is saved."""

from kaspi_notifier.domain.settings import Kaspi
from kaspi_notifier.engine.status import KaspiProblem
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.first_run.step import Step
from kaspi_notifier.ui.settings.group import changed
from kaspi_notifier.ui.trials import TokenTrialBox
from kaspi_notifier.ui.widgets.basics import label
from kaspi_notifier.ui.widgets.form import Form, fits

_REFUSED = (KaspiProblem.NO_TOKEN, KaspiProblem.TOKEN_REJECTED, KaspiProblem.NO_RIGHTS)


class KaspiStep(Step):
    """Where the token comes from, where it goes, and whether it works."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            self.tr("The Kaspi token"),
            self.tr("With it the program reads your orders. It only reads: nothing is changed at Kaspi."),
        )
        form = Form()
        for text in (
            self.tr("1. Open kaspi.kz/mc, the Kaspi cabinet, as the manager of the shop"),
            self.tr("2. Settings → API token"),
            self.tr("3. Press “Create” and copy the token"),
            self.tr("4. Paste it here"),
        ):
            form.box.insertWidget(form.box.count() - 1, label(text, wraps=True, copies=True))
        self.token = form.line(
            self.tr("Kaspi token"),
            self.tr("It is kept in the system's own safe place for passwords."),
            self._problem,
            is_secret=True,
        )
        self.trial = TokenTrialBox(self._kaspi)
        self.token.textEdited.connect(self.trial.clear)
        form.box.addWidget(self.trial)
        self.box.addWidget(form)
        self.token.show_value(self.shop.kaspi.token)

    def _problem(self, text: str) -> str:
        if fits(Kaspi, token=text):
            return ""
        return self.tr("This does not look like a Kaspi token. Copy it once more.")

    def _kaspi(self) -> Kaspi:
        return changed(self.shop.kaspi, token=self.token.value())

    async def done(self) -> bool:
        if self.token.problem():
            self.token.look()
            self.token.setFocus()
            return False
        await self.trial.run()
        last = self.trial.last
        if last is not None and last.problem in _REFUSED:
            self.token.setFocus()
            return False
        await self.keep(changed(self.shop, kaspi=self._kaspi()))
        return True
