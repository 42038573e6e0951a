"""The settings that the program can't work without: the shop, its token, its WAHA server, the language."""

from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kaspi_notifier import logs
from kaspi_notifier.domain.settings import Kaspi, Settings, Shop, Waha
from kaspi_notifier.engine.status import Change
from kaspi_notifier.ui.bridge import Desk
from kaspi_notifier.ui.pages.page import Page, scrolled
from kaspi_notifier.ui.theme import restyle, shown_colors
from kaspi_notifier.ui.widgets.basics import Banner, Card, button, caption, label
from kaspi_notifier.ui.widgets.icons import icon

LANGUAGES = (("ru", "Русский"), ("kk", "Қазақша"), ("en", "English"))
"""Each language by its own name: who can't read the present one still finds the own one."""


class Field(QLineEdit):
    """A line with its name on the left, and under it a hint or what is wrong."""

    def __init__(self, grid: QGridLayout, name: str, hint: str = "", *, is_secret: bool = False) -> None:
        super().__init__()
        row = grid.rowCount()
        title = label(name)
        title.setBuddy(self)
        self.setAccessibleName(name)
        self.setMaximumWidth(460)
        self.hint = label(hint, "muted", wraps=True)
        self.hint.setVisible(bool(hint))
        self.error = label("", "error", wraps=True)
        self.error.hide()
        grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self, row, 1)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, 0, 8)
        below.addWidget(self.hint)
        below.addWidget(self.error)
        grid.addLayout(below, row + 1, 1)
        self._eye: QAction | None = None
        if is_secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
            self._eye = QAction(self)
            self._eye.setToolTip(self.tr("Show or hide"))
            self._eye.triggered.connect(self._look)
            self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._eye is not None:
            self._eye.setIcon(icon("eye", shown_colors().muted))

    def _look(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)

    def complain(self, text: str) -> None:
        """Say what is wrong with the contents; an empty text takes it back."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        restyle(self, bad="true" if text else "false")

    def value(self) -> str:
        """The contents without the spaces that copying brings along."""
        return self.text().strip()


class SettingsPage(Page):
    """A form; saving it enters the engine anew."""

    SHOWS = frozenset({Change.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Settings"))
        self.subtitle.hide()
        self._shown: str | None = None
        self.welcome = Banner("green")
        self.welcome.say(
            "green",
            self.tr("Welcome!"),
            self.tr(
                "Fill in these few lines once. Then link the shop's phone, and buyers hear of their orders"
                " by themselves."
            ),
        )
        self.box.addWidget(self.welcome)
        content = QWidget()
        cards = QVBoxLayout(content)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(16)
        cards.addWidget(self._shop_card())
        cards.addWidget(self._server_card())
        cards.addWidget(self._program_card())
        cards.addStretch(1)
        self.box.addWidget(scrolled(content), 1)
        self.saved = label("", "muted")
        self.save = button(self.tr("Save"), "primary")
        self.save.clicked.connect(self._save_clicked)
        self.head.addWidget(self.saved)
        self.head.addWidget(self.save)
        for field in (self.name, self.token, self.url, self.key, self.session):
            field.textEdited.connect(self._edited)
            field.returnPressed.connect(self._save_clicked)

    def _edited(self) -> None:
        self.saved.setText(self.tr("Not saved yet"))

    def _shop_card(self) -> Card:
        card, grid = _form(self.tr("Shop and Kaspi"))
        self.name = Field(grid, self.tr("Name of the shop"), self.tr("Buyers see it in the messages."))
        self.token = Field(
            grid,
            self.tr("Kaspi token"),
            self.tr("Kaspi cabinet → Settings → API token → Create. Only the shop's manager can do it."),
            is_secret=True,
        )
        return card

    def _server_card(self) -> Card:
        card, grid = _form(self.tr("WhatsApp server (WAHA)"))
        self.url = Field(
            grid, self.tr("Address"), self.tr("On this computer it is usually http://localhost:3000")
        )
        self.key = Field(
            grid, self.tr("Key"), self.tr("It was set when the WAHA server was installed."), is_secret=True
        )
        self.session = Field(
            grid, self.tr("Session"), self.tr("The name of the connection on the server, usually default.")
        )
        return card

    def _program_card(self) -> Card:
        card, grid = _form(self.tr("Program"))
        self.language = _choice(grid, self.tr("Language"), LANGUAGES)
        self.theme = _choice(
            grid,
            self.tr("Look"),
            (
                ("system", self.tr("As in the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
            ),
        )
        self.language.activated.connect(self._edited)
        self.theme.activated.connect(self._edited)
        return card

    def _shop(self) -> Shop | None:
        shops, status = self.desk.settings.shops, self.desk.status
        for shop in shops:
            if status is not None and shop.name == status.shop_name:
                return shop
        return shops[0] if shops else None

    def refresh(self, _kinds: frozenset[Change]) -> None:
        shop = self._shop()
        self.welcome.setVisible(shop is None)
        if self.saved.text() == self.tr("Not saved yet"):
            return  # what is being typed is not overwritten
        waha = shop.waha if shop is not None else Waha()
        self.name.setText("" if shop is None else shop.name)
        self.token.setText("" if shop is None else shop.kaspi.token)
        self.url.setText(waha.url)
        self.key.setText(waha.api_key)
        self.session.setText(waha.session)
        app = self.desk.settings.app
        self.language.setCurrentIndex(self.language.findData(app.language))
        self.theme.setCurrentIndex(self.theme.findData(app.theme))

    def _problems(self) -> dict[Field, str]:
        url_text = self.tr(
            "An address looks like http://localhost:3000. A server outside your own network needs https://"
        )
        return {
            self.name: ""
            if _fits({"name": self.name.value()}, Shop)
            else self.tr("Give the shop a name, up to 100 letters."),
            self.token: ""
            if _fits({"token": self.token.value()}, Kaspi)
            else self.tr("This does not look like a Kaspi token. Copy it once more."),
            self.url: "" if _fits({"url": self._address()}, Waha) else url_text,
            self.key: ""
            if _fits({"api_key": self.key.value()}, Waha)
            else self.tr("A key has only Latin letters, digits and signs."),
            self.session: ""
            if _fits({"session": self.session.value()}, Waha)
            else self.tr("Only Latin letters, digits, _ and -, up to 54."),
        }

    def _address(self) -> str:
        return self.url.value().rstrip("/")

    def _save_clicked(self) -> None:
        problems = self._problems()
        for field, text in problems.items():
            field.complain(text)
        wrong = [field for field, text in problems.items() if text]
        if wrong:
            wrong[0].setFocus()
            self.saved.setText(self.tr("Not saved yet"))
            return
        self.start(self._save())

    async def _save(self) -> None:
        logs.hide(self.token.value(), self.key.value())
        is_first = self._shop() is None
        self.save.setEnabled(False)
        try:
            # Said before: the language may change with the saving, and the page with it.
            self.saved.setText(self.tr("Saved"))
            await self.desk.save(self._settings())
        finally:
            self.save.setEnabled(True)
        if is_first:
            self.go_to.emit("whatsapp")

    def _settings(self) -> Settings:
        old, settings = self._shop(), self.desk.settings
        base = old if old is not None else Shop(name=self.name.value())
        new = msgspec.structs.replace(
            base,
            name=self.name.value(),
            kaspi=msgspec.structs.replace(base.kaspi, token=self.token.value()),
            waha=msgspec.structs.replace(
                base.waha, url=self._address(), api_key=self.key.value(), session=self.session.value()
            ),
        )
        shops = tuple(new if shop is old else shop for shop in settings.shops) if old else (new,)
        app = msgspec.structs.replace(
            settings.app, language=self.language.currentData(), theme=self.theme.currentData()
        )
        return msgspec.structs.replace(settings, shops=shops, app=app)


def _form(title: str) -> tuple[Card, QGridLayout]:
    card = Card()
    card.box.addWidget(caption(title))
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(3)
    grid.setColumnMinimumWidth(0, 190)
    grid.setColumnStretch(1, 1)
    card.box.addLayout(grid)
    return card, grid


def _choice(grid: QGridLayout, name: str, options: tuple[tuple[str, str], ...]) -> QComboBox:
    row = grid.rowCount()
    made = QComboBox()
    made.setAccessibleName(name)
    made.setFixedWidth(240)
    for key, text in options:
        made.addItem(text, key)
    title: QLabel = label(name)
    title.setBuddy(made)
    grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(made, row, 1, Qt.AlignmentFlag.AlignLeft)
    grid.setRowMinimumHeight(row, 46)
    return made


def _fits(values: dict[str, str], group: type[Any]) -> bool:
    try:
        msgspec.convert(values, group)
    except msgspec.ValidationError:
        return False
    return True
