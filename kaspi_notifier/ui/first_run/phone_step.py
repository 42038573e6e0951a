"""Step four: the shop's phone is linked, by a code to scan or by its number."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from kaspi_notifier.domain.phone import NoChat, mobile
from kaspi_notifier.engine.status import SessionProblem
from kaspi_notifier.ui import bridge
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.first_run.step import Step
from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.basics import Banner, label
from kaspi_notifier.ui.widgets.linking import Linking

_TWO_COLUMNS = 700


class PhoneStep(Step):
    """The warning first, then the code."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("The shop's WhatsApp"), "")
        self.intro.hide()
        self.row = QHBoxLayout()
        self.row.setSpacing(20)
        self.linking = Linking()
        self.linking.code_wanted.connect(self._code_wanted)
        self.linking.accept.clicked.connect(lambda: self.start(self._accept()))
        self.row.addWidget(self.linking, 3)
        self.row.addLayout(self._guide(), 2)
        self.box.addLayout(self.row)

    def _guide(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        for text in (
            self.tr("1. Open WhatsApp on the shop's phone"),
            self.tr("2. Settings → Linked devices → Link a device"),
            self.tr("3. Point the camera at the code"),
        ):
            column.addWidget(label(text, wraps=True))
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
        column.addWidget(care)
        column.addStretch(1)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < room(_TWO_COLUMNS)
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self.row.setDirection(direction)

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
            # A test has its place in the next step, with a real text.
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
