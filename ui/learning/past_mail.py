"""The past mail on this computer: finding it, and having it learned from."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mailguard.domain.learning import Wish


class PastMail(QObject):
    """Past mail where there is none; a process looks for more (process.py).

    found: The MailFolders of mail programs that were found.
    stepped: How far the run is, as a Step.
    ended: What the run brought, as Learned: it is over, or was stopped.
    failed: The run could not be done; a sentence.
    """

    found = Signal(object)
    stepped = Signal(object)
    ended = Signal(object)
    failed = Signal(str)

    @property
    def may_be_offered(self) -> bool:
        """Whether the user has not yet said whether to learn from it."""
        return False

    def settle(self) -> None:
        """The user has said so."""

    def find(self) -> None:
        """Look for mail programs' folders; `found` tells of them later."""

    def learn(self, wish: Wish) -> None:
        """Begin a run, if there is none."""

    def stop(self) -> None:
        """End the run; what it learned stays."""

    def close(self) -> None:
        """End the run now: the desktop goes."""
