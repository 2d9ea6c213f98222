"""What a review shows of a mail that could not be looked through: its envelope, and that."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b

from mailguard.domain.account import Account
from mailguard.domain.entry import Entry
from mailguard.domain.inspection import Inspection, Preview
from mailguard.domain.knowledge import NothingKnown
from mailguard.domain.mail import Correspondents, MailKind
from mailguard.domain.policy import Policy
from mailguard.domain.settings import Settings
from mailguard.inspection.domains import shared_domains
from mailguard.inspection.recipients import recipients_of
from mailguard.inspection.runner import not_inspected
from mailguard.inspection.unasked import unasked
from mailguard.policy.affiliation import Affiliations
from mailguard.policy.decision import Case, decide


def preview_of(entry: Entry, account: Account, settings: Settings) -> Preview:
    """Who gets the mail, from the envelope alone: no header is believed that nobody has read."""
    affiliations = Affiliations(
        settings.organisation, account.addresses, shared_domains(), lambda domain: domain
    )
    recipients = recipients_of(entry.envelope, Correspondents(), affiliations, NothingKnown())
    return Preview(entry.subject, MailKind.ORDINARY, Correspondents(), recipients)


def inspection_without(reason: str, entry: Entry, preview: Preview, policy: Policy) -> Inspection:
    """An inspection that says, as a warning, that nothing was checked, and why."""
    findings = (not_inspected((reason,)),)
    case = Case(preview.kind, preview.recipients, (), findings, frozenset())
    return Inspection(
        preview,
        attachments=(),
        text="",
        text_is_cut=False,
        has_quoted_text=False,
        findings=findings,
        decision=decide(case, policy.settings, datetime.now(UTC), unasked(policy)),
        fingerprint=_of_the_octets(entry),
        unchecked=(reason,),
    )


def _of_the_octets(entry: Entry) -> bytes:
    """Equal only for the very same octets: better two questions than one mail taken for another."""
    words = (entry.account, *(a.key for a in entry.envelope.recipients))
    return blake2b("\0".join(words).encode() + entry.source.sha256, digest_size=32).digest()
