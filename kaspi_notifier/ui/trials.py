"""«Check» buttons: a token or a server is tried before it is saved, and the answer is said in words."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kaspi_notifier import logs
from kaspi_notifier.domain.settings import Kaspi, Waha, is_loopback
from kaspi_notifier.ui import labels, tasks
from kaspi_notifier.ui.theme import Tone
from kaspi_notifier.ui.widgets.basics import Banner, button

if TYPE_CHECKING:
    from kaspi_notifier.engine.trial import ServerTrial, TokenTrial

translate = QCoreApplication.translate


class _Found(QObject):
    """Counted texts: lupdate sees a plural only in the `tr` of a class."""

    def orders(self, n: int) -> str:
        return self.tr("%n order(s) in the last two weeks", "", n)


def token_answer(trial: "TokenTrial") -> tuple[Tone, str, str]:
    """Colour, headline and sentence of Kaspi's answer."""
    if trial.problem is not None:
        title, text = (translate("labels", part) for part in labels.KASPI_PROBLEMS[trial.problem])
        return "red", title, text
    title = translate("trials", "The token works")
    if trial.order_code is None:
        return "green", title, translate("trials", "Kaspi answers; there were no orders in two weeks.")
    text = translate("trials", "{orders}, the newest is № {code}.")
    return "green", title, text.format(orders=_Found().orders(trial.orders), code=trial.order_code)


def server_answer(trial: "ServerTrial", url: str) -> tuple[Tone, str, str]:
    """Colour, headline and sentence of the server's answer."""
    if trial.problem is not None:
        title, text = (translate("labels", part) for part in labels.SESSION_PROBLEMS[trial.problem])
        return "red", title, text
    name = f"WAHA {trial.version} {trial.engine}".strip()
    if trial.is_open:
        return (
            "amber",
            translate("trials", "The server answers, but it has no key"),
            translate(
                "trials", "Whoever reaches it can write in the name of your shop. Set a key on the server."
            ),
        )
    if url.startswith("http://") and not is_loopback(url):
        return (
            "amber",
            translate("trials", "The server answers"),
            translate(
                "trials",
                "Whoever shares your network can read the messages and the key on their way."
                " An address that begins with https:// prevents it.",
            ),
        )
    return "green", translate("trials", "The server answers"), name


class TrialBox(QWidget):
    """A button that tries, and under it the answer."""

    answered = Signal(bool)
    """Whether all is well."""

    def __init__(self, text: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self.check = button(text)
        self.check.clicked.connect(self._clicked)
        row.addWidget(self.check)
        row.addStretch(1)
        self.answer = Banner()
        self.answer.hide()
        box.addLayout(row)
        box.addWidget(self.answer)

    def clear(self, *_text: object) -> None:
        """Forget the answer: what was tried has changed."""
        self.answer.hide()

    def say(self, tone: Tone, title: str, text: str) -> None:
        """Show an answer."""
        self.answer.say(tone, title, text)
        self.answer.show()
        self.answered.emit(tone != "red")

    def _clicked(self) -> None:
        tasks.start(self.run(), self)

    async def run(self) -> None:
        """Try, and show the answer."""
        self.check.setEnabled(False)
        self.answer.say("blue", self.tr("Checking…"))
        self.answer.show()
        try:
            self.say(*await self.ask())
        finally:
            self.check.setEnabled(True)

    async def ask(self) -> tuple[Tone, str, str]:
        """Try, and put the answer into words."""
        raise NotImplementedError


class TokenTrialBox(TrialBox):
    """Tries a Kaspi token."""

    def __init__(self, kaspi: Callable[[], Kaspi]) -> None:
        super().__init__(QCoreApplication.translate("trials", "Check the token"))
        self._kaspi = kaspi
        self.last: TokenTrial | None = None

    async def ask(self) -> tuple[Tone, str, str]:
        from kaspi_notifier.engine.trial import try_token

        kaspi = self._kaspi()
        logs.hide(kaspi.token)
        self.last = await try_token(kaspi)
        return token_answer(self.last)


class ServerTrialBox(TrialBox):
    """Tries a WAHA server."""

    def __init__(self, waha: Callable[[], Waha]) -> None:
        super().__init__(QCoreApplication.translate("trials", "Check the server"))
        self._waha = waha
        self.last: ServerTrial | None = None

    async def ask(self) -> tuple[Tone, str, str]:
        from kaspi_notifier.engine.trial import try_server

        waha = self._waha()
        logs.hide(waha.api_key)
        self.last = await try_server(waha)
        return server_answer(self.last, waha.url)
