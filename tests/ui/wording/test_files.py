"""Attached files as people speak of them."""

from __future__ import annotations

import pytest

from tests.mails import an_attachment
from ui.wording import files


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (0, "0 bytes"),
        (1023, "1023 bytes"),
        (1024, "1 KB"),
        (86_016, "84 KB"),
        (1_000_000, "977 KB"),
        (1_258_291, "1.2 MB"),
        (52_428_800, "50 MB"),
        (3_221_225_472, "3.0 GB"),
    ],
)
def test_a_size(octets: int, words: str) -> None:
    assert files.size(octets) == words


@pytest.mark.parametrize(
    ("mime", "words"),
    [
        ("application/pdf", "PDF"),
        ("image/png", "picture (PNG)"),
        ("video/mp4", "video"),
        ("application/x-dosexec", "program"),
        ("application/x-unheard-of", "application/x-unheard-of"),
        ("", "unknown type"),
    ],
)
def test_a_type(mime: str, words: str) -> None:
    assert files.type_name(mime) == words


def test_what_is_shown_is_the_real_type() -> None:
    attachment = an_attachment("report.pdf", size=2048, real_type="application/zip")
    assert files.facts(attachment) == "2 KB · ZIP archive"


@pytest.mark.parametrize(
    ("name", "real_type", "runs"),
    [
        ("setup.exe", "application/x-dosexec", True),
        ("SETUP.EXE", "", True),
        ("report.pdf", "application/x-dosexec", True),
        ("report.pdf.js", "text/plain", True),
        ("trick.exe. ", "", True),
        ("prices.xlsm", "", True),
        ("report.pdf", "application/pdf", False),
        ("photo.jpeg", "image/jpeg", False),
    ],
)
def test_what_may_run_is_recognised(name: str, real_type: str, runs: bool) -> None:
    assert files.may_run(an_attachment(name, real_type=real_type)) is runs
