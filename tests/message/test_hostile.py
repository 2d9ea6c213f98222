"""What breaks the standard library's reader does not break ours; each line is one such input."""

from __future__ import annotations

import pytest

from mailguard.message.body import body_of
from mailguard.message.header import header_end
from mailguard.message.heading import Heading, heading_of
from mailguard.message.kind import kind_of
from mailguard.message.parts import Structure, structure
from mailguard.message.text import text_of_parts
from tests.message.corpus import NEEDS_CORPUS, messages
from tests.timing import within

MIXED = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
HIDDEN = b'--b\r\nContent-Type: application/pdf; name="hidden.pdf"\r\n\r\n%PDF-\r\n'


def read(octets: bytes) -> tuple[Heading, Structure, tuple[str, ...]]:
    """Everything that is read of a message, and what could not be or is ambiguous."""
    heading = heading_of(octets[: header_end(octets)])
    tree = structure(octets)
    kind_of(tree.root, is_automatic=heading.is_automatic)
    texts = text_of_parts(octets, body_of(tree.root).texts)
    assert isinstance(texts.text.new, str)
    doubts = (*heading.ambiguities, *tree.ambiguities, *texts.ambiguities)
    return heading, tree, (*tree.problems, *texts.problems, *doubts)


def files(octets: bytes) -> list[str]:
    return [part.facts.file_name for part in body_of(read(octets)[1].root).files]


SLOW = {
    "a long subject": b"Subject: " + b"x" * 500_000 + b"\r\n\r\n",
    "a long encoded subject": b"Subject: " + b"=?utf-8?q?x?=\r\n " * 20_000 + b"\r\n\r\n",
    "ten thousand recipients": b"To: " + b"a@b.example,\r\n " * 10_000 + b"\r\n\r\n",
    "three thousand parameters": b"Content-Type: a/b"
    + b"".join(b";\r\n name*%d=x" % number for number in range(3000))
    + b"\r\n\r\n",
    "nesting": MIXED.replace(b"\r\n\r\n", b"\r\n\r\n--b\r\n") * 1500,
    "nested comments": b"To: " + b"(" * 3000 + b"\r\n\r\n",
    "a hundred thousand fields": b"X: y\r\n" * 100_000 + b"\r\n",
    "a header without end": b"X: y\r\n" * 300_000,
    "parts without headers": MIXED + b"--b\r\n" * 100_000,
    "lines like delimiters": MIXED + b"--c\r\n" * 300_000,
    "an endless part header": MIXED + (b"--b\r\n" + b"x" * 100_000) * 30,
    "blank lines": b"\r\n" * 500_000,
    "deep quotation": b"\r\n" + b">" * 1_000_000,
    "deep HTML": b"Content-Type: text/html\r\n\r\n" + b"<div>" * 200_000,
    "punycode": b"Content-Type: text/plain; charset=punycode\r\n\r\n-" + b"a" * 500_000,
}


@pytest.mark.parametrize("octets", SLOW.values(), ids=SLOW.keys())
def test_nothing_takes_longer_than_two_seconds(octets: bytes) -> None:
    with within(2):
        read(octets)


HIDING = {
    "two boundaries": MIXED.replace(b"=b", b"=b; boundary=c") + HIDDEN,
    "two types": MIXED[:-2] + b"Content-Type: text/plain\r\n\r\n" + HIDDEN,
    "a part after the end": MIXED + b"--b--\r\n" + HIDDEN,
}


@pytest.mark.parametrize("octets", HIDING.values(), ids=HIDING.keys())
def test_a_file_that_others_overlook_is_seen_and_the_doubt_is_named(octets: bytes) -> None:
    assert files(octets) == ["hidden.pdf"]
    assert read(octets)[2]


def test_space_before_a_colon_hides_nothing() -> None:
    assert files(MIXED.replace(b"Type:", b"Type :") + HIDDEN) == ["hidden.pdf"]


def test_a_uuencoded_file_is_named_as_not_checked() -> None:
    problems = read(b"\r\nbegin 644 hidden.pdf\r\n%:&5L;&\\ \r\n`\r\nend\r\n")[2]
    assert any("hidden.pdf" in problem for problem in problems)


def test_an_address_is_one_address() -> None:
    heading = read(b"To: alice@good.example<bob@evil.example>\r\n\r\n")[0]
    assert [str(m.address) for m in heading.correspondents.to] == ["bob@evil.example"]


def test_an_encoded_word_cannot_begin_a_new_line() -> None:
    heading = read(b"Subject: =?utf-8?q?hi=0D=0ABcc:_evil@x.example?=\r\n\r\n")[0]
    assert "\n" not in heading.subject
    assert "\r" not in heading.subject


def test_a_group_in_a_delivery_status_is_no_trouble() -> None:
    read(
        b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: message/delivery-status\r\n\r\nOriginal-Recipient: Group:;\r\n--b--\r\n"
    )


@NEEDS_CORPUS
def test_every_message_of_three_parsers_test_suites_is_read() -> None:
    for octets in messages().values():
        with within(2):
            read(octets)


JAPANESE = {
    "japanese.eml": "かきくえこ",
    "japanese_iso_2022.eml": "すみません。",
    "japanese_shift_jis.eml": "あいうえお",
}


@NEEDS_CORPUS
def test_its_japanese_messages_are_read_right() -> None:
    found = {}
    for name, octets in messages().items():
        for ending in JAPANESE:
            if name.endswith(f"__{ending}"):
                texts = text_of_parts(octets, body_of(structure(octets).root).texts)
                found[ending] = texts.text.new.splitlines()[0]
    assert found == JAPANESE
