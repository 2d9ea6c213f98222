"""Command lines out of octets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mailguard.smtp.line import LineBuffer, LineFault
from tests.smtp.test_dot import pieces

LIMIT = 8

octets = st.lists(st.sampled_from([b"\r\n", b"\r", b"\n", b"a", b"abcde", b"ab\r\n"])).map(b"".join)


def lines(parts: list[bytes]) -> list[bytes | LineFault]:
    """What comes out, up to a bare LF, which ends a session."""
    buffer = LineBuffer(LIMIT)
    out: list[bytes | LineFault] = []
    for part in parts:
        buffer.add(part)
        while (line := buffer.take()) is not None:
            out.append(line)
            if line is LineFault.BARE_LF:
                return out
    return out


@given(octets, st.lists(st.integers(0, 200)))
def test_where_it_is_cut_makes_no_difference(text: bytes, cuts: list[int]) -> None:
    whole = lines([text])
    assert lines(pieces(text, cuts)) == whole
    assert lines([text[i : i + 1] for i in range(len(text))]) == whole


@given(st.lists(st.binary(max_size=LIMIT - 2).filter(lambda b: not {10, 13} & set(b))))
def test_lines_come_out_as_they_went_in(texts: list[bytes]) -> None:
    assert lines([b"".join(text + b"\r\n" for text in texts)]) == texts


def test_a_line_of_the_limit_is_taken_and_one_octet_more_is_not() -> None:
    assert lines([b"123456\r\n1234567\r\nok\r\n"]) == [b"123456", LineFault.TOO_LONG, b"ok"]


def test_a_long_line_is_reported_before_it_ends_and_not_kept() -> None:
    buffer = LineBuffer(LIMIT)
    buffer.add(b"x" * 100)
    assert buffer.take() is LineFault.TOO_LONG
    assert buffer.take() is None
    assert len(buffer) == 0


def test_a_lone_lf_is_no_line_end() -> None:
    assert lines([b"NOOP\nQUIT\r\n"]) == [LineFault.BARE_LF]


def test_the_beginning_of_a_line_can_be_looked_at() -> None:
    buffer = LineBuffer(LIMIT)
    buffer.add(b"ab\r\n\x16\x03")
    assert not buffer.begins_with(b"\x16")
    buffer.take()
    assert buffer.begins_with(b"\x16")


def test_the_rest_of_a_long_line_has_no_beginning() -> None:
    buffer = LineBuffer(LIMIT)
    buffer.add(b"123456789")
    buffer.take()
    buffer.add(b"\x16")
    assert not buffer.begins_with(b"\x16")
