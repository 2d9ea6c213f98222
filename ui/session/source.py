"""What one service of a system says of the user's session: the port."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal


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
    over: It has ended.
    """

    locked = Signal()
    unlocked = Signal()
    ending = Signal(object)
    over = Signal()

    def follow(self, *, waits: bool) -> None:
        """Whether mail waits, so that an end of the session is to be held from now on."""
