"""The names of files as real mail programs write them."""

from __future__ import annotations

import base64
import quopri
from urllib.parse import quote

import pytest

from mailguard.message.body import body_of
from mailguard.message.parts import structure

NAME = "見積書（株式会社アクメ）.pdf"


def word(text: str, charset: str = "utf-8") -> bytes:
    return b"=?%s?B?%s?=" % (charset.encode(), base64.b64encode(text.encode(charset)))


def q_word(text: str) -> bytes:
    encoded = quopri.encodestring(text.encode(), header=True).replace(b"=\n", b"")
    return b"=?UTF-8?Q?" + encoded + b"?="


def percent(text: str, charset: str = "utf-8") -> bytes:
    return quote(text.encode(charset)).encode()


HALF = len(NAME) // 2
WRITTEN = {
    "Thunderbird": b'; name="%s"\r\nContent-Disposition: attachment;\r\n'
    b" filename*0*=UTF-8''%s;\r\n filename*1*=%s"
    % (word(NAME), percent(NAME)[:54], percent(NAME)[54:]),
    "Outlook, ISO-2022-JP": b'; name="%s"\r\nContent-Disposition: attachment; filename="%s"'
    % (word(NAME, "iso-2022-jp"), word(NAME, "iso-2022-jp")),
    "Outlook, two words in one name": b'; name="%s\r\n %s"'
    % (word(NAME[:HALF], "iso-2022-jp"), word(NAME[HALF:], "iso-2022-jp")),
    "Gmail": b'; name="%s"\r\nContent-Disposition: attachment; filename="%s"'
    % (word(NAME), word(NAME)),
    "Apple Mail": b";\r\n\tname*=iso-2022-jp''%s\r\n"
    b"Content-Disposition: attachment;\r\n\tfilename*=iso-2022-jp''%s"
    % (percent(NAME, "iso-2022-jp"), percent(NAME, "iso-2022-jp")),
    "Apple Mail, Q": b'; name="%s"' % q_word(NAME),
    "a word that is not quoted": b"; name=%s" % word(NAME),
    "Shift_JIS as it is": b'; name="%s"' % NAME.encode("cp932"),
    "EUC-JP as it is": b'; name="%s"' % NAME.encode("euc-jp"),
    "UTF-8 as it is": b"; name=%s" % NAME.encode(),
    "ISO-2022-JP as it is": b'; name="%s"' % NAME.encode("iso-2022-jp"),
    "Shift_JIS, percent-encoded": b"; name*=Shift_JIS'ja'%s" % percent(NAME, "cp932"),
    "a plain form for old programs": b'\r\nContent-Disposition: attachment; filename="mitsu.pdf";'
    b" filename*=UTF-8''%s" % percent(NAME),
    "a word in RFC 2231": b'; name*0="%s"' % word(NAME),
    "words in RFC 2231 sections": b'; name*0="%s";\r\n name*1="%s"'
    % (word(NAME)[:30], word(NAME)[30:]),
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN.keys())
def test_the_name_is_read(written: bytes) -> None:
    octets = b"Content-Type: application/pdf" + written + b"\r\n\r\nx"
    tree = structure(octets)
    (file,) = body_of(tree.root).files
    assert file.facts.file_name == NAME
    assert tree.ambiguities == ()


@pytest.mark.parametrize(
    ("octets", "name"),
    [
        (b'"\x1b(I3D@\x1b(B.pdf"', "ｳﾄﾀ.pdf"),  # half-width kana in ISO-2022-JP
        (b'"\x1b$B-j%"%/%a\x1b(B.pdf"', "㈱アクメ.pdf"),  # NEC's own characters there
        (b'"\x87\x8a\xfb\xfc.pdf"', "㈱髙.pdf"),  # and IBM's, in Shift_JIS
        (b"=?iso-2022-jp?B?GyRCLWolIiUvJWEbKEI=?=", "㈱アクメ"),
        (b"=?shift_jis?B?h4o=?=", "㈱"),
    ],
)
def test_characters_of_makers_are_read_in_names(octets: bytes, name: str) -> None:
    (file,) = body_of(structure(b"Content-Type: a/b; name=%s\r\n\r\nx" % octets).root).files
    assert file.facts.file_name == name
