"""Content-Transfer-Encodings are undone, also as real programs write them."""

from __future__ import annotations

import base64
import binascii
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.message import transfer
from mailguard.message.transfer import decoded_chunks, decoded_start


def decoded(octets: bytes, encoding: str) -> bytes:
    return b"".join(decoded_chunks(octets, encoding))


@pytest.mark.parametrize(
    ("octets", "encoding", "meant"),
    [
        (b"aGVsbG8=", "base64", b"hello"),
        (b"aGVs\r\nbG8=\r\n", "base64", b"hello"),
        (b"aGVsbG8", "base64", b"hello"),  # without padding
        (b"a*G-V sbG8=", "base64", b"hello"),  # with other characters in it
        (b"aGVsbG8=aGVsbG8=", "base64", b"hellohello"),  # data behind the padding
        (b"aGVsbG8==", "base64", b"hello"),
        (b"aGVsbG8=a", "base64", b"hello"),
        (b"", "base64", b""),
        (b"caf=C3=A9 =\r\nx", "quoted-printable", "café x".encode()),
        (b"50=% off=", "quoted-printable", b"50=% off"),
        (b"as it is\r\n", "7bit", b"as it is\r\n"),
        (b"as it is", "x-unknown", b"as it is"),
        (b"begin 644 a.txt\r\n%:&5L;&\\ \r\n`\r\nend\r\n", "x-uuencode", b"hello"),
    ],
)
def test_an_encoding_is_undone(octets: bytes, encoding: str, meant: bytes) -> None:
    assert decoded(octets, encoding) == meant


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "CHUNK", 5)


@pytest.mark.usefixtures("small_chunks")
@given(st.binary(max_size=80))
def test_chunks_make_no_difference(octets: bytes) -> None:
    assert decoded(base64.encodebytes(octets), "base64") == octets
    assert decoded(octets, "8bit") == octets


@given(st.binary(max_size=300))
def test_quoted_printable_comes_back(octets: bytes) -> None:
    assert decoded(quopri.encodestring(octets), "quoted-printable") == octets


pieces = st.sampled_from([b"=41", b"=\r\n", b"\r\n", b"\n", b"a", b"abcdef", b"=3", b" "])


@pytest.mark.usefixtures("small_chunks")
@given(st.lists(pieces, max_size=20).map(b"".join))
def test_quoted_printable_is_the_same_in_chunks(octets: bytes) -> None:
    assert decoded(octets, "quoted-printable") == binascii.a2b_qp(octets)


@given(
    st.binary(max_size=200),
    st.sampled_from(["base64", "quoted-printable", "x-uuencode", "", "x-unknown"]),
)
def test_no_octets_make_it_raise(octets: bytes, encoding: str) -> None:
    decoded(octets, encoding)


def test_only_the_beginning_is_decoded_where_only_that_is_wanted() -> None:
    assert decoded_start(base64.b64encode(b"x" * 10_000), "base64", 100) == b"x" * 100
    assert decoded_start(b"=41" * 1000, "quoted-printable", 10) == b"A" * 10
