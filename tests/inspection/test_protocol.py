"""What goes through the pipes comes out the same, in whatever pieces."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.settings import Settings
from mailguard.inspection.protocol import (
    Failed,
    Frames,
    Ready,
    framed,
    request_in,
    response_in,
)
from tests.inspection.entries import a_request


def test_a_request_comes_out_the_same(tmp_path: Path) -> None:
    settings = Settings(checks={"visible-recipients": {"people": 3}})
    request = a_request(tmp_path, b"\r\n", settings=settings)
    (frame,) = Frames().fed(framed(request))
    assert request_in(frame) == request


def test_each_request_has_its_own_settings(tmp_path: Path) -> None:
    both = Settings(), Settings(checks={"keyword": {"danger": ["原価"]}})
    requests = [a_request(tmp_path, b"\r\n", settings=settings) for settings in (*both, *both)]
    frames = Frames().fed(b"".join(map(framed, requests)))
    assert [request_in(frame) for frame in frames] == requests


@given(st.lists(st.integers(0, 2**31), max_size=10), st.integers(1, 20))
def test_frames_are_put_together_from_pieces(numbers: list[int], size: int) -> None:
    octets = b"".join(framed(Failed(number)) for number in numbers) + framed(Ready())
    frames = Frames()
    pieces = [octets[i : i + size] for i in range(0, len(octets), size)]
    found = [response_in(frame) for piece in pieces for frame in frames.fed(piece)]
    assert found == [*map(Failed, numbers), Ready()]


@pytest.mark.parametrize("frame", [b"", b"\xc1", b"nonsense", b"\x80"])
def test_nonsense_is_refused(frame: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        response_in(frame)
