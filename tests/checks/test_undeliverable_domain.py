"""The check undeliverable-domain."""

from __future__ import annotations

import pytest

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
     ("acme.cojp", "acme.co.jp"), ("ACME.OGR", "acme.org")],
)  # fmt: skip
def test_a_slip_is_named_with_what_was_meant(domain: str, meant: str) -> None:
    (finding,) = found(f"hanako@{domain}")
    assert finding.evidence == (f"Perhaps {meant} was meant.",)


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
