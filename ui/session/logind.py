"""systemd-logind: a lock that delays a shutdown while mail waits, and the session's lock.

The lock delays and does not block: a shutdown that is blocked is refused without the user being
asked anything, and would hold up unattended ones for as long as a server is down.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtDBus import QDBusObjectPath, QDBusUnixFileDescriptor, QDBusVariant

from mailguard.i18n import _
from ui.session.bus import Bus, Place
from ui.session.source import Source

_SERVICE = "org.freedesktop.login1"
_MANAGER = Place(_SERVICE, "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_SESSION = "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"


class Logind(Source):
    """The computer's shutdown, and this session's lock."""

    def __init__(self, bus: Bus) -> None:
        """`bus`: the system's."""
        super().__init__()
        self._bus = bus
        self._waits = False
        self._is_ending = False
        self._lock: int | None = None  # a file descriptor; closing it lets the shutdown go on
        bus.hear(_MANAGER, "PrepareForShutdown", self._on_shutdown)
        # "auto": the session of this process, else the one its user sees
        bus.call(_MANAGER, "GetSession", "auto", on_reply=self._on_session)

    def follow(self, *, waits: bool) -> None:
        self._waits = waits
        if not waits:
            self.release()
        elif self._lock is None and not self._is_ending:
            why = _("Mail is waiting to be sent")
            self._bus.call(
                _MANAGER, "Inhibit", "shutdown", "MailGuard", why, "delay", on_reply=self._on_lock
            )

    def release(self) -> None:
        """Let the shutdown go on."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def refuse(self) -> None:
        """Nothing can stop it any more."""
        self.release()

    def _on_lock(self, arguments: Sequence[object]) -> None:
        match arguments:
            case [QDBusUnixFileDescriptor() as descriptor]:
                self.release()
                self._lock = os.dup(descriptor.fileDescriptor())
                if not self._waits:  # not any more
                    self.release()

    def _on_shutdown(self, arguments: Sequence[object]) -> None:
        self._is_ending = arguments == [True]
        if self._is_ending and self._waits:
            self.ending.emit(self)
        else:  # it was called off
            self.follow(waits=self._waits)

    def _on_session(self, arguments: Sequence[object]) -> None:
        match arguments:
            case [QDBusObjectPath() as path]:
                session = Place(_SERVICE, path.path(), _SESSION)
                properties = replace(session, interface=_PROPERTIES)
                self._bus.hear(session, "Lock", lambda _none: self.locked.emit())
                self._bus.hear(session, "Unlock", lambda _none: self.unlocked.emit())
                self._bus.hear(
                    properties, "PropertiesChanged", lambda _some: self._ask_hint(properties)
                )

    def _ask_hint(self, properties: Place) -> None:
        self._bus.call(properties, "Get", _SESSION, "LockedHint", on_reply=self._on_hint)

    def _on_hint(self, arguments: Sequence[object]) -> None:
        match arguments:
            case [QDBusVariant() as hint]:
                told = self.locked if hint.variant() else self.unlocked
                told.emit()
