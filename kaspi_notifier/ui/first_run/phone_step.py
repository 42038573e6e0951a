"""Step four: the shop's phone is linked, by a code to scan or by its number."""

from kaspi_notifier.domain.phone import NoChat, mobile
from kaspi_notifier.engine.status import SessionProblem
from kaspi_notifier.ui import bridge
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.first_run.step import Step
from kaspi_notifier.ui.widgets.basics import Banner
from kaspi_notifier.ui.widgets.linking import Linking


class PhoneStep(Step):
    """The warning first, then the code."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            self.tr("The shop's WhatsApp"),
            self.tr(
                "On the shop's phone: WhatsApp → Settings → Linked devices → Link a device, then point the"
                " camera at the code."
            ),
        )
        care = Banner("amber")
        care.say(
            "amber",
            self.tr("Take care of the number."),
            self.tr(
                "WhatsApp does not allow programs like this one for ordinary numbers and may block a number,"
                " above all for bulk messages. The program sends slowly, only about orders, and stops when a"
                " buyer asks for it; you decide which number you link."
            ),
        )
        self.box.addWidget(care)
        self.linking = Linking()
        self.linking.test.hide()
        self.linking.code_wanted.connect(self._code_wanted)
        self.linking.accept.clicked.connect(lambda: self.start(self._accept()))
        self.box.addWidget(self.linking)

    def entered(self) -> None:
        self.start(self._begin())
        self.tick()

    async def _begin(self) -> None:
        """A session that was never started, or was stopped, is started for this."""
        status = self.desk.status
        if status is not None and status.session.problem in (
            SessionProblem.NOT_FOUND,
            SessionProblem.STOPPED,
        ):
            await self.desk.engine.start_session(status.shop_id)

    def tick(self) -> None:
        status = self.desk.status
        if status is not None:
            self.linking.say(status.session, bridge.now())
            self.linking.test.hide()

    def _code_wanted(self, raw: str) -> None:
        digits = mobile(raw)
        if isinstance(digits, NoChat):
            self.linking.say_bad_number()
            return
        self.start(self._ask_code(digits))

    async def _ask_code(self, digits: str) -> None:
        status = self.desk.status
        if status is not None:
            self.linking.show_code(await self.desk.engine.request_pairing_code(status.shop_id, digits))

    async def _accept(self) -> None:
        status = self.desk.status
        if status is not None:
            await self.desk.engine.accept_number(status.shop_id)
