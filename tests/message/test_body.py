"""Which parts are the text that is read, and which are files."""

from __future__ import annotations

import pytest

from mailguard.message.body import body_of
from mailguard.message.parts import structure
from tests.mails import an_eml


def a_part(kind: str, body: str = "x", **fields: str) -> str:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"Content-Type: {kind}\r\n{lines}\r\n{body}"


def a_multipart(kind: str, *parts: str, boundary: str = "b") -> str:
    inner = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    return a_part(f'multipart/{kind}; boundary="{boundary}"', f"{inner}--{boundary}--\r\n")


PLAIN = a_part("text/plain", "plain")
HTML = a_part("text/html", "html")
PDF = a_part("application/pdf; name=a.pdf")
PICTURE = a_part("image/png", Content_ID="<logo>")


def read(message: str) -> tuple[list[str], list[str]]:
    body = body_of(structure(message.encode()).root)
    return (
        [part.media_type for part in body.texts],
        [part.facts.file_name or part.media_type for part in body.files],
    )


@pytest.mark.parametrize(
    ("message", "texts", "files"),
    [
        (PLAIN, ["text/plain"], []),
        (a_part("text/plain; name=whole.txt"), ["text/plain"], []),
        (PDF, [], ["a.pdf"]),
        (a_multipart("alternative", PLAIN, HTML), ["text/html"], []),
        (a_multipart("alternative", PLAIN), ["text/plain"], []),
        (a_multipart("mixed", PLAIN, PDF), ["text/plain"], ["a.pdf"]),
        (a_multipart("mixed", PLAIN, PDF, PLAIN), ["text/plain", "text/plain"], ["a.pdf"]),
        (a_multipart("related", HTML, PICTURE), ["text/html"], ["image/png"]),
        (
            a_multipart("alternative", PLAIN, a_multipart("mixed", HTML, PDF, boundary="i")),
            ["text/html"],
            ["a.pdf"],
        ),
        (a_multipart("alternative", PLAIN, PDF), ["text/plain"], ["a.pdf"]),  # hidden by some
        (
            a_multipart("mixed", PLAIN, a_part("text/plain; name=notes.txt")),
            ["text/plain"],
            ["notes.txt"],
        ),
        (
            a_multipart("mixed", PLAIN, a_part("text/html", Content_Disposition="attachment")),
            ["text/plain"],
            ["text/html"],
        ),
        (
            a_multipart("mixed", PLAIN, a_part("message/rfc822", PLAIN)),
            ["text/plain"],
            ["message/rfc822"],
        ),
        (
            a_multipart("signed", PLAIN, a_part("application/pgp-signature; name=s.asc")),
            ["text/plain"],
            [],
        ),
        (
            a_multipart("report", PLAIN, a_part("message/delivery-status")),
            ["text/plain"],
            [],
        ),
        (
            a_multipart("alternative", PLAIN, HTML, a_part("text/calendar; method=REQUEST")),
            ["text/html"],
            ["text/calendar"],
        ),
    ],
)
def test_text_and_files_are_told_apart(message: str, texts: list[str], files: list[str]) -> None:
    assert read(message) == (texts, files)


@pytest.mark.parametrize(
    "message",
    [
        a_multipart("encrypted", PLAIN, PDF),
        a_part("application/pkcs7-mime; smime-type=enveloped-data"),
    ],
)
def test_an_encrypted_mail_is_known(message: str) -> None:
    body = body_of(structure(message.encode()).root)
    assert body.is_encrypted
    assert (body.texts, body.files) == ((), ())


def test_an_encrypted_part_among_others_is_known() -> None:
    message = a_multipart("mixed", PLAIN, a_multipart("encrypted", PLAIN, PDF, boundary="i"))
    body = body_of(structure(message.encode()).root)
    assert body.is_encrypted
    assert len(body.texts) == 1


@pytest.mark.parametrize(
    ("message", "sealed"),
    [
        (a_multipart("signed", PLAIN, a_part("application/pkcs7-signature")), False),
        (a_part("application/pkcs7-mime; smime-type=signed-data"), True),
        (a_multipart("mixed", a_multipart("signed", PLAIN, boundary="i"), PDF), False),
    ],
)
def test_a_signed_mail_is_known(message: str, sealed: bool) -> None:
    body = body_of(structure(message.encode()).root)
    assert (body.is_signed, body.is_sealed) == (True, sealed)


@pytest.mark.parametrize("kind", ["message/partial; id=x", "message/external-body; access-type=x"])
def test_what_is_elsewhere_is_known(kind: str) -> None:
    assert body_of(structure(a_part(kind).encode()).root).is_elsewhere


def test_an_ordinary_mail_has_its_text_and_its_file() -> None:
    body = body_of(structure(an_eml(html="<p>x", attachments={"a.pdf": b"x"})).root)
    assert [p.media_type for p in body.texts] == ["text/html"]
    assert [p.facts.file_name for p in body.files] == ["a.pdf"]
