"""The check undeliverable-domain."""

from __future__ import annotations

from string import ascii_lowercase

import pytest
from publicsuffixlist import PublicSuffixList

from mailguard.checks.undeliverable_domain import undeliverable_domain
from mailguard.domain.finding import Finding
from tests.checks.knowing import Known
from tests.mails import a_mail


def found(address: str) -> tuple[Finding, ...]:
    return undeliverable_domain.findings(
        a_mail(to=[address]), Known(), undeliverable_domain.settings
    )


@pytest.mark.parametrize(
    ("domain", "meant"),
    [("acme.con", "acme.com"), ("acme.co.jpp", "acme.co.jp"), ("acme.jo.jp", "acme.co.jp"),
     ("acme.cojp", "acme.co.jp"), ("ACME.OGR", "acme.org"), ("acme.co.jo", "acme.co.jp"),
     ("acme.infoo", "acme.info"), ("acme.nte", "acme.net"), ("acme.co.jpn", "acme.co.jp")],
)  # fmt: skip
def test_a_slip_is_named_with_what_was_meant(domain: str, meant: str) -> None:
    (finding,) = found(f"hanako@{domain}")
    assert finding.evidence == (f"Perhaps {meant} was meant.",)


def test_no_domain_that_is_there_is_taken_for_a_slip() -> None:
    tops = PublicSuffixList(accept_unknown=False)
    near = {
        f"{word[:place]}{letter}{word[place + step :]}"
        for word in ("com", "net", "org", "info", "biz", "jp")
        for place in range(len(word) + 1)
        for letter in ("", *ascii_lowercase)
        for step in (0, 1)
    }
    real = [top for top in near if tops.publicsuffix(top) == top]
    assert len(real) > 20
    assert [top for top in real if found(f"hanako@acme.{top}")] == []


@pytest.mark.parametrize("domain", ["acme", "acme.invalid", "acme.123"])
def test_a_domain_that_cannot_be_is_warned_of(domain: str) -> None:
    (finding,) = found(f"hanako@{domain}")
    assert finding.evidence == ()
    assert finding.sentence == f"Mail to hanako@{domain} will not arrive."


@pytest.mark.parametrize(
    "domain", ["acme.com", "acme.co.jp", "acme.example", "x.cm", "[192.0.2.1]", "acme.com."]
)
def test_others_are_fine(domain: str) -> None:
    assert found(f"hanako@{domain}") == ()
