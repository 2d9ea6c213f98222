"""The end of the session: questions are shown once more, and mail that waits is asked about."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mailguard.i18n import _
from ui.quitting import Quitting
from ui.review.desk import ReviewDesk
from ui.session.source import Hold
from ui.session.watch import SessionWatch


class Ending(QObject):
    """Holds the end of the session until the user has said what is to become of the mail.

    What the user puts off holds nothing up. Nothing is lost where the system waits for nobody:
    what has not left by then is still there the next time.
    """

    def __init__(self, session: SessionWatch, quitting: Quitting, reviews: ReviewDesk) -> None:
        super().__init__()
        self._session = session
        self._quitting = quitting
        self._reviews = reviews
        self._holds: list[Hold] = []  # a system may have several services that announce an end
        session.ending.connect(self._on_ending)
        quitting.kept.connect(self._on_kept)
        quitting.finished.connect(self._release)

    def follow(self) -> None:
        """Things stand otherwise, and the other two know it."""
        self._session.follow(waits=self._reviews.has_questions or self._quitting.waits)
        self.go_on()

    def go_on(self) -> None:
        """Something was answered, put off or sent: that may have been the last thing."""
        if not self._holds or self._quitting.is_decided or self._reviews.is_asking:
            return
        if self._quitting.waits:
            self._quitting.ask_before_end()
        else:
            self._release()

    def _on_ending(self, hold: Hold) -> None:
        self._holds.append(hold)
        if len(self._holds) == 1:
            self._reviews.show_again(_("Your session is about to end, and waits for your answer."))
        self.go_on()

    def _on_kept(self) -> None:
        holds, self._holds = self._holds, []
        for hold in holds:
            hold.refuse()

    def _release(self) -> None:
        holds, self._holds = self._holds, []
        for hold in holds:
            hold.release()
        self._quitting.withdraw()
