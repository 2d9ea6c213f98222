"""The list desk: fills the list window, and does what is chosen there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from mailguard.domain import command as c
from mailguard.domain.event import Condition, Summary
from mailguard.domain.state import WAITING, State
from ui.held.deeds import Deed, command
from ui.held.details import DetailsWindow
from ui.held.window import HeldWindow
from ui.link import Link
from ui.opening import Opening
from ui.theme import Theme

PAGE = 100
"""Mails of the history that are asked for at once."""

_PAST = tuple(state for state in State if state not in WAITING)


class HeldDesk(QObject):
    """Keeps the list window in step with the mails.

    review_wanted: The user wants to answer the question of that id.
    """

    review_wanted = Signal(str)

    def __init__(self, window: HeldWindow, theme: Theme, link: Link, opening: Opening) -> None:
        super().__init__()
        self.window = window
        self._theme = theme
        self._link = link
        self._opening = opening
        self._history: tuple[Summary, ...] = ()
        self._details: DetailsWindow | None = None
        window.done.connect(self._on_done)
        window.history_wanted.connect(self._ask_history)
        window.older_wanted.connect(self._ask_older)
        window.release_wanted.connect(lambda: self._command(c.HoldAll(on=False)))

    def follow(self, waiting: Sequence[Summary], conditions: Sequence[Condition]) -> None:
        """Show how things stand."""
        self.window.show_waiting(waiting)
        self.window.show_conditions(conditions)
        if self.window.shows_history:
            self._ask_history()

    def _on_done(self, entry_id: str, deed: Deed) -> None:
        self.window.say("")
        match deed:
            case Deed.REVIEW:
                self.review_wanted.emit(entry_id)
            case Deed.OPEN_DRAFT:
                self._opening.open_draft(entry_id, self.window)
            case Deed.DETAILS:
                self._link.send(c.Show(entry_id), self._on_details)
            case _:
                self._command(command(deed, entry_id))

    def _command(self, wanted: c.Command | None) -> None:
        if wanted is not None:
            self._link.send(wanted, self._on_response)

    def _on_response(self, response: c.Response) -> None:
        if isinstance(response, c.Declined):
            self.window.say(response.sentence)
        elif self.window.shows_history:
            self._ask_history()

    def _on_details(self, response: c.Response) -> None:
        if isinstance(response, c.Detailed):
            self._details = self._details or DetailsWindow(self._theme)
            self._details.show_details(response.details)
            self._details.come_forward()
        elif isinstance(response, c.Declined):
            self.window.say(response.sentence)

    def _ask_history(self) -> None:
        limit = max(PAGE, len(self._history))
        self._link.send(c.List(_PAST, limit=limit), lambda each: self._on_history(each, limit))

    def _ask_older(self) -> None:
        before = self._history[-1].received_at if self._history else None
        self._link.send(c.List(_PAST, before=before, limit=PAGE), self._on_older)

    def _on_history(self, response: c.Response, limit: int) -> None:
        if isinstance(response, c.Listing):
            self._show_history(response.entries, more=len(response.entries) >= limit)

    def _on_older(self, response: c.Response) -> None:
        if isinstance(response, c.Listing):
            more = len(response.entries) >= PAGE
            self._show_history((*self._history, *response.entries), more=more)

    def _show_history(self, entries: tuple[Summary, ...], *, more: bool) -> None:
        self._history = entries
        self.window.show_history(entries, more=more)
