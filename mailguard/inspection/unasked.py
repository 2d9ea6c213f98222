"""What holds for a mail that the rules could not be asked about."""

from __future__ import annotations

from mailguard.domain.consequence import Remark
from mailguard.domain.policy import Policy
from mailguard.domain.rule import Layer, Mode
from mailguard.domain.verdict import Verdict
from mailguard.i18n import _


def unasked(policy: Policy) -> Verdict:
    """Where the organisation has rules it does not leave."""
    if not any(_counts(placed.layer, placed.rule.mode) for placed in policy.rules):
        return Verdict()
    sentence = _(
        "This mail could not be checked against your organisation's rules, so it cannot leave. "
        "Please send it again, or in another form."
    )
    return Verdict(refusals=(Remark("", _("Rules"), sentence),))


def _counts(layer: Layer, mode: Mode) -> bool:
    return mode is Mode.ON and layer in {Layer.ORGANISATION, Layer.GROUP}
