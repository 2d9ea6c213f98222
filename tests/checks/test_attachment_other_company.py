"""The check attachment-other-company."""

from __future__ import annotations

import pytest

from mailguard.checks.attachment_other_company import attachment_other_company
from mailguard.domain.content import Content, Properties
from mailguard.domain.finding import About, Severity
from tests.checks.knowing import Known
from tests.mails import a_mail, an_attachment

KNOWN = Known(
    organisations_called={
        "株式会社ベータ": ["beta.example"],
        "ベータ": ["beta.example"],
        "株式会社アクメ": ["acme.example"],
        "Beta Inc.": ["beta.example"],
        "例示商事": ["example.co.jp"],
    }
)


def severities(
    name: str = "見積書.pdf", text: str = "", *, title: str = "", inline: bool = False
) -> list[Severity]:
    mail = a_mail(
        to=["hanako@acme.example"],
        attachments=[an_attachment(name, inline=inline)],
        contents=[Content(text, properties=Properties(title=title))],
    )
    check = attachment_other_company
    found = check.findings(mail, KNOWN, check.settings)
    assert all(finding.about is About.ADDRESSEE for finding in found)
    return [finding.severity for finding in found]


@pytest.mark.parametrize(
    "text",
    [
        "ベータ株式会社 御中",
        "株式会社ベータ 御中\n見積書",
        "株式会社ベータ 佐藤様\n",
        "Invoice\nBill to: Beta Inc.\n",
    ],
)
def test_a_file_addressed_to_another_is_a_danger(text: str) -> None:
    assert severities(text=text) == [Severity.DANGER]


def test_a_name_or_title_of_another_is_a_warning() -> None:
    assert severities("見積書_ベータ.pdf") == [Severity.WARNING]
    assert severities(title="株式会社ベータ 提案書") == [Severity.WARNING]


def test_where_the_recipient_is_named_too_it_is_silent() -> None:
    assert severities(text="株式会社ベータ 御中\n（代理店：株式会社アクメ）") == []
    assert severities("例示商事_ベータ.pdf") == []


def test_another_that_is_only_spoken_of_is_silent() -> None:
    assert severities(text="業界動向\n株式会社ベータが新製品を発表した。") == []


def test_pictures_of_the_text_and_mail_within_the_organisation_are_silent() -> None:
    assert severities("ベータ.png", inline=True) == []
    mail = a_mail(
        to=["jiro@example.co.jp"],
        attachments=[an_attachment("ベータ.pdf")],
    )
    check = attachment_other_company
    assert check.findings(mail, KNOWN, check.settings) == ()


def test_a_file_deep_in_whose_text_another_stands_is_silent() -> None:
    assert severities(text="。" * 2000 + "株式会社ベータ 御中") == []


def test_a_company_that_the_text_speaks_of_is_meant() -> None:
    def severities_of(text: str, content: str = "") -> list[Severity]:
        mail = a_mail(
            text=text,
            to=["hanako@acme.example"],
            attachments=[an_attachment("図面_ベータ.pdf")],
            contents=[Content(content)],
        )
        check = attachment_other_company
        return [finding.severity for finding in check.findings(mail, KNOWN, check.settings)]

    assert severities_of("ベータ様向けの部品です。") == [Severity.NOTICE]
    assert severities_of("部品の図面です。") == [Severity.WARNING]
    assert severities_of("ベータ様向けの部品です。", "ベータ株式会社 御中") == [Severity.DANGER]
