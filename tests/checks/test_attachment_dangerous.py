"""The check attachment-dangerous."""

from __future__ import annotations

import pytest

from mailguard.checks.attachment_dangerous import attachment_dangerous
from mailguard.domain.content import Content, InnerFile
from mailguard.domain.finding import Severity
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment


def severities(name: str, content: Content | None = None) -> list[Severity]:
    mail = a_mail(attachments=[an_attachment(name)], contents=[content or Content()])
    check = attachment_dangerous
    return [finding.severity for finding in check.findings(mail, NothingKnown(), check.settings)]


@pytest.mark.parametrize(
    "name", ["setup.exe", "run.BAT", "macro.vbs", "x.lnk", "disk.iso", "addin.xll"]
)
def test_a_program_is_warned_of(name: str) -> None:
    assert severities(name) == [Severity.WARNING]


@pytest.mark.parametrize("name", ["invoice.pdf.exe", "見積.xlsx      .scr"])
def test_one_in_disguise_is_a_danger(name: str) -> None:
    assert severities(name) == [Severity.DANGER]


def test_one_in_an_archive_is_found() -> None:
    content = Content(files=(InnerFile("tools/setup.exe", 10, ""),))
    assert severities("files.zip", content) == [Severity.WARNING]


def test_macros_are_noticed() -> None:
    assert severities("plan.xlsm", Content(has_macros=True)) == [Severity.NOTICE]


@pytest.mark.parametrize("name", ["report.pdf", "exe.txt", "photo.jpg", "list.csv"])
def test_documents_are_silent(name: str) -> None:
    assert severities(name) == []
