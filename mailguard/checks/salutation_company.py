"""A salutation with the name of a company that no recipient belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import About, OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail, MailKind
from mailguard.domain.recipient import Recipient
from mailguard.i18n import N_, _
from mailguard.names import company
from mailguard.names.addressee import Company, Salutation
from mailguard.names.meaning import meaning, outsiders
from mailguard.names.salutation import salutation_of

_NAMED = 3  # organisations that the evidence names


@check(
    "salutation-company",
    title=N_("Salutation of another company"),
    severity=Severity.DANGER,
    settings=NoSettings(),
)
def salutation_company(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Compares the companies in the salutation with the recipients' organisations.

    A danger where the company is known as somebody else, and the recipients as others or by no
    name at all. Mail among own people may carry a draft for outside and is left alone.
    """
    outside = outsiders(mail.recipients)
    if mail.kind is not MailKind.ORDINARY or not outside:
        return
    salutation = salutation_of(mail.text.body)
    for named in _companies(salutation):
        owners = knowledge.organisations_called(named.name)
        if set(owners) & set(mail.own) or _belongs(named, owners, mail, knowledge):
            continue
        severity = _severity(named, owners, mail, knowledge, salutation)
        if severity:
            yield _fact(severity, named, owners, outside)


def _companies(salutation: Salutation) -> Iterator[Company]:
    """The companies, and the persons whose name is a company's (アクメ様)."""
    yield from salutation.companies
    for person in salutation.persons:
        if not (person.own or person.cc):
            yield Company(person.name, person.start, person.end, sure=False)


def _belongs(named: Company, owners: Sequence[str], mail: Mail, knowledge: Knowledge) -> bool:
    """Whether a recipient is of that company, by what is known or by how its domain sounds."""
    wanted = company.key(named.name)
    for recipient in mail.recipients:
        known_as = knowledge.company_names(recipient.organisation)
        if recipient.organisation in owners or wanted in map(company.key, known_as):
            return True
        if named.name in recipient.name:
            return True
        if not (owners and known_as) and company.sounds_like(named.name, recipient.organisation):
            return True  # two firms of one beginning are told apart where both are known
    return False


def _severity(
    named: Company,
    owners: Sequence[str],
    mail: Mail,
    knowledge: Knowledge,
    salutation: Salutation,
) -> Severity | None:
    outside = outsiders(mail.recipients)
    strangers = [r for r in outside if not knowledge.company_names(r.organisation)]
    if not owners:  # it may be another name of theirs
        return Severity.NOTICE if named.sure and not strangers else None
    if not named.sure and any(
        meaning(person.name, mail, knowledge).fitting
        for person in salutation.persons
        if person.start == named.start
    ):
        return None  # the name of a person after all
    fits = any(meaning(person.name, mail, knowledge).fitting for person in salutation.persons)
    return Severity.NOTICE if fits and strangers else Severity.DANGER


def _fact(
    severity: Severity, named: Company, owners: Sequence[str], outside: Sequence[Recipient]
) -> Fact:
    sentence = _("The mail speaks to “{company}”, but no recipient belongs to it.")
    theirs = ", ".join(dict.fromkeys(recipient.organisation for recipient in outside))
    evidence = [_("The recipients belong to: {organisations}").format(organisations=theirs)]
    if owners:
        known = ", ".join(owners[:_NAMED])
        text = _("“{company}” is known as: {organisations}")
        evidence.insert(0, text.format(company=named.name, organisations=known))
    place = OfText(named.start, named.end)
    told = sentence.format(company=named.name)
    return Fact(severity, told, tuple(evidence), place, About.ADDRESSEE)
