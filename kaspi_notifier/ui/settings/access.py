"""Doors for other programs: the local interface with its key, and events that the WhatsApp server brings."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kaspi_notifier.domain.settings import App
from kaspi_notifier.ui import tasks
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.settings.group import Group, changed
from kaspi_notifier.ui.widgets.basics import button, label


class AccessGroup(Group):
    """«Other programs»."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        form = self.form(self.tr("Other programs on this computer"))
        self.api = form.switch(
            self.tr("Let them in"),
            self.tr("They may read the log, change templates and hand over orders. They need the key."),
        )
        self.port = form.number(self.tr("Port"), 1024, 65535, self.tr("Change it if another program has it."))
        self.copy = button(self.tr("Copy the key"))
        self.copy.clicked.connect(self._copy)
        form.add(self.tr("Key"), self.copy, self.tr("Who has it can send messages in your name."))
        self.problem = label("", "error", wraps=True)
        self.problem.hide()
        form.box.addWidget(self.problem)
        events = self.form(self.tr("News from the WhatsApp server"))
        self.hook = events.switch(
            self.tr("Let the server bring it"),
            self.tr(
                "Not needed: the program listens by itself. It helps where that connection often breaks."
            ),
        )
        self.hook_port = events.number(self.tr("Port of the receiver"), 1024, 65535)
        self.connect_hook = button(self.tr("Connect"))
        self.connect_hook.clicked.connect(self._connect)
        self.take_away = button(self.tr("Disconnect"))
        self.take_away.clicked.connect(self._disconnect)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.connect_hook)
        row.addWidget(self.take_away)
        row.addStretch(1)
        self.note = events.add(
            self.tr("On the server"),
            buttons,
            self.tr("Save first. The WhatsApp connection is restarted for some seconds."),
        )
        self.box.addStretch(1)

    def show_app(self, app: App) -> None:
        self.api.setChecked(app.api.enabled)
        self.port.setValue(app.api.port)
        self.hook.setChecked(app.webhook.enabled)
        self.hook_port.setValue(app.webhook.port)
        self.connect_hook.setEnabled(app.webhook.enabled)
        self.problem.setVisible(self.desk.door_problem() is not None)
        self.problem.setText(
            self.tr("It could not be opened: another program uses this port. Choose another number.")
        )

    def app(self, app: App) -> App:
        return changed(
            app,
            api=changed(app.api, enabled=self.api.isChecked(), port=self.port.value()),
            webhook=changed(app.webhook, enabled=self.hook.isChecked(), port=self.hook_port.value()),
        )

    def _copy(self) -> None:
        tasks.start(self._copy_key(), self)

    async def _copy_key(self) -> None:
        key = await self.desk.read(self.desk.store.settings.api_key)
        QGuiApplication.clipboard().setText(key)
        self.copy.setText(self.tr("Copied"))

    def _connect(self) -> None:
        tasks.start(self._reach(), self)

    def _disconnect(self) -> None:
        tasks.start(self._leave(), self)

    async def _reach(self) -> None:
        from kaspi_notifier.engine.engine import ActionRefused
        from kaspi_notifier.engine.webhooks import own_addresses

        status = self.desk.status
        if status is None or not self.desk.is_running:
            return
        settings = self.desk.settings
        url = next((shop.waha.url for shop in settings.shops if shop.name == status.shop_name), "")
        self.note.setText(self.tr("Trying… this takes up to a minute."))
        self.connect_hook.setEnabled(False)
        try:
            addresses = own_addresses(url, settings.app.webhook)
            await self.desk.engine.set_up_webhook(status.shop_id, addresses)
        except ActionRefused:
            self.note.setText(
                self.tr("The server does not reach this computer. All goes on without it, as before.")
            )
        else:
            self.note.setText(self.tr("Connected: the server brings its news."))
        self.connect_hook.setEnabled(True)

    async def _leave(self) -> None:
        from kaspi_notifier.engine.engine import ActionRefused

        status = self.desk.status
        if status is None or not self.desk.is_running:
            return
        try:
            await self.desk.engine.take_away_webhook(status.shop_id)
        except ActionRefused:
            self.note.setText(self.tr("The server does not answer. Try again later."))
        else:
            self.note.setText(self.tr("Disconnected: the program listens by itself."))
