"""Step three: the WAHA server, found by itself, given by address and key, or made new."""

import asyncio

from PySide6.QtWidgets import QHBoxLayout

from kaspi_notifier.domain.settings import Waha
from kaspi_notifier.engine.status import SessionProblem
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.docker import PORT
from kaspi_notifier.ui.first_run.new_server import NewServer
from kaspi_notifier.ui.first_run.step import Step
from kaspi_notifier.ui.settings.group import changed
from kaspi_notifier.ui.trials import ServerTrialBox
from kaspi_notifier.ui.widgets.basics import Banner, button
from kaspi_notifier.ui.widgets.form import Form, fits

_REFUSED = (SessionProblem.KEY_REFUSED, SessionProblem.FORBIDDEN, SessionProblem.UNREACHABLE)
_AWAKE_WITHIN = 90
"""Seconds that a server started just now may take until it answers."""


class ServerStep(Step):
    """Two ways: there is a server, or there is none yet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            self.tr("The WhatsApp server"),
            self.tr(
                "Messages go through WAHA, a small free server on your own computer. So neither orders nor"
                " chats pass through anybody else."
            ),
        )
        self._searched = False
        self.found = Banner("blue")
        self.found.hide()
        self.box.addWidget(self.found)
        self._add_form()
        self.none_yet = button(self.tr("I have no server yet"), "link")
        self.none_yet.clicked.connect(self._show_new)
        row = QHBoxLayout()
        row.addWidget(self.none_yet)
        row.addStretch(1)
        self.box.addLayout(row)
        self.new = NewServer(desk.store.path.parent)
        self.new.made.connect(self._made)
        self.new.hide()
        self.box.addWidget(self.new)

    def _add_form(self) -> None:
        form = Form()
        waha = self.shop.waha
        self.url = form.line(
            self.tr("Address"),
            self.tr("On this computer it is usually http://localhost:3000"),
            lambda text: (
                ""
                if fits(Waha, url=text.rstrip("/"))
                else self.tr(
                    "An address looks like http://localhost:3000. A server outside your own network needs"
                    " https://"
                )
            ),
        )
        self.key = form.line(
            self.tr("Key"),
            self.tr("It was set when the WAHA server was installed."),
            lambda text: (
                "" if fits(Waha, api_key=text) else self.tr("A key has only Latin letters, digits and signs.")
            ),
            is_secret=True,
        )
        self.form = form
        self.trial = ServerTrialBox(self.waha)
        self.url.textEdited.connect(self.trial.clear)
        self.key.textEdited.connect(self.trial.clear)
        form.box.addWidget(self.trial)
        self.box.addWidget(form)
        self.url.show_value(waha.url)
        self.key.show_value(waha.api_key)

    def waha(self) -> Waha:
        """The server as it stands in the fields."""
        return changed(self.shop.waha, url=self.url.value().rstrip("/"), api_key=self.key.value())

    def entered(self) -> None:
        if not self._searched and not self.key.value():
            self._searched = True
            self.start(self._search())

    async def _search(self) -> None:
        from kaspi_notifier.engine.trial import find_server

        self.found.say("blue", self.tr("Looking for a server on this computer…"))
        self.found.show()
        url = await find_server()
        if url is None:
            self.found.say(
                "blue",
                self.tr("No server was found on this computer"),
                self.tr("Give its address if it runs elsewhere, or make one below."),
            )
            return
        self.url.show_value(url)
        self.found.say(
            "green", self.tr("A server was found: {url}").format(url=url), self.tr("Now enter its key.")
        )
        self.key.setFocus()

    def _show_new(self) -> None:
        self.new.setVisible(self.new.isHidden())
        self.new.look()

    def _made(self, key: str) -> None:
        self.url.show_value(f"http://localhost:{PORT}")
        self.key.show_value(key)
        self.start(self._wait_for_it())

    async def _wait_for_it(self) -> None:
        """A server that was started just now needs a while until it answers."""
        for _ in range(_AWAKE_WITHIN // 3):
            await self.trial.run()
            if self.trial.last is not None and self.trial.last.problem is not SessionProblem.UNREACHABLE:
                return
            await asyncio.sleep(3)

    async def done(self) -> bool:
        wrong = self.form.wrong()
        if wrong is not None:
            wrong.look()
            wrong.setFocus()
            return False
        await self.trial.run()
        if self.trial.last is not None and self.trial.last.problem in _REFUSED:
            return False
        await self.keep(changed(self.shop, waha=self.waha()))
        return True
