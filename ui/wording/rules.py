"""The rules of the policy as the review speaks of them: whose they are, and why they hold."""

from __future__ import annotations

from mailguard.domain.consequence import Fired
from mailguard.domain.rule import Layer
from mailguard.i18n import N_, _

_WHOSE = {
    Layer.BUILT_IN: N_("A rule of MailGuard: {title}"),
    Layer.ORGANISATION: N_("A rule of your organisation: {title}"),
    Layer.GROUP: N_("A rule of your department or group: {title}"),
    Layer.USER: N_("Your own rule: {title}"),
}


def whose(fired: Fired) -> str:
    """Which rule it is that asks, and whose."""
    return _(_WHOSE[fired.layer]).format(title=fired.title)


def why(fired: Fired) -> str:
    """What in the mail has the rule ask."""
    evidence = "\n".join(f"• {line}" for line in fired.evidence)
    return evidence or _("There is nothing more to say about this.")
