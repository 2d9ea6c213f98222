"""All findings of a review: a card for each, in the group of its place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mailguard.domain.finding import OfAttachment, OfRecipient, Place
from mailguard.domain.inspection import Demand, Offer
from ui.review import marks
from ui.review.deed import Deed
from ui.review.finding_card import FindingCard
from ui.review.finding_group import FindingGroup
from ui.review.marks import ON_TOP, Placed
from ui.review.model import Review
from ui.review.recipient_cards import asked_about
from ui.theme import GRID, Theme
from ui.wording import review as wording

HINTS_AT_ONCE = 3
"""Notices that are shown without being asked for; more are folded."""


class Findings(QObject):
    """Makes the cards, and passes on what the user does on them.

    ticked, typed, chosen: as of a Deed.
    shown: The user wants to see the place of the finding.
    grew: A group needs more or less room now.
    """

    ticked = Signal(str)
    typed = Signal(str, str)
    chosen = Signal(object)
    shown = Signal(object)
    grew = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.groups: dict[str, FindingGroup] = {}
        self.hints = 0
        self.hints_open = True

    @property
    def row_groups(self) -> tuple[FindingGroup, ...]:
        """All groups but the one on top."""
        return tuple(group for key, group in self.groups.items() if key != ON_TOP)

    def groups_of(self, place: type[Place]) -> dict[str, FindingGroup]:
        """The groups of all rows of that kind."""
        rows = ((key, group) for key, group in self.groups.items() if key != ON_TOP)
        return {k: g for k, g in rows if isinstance(g.cards[0].placed.finding.place, place)}

    @property
    def cards(self) -> tuple[FindingCard, ...]:
        return tuple(card for group in self.groups.values() for card in group.cards)

    def start(self, review: Review) -> None:
        """The findings of another review, or of a newer state of it."""
        for group in self.groups.values():
            group.hide()
            group.deleteLater()
        found = marks.placed(review.question.inspection)
        self.hints = sum(not each.interrupts for each in found)
        self.hints_open = self.hints <= HINTS_AT_ONCE
        deeds, offers = marks.deeds(review), marks.offers(review, found)
        cards: dict[str, list[FindingCard]] = {}
        for each in found:
            demand, mending = deeds.get(each.number), offers.get(each.number, ())
            deed = None
            if demand is not None or mending:
                deed = self._deed(demand, mending, _confirms(review, each, demand))
            cards.setdefault(each.key, []).append(self._card(each, deed))
        self.groups = {key: self._group(key, those) for key, those in cards.items()}
        self.follow(review)

    def follow(self, review: Review) -> None:
        """Show what the user did so far."""
        for card in self.cards:
            demand = marks.demand_of(review, card.placed)
            card.follow(review, is_met=demand is not None and review.is_met(demand))

    def card_of(self, demand_id: str) -> FindingCard | None:
        """The card at which that demand is met."""
        deeds = ((card, card.deed.demand) for card in self.cards if card.deed)
        return next((card for card, demand in deeds if demand and demand.id == demand_id), None)

    def fold_hints(self) -> None:
        """Show the notices, or fold them."""
        self.hints_open = not self.hints_open

    def _group(self, key: str, cards: list[FindingCard]) -> FindingGroup:
        group = FindingGroup(cards, margin=0 if key in {ON_TOP, marks.SUBJECT} else GRID)
        group.grew.connect(self.grew)
        return group

    def _deed(self, demand: Demand | None, offers: tuple[Offer, ...], confirms: str) -> Deed:
        deed = Deed(demand, offers, confirms, self._theme)
        deed.ticked.connect(self.ticked)
        deed.typed.connect(self.typed)
        deed.chosen.connect(self.chosen)
        deed.grew.connect(self.grew)
        return deed

    def _card(self, each: Placed, deed: Deed | None) -> FindingCard:
        card = FindingCard(each, deed, self._theme)
        card.shown.connect(lambda: self.shown.emit(each.finding))
        return card


def _confirms(review: Review, each: Placed, demand: Demand | None) -> str:
    """What the tick at a finding says."""
    match each.finding.place:
        case OfRecipient(address=address) if demand and demand.id.startswith("organisation:"):
            people = review.question.preview.recipients
            one = next(r for r in people if r.address.key == address)
            return wording.confirms_people(asked_about(review, one.organisation))
        case OfAttachment() if each.key != ON_TOP:
            return wording.confirms_file()
    return wording.confirms()
