"""How the recipient model is scored."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mailguard.knowledge.risk_model import Model
from tests.bench.recipient_model.fitting import (
    Scored,
    plan_for,
    precision_at_1,
    recall,
    scored,
    threshold,
)
from tests.bench.recipient_model.replay import Seen


def _seen(variant: str, values: dict[str, float], leak: str | None = None) -> Seen:
    recipients = {key: {"odd": value} for key, value in values.items()}
    return Seen(0, True, variant, False, leak, recipients)


def _scored(variant: str, scores: Sequence[float]) -> list[Scored]:
    return [Scored(_seen(variant, {}), score, is_leak=score > 5) for score in scores]


def test_a_mail_scores_as_its_worst_recipient() -> None:
    found = scored(_seen("add", {"a": 1.0, "b": 3.0}, leak="b"), Model(0.0, {"odd": 2.0}))
    assert (found.score, found.is_leak) == (6.0, True)


def test_not_more_of_the_clean_mails_than_asked_lie_above_the_threshold() -> None:
    clean = _scored("clean", range(100))
    limit = threshold(clean, 0.02)
    assert sum(one.score > limit for one in clean) <= 2


def test_recall_counts_the_leaks_above_the_threshold() -> None:
    found = [*_scored("clean", range(100)), *_scored("add", [1, 99, 200, 300])]
    assert recall(found, "add", 0.02) == pytest.approx(3 / 4)


def test_precision_counts_where_the_leak_is_on_top() -> None:
    assert precision_at_1(_scored("add", [1, 9, 9, 9])) == pytest.approx(3 / 4)


def test_the_model_of_new_mails_looks_at_no_salutation_and_no_quotation() -> None:
    names = ("sent", "sent_alone", "greeted", "heads_quote", "rival")
    assert plan_for(names, is_reply=False).line == ("sent", "sent_alone")
    assert plan_for(names, is_reply=False).trees == ("sent", "rival")
    assert plan_for(names, is_reply=True).line == names
