"""Keeps keys that were meant for another window from answering a review.

Ctrl+Enter is the mail program's send key too: it may still be down, or repeat, when the review
appears. Keys count only after all have been released and a second has passed since the window was
shown or anything in it moved; a key that repeats by itself never counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow

QUIET = 1.0
"""Seconds without keys after the window was shown or moved."""

CLICK_QUIET = 0.5
"""Seconds without clicks: the second half of a double click on the mail program's Send."""

_Modifier = Qt.KeyboardModifier
_OWN_MODIFIER = {
    Qt.Key.Key_Shift.value: _Modifier.ShiftModifier,
    Qt.Key.Key_Control.value: _Modifier.ControlModifier,
    Qt.Key.Key_Alt.value: _Modifier.AltModifier,
}
_HELD = _Modifier.ShiftModifier | _Modifier.ControlModifier | _Modifier.AltModifier


class KeyGuard:
    """Decides which keys count. It knows no window, and takes its time from `clock`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._moved_at = clock()
        self._down: set[int] = set()
        self._armed = False
        self._released: tuple[int, int] | None = None  # the last key that went up, and when

    @property
    def listens(self) -> bool:
        """Whether a key pressed now would count."""
        return self._armed or (self._is_quiet() and not self._down)

    def moved(self) -> None:
        """The window was shown, or something in it moved."""
        self._moved_at = self._clock()
        self._armed = False

    def activated(self) -> None:
        """The window got the keyboard: keys may be down that were pressed elsewhere."""
        self._down.clear()
        self._armed = False

    def press(self, key: int, held: Qt.KeyboardModifier, *, repeats: bool, at: int) -> bool:
        """Whether this key press counts.

        `held`: the modifiers that are down with it; `at`: the event's time in milliseconds.
        """
        was_listening = self.listens
        self._down.add(key)
        if repeats or self._released == (key, at):
            self._armed = False
            return False
        # a modifier that went down before we listened has not been released yet
        if not self._armed and was_listening and not _others(key, held):
            self._armed = True
        return self._armed

    def release(self, key: int, held: Qt.KeyboardModifier, *, repeats: bool, at: int) -> None:
        """A key went up; or, under X11, one that is held says so before each repetition.

        Qt cannot always tell the two apart. Such a press follows at the same millisecond.
        """
        if repeats:
            return
        self._released = (key, at)
        self._down.discard(key)
        if not self._down and not _others(key, held) and self._is_quiet():
            self._armed = True

    def click(self) -> bool:
        """Whether a click counts now."""
        return self._clock() - self._moved_at >= CLICK_QUIET

    def _is_quiet(self) -> bool:
        return self._clock() - self._moved_at >= QUIET


def _others(key: int, held: Qt.KeyboardModifier) -> Qt.KeyboardModifier:
    """The modifiers that are down beside `key`, which may be one itself."""
    return held & _HELD & ~_OWN_MODIFIER.get(key, _Modifier.NoModifier)


class KeyGate(QObject):
    """Stands before a window and lets only those keys and clicks in that count.

    sent: Ctrl+Enter.
    left: Esc.
    """

    sent = Signal()
    left = Signal()

    def __init__(self, window: QWindow, guard: KeyGuard, parent: QObject) -> None:
        super().__init__(parent)
        self._guard = guard
        self._click_counts = True
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return self._on_press(event)
            case QEvent.Type.KeyRelease if isinstance(event, QKeyEvent):
                self._guard.release(
                    event.key(),
                    event.modifiers(),
                    repeats=event.isAutoRepeat(),
                    at=event.timestamp(),
                )
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick:
                self._click_counts = self._guard.click()
                return not self._click_counts
            case QEvent.Type.MouseButtonRelease if isinstance(event, QMouseEvent):
                return not self._click_counts
            case QEvent.Type.FocusIn:
                self._guard.activated()
        return super().eventFilter(watched, event)

    def _on_press(self, event: QKeyEvent) -> bool:
        """Whether the press ends here."""
        counts = self._guard.press(
            event.key(), event.modifiers(), repeats=event.isAutoRepeat(), at=event.timestamp()
        )
        if not counts:
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & _Modifier.ControlModifier:
            self.sent.emit()
            return True
        return False
