"""A review: the question, and what the user did about it so far. Pure values."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from mailguard.domain.command import Answer, Choice
from mailguard.domain.inspection import Act, Decision, Demand, Offer
from mailguard.domain.recipient import Recipient
from ui.read_model import Question
from ui.review.points import opening_key
from ui.wording.review import HIDING, LEAVING_OUT


class Review(msgspec.Struct, frozen=True):
    """One revision of a question on the user's screen."""

    question: Question
    ticked: frozenset[str] = frozenset()  # ids of demands
    written: dict[str, str] = {}  # demand id → what stands in its field
    chosen: frozenset[Offer] = frozenset()

    @property
    def decision(self) -> Decision | None:
        """What the policy asks; None until the inspection is complete."""
        inspection = self.question.inspection
        return inspection.decision if inspection else None

    @property
    def demands(self) -> tuple[Demand, ...]:
        """What is to be done; nothing where it may not leave anyway."""
        return self.decision.demands if self.decision and not self.is_refused else ()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What can be mended with one click."""
        return self.decision.offers if self.decision and not self.is_refused else ()

    @property
    def left(self) -> tuple[Demand, ...]:
        """The demands that are not met yet."""
        return tuple(demand for demand in self.demands if not self.is_met(demand))

    @property
    def can_send(self) -> bool:
        """Whether Send may be pressed."""
        return self.decision is not None and not (self.is_refused or self.left)

    @property
    def is_refused(self) -> bool:
        """Whether rules do not let it leave, whatever the user does."""
        return self.decision is not None and bool(self.decision.refusals)

    @property
    def later(self) -> datetime | None:
        """When it may leave instead; None: that is not offered."""
        return self.decision.later if self.decision and not self.is_refused else None

    @property
    def left_out(self) -> frozenset[str]:
        """Address.keys of those who will not get the mail."""
        return frozenset(each.argument for each in self.chosen if each.action == LEAVING_OUT)

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Those who will get the mail."""
        people = self.question.preview.recipients
        return tuple(each for each in people if each.address.key not in self.left_out)

    @property
    def hides(self) -> bool:
        """Whether the recipients will not see each other."""
        return Offer(HIDING) in self.chosen

    def is_met(self, demand: Demand) -> bool:
        """Whether the user did what the demand asks, or chose the action that settles it."""
        return demand.is_met(self.ticked, self.written, self.chosen)

    def may_choose(self, offer: Offer) -> bool:
        """Whether the offer can be taken, or taken back: somebody has to get the mail."""
        is_last = offer.action == LEAVING_OUT and len(self.recipients) <= 1
        return offer in self.chosen or not is_last

    def may_tick(self, demand_id: str) -> bool:
        """Whether the tick can be set: some files have to be opened before."""
        kind, _colon, index = demand_id.partition(":")
        opening = self.demand(opening_key(int(index))) if kind == "attachment" else None
        return opening is None or self.is_met(opening)

    def demand(self, demand_id: str) -> Demand | None:
        return next((each for each in self.demands if each.id == demand_id), None)


def tick(review: Review, demand_id: str) -> Review:
    """`review` with the tick set, or taken back."""
    if not review.may_tick(demand_id):
        return review
    return replace(review, ticked=review.ticked ^ {demand_id})


def note_opened(review: Review, index: int) -> Review:
    """`review` after the attachment of that index was opened."""
    demand = review.demand(opening_key(index))
    return replace(review, ticked=review.ticked | {demand.id}) if demand else review


def write(review: Review, demand_id: str, text: str) -> Review:
    """`review` with `text` in the field of that demand."""
    return replace(review, written={**review.written, demand_id: text})


def choose(review: Review, offer: Offer) -> Review:
    """`review` with the offered action chosen, or not any more."""
    return replace(review, chosen=review.chosen ^ {offer}) if review.may_choose(offer) else review


def follow(review: Review, question: Question) -> Review:
    """The review of a newer state of the same question.

    What was done is kept while the revision is the same; a new revision asks for other things.
    """
    if question.id == review.question.id and question.revision == review.question.revision:
        return replace(review, question=question)
    return Review(question)


def answer(review: Review, choice: Choice, *, later: bool = False) -> Answer:
    """What to tell the engine; `later`: send it at the time that is offered."""
    question = review.question
    if choice is Choice.BACK:
        return Answer(question.id, question.revision, choice)
    met = tuple(demand.id for demand in review.demands if review.is_met(demand))
    actions = tuple(sorted(review.chosen))
    asked = [demand.id for demand in review.demands if demand.act is not Act.TICK]
    written = {each: review.written[each] for each in asked if review.written.get(each)}
    return Answer(question.id, question.revision, choice, met, actions, written, later)
