"""Who gets the mail."""

from __future__ import annotations

from collections.abc import Iterable

from mailguard.domain.condition import Extent, OfRecipients
from mailguard.domain.recipient import Recipient
from mailguard.i18n import ngettext
from mailguard.names.wordlist import folded
from mailguard.policy.conditions.evidence import Evidence
from mailguard.policy.domains import is_under
from mailguard.policy.view import View
from mailguard.policy.wildcard import fits


def holds(condition: OfRecipients, view: View) -> Evidence | None:
    """Whether any recipient fits, or all; so many people, of so many organisations."""
    recipients = view.mail.recipients
    fitting = [each for each in recipients if _fits(condition, each, view)]
    organisations = {each.organisation for each in fitting}
    if condition.match is Extent.ALL and len(fitting) < len(recipients):
        return None
    if len(_keys(fitting)) < condition.people or len(organisations) < condition.organisations:
        return None
    return (*_counted(condition, organisations), *(str(each.address) for each in fitting))


def _keys(recipients: Iterable[Recipient]) -> frozenset[str]:
    return frozenset(recipient.address.key for recipient in recipients)


def _counted(condition: OfRecipients, organisations: set[str]) -> Evidence:
    if condition.organisations == 1:
        return ()
    count = len(organisations)
    return (ngettext("{n} organisation", "{n} organisations", count).format(n=count),)


def _fits(condition: OfRecipients, recipient: Recipient, view: View) -> bool:
    address = recipient.address
    return (
        (not condition.kind or recipient.kind in condition.kind)
        and (not condition.field or recipient.field in condition.field)
        and (not condition.domain or is_under(address.domain, condition.domain))
        and (not condition.address or any(fits(each, address.key) for each in condition.address))
        and (not condition.group or is_member(condition.group, recipient, view))
        and _is_known(condition, recipient, view)
    )


def is_member(groups: Iterable[str], recipient: Recipient, view: View) -> bool:
    """Whether a recipient belongs to one of these groups, departments or lists."""
    return not view.groups_of(recipient.address).isdisjoint(map(folded, groups))


def _is_known(condition: OfRecipients, recipient: Recipient, view: View) -> bool:
    registered, written_to = condition.registered, condition.written_to
    known = recipient.known is not None and recipient.known.times > 0
    return (written_to is None or written_to is known) and (
        registered is None
        or registered is view.situation.directory.is_registered(recipient.address)
    )
