"""What text files say."""

from __future__ import annotations

import pytest

from mailguard.content.plain import OCTET_LIMIT, looks_like_text
from mailguard.domain.content import TEXT_LIMIT
from tests.content.reads import read


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "お世話になっております。\n"),
        ("a.log", "10:00 started\n10:01 ended\n"),
        ("a.json", '{"name": "Sato", "phone": "03-1234-5678"}'),
        ("a.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:佐藤\r\nEND:VCARD\r\n"),
        ("a.ics", "BEGIN:VCALENDAR\r\nSUMMARY:会議\r\nEND:VCALENDAR\r\n"),
        ("a.xml", "<?xml version='1.0'?><a>text</a>"),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "cp932"])
def test_a_text_file_is_read_as_it_is(name: str, text: str, codec: str) -> None:
    found = read(text.encode(codec), name)
    assert (found.text, found.unread) == (text, "")


def test_the_first_line_of_a_table_names_its_columns() -> None:
    table = '"氏名","住所",電話\r\n佐藤,東京,03\r\n'.encode("cp932")
    assert read(table, "list.csv").headings == ("氏名", "住所", "電話")
    assert read(table, "list.txt").headings == ()


def test_a_page_gives_its_words_and_headings_and_not_its_scripts() -> None:
    page = b"""<html><head><title>Offer</title><style>p{}</style><script>var x</script></head>
        <body><h1>Price <b>list</b></h1><p>one&nbsp;two</p><table><tr><th>Name</th></tr></table>"""
    found = read(page, "a.html")
    assert found.headings == ("Offer", "Price list", "Name")
    assert "one\xa0two" in found.text
    assert "var x" not in found.text
    assert "p{}" not in found.text
    assert found.unread == ""


def test_a_page_with_what_is_no_page_is_read_all_the_same() -> None:
    found = read(b"<html><body><p>one<div>two</p></table></span><p>three", "a.html")
    assert found.text.split() == ["one", "two", "three"]


def test_more_text_than_is_kept_is_named() -> None:
    found = read(b"x" * (TEXT_LIMIT + 1), "a.txt")
    assert len(found.text) == TEXT_LIMIT
    assert "a.txt" in found.unread


def test_octets_beyond_the_limit_are_not_even_decoded() -> None:
    found = read("あ".encode() * (OCTET_LIMIT // 3 + 1), "a.txt")
    assert len(found.text) == TEXT_LIMIT
    assert found.unread


def test_a_text_with_zeros_in_it_is_not_called_read() -> None:
    assert read(b"text\0\0\0more text", "a.txt").unread


def test_a_mail_in_a_file_is_read_and_said_not_to_be_looked_into() -> None:
    mail = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: offer\r\n\r\nthe price\r\n"
    found = read(mail, "a.eml")
    assert "the price" in found.text
    assert "a.eml" in found.unread


@pytest.mark.parametrize(
    ("octets", "is_text"),
    [
        (b"plain", True),
        ("日本語\n".encode("cp932"), True),
        ("text".encode("utf-16"), True),
        (b"\x00\x01\x02", False),
        (bytes(range(1, 32)) * 8, False),
    ],
)
def test_characters_are_told_from_other_octets(octets: bytes, is_text: bool) -> None:
    assert looks_like_text(octets) is is_text
