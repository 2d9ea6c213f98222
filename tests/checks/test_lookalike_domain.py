"""The check lookalike-domain."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from mailguard.checks.lookalike_domain import lookalike_domain
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import KnownDomain
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Acquaintance
from tests.checks.knowing import Known
from tests.mails import YESTERDAY, a_mail, a_recipient


def severities(mail: Mail, *originals: str, times: int = 20) -> list[Severity]:
    known = [KnownDomain(original, times) for original in originals]
    alike = {recipient.organisation: known for recipient in mail.recipients}
    check = lookalike_domain
    return [f.severity for f in check.findings(mail, Known(domains_alike=alike), check.settings)]


def to(domain: str) -> Mail:
    return a_mail(to=[f"hanako@{domain}"])


@pytest.mark.parametrize(
    ("domain", "original"),
    [
        ("acrne-systems.co.jp", "acme-systems.co.jp"),
        ("acme-system.co.jp", "acme-systems.co.jp"),
        ("acmesystems.co.jp", "acme-systems.co.jp"),
        ("g00d-trade.com", "good-trade.com"),
        ("yamadda.co.jp", "yamada.co.jp"),
        ("ymaada.co.jp", "yamada.co.jp"),
    ],
)
def test_a_slip_is_a_danger(domain: str, original: str) -> None:
    assert severities(to(domain), original) == [Severity.DANGER]


@pytest.mark.parametrize(
    "domain", ["gmai.com", "gmail.co", "gamil.com", "yaho.co.jp", "docom.ne.jp", "hotmial.com"]
)
def test_a_slip_of_a_provider_is_a_danger(domain: str) -> None:
    assert severities(to(domain)) == [Severity.DANGER]


def test_the_same_name_under_another_ending_is_a_warning() -> None:
    assert severities(to("yamada.com"), "yamada.co.jp") == [Severity.WARNING]


@pytest.mark.parametrize(
    ("domain", "original"),
    [("abc.co.jp", "abd.co.jp"), ("yamada.co.jp", "tanaka.co.jp"), ("nec.com", "ntc.com")],
)
def test_other_names_are_other_names(domain: str, original: str) -> None:
    assert severities(to(domain), original) == []


def test_a_hardly_known_domain_is_no_original() -> None:
    assert severities(to("yamadda.co.jp"), "yamada.co.jp", times=4) == []


def test_who_is_at_a_provider_is_no_slip() -> None:
    real = a_recipient("h@ymail.com", organisation="h@ymail.com")
    assert severities(replace(a_mail(), recipients=(real,))) == []


def test_whoever_wrote_is_no_slip() -> None:
    wrote = a_recipient("h@yamadda.co.jp", known=Acquaintance(0, YESTERDAY, received=1))
    mail = replace(a_mail(), recipients=(wrote,))
    assert severities(mail, "yamada.co.jp") == []


def test_where_both_are_written_to_they_are_two() -> None:
    mail = a_mail(to=["h@yamadda.co.jp", "h@yamada.co.jp"])
    known = Known(
        known_domains=["yamada.co.jp"],
        domains_alike={"yamadda.co.jp": [KnownDomain("yamada.co.jp", 20)]},
    )
    assert lookalike_domain.findings(mail, known, lookalike_domain.settings) == ()
