"""The findings of one place under each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.review.finding_card import FindingCard
from ui.theme import GRID
from ui.widgets.annex import Annex


class FindingGroup(Annex):
    """Cards; the hints among them only where they are wanted.

    grew: It needs more or less room now.
    """

    grew = Signal()

    def __init__(self, cards: Sequence[FindingCard], *, margin: int = 0) -> None:
        """`margin`: at the left, the right and below, in pixels."""
        super().__init__()
        self.cards = tuple(cards)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(margin, 0, margin, margin)
        layout.setSpacing(GRID)
        for card in self.cards:
            layout.addWidget(card)
            card.grew.connect(self.grew)

    @property
    def shown(self) -> tuple[FindingCard, ...]:
        """The cards that are shown."""
        return tuple(card for card in self.cards if not card.isHidden())

    def show_cards(self, *, hints: bool, limit: int | None = None) -> None:
        """Show the cards: with the hints or without, and at most `limit` of them."""
        wanted = [card for card in self.cards if hints or card.placed.interrupts]
        chosen = set(wanted if limit is None else wanted[:limit])
        for card in self.cards:
            card.setVisible(card in chosen)
        self.has_content = bool(chosen)
        self.setVisible(self.has_content)

    def focus_order(self) -> list[QWidget]:
        """What the keyboard can reach, as it is read."""
        return [widget for card in self.shown for widget in card.focus_order()]
