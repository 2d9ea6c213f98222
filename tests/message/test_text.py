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


HIDDEN = "<p>Hello.</p><div style='display:none'>{}</div>"


@pytest.mark.parametrize(
    "words",
    [
        "this offer is for somebody else",
        "これは受け取った人には見えない内緒の文章です",
        "1234-5678-9012",
    ],
)
def test_words_that_the_reader_does_not_see_are_named(words: str) -> None:
    (ambiguity,) = read(an_eml(html=HIDDEN.format(words))).ambiguities
    assert words in ambiguity


@pytest.mark.parametrize("words", ["\u200c\u00a0" * 50, "Top of Form", "Hello.", "logo", "2026"])
def test_what_says_nothing_new_is_not(words: str) -> None:
    assert read(an_eml(html=HIDDEN.format(words))).ambiguities == ()


def test_hidden_words_of_what_is_quoted_are_not_the_senders() -> None:
    old = HIDDEN.format("a preview that a newsletter has for its readers")
    page = f"<p>Hello.</p><p>From: x<br>Sent: y<br>Subject: z</p>{old}"
    assert read(an_eml(html=page)).ambiguities == ()


def test_the_links_of_the_new_text_are_known() -> None:
    page = (
        '<a href="https://new.example/">new</a>'
        '<blockquote><a href="https://old.example/">old</a></blockquote>'
    )
    assert [link.target for link in read(an_eml(html=page)).text.links] == ["https://new.example/"]


@pytest.mark.parametrize(
    "line", ["begin 644 of them", "begin 644 a.txt\nHello", "begin\n", "= ybegin", "to begin 644 a"]
)
def test_ordinary_words_are_no_file(line: str) -> None:
    assert read(an_eml(text=f"Hello.\n{line}\n")).ambiguities == ()


@pytest.mark.parametrize(
    "text",
    [
        "=ybegin line=128 size=5 name=a.exe\nxxxxx\n=yend size=5",
        "(This file must be converted with BinHex 4.0)\n:$xx:",
    ],
)
def test_files_in_other_old_ways_are_named(text: str) -> None:
    assert len(read(f"\r\n{text}\r\n".encode()).ambiguities) == 1


def test_a_text_that_is_signed_or_encrypted_by_pgp_is_known() -> None:
    assert read(b"\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: x\r\n\r\nhello").is_signed
    assert read(b"\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nx").problems
    assert read(b"\r\n> -----BEGIN PGP MESSAGE-----\r\n").problems == ()


def test_a_nul_in_the_text_is_ambiguous() -> None:
    assert read(b"\r\nhello\0hidden\r\n").ambiguities
