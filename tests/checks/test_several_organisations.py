"""The check several-organisations."""

from __future__ import annotations

from mailguard.checks.several_organisations import several_organisations
from mailguard.domain.finding import About, Severity
from mailguard.domain.knowledge import Knowledge, Thread
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known
from tests.mails import a_mail

BOTH = ("a@acme.example", "b@beta.example")
WELL_KNOWN = ("acme.example", "beta.example")


def sentences(mail: Mail, knowledge: Knowledge) -> list[str]:
    found = several_organisations.findings(mail, knowledge, several_organisations.settings)
    assert all(finding.severity is Severity.WARNING for finding in found)
    assert all(finding.about is About.CROWD for finding in found)
    return [finding.sentence for finding in found]


def test_two_customers_that_never_met_are_warned_of() -> None:
    assert sentences(a_mail(to=BOTH), Known(known_domains=WELL_KNOWN)) == [
        "acme.example and beta.example have never been in one mail before."
    ]


def test_two_that_met_are_not() -> None:
    met = Known(known_domains=WELL_KNOWN, together={frozenset(BOTH): 1})
    assert sentences(a_mail(to=BOTH), met) == []


def test_a_new_organisation_is_not() -> None:
    assert sentences(a_mail(to=BOTH), Known(known_domains=WELL_KNOWN[:1])) == []


def test_in_bcc_they_do_not_see_each_other() -> None:
    mail = a_mail(to=BOTH[:1], bcc=BOTH[1:])
    assert sentences(mail, Known(known_domains=WELL_KNOWN)) == []


def test_in_a_reply_they_have_seen_each_other() -> None:
    known = Known(known_domains=WELL_KNOWN)
    assert sentences(a_mail(to=BOTH, is_reply=True), known) == []
    thread = Thread(frozenset(), frozenset(), frozenset())
    assert sentences(a_mail(to=BOTH), Known(known_domains=WELL_KNOWN, thread=thread)) == []


def test_a_third_one_is_named_in_the_evidence() -> None:
    three = (*BOTH, "c@gamma.example")
    (finding,) = several_organisations.findings(
        a_mail(to=three), Known(known_domains=WELL_KNOWN), several_organisations.settings
    )
    assert finding.evidence == ("acme.example, beta.example, gamma.example",)


def test_where_the_text_names_both_it_is_noticed() -> None:
    named = Known(
        known_domains=WELL_KNOWN,
        organisations_called={"アクメ": ["acme.example"], "ベータ": ["beta.example"]},
    )
    mail = a_mail(to=BOTH, text="アクメ様、ベータ様をご紹介いたします。")
    found = several_organisations.findings(mail, named, several_organisations.settings)
    assert [finding.severity for finding in found] == [Severity.NOTICE]
    assert len(sentences(a_mail(to=BOTH, text="アクメ様"), named)) == 1
