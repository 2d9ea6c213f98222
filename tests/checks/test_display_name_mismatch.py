"""A recipient with the name of one contact and the address of another."""

from __future__ import annotations

import pytest

from mailguard.checks.display_name_mismatch import display_name_mismatch
from mailguard.domain.check import NoSettings
from mailguard.domain.finding import Finding, OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known, a_contact
from tests.mails import a_mail, an_acquaintance

OWNER = a_contact("佐藤 太郎 <sato@acme.example>")
KNOWN = Known(named={name: [OWNER] for name in ("佐藤 太郎", "Taro Sato", "佐藤")})


def findings(mail: Mail, knowledge: Knowledge = KNOWN) -> tuple[Finding, ...]:
    return display_name_mismatch.findings(mail, knowledge, NoSettings())


def severities(to: str) -> list[Severity]:
    return [finding.severity for finding in findings(a_mail(to=[to]))]


def test_a_contact_s_name_at_somebody_else_s_address_is_warned_of() -> None:
    (finding,) = findings(a_mail(to=["佐藤 太郎 <tanaka@beta.example>"]))
    assert finding.severity is Severity.WARNING
    assert finding.place == OfRecipient("tanaka@beta.example")
    assert "sato@acme.example" in finding.sentence


def test_so_it_is_in_another_script() -> None:
    assert severities("Taro Sato <tanaka@beta.example>") == [Severity.WARNING]


def test_an_address_that_says_nothing_is_a_notice() -> None:
    assert severities("佐藤 太郎 <x7k2@beta.example>") == [Severity.NOTICE]


def test_an_address_as_the_name_of_another_is_warned_of() -> None:
    known = Known(acquaintances={"sato@acme.example": an_acquaintance()})
    (finding,) = findings(a_mail(to=["sato@acme.example <x@beta.example>"]), known)
    assert finding.severity is Severity.WARNING
    assert "sato@acme.example" in finding.sentence


@pytest.mark.parametrize(
    "to", ["stranger@acme.example <x@beta.example>", "sato@acme.example <sato@beta.example>"]
)
def test_a_stranger_s_address_and_one_that_moved_are_notices(to: str) -> None:
    known = Known(acquaintances={"sato@acme.example": an_acquaintance()})
    assert [f.severity for f in findings(a_mail(to=[to]), known)] == [Severity.NOTICE]


def test_a_name_that_the_address_always_had_is_quiet() -> None:
    name = "list@acme.example"
    known = Known(names_of={"x@beta.example": [name]}, acquaintances={name: an_acquaintance()})
    assert findings(a_mail(to=[f"{name} <x@beta.example>"]), known) == ()


@pytest.mark.parametrize(
    "to",
    [
        "佐藤 太郎 <sato@acme.example>",
        "佐藤 太郎 <taro.sato@freemail.example>",
        "佐藤 太郎 <info@acme.example>",
        "佐藤 <tanaka@beta.example>",
        "田中 花子 <tanaka@beta.example>",
        "アクメ営業部 <tanaka@beta.example>",
        "tanaka@beta.example <tanaka@beta.example>",
        "tanaka@beta.example",
    ],
)
def test_ordinary_recipients_are_quiet(to: str) -> None:
    assert findings(a_mail(to=[to])) == ()


def test_an_address_that_was_seen_with_the_name_is_quiet() -> None:
    known = Known(named={"佐藤 太郎": [OWNER]}, names_of={"tanaka@beta.example": ["Taro Sato"]})
    assert findings(a_mail(to=["佐藤 太郎 <tanaka@beta.example>"]), known) == ()


def test_an_address_that_was_seen_with_another_name_is_warned_of() -> None:
    known = Known(named={"佐藤 太郎": [OWNER]}, names_of={"x7k2@beta.example": ["田中 花子"]})
    (finding,) = findings(a_mail(to=["佐藤 太郎 <x7k2@beta.example>"]), known)
    assert finding.severity is Severity.WARNING
