"""The check homograph."""

from __future__ import annotations

import pytest

from mailguard.checks.homograph import homograph
from mailguard.domain.finding import Finding, Severity
from tests.checks.knowing import Known
from tests.mails import a_mail

CYRILLIC_A = "а"


def found(address: str, *known: str) -> tuple[Finding, ...]:
    return homograph.findings(a_mail(to=[address]), Known(known_domains=known), homograph.settings)


def test_mixed_scripts_are_a_danger_with_the_odd_letter_named() -> None:
    (finding,) = found(f"hanako@{CYRILLIC_A}cme.co.jp")
    assert finding.severity is Severity.DANGER
    assert "Cyrillic Small Letter A" in finding.evidence[0]


def test_the_local_part_counts_too() -> None:
    assert found(f"h{CYRILLIC_A}nako@acme.co.jp")


def test_a_known_domain_wholly_in_other_letters_is_a_danger() -> None:
    (finding,) = found("hanako@xn--80ak6aa92e.com", "apple.com")
    assert finding.evidence == ("It reads like apple.com.",)


def test_the_same_without_a_known_domain_is_somebodys_own_script() -> None:
    assert found("hanako@xn--80ak6aa92e.com") == ()


@pytest.mark.parametrize(
    "address", ["hanako@acme.co.jp", "花子@日本語.jp", "hanako@アクメab.jp", "иван@пример.рф",
                "h@xn--zzzzzzzz.com"]
)  # fmt: skip
def test_honest_letters_are_silent(address: str) -> None:
    assert found(address) == ()
