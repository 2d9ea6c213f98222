"""Organisations in one mail that never stood in one before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import msgspec

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import About, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Field, Recipient, RecipientClass
from mailguard.i18n import N_, _

_LETTERS = 20_000  # characters of the text that are looked at
_PEOPLE = 30  # of one organisation that are looked at


class Familiar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many mails an organisation must have had: a new one is no customer to be mixed up yet."""

    mails: int = 5


@check(
    "several-organisations",
    title=N_("Organisations that never met"),
    severity=Severity.WARNING,
    settings=Familiar(),
    needs_history=True,
)
def several_organisations(mail: Mail, knowledge: Knowledge, familiar: Familiar) -> Iterator[Fact]:
    """Warns of well-known outside organisations that see each other in To and Cc as never before.

    In a reply they have seen each other already. Where the text names them all, it is meant.
    """
    if mail.is_reply or knowledge.thread(mail):
        return
    groups = _groups(mail)
    known = [
        name
        for name in groups
        if (domain := knowledge.known_domain(name)) and domain.times >= familiar.mails
    ]
    strangers = [
        pair
        for pair in combinations(known, 2)
        if not _have_met(groups[pair[0]], groups[pair[1]], knowledge)
    ]
    if strangers:
        one, other = strangers[0]
        sentence = _("{one} and {other} have never been in one mail before.")
        evidence = (", ".join(groups),) if len(groups) > 2 else ()
        severity = Severity.NOTICE if _are_named(strangers, mail, knowledge) else Severity.WARNING
        told = sentence.format(one=one, other=other)
        yield Fact(severity, told, evidence, about=About.CROWD)


def _groups(mail: Mail) -> dict[str, list[Recipient]]:
    """The outside companies that are visible, with their people."""
    groups: dict[str, list[Recipient]] = {}
    for recipient in mail.recipients:
        is_outside = recipient.kind is RecipientClass.EXTERNAL
        if is_outside and recipient.field is not Field.BCC and "@" not in recipient.organisation:
            groups.setdefault(recipient.organisation, []).append(recipient)
    return groups


def _are_named(pairs: list[tuple[str, str]], mail: Mail, knowledge: Knowledge) -> bool:
    named = {
        organisation
        for mention in knowledge.mentions(mail.text.body[:_LETTERS])
        for organisation in mention.organisations
    }
    return all(named.issuperset(pair) for pair in pairs)


def _have_met(one: list[Recipient], other: list[Recipient], knowledge: Knowledge) -> bool:
    return any(
        knowledge.together(a.address, b.address) for a in one[:_PEOPLE] for b in other[:_PEOPLE]
    )
