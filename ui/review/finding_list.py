"""The findings of a review, the most severe first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailguard.domain.finding import Finding
from mailguard.i18n import ngettext
from ui.review.finding_card import FindingCard
from ui.review.marks import demand_id
from ui.review.model import Review
from ui.theme import GRID, Theme
from ui.widgets.buttons import Button

SHOWN = 12
"""Findings that are shown before the rest is asked for."""


class FindingList(QWidget):
    """One card a finding.

    ticked: The user ticked or unticked the demand of that id.
    typed: The user wrote the text in the field of the demand of that id.
    chosen: The user chose the offered action of that name, or took that back.
    shown: The user wants to see the place of the finding.
    """

    ticked = Signal(str)
    typed = Signal(str, str)
    chosen = Signal(object)
    shown = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._review: Review | None = None
        self.before: QWidget | None = None  # what the keyboard reaches before the findings
        self.cards: list[FindingCard] = []
        self._more = Button("", role="link")
        self._more.clicked.connect(self.show_all)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID)
        self._layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def start(self, review: Review) -> None:
        """Show the findings of another review."""
        self._review = review
        self._show(SHOWN)

    def follow(self, review: Review) -> None:
        """Show what the user did about them so far."""
        self._review = review
        for card in self.cards:
            card.follow(review)

    def show_all(self) -> None:
        """Show those too that were left out at first."""
        self._show(None)

    def card_of(self, demand_id: str) -> FindingCard | None:
        """The card at which that demand stands; all are shown if it takes that."""
        if self._find(demand_id) is None and self._more.isVisibleTo(self):
            self.show_all()
        return self._find(demand_id)

    def _find(self, demand_id: str) -> FindingCard | None:
        matching = (card for card in self.cards if card.demand and card.demand.id == demand_id)
        return next(matching, None)

    def _show(self, limit: int | None) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        if self._review is None:
            return
        inspection = self._review.question.inspection
        found = inspection.findings if inspection else ()
        order = sorted(range(len(found)), key=lambda number: -found[number].severity)
        self.cards = [self._card(self._review, found[n], n) for n in order[:limit]]
        for place, card in enumerate(self.cards):
            self._layout.insertWidget(place, card)
        self._order_focus()
        self._say_rest(len(found) - len(self.cards))
        self.setVisible(bool(found))

    def _order_focus(self) -> None:
        """New cards would come last for the keyboard, after the whole window."""
        previous = self.before
        for widget in (each for card in self.cards for each in card.focus_order()):
            if previous is not None:
                QWidget.setTabOrder(previous, widget)
            previous = widget

    def _say_rest(self, rest: int) -> None:
        self._more.setText(ngettext("Show {n} more", "Show {n} more", rest).format(n=rest))
        self._more.setVisible(rest > 0)

    def _card(self, review: Review, finding: Finding, number: int) -> FindingCard:
        own = review.demand(f"finding:{number}")
        shared = demand_id(number, finding, review.question.preview.recipients)
        card = FindingCard(finding, own, own or review.demand(shared), self._theme)
        card.ticked.connect(self.ticked)
        card.typed.connect(self.typed)
        card.chosen.connect(self.chosen)
        card.shown.connect(lambda: self.shown.emit(finding))
        card.follow(review)
        return card
