"""The recipient model: how likely a recipient does not belong to a mail, 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from math import exp

import msgspec

from mailguard.domain.mail import Mail
from mailguard.knowledge.risk_features import Features, features_of
from mailguard.knowledge.risk_history import History

ENOUGH = 50
"""Mails sent before which nobody is found unusual: the model learned from users with more."""

_LITTLE = 0.49  # the highest risk until then
_STEEPEST = 500.0  # beyond it a float has no more room


class Model(msgspec.Struct, frozen=True):
    """A logistic regression. A risk of 0.5 is where 1.5 of 100 clean mails have a recipient."""

    bias: float
    weights: dict[str, float]

    def risk(self, features: Features) -> float:
        """0: fits; 1: does not belong here."""
        score = self.bias + sum(w * features[name] for name, w in self.weights.items())
        return 1 / (1 + exp(-max(-_STEEPEST, min(_STEEPEST, score))))


class Models(msgspec.Struct, frozen=True):
    """Replies have a thread that says who belongs there; new mails do not."""

    reply: Model
    new: Model

    def of(self, mail: Mail) -> Model:
        """The one for this mail."""
        return self.reply if mail.is_reply else self.new


@cache
def shipped() -> Models:
    """The models of this version, read on first use."""
    octets = resources.files("resources").joinpath("model", "recipients.json").read_bytes()
    return msgspec.json.decode(octets, type=Models)


def risks_of(mail: Mail, history: History) -> Mapping[str, float]:
    """Address.key → risk, for every recipient but the author themselves."""
    now = int((mail.date or datetime.now(UTC)).timestamp())
    model = shipped().of(mail)
    most = 1.0 if history.sent() >= ENOUGH else _LITTLE
    found = features_of(mail, history, now)
    return {key: most * model.risk(features) for key, features in found.items()}
