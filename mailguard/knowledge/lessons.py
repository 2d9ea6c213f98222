"""What a mail teaches, taken from it: the one place where mail becomes knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from mailguard.domain.address import Address
from mailguard.domain.lesson import Lesson, Party, SentFile
from mailguard.domain.mail import Mail, Mailbox
from mailguard.domain.recipient import Field
from mailguard.knowledge import digests
from mailguard.knowledge.companies import companies_in
from mailguard.knowledge.endings import endings
from mailguard.knowledge.unread import MOST
from mailguard.message.signature import last_lines
from mailguard.names.salutation import salutation_of

OrganisationOf = Callable[[Address], str]
"""To whom a mailbox belongs, as Recipient.organisation."""

_SIGNATURE_LINES = 15
_WIDTH = 60  # characters of such a line: longer ones are sentences
_NAME = 200  # characters of a file's name


class Sighting:
    """How a mail was come by: all that decides what it teaches besides itself."""

    def __init__(
        self,
        organisation_of: OrganisationOf,
        me: Sequence[Address],
        now: datetime,
        bounced: tuple[str, ...] = (),
    ) -> None:
        self.organisation_of = organisation_of
        self.me = frozenset(address.key for address in me)
        self.now = now
        self.bounced = bounced
        own = {organisation_of(address) for address in me}
        self.own = tuple(sorted(self.me | own))

    def party(self, mailbox: Mailbox) -> Party:
        """Somebody in the header. A name that is only the address again is none."""
        key = mailbox.address.key
        name = "" if mailbox.name.casefold() == key else mailbox.name
        return Party(key, self.organisation_of(mailbox.address), name)


def lesson_of(mail: Mail, sighting: Sighting, *, is_sent: bool) -> Lesson:
    """What `mail` teaches who sent or received it."""
    people = mail.correspondents
    author = sighting.party(people.author[0]) if people.author else None
    to, cc = _parties(people.to, sighting), _parties(people.cc, sighting)
    if is_sent:  # somebody in the header may have been left out before it went
        got_it = {recipient.address.key for recipient in mail.recipients}
        to, cc = (tuple(p for p in parties if p.key in got_it) for parties in (to, cc))
    lesson = Lesson(
        is_sent,
        _date(mail, sighting.now),
        author,
        to,
        cc,
        _blind(mail, sighting) if is_sent else (),
        sighting.own,
        digests.of_mail(mail),
        digests.of_ancestors(mail),
        digests.digest(digests.subject_key(mail.subject)),
        digests.of_text(mail) if is_sent else 0,
        tuple(_files(mail)) if is_sent else (),
        bounced=sighting.bounced,
        endings=endings(last_lines(mail.text.new)) if is_sent else (),
    )
    return _with_names(lesson, mail)


def _with_names(lesson: Lesson, mail: Mail) -> Lesson:
    names = _called(lesson, mail) if lesson.is_sent else ()
    addressed = _addressed(lesson, mail) if lesson.is_sent else ()
    found = (*addressed, *_signed(lesson.author, mail), *_displayed(lesson))
    return replace(lesson, names=names, companies=tuple(dict.fromkeys(found)))


def _date(mail: Mail, now: datetime) -> datetime:
    """The mail's own date, unless it lies in the future or before there was mail."""
    if mail.date is None or mail.date > now or mail.date.year < 1980:
        return now
    return mail.date


def _parties(mailboxes: Sequence[Mailbox], sighting: Sighting) -> tuple[Party, ...]:
    return tuple(sighting.party(mailbox) for mailbox in mailboxes[:MOST])


def _blind(mail: Mail, sighting: Sighting) -> tuple[Party, ...]:
    """Who is in the envelope only; a name that is known from before is none of this mail's."""
    names = {mailbox.address.key: mailbox.name for mailbox in mail.correspondents.bcc}
    return tuple(
        Party(r.address.key, sighting.organisation_of(r.address), names.get(r.address.key, ""))
        for r in mail.recipients[:MOST]
        if r.field is Field.BCC
    )


def _files(mail: Mail) -> Iterator[SentFile]:
    for attachment in mail.attachments:
        if attachment.sha256 and not attachment.inline:
            yield SentFile(attachment.sha256, attachment.name[:_NAME])


def _called(lesson: Lesson, mail: Mail) -> tuple[tuple[str, str], ...]:
    """One person in To, and one that is greeted."""
    if len(lesson.to) != 1:
        return ()
    people = [p for p in salutation_of(mail.text.body).persons if not (p.own or p.cc)]
    return ((lesson.to[0].key, people[0].name),) if len(people) == 1 else ()


def _addressed(lesson: Lesson, mail: Mail) -> tuple[tuple[str, str], ...]:
    """One organisation in To, and one company that is greeted."""
    found = {party.organisation for party in lesson.to} - {"", *lesson.own}
    companies = [c.name for c in salutation_of(mail.text.body).companies if c.sure]
    return ((found.pop(), companies[0]),) if len(found) == 1 and len(companies) == 1 else ()


def _signed(author: Party | None, mail: Mail) -> tuple[tuple[str, str], ...]:
    """The company that a signature names first is its author's."""
    if author is None or not author.organisation:
        return ()
    lines = mail.text.signature.splitlines()[:_SIGNATURE_LINES]
    found = (name for line in lines if len(line) <= _WIDTH for name in companies_in(line))
    name = next(found, "")
    return ((author.organisation, name),) if name else ()


def _displayed(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Companies in display names: 佐藤（株式会社アクメ）."""
    for party in filter(None, (lesson.author, *lesson.recipients)):
        if party.organisation and party.name:
            for name in companies_in(party.name):
                yield party.organisation, name
