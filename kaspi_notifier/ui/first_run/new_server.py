"""A new WAHA server: the compose file is written, and Docker starts it where it is installed."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from kaspi_notifier import logs
from kaspi_notifier.ui.docker import IMAGE, Starter, new_key, write_compose
from kaspi_notifier.ui.theme import Tone
from kaspi_notifier.ui.widgets.basics import Banner, Card, button, label


class NewServer(Card):
    """Writes the file, starts it, and can be stopped; without Docker it says how to get it."""

    made = Signal(str)
    """The server is being started; its key."""

    def __init__(self, folder: Path, starter: Starter | None = None) -> None:
        super().__init__(self.tr("A new server"))
        self._folder = folder
        self._key = ""
        self.starter = starter or Starter(self)
        self.starter.line.connect(self._said)
        self.starter.ended.connect(self._ended)
        for text in (
            self.tr("The program writes a ready file for the server WAHA ({image}).").format(image=IMAGE),
            self.tr("Its key is random, only this computer reaches it, and it starts again by itself."),
        ):
            self.box.addWidget(label(text, wraps=True))
        self.answer = Banner()
        self.answer.hide()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("Docker is working"))
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.said = label("", "muted", wraps=True)
        self.said.hide()
        for widget in (self.answer, self.progress, self.said):
            self.box.addWidget(widget)
        self._add_buttons()

    def _add_buttons(self) -> None:
        row = QHBoxLayout()
        self.write = button(self.tr("Write the file and start"), "primary")
        self.write.clicked.connect(self._write_clicked)
        self.cancel = button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.starter.stop)
        self.cancel.hide()
        row.addWidget(self.write)
        row.addWidget(self.cancel)
        row.addStretch(1)
        place = QWidget()
        place.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.box.addWidget(place)

    def look(self) -> None:
        """See whether Docker is there, and say what the button will do."""
        if self.starter.is_there:
            self.answer.hide()
            self.write.setText(self.tr("Write the file and start"))
            return
        self.write.setText(self.tr("Write the file"))
        self._say(
            "amber",
            self.tr("Docker is not installed on this computer"),
            self.tr(
                "Install Docker Desktop from docker.com (free for small shops), start it, and come back here."
                " The file can be written already."
            ),
        )

    def _say(self, tone: Tone, title: str, text: str = "") -> None:
        self.answer.say(tone, title, text)
        self.answer.show()

    def _write_clicked(self) -> None:
        self._key = new_key()
        logs.hide(self._key)
        try:
            file = write_compose(self._folder, self._key)
        except OSError as error:
            self._say("red", self.tr("The file can't be written"), str(error.strerror))
            return
        if not self.starter.is_there:
            self._say(
                "amber",
                self.tr("The file is written, Docker is still missing"),
                self.tr("When Docker is installed, press the button once more. The file: {file}").format(
                    file=file
                ),
            )
            return
        self._work(is_on=True)
        self._say("blue", self.tr("Docker loads and starts the server; the first time takes some minutes."))
        self.starter.start(file)

    def _work(self, *, is_on: bool) -> None:
        self.write.setEnabled(not is_on)
        for widget in (self.progress, self.said, self.cancel):
            widget.setVisible(is_on)

    def _said(self, text: str) -> None:
        self.said.setText(text[:200])

    def _ended(self, is_well: bool) -> None:
        self._work(is_on=False)
        if is_well:
            self._say(
                "green", self.tr("The server is started"), self.tr("Address and key are filled in above.")
            )
            self.made.emit(self._key)
            return
        self._say(
            "red",
            self.tr("Docker did not start the server"),
            self.said.text() or self.tr("Start Docker Desktop and try again."),
        )
