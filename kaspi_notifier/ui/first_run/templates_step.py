"""Step five: which messages leave, how they read on the shop's own last order, a test, and the start."""

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem

from kaspi_notifier.domain.template import Template
from kaspi_notifier.engine.status import SessionProblem
from kaspi_notifier.store.models import StoredOrder
from kaspi_notifier.ui import bridge, labels
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.first_run.step import Step
from kaspi_notifier.ui.settings.group import changed
from kaspi_notifier.ui.theme import room
from kaspi_notifier.ui.widgets.basics import Banner, Card, button, label
from kaspi_notifier.ui.widgets.bubble import Bubble

_LATEST = 1


class _Old(QObject):
    """Counted texts: lupdate sees a plural only in the `tr` of a class."""

    def found(self, n: int) -> str:
        return self.tr("%n old order(s) found: nobody old will be messaged", "", n)


class TemplatesStep(Step):
    """Switches on the left, the message as the buyer sees it on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            self.tr("The messages"),
            self.tr("Choose what buyers hear of. The texts can be changed later, under Templates."),
        )
        self.baseline = Banner("green")
        self.baseline.hide()
        self.box.addWidget(self.baseline)
        self.templates: list[Template] = []
        self.order: StoredOrder | None = None
        self._add_list()
        self._add_test()

    def _add_list(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        self.list = QListWidget()
        self.list.setProperty("kind", "groups")
        self.list.setAccessibleName(self.tr("Messages to buyers"))
        # With large letters the buttons under it stay in sight.
        self.list.setMinimumHeight(min(room(272), 300))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemChanged.connect(self._switched)
        left = Card()
        left.box.setContentsMargins(8, 8, 8, 8)
        left.box.addWidget(self.list)
        right = Card(self.tr("As the buyer sees it"))
        self.bubble = Bubble()
        self.of_order = label("", "muted", wraps=True)
        right.box.addWidget(self.bubble)
        right.box.addWidget(self.of_order)
        right.box.addStretch(1)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        self.box.addLayout(row)

    def _add_test(self) -> None:
        row = QHBoxLayout()
        self.test = button(self.tr("Send this one to my own number"))
        self.test.clicked.connect(lambda: self.start(self._send_test()))
        self.test_note = label("", "muted", wraps=True)
        row.addWidget(self.test)
        row.addWidget(self.test_note, 1)
        self.box.addLayout(row)

    @property
    def next_text(self) -> str:
        return self.tr("Start sending")

    def entered(self) -> None:
        self.start(self._read())

    def tick(self) -> None:
        status = self.desk.status
        is_linked = status is not None and status.session.problem is None
        self.test.setEnabled(is_linked and bool(self.bubble.text))
        if not is_linked:
            self.test_note.setText(self.tr("For a test, link the phone first."))
        if status is not None and status.kaspi.has_baseline and self.baseline.isHidden():
            self.start(self._show_baseline(status.shop_id))

    async def _show_baseline(self, shop_id: int) -> None:
        count = await self.desk.read(self.desk.store.orders.count, shop_id)
        self.baseline.say("green", _Old().found(count), self.tr("Only what changes from now on is written."))
        self.baseline.show()
        self.start(self._read())

    async def _read(self) -> None:
        language = "kk" if self.desk.settings.app.language == "kk" else "ru"
        found = await self.desk.read(self.desk.store.templates.list)
        own = [template for template in found if template.language == language]
        self.templates = own or found
        reports = self.desk.store.reports
        status = self.desk.status
        ids = await self.desk.read(reports.order_ids, None if status is None else status.shop_id)
        orders = await self.desk.read(reports.orders, ids[:_LATEST])
        self.order = orders[0] if orders else None
        row = max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        for template in self.templates:
            item = QListWidgetItem(template.name, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if template.enabled else Qt.CheckState.Unchecked)
            item.setToolTip(labels.event(template.event))
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(row, len(self.templates) - 1))
        self._show(self.list.currentRow())
        self.tick()

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self.templates):
            return
        template = self.templates[row]
        self.test_note.setText("")
        self.bubble.say(self._text(template))
        if self.order is None:
            self.of_order.setText(self.tr("There is no order yet; words in braces are filled in from it."))
        else:
            text = self.tr("On your order № {code}.").format(code=self.order.order.code)
            self.of_order.setText(text)

    def _text(self, template: Template) -> str:
        from kaspi_notifier.domain.template_language import RenderError
        from kaspi_notifier.domain.template_text import write
        from kaspi_notifier.domain.values import values

        if self.order is None:
            return template.text
        stored, now = self.order, bridge.now()
        try:
            return write(
                template, lambda language: values(stored.order, stored.entries, self.shop, language, now)
            )
        except RenderError:
            # This order has not everything the text needs; the next one will.
            return template.text

    def _switched(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        enabled = item.checkState() is Qt.CheckState.Checked
        self.templates[row] = replace(self.templates[row], enabled=enabled)
        self.start(self.desk.read(self.desk.store.templates.save, self.templates[row]))

    async def _send_test(self) -> None:
        status = self.desk.status
        if status is None or status.session.problem is SessionProblem.OTHER_NUMBER:
            return
        await self.desk.engine.send_test(status.shop_id, self.bubble.text)
        self.test_note.setText(self.tr("On its way. Look at the shop's phone, chat with yourself."))

    async def done(self) -> bool:
        shop = self.shop
        await self.keep(changed(shop, sending=changed(shop.sending, enabled=True)))
        return True
