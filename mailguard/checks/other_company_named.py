"""A mail that names a known organisation which is not among its recipients."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import About, Severity
from mailguard.domain.knowledge import Knowledge, Mention
from mailguard.domain.mail import Mail, MailKind
from mailguard.domain.passages import Passage
from mailguard.i18n import N_, _
from mailguard.names import company
from mailguard.names.meaning import outsiders
from mailguard.names.salutation import salutation_of

_TEXT_LIMIT = 20_000  # characters of the body
# Services that invitations, links and instructions speak of.
_EVERYDAY = frozenset(
    company.key(name)
    for line in """
zoom teams microsoft google line slack amazon aws apple adobe box dropbox github gitlab facebook
instagram linkedin youtube twitter webex cisco salesforce sansan chatwork yahoo oracle docusign
クラウドサイン ヤマト運輸 佐川急便 日本郵便 ヤマト
""".splitlines()
    for name in line.split()
)
_ADDRESSED = re.compile(r"\s{0,2}(?:様|さま|御中|殿)(?!向け|の|から|より|へ)|[】\])）]")


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Organisations that may be named to everybody: affiliates, partners."""

    organisations: tuple[str, ...] = ()


@check(
    "other-company-named",
    title=N_("Another company is named"),
    severity=Severity.NOTICE,
    settings=Named(),
)
def other_company_named(mail: Mail, knowledge: Knowledge, settings: Named) -> Iterator[Fact]:
    """Notices the names of other known organisations in subject and new text.

    Business speaks of third parties all day. It warns only where a new mail names nobody else:
    another company is spoken to in its subject, and none of the recipients' in subject or text.
    """
    if mail.kind is not MailKind.ORDINARY or not outsiders(mail.recipients):
        return
    found = list(_mentions(mail, knowledge))
    others = [(p, mention) for p, mention in found if _is_other(mention, mail, knowledge, settings)]
    theirs = sum(bool(set(mention.organisations) & _theirs(mail)) for _passage, mention in found)
    told: set[str] = set()
    for passage, mention in others:
        name = company.key(mention.name)
        if name not in told:
            told.add(name)
            severity = _severity(passage, mention, theirs, mail, knowledge)
            yield _fact(severity, passage, mention)


def _mentions(mail: Mail, knowledge: Knowledge) -> Iterator[tuple[Passage, Mention]]:
    """Names in the subject and below the salutation, which salutation-company looks at."""
    subject = Passage(mail.subject, is_subject=True)
    yield from ((subject, mention) for mention in knowledge.mentions(subject.text))
    body = Passage(mail.text.body[:_TEXT_LIMIT])
    begin = salutation_of(body.text).end
    for mention in knowledge.mentions(body.text):
        if mention.start >= begin or set(mention.organisations) & _theirs(mail):
            yield body, mention


def _theirs(mail: Mail) -> set[str]:
    return {recipient.organisation for recipient in mail.recipients}


def _is_other(mention: Mention, mail: Mail, knowledge: Knowledge, settings: Named) -> bool:
    """Whether it names somebody who is neither recipient nor own, and no everyday service."""
    name = company.key(mention.name)
    if not name or name in _EVERYDAY:
        return False
    may_be_named = {*_theirs(mail), *mail.own, *settings.organisations}
    if set(mention.organisations) & may_be_named:
        return False
    return not any(
        name in map(company.key, knowledge.company_names(organisation))
        for organisation in may_be_named
    )


def _severity(
    passage: Passage, mention: Mention, theirs: int, mail: Mail, knowledge: Knowledge
) -> Severity:
    """The subject of an answer is not the sender's; a stranger's name is not known."""
    if not passage.is_subject or theirs or mail.is_reply or not _is_spoken_to(mail, mention):
        return Severity.NOTICE
    outside = outsiders(mail.recipients)
    nameless = any(not knowledge.company_names(r.organisation) for r in outside)
    sounding = any(company.sounds_like(mail.subject, r.organisation) for r in outside)
    return Severity.NOTICE if nameless or sounding else Severity.WARNING


def _is_spoken_to(mail: Mail, mention: Mention) -> bool:
    """【アクメ様】定例会, and not アクメ社製バルブ."""
    return bool(_ADDRESSED.match(mail.subject, mention.end))


def _fact(severity: Severity, passage: Passage, mention: Mention) -> Fact:
    sentence = _("“{company}” is named, and no recipient belongs to it.")
    known = ", ".join(mention.organisations)
    evidence = _("“{company}” is known as: {organisations}").format(
        company=mention.name, organisations=known
    )
    place = passage.place(mention.start, mention.end)
    told = sentence.format(company=mention.name)
    return Fact(severity, told, (evidence,), place, About.ADDRESSEE)
