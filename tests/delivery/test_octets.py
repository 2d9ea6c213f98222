"""What leaves is what was taken in, or nothing leaves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mailguard.delivery.octets import BLOCK, Octets, UnreadableError, UnsendableError
from mailguard.domain.mail import Edit, Source, Span
from tests.delivery.conftest import TEXT, ClaimMaker
from tests.fakes.conversation import unstuffed

BIG = b"a line of a big message\r\n..\r\n" * 8000


@pytest.fixture
def maker(tmp_path: Path) -> ClaimMaker:
    return ClaimMaker(tmp_path)


def octets_of(maker: ClaimMaker, message: bytes, *edits: Edit, **changes: object) -> Octets:
    return Octets(maker(message, **changes).entry.source, edits)  # type: ignore[arg-type]  # passed through


@pytest.mark.parametrize("message", [TEXT, BIG, b""], ids=["small", "big", "empty"])
def test_the_message_leaves_with_its_dots_doubled_and_a_final_one(
    maker: ClaimMaker, message: bytes
) -> None:
    *blocks, end = octets_of(maker, message).blocks()
    assert end == b".\r\n"
    assert unstuffed(b"".join(blocks)) == message


def test_a_big_message_leaves_in_blocks(maker: ClaimMaker) -> None:
    octets = octets_of(maker, BIG)
    assert not octets.is_small
    assert max(map(len, octets.blocks())) < 2 * BLOCK


def test_edits_are_applied_and_counted(maker: ClaimMaker) -> None:
    edits = Edit(Span(0, 0), b"Date: today\r\n"), Edit(Span(9, 13), b".new")
    octets = octets_of(maker, TEXT, *edits)
    changed = b"Date: today\r\n" + TEXT.replace(b"plan", b".new")
    assert unstuffed(octets.whole().removesuffix(b".\r\n")) == changed
    assert octets.length == len(changed)


@pytest.mark.parametrize("message", [TEXT, BIG], ids=["small", "big"])
@pytest.mark.parametrize(
    "damage",
    [{"sha256": b"\0" * 32}, {"length": 10**6}],
    ids=["other octets", "too short a file"],
)
def test_the_final_dot_of_a_damaged_message_never_comes(
    maker: ClaimMaker, message: bytes, damage: dict[str, object]
) -> None:
    left: list[bytes] = []
    with pytest.raises(UnsendableError, match="damaged"):
        left.extend(octets_of(maker, message, **damage).blocks())
    assert b".\r\n" not in left


def test_edits_beyond_the_message_are_refused_before_anything_is_read(maker: ClaimMaker) -> None:
    with pytest.raises(UnsendableError):
        octets_of(maker, TEXT, Edit(Span(10**6, 10**6), b"x"))


def test_an_edit_cannot_bring_in_a_lone_line_feed(maker: ClaimMaker) -> None:
    with pytest.raises(UnsendableError, match="line ends"):
        octets_of(maker, TEXT, Edit(Span(0, 0), b"X: a\n")).whole()


def test_a_file_that_is_gone_is_damage(tmp_path: Path) -> None:
    with pytest.raises(UnsendableError, match="damaged"):
        Octets(Source(str(tmp_path / "gone"), 0, 1, b""), ()).whole()


def test_a_file_that_cannot_be_read_now_may_be_later(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="tries again"):
        Octets(Source(os.fspath(tmp_path), 0, 1, b""), ()).whole()  # a folder
