"""macOS: the log-off, which asks every program to quit, and the screen's lock."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEventLoop

from ui.session.application import Application
from ui.session.source import Source

LOCKED = "com.apple.screenIsLocked"
UNLOCKED = "com.apple.screenIsUnlocked"

_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_UTF8 = 0x08000100
_AT_ONCE = 4  # also while the program is in the background
_Callback = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)


class Notices(Protocol):
    """The notices that programs send to each other."""

    def hear(self, name: str, on_notice: Callable[[], None]) -> None:
        """Call `on_notice` with each notice of that name."""
        ...


class MacNotices:
    """The distributed notification centre."""

    def __init__(self) -> None:
        self._foundation = ctypes.CDLL(_FOUNDATION)
        self._foundation.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
        self._foundation.CFStringCreateWithCString.restype = ctypes.c_void_p
        self._callbacks: list[object] = []  # the centre does not keep them

    def hear(self, name: str, on_notice: Callable[[], None]) -> None:
        callback = _Callback(lambda *_of_no_use: on_notice())
        self._callbacks.append(callback)
        pointer = ctypes.c_void_p
        centre = self._foundation.CFNotificationCenterGetDistributedCenter()
        word = self._foundation.CFStringCreateWithCString(None, name.encode(), _UTF8)
        self._foundation.CFNotificationCenterAddObserver(
            pointer(centre), None, callback, pointer(word), None, ctypes.c_long(_AT_ONCE)
        )


class MacSession(Source):
    """Asks within the call by which macOS asks whether the program may quit."""

    def __init__(self, application: Application, notices: Notices) -> None:
        super().__init__()
        self._waits = False
        application.may_quit = self._may_quit
        notices.hear(LOCKED, self.locked.emit)
        notices.hear(UNLOCKED, self.unlocked.emit)

    def follow(self, *, waits: bool) -> None:
        self._waits = waits

    def _may_quit(self) -> bool:
        if not self._waits:
            return True
        hold = LoopHold()
        self.ending.emit(hold)
        hold.wait()
        return not hold.is_refused


class LoopHold:
    """Holds an end that is announced by a call, and that comes when the call returns."""

    def __init__(self) -> None:
        self.is_refused = False
        self._is_over = False
        self._loop = QEventLoop()

    def release(self) -> None:
        self._is_over = True
        self._loop.quit()

    def refuse(self) -> None:
        self.is_refused = True
        self.release()

    def wait(self) -> None:
        """Let everything else go on until the user has said what is to become of the mail."""
        if not self._is_over:
            self._loop.exec()
