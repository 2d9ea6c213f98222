"""How well the ways to the recipients' servers are protected."""

from __future__ import annotations

from mailguard.domain.condition import Extent, OfTransport, Protection
from mailguard.i18n import N_, _
from mailguard.policy.conditions.evidence import Evidence, UndecidedError
from mailguard.policy.domains import plain
from mailguard.policy.view import View

_WAYS = {
    Protection.SECURE: N_("{domain}: protected and authenticated"),
    Protection.ENCRYPTED: N_("{domain}: encrypted, not authenticated"),
    Protection.NONE: N_("{domain}: not protected"),
    Protection.UNKNOWN: N_("{domain}: not known how it is protected"),
}


def holds(condition: OfTransport, view: View) -> Evidence | None:
    """Whether the way to any domain, or to all, is so. Raises UndecidedError."""
    protection = view.situation.protection
    if protection is None:
        raise UndecidedError(_("how the ways to the recipients are protected was not looked at"))
    domains = {plain(each.address.domain): each.address.domain for each in view.mail.recipients}
    ways = {domain: protection.get(key, Protection.UNKNOWN) for key, domain in domains.items()}
    fitting = {domain: way for domain, way in ways.items() if way in condition.protection}
    if not fitting or (condition.match is Extent.ALL and len(fitting) < len(ways)):
        return None
    return tuple(_(_WAYS[way]).format(domain=domain) for domain, way in fitting.items())
