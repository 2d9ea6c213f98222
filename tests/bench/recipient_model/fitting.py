"""Fits the two models, for replies and for new mails, and tries them on users they never saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import msgspec

from mailguard.knowledge.risk_model import Model, Tree
from tests.bench.recipient_model.replay import Seen

ALERTS = 0.015
"""Of the clean mails that may reach a risk of 0.5."""

# Chosen by cross-validation between users, as the features below were.
_CLEAN = 4.0  # a recipient of a clean mail weighs more than a right one beside a wrong one
_STRENGTH = 0.05
_TREES = {
    "max_iter": 120,
    "learning_rate": 0.08,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 60,
    "l2_regularization": 10,
    "max_features": 0.4,
    "random_state": 0,
}
_DIGITS = 6

_OF_REPLIES = frozenset(
    {
        "heads_quote",
        "named_in_quote",
        "address_in_quote",
        "others_mentioned",
        "other_heads_quote",
        "from_parents_domain",
    }
)
_OF_SALUTATION = frozenset({"greeted", "greets_nobody_here"})
_OF_LITTLE_USE = frozenset(
    {
        "rival",
        "absent_rival",
        "rival_in_thread",
        "beside_others_least",
        "others_beside_most",
        "beside_others_most",
    }
)


class Plan(msgspec.Struct, frozen=True):
    """Which features the parts of a model look at."""

    line: tuple[str, ...]
    trees: tuple[str, ...]


def plan_for(names: Sequence[str], *, is_reply: bool) -> Plan:
    """New mails: no salutations, which have checks of their own and are too rare to learn from."""
    unfit = frozenset() if is_reply else _OF_REPLIES | _OF_SALUTATION
    line = [name for name in names if name not in unfit]
    trees = [name for name in line if not name.endswith("_alone")]
    if not is_reply:
        line = [name for name in line if name not in _OF_LITTLE_USE]
    return Plan(tuple(line), tuple(trees))


class Scored(msgspec.Struct, frozen=True):
    """A mail after the model: its highest score, and whether that is the leak's."""

    mail: Seen
    score: float
    is_leak: bool


def fit(mails: Sequence[Seen], plan: Plan) -> Model:
    """The mean of a logistic regression and boosted trees. Every user weighs by the root of their
    recipients, wrong and right recipients the same in all. Needs scikit-learn.
    """
    linear: Any = import_module("sklearn.linear_model")  # only this command needs it
    scale: Any = import_module("sklearn.preprocessing")
    ensemble: Any = import_module("sklearn.ensemble")
    wrong, weights = _labels(mails)
    scaler = scale.StandardScaler()
    rows = scaler.fit_transform(_rows(mails, plan.line))
    line = linear.LogisticRegression(C=_STRENGTH, max_iter=400)
    line.fit(rows, wrong, sample_weight=weights)
    trees = ensemble.HistGradientBoostingClassifier(**_TREES)
    trees.fit(_rows(mails, plan.trees), wrong, sample_weight=weights)
    slopes = [float(w / d) for w, d in zip(line.coef_[0], scaler.scale_, strict=True)]
    shift = sum(slope * float(m) for slope, m in zip(slopes, scaler.mean_, strict=True))
    start = float(line.intercept_[0]) - shift + float(trees._baseline_prediction[0, 0])
    return Model(
        _short(start / 2),
        {name: _short(slope / 2) for name, slope in zip(plan.line, slopes, strict=True)},
        plan.trees,
        tuple(_tree(grown) for (grown,) in trees._predictors),  # nothing public gives them away
    )


def _tree(grown: Any) -> Tree:
    nodes = [node.tolist() for node in grown.nodes]
    at = {name: place for place, name in enumerate(grown.nodes.dtype.names)}
    columns = [
        (-1, _short(node[at["value"]] / 2), 0, 0)
        if node[at["is_leaf"]]
        else (
            int(node[at["feature_idx"]]),
            _short(node[at["num_threshold"]]),
            int(node[at["left"]]),
            int(node[at["right"]]),
        )
        for node in nodes
    ]
    asks, numbers, below, above = zip(*columns, strict=True)
    return Tree(asks, numbers, below, above)


def _short(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def tried(mails: Sequence[Seen], plan: Plan) -> list[Scored]:
    """Every mail, scored by a model that saw nothing of its user."""
    found = []
    for user in sorted({mail.user for mail in mails}):
        model = fit([mail for mail in mails if mail.user != user], plan)
        found += [scored(mail, model) for mail in mails if mail.user == user]
    return found


def scored(mail: Seen, model: Model) -> Scored:
    """The mail's highest score."""
    scores = {key: model.score(one) for key, one in mail.recipients.items()}
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


def _rows(mails: Sequence[Seen], names: Sequence[str]) -> list[list[float]]:
    return [[one[name] for name in names] for mail in mails for one in mail.recipients.values()]


def _labels(mails: Sequence[Seen]) -> tuple[list[bool], list[float]]:
    """Of each recipient, whether it is wrong, and what it weighs."""
    of_user: Counter[int] = Counter()
    for mail in mails:
        of_user[mail.user] += len(mail.recipients)
    wrong = [key == mail.leak for mail in mails for key in mail.recipients]
    weights = [
        (_CLEAN if mail.variant == "clean" else 1.0) / of_user[mail.user] ** 0.5
        for mail in mails
        for _key in mail.recipients
    ]
    all_wrong = sum(weight for weight, is_wrong in zip(weights, wrong, strict=True) if is_wrong)
    shares = {True: all_wrong, False: sum(weights) - all_wrong}
    half = len(wrong) / 2
    scaled = [w * half / shares[is_wrong] for w, is_wrong in zip(weights, wrong, strict=True)]
    return wrong, scaled
