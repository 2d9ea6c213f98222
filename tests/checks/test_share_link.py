"""The check share-link."""

from __future__ import annotations

import pytest

from mailguard.checks.share_link import share_link
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail


def found(text: str, to: str = "hanako@acme.example") -> list[str]:
    findings = share_link.findings(a_mail(text=text, to=[to]), NothingKnown(), share_link.settings)
    return [evidence for finding in findings for evidence in finding.evidence]


@pytest.mark.parametrize(
    "link",
    [
        "https://drive.google.com/file/d/1a2b/view?usp=sharing",
        "https://acme.sharepoint.com/:x:/s/team/abc",
        "https://1drv.ms/u/s!abc",
        "https://acme.box.com/s/abc123",
        "https://firestorage.jp/download/abc",
        "https://12.gigafile.nu/0101-abc",
    ],
)
def test_a_link_to_a_shared_file_is_noticed(link: str) -> None:
    assert found(f"こちらです。{link} よろしく") == [link]


def test_other_links_and_mail_within_the_organisation_are_silent() -> None:
    assert found("https://www.google.com/maps https://www.dropbox.com/plans") == []
    assert found("https://1drv.ms/u/s!abc", to="jiro@example.co.jp") == []
