"""Two sendings of the same content have one fingerprint; anything else has another."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailguard.content.filetype import FileTypes
from mailguard.domain.knowledge import NothingKnown
from mailguard.inspection.examiner import Examiner
from mailguard.inspection.fingerprint import fingerprint as fingerprint_of
from mailguard.inspection.ruling import Ruling
from mailguard.message.heading import heading_of
from mailguard.rulebook.almanac import almanac_of
from tests.inspection.entries import a_request
from tests.mails import an_eml, an_envelope

MAIL = an_eml(html="<p>Hello", attachments={"a.pdf": b"%PDF-1.4"}, cc=["c@acme.example"])
PEOPLE = ["hanako@acme.example", "c@acme.example"]


class AnyType:
    def from_buffer(self, octets: bytes) -> str:
        return "application/pdf" if octets else ""


@pytest.fixture
def examiner() -> Examiner:
    return Examiner([], [], NothingKnown(), FileTypes(AnyType()), Ruling(almanac_of))


def fingerprint(
    examiner: Examiner, folder: Path, octets: bytes, recipients: list[str] | None = None
) -> bytes:
    request = a_request(folder, octets, recipients or PEOPLE)
    return examiner.examine(request, lambda _preview: None).fingerprint


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<1@example.co.jp>", b"<2@example.co.jp>"),
        (b"24 Nov 2026 12:34:56", b"25 Nov 2026 01:02:03"),
        (b"=-boundary-", b"=-another-"),
        (b"JVBERi0xLjQ=", b"JVBERi0x\r\nLjQ="),
        (b"Subject: Greetings", b"X-New: field\r\nSubject: =?utf-8?q?Greetings?="),
    ],
)
def test_what_a_program_makes_anew_does_not_count(
    examiner: Examiner, tmp_path: Path, before: bytes, after: bytes
) -> None:
    assert before in MAIL
    changed = MAIL.replace(before, after)
    assert fingerprint(examiner, tmp_path, changed) == fingerprint(examiner, tmp_path, MAIL)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Greetings", b"Regards"),
        (b"<p>Hello", b"<p>Hallo"),
        (b"\r\nHello.", b"\r\nHallo."),  # the form that is not shown
        (b"JVBERi0xLjQ=", b"JVBERi0xLjU="),
        (b"a.pdf", b"b.pdf"),
        (b"Cc: c@", b"Cc: d@"),
        (b"From: taro@", b"From: jiro@"),
    ],
)
def test_what_the_reader_gets_does(
    examiner: Examiner, tmp_path: Path, before: bytes, after: bytes
) -> None:
    assert before in MAIL
    changed = MAIL.replace(before, after)
    assert fingerprint(examiner, tmp_path, changed) != fingerprint(examiner, tmp_path, MAIL)


def test_words_do_not_flow_into_each_other() -> None:
    heading = heading_of(b"\r\n")
    one = fingerprint_of("a", an_envelope("b@x.example"), heading, [("text/plain", "ab", b"")])
    two = fingerprint_of("a", an_envelope("b@x.example"), heading, [("text/plaina", "b", b"")])
    assert one != two


def test_who_gets_it_counts_and_in_which_order_does_not(examiner: Examiner, tmp_path: Path) -> None:
    one = fingerprint(examiner, tmp_path, MAIL, PEOPLE)
    assert fingerprint(examiner, tmp_path, MAIL, PEOPLE[::-1]) == one
    assert fingerprint(examiner, tmp_path, MAIL, [*PEOPLE, "b@acme.example"]) != one
