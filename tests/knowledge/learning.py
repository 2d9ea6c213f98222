"""Mails to learn from, and what is known after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from mailguard.domain.address import Address
from mailguard.domain.lesson import Lesson
from mailguard.domain.mail import Attachment, Correspondents, Identification, Mail
from mailguard.inspection.domains import organisation_of
from mailguard.knowledge.lessons import Sighting, lesson_of
from mailguard.knowledge.reader import KnowledgeReader
from mailguard.knowledge.store import Store
from tests.mails import SENDER, a_mail, a_mailbox, an_address

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
NOW = MONDAY + timedelta(days=2)
HANAKO = "hanako@acme.example"


def a_past_mail(
    *,
    author: str = SENDER,
    to: Sequence[str] = (HANAKO,),
    cc: Sequence[str] = (),
    bcc: Sequence[str] = (),
    at: datetime = MONDAY,
    message_id: str = "",
    references: Sequence[str] = (),
    subject: str = "Greetings",
    text: str = "Hello.\n",
    signature: str = "",
    attachments: Sequence[Attachment] = (),
) -> Mail:
    """A mail from `author`; without `message_id` it is known by its date, people and text."""
    mail = a_mail(
        subject=subject,
        text=text,
        signature=signature,
        to=to,
        cc=cc,
        bcc=bcc,
        attachments=attachments,
        is_reply=bool(references),
        date=at,
    )
    people = Correspondents(
        author=(a_mailbox(author),),
        to=tuple(map(a_mailbox, to)),
        cc=tuple(map(a_mailbox, cc)),
    )
    identification = Identification(message_id, tuple(references[-1:]), tuple(references))
    return replace(mail, correspondents=people, identification=identification)


def sighting(*me: str, bounced: tuple[str, ...] = ()) -> Sighting:
    """As the owner of SENDER, or of the addresses `me`, comes by mail."""
    addresses = tuple(map(an_address, me or (SENDER,)))
    return Sighting(organisation_of, addresses, NOW, bounced)


def sent(mail: Mail | None = None, *me: str) -> Lesson:
    return lesson_of(mail or a_past_mail(), sighting(*me), is_sent=True)


def received(mail: Mail, *, bounced: tuple[str, ...] = ()) -> Lesson:
    return lesson_of(mail, sighting(bounced=bounced), is_sent=False)


def path_in(folder: Path) -> Path:
    return folder / "knowledge.sqlite"


def learn(folder: Path, *lessons: Lesson) -> int:
    """Learn, in this order; how many mails were new."""
    with closing(Store(path_in(folder))) as store:
        return store.learn_all(lessons)


@contextmanager
def known(folder: Path) -> Iterator[KnowledgeReader]:
    """What is known."""
    with closing(KnowledgeReader(path_in(folder), organisation_of)) as reader:
        yield reader


def keys(contacts: Sequence[object]) -> list[str]:
    """The addresses of contacts, or of addresses."""
    found = [getattr(contact, "address", contact) for contact in contacts]
    return [address.key for address in found if isinstance(address, Address)]
