"""The recipient model: how likely a recipient does not belong to a mail, 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from mailguard.domain.mail import Mail
from mailguard.knowledge.risk_features import features_of
from mailguard.knowledge.risk_history import History
from mailguard.knowledge.risk_model import shipped

ENOUGH = 50
"""Mails sent before which nobody is found unusual: the model learned from users with more."""

CROWD = 40
"""Recipients above which it is a circular: each is compared with every pair of the others, and
nobody is out of place in a crowd."""

_LITTLE = 0.49  # the highest risk until then


def risks_of(mail: Mail, history: History) -> Mapping[str, float]:
    """Address.key → risk, for every recipient but the author; empty for a crowd.

    Raises OSError: no model.
    """
    if len(mail.recipients) > CROWD:
        return {}
    now = int((mail.date or datetime.now(UTC)).timestamp())
    model = shipped().of(mail)
    most = 1.0 if history.sent() >= ENOUGH else _LITTLE
    found = features_of(mail, history, now)
    return {key: most * model.risk(features) for key, features in found.items()}
