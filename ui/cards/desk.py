"""The card desk: which cards are on the screen, and what is done on them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from mailguard.domain.command import Command, Declined, Pause, ReleaseNow, Response, Undo
from mailguard.domain.event import Summary
from ui.cards import model
from ui.cards.model import Cards
from ui.cards.stack import CardStack
from ui.link import Link
from ui.opening import Opening
from ui.read_model import Waiting


class CardDesk(QObject):
    """Keeps the cards in step with the mails.

    list_wanted: The user wants to see all that waits, and in it the mail of that id, if any.
    refused: Something that was pressed on a card was not done; the sentence says why.
    """

    list_wanted = Signal(str)
    refused = Signal(str)

    def __init__(
        self,
        stack: CardStack,
        link: Link,
        opening: Opening,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._stack = stack
        self._link = link
        self._clock = clock
        self._cards: Cards = {}
        stack.undone.connect(lambda entry_id: self._send(Undo(entry_id)))
        stack.paused.connect(lambda entry_id: self._send(Pause(entry_id)))
        stack.hurried.connect(lambda entry_id: self._send(ReleaseNow(entry_id)))
        stack.opened.connect(lambda entry_id: opening.open_draft(entry_id, stack))
        stack.listed.connect(self._on_listed)
        stack.closed.connect(lambda entry_id: self._put(model.closed(self._cards, entry_id)))
        stack.list_wanted.connect(lambda: self.list_wanted.emit(""))
        stack.ticked.connect(self._on_ticked)

    def start(self, waiting: Iterable[Waiting]) -> None:
        """How things stand after a connect."""
        self._put(model.started(waiting, self._cards, self._clock()))

    def hear(self, summary: Summary) -> None:
        """A mail changed."""
        self._put(model.heard(self._cards, summary, self._clock()))

    def hold(self, *, held: bool) -> None:
        """Whether nothing leaves just now."""
        if held is not self._stack.is_held:
            self._stack.is_held = held
            self._put(self._cards)

    def _put(self, cards: Cards) -> None:
        self._cards = cards
        self._stack.show_cards(model.in_order(cards))

    def _on_ticked(self) -> None:
        left = model.expired(self._cards, self._clock())
        if len(left) != len(self._cards):
            self._put(left)

    def _on_listed(self, entry_id: str) -> None:
        self._put(model.closed(self._cards, entry_id))
        self.list_wanted.emit(entry_id)

    def _send(self, command: Command) -> None:
        self._link.send(command, self._on_response)

    def _on_response(self, response: Response) -> None:
        if isinstance(response, Declined):
            self.refused.emit(response.sentence)
