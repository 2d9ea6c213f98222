"""The check internal-reference."""

from __future__ import annotations

import pytest

from mailguard.checks.internal_reference import internal_reference
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail


def found(text: str, to: str = "hanako@acme.example") -> list[str]:
    mail = a_mail(text=text, to=[to])
    findings = internal_reference.findings(mail, NothingKnown(), internal_reference.settings)
    return [evidence for finding in findings for evidence in finding.evidence]


@pytest.mark.parametrize(
    "reference",
    [
        r"\\fileserver\share",
        "http://192.168.1.20/wiki",
        "https://intra/page",
        "http://localhost:8080/",
        "https://jira.corp/browse/A-1",
        "file://server/share/x.docx",
        "http://10.0.0.5",
    ],
)
def test_an_address_of_ones_own_network_is_noticed(reference: str) -> None:
    assert found(f"こちらです： {reference} よろしく") == [reference]


@pytest.mark.parametrize(
    "text",
    ["https://www.example.com/a", "https://example.co.jp", "http://110.1.1.1/", "C:\\Users"],
)
def test_public_addresses_are_silent(text: str) -> None:
    assert found(text) == []


def test_within_the_organisation_it_is_silent() -> None:
    assert found(r"\\fileserver\share", to="jiro@example.co.jp") == []
