"""Which services tell of the session on this system."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ui.session.application import Application
from ui.session.source import Source
from ui.session.watch import SessionWatch


def session_watch(application: Application) -> SessionWatch:
    """The session that this desktop runs in."""
    return SessionWatch(_sources(application))


def _windows(application: Application) -> Sequence[Source]:
    from ui.session.windows import WindowsCalls, WindowsSession  # noqa: PLC0415  only there

    return [WindowsSession(application, WindowsCalls())]


def _macos(application: Application) -> Sequence[Source]:
    from ui.session.macos import MacNotices, MacSession  # noqa: PLC0415  only there

    return [MacSession(application, MacNotices())]


def _linux(_application: Application) -> Sequence[Source]:
    from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415  only there

    from ui.session.bus import Bus  # noqa: PLC0415
    from ui.session.gnome import GnomeSession  # noqa: PLC0415
    from ui.session.logind import Logind  # noqa: PLC0415
    from ui.session.screen_saver import ScreenSavers  # noqa: PLC0415
    from ui.session.xsmp import SessionManagement  # noqa: PLC0415

    system = Bus(QDBusConnection.systemBus())
    session = Bus(QDBusConnection.sessionBus())
    return [
        SessionManagement(),
        Logind(system),
        GnomeSession(session),
        ScreenSavers(session),
    ]


_sources = {"win32": _windows, "darwin": _macos}.get(sys.platform, _linux)
