"""The recipients of a mail: the envelope decides who, the header says as what."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from mailguard.domain.envelope import Envelope
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Correspondents, Mail, Mailbox
from mailguard.domain.recipient import Field, Recipient
from mailguard.policy.affiliation import Affiliations


def recipients_of(
    envelope: Envelope,
    correspondents: Correspondents,
    affiliations: Affiliations,
    knowledge: Knowledge,
) -> tuple[Recipient, ...]:
    """Every recipient of the envelope once, as they stand there."""
    names = _names(correspondents)
    in_to = {mailbox.address.key for mailbox in correspondents.to}
    in_cc = {mailbox.address.key for mailbox in correspondents.cc}
    found: dict[str, Recipient] = {}
    for address in envelope.recipients:
        key = address.key
        if key in found:
            continue
        known = knowledge.acquaintance(address)
        found[key] = Recipient(
            address,
            Field.TO if key in in_to else Field.CC if key in in_cc else Field.BCC,
            affiliations.kind(address),
            affiliations.organisation(address),
            names.get(key) or (known.name if known else ""),
            known,
        )
    return tuple(found.values())


def with_risks(mail: Mail, knowledge: Knowledge) -> Mail:
    """The mail, with how little each of its recipients fits it."""
    risks = knowledge.risks(mail)
    if not risks:
        return mail
    recipients = tuple(
        replace(recipient, risk=risks.get(recipient.address.key, 0.0))
        for recipient in mail.recipients
    )
    return replace(mail, recipients=recipients)


def with_participants(mail: Mail, knowledge: Knowledge) -> Mail:
    """The mail, with which of its recipients took part in the conversation that it names."""
    thread = knowledge.thread(mail)
    if thread is None or not thread.is_named:
        return mail
    recipients = tuple(
        replace(recipient, took_part_at=thread.last_at)
        if recipient.address.key in thread.participants
        else recipient
        for recipient in mail.recipients
    )
    return replace(mail, recipients=recipients)


def _names(correspondents: Correspondents) -> dict[str, str]:
    everybody: Iterable[Mailbox] = (
        *correspondents.bcc,
        *correspondents.cc,
        *correspondents.to,
    )
    return {mailbox.address.key: mailbox.name for mailbox in everybody if mailbox.name}
