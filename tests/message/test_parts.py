"""The parts of a message, each with its exact place in the octets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.message.parts import DEPTH_LIMIT, PART_LIMIT, Part, structure
from tests.mails import an_eml

MIXED = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"


def bodies(octets: bytes) -> list[bytes]:
    """The bodies of the leaves."""
    leaves = [part for part in structure(octets).root.walk() if not part.children]
    return [octets[leaf.body.start : leaf.body.end] for leaf in leaves]


def kinds(octets: bytes) -> list[str]:
    return [part.media_type for part in structure(octets).root.walk()]


def test_a_plain_message_is_one_part() -> None:
    octets = b"Subject: x\r\n\r\nhello\r\n"
    root = structure(octets).root
    assert (root.media_type, root.children) == ("text/plain", ())
    assert bodies(octets) == [b"hello\r\n"]


def test_the_parts_of_an_ordinary_mail_are_found_in_order() -> None:
    octets = an_eml(text="hello\n", html="<p>hello", attachments={"見積.pdf": b"%PDF-1.4"})
    found = structure(octets)
    assert kinds(octets) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/octet-stream",
    ]
    assert bodies(octets) == [b"hello\r\n", b"<p>hello\r\n", b"JVBERi0xLjQ=\r\n"]
    assert [p.facts.file_name for p in found.root.walk()][-1] == "見積.pdf"
    assert found.problems == ()


def test_each_part_knows_where_its_header_lies() -> None:
    octets = MIXED + b"--b\r\nX: y\r\n\r\nhello\r\n--b--\r\n"
    (child,) = structure(octets).root.children
    assert octets[child.header.start : child.header.end] == b"X: y\r\n\r\n"


def test_an_attached_mail_holds_its_own_parts() -> None:
    inner = MIXED + b"--b\r\n\r\ninner\r\n--b--\r\n"
    outer = MIXED.replace(b"=b", b"=out") + b"--out\r\nContent-Type: message/rfc822\r\n\r\n"
    octets = outer + inner + b"--out--\r\n"
    assert kinds(octets) == ["multipart/mixed", "message/rfc822", "multipart/mixed", "text/plain"]


def test_the_parts_of_a_digest_are_mails() -> None:
    octets = MIXED.replace(b"mixed", b"digest") + b"--b\r\n\r\nSubject: x\r\n\r\nhello\r\n--b--"
    assert kinds(octets) == ["multipart/digest", "message/rfc822", "text/plain"]


@pytest.mark.parametrize(
    ("octets", "found"),
    [
        (
            MIXED + b"preamble\r\n--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\nepilogue",
            [b"one", b"two"],
        ),
        (MIXED + b"--b  \r\n\r\none\r\n--b-- \r\n", [b"one"]),  # space behind
        (MIXED + b"--b\r\n\r\none\r\n--bx\r\n--b--\r\n", [b"one\r\n--bx"]),  # a longer line
        (MIXED + b"--b\r\n\r\nnever closed", [b"never closed"]),
        (MIXED + b"--b\r\nX: no blank line\r\n--b\r\n\r\ntwo\r\n--b--", [b"", b"two"]),
        (
            b"From taro@example.co.jp Tue Nov 24 12:34:56 2026\r\n"
            + MIXED
            + b"--b\r\n\r\nx\r\n--b--",
            [b"x"],
        ),
        (MIXED.replace(b"\r\n", b"\n") + b"--b\n\none\n--b--\n", [b"one"]),
        (MIXED.replace(b"; ", b";\r\n ") + b"--b\r\n\r\none\r\n--b--", [b"one"]),
    ],
)
def test_odd_but_clear_delimiters_are_read(octets: bytes, found: list[bytes]) -> None:
    assert bodies(octets) == found
    assert (structure(octets).problems, structure(octets).ambiguities) == ((), ())


ENCODED = b"Content-Transfer-Encoding: base64\r\n"

DOUBTFUL = {
    "two boundaries": MIXED.replace(b"=b", b"=b; boundary=c") + b"--b\r\n\r\none\r\n--b--",
    "two types": MIXED[:-2] + b"Content-Type: text/plain\r\n\r\n--b\r\n\r\none\r\n--b--",
    "two encodings": ENCODED + ENCODED.replace(b"base64", b"7bit") + b"\r\none",
    "a part after the end": MIXED + b"--b--\r\n--b\r\n\r\none\r\n--b--",
    "a header after the end": MIXED
    + b"--b\r\n\r\nx\r\n--b--\r\nContent-Type: text/plain\r\n\r\n--b--",
    "no boundary": b"Content-Type: multipart/mixed\r\n\r\none",
    "no delimiter": MIXED + b"one",
    "a boundary in pieces": MIXED.replace(b"=b", b"*0=b; boundary*1=c") + b"--bc\r\n\r\n--bc--",
    "an encoded boundary": MIXED.replace(b"=b", b"==?utf-8?q?b?=") + b"--=?utf-8?q?b?=\r\n\r\nx",
    "a very long boundary": MIXED.replace(b"=b", b"=" + b"b" * 300)
    + b"--"
    + b"b" * 300
    + b"\r\n\r\nx",
    "a boundary that ends in space": MIXED.replace(b"=b", b'="b "') + b"--b \r\n\r\nx\r\n--b --",
    "an encoded whole": ENCODED + MIXED + b"--b\r\n\r\nx\r\n--b--",
    "an encoded mail": ENCODED + b"Content-Type: message/rfc822\r\n\r\neA==",
    "space before a colon": MIXED.replace(b"Type:", b"Type :") + b"--b\r\n\r\none\r\n--b--",
    "a line that is no field": b"Subject: x\r\nhello\r\n" + MIXED + b"--b\r\n\r\none\r\n--b--",
    "a line of space": b"Subject: x\r\n \r\n" + MIXED + b"--b\r\n\r\none\r\n--b--",
    "a NUL": b"Subject: x\0\r\n" + MIXED + b"--b\r\n\r\none\r\n--b--",
    "a CR alone": b"Subject: x\rContent-Type: text/plain\r\n" + MIXED + b"--b\r\n\r\none\r\n--b--",
    "a CR alone before a delimiter": MIXED + b"--b\r\n\r\none\r--b\r\n\r\ntwo\r\n--b--",
    "a CR alone within a delimiter": MIXED + b"--b\rContent-Type: a/b\r\n\r\none\r\n--b--",
    "an unknown sort of mail": b"Content-Type: message/x-mail\r\n\r\nContent-Type: a/b\r\n\r\n",
    "no blank line": MIXED + b"--b\r\nhello\r\n--b--",
    "two names": b"Content-Type: a/b; name=a.pdf\r\n"
    b"Content-Disposition: attachment; filename=a.exe\r\n\r\n",
    "the same boundary within": MIXED + b"--b\r\n" + MIXED + b"--b\r\n\r\none\r\n--b--",
}


@pytest.mark.parametrize("octets", DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_what_programs_may_read_differently_is_ambiguous(octets: bytes) -> None:
    found = structure(octets)
    assert (len(found.ambiguities), found.problems) == (1, ())


def test_a_part_in_an_unknown_encoding_is_a_problem() -> None:
    found = structure(b"Content-Transfer-Encoding: x-secret\r\n\r\none")
    assert (len(found.problems), found.ambiguities) == (1, ())


def test_a_part_after_the_end_is_looked_at_all_the_same() -> None:
    assert bodies(MIXED + b"--b--\r\n--b\r\n\r\nhidden\r\n--b--") == [b"hidden"]


@pytest.mark.parametrize(
    "octets",
    [
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i)
            for i in range(1500)
        ),
        b"Content-Type: message/rfc822\r\n\r\n" * 1500,
    ],
    ids=["multiparts", "mails"],
)
def test_too_deep_nesting_ends_and_is_a_problem(octets: bytes) -> None:
    found = structure(octets)
    assert len(list(found.root.walk())) <= DEPTH_LIMIT + 1
    assert found.problems


def test_nesting_up_to_the_limit_is_none() -> None:
    octets = b"Content-Type: message/rfc822\r\n\r\n" * (DEPTH_LIMIT - 1) + b"\r\nhello"
    assert structure(octets).problems == ()
    assert bodies(octets) == [b"hello"]


def test_too_many_parts_end_and_are_a_problem() -> None:
    found = structure(MIXED + b"--b\r\n\r\nx\r\n" * (PART_LIMIT + 100))
    assert len(list(found.root.walk())) <= PART_LIMIT + 2
    assert found.problems


pieces = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=b\r\n",
        b"Content-Type: multipart/alternative; boundary=c\r\n",
        b"Content-Type: message/rfc822\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"\r\n",
        b"--b\r\n",
        b"--b--\r\n",
        b"--c\r\n",
        b"--c--\r\n",
        b"text\r\n",
        b"--b",
        b"\n",
        b"\r",
        b" folded\r\n",
    ]
)


@given(st.lists(pieces, max_size=40).map(b"".join) | st.binary(max_size=300))
def test_parts_lie_within_each_other_and_never_overlap(octets: bytes) -> None:
    root = structure(octets).root
    assert root.header.start == 0
    assert root.body.end == len(octets)
    for part in root.walk():
        _check(part)


def _check(part: Part) -> None:
    assert part.header.start <= part.header.end == part.body.start <= part.body.end
    position = part.body.start
    for child in part.children:
        assert position <= child.header.start
        assert child.body.end <= part.body.end or child.body.length == 0
        position = child.body.end
