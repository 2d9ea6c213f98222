"""What is inside the files of a mail; one that breaks its reader is one file's trouble."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mailguard.content.filetype import FileTypes
from mailguard.domain.content import Content
from mailguard.inspection import contents
from mailguard.inspection.attached_mail import SIZE_LIMIT
from mailguard.inspection.budget import Budget
from mailguard.inspection.contents import Contents
from mailguard.inspection.reading import Reading, read
from tests.mails import an_eml

TYPES = FileTypes()


def read_mail(octets: bytes, seconds: float = 60) -> Reading:
    with memoryview(octets) as view:
        return read(view, is_automatic=False, types=TYPES, budget=Budget(seconds))


def an_attached_mail(attachments: Mapping[str, bytes] | None = None) -> bytes:
    return an_eml(subject="見積", text="極秘の話です。\n", attachments=attachments)


def test_each_file_has_its_content() -> None:
    found = read_mail(an_eml(attachments={"a.txt": b"one", "b.txt": b"two"}))
    assert [content.text for content in found.contents] == ["one", "two"]


def with_a_mail(inner: bytes, encoding: bytes = b"") -> bytes:
    return (
        b"Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n\r\nhello\r\n"
        b"--outer\r\nContent-Type: message/rfc822\r\n%s\r\n%s\r\n--outer--\r\n" % (encoding, inner)
    )


def test_an_attached_mail_is_read_as_one() -> None:
    inner = an_attached_mail({"秘密.txt": "口座 1234567".encode("utf-16")})
    (content,) = read_mail(with_a_mail(inner)).contents
    assert "見積" in content.headings
    assert "極秘の話です。" in content.text
    assert "口座 1234567" in content.text
    assert [file.name for file in content.files] == ["秘密.txt"]
    assert content.unread == ""


def test_a_mail_in_a_file_is_read_as_one() -> None:
    (content,) = read_mail(an_eml(attachments={"old.eml": an_attached_mail()})).contents
    assert "極秘の話です。" in content.text


def test_mails_within_mails_are_read_to_a_depth() -> None:
    inner = an_attached_mail()
    for number in range(12):
        inner = with_a_mail(inner).replace(b"outer", b"outer%d" % number)
    (content,) = read_mail(inner).contents
    assert "too deep" in content.unread


def test_what_is_odd_about_an_attached_mail_is_said() -> None:
    sealed = b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nx"
    (content,) = read_mail(with_a_mail(sealed)).contents
    assert content.is_encrypted


@pytest.mark.parametrize("error", [MemoryError, RecursionError, ValueError])
def test_a_file_that_breaks_its_reader_is_unread_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def content_of(octets: bytes, *_others: object) -> Content:
        if octets == b"bad":
            raise error
        return Content("read")

    monkeypatch.setattr(contents, "content_of", content_of)
    found = read_mail(an_eml(attachments={"bad.txt": b"bad", "good.txt": b"good"}))
    assert [content.text for content in found.contents] == ["", "read"]
    assert "bad.txt" in found.contents[0].unread
    assert found.attachments[0].sha256


def test_a_file_that_is_too_large_is_unread() -> None:
    found = read_mail(an_eml(attachments={"large.txt": b"x" * (SIZE_LIMIT + 1)}))
    assert found.attachments[0].size == SIZE_LIMIT + 1
    assert "large.txt" in found.contents[0].unread
    assert found.problems == ()


def test_when_time_is_up_the_rest_is_unread() -> None:
    found = Contents(TYPES, Budget(0)).of(b"text", "a.txt", "text/plain", "text/plain")
    assert "a.txt" in found.unread


def test_the_text_of_all_files_together_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "TEXT_LIMIT", 5)
    found = read_mail(an_eml(attachments={"a.txt": b"four", "b.txt": b"five", "c.txt": b"six"}))
    assert [content.text for content in found.contents] == ["four", "five", ""]
    assert found.contents[2].unread
