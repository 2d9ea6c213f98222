"""The check list-expands-outside."""

from __future__ import annotations

from msgspec.structs import replace

from mailguard.checks.list_expands_outside import list_expands_outside
from mailguard.domain.finding import Finding, Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known
from tests.mails import a_mail, an_acquaintance

LIST = "sales@example.co.jp"


def found(mail: Mail, *members: str) -> tuple[Finding, ...]:
    known = Known(members={LIST: members, "sales@acme.example": members})
    return list_expands_outside.findings(mail, known, list_expands_outside.settings)


def test_outside_members_are_named() -> None:
    (finding,) = found(a_mail(to=[LIST]), "jiro@example.co.jp", "x@acme.example")
    assert finding.severity is Severity.WARNING
    assert finding.sentence == "sales@example.co.jp also goes to 1 people outside."
    assert finding.evidence == ("x@acme.example",)


def test_a_well_known_list_is_only_noticed() -> None:
    mail = a_mail(to=[LIST], known={LIST: an_acquaintance(5)})
    (finding,) = found(mail, "x@acme.example")
    assert finding.severity is Severity.NOTICE


def test_own_members_and_those_of_sub_domains_are_inside() -> None:
    assert found(a_mail(to=[LIST]), "jiro@example.co.jp", "k@osaka.example.co.jp") == ()


def test_affiliates_are_inside() -> None:
    mail = replace(a_mail(to=[LIST]), group=("affiliate.example",))
    assert found(mail, "k@affiliate.example") == ()
    assert len(found(mail, "k@acme.example")) == 1


def test_who_gets_the_mail_anyway_is_no_news() -> None:
    mail = a_mail(to=["hanako@acme.example"], cc=[LIST])
    assert found(mail, "ken@acme.example") == ()
    assert len(found(mail, "ken@beta.example")) == 1


def test_a_domain_that_ends_alike_is_outside() -> None:
    assert found(a_mail(to=[LIST]), "k@notexample.co.jp") != ()


def test_lists_of_others_are_their_affair() -> None:
    assert found(a_mail(to=["sales@acme.example"]), "x@beta.example") == ()


def test_many_members_are_cut() -> None:
    (finding,) = found(a_mail(to=[LIST]), *(f"x{i}@acme.example" for i in range(7)))
    assert finding.evidence[0].endswith("x4@acme.example…")
