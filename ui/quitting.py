"""Ending MailGuard: what still waits is sent first, or the next time; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mailguard.domain.command import ReleaseNow, Response, Stop
from mailguard.domain.event import Summary
from mailguard.domain.state import State
from mailguard.i18n import _, ngettext
from ui.link import Link
from ui.widgets.dialog import Dialog
from ui.wording.entries import is_paused, is_scheduled

_PATIENCE_MS = 30_000
"""How long mail that leaves now may take; what has not left by then leaves the next time."""

_STOP_MS = 3000

_ON_ITS_WAY = frozenset({State.DELAYED, State.PREPARING, State.QUEUED, State.SENDING})


class Quitting(QObject):
    """Ends the engine and the desktop.

    finished: The engine has ended; the desktop may.
    kept: The user was asked, and does not want to quit.
    """

    finished = Signal()
    kept = Signal()

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._link = link
        self._waiting: tuple[Summary, ...] = ()
        self._is_sending = False
        self._is_stopping = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self.stop)
        self._give_up = QTimer(self, singleShot=True, interval=_STOP_MS)
        self._give_up.timeout.connect(self.finished)
        self.dialog: Dialog | None = None

    @property
    def waits(self) -> bool:
        """Whether there is something to ask about."""
        return bool(self._waiting)

    @property
    def is_decided(self) -> bool:
        """Whether MailGuard is on its way to its end."""
        return self._is_sending or self._is_stopping

    def follow(self, waiting: Iterable[Summary]) -> None:
        """How things stand."""
        self._waiting = tuple(each for each in waiting if _leaves(each))
        if self._is_sending and not self._waiting:
            self.stop()

    def ask(self, window: QWidget | None) -> None:
        """Quit; where mail waits, ask what is to become of it."""
        if self._waiting:
            self._ask(_("Quit MailGuard"), window)
        else:
            self.stop()

    def ask_before_end(self) -> None:
        """The session is about to end: ask what is to become of the mail that waits."""
        if self.dialog is None:
            self._ask(_("Your session is about to end"), None)

    def withdraw(self) -> None:
        """There is nothing to ask any more."""
        if self.dialog is not None:
            self.dialog.close()

    def _ask(self, title: str, window: QWidget | None) -> None:
        if self.dialog is None:
            self.dialog = self._build(title, window)
            self.dialog.open()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _build(self, title: str, window: QWidget | None) -> Dialog:
        number = len(self._waiting)
        text = ngettext(
            "{n} mail has not left yet. What is to become of it?",
            "{n} mails have not left yet. What is to become of them?",
            number,
        )
        dialog = Dialog(title, text.format(n=number), window)
        dialog.add_button(_("Quit, send next time"), self.stop)
        dialog.add_button(_("Send now and quit"), self.send, role="primary")
        dialog.rejected.connect(self.kept)
        dialog.finished.connect(self._on_closed)
        return dialog

    def send(self) -> None:
        """Let everything leave now, then stop."""
        self._is_sending = True
        self._patience.start()
        for summary in self._waiting:
            if summary.state is State.DELAYED:
                self._link.send(ReleaseNow(summary.id))
        self.follow(self._waiting)

    def stop(self) -> None:
        """End the engine. What waits stays, and leaves the next time."""
        if self._is_stopping:
            return
        self._is_stopping = True
        self._patience.stop()
        self._give_up.start()
        self._link.send(Stop(), self._on_stopped)

    def _on_closed(self) -> None:
        self.dialog = None

    def _on_stopped(self, _response: Response) -> None:
        self._give_up.stop()
        self.finished.emit()


def _leaves(summary: Summary) -> bool:
    """Whether it leaves soon, without anything that the user has to do first."""
    rests = is_paused(summary) or is_scheduled(summary)
    return summary.state in _ON_ITS_WAY and not rests
