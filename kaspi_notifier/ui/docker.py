"""A WAHA server of the shop's own: writes its compose file and starts it where Docker is there."""

import hashlib
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, QProcess, Signal

from kaspi_notifier.paths import resource

IMAGE = "devlikeapro/waha:gows-2026.9.2"
"""Pinned: a server that changes by itself overnight is one more thing that can stop the shop."""
PORT = 3000
_FILE = "docker-compose.yml"
_KEY_BYTES = 48


def new_key() -> str:
    """A key that nobody can guess; WAHA asks for at least 64 letters."""
    return secrets.token_urlsafe(_KEY_BYTES)


def compose_text(key: str, port: int = PORT) -> str:
    """The compose file for a server that only this computer reaches, with the hash of the key."""
    template = Template(resource("docker-compose.waha.yml").read_text(encoding="utf-8"))
    digest = hashlib.sha512(key.encode()).hexdigest()
    return template.substitute(image=IMAGE, port=port, key_hash=digest)


def write_compose(folder: Path, key: str) -> Path:
    """Write the file into a folder of its own; raises `OSError`."""
    target = folder / "waha"
    target.mkdir(parents=True, exist_ok=True)
    file = target / _FILE
    file.write_text(compose_text(key), encoding="utf-8")
    return file


def find_docker() -> str | None:
    """Where the docker command is; None when Docker is not installed."""
    return shutil.which("docker")


class Starter(QObject):
    """Runs `docker compose up -d`; one run at a time, and it can be stopped."""

    line = Signal(str)
    """What Docker says while it works."""
    ended = Signal(bool)
    """Whether the server was started."""

    def __init__(self, parent: QObject, find: Callable[[], str | None] = find_docker) -> None:
        super().__init__(parent)
        self._find = find
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._process.readyRead.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

    @property
    def is_there(self) -> bool:
        """Whether Docker is installed."""
        return self._find() is not None

    @property
    def is_running(self) -> bool:
        """Whether it works right now."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def start(self, file: Path) -> None:
        """Start the server of this file; what follows comes as signals."""
        program = self._find()
        if program is None:
            self.ended.emit(False)
            return
        self._process.setWorkingDirectory(str(file.parent))
        self._process.start(program, ["compose", "-f", str(file), "up", "-d"])

    def stop(self) -> None:
        """Give up; what Docker has loaded so far it keeps for the next time."""
        self._process.kill()

    def _read(self) -> None:
        text = bytes(self._process.readAll().data()).decode("utf-8", "replace")
        for part in text.replace("\r", "\n").splitlines():
            if part.strip():
                self.line.emit(part.strip())

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self.ended.emit(code == 0 and status is QProcess.ExitStatus.NormalExit)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(False)
