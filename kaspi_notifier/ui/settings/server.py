"""The owner's WAHA server: where it is, its key, and the name of the connection on it."""

from kaspi_notifier.domain.settings import Shop, Waha, same_origin
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.settings.group import Group, changed
from kaspi_notifier.ui.trials import ServerTrialBox
from kaspi_notifier.ui.widgets.form import fits


class ServerGroup(Group):
    """«WhatsApp server»."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        form = self.form(self.tr("WhatsApp server (WAHA)"))
        self.url = form.line(
            self.tr("Address"),
            self.tr("On this computer it is usually http://localhost:3000"),
            self._url_problem,
        )
        self.key = form.line(
            self.tr("Key"),
            self.tr("It was set when the WAHA server was installed."),
            lambda text: (
                "" if fits(Waha, api_key=text) else self.tr("A key has only Latin letters, digits and signs.")
            ),
            is_secret=True,
        )
        self.session = form.line(
            self.tr("Session"),
            self.tr("The name of the connection on the server, usually default."),
            lambda text: (
                "" if fits(Waha, session=text) else self.tr("Only Latin letters, digits, _ and -, up to 54.")
            ),
        )
        self.trial = ServerTrialBox(self.waha)
        for line in (self.url, self.key, self.session):
            line.textEdited.connect(self.trial.clear)
        self._saved = Waha()
        self.url.textEdited.connect(self._url_edited)
        form.box.addWidget(self.trial)
        self.box.addStretch(1)

    def _url_problem(self, text: str) -> str:
        if fits(Waha, url=text.rstrip("/")):
            return ""
        return self.tr(
            "An address looks like http://localhost:3000. A server outside your own network needs https://"
        )

    def _url_edited(self, _text: str) -> None:
        """The key belongs to the saved address: another server doesn't get it unless it is typed anew."""
        saved, url = self._saved, self.url.value().rstrip("/")
        is_same = bool(fits(Waha, url=url)) and same_origin(saved.url, url)
        if is_same and not self.key.value():
            self.key.show_value(saved.api_key)
        elif not is_same and self.key.value() == saved.api_key:
            self.key.show_value("")

    def waha(self) -> Waha:
        """The server as it stands in the fields; a named certificate stays with its address."""
        url = self.url.value().rstrip("/")
        known = self._saved if url == self._saved.url else Waha()
        return changed(known, url=url, api_key=self.key.value(), session=self.session.value())

    def show_shop(self, shop: Shop) -> None:
        self._saved = shop.waha
        self.url.show_value(shop.waha.url)
        self.key.show_value(shop.waha.api_key)
        self.session.show_value(shop.waha.session)

    def shop(self, shop: Shop) -> Shop:
        return changed(shop, waha=self.waha())
