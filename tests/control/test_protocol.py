"""Frames survive any cut; what is no frame ends the connection with a sentence."""

from __future__ import annotations

import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.control.protocol import (
    LINE_LIMIT,
    Answered,
    Decoder,
    Frame,
    Hello,
    ProtocolError,
    Request,
    Role,
    encode,
)
from mailguard.domain.command import Answer, Choice, Declined, List, Listing, Undo
from mailguard.domain.event import Changed, Recall, Snapshot
from mailguard.domain.state import State
from tests.fakes.front import a_summary

FRAMES: tuple[Frame, ...] = (
    Hello(1, Role.DESKTOP, b"n" * 32),
    Request(1, Answer("a1", 2, Choice.SEND, met=("organisation:acme.example",))),
    Request(2, List(states=(State.ASKING,))),
    Answered(1, Declined("しばらくお待ちください。", "stale")),
    Answered(2, Listing((a_summary(subject="お見積り\n\u2028 \x00"),)), last=False),
    Snapshot((a_summary(),), (), ("taro@example.co.jp",), last=True),
    Changed(a_summary(release_in=12.5)),
    Recall("a1"),
)


@given(
    frames=st.lists(st.sampled_from(FRAMES), max_size=8),
    cuts=st.lists(st.integers(0, 2000), max_size=10),
)
def test_frames_come_out_as_they_went_in_however_the_octets_are_cut(
    frames: list[Frame], cuts: list[int]
) -> None:
    octets = b"".join(encode(frame) for frame in frames)
    borders = [0, *sorted(cuts), len(octets)]
    decoder = Decoder()
    heard = [
        frame
        for start, end in itertools.pairwise(borders)
        for frame in decoder.feed(octets[start:end])
    ]
    assert heard == frames


@given(st.binary(max_size=300), st.integers(1, 50))
def test_any_octets_give_frames_or_a_protocol_error(octets: bytes, step: int) -> None:
    decoder = Decoder(limit=100)
    with contextlib.suppress(ProtocolError):  # any other error fails the test
        for start in range(0, len(octets), step):
            list(decoder.feed(octets[start : start + step]))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"GET / HTTP/1.1",
        b"\xff\xfe",
        b"null",
        b'{"type":"open-the-gates"}',
        b'{"type":"request","number":"one","command":{"type":"stop"}}',
        b'{"type":"hello","version":1,"role":"cli","nonce":"AAAA"}',
        b'{"type":"hello","x":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"type":"request","number":1,"command":{"type":"undo","id":"\xed\xa0\x80"}}',
    ],
)
def test_a_line_that_is_no_frame_is_a_protocol_error(line: bytes) -> None:
    with pytest.raises(ProtocolError, match="not valid"):
        list(Decoder().feed(line + b"\n"))


def test_frames_before_a_bad_line_are_still_heard() -> None:
    frames = Decoder().feed(encode(Recall("a1")) + b"nonsense\n")
    assert next(frames) == Recall("a1")
    with pytest.raises(ProtocolError):
        next(frames)


def test_a_line_may_be_as_long_as_the_limit_and_no_longer() -> None:
    line = encode(Recall("a" * 74))
    assert list(Decoder(limit=len(line)).feed(line)) == [Recall("a" * 74)]
    with pytest.raises(ProtocolError, match="too long"):
        list(Decoder(limit=len(line) - 1).feed(line))


def test_a_line_without_end_is_given_up_at_the_limit_not_later() -> None:
    decoder = Decoder(limit=1000)
    assert list(decoder.feed(b"x" * 1000)) == []
    with pytest.raises(ProtocolError, match="too long"):
        list(decoder.feed(b"x"))


def test_a_frame_that_would_be_too_long_is_not_encoded() -> None:
    with pytest.raises(ProtocolError, match="too long"):
        encode(Request(1, Undo("x" * LINE_LIMIT)))


def test_a_text_that_utf8_cannot_hold_is_not_encoded() -> None:
    with pytest.raises(ProtocolError, match="cannot be sent"):
        encode(Request(1, Undo("\ud800")))
