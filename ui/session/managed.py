"""The session managers that Qt speaks with: X11's (XSMP) and Windows'."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QSessionManager

from ui.session.source import LoopHold, Source


class ManagedSession(Source):
    """Asks within the call by which the session manager announces the end (X11)."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__()
        self._waits = False
        # Qt's manager object is there only during the signal
        direct = Qt.ConnectionType.DirectConnection
        application.saveStateRequest.connect(never_restart, direct)
        application.commitDataRequest.connect(self._on_commit, direct)

    def follow(self, *, waits: bool) -> None:
        self._waits = waits

    def _on_commit(self, manager: QSessionManager) -> None:
        never_restart(manager)
        if not self._waits or not manager.allowsInteraction():
            return
        hold = LoopHold()
        self.ending.emit(hold)
        hold.wait()
        if hold.is_refused:
            manager.cancel()
        manager.release()


def never_restart(manager: QSessionManager) -> None:
    """At the next log-in the autostart entry starts MailGuard, quietly."""
    manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
