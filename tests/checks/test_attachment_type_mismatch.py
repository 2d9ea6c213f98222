"""A file that is not what it says is warned of; a program in disguise is a danger."""

from __future__ import annotations

import pytest

from mailguard.checks.attachment_type_mismatch import attachment_type_mismatch
from mailguard.domain.finding import Finding, OfAttachment, Severity
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment

PROGRAM = "application/x-dosexec"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ANYTHING = "application/octet-stream"


def findings(name: str, real_type: str, declared_type: str = ANYTHING) -> tuple[Finding, ...]:
    attachment = an_attachment(name, declared_type=declared_type, real_type=real_type)
    return attachment_type_mismatch.findings(
        a_mail(attachments=[an_attachment(), attachment]),
        NothingKnown(),
        attachment_type_mismatch.settings,
    )


@pytest.mark.parametrize(
    ("name", "declared_type"),
    [
        ("invoice.pdf", ANYTHING),
        ("invoice.PDF ", ANYTHING),
        ("photo.jpg", "image/jpeg"),
        ("notes.txt", "text/plain"),
        ("invoice", "application/pdf"),
    ],
)
def test_a_program_in_disguise_is_a_danger(name: str, declared_type: str) -> None:
    (finding,) = findings(name, PROGRAM, declared_type)
    assert finding.severity is Severity.DANGER
    assert finding.place == OfAttachment(1)
    assert finding.evidence == ("Told by what is in the file, not by its name.",)


@pytest.mark.parametrize(
    ("name", "real_type"),
    [
        ("report.pdf", WORD),
        ("report.pdf", "text/html"),
        ("report.docx", "application/pdf"),
        ("report.xlsx", WORD),
        ("photo.jpg", "application/pdf"),
        ("notes.txt", "application/zip"),
        ("archive.zip", "application/x-rar"),
    ],
)
def test_another_kind_of_file_is_a_warning(name: str, real_type: str) -> None:
    (finding,) = findings(name, real_type)
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("name", "real_type", "declared_type"),
    [
        ("report.pdf", "application/pdf", ANYTHING),
        ("report.docx", WORD, ANYTHING),
        ("report.docx", "application/encrypted", ANYTHING),  # with a password
        ("report.docx", "application/zip", ANYTHING),
        ("table.xls", "text/html", ANYTHING),  # exported so by many systems
        ("table.csv", "text/plain", "application/vnd.ms-excel"),  # declared so by programs
        ("photo.jpg", "image/png", "image/jpeg"),
        ("setup.exe", PROGRAM, ANYTHING),
        ("firmware.bin", PROGRAM, ANYTHING),
        ("unknown", PROGRAM, ANYTHING),  # octet-stream is no claim
        ("report.pdf", "", ANYTHING),  # could not be told
        ("text.txt", "audio/x-mod", "text/plain"),  # a guess of libmagic's
        ("archive.zip", WORD, ANYTHING),
    ],
)
def test_what_agrees_or_is_not_sure_is_left_alone(
    name: str, real_type: str, declared_type: str
) -> None:
    assert findings(name, real_type, declared_type) == ()


def test_the_sentence_names_the_file_and_both_kinds() -> None:
    (finding,) = findings("report.pdf", WORD)
    assert finding.sentence == "“report.pdf” should be a PDF, but it is a Word document."
