"""The session as the desktop follows it, put together from what its system's services say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from ui.session.source import Source


class SessionWatch(QObject):
    """One session, however many services speak of it.

    unlocked: The user is back at the screen.
    ending: The session is about to end, and waits for this Hold; sent only while mail waits.
    over: It has ended, and so is the desktop to.
    """

    unlocked = Signal()
    ending = Signal(object)
    over = Signal()

    def __init__(self, sources: Sequence[Source] = ()) -> None:
        super().__init__()
        self._sources = tuple(sources)
        self._is_locked = False
        self._waits = False
        for source in self._sources:
            source.setParent(self)
            source.locked.connect(self._on_locked)
            source.unlocked.connect(self._on_unlocked)
            source.ending.connect(self.ending)
            source.over.connect(self.over)

    def follow(self, *, waits: bool) -> None:
        """Whether mail waits: only then is the end of the session held."""
        if waits == self._waits:
            return
        self._waits = waits
        for source in self._sources:
            source.follow(waits=waits)

    def _on_locked(self) -> None:
        self._is_locked = True

    def _on_unlocked(self) -> None:
        # several services tell of the same unlocking: the first one counts
        was_locked, self._is_locked = self._is_locked, False
        if was_locked:
            self.unlocked.emit()
