"""What one service of a system says of the user's session: the port, and how an end is held."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEventLoop, QObject, Signal


class Hold(Protocol):
    """An end of the session that waits for the user's word."""

    def release(self) -> None:
        """The session may end."""
        ...

    def refuse(self) -> None:
        """The user stays; where the system does not permit that, the session ends all the same."""
        ...


class Source(QObject):
    """One service. This one says nothing, and holds nothing.

    locked, unlocked: The screen is, from now on.
    ending: The session is about to end, and waits for this Hold; sent only while mail waits.
    """

    locked = Signal()
    unlocked = Signal()
    ending = Signal(object)

    def follow(self, *, waits: bool) -> None:
        """Whether mail waits, so that an end of the session is to be held from now on."""


class LoopHold:
    """Holds an end that a system announces by a call, and that has ended when the call returns."""

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
