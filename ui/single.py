"""One desktop for each data folder: a second one calls the first, and leaves."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from mailguard.paths import DataFolder

_PATIENCE_MS = 500

SHOW = b"show"
QUIET = b"quiet"


class SingleDesktop(QObject):
    """The place of the one desktop of a data folder.

    called: Another one was started by the user, and left.
    """

    called = Signal()

    def __init__(self, folder: DataFolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(str(folder.root).encode()).hexdigest()[:16]
        self._name = f"mailguard-{digest}"
        self._callers: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def take(self, message: bytes = SHOW) -> bool:
        """Whether this is the one; else the one that is hears `message` (SHOW or QUIET)."""
        if self._call(message):
            return False
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)  # left behind by one that was killed
            return self._server.listen(self._name)
        return True

    def leave(self) -> None:
        """Make room for another."""
        self._server.close()

    def _call(self, message: bytes) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        socket.write(message)
        socket.waitForBytesWritten(_PATIENCE_MS)
        socket.disconnectFromServer()
        return True

    def _on_connection(self) -> None:
        """Hear each that calls; it has written its word before it hangs up."""
        while (caller := self._server.nextPendingConnection()) is not None:
            self._callers.append(caller)
            caller.disconnected.connect(self._on_hung_up)

    def _on_hung_up(self) -> None:
        gone = QLocalSocket.LocalSocketState.UnconnectedState
        for caller in [each for each in self._callers if each.state() is gone]:
            self._callers.remove(caller)
            if bytes(caller.readAll().data()).startswith(SHOW):
                self.called.emit()
