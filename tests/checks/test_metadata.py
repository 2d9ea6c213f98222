"""The check metadata."""

from __future__ import annotations

from mailguard.checks.metadata import metadata
from mailguard.domain.content import Content, Properties
from mailguard.domain.finding import Severity
from tests.checks.knowing import Known
from tests.mails import a_mail, an_attachment

KNOWN = Known(organisations_called={"ベータ": ["beta.example"], "アクメ": ["acme.example"]})


def severities(
    to: str = "hanako@acme.example", *, company: str = "", author: str = "", place: str = ""
) -> list[Severity]:
    properties = Properties(company=company, author=author, place=place)
    mail = a_mail(to=[to], attachments=[an_attachment()], contents=[Content(properties=properties)])
    return [f.severity for f in metadata.findings(mail, KNOWN, metadata.settings)]


def test_a_file_made_at_another_organisation_is_warned_of() -> None:
    assert severities(company="ベータ") == [Severity.WARNING]


def test_one_made_there_or_nowhere_known_is_silent() -> None:
    assert severities(company="アクメ") == []
    assert severities(company="ガンマ") == []


def test_an_author_may_be_a_company() -> None:
    assert severities(author="ベータ") == [Severity.WARNING]
    assert severities(author="花子") == []


def test_where_a_photo_was_taken_is_noticed() -> None:
    assert severities(place="35.6812, 139.7671") == [Severity.NOTICE]


def test_within_the_organisation_it_is_silent() -> None:
    assert severities("jiro@example.co.jp", company="ベータ", place="1, 2") == []
