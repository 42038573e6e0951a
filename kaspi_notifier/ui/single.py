"""One window per data folder: a second start only asks the first window to come up."""

import asyncio
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1500


def _name(folder: Path) -> str:
    return "kaspi-notifier-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]


class Doorbell(QObject):
    """Listens for later starts of the program with the same folder."""

    rung = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        # Whoever holds the folder's lock is the only one who listens; an old socket file is a leftover.
        QLocalServer.removeServer(_name(folder))
        self._server.listen(_name(folder))

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            self.rung.emit()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()


async def ring(folder: Path) -> bool:
    """Ask the window that works with this folder to show itself; False when none answers."""
    socket = QLocalSocket()
    answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def settle(result: bool) -> None:
        if not answered.done():
            answered.set_result(result)

    socket.connected.connect(lambda: settle(True))
    socket.errorOccurred.connect(lambda _error: settle(False))
    socket.connectToServer(_name(folder))
    try:
        async with asyncio.timeout(_PATIENCE_MS / 1000):
            return await answered
    except TimeoutError:
        return False
    finally:
        socket.abort()
        socket.deleteLater()
