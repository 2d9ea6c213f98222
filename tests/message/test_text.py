"""The text of a mail, with charset, encoding, HTML and quotations undone."""

from __future__ import annotations

import pytest

from mailguard.domain.mail import Text
from mailguard.message.body import body_of
from mailguard.message.parts import structure
from mailguard.message.text import TEXT_OCTETS, Texts, text_of_parts
from tests.mails import an_eml


def read(octets: bytes) -> Texts:
    return text_of_parts(octets, body_of(structure(octets).root).texts)


@pytest.mark.parametrize("charset", ["utf-8", "iso-2022-jp", "shift_jis", "euc-jp"])
def test_japanese_text_is_read(charset: str) -> None:
    found = read(an_eml(text="お世話になっております。\n", charset=charset))
    assert found == Texts(Text("お世話になっております。\n", ""))


def test_html_is_read_where_there_is_some() -> None:
    found = read(an_eml(text="plain\n", html="<p>page<blockquote>old</blockquote>"))
    assert found.text == Text("page\n", "old\n")


def test_a_page_may_name_its_charset_itself() -> None:
    page = '<meta charset="shift_jis"><p>お見積り'.encode("shift_jis")
    assert read(b"Content-Type: text/html\r\n\r\n" + page).text.new == "お見積り\n"


def test_several_texts_are_one_after_the_other() -> None:
    octets = (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n"
    )
    assert read(octets).text.new == "one\ntwo\n"


def test_a_uuencoded_file_in_the_text_is_named_as_not_checked() -> None:
    found = read(b"\r\nhello\r\nbegin 644 secret\x01.exe\r\n%:&5L;&\\ \r\n`\r\nend\r\n")
    (ambiguity,) = found.ambiguities
    assert "secret .exe" in ambiguity


def test_of_a_very_long_text_the_beginning_is_read_and_that_is_said() -> None:
    found = read(b"\r\n" + b"line of text\r\n" * (TEXT_OCTETS // 14 + 100))
    assert len(found.text.new) <= TEXT_OCTETS
    assert len(found.problems) == 1
