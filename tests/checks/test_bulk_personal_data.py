"""The check bulk-personal-data."""

from __future__ import annotations

from mailguard.checks.bulk_personal_data import bulk_personal_data
from mailguard.domain.content import Content
from mailguard.domain.finding import Finding, OfAttachment, Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment


def a_register(count: int, domain: str = "customers.example") -> Content:
    return Content("\n".join(f"氏名{n},person{n}@{domain},090-1234-{n:04}" for n in range(count)))


def found(mail: Mail) -> tuple[Finding, ...]:
    return bulk_personal_data.findings(mail, NothingKnown(), bulk_personal_data.settings)


def with_file(content: Content, to: str = "hanako@acme.example") -> Mail:
    return a_mail(to=[to], attachments=[an_attachment()], contents=[content])


def test_a_register_is_warned_of_with_what_it_tells() -> None:
    (finding,) = found(with_file(a_register(10)))
    assert (finding.severity, finding.place) == (Severity.WARNING, OfAttachment(0))
    assert finding.sentence == "It lists about 10 people."
    assert finding.evidence == ("mail addresses, telephone numbers",)


def test_a_large_one_is_a_danger() -> None:
    assert [f.severity for f in found(with_file(a_register(100)))] == [Severity.DANGER]


def test_a_short_one_is_silent() -> None:
    assert found(with_file(a_register(9))) == ()


def test_the_recipients_own_addresses_do_not_count() -> None:
    content = Content("\n".join(f"person{n}@acme.example" for n in range(50)))
    assert found(with_file(content)) == ()


def test_within_the_organisation_it_is_silent() -> None:
    assert found(with_file(a_register(500), to="jiro@example.co.jp")) == ()


def test_more_than_can_be_counted_is_said_so() -> None:
    (finding,) = found(with_file(a_register(1200)))
    assert finding.sentence == "It lists about 1000+ people."
