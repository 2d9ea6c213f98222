"""The lock screens of Linux desktops."""

from __future__ import annotations

from collections.abc import Sequence

from ui.session.bus import Bus, Place
from ui.session.source import Source

_SERVICES = (
    "org.freedesktop.ScreenSaver",  # KDE and others
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


class ScreenSavers(Source):
    """Whichever of them is there."""

    def __init__(self, bus: Bus) -> None:
        """`bus`: the session's."""
        super().__init__()
        self._bus = bus
        for name in _SERVICES:
            bus.hear(Place(name, "", name), "ActiveChanged", self._on_changed)

    def _on_changed(self, arguments: Sequence[object]) -> None:
        told = self.locked if arguments == [True] else self.unlocked
        told.emit()
