"""The check freemail-among-company."""

from __future__ import annotations

from msgspec.structs import replace

from mailguard.checks.freemail_among_company import freemail_among_company
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge, Thread
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Recipient
from tests.checks.knowing import Known
from tests.mails import a_mail, a_recipient, an_acquaintance

PRIVATE = "hanako@free.example"
COMPANY = a_recipient("taro@acme.example")


def private(times: int = 0) -> Recipient:
    known = an_acquaintance(times) if times else None
    return a_recipient(PRIVATE, organisation=PRIVATE, known=known)


def named(*recipients: Recipient, knowledge: Knowledge | None = None) -> list[str]:
    mail: Mail = replace(a_mail(), recipients=recipients)
    check = freemail_among_company
    found = check.findings(mail, knowledge or Known(), check.settings)
    assert all(finding.severity is Severity.WARNING for finding in found)
    return [f.place.address for f in found if isinstance(f.place, OfRecipient)]


def test_a_private_address_beside_a_company_is_warned_of() -> None:
    assert named(COMPANY, private()) == [PRIVATE]


def test_one_that_is_often_written_to_is_not() -> None:
    assert named(COMPANY, private(times=2)) == [PRIVATE]
    assert named(COMPANY, private(times=3)) == []


def test_one_alone_or_among_own_people_is_not() -> None:
    assert named(private()) == []
    assert named(a_recipient("jiro@example.co.jp"), private()) == []


def test_one_that_stood_beside_the_company_before_is_not() -> None:
    together = {frozenset({PRIVATE, "taro@acme.example"}): 1}
    assert named(COMPANY, private(), knowledge=Known(together=together)) == []


def test_one_who_takes_part_in_the_conversation_is_not() -> None:
    thread = Thread(frozenset({PRIVATE}), frozenset(), frozenset())
    assert named(COMPANY, private(), knowledge=Known(thread=thread)) == []


def test_in_an_answer_to_a_mail_that_was_not_seen_nobody_can_tell() -> None:
    mail = replace(a_mail(is_reply=True), recipients=(COMPANY, private()))
    check = freemail_among_company
    assert check.findings(mail, Known(), check.settings) == ()
    thread = Thread(frozenset({"taro@acme.example"}), frozenset(), frozenset())
    assert len(check.findings(mail, Known(thread=thread), check.settings)) == 1
