"""The check habitual-cc-missing."""

from __future__ import annotations

from mailguard.checks.habitual_cc_missing import habitual_cc_missing
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known, a_contact
from tests.mails import a_mail

BOSS = a_contact("Boss <boss@example.co.jp>")


def sentences(mail: Mail) -> list[str]:
    known = Known(habitual_cc=[BOSS])
    return [
        finding.sentence
        for finding in habitual_cc_missing.findings(mail, known, habitual_cc_missing.settings)
    ]


def test_who_is_missing_is_named() -> None:
    assert sentences(a_mail()) == ["Boss is usually in Cc, but not this time."]


def test_who_is_there_in_any_field_is_not_missing() -> None:
    assert sentences(a_mail(cc=["boss@example.co.jp"])) == []
    assert sentences(a_mail(bcc=["BOSS@example.co.jp"])) == []


def test_without_a_name_the_address_stands() -> None:
    known = Known(habitual_cc=[a_contact("boss@example.co.jp")])
    (finding,) = habitual_cc_missing.findings(a_mail(), known, habitual_cc_missing.settings)
    assert finding.sentence.startswith("boss@example.co.jp is usually")


def test_the_same_person_at_another_address_is_not_missing() -> None:
    assert sentences(a_mail(cc=["Boss <boss@hq.example.co.jp>"])) == []
