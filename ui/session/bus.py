"""A message bus: calls that never wait, signals, and a bus or a service that may be missing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_SLOT: Any = SLOT("on_signal(QDBusMessage)")  # a str; PySide's stub wants bytes, PySide does not

log = logging.getLogger(__name__)

OnMessage = Callable[[Sequence[object]], None]
"""Is called with the arguments of a reply or of a signal."""


class Place(msgspec.Struct, frozen=True):
    """An interface of an object of a service; of any of its objects if `path` is empty."""

    service: str
    path: str
    interface: str


class Bus(QObject):
    """One bus. What fails is said once for each service, in one line, and changes nothing."""

    def __init__(self, connection: QDBusConnection) -> None:
        super().__init__()
        self._connection = connection
        self._silent: set[str] = set()  # the services that are known not to answer

    def call(
        self, place: Place, method: str, *arguments: object, on_reply: OnMessage | None = None
    ) -> None:
        """Call a method; a service that does not run is not started for it."""
        if not self._connection.isConnected():  # QtDBus would never say that the call failed
            self._fail(place.service, self._connection.lastError().message())
            return
        message = QDBusMessage.createMethodCall(place.service, place.path, place.interface, method)
        message.setAutoStartService(False)
        message.setArguments(list(arguments))
        watcher = QDBusPendingCallWatcher(self._connection.asyncCall(message), self)
        watcher.finished.connect(lambda: self._on_finished(watcher, place, on_reply))

    def hear(self, place: Place, signal: str, on_signal: OnMessage) -> None:
        """Have `on_signal` called with the arguments of each such signal."""
        ear = _Ear(self, on_signal)
        self._connection.connect(place.service, place.path, place.interface, signal, ear, _SLOT)

    def _on_finished(
        self, watcher: QDBusPendingCallWatcher, place: Place, on_reply: OnMessage | None
    ) -> None:
        if watcher.isError():
            self._fail(place.service, watcher.error().message())
        elif on_reply is not None:
            on_reply(watcher.reply().arguments())
        watcher.deleteLater()

    def _fail(self, service: str, message: str) -> None:
        if service not in self._silent:
            self._silent.add(service)
            log.warning("the session's %s is not followed: %s", service, message)


class _Ear(QObject):
    """What QtDBus needs to hand a signal on."""

    def __init__(self, parent: QObject, on_signal: OnMessage) -> None:
        super().__init__(parent)
        self._on_signal = on_signal

    @Slot(QDBusMessage)
    def on_signal(self, message: QDBusMessage) -> None:
        """A signal has come."""
        self._on_signal(message.arguments())
