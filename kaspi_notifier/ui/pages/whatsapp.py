"""The connection to WhatsApp: the code to scan, the code by phone number, and the state of the session."""

from collections.abc import Awaitable, Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kaspi_notifier.domain.number_health import NumberFacts, number_health
from kaspi_notifier.domain.phone import NoChat, mobile
from kaspi_notifier.engine.status import Change, SessionHealth, SessionProblem, ShopStatus
from kaspi_notifier.ui import bridge, dialogs, labels
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.pages.page import Page, scrolled
from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.basics import Banner, Card, button, label, pill, set_pill
from kaspi_notifier.ui.widgets.health import DoctorCard, JournalCard, NumberCard
from kaspi_notifier.ui.widgets.linking import Linking

_P = SessionProblem
_ROOM = 900
_TWO_COLUMNS = 760
_CAN_START = frozenset({_P.STOPPED, _P.NOT_FOUND})
_NO_SERVER = frozenset({_P.UNREACHABLE, _P.KEY_REFUSED, _P.FORBIDDEN, _P.SERVER_FAULT})


class Facts(Card):
    """Server, version, session and state in one line."""

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout()
        self.row.setSpacing(28)
        self.server = self._fact(self.tr("Server"))
        self.version = self._fact(self.tr("Version"))
        self.session = self._fact(self.tr("Session"))
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(label(self.tr("State"), "muted"))
        self.state = pill()
        column.addWidget(self.state)
        self.row.addLayout(column)
        self.row.addStretch(1)
        self.box.addLayout(self.row)

    def show_all(self, has_room: bool) -> None:
        """On a small window only the server and the state are shown, whole."""
        for value in (self.version, self.session):
            value.setVisible(has_room)
            value.buddy().setVisible(has_room)

    def _fact(self, name: str) -> QLabel:
        column = QVBoxLayout()
        column.setSpacing(3)
        title = label(name, "muted")
        column.addWidget(title)
        value = label("—", "strong", copies=True)
        value.setBuddy(title)
        column.addWidget(value)
        self.row.addLayout(column)
        return value


