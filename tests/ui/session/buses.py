"""A message bus of the test's own, and services on it that note what they are asked."""

from __future__ import annotations

import os
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

SESSION = "/org/freedesktop/login1/session/_32"

_number = count(1)


class PrivateBus:
    """A real message bus that nobody else is on."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._names: list[str] = []

    def connect(self) -> QDBusConnection:
        """One more connection to it."""
        self._names.append(f"test-{next(_number)}")
        return QDBusConnection.connectToBus(self._address, self._names[-1])

    def disconnect(self) -> None:
        for name in self._names:
            QDBusConnection.disconnectFromBus(name)


@contextmanager
def private_bus() -> Iterator[PrivateBus]:
    """Run one."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as daemon:
        assert daemon.stdout is not None
        bus = PrivateBus(daemon.stdout.readline().strip())
        yield bus
        bus.disconnect()
        daemon.terminate()


class Service(QDBusVirtualObject):
    """Takes every call, notes it, and answers with `answers`; refuses what is not in there."""

    def __init__(self, bus: PrivateBus, name: str, root: str) -> None:
        super().__init__()
        self.calls: list[tuple[object, ...]] = []
        self.answers: dict[str, object] = {}
        self._connection = bus.connect()
        whole_tree = QDBusConnection.VirtualObjectRegisterOption.SubPath
        assert self._connection.registerVirtualObject(root, self, whole_tree)
        assert self._connection.registerService(name)

    def asked(self, method: str) -> list[tuple[object, ...]]:
        """The arguments of each call of that method."""
        return [call[1:] for call in self.calls if call[0] == method]

    def tell(self, path: str, interface: str, signal: str, *arguments: object) -> None:
        """Send a signal to everybody."""
        message = QDBusMessage.createSignal(path, interface, signal)
        message.setArguments(list(arguments))
        self._connection.send(message)

    def answer(self, message: QDBusMessage) -> object:
        """What to answer this call with."""
        return self.answers[message.member()]

    def introspect(self, _path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        self.calls.append((message.member(), *message.arguments()))
        if message.member() not in self.answers:
            return False
        reply = message.createReply()
        answer = self.answer(message)
        reply.setArguments([] if answer is None else [answer])
        return connection.send(reply)


class Login(Service):
    """systemd-logind, with one session."""

    def __init__(self, bus: PrivateBus) -> None:
        super().__init__(bus, "org.freedesktop.login1", "/org/freedesktop/login1")
        self.answers = {
            "Inhibit": None,
            "GetSession": QDBusObjectPath(SESSION),
            "Get": QDBusVariant(False),
        }
        self._locks: list[int] = []

    @property
    def is_held(self) -> bool:
        """Whether anybody has a lock: the other end of its pipe is open."""
        return any(not select.select([lock], [], [], 0)[0] for lock in self._locks)

    def answer(self, message: QDBusMessage) -> object:
        if message.member() != "Inhibit":
            return super().answer(message)
        reading, writing = os.pipe()
        self._locks.append(reading)
        descriptor = QDBusUnixFileDescriptor(writing)
        os.close(writing)
        return descriptor

    def shut_down(self, *, begins: bool = True) -> None:
        manager = "org.freedesktop.login1.Manager"
        self.tell("/org/freedesktop/login1", manager, "PrepareForShutdown", begins)

    def lock(self, signal: str) -> None:
        """Send Lock or Unlock to the session."""
        self.tell(SESSION, "org.freedesktop.login1.Session", signal)

    def hint(self, *, is_locked: bool) -> None:
        """The lock screen of the session came or went."""
        self.answers["Get"] = QDBusVariant(is_locked)
        interface = "org.freedesktop.login1.Session"
        changed = {"LockedHint": is_locked}
        properties = "org.freedesktop.DBus.Properties"
        self.tell(SESSION, properties, "PropertiesChanged", interface, changed, [])

    def close(self) -> None:
        for lock in self._locks:
            os.close(lock)
