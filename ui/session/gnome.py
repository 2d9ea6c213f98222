"""The session manager of GNOME, Cinnamon and MATE: asks each registered program before the end.

The protocol is org.gnome.SessionManager.ClientPrivate. A program that answers *no* is named in the
desktop's own dialog with its reason; the user decides there or here.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtDBus import QDBusObjectPath

from mailguard.i18n import _
from ui.session.bus import Bus, Place
from ui.session.source import Source

_SERVICE = "org.gnome.SessionManager"
_MANAGER = Place(_SERVICE, "/org/gnome/SessionManager", _SERVICE)
_CLIENT = "org.gnome.SessionManager.ClientPrivate"
_APPLICATION = "mailguard"


class GnomeSession(Source):
    """Registered only while mail waits, so that nothing else is ever held up."""

    def __init__(self, bus: Bus) -> None:
        """`bus`: the session's."""
        super().__init__()
        self._bus = bus
        self._waits = False
        self._is_registering = False
        self._client: Place | None = None
        bus.hear(Place(_SERVICE, "", _CLIENT), "QueryEndSession", self._on_query)
        bus.hear(Place(_SERVICE, "", _CLIENT), "EndSession", self._on_end)

    def follow(self, *, waits: bool) -> None:
        self._waits = waits
        if waits and self._client is None and not self._is_registering:
            self._is_registering = True
            self._bus.call(
                _MANAGER, "RegisterClient", _APPLICATION, "", on_reply=self._on_registered
            )
        elif not waits and self._client is not None:
            path = QDBusObjectPath(self._client.path)
            self._client = None
            self._bus.call(_MANAGER, "UnregisterClient", path)

    def release(self) -> None:
        """The reason goes from the desktop's dialog."""
        self._say(may_end=True)

    def refuse(self) -> None:
        """The desktop's own dialog is where the user stays."""

    def _on_registered(self, arguments: Sequence[object]) -> None:
        match arguments:
            case [QDBusObjectPath() as path]:
                self._is_registering = False
                self._client = replace(_MANAGER, path=path.path(), interface=_CLIENT)
                self.follow(waits=self._waits)  # it may have changed

    def _on_query(self, _flags: Sequence[object]) -> None:
        self._say(may_end=not self._waits)
        if self._waits:
            self.ending.emit(self)

    def _on_end(self, _flags: Sequence[object]) -> None:
        """The user decided in the desktop's dialog: what waits is sent the next time."""
        self._say(may_end=True)

    def _say(self, *, may_end: bool) -> None:
        if self._client is not None:
            why = "" if may_end else _("Mail is waiting to be sent")
            self._bus.call(self._client, "EndSessionResponse", may_end, why)
