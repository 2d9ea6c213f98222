"""How a recipient's features become a risk: a straight line and many small trees, added up."""

from __future__ import annotations

from functools import cache
from importlib import resources
from math import exp

import msgspec

from mailguard.domain.mail import Mail
from mailguard.knowledge.risk_features import Features

_STEEPEST = 500.0  # beyond it a float has no more room


class Tree(msgspec.Struct, frozen=True, array_like=True):
    """Questions with two answers each, as columns; the first row is asked first."""

    asks: tuple[int, ...]  # index of a feature; -1: no question but an answer
    numbers: tuple[float, ...]  # the limit that is asked for, or the answer
    below: tuple[int, ...]  # row to go on with where the feature is at most the limit
    above: tuple[int, ...]  # row to go on with where it is more

    def answer(self, values: list[float]) -> float:
        """What the tree adds to the score."""
        row = 0
        while (asked := self.asks[row]) >= 0:
            row = self.below[row] if values[asked] <= self.numbers[row] else self.above[row]
        return self.numbers[row]


class Model(msgspec.Struct, frozen=True):
    """For one kind of mail. A risk of 0.5 is where 1.5 of 100 clean mails have a recipient."""

    bias: float
    weights: dict[str, float]
    asked: tuple[str, ...] = ()  # the features that the trees ask for
    trees: tuple[Tree, ...] = ()

    def score(self, features: Features) -> float:
        """The higher, the less a recipient with these features belongs there."""
        values = [features[name] for name in self.asked]
        line = sum(weight * features[name] for name, weight in self.weights.items())
        return self.bias + line + sum(tree.answer(values) for tree in self.trees)

    def risk(self, features: Features) -> float:
        """0: fits; 1: does not belong here."""
        return 1 / (1 + exp(-max(-_STEEPEST, min(_STEEPEST, self.score(features)))))


class Models(msgspec.Struct, frozen=True):
    """Replies have a thread that says who belongs there; new mails do not."""

    reply: Model
    new: Model

    def of(self, mail: Mail) -> Model:
        """The one for this mail."""
        return self.reply if mail.is_reply else self.new


@cache
def shipped() -> Models:
    """The models of this version, read on first use. Raises OSError."""
    octets = resources.files("resources").joinpath("model", "recipients.json").read_bytes()
    return msgspec.json.decode(octets, type=Models)
