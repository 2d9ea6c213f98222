"""Replies as octets."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from mailguard.domain.reply import Reply
from mailguard.smtp.wire import encode


def test_a_reply_is_code_status_and_text() -> None:
    assert encode(Reply(250, "OK", "2.0.0")) == b"250 2.0.0 OK\r\n"


def test_without_a_status_code_there_is_none() -> None:
    assert encode(Reply(354, "Go ahead")) == b"354 Go ahead\r\n"


def test_an_empty_challenge_keeps_its_space() -> None:
    assert encode(Reply(334, "")) == b"334 \r\n"


def test_lines_share_the_code() -> None:
    assert encode(Reply(554, "one\ntwo", "5.7.1")) == b"554-5.7.1 one\r\n554 5.7.1 two\r\n"


def test_a_long_text_is_cut_at_its_spaces() -> None:
    lines = encode(Reply(554, "word " * 200, "5.7.1")).splitlines()
    assert {line[:4] for line in lines[:-1]} == {b"554-"}
    assert all(set(line[10:].split()) <= {b"word"} for line in lines)


@given(st.text(max_size=2000), st.sampled_from([None, "5.7.1"]))
def test_every_text_becomes_lines_of_512_octets_without_controls(
    text: str, enhanced: str | None
) -> None:
    octets = encode(Reply(554, text, enhanced))
    *lines, end = octets.split(b"\r\n")
    assert end == b""
    assert all(len(line) <= 510 and line.startswith((b"554-", b"554 ")) for line in lines)
    assert [line[3:4] for line in lines] == [b"-"] * (len(lines) - 1) + [b" "]
    assert octets.decode().replace("\r\n", "").isprintable() or not text.isprintable()


@example("送信は中止しました" * 200)
@example("x" * 5000)
@given(st.text("送信は中止しました", min_size=1, max_size=1000))
def test_japanese_is_never_cut_inside_a_character(text: str) -> None:
    lines = encode(Reply(554, text)).split(b"\r\n")[:-1]
    assert "".join(line[4:].decode() for line in lines) == text
