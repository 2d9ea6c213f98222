"""Mails that two programs may read in two ways, and strange ones that every program reads alike."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

from tests.content.pdfs import a_pdf
from tests.detection.documents import a_document
from tests.detection.letters import Letter
from tests.detection.scenes.stage import Scenes, Stage

Mangler = Callable[[bytes], bytes]

_FILE = base64.encodebytes(b"a,b\r\n1,2\r\n").replace(b"\n", b"\r\n")


def _with_a_file(s: Stage, mangler: Mangler) -> Letter:
    text = s.say("資料を添付いたします。", "Please find the file attached.")
    files = {"report.docx": a_document("資料", ["概要"])}
    return s.mail(text, attachments=files).but(mangled=mangler)


def _plain(s: Stage, mangler: Mangler, text: str = "") -> Letter:
    return s.mail(text).but(mangled=mangler)


def _in_head(line: bytes) -> Mangler:
    return lambda octets: line + b"\r\n" + octets


def _boundary(octets: bytes) -> bytes:
    found = re.search(rb'boundary="([^"]+)"', octets)
    assert found
    return found[1]


def _part(octets: bytes, head: bytes, body: bytes) -> bytes:
    """The mail with one more part, the last."""
    mark = b"--" + _boundary(octets)
    return octets.replace(mark + b"--", mark + b"\r\n" + head + b"\r\n\r\n" + body + mark + b"--")


# Two readings --------------------------------------------------------------------------------


def _two_senders(s: Stage) -> Letter:
    return _plain(s, _in_head(b"From: " + s.colleague.address.encode()))


def _two_subjects(s: Stage) -> Letter:
    return _plain(s, _in_head(b"Subject: old"))


def _two_types(s: Stage) -> Letter:
    return _plain(s, _in_head(b"Content-Type: text/html"))


def _a_file_after_the_end(s: Stage) -> Letter:
    def mangled(octets: bytes) -> bytes:
        mark = b"--" + _boundary(octets)
        part = b'Content-Type: text/csv; name="x.csv"\r\nContent-Transfer-Encoding: base64'
        return octets + b"\r\n" + mark + b"\r\n" + part + b"\r\n\r\n" + _FILE + mark + b"--\r\n"

    return _with_a_file(s, mangled)


def _a_file_in_the_text(s: Stage) -> Letter:
    lines = 'begin 644 list.csv\n*82QB#0HQ+#(-"@``\n`\nend'
    return s.mail(s.say("一覧です。", "The list:") + f"\n\n{lines}\n").but(mangled=bytes)


def _two_boundaries(s: Stage) -> Letter:
    def mangled(octets: bytes) -> bytes:
        mark = _boundary(octets)
        return octets.replace(
            b'boundary="' + mark + b'"', b'boundary="xx"; boundary="' + mark + b'"'
        )

    return _with_a_file(s, mangled)


def _two_names(s: Stage) -> Letter:
    def mangled(octets: bytes) -> bytes:
        return octets.replace(
            b'filename="report.docx"', b'filename="a.exe"; filename="report.docx"'
        )

    return _with_a_file(s, mangled)


def _a_zero(s: Stage) -> Letter:
    return _plain(
        s, lambda octets: octets.replace(b"\r\nSubject:", b"\r\nX-Note: a\0b\r\nSubject:")
    )


def _no_field(s: Stage) -> Letter:
    return _plain(
        s, lambda octets: octets.replace(b"\r\nSubject:", b"\r\nno field at all\r\nSubject:")
    )


def _more_after_the_code(s: Stage) -> Letter:
    """Base64 that ends, and goes on: some programs stop, some do not."""

    def mangled(octets: bytes) -> bytes:
        head = b'Content-Type: text/csv; name="x.csv"\r\nContent-Transfer-Encoding: base64'
        return _part(octets, head, b"YSxiCg==\r\nTVqQAAMAAAAEAAAA\r\n")

    return _with_a_file(s, mangled)


def _two_encodings(s: Stage) -> Letter:
    def mangled(octets: bytes) -> bytes:
        head = (
            b'Content-Type: text/csv; name="x.csv"\r\nContent-Transfer-Encoding: 7bit\r\n'
            b"Content-Transfer-Encoding: base64"
        )
        return _part(octets, head, _FILE)

    return _with_a_file(s, mangled)


# One reading ---------------------------------------------------------------------------------


def _as_thunderbird(s: Stage) -> Letter:
    """The name stands twice, in two notations."""

    def mangled(octets: bytes) -> bytes:
        head = (
            b'Content-Type: text/csv; charset=UTF-8; name="=?UTF-8?B?5LiA6KanLmNzdg==?="\r\n'
            b"Content-Disposition: attachment; filename*=UTF-8''%E4%B8%80%E8%A6%A7%2E%63%73%76\r\n"
            b"Content-Transfer-Encoding: base64"
        )
        return _part(octets, head, _FILE)

    return _with_a_file(s, mangled)


def _as_outlook(s: Stage) -> Letter:
    """A preamble, a boundary of many signs, a name in encoded words."""

    def mangled(octets: bytes) -> bytes:
        mark, new = _boundary(octets), b"----=_NextPart_000_0013_01DC5A2B.7F8E9D10"
        preamble = b"This is a multi-part message in MIME format.\r\n\r\n--" + mark
        return octets.replace(b"--" + mark, preamble, 1).replace(mark, new)

    return _with_a_file(s, mangled)


def _folded_names(s: Stage) -> Letter:
    """A long name, in pieces (RFC 2231)."""

    def mangled(octets: bytes) -> bytes:
        head = (
            b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment;\r\n"
            b" filename*0*=UTF-8''%E4%BB%A4%E5%92%8C%38%E5%B9%B4;\r\n filename*1*=%E5%BA%A6.csv\r\n"
            b"Content-Transfer-Encoding: base64"
        )
        return _part(octets, head, _FILE)

    return _with_a_file(s, mangled)


def _lines_after_the_end(s: Stage) -> Letter:
    return _with_a_file(s, lambda octets: octets + b"\r\n\r\n")


def _an_invitation(s: Stage) -> Letter:
    def mangled(octets: bytes) -> bytes:
        event = (
            b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Meeting\r\n"
            b"END:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        head = b'Content-Type: text/calendar; charset="utf-8"; method=REQUEST'
        return _part(octets, head, event)

    return _with_a_file(s, mangled)


def _a_mail_within(s: Stage) -> Letter:
    def mangled(octets: bytes) -> bytes:
        inner = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\ntext\r\n"
        return _part(octets, b"Content-Type: message/rfc822", inner)

    return _with_a_file(s, mangled)


def _begins_with_begin(s: Stage) -> Letter:
    text = s.say(
        "begin 2026年度の計画です。\nend は3月です。",
        "Please\nbegin 644 as agreed,\nand end on Friday.",
    )
    return _plain(s, bytes, text)


def _says_from(s: Stage) -> Letter:
    text = s.say(
        "以下、抜粋です。\n>From: 倉庫\nFrom 10時 to 12時", "From Monday on\nSubject: to change"
    )
    return _plain(s, bytes, text)


def _a_page_and_a_file(s: Stage) -> Letter:
    letter = _with_a_file(s, bytes)
    return letter.but(html=f"<html><body><p>{letter.body}</p></body></html>")


def _an_empty_file(s: Stage) -> Letter:
    text = s.say("資料を添付いたします。", "Please find the file attached.")
    return s.mail(text, attachments={"empty.txt": b"", "plan.pdf": a_pdf("Plan")}).but(
        mangled=bytes
    )


def _long_references(s: Stage) -> Letter:
    ids = b"\r\n ".join(b"<%d.%d@mail.example>" % (n, s.number) for n in range(40))
    return _plain(s, _in_head(b"X-Mailer: Becky! ver. 2.81\r\nX-References: " + ids))


def _two_received(s: Stage) -> Letter:
    line = b"Received: from pc01 (localhost [127.0.0.1]) by pc01; Mon, 2 Nov 2026 10:00:00 +0900"
    return _plain(s, _in_head(line + b"\r\n" + line + b"\r\nX-Priority: 3"))


SCENES = {
    "ambiguous-structure": Scenes(
        (
            *(_two_senders, _two_subjects, _two_types, _a_file_after_the_end, _a_file_in_the_text),
            *(_two_boundaries, _two_names, _a_zero, _no_field, _more_after_the_code),
            _two_encodings,
        ),
        (
            *(_as_thunderbird, _as_outlook, _folded_names, _lines_after_the_end, _an_invitation),
            *(_a_mail_within, _begins_with_begin, _says_from, _a_page_and_a_file),
            *(_an_empty_file, _long_references, _two_received),
        ),
        (),
        "attachment-unreadable attachment-type-mismatch attachment-dangerous attachment-forgotten",
    ),
}
