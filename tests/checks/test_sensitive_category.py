"""The check sensitive-category."""

from __future__ import annotations

from mailguard.checks.sensitive_category import sensitive_category
from mailguard.domain.finding import Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail


def severities(mail: Mail) -> list[Severity]:
    found = sensitive_category.findings(mail, NothingKnown(), sensitive_category.settings)
    return [finding.severity for finding in found]


def test_a_word_near_a_name_is_noticed() -> None:
    assert severities(a_mail(text="佐藤様の診断書をお送りします。")) == [Severity.NOTICE]
    assert severities(a_mail(text="Mr. Smith was diagnosed with asthma.")) == [Severity.NOTICE]


def test_several_words_are_warned_of() -> None:
    text = "氏名：佐藤太郎　既往歴：喘息　障害者手帳：2級"
    assert severities(a_mail(text=text)) == [Severity.WARNING]


def test_two_capitals_may_be_no_person_and_are_never_warned_of() -> None:
    text = "Mental Health Week: New York talks of depression and diabetes."
    assert severities(a_mail(text=text)) == [Severity.NOTICE]


def test_a_word_without_a_person_is_silent() -> None:
    assert severities(a_mail(text="障害者手帳の制度についての資料です。")) == []


def test_within_the_organisation_it_is_silent() -> None:
    mail = a_mail(text="佐藤様の診断書です。", to=["jinji@example.co.jp"])
    assert severities(mail) == []


def test_diagnoses_of_buildings_and_firms_are_silent() -> None:
    assert severities(a_mail(text="佐藤様\n耐震診断書と経営診断書をお送りします。")) == []


def test_who_is_only_spoken_to_is_not_whom_it_is_about() -> None:
    assert severities(a_mail(text="佐藤様\n入院設備のカタログです。")) == []
    assert severities(a_mail(text="皆様の健康保険とうつ病対策、研修の仕様の件")) == []


def test_ones_own_people_have_no_title() -> None:
    assert severities(a_mail(text="弊社石川ですが、入院しております。")) == [Severity.NOTICE]
    assert severities(a_mail(text="阿部さんは統合失調症で通院しています。")) == [Severity.NOTICE]
