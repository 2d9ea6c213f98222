"""Fits the two models, for replies and for new mails, and tries them on users they never saw."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import msgspec

from tests.bench.recipient_model.replay import Seen

STRENGTHS = (0.005, 0.02, 0.1)
"""Of the regularisation (scikit-learn's C); one is chosen by cross-validation."""

ALERTS = 0.015
"""Of the clean mails that may reach a risk of 0.5."""

CLEAN = 4.0
"""How much more a recipient of a clean mail weighs than a right one beside a wrong one."""


class Linear(msgspec.Struct, frozen=True):
    """Each value adds its weight times its distance from the mean, in deviations."""

    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    weight: tuple[float, ...]
    start: float

    def score(self, values: Sequence[float]) -> float:
        """The higher, the less a recipient with these values belongs there."""
        rows = zip(values, self.mean, self.deviation, self.weight, strict=True)
        return self.start + sum((v - m) / d * w for v, m, d, w in rows)


class Scored(msgspec.Struct, frozen=True):
    """A mail after the model: its highest score, and whether that is the leak's."""

    mail: Seen
    score: float
    is_leak: bool


def fit(mails: Sequence[Seen], names: Sequence[str], strength: float) -> Linear:
    """A logistic regression in which every user weighs by the root of their recipients, wrong
    and right recipients the same in all. Needs scikit-learn.
    """
    learn: Any = import_module("sklearn.linear_model")  # only this command needs it
    scale: Any = import_module("sklearn.preprocessing")
    rows, wrong, weights = _rows(mails, names)
    scaler = scale.StandardScaler().fit(rows)
    model = learn.LogisticRegression(C=strength, max_iter=400)
    model.fit(scaler.transform(rows), wrong, sample_weight=weights)
    return Linear(
        tuple(map(float, scaler.mean_)),
        tuple(map(float, scaler.scale_)),
        tuple(map(float, model.coef_[0])),
        float(model.intercept_[0]),
    )


def tried(
    mails: Sequence[Seen], names: Sequence[str], strength: float, folds: Sequence[frozenset[int]]
) -> list[Scored]:
    """Every mail, scored by a model that saw none of its user's fold."""
    found = []
    for fold in folds:
        model = fit([mail for mail in mails if mail.user not in fold], names, strength)
        found += [scored(mail, names, model) for mail in mails if mail.user in fold]
    return found


def scored(mail: Seen, names: Sequence[str], model: Linear) -> Scored:
    """The mail's highest score."""
    scores = {
        key: model.score([one[name] for name in names]) for key, one in mail.recipients.items()
    }
    top = max(scores, key=scores.__getitem__)
    return Scored(mail, scores[top], top == mail.leak)


def threshold(found: Sequence[Scored], rate: float) -> float:
    """The score above which at most `rate` of the clean mails lie."""
    clean = sorted(one.score for one in found if one.mail.variant == "clean")
    return clean[min(len(clean) - 1, int(len(clean) * (1 - rate)))]


def recall(found: Sequence[Scored], variant: str, rate: float) -> float:
    """Of the mails of a variant, those that alert where at most `rate` of the clean ones do."""
    limit = threshold(found, rate)
    scores = [one.score for one in found if one.mail.variant == variant]
    return sum(score > limit for score in scores) / len(scores)


def precision_at_1(found: Sequence[Scored]) -> float:
    """Of the mails with a wrong recipient added, those in which it has the highest score."""
    added = [one.is_leak for one in found if one.mail.variant == "add"]
    return sum(added) / len(added)


def quality(found: Sequence[Scored]) -> float:
    """The mean recall where 1 to 10 of 100 clean mails alert: steadier than any one of them."""
    rates = (0.01, 0.02, 0.03, 0.05, 0.08, 0.1)
    values = [recall(found, variant, rate) for rate in rates for variant in ("add", "swap")]
    return sum(values) / len(values)


def _rows(
    mails: Sequence[Seen], names: Sequence[str]
) -> tuple[list[list[float]], list[bool], list[float]]:
    rows, wrong, weights = [], [], []
    of_user: dict[int, int] = {}
    for mail in mails:
        of_user[mail.user] = of_user.get(mail.user, 0) + len(mail.recipients)
    for mail in mails:
        for key, one in mail.recipients.items():
            rows.append([one[name] for name in names])
            wrong.append(key == mail.leak)
            weights.append((CLEAN if mail.variant == "clean" else 1.0) / of_user[mail.user] ** 0.5)
    all_wrong = sum(weight for weight, is_wrong in zip(weights, wrong, strict=True) if is_wrong)
    all_right = sum(weights) - all_wrong
    half = len(rows) / 2
    return (
        rows,
        wrong,
        [
            weight * half / (all_wrong if is_wrong else all_right)
            for weight, is_wrong in zip(weights, wrong, strict=True)
        ],
    )
