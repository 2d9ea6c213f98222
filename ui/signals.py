"""The system's signals to end, heard at once and without waking up in between."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_ENDING = (signal.SIGINT, signal.SIGTERM)


class EndSignals(QObject):
    """received: The session or a terminal asks this process to end."""

    received = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._near, self._far = socket.socketpair()
        self._near.settimeout(0)
        self._far.settimeout(0)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_octets)
        # Python's own handlers run only when Python runs: the octet wakes Qt's loop up
        signal.set_wakeup_fd(self._far.fileno())
        for number in _ENDING:
            signal.signal(number, _hear)

    def _on_octets(self) -> None:
        self._near.recv(64)
        self.received.emit()


def _hear(_number: int, _frame: FrameType | None) -> None:
    """The octet that was written for the signal says it all."""
