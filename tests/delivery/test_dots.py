"""Dots are doubled at line starts only, and nothing but CRLF ends a line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.delivery.dots import DotStuffer, LineEndError
from tests.delivery.endings import FALSE_ENDINGS
from tests.fakes.conversation import unstuffed

LINES = st.lists(st.text("a.\u00e9", max_size=5).map(str.encode), max_size=12)
MANGLED = st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b".", b"a", b"\0"]), max_size=14)


def on_the_wire(blocks: list[bytes]) -> bytes:
    stuffer = DotStuffer()
    return b"".join([*map(stuffer.feed, blocks), stuffer.finish()])


def cut(octets: bytes, places: list[int]) -> list[bytes]:
    edges = sorted({0, len(octets), *(place % (len(octets) + 1) for place in places)})
    return [octets[a:b] for a, b in pairwise(edges)]


@given(LINES, st.lists(st.integers(0, 100)))
def test_what_arrives_is_what_left_whatever_the_blocks_are(
    lines: list[bytes], places: list[int]
) -> None:
    message = b"".join(line + b"\r\n" for line in lines)
    wire = on_the_wire(cut(message, places))
    assert wire.endswith(b".\r\n")
    assert b"\r\n.\r\n" not in b"\r\n" + wire[:-1], "the dot at the end is the only one"
    assert unstuffed(wire.removesuffix(b".\r\n")) == message


@given(MANGLED, st.lists(st.integers(0, 100)))
def test_only_crlf_leaves(pieces: list[bytes], places: list[int]) -> None:
    message = b"".join(pieces)
    stripped = message.replace(b"\r\n", b"")
    is_sound = not any(octet in stripped for octet in (b"\r", b"\n", b"\0"))
    if is_sound:
        assert unstuffed(on_the_wire(cut(message, places))[:-3]).startswith(message)
    else:
        with pytest.raises(LineEndError):
            on_the_wire(cut(message, places))


def test_a_message_without_a_last_line_end_gets_one() -> None:
    assert on_the_wire([b"a"]) == b"a\r\n.\r\n"


def test_an_empty_message_is_its_dot() -> None:
    assert on_the_wire([]) == b".\r\n"


@pytest.mark.parametrize("ending", FALSE_ENDINGS)
@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_no_false_ending_leaves_as_it_came(ending: bytes, size: int) -> None:
    message = b"a" + ending + b"MAIL FROM:<evil@evil.example>\r\n"
    blocks = [message[at : at + size] for at in range(0, len(message), size)]
    try:
        wire = on_the_wire(blocks)
    except LineEndError:
        return
    assert b"\r\n.\r\n" not in wire[:-1], "a line that is a dot was doubled"
