"""Where the octets of a message end, and what they say."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mailguard.smtp.dot import DotScanner, Stray

FALSE_ENDINGS = [
    b"\n.\n",
    b"\n.\r\n",
    b"\r\n.\n",
    b"\r.\r",
    b"\r.\r\n",
    b"\r\n.\r",
    b"\n.\r",
    b"\r.\n",
    b"\n\n.\r\n",
    b"\r\n.\r\r\n",
    b"\r\r\n.\r\r\n",
    b"\r\n\0.\r\n",
    b"\r\n.\0\r\n",
    b"\r\n.\r\0\n",
]

# where everything interesting happens
octets = st.lists(st.sampled_from([b"\r\n", b".", b"\r", b"\n", b"\0", b"a", b"\r\n."])).map(
    b"".join
)


def pieces(text: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({cut % (len(text) + 1) for cut in cuts} | {0, len(text)})
    return [text[a:b] for a, b in pairwise(places)]


def scan(
    parts: list[bytes], *, normalise: bool = False
) -> tuple[bytes, bytes | None, Stray | None]:
    """The content, what follows its end, the stray."""
    scanner = DotScanner(normalise=normalise)
    content, rest = b"", None
    for part in parts:
        if rest is not None:
            rest += part
            continue
        more, rest = scanner.feed(part)
        content += more
    return content, rest, scanner.stray


def as_the_rfc_says(text: bytes) -> tuple[bytes, bytes | None]:
    """The content and what follows its end, by lines; the part before is read whole."""
    content = b""
    at_line_start = True
    while text:
        if at_line_start and text.startswith(b".\r\n"):
            return content, text[3:]
        if at_line_start and text.startswith(b"."):
            text = text[1:]
        end = text.find(b"\r\n")
        line, text = (text[: end + 2], text[end + 2 :]) if end >= 0 else (text, b"")
        content += line
        at_line_start = line.endswith(b"\r\n")
    return content, None


@given(octets)
@example(b".\r\n")
@example(b"..\r\n.\r\n.\r\n")
def test_it_reads_as_the_rfc_says(text: bytes) -> None:
    content, rest, _stray = scan([text])
    expected, expected_rest = as_the_rfc_says(text)
    assert rest == expected_rest
    if rest is not None:
        assert content == expected
    else:  # the end that may be a final dot is kept back
        assert expected.startswith(content)
        assert len(expected) - len(content) <= 4


@given(octets, st.lists(st.integers(0, 500)), st.booleans())
def test_where_it_is_cut_makes_no_difference(text: bytes, cuts: list[int], normalise: bool) -> None:
    whole = scan([text], normalise=normalise)
    assert scan(pieces(text, cuts), normalise=normalise) == whole
    assert scan([text[i : i + 1] for i in range(len(text))], normalise=normalise) == whole


@given(octets)
def test_normalised_content_has_no_stray(text: bytes) -> None:
    content, _rest, _stray = scan([text + b"\r\n.\r\n"], normalise=True)
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n|\0", content)


@given(octets)
def test_a_stray_is_seen_where_there_is_one(text: bytes) -> None:
    content, _rest, stray = scan([text + b"\r\n.\r\n"])
    found = re.search(rb"\r(?!\n)|(?<!\r)\n|\0", content)
    assert (stray is None) == (found is None)
    if stray and found:
        assert stray.octet == found[0][0]
        assert stray.line == 1 + content.count(b"\n", 0, found.start())


@pytest.mark.parametrize("ending", FALSE_ENDINGS, ids=repr)
@pytest.mark.parametrize("normalise", [False, True], ids=["as it is", "normalised"])
def test_a_false_ending_ends_nothing(ending: bytes, normalise: bool) -> None:
    content, rest, stray = scan([b"text" + ending + b"MAIL"], normalise=normalise)
    assert rest is None
    assert stray is not None
    assert b"MAIL" in content


def test_a_message_can_be_empty() -> None:
    assert scan([b".\r\n"]) == (b"", b"", None)


def test_what_follows_the_final_dot_is_given_back() -> None:
    assert scan([b"a\r\n.\r\nQUIT\r\n"]) == (b"a\r\n", b"QUIT\r\n", None)