class WhatsAppPage(Page):
    """Link the shop's phone and see that it stays linked."""

    SHOWS = frozenset({Change.STATUS, Change.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "WhatsApp")
        self.subtitle.setText(self.tr("The connection to your WAHA server"))
        engine = self._engine_action
        self.restart = button(self.tr("Restart"))
        self.stop = button(self.tr("Stop"))
        self.begin = button(self.tr("Start"), "primary")
        self.logout = button(self.tr("Unlink phone"), "danger")
        self.restart.clicked.connect(engine(lambda status: desk.engine.restart_session(status.shop_id)))
        self.stop.clicked.connect(engine(lambda status: desk.engine.stop_session(status.shop_id)))
        self.begin.clicked.connect(engine(lambda status: desk.engine.start_session(status.shop_id)))
        self.logout.clicked.connect(engine(self._log_out))
        for control in (self.restart, self.stop, self.begin, self.logout):
            self.head.addWidget(control)
        self.facts = Facts()
        self.change = button(self.tr("Change server…"))
        self.change.clicked.connect(lambda: self.go_to.emit("settings/server"))
        self.facts.row.addWidget(self.change)
        self.box.addWidget(self.facts)
        self._add_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.facts.show_all(has_room=self.width() > room(_ROOM))
        is_narrow = self.width() < room(_TWO_COLUMNS)
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self.columns.setDirection(direction)

    def _add_columns(self) -> None:
        content = QWidget()
        self.columns = columns = QHBoxLayout()
        columns.setSpacing(16)
        self.linking = Linking()
        self.linking.accept.clicked.connect(
            self._engine_action(lambda status: self.desk.engine.accept_number(status.shop_id))
        )
        self.linking.code_wanted.connect(self._code_wanted)
        for turn in (self.linking.to_phone, self.linking.to_qr):
            turn.clicked.connect(self.tick)
        self.linking.test.clicked.connect(self._engine_action(self._send_test))
        columns.addWidget(self.linking, 1)
        columns.addLayout(self._beside(), 1)
        body = QVBoxLayout(content)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(16)
        body.addLayout(columns)
        self.doctor = DoctorCard()
        self.doctor.wanted.connect(lambda: self.start(self._check_up()))
        self.doctor.fix_wanted.connect(self._fix)
        body.addWidget(self.doctor)
        body.addStretch(1)
        self.box.addWidget(scrolled(content), 1)

    def _beside(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(16)
        self.guide = self._guide()
        self.number = NumberCard()
        self.number.wanted.connect(self._number_help)
        self.journal = JournalCard()
        for card in (self.guide, self.number, self.journal):
            column.addWidget(card)
        column.addStretch(1)
        return column

    def _guide(self) -> Card:
        card = Card(self.tr("How to link"))
        card.box.setSpacing(14)
        self.steps = [label("", wraps=True) for _ in range(4)]
        for step in self.steps:
            card.box.addWidget(step)
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
        card.box.addWidget(care)
        return card

    def _engine_action(self, action: Callable[[ShopStatus], Awaitable[None]]) -> Callable[[], None]:
        async def run() -> None:
            status = self.desk.status
            if status is not None:
                await action(status)

        return lambda: self.start(run())

    async def _send_test(self, status: ShopStatus) -> None:
        text = self.tr("Test: messages of «{shop}» arrive. If you see this, all is set up.")
        await self.desk.engine.send_test(status.shop_id, text.format(shop=status.shop_name))
        self.linking.test_note.setText(self.tr("On its way. Look at the shop's phone, chat with yourself."))

    async def _check_up(self) -> None:
        status = self.desk.status
        if status is None:
            return
        self.doctor.run.setEnabled(False)
        self.doctor.summary.setText(self.tr("Checking…"))
        try:
            self.doctor.say(await self.desk.engine.check_up(status.shop_id))
        finally:
            self.doctor.run.setEnabled(True)

    def _fix(self, target: str) -> None:
        if target == "restart":
            (self.begin if self.begin.isVisible() else self.restart).click()
        elif target == "link":
            self.linking.show_here()
        else:
            self.go_to.emit(target)

    def _number_help(self, target: str) -> None:
        if target == "go_on":
            self.start(self.desk.go_on())
        else:
            self.go_to.emit(target)

    async def _read(self, status: ShopStatus) -> None:
        store, now = self.desk.store, bridge.now()
        self.journal.say(await self.desk.read(store.sessions.journal, status.shop_id), now)
        is_restricted = status.number.restriction is not None

        def facts() -> NumberFacts:
            return store.numbers.facts(status.shop_id, now, is_restricted=is_restricted)

        self.number.say(number_health(await self.desk.read(facts), now), status, now)

    async def _log_out(self, status: ShopStatus) -> None:
        waiting = self.tr("%n message(s) will wait until a phone is linked again.", "", status.queue.waiting)
        sure = await dialogs.ask(
            self,
            self.tr("Unlink the shop's phone?"),
            self.tr("To send again you will have to scan a new code.") + " " + waiting,
            self.tr("Unlink phone"),
            is_danger=True,
        )
        if sure:
            await self.desk.engine.logout_session(status.shop_id)

    def _code_wanted(self, raw: str) -> None:
        digits = mobile(raw)
        if isinstance(digits, NoChat):
            self.linking.say_bad_number()
            return
        self.start(self._ask_code(digits))

    async def _ask_code(self, digits: str) -> None:
        status = self.desk.status
        if status is not None:
            code = await self.desk.engine.request_pairing_code(status.shop_id, digits)
            self.linking.show_code(code)

    def refresh(self, _kinds: frozenset[Change]) -> None:
        status = self.desk.status
        if status is None:
            return
        health = status.session
        for shop in self.desk.settings.shops:
            if shop.name == status.shop_name:
                self.facts.server.setText(shop.waha.url)
                self.facts.session.setText(shop.waha.session)
        version = " · ".join(part for part in (health.version, health.engine) if part)
        self.facts.version.setText(f"WAHA {version}" if version else "—")
        tone, title, _text = labels.session(health, bridge.now())
        set_pill(self.facts.state, tone, self.tr("Connected") if health.problem is None else title)
        self._offer(health)
        is_linked = health.problem is None
        self.guide.setVisible(health.problem in (_P.NEEDS_SCAN, _P.STARTING, _P.NOT_FOUND, _P.NEEDS_PASSKEY))
        self.number.setVisible(is_linked)
        self.start(self._read(status))
        self._show_steps(by_phone=self.linking.by_phone)
        self.linking.say(health, bridge.now())

    def _offer(self, health: SessionHealth) -> None:
        problem = health.problem
        has_server = problem not in _NO_SERVER
        self.begin.setVisible(problem in _CAN_START)
        self.restart.setVisible(has_server and problem not in _CAN_START)
        self.stop.setVisible(has_server and problem not in _CAN_START)
        self.logout.setVisible(problem in (None, _P.OTHER_NUMBER))

    def _show_steps(self, *, by_phone: bool) -> None:
        last = (
            self.tr("4. Choose “Link with phone number” there and type the code")
            if by_phone
            else self.tr("4. Point the camera at the code on the left")
        )
        texts = (
            self.tr("1. Open WhatsApp on the shop's phone"),
            self.tr("2. Settings → Linked devices"),
            self.tr("3. Tap “Link a device”"),
            last,
        )
        for step, text in zip(self.steps, texts, strict=True):
            step.setText(text)

    def tick(self) -> None:
        status = self.desk.status
        if status is not None:
            self._show_steps(by_phone=self.linking.by_phone)
            self.linking.say(status.session, bridge.now())
