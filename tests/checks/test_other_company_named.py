"""A mail that names a known organisation which is not among its recipients."""

from __future__ import annotations

import pytest

from mailguard.checks.other_company_named import Named, other_company_named
from mailguard.domain.finding import About, Finding, OfSubject, OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known
from tests.mails import OWN_DOMAIN, a_mail

KNOWN = Known(
    organisations_called={
        "アクメ": ["acme.example"],
        "ベータ工業": ["beta.example"],
        "オウン": [OWN_DOMAIN],
        "Zoom": ["zoom.example"],
    },
    company_names={"acme.example": ["アクメ"], "beta.example": ["ベータ工業"]},
)
TO_BETA = ("sato@beta.example",)


def findings(
    mail: Mail, settings: Named | None = None, knowledge: Knowledge = KNOWN
) -> tuple[Finding, ...]:
    return other_company_named.findings(mail, knowledge, settings or Named())


def test_a_name_in_the_text_is_a_notice_at_its_place() -> None:
    (finding,) = findings(a_mail(text="アクメ様の価格です。\n", to=TO_BETA))
    assert finding.severity is Severity.NOTICE
    assert finding.about is About.ADDRESSEE
    assert finding.place == OfText(0, 3)
    assert "アクメ" in finding.sentence
    assert "acme.example" in finding.evidence[0]


def test_a_name_in_the_subject_is_a_warning_where_nobody_else_is_named() -> None:
    (finding,) = findings(a_mail(subject="【アクメ様】お見積書", text="見積書です。\n", to=TO_BETA))
    assert finding.severity is Severity.WARNING
    assert finding.place == OfSubject()


def test_one_s_own_name_in_the_text_does_not_change_that() -> None:
    mail = a_mail(subject="アクメ様 お見積書", text="オウンの高橋です。\n", to=TO_BETA)
    assert [finding.severity for finding in findings(mail)] == [Severity.WARNING]


@pytest.mark.parametrize(
    "mail",
    [
        a_mail(subject="アクメ様向け納品", text="ベータ工業 佐藤様\n\n納品です。\n", to=TO_BETA),
        a_mail(subject="Re: アクメ様の件", text="承知しました。\n", to=TO_BETA, is_reply=True),
        a_mail(subject="アクメ様の件", text="資料です。\n", to=["sato@strange.example"]),
    ],
    ids=["the recipient is named too", "an answer", "a stranger's name is not known"],
)
def test_elsewise_it_is_a_notice(mail: Mail) -> None:
    assert [finding.severity for finding in findings(mail)] == [Severity.NOTICE]


@pytest.mark.parametrize(
    "mail",
    [
        a_mail(subject="アクメ様 お見積書", to=["sato@acme.example"]),
        a_mail(subject="アクメ様とベータ工業様", to=["sato@acme.example", "ito@beta.example"]),
        a_mail(text="承知しました。\n", quoted="> アクメ様\n", to=TO_BETA),
        a_mail(text="よろしく。\n", signature="-- \nアクメ担当\n", to=TO_BETA),
        a_mail(subject="アクメ様の件", to=[f"suzuki@{OWN_DOMAIN}"]),
        a_mail(text="オウンの高橋です。\n", to=TO_BETA),
        a_mail(text="Zoomでお願いします。\n", to=TO_BETA),
        a_mail(text="アクメ 佐藤様\n\nお世話になっております。\n", to=TO_BETA),
    ],
    ids=[
        "its own",
        "both",
        "quoted",
        "signature",
        "own people",
        "own name",
        "a service",
        "salutation",
    ],
)
def test_ordinary_mail_is_quiet(mail: Mail) -> None:
    assert findings(mail) == ()


def test_organisations_of_the_settings_may_be_named() -> None:
    mail = a_mail(text="アクメ様の価格です。\n", to=TO_BETA)
    assert findings(mail, Named(organisations=("acme.example",))) == ()


def test_each_company_is_told_once() -> None:
    assert len(findings(a_mail(text="アクメ様。アクメ様。アクメ様。\n", to=TO_BETA))) == 1


def test_a_maker_in_the_subject_is_only_noticed() -> None:
    for subject in ("アクメ社製バルブの納期", "アクメ様向け図面", "アクメのカタログ"):
        (finding,) = findings(a_mail(subject=subject, text="ご確認ください。\n", to=TO_BETA))
        assert finding.severity is Severity.NOTICE
