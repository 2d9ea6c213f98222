"""A salutation with somebody's name whom no recipient can be."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import About, OfText, Severity
from mailguard.domain.knowledge import Contact, Knowledge
from mailguard.domain.mail import Mail, MailKind
from mailguard.i18n import N_, _
from mailguard.names.addressee import Addressee
from mailguard.names.meaning import Meaning, meaning, outsiders
from mailguard.names.person import is_well_known
from mailguard.names.salutation import salutation_of

_NAMED = 3  # contacts that the evidence names


@check(
    "salutation-person",
    title=N_("Salutation of somebody else"),
    severity=Severity.DANGER,
    settings=NoSettings(),
)
def salutation_person(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Compares the names in the salutation with the recipients.

    A danger where another contact goes by that name and surely no recipient does. Copies and
    the sender's own people in a salutation are cc-promised's.
    """
    if mail.kind is not MailKind.ORDINARY or not mail.recipients:
        return
    salutation = salutation_of(mail.text.body)
    spoken_to = [person for person in salutation.persons if not (person.cc or person.own)]
    meanings = [(person, meaning(person.name, mail, knowledge)) for person in spoken_to]
    somebody = any(found.fitting for _person, found in meanings)
    for person, found in meanings:
        if not _may_be_meant(person, found, mail, knowledge):
            yield from _facts(person, found, mail, somebody=somebody)


def _may_be_meant(person: Addressee, found: Meaning, mail: Mail, knowledge: Knowledge) -> bool:
    """Whether a recipient can be the person, or the name may be a company's."""
    outside = outsiders(mail.recipients)
    doubtful = found.doubtful if len(outside) == 0 else outsiders(found.doubtful)
    return bool(found.fitting or doubtful or knowledge.organisations_called(person.name))


def _facts(person: Addressee, found: Meaning, mail: Mail, *, somebody: bool) -> Iterator[Fact]:
    if not found.others and not is_well_known(person.name):
        return
    written = mail.text.new[person.start : person.end]
    sentence = _("The mail speaks to “{name}”, but no recipient goes by that name.")
    place = OfText(person.start, person.end)
    evidence = _evidence(found.others)
    severity = _severity(found.others, mail, somebody=somebody)
    yield Fact(severity, sentence.format(name=written), evidence, place, About.ADDRESSEE)


def _severity(others: tuple[Contact, ...], mail: Mail, *, somebody: bool) -> Severity:
    """Among own people it is a notice; where another name fits, somebody was only left out."""
    own = set(mail.own)
    leaves = outsiders(mail.recipients) or any(other.organisation in own for other in others)
    if not others or not leaves:
        return Severity.NOTICE
    return Severity.WARNING if somebody else Severity.DANGER


def _evidence(others: tuple[Contact, ...]) -> tuple[str, ...]:
    return tuple(
        _("You know “{name}” as {address}.").format(
            name=other.names[0] if other.names else other.address.local, address=other.address
        )
        for other in others[:_NAMED]
    )
