"""A recipient whose family name another contact shares, where the other one may be meant."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Contact, Knowledge, Thread
from mailguard.domain.mail import Mail, MailKind
from mailguard.domain.recipient import Recipient
from mailguard.i18n import N_, _
from mailguard.names.meaning import is_introduced, names_of, namesakes, outsiders
from mailguard.names.person import family_name
from mailguard.names.salutation import salutation_of


class Risk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which risk on (0 to 1) a recipient is taken for perhaps somebody else."""

    risk: float = 0.5


@check(
    "namesake-contact",
    title=N_("Another contact of the same name"),
    severity=Severity.WARNING,
    settings=Risk(),
    needs_history=True,
)
def namesake_contact(mail: Mail, knowledge: Knowledge, settings: Risk) -> Iterator[Fact]:
    """Warns where the recipient model doubts the recipient, or the salutation names the other's
    company; a shared family name alone is nothing, nor is one of somebody who takes part.
    """
    if mail.kind is not MailKind.ORDINARY:
        return
    meant = _organisations_spoken_to(mail, knowledge)
    thread = knowledge.thread(mail)
    is_chosen_by_hand = not (mail.is_bare_answer and thread is None)
    present = {recipient.organisation for recipient in mail.recipients}
    for recipient in outsiders(mail.recipients):
        if thread and _takes_part(recipient, thread):
            continue
        others = [
            contact
            for contact in _others(recipient, knowledge)
            if contact.organisation not in present
            and (
                (is_chosen_by_hand and _is_doubtful(recipient, mail, knowledge, settings))
                or contact.organisation in meant
            )
        ]
        if others and recipient.organisation not in meant:
            yield _fact(recipient, others)


def _takes_part(recipient: Recipient, thread: Thread) -> bool:
    """Whether the conversation came from, or to, a recipient or their colleagues."""
    is_colleague = recipient.known is not None and recipient.organisation in thread.organisations
    return is_colleague or recipient.address.key in thread.participants


def _is_doubtful(recipient: Recipient, mail: Mail, knowledge: Knowledge, settings: Risk) -> bool:
    return recipient.risk >= settings.risk and not is_introduced(recipient, mail, knowledge)


def _organisations_spoken_to(mail: Mail, knowledge: Knowledge) -> set[str]:
    companies = salutation_of(mail.text.body).companies
    return {
        organisation
        for company in companies
        for organisation in knowledge.organisations_called(company.name)
    }


def _others(recipient: Recipient, knowledge: Knowledge) -> Iterator[Contact]:
    """Contacts elsewhere with the recipient's family name."""
    families = map(family_name, names_of(recipient, knowledge))
    if family := next(filter(None, families), ""):
        for contact in namesakes(family, knowledge):
            if contact.organisation != recipient.organisation:
                yield contact


def _fact(recipient: Recipient, others: list[Contact]) -> Fact:
    sentence = _("Is {address} whom you mean? You also know somebody else of that name.")
    evidence = tuple(
        _("You know “{name}” as {address}.").format(
            name=other.names[0] if other.names else other.address.local, address=other.address
        )
        for other in others[:3]
    )
    return Fact(
        Severity.WARNING,
        sentence.format(address=recipient.address),
        evidence,
        OfRecipient(recipient.address.key),
    )
