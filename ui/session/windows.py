"""Windows: the reason on its shutdown screen, the log-off, and the session's lock."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Protocol

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QSessionManager, QWindow

from mailguard.i18n import _
from ui.session.source import Source

WM_WTSSESSION_CHANGE = 0x02B1


class Calls(Protocol):
    """What is asked of Windows for a window, which `handle` names."""

    def hear(self, handle: int) -> None:
        """Tell the window when the session is locked and unlocked."""
        ...

    def block(self, handle: int, reason: str) -> None:
        """Name the reason when the session is to end."""
        ...

    def unblock(self, handle: int) -> None:
        """There is no reason any more."""
        ...


class WindowsCalls:
    """The real ones. What Windows refuses it does not do, and nothing depends on it."""

    def __init__(self) -> None:
        self._user = ctypes.WinDLL("user32")  # type: ignore[attr-defined,unused-ignore]  # only there
        self._sessions = ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined,unused-ignore]

    def hear(self, handle: int) -> None:
        this_session = wintypes.DWORD(0)
        self._sessions.WTSRegisterSessionNotification(wintypes.HWND(handle), this_session)

    def block(self, handle: int, reason: str) -> None:
        self._user.ShutdownBlockReasonCreate(wintypes.HWND(handle), wintypes.LPCWSTR(reason))

    def unblock(self, handle: int) -> None:
        self._user.ShutdownBlockReasonDestroy(wintypes.HWND(handle))


class WindowsSession(Source):
    """Answers *not yet* at once, as Windows wants it; the shutdown goes on when MailGuard ends."""

    def __init__(self, application: QGuiApplication, calls: Calls) -> None:
        super().__init__()
        self._calls = calls
        self._waits = False
        self.window = SessionWindow()
        self.window.locked.connect(self.locked)
        self.window.unlocked.connect(self.unlocked)
        self._handle = int(self.window.winId())
        calls.hear(self._handle)
        # Qt's manager object is there only during the signal
        direct = Qt.ConnectionType.DirectConnection
        application.commitDataRequest.connect(self._on_commit, direct)

    def follow(self, *, waits: bool) -> None:
        self._waits = waits
        if waits:
            self._calls.block(self._handle, _("Mail is waiting to be sent"))
        else:
            self._calls.unblock(self._handle)

    def release(self) -> None:
        """Take the reason from the shutdown screen."""
        self._calls.unblock(self._handle)

    def refuse(self) -> None:
        """Windows was told so already."""

    def _on_commit(self, manager: QSessionManager) -> None:
        if self._waits:
            manager.cancel()
            QTimer.singleShot(0, self, lambda: self.ending.emit(self))


class SessionWindow(QWindow):
    """A window nobody sees, for Windows to send its messages to.

    locked, unlocked: The session is, from now on.
    """

    locked = Signal()
    unlocked = Signal()

    def nativeEvent(self, kind: QByteArray, message: int) -> tuple[bool, int]:  # type: ignore[override]  # PySide's stub leaves the tuple out
        if kind == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            if told.message == WM_WTSSESSION_CHANGE:
                self._on_change(told.wParam)
        return False, 0

    def _on_change(self, change: int) -> None:
        match change:
            case 0x7:  # WTS_SESSION_LOCK
                self.locked.emit()
            case 0x8:  # WTS_SESSION_UNLOCK
                self.unlocked.emit()
