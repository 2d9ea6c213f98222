"""A recipient whose family name another contact shares, where the other one may be meant."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from mailguard.checks.namesake_contact import Risk, namesake_contact
from mailguard.domain.finding import Finding, OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge, Thread
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known, NothingKnown, a_contact
from tests.mails import OWN_DOMAIN, a_mail

TO = "佐藤 花子 <h.sato@beta.example>"
KNOWN = Known(
    named={"佐藤": [a_contact("佐藤 太郎 <sato@acme.example>"), a_contact(TO)]},
    organisations_called={"株式会社アクメ": ["acme.example"], "ベータ工業": ["beta.example"]},
)


def findings(
    mail: Mail, knowledge: Knowledge = KNOWN, settings: Risk | None = None
) -> tuple[Finding, ...]:
    return namesake_contact.findings(mail, knowledge, settings or Risk())


def risky(mail: Mail, risk: float = 0.9) -> Mail:
    return replace(mail, recipients=tuple(replace(r, risk=risk) for r in mail.recipients))


def test_a_doubtful_recipient_with_a_namesake_is_warned_of() -> None:
    (finding,) = findings(risky(a_mail(to=[TO])))
    assert finding.severity is Severity.WARNING
    assert finding.place == OfRecipient("h.sato@beta.example")
    assert "sato@acme.example" in finding.evidence[0]


def test_so_is_one_whose_namesake_s_company_is_spoken_to() -> None:
    assert len(findings(a_mail(text="株式会社アクメ\n佐藤様\n", to=[TO]))) == 1


@pytest.mark.parametrize(
    "mail",
    [
        a_mail(to=[TO]),
        a_mail(text="ベータ工業 佐藤様\n", to=[TO]),
        risky(a_mail(text="ベータ工業 佐藤様\n", to=[TO])),
        risky(a_mail(text="施工の佐藤様をCCに追加いたします。", to=[TO])),
        risky(a_mail(to=["h.sato@beta.example"])),
        risky(a_mail(to=["鈴木 <suzuki@beta.example>"])),
        risky(a_mail(to=[TO, "ito@acme.example"])),
        risky(a_mail(to=[f"佐藤 <s@{OWN_DOMAIN}>"])),
        risky(a_mail(to=[TO]), 0.2),
        risky(a_mail(to=[TO], is_reply=True)),
    ],
    ids=["no doubt", "own company", "doubt, own company", "introduced", "no name", "no namesake",
         "both there", "own people", "little risk", "an answer"],
)  # fmt: skip
def test_elsewise_it_is_quiet(mail: Mail) -> None:
    assert findings(mail) == ()


def test_the_risk_is_a_setting() -> None:
    assert findings(risky(a_mail(to=[TO]), 0.3), settings=Risk(risk=0.25))


def test_where_nothing_is_known_it_says_nothing() -> None:
    assert findings(risky(a_mail(to=[TO])), NothingKnown()) == ()


def test_who_takes_part_in_the_conversation_is_meant() -> None:
    thread = Thread(frozenset({"h.sato@beta.example"}), frozenset(), frozenset())
    knowledge = Known(named={"佐藤": [a_contact("佐藤 太郎 <sato@acme.example>")]}, thread=thread)
    assert findings(risky(a_mail(to=[TO])), knowledge) == ()
    assert len(findings(risky(a_mail(to=["佐藤 次郎 <j.sato@beta.example>"])), knowledge)) == 1
